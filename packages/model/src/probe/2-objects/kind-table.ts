/** The kinds of one cluster: those of the registry, custom ones, and those that only references speak of. */

import type { Kind } from '../../kinds/define.ts';
import type { KindRef } from '../../kinds/link.ts';

export class KindTable {
  readonly #byKey = new Map<string, Kind>();
  readonly #byApi = new Map<string, Kind>();

  constructor(kinds: Iterable<Kind>) {
    for (const kind of kinds) this.add(kind);
  }

  add(kind: Kind): void {
    this.#byKey.set(kind.key, kind);
    if (kind.api !== undefined) this.#byApi.set(`${kind.api.group}/${kind.api.kind}`, kind);
  }

  all(): Iterable<Kind> {
    return this.#byKey.values();
  }

  get(key: string): Kind | undefined {
    return this.#byKey.get(key);
  }

  /** The kind that is meant; one that nobody watches is made up, so that the reference shows. */
  resolve(ref: KindRef, namespaced: boolean): Kind {
    if (typeof ref === 'string') return this.#byKey.get(ref) ?? this.#foreign('', ref, namespaced);
    return this.#byApi.get(`${ref.group}/${ref.kind}`) ?? this.#foreign(ref.group, ref.kind, namespaced);
  }

  #foreign(group: string, name: string, namespaced: boolean): Kind {
    const type = name.toLowerCase();
    const kind: Kind = {
      key: group === '' ? `${type}.` : `${type}.${group}`,
      type,
      manager: 'k8s',
      group: 'extension',
      doc: `A ${name} that is referred to and not watched.`,
      api: { group, versions: [], plural: '', kind: name, namespaced },
      fields: [],
      status: () => ({ state: 'UNKNOWN', health: 'unknown', reason: 'Unwatched' }),
      links: [],
    };
    const known = this.#byKey.get(kind.key);
    if (known !== undefined) return known;
    this.add(kind);
    return kind;
  }
}
