/** What pointers do: drag pans, wheel and two fingers zoom, a click selects, a click on the sign or two open and close. */

import type { Dashboard } from '../dashboard.svelte.ts';
import type { Line } from '../graph/lines.ts';
import { boxAt, onToggle } from './hit-test.ts';
import type { Box } from './scene.ts';

interface Pointer {
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
}

/** Pixels that a hand may tremble while it clicks. */
const still = 4;

/** Listens until the returned function is called. */
export function gestures(canvas: HTMLCanvasElement, dashboard: Dashboard): () => void {
  const { picture } = dashboard;
  const pointers = new Map<number, Pointer>();
  const ended = new AbortController();
  const options = { signal: ended.signal };

  const spot = (event: MouseEvent) => {
    const { left, top } = canvas.getBoundingClientRect();
    return { sx: event.clientX - left, sy: event.clientY - top };
  };
  const under = (event: MouseEvent): Under => {
    const { sx, sy } = spot(event);
    const { x, y } = picture.camera.toWorld(sx, sy);
    return { box: boxAt(picture.scene, x, y), x, y };
  };

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      canvas.setPointerCapture(event.pointerId);
      const { sx, sy } = spot(event);
      pointers.set(event.pointerId, { x: sx, y: sy, startX: sx, startY: sy });
    },
    options,
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const pointer = pointers.get(event.pointerId);
      const { sx, sy } = spot(event);
      if (pointer === undefined) return hover(dashboard, canvas, under(event));
      const before = pinchOf(pointers);
      picture.camera.pan((sx - pointer.x) / pointers.size, (sy - pointer.y) / pointers.size);
      pointer.x = sx;
      pointer.y = sy;
      const after = pinchOf(pointers);
      if (before !== undefined && after !== undefined)
        picture.camera.zoomAt(after.x, after.y, after.wide / before.wide);
      picture.redraw();
    },
    options,
  );
  canvas.addEventListener(
    'pointerup',
    (event) => {
      const pointer = pointers.get(event.pointerId);
      pointers.delete(event.pointerId);
      if (pointer === undefined || Math.hypot(pointer.x - pointer.startX, pointer.y - pointer.startY) > still) return;
      const { box, x, y } = under(event);
      const toggles = event.altKey || (box !== undefined && onToggle(box, x, y));
      const line = toggles ? undefined : picture.lineAt(x, y, box);
      if (line !== undefined)
        dashboard.explain({ from: line.from.place.id, to: line.to.place.id, relation: line.relation });
      else click(dashboard, box, toggles);
    },
    options,
  );
  canvas.addEventListener('pointercancel', (event) => pointers.delete(event.pointerId), options);
  canvas.addEventListener('pointerleave', () => hover(dashboard, canvas, nothing), options);
  canvas.addEventListener('dblclick', (event) => open(dashboard, under(event).box), options);
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { sx, sy } = spot(event);
      const lines = event.deltaMode === 1 ? 16 : 1;
      picture.camera.zoomAt(sx, sy, Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)));
      picture.redraw();
    },
    { ...options, passive: false },
  );
  return () => ended.abort();
}

interface Under {
  readonly box: Box | undefined;
  readonly x: number;
  readonly y: number;
}

const nothing: Under = { box: undefined, x: Number.NaN, y: Number.NaN };

function hover({ picture }: Dashboard, canvas: HTMLCanvasElement, { box, x, y }: Under): void {
  const line = picture.lineAt(x, y, box);
  if (box === picture.hovered && line?.key === picture.hoveredLine?.key) return;
  picture.hovered = line === undefined ? box : undefined;
  picture.hoveredLine = line;
  canvas.title = line !== undefined ? lineTitle(line) : box?.place.node === undefined ? '' : titleOf(box);
  canvas.style.cursor = line === undefined ? '' : 'pointer';
  picture.redraw();
}

function lineTitle({ from, to, relation, count }: Line): string {
  return `${from.place.name} → ${to.place.name}\n${relation}${count > 1 ? ` ×${count}` : ''}: click for why`;
}

function titleOf({ place }: Box): string {
  const { node } = place;
  if (node === undefined) return place.name;
  const { reason, state, message } = node.status;
  return [`${node.type} ${node.name}`, reason ?? state, message].filter((part) => part !== undefined).join('\n');
}

function click(dashboard: Dashboard, box: Box | undefined, toggles: boolean): void {
  if (box === undefined) dashboard.select('');
  else if (toggles) dashboard.toggle(box.place);
  else dashboard.select(box.place.id);
}

function open(dashboard: Dashboard, box: Box | undefined): void {
  if (box !== undefined && box.place.size > 0) dashboard.toggle(box.place);
}

/** The middle and the spread of two fingers. */
function pinchOf(pointers: ReadonlyMap<number, Pointer>): { x: number; y: number; wide: number } | undefined {
  const [a, b] = [...pointers.values()];
  if (a === undefined || b === undefined) return undefined;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, wide: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) };
}
