/**
 * Between a scene and the layout engine: boxes and lines as a graph of ELK (https://eclipse.dev/elk/, JSON format), and its
 * answer as places of boxes and ways of lines.
 *
 * Ids are positions in the scene, so two scenes of one shape ask the same question: a replaced pod moves nothing.
 */

import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { keyOf, type Line, type Lines } from '../../graph/lines.ts';
import type { Course, Point } from '../course.ts';
import type { Box, Scene } from '../scene.ts';
import { frameOf, nameWidth } from '../sizes.ts';
import { sideBySide } from './columns.ts';

/** What shall be arranged: boxes that stand somewhere, and the lines between them. */
export interface Draft {
  readonly scene: Scene;
  readonly lines: Lines;
}

export interface Question {
  readonly graph: ElkNode;
  /** Equal for equal questions. */
  readonly key: string;
  /** Boxes that the engine has to place; those inside a box without lines keep their order in it. */
  readonly boxes: number;
  /** Lines that it has to lead. */
  readonly ways: number;
}

/** Options of every area: the engine hands them down to none. */
const inside = {
  'elk.spacing.nodeNode': '12',
  'elk.spacing.edgeNode': '10',
  'elk.spacing.edgeEdge': '7',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

const options = {
  ...inside,
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.aspectRatio': '1.7',
  'elk.spacing.componentComponent': '18',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
};

export function questionOf({ scene, lines: { lines } }: Draft): Question {
  const numbers = new Map(scene.boxes.map((box, index) => [box, index]));
  const open = withEndsInside(lines);
  let boxes = 0;
  const ask = (box: Box): ElkNode => {
    boxes++;
    const id = String(numbers.get(box));
    if (!open.has(box)) return { id, width: box.w, height: box.h };
    const { header, pad, least } = frameOf(box.place);
    return {
      id,
      layoutOptions: {
        ...inside,
        'elk.padding': `[top=${header + 4},left=${pad + 4},bottom=${pad + 4},right=${pad + 4}]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${Math.max(least, nameWidth(box.place))},${header + pad})`,
      },
      children: box.children.map(ask),
    };
  };
  const children =
    scene.root?.place.form === 'root' ? scene.root.children.map(ask) : scene.root ? [ask(scene.root)] : [];
  const edges = edgesOf(lines, numbers);
  const graph = { id: 'root', layoutOptions: options, children, edges: [...edges, ...besides(open, lines, numbers)] };
  return { graph, key: JSON.stringify(graph), boxes, ways: edges.length };
}

/** Boxes that hold an end of a line: only these are opened to the engine. */
function withEndsInside(lines: readonly Line[]): Set<Box> {
  const open = new Set<Box>();
  for (const { from, to } of lines)
    for (const end of [from, to])
      for (let at = end.parent; at !== undefined && !open.has(at); at = at.parent) open.add(at);
  return open;
}

/** In the order of what they join, so that they do not depend on the order in which relations came. */
function edgesOf(lines: readonly Line[], numbers: ReadonlyMap<Box, number>): ElkExtendedEdge[] {
  const ends = lines.flatMap(({ from, to, relation, tone }) => {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    if (source === undefined || target === undefined || isNested(from, to)) return [];
    return [{ source, target, name: `${source}>${target}>${relation}>${tone}` }];
  });
  ends.sort((a, b) => a.source - b.source || a.target - b.target || (a.name < b.name ? -1 : 1));
  return ends.map(({ source, target, name }) => ({
    id: name,
    sources: [String(source)],
    targets: [String(target)],
    sections: [],
  }));
}

/** What puts namespaces beside each other; no line takes its way. */
function besides(open: ReadonlySet<Box>, lines: readonly Line[], numbers: ReadonlyMap<Box, number>): ElkExtendedEdge[] {
  const namespaces = [...numbers.keys()].filter((box) => box.place.type === 'namespace' && open.has(box));
  const byCluster = Map.groupBy(namespaces, ({ parent }) => parent);
  const pairs = [...byCluster.values()].flatMap((areas) => sideBySide(areas, lines));
  return pairs.map(([from, to]) => {
    const [source, target] = [String(numbers.get(from)), String(numbers.get(to))];
    const layoutOptions = { 'elk.layered.priority.straightness': '0' };
    return { id: `${source}<${target}`, sources: [source], targets: [target], sections: [], layoutOptions };
  });
}

const isNested = (a: Box, b: Box) => isInside(a, b) || isInside(b, a);

function isInside(box: Box, area: Box): boolean {
  for (let at = box.parent; at !== undefined; at = at.parent) if (at === area) return true;
  return false;
}

export interface Drawing extends Draft {
  /** The ways of lines by their keys; a line between a box and what it stands in has none. */
  readonly ways: ReadonlyMap<string, Course>;
}

/** The way of a line; what is said of a pod alone takes the way of the line of its workload that says it of all its pods. */
export function wayIn({ ways }: Drawing, { key, from, to, relation, tone }: Line): Course | undefined {
  const own = ways.get(key);
  if (own !== undefined) return own;
  for (let start: Box | undefined = from; start !== undefined; start = start.parent)
    for (let end: Box | undefined = to; end !== undefined; end = end.parent) {
      const way = ways.get(keyOf(start, end, relation, tone));
      if (way !== undefined) return way;
    }
  return undefined;
}

/** Puts the draft's boxes where the answer to its question says. */
export function drawingOf({ scene, lines }: Draft, answer: ElkNode): Drawing {
  for (const node of answer.children ?? []) place(node, scene);
  if (scene.root?.place.form === 'root')
    Object.assign(scene.root, { x: 0, y: 0, w: answer.width ?? 0, h: answer.height ?? 0 });
  const numbers = new Map(scene.boxes.map((box, index) => [box, index]));
  const courses = new Map((answer.edges ?? []).map((edge) => [edge.id, courseOf(edge)]));
  const ways = new Map<string, Course>();
  for (const { key, from, to, relation, tone } of lines.lines) {
    const course = courses.get(`${numbers.get(from)}>${numbers.get(to)}>${relation}>${tone}`);
    if (course !== undefined) ways.set(key, course);
  }
  return { scene, lines, ways };
}

function place(node: ElkNode, scene: Scene): void {
  const box = scene.boxes[Number(node.id)]!;
  const [x, y] = [Math.round(node.x ?? 0), Math.round(node.y ?? 0)];
  if (node.children === undefined) {
    shift(box, x - box.x, y - box.y);
    return;
  }
  Object.assign(box, { x, y, w: Math.round(node.width ?? box.w), h: Math.round(node.height ?? box.h) });
  for (const child of node.children) place(child, scene);
}

function shift(box: Box, dx: number, dy: number): void {
  box.x += dx;
  box.y += dy;
  for (const child of box.children) shift(child, dx, dy);
}

/** The engine leads lines out of and into the sides of boxes, in straight runs. */
function courseOf({ sections = [] }: ElkExtendedEdge): Course | undefined {
  const section = sections[0];
  if (section === undefined) return undefined;
  const { startPoint: start, endPoint: end, bendPoints = [] } = section;
  const corners: readonly Point[] = bendPoints;
  const [second, last] = [corners[0] ?? end, corners.at(-1) ?? start];
  return {
    ...{ x1: start.x, y1: start.y, x2: end.x, y2: end.y },
    bend1: second.x < start.x ? -24 : 24,
    bend2: last.x > end.x ? 24 : -24,
    corners,
  };
}
