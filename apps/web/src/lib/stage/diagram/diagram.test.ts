import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { describe, expect, it } from 'vitest';
import { linesWithin } from '../../graph/lines.ts';
import type { Place } from '../../graph/place.ts';
import { node, shop, World } from '../../testing/world.ts';
import { layOut } from '../layout.ts';
import { Diagram } from './diagram.ts';

/** An engine that answers when it is told to. */
class Engine {
  readonly asked: ElkNode[] = [];
  #settle: ((answer: ElkNode | Error) => void)[] = [];

  readonly arrange = (graph: ElkNode): Promise<ElkNode> => {
    this.asked.push(graph);
    return new Promise((resolve, reject) => {
      this.#settle.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  };

  async answer(error?: Error): Promise<void> {
    this.#settle.shift()!(error ?? structuredClone(this.asked.at(-1)!));
    await new Promise(setImmediate);
  }
}

function follow(diagram: Diagram, world: World): void {
  const view = { isOpen: (place: Place) => place.type !== 'pod', includes: () => true, loose: true };
  const scene = layOut(world.places.root, view);
  diagram.follow(
    scene,
    linesWithin({ reader: world.reader, places: world.places, scene, shows: () => true, includes: () => true }),
  );
}

function started() {
  const engine = new Engine();
  let answers = 0;
  const diagram = new Diagram(engine.arrange, () => answers++);
  return { engine, diagram, answers: () => answers };
}

const many = (count: number) => Array.from({ length: count }, (_, i) => node('configmap', `shop/settings-${i}`));

describe('a live diagram', () => {
  it('is drawn when the engine has answered, and not asked for again while the shape is the same', async () => {
    const { engine, diagram, answers } = started();
    const world = new World().apply(shop(2));
    follow(diagram, world);
    expect([diagram.drawing, diagram.remark, diagram.pending]).toEqual([undefined, { is: 'arranging' }, true]);
    await engine.answer();
    expect(answers()).toBe(1);
    follow(diagram, world);
    expect([diagram.drawing !== undefined, diagram.remark, engine.asked.length]).toEqual([true, undefined, 1]);
  });

  it('keeps what is drawn until the answer for a new shape is here, and asks one question at a time', async () => {
    const { engine, diagram } = started();
    const world = new World().apply(shop(2));
    follow(diagram, world);
    world.apply({ add: many(1) });
    follow(diagram, world);
    expect(engine.asked.length).toBe(1);
    await engine.answer();
    const first = diagram.drawing;
    expect(first).toBeDefined();
    follow(diagram, world);
    expect([diagram.drawing === first, engine.asked.length, diagram.pending]).toEqual([true, 2, true]);
    await engine.answer();
    expect(diagram.drawing?.scene.boxes.length).toBe(first!.scene.boxes.length + 1);
  });

  it('says so where there is too much for a diagram, and asks nothing', () => {
    const { engine, diagram } = started();
    const world = new World().apply(shop(2)).apply({ add: many(500) });
    follow(diagram, world);
    expect([diagram.drawing, diagram.remark?.is]).toEqual([undefined, 'too large']);
    follow(diagram, new World().apply({ add: many(5000) }));
    expect([diagram.drawing, diagram.remark?.is, engine.asked.length]).toEqual([undefined, 'too large', 0]);
  });

  it('says why it could not be made, and tries again when the shape is another', async () => {
    const { engine, diagram } = started();
    const world = new World().apply(shop(2));
    follow(diagram, world);
    await engine.answer(new Error('the layout engine could not be loaded'));
    follow(diagram, world);
    expect(diagram.remark).toEqual({ is: 'failed', reason: 'the layout engine could not be loaded' });
    expect([diagram.drawing, engine.asked.length]).toEqual([undefined, 1]);
    world.apply({ add: many(1) });
    follow(diagram, world);
    expect([diagram.remark, engine.asked.length]).toEqual([{ is: 'arranging' }, 2]);
  });

  it('that could not be made is tried again when it is asked for again', async () => {
    const { engine, diagram } = started();
    const world = new World().apply(shop(2));
    follow(diagram, world);
    await engine.answer(new Error('the layout engine could not be loaded'));
    diagram.end();
    follow(diagram, world);
    expect([diagram.remark, engine.asked.length]).toEqual([{ is: 'arranging' }, 2]);
  });
});
