/** Objects as text, in the version and the form that was asked for; an object is serialised once for all readers. */

import type { KubeObject } from '../base/object.ts';
import { notAcceptable } from '../base/problem.ts';
import type { Served } from '../registry/registry.ts';
import { apiVersionOf } from '../registry/resource.ts';

/** `Table` and `PartialObjectMetadata` are asked for in the Accept header; everything else is the object. */
export type Form = 'object' | 'table' | 'metadata';

const readable = /json|\*\/\*|application\/\*|kubernetes\.protobuf/;

/** Throws a 406 when the client takes nothing that can be given; protobuf is asked for and JSON is given. */
export function formOf(accept: string | undefined): Form {
  if (!accept) return 'object';
  const parts = accept.split(',');
  if (!parts.some((part) => readable.test(part))) throw notAcceptable(['application/json']);
  const first = parts.find((part) => part.includes('json'));
  if (first?.includes('as=Table')) return 'table';
  return first?.includes('as=PartialObjectMetadata') ? 'metadata' : 'object';
}

export class Representer {
  readonly #texts = new WeakMap<KubeObject, string>();

  /** The object in the version that was asked for. */
  convert(served: Served, object: KubeObject): KubeObject {
    if (!served.other) return object;
    const converted = served.other.fromStored?.(object) ?? object;
    return { ...converted, apiVersion: apiVersionOf(served.resource, served.version) };
  }

  /** The whole object. */
  text(served: Served, object: KubeObject): string {
    const apiVersion = apiVersionOf(served.resource, served.version);
    return `{"kind":"${served.resource.kind}","apiVersion":"${apiVersion}",${this.#rest(served, object)}`;
  }

  /** As an item of a list: built-in kinds leave out apiVersion and kind there. */
  item(served: Served, object: KubeObject): string {
    return served.resource.custom ? this.text(served, object) : `{${this.#rest(served, object)}`;
  }

  partial(object: KubeObject): object {
    return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
  }

  #rest(served: Served, object: KubeObject): string {
    if (served.other?.fromStored) return rest(this.convert(served, object));
    let text = this.#texts.get(object);
    if (text === undefined) {
      text = rest(object);
      this.#texts.set(object, text);
    }
    return text;
  }
}

const rest = ({ apiVersion: _version, kind: _kind, ...fields }: KubeObject): string => JSON.stringify(fields).slice(1);
