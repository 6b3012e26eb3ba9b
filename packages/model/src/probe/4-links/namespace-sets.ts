/** Namespace selectors, each with the namespaces that it matches now; equal selectors share one set. */

import type { Labels } from '../../graph/node.ts';
import type { LabelSelector } from '../../kinds/object.ts';
import { compileSelector, type Selector } from '../../kinds/selector.ts';
import { SelectorFile } from '../../kinds/selector-file.ts';

export interface NamespaceSet<T> {
  readonly selector: Selector;
  readonly names: Set<string>;
  readonly users: Set<T>;
}

export class NamespaceSets<T> {
  readonly #labels = new Map<string, Labels>();
  readonly #sets = new Map<string, NamespaceSet<T>>();
  readonly #file = new SelectorFile<NamespaceSet<T>>();

  /** The set of that selector; the user stays in it until it leaves. */
  join(selector: LabelSelector, user: T): NamespaceSet<T> {
    const compiled = compileSelector(selector);
    let set = this.#sets.get(compiled.text);
    if (set === undefined) {
      const names = [...this.#labels].filter(([, labels]) => compiled.matches(labels)).map(([name]) => name);
      set = { selector: compiled, names: new Set(names), users: new Set() };
      this.#sets.set(compiled.text, set);
      this.#file.add(set);
    }
    set.users.add(user);
    return set;
  }

  leave(set: NamespaceSet<T>, user: T): void {
    set.users.delete(user);
    if (set.users.size > 0) return;
    this.#sets.delete(set.selector.text);
    this.#file.remove(set);
  }

  /** Takes a namespace's labels in (`undefined`: it is gone); returns the sets that it entered and left. */
  relabel(name: string, labels: Labels | undefined): { entered: NamespaceSet<T>[]; left: NamespaceSet<T>[] } {
    const before = this.#labels.get(name);
    if (labels === undefined) this.#labels.delete(name);
    else this.#labels.set(name, labels);
    const now = new Set(labels === undefined ? [] : this.#file.matching(labels));
    const old = new Set(before === undefined ? [] : this.#file.matching(before));
    const entered = [...now].filter((set) => !old.has(set));
    const left = [...old].filter((set) => !now.has(set));
    for (const set of entered) set.names.add(name);
    for (const set of left) set.names.delete(name);
    return { entered, left };
  }
}
