/** What other objects say about an object, newest first in importance: the warnings that explain its status. */

import { obtain } from '../../base/obtain.ts';
import type { Note } from '../../kinds/define.ts';
import { latest } from '../../kinds/notes.ts';

export class Notes {
  /** By the UID of the object that is spoken of, then by that of the speaker. */
  readonly #about = new Map<string, Map<string, Note>>();
  readonly #speakers = new Map<string, { readonly about: string; readonly namespace: string }>();

  /** The note to show for an object. */
  of(uid: string): Note | undefined {
    let best: Note | undefined;
    for (const note of this.#about.get(uid)?.values() ?? []) best = latest(best, note);
    return best;
  }

  /** Takes in what a speaker says; returns the UID of the object that it is about. */
  put(speaker: string, namespace: string, note: Note): string {
    this.delete(speaker);
    this.#speakers.set(speaker, { about: note.uid, namespace });
    obtain(this.#about, note.uid, () => new Map<string, Note>()).set(speaker, note);
    return note.uid;
  }

  /** Forgets what a speaker said; returns the UID of the object that it was about. */
  delete(speaker: string): string | undefined {
    const uid = this.#speakers.get(speaker)?.about;
    if (uid === undefined) return undefined;
    this.#speakers.delete(speaker);
    const notes = this.#about.get(uid);
    if (notes?.delete(speaker) && notes.size === 0) this.#about.delete(uid);
    return uid;
  }

  /** Who speaks from a namespace; from anywhere when it is empty. */
  speakers(namespace: string): readonly string[] {
    const all = [...this.#speakers];
    return all.filter(([, place]) => namespace === '' || place.namespace === namespace).map(([speaker]) => speaker);
  }
}
