/** What Skydive's steps do to a row that is no element: after a TinkerPop step anything may come. */
import type { Call } from '../../2-plan/call.ts';
import type { EdgeElement, GraphElement, NodeElement } from '../../reader.ts';
import { isEdge, isElement, isNode } from '../../values/value.ts';

export function asNode(call: Call, value: unknown): NodeElement {
  if (isNode(value)) return value;
  throw call.error(`${call.spec.name} works on nodes`, undefined, 'KIND');
}

export function asEdge(call: Call, value: unknown): EdgeElement {
  if (isEdge(value)) return value;
  throw call.error(`${call.spec.name} works on edges`, undefined, 'KIND');
}

export function asElement(call: Call, value: unknown): GraphElement {
  if (isElement(value)) return value;
  throw call.error(`${call.spec.name} works on nodes or edges`, undefined, 'KIND');
}
