/** Stands in for a network: says of each connection what Canopy's graph of the cluster says. */

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Traffic } from '@canopy/model/insight';
import type { KubeObject } from '@canopy/model/kinds';
import type { Kubectl } from '../../control-plane/kubectl.ts';
import { until, type Watched } from './watched.ts';

export interface Judge {
  readonly url: string;
  /** How many connections were asked about, and how many may be. */
  readonly asked: { all: number; allowed: number };
  close(): Promise<void>;
}

interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
}

/** A question waits until the graph has the policies that the server has, as a network would take a moment too. */
export async function startJudge({ graph, extra }: Watched, kubectl: Kubectl): Promise<Judge> {
  const traffic = new Traffic(graph.reader, { changes: graph.changes });
  const asked = { all: 0, allowed: 0 };
  const isFollowed = async (): Promise<boolean> => {
    const kinds = 'adminnetworkpolicies,baselineadminnetworkpolicies,networkpolicies';
    const there = (JSON.parse(await kubectl(`get ${kinds} -A -o json`)) as { items: KubeObject[] }).items;
    const types = ['adminnetworkpolicy', 'baselineadminnetworkpolicy', 'networkpolicy'];
    const known = types.flatMap((type) => [...graph.reader.ofType(type)]).filter((node) => node.fields.Rules);
    const objects = await Promise.all(known.map(({ id }) => extra(id)));
    const version = (object: KubeObject | undefined) => `${object?.metadata.uid} ${object?.metadata.generation}`;
    return String(there.map(version).sort()) === String(objects.map(version).sort());
  };
  const answer = async ({ from, to, protocol }: Question): Promise<string> => {
    await until('the graph has the policies of the server', isFollowed, 20_000);
    const at = to.lastIndexOf(':');
    const { verdict } = traffic.ask({ from, to: to.slice(0, at), port: Number(to.slice(at + 1)), protocol });
    asked.all++;
    if (verdict === 'allowed') asked.allowed++;
    return verdict;
  };
  const server = createServer(async (request, response) => {
    const question = JSON.parse(await text(request)) as Question;
    response.end(await answer(question).catch((cause: Error) => cause.message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
