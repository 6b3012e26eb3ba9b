/** Which relations are drawn as lines. */

import { SvelteSet } from 'svelte/reactivity';

/** Off unless asked for: these go to every pod or every machine, or say again what a service says. */
export const offAtFirst: readonly string[] = ['csinode', 'endpoints', 'endpointslice', 'node'];

export class Relations {
  readonly hidden = new SvelteSet<string>(offAtFirst);

  shows(relation: string): boolean {
    return !this.hidden.has(relation);
  }

  toggle(relation: string): void {
    if (!this.hidden.delete(relation)) this.hidden.add(relation);
  }

  /** How the choice differs from the first one: `-service`, `+node`. */
  differences(): string[] {
    const off = [...this.hidden].filter((relation) => !offAtFirst.includes(relation)).map((relation) => `-${relation}`);
    const on = offAtFirst.filter((relation) => !this.hidden.has(relation)).map((relation) => `+${relation}`);
    return [...on, ...off].sort();
  }

  restore(differences: readonly string[]): void {
    for (const difference of differences) {
      const relation = difference.slice(1);
      if (difference.startsWith('+')) this.hidden.delete(relation);
      else if (difference.startsWith('-')) this.hidden.add(relation);
    }
  }
}
