/** A link with its place in the registry, and the parts of edges that it makes. */

import type { EdgeMetadata, Provenance } from '../../graph/edge.ts';
import type { EdgePart } from '../../graph/edge-part.ts';
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

/** Equal parts are one object, so that thousands of edges that say the same share it. Forgets all when it is full. */
export class Parts {
  readonly #known = new Map<string, LinkPart>();

  /** `target` is the id of the object that stands at the other end; absent while none does. */
  make(spec: PartSpec, target?: string): LinkPart {
    const mismatch = spec.uid !== undefined && target !== undefined && spec.uid !== target;
    const key = JSON.stringify(mismatch ? [spec] : spec);
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
