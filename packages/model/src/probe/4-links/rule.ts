/** A link with its place in the registry, and the parts of edges that it makes. */

import { obtain } from '../../base/obtain.ts';
import type { EdgeMetadata, Provenance } from '../../graph/edge.ts';
import type { EdgePart } from '../../graph/edge-part.ts';
import { same } from '../../graph/same.ts';
import type { Kind } from '../../kinds/define.ts';
import type { Link } from '../../kinds/link.ts';

export interface Rule<L extends Link = Link> {
  /** Unique: what `EdgePart.link` holds. */
  readonly id: string;
  readonly kind: Kind;
  readonly link: L;
}

/** What a link says about an edge. */
export interface PartSpec {
  readonly link: string;
  readonly relation: string;
  readonly role?: string;
  /** A missing target is trouble. */
  readonly required?: boolean;
  readonly manager?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly why: readonly Provenance[];
  /** The object that is meant, where a reference by name also says its UID. */
  readonly uid?: string;
}

export interface LinkPart extends EdgePart {
  readonly required: boolean;
  /** Kept only where the metadata depends on which object stands at the target. */
  readonly spec?: PartSpec;
}

export function rulesOf<J extends Link['join']>(kind: Kind, join: J): readonly Rule<Extract<Link, { join: J }>>[] {
  return kind.links.flatMap((link, i) =>
    link.join === join ? [{ id: `${kind.key}#${i}`, kind, link: link as Extract<Link, { join: J }> }] : [],
  );
}

const MOST_PARTS = 50_000;
const MOST_RECENT = 4;

interface Recent {
  readonly spec: PartSpec;
  readonly mismatch: boolean;
  readonly part: LinkPart;
}

/** Equal parts are one object, so that thousands of edges that say the same share it. Forgets all when it is full. */
export class Parts {
  readonly #known = new Map<string, LinkPart>();

  /** The newest parts of each link: objects that come after each other mostly say the same. */
  readonly #recent = new Map<string, Recent[]>();

  /** `target` is the id of the object that stands at the other end; absent while none does. */
  make(spec: PartSpec, target?: string): LinkPart {
    const mismatch = spec.uid !== undefined && target !== undefined && spec.uid !== target;
    const recent = obtain(this.#recent, spec.link, () => []);
    for (const each of recent) if (each.mismatch === mismatch && sameSpec(each.spec, spec)) return each.part;
    const part = this.#shared(spec, mismatch);
    recent.unshift({ spec, mismatch, part });
    if (recent.length > MOST_RECENT) recent.pop();
    return part;
  }

  #shared(spec: PartSpec, mismatch: boolean): LinkPart {
    const key = textOf(spec, mismatch);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const part = makePart(spec, mismatch);
    if (this.#known.size >= MOST_PARTS) this.#known.clear();
    this.#known.set(key, part);
    return part;
  }

  /** The part as it reads with this object, or none, at the target. */
  retarget(part: LinkPart, target: string | undefined): LinkPart {
    return part.spec === undefined ? part : this.make(part.spec, target);
  }
}

function sameSpec(a: PartSpec, b: PartSpec): boolean {
  return (
    a.relation === b.relation &&
    a.role === b.role &&
    a.required === b.required &&
    a.manager === b.manager &&
    a.uid === b.uid &&
    same(a.why, b.why) &&
    same(a.more, b.more)
  );
}

/** The same for equal parts only. */
function textOf({ link, relation, role = '', required, manager, more, why, uid }: PartSpec, mismatch: boolean): string {
  let text = `${link}\n${relation}\n${role}\n${required ?? false}\n${manager ?? ''}\n${mismatch}\n${uid ?? ''}`;
  if (more !== undefined) text += `\n${JSON.stringify(more)}`;
  for (const each of why) {
    text += '\n\n';
    for (const key in each) {
      const value = each[key];
      text += typeof value === 'string' ? `${key}=${value}\n` : `${key}:${JSON.stringify(value)}\n`;
    }
  }
  return text;
}

function makePart(spec: PartSpec, mismatch: boolean): LinkPart {
  const { link, relation, role = '', required = false, manager, more, why, uid } = spec;
  const metadata: EdgeMetadata = {
    ...(manager === undefined ? {} : { Manager: manager }),
    RelationType: relation,
    ...more,
    // Another object of the same name is not the one that was promised.
    ...(mismatch ? { UidMismatch: true } : {}),
    ...(why.length === 0 ? {} : { Why: why }),
  };
  return { link, relationType: relation, role, required, metadata, ...(uid === undefined ? {} : { spec }) };
}
