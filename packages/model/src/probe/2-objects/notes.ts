/** What other objects say about an object, newest first in importance: the warnings that explain its status. */

import { obtain } from '../../base/obtain.ts';
import type { Note } from '../../kinds/define.ts';
import { latest } from '../../kinds/notes.ts';
import type { KubeObject } from '../../kinds/object.ts';

/** An object that speaks: an Event. */
interface Speaker {
  readonly uid: string;
  readonly namespace: string;
  /** The UID of the object that it speaks of. */
  readonly about: string;
}

export class Notes {
  /** By the UID of the object that is spoken of, then by the place of the speaker. */
  readonly #about = new Map<string, Map<string, Note>>();
  readonly #speakers = new Map<string, Speaker>();

  /** The note to show for an object. */
  of(uid: string): Note | undefined {
    const notes = this.#about.size === 0 ? undefined : this.#about.get(uid);
    if (notes === undefined) return undefined;
    let best: Note | undefined;
    for (const note of notes.values()) best = latest(best, note);
    return best;
  }

  /** Takes in what a speaker says now, or that it says nothing; returns the UIDs of those whom it spoke and speaks of. */
  put(speaker: KubeObject, note: Note | undefined): readonly string[] {
    const place = placeOf(speaker);
    const before = this.#forget(place);
    if (note === undefined) return before === undefined ? [] : [before];
    const { uid, namespace = '' } = speaker.metadata;
    this.#speakers.set(place, { uid, namespace, about: note.uid });
    obtain(this.#about, note.uid, () => new Map<string, Note>()).set(place, note);
    return before === undefined || before === note.uid ? [note.uid] : [before, note.uid];
  }

  /** Forgets the speakers of a namespace (all, when it is empty) but those with these UIDs. */
  retain(namespace: string, uids: ReadonlySet<string>): readonly string[] {
    const about: string[] = [];
    for (const [place, speaker] of this.#speakers) {
      if ((namespace !== '' && speaker.namespace !== namespace) || uids.has(speaker.uid)) continue;
      this.#forget(place);
      about.push(speaker.about);
    }
    return about;
  }

  #forget(place: string): string | undefined {
    const about = this.#speakers.get(place)?.about;
    if (about === undefined) return undefined;
    this.#speakers.delete(place);
    const notes = this.#about.get(about);
    if (notes?.delete(place) && notes.size === 0) this.#about.delete(about);
    return about;
  }
}

function placeOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`;
}
