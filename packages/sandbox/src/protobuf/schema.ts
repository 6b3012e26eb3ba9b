/**
 * The messages that are understood. The tables give a message a line: its name, then `name=number:type` for each field.
 * Types: `s` text, `b` boolean, `i` integer, `f` float, `bytes`, `time`, `microtime`, `quantity`, `either` (integer or
 * text), `raw` (JSON), `values` (a wrapped list of texts), or a message. `[]` repeats, `map:` maps from text, `!` has its
 * fields in the message around it, and `?` tells zero from absent.
 * The numbers are those of the `generated.proto` files of https://github.com/kubernetes/api.
 */

import { authentication, authorization, rbac } from './tables/access.ts';
import { admission, coordination, node, scheduling, storage } from './tables/cluster.ts';
import { coreObjects } from './tables/core-objects.ts';
import { corePods } from './tables/core-pods.ts';
import { coreVolumes } from './tables/core-volumes.ts';
import { meta } from './tables/meta.ts';
import { discovery, networking } from './tables/network.ts';
import { apps, autoscaling, autoscaling1, batch, policy } from './tables/workloads.ts';

export interface Field {
  /** Empty for fields whose message is part of the message around it. */
  readonly name: string;
  readonly type: string;
  readonly repeated: boolean;
  readonly map: boolean;
  /** Zero is a value, not absence. */
  readonly optional: boolean;
}

export type Message = ReadonlyMap<number, Field>;

const texts: Readonly<Record<string, string>> = {
  meta,
  core: corePods + coreVolumes + coreObjects,
  apps,
  batch,
  autoscaling,
  autoscaling1,
  policy,
  networking,
  discovery,
  storage,
  scheduling,
  node,
  coordination,
  admission,
  rbac,
  authentication,
  authorization,
};

/** API version → the part of the tables that has its kinds. */
const packages: Readonly<Record<string, string>> = {
  v1: 'core',
  'apps/v1': 'apps',
  'batch/v1': 'batch',
  'autoscaling/v2': 'autoscaling',
  'autoscaling/v1': 'autoscaling1',
  'policy/v1': 'policy',
  'networking.k8s.io/v1': 'networking',
  'discovery.k8s.io/v1': 'discovery',
  'storage.k8s.io/v1': 'storage',
  'scheduling.k8s.io/v1': 'scheduling',
  'node.k8s.io/v1': 'node',
  'coordination.k8s.io/v1': 'coordination',
  'admissionregistration.k8s.io/v1': 'admission',
  'rbac.authorization.k8s.io/v1': 'rbac',
  'authentication.k8s.io/v1': 'authentication',
  'authorization.k8s.io/v1': 'authorization',
};

const scalar = /^(s|b|i|f|bytes|time|microtime|quantity|either|raw|values)$/;

function parseField(word: string, home: string): [number, Field] {
  const inline = word.endsWith('!');
  const [, name = '', number = '', map, type = '', list, optional] =
    /^(?:([\w$]+)=)?(\d+)[:=](map:)?([\w.]+)(\[\])?(\?)?!?$/.exec(word) ?? [];
  const qualified = scalar.test(type) || type.includes('.') ? type : `${home}.${type}`;
  const facts = {
    type: qualified,
    repeated: list !== undefined,
    map: map !== undefined,
    optional: optional !== undefined,
  };
  return [Number(number), { name: inline ? '' : name, ...facts }];
}

function parseTables(): ReadonlyMap<string, Message> {
  const messages = new Map<string, Message>();
  for (const [home, text] of Object.entries(texts)) {
    for (const line of text
      .replace(/\n {2}/g, ' ')
      .split('\n')
      .filter(Boolean)) {
      const [name, ...words] = line.split(' ');
      messages.set(`${home}.${name}`, new Map(words.map((word) => parseField(word, home))));
    }
  }
  return messages;
}

const messages = parseTables();

export const messageNamed = (name: string): Message | undefined => messages.get(name);

/** The message of a kind; options of deletions come under any API version. */
export function messageOf(apiVersion: string, kind: string): Message | undefined {
  const home = packages[apiVersion];
  return messages.get(`${home}.${kind}`) ?? (kind === 'DeleteOptions' ? messages.get('meta.DeleteOptions') : undefined);
}
