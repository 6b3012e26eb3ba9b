/** A window into the dashboard for tests and measurements: `window.canopy` reads, and changes nothing. */

import type { Dashboard } from './dashboard.svelte.ts';
import type { EdgeTotals } from './graph/lines.ts';
import { tallyOf } from './graph/place.ts';

export interface CanopyHook {
  readonly phase: string;
  readonly revision: number;
  /** Everything that the browser holds. */
  readonly nodes: number;
  readonly edges: number;
  /** Boxes of the scene, whether or not they are within the viewport. */
  readonly visible: readonly { id: string; type: string; name: string; form: string }[];
  readonly lines: readonly { from: string; to: string; relation: string; tone: string; count: number }[];
  readonly totals: EdgeTotals;
  /** What all areas together say that they hold. */
  readonly counted: { nodes: number; pods: number; down: number };
  /** What is drawn is arranged by its relations. */
  readonly asDiagram: boolean;
  readonly frames: number;
  readonly camera: { x: number; y: number; zoom: number };
  readonly highlighted: readonly string[];
  /** The state of an object, by its id. */
  stateOf(id: string): string | undefined;
  /** Where an object, or the area that hides it, is in the page, in CSS pixels. */
  position(id: string): { x: number; y: number; width: number; height: number; shownAs: string } | undefined;
}

export function exposeHook(dashboard: Dashboard): void {
  Object.defineProperty(globalThis, 'canopy', { value: hookFor(dashboard) });
}

function hookFor(dashboard: Dashboard): CanopyHook {
  const { picture, live } = dashboard;
  return {
    get phase() {
      return live.phase;
    },
    get revision() {
      return live.reader.revision;
    },
    get nodes() {
      return live.reader.nodeCount;
    },
    get edges() {
      return live.reader.edgeCount;
    },
    get visible() {
      return picture.scene.boxes.map(({ place, form }) => ({ id: place.id, type: place.type, name: place.name, form }));
    },
    get lines() {
      return picture.lines.lines.map(({ from, to, relation, tone, count }) => ({
        from: from.place.id,
        to: to.place.id,
        relation,
        tone,
        count,
      }));
    },
    get totals() {
      return { ...picture.lines.totals };
    },
    get counted() {
      const { nodes, down, types } = tallyOf(dashboard.places.root);
      return { nodes, down, pods: types.get('pod') ?? 0 };
    },
    get asDiagram() {
      return picture.diagram.drawing !== undefined && !picture.diagram.pending;
    },
    get frames() {
      return picture.frames;
    },
    get camera() {
      return picture.camera.look;
    },
    get highlighted() {
      return [...dashboard.highlighted];
    },
    stateOf: (id) => live.reader.node(id)?.status.state,
    position: (id) => positionOf(dashboard, id),
  };
}

function positionOf({ picture, places }: Dashboard, id: string) {
  const box = picture.scene.shown(places.find(id));
  const canvas = document.querySelector('canvas[data-stage]');
  if (box === undefined || canvas === null) return undefined;
  const { left, top } = canvas.getBoundingClientRect();
  const { x, y } = picture.camera.toScreen(box.x, box.y);
  const { zoom } = picture.camera;
  return { x: left + x, y: top + y, width: box.w * zoom, height: box.h * zoom, shownAs: box.place.id };
}
