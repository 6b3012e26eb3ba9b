/**
 * Objects that a status message names though no field refers to them: a quota that is used up, a webhook that does not
 * answer, an account that is not there. The words are those of the API server, the scheduler and the kubelet.
 */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';

export function* mentioned(reader: Reader, { namespace, cluster, status }: GraphNode): Generator<GraphNode> {
  const message = status.message ?? '';
  if (message === '') return;
  for (const name of all(message, /exceeded quota: ([^\s,]+)/g))
    yield* found(reader, 'resourcequota', namespace, name, cluster);
  for (const name of all(message, /failed calling webhook "([^"]+)"/g)) yield* webhooks(reader, name, cluster);
  for (const [, type, name] of message.matchAll(
    /\b(serviceaccount|secret|configmap|persistentvolumeclaim|storageclass)[^"]{0,24}"([^"]+)" not found/gi,
  )) {
    const short = name!.split('/').at(-1) as string;
    const space = type!.toLowerCase() === 'storageclass' ? '' : namespace;
    yield* found(reader, type!.toLowerCase(), space, short, cluster);
  }
  for (const [, space, name] of message.matchAll(/error looking up service account ([^/\s]+)\/([^:\s]+)/g)) {
    yield* found(reader, 'serviceaccount', space!, name!, cluster);
  }
}

const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, name]) => name!);

function* found(reader: Reader, type: string, namespace: string, name: string, cluster: string): Generator<GraphNode> {
  const node = reader.find(type, namespace, name, cluster);
  if (node !== undefined) yield node;
}

const webhooksOf = ({ fields }: GraphNode) => (fields.Webhooks ?? []) as readonly string[];

function* webhooks(reader: Reader, name: string, cluster: string): Generator<GraphNode> {
  for (const type of ['validatingwebhookconfiguration', 'mutatingwebhookconfiguration']) {
    for (const node of reader.ofType(type)) {
      if (node.cluster === cluster && webhooksOf(node).some((line) => line.startsWith(`${name} (`))) yield node;
    }
  }
}
