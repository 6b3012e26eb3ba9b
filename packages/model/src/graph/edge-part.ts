/**
 * What one link says about an edge. Several links may declare the same relation between the same two nodes; the edge
 * then carries all their parts, and lives until the last one is lost.
 */

import { type EdgeMetadata, type Provenance, provenances } from './edge.ts';

export interface EdgePart {
  /** Which link says so; one link has at most one part in an edge. */
  readonly link: string;
  readonly relationType: string;
  /** Part of the edge's identity; mostly empty. */
  readonly role: string;
  readonly metadata: EdgeMetadata;
}

/** The parts of one edge and what they say together. Shared by all edges that say the same. */
export interface EdgeShape {
  readonly parts: readonly EdgePart[];
  readonly metadata: EdgeMetadata;
  readonly role: string;
}

const single = new WeakMap<EdgePart, EdgeShape>();

export function shapeOf(parts: readonly EdgePart[]): EdgeShape {
  const [first] = parts;
  if (first === undefined) throw new Error('an edge has at least one part');
  if (parts.length === 1) return shapeOfOne(first);
  const ordered = [...parts].sort((a, b) => (a.link < b.link ? -1 : 1));
  const why: Provenance[] = ordered.flatMap((part) => provenances(part.metadata));
  const metadata = Object.assign({}, ...ordered.map((part) => part.metadata), why.length > 0 ? { Why: why } : {});
  return { parts: ordered, metadata, role: first.role };
}

export function shapeOfOne(part: EdgePart): EdgeShape {
  const known = single.get(part);
  if (known !== undefined) return known;
  const shape = { parts: [part], metadata: part.metadata, role: part.role };
  single.set(part, shape);
  return shape;
}

/** The shape with this part in the place of the one that its link had; the same shape where nothing changes. */
export function withPart(shape: EdgeShape, part: EdgePart): EdgeShape {
  if (shape.parts.length === 1 && shape.parts[0] === part) return shape;
  const old = shape.parts.find((known) => known.link === part.link);
  if (old === part) return shape;
  return shapeOf([...shape.parts.filter((known) => known !== old), part]);
}

/** The shape without the part of that link; `undefined` when none is left. */
export function withoutLink(shape: EdgeShape, link: string): EdgeShape | undefined {
  const parts = shape.parts.filter((part) => part.link !== link);
  if (parts.length === shape.parts.length) return shape;
  return parts.length === 0 ? undefined : shapeOf(parts);
}
