import { describe, expect, it } from 'vitest';
import { linesOf } from '../graph/lines.ts';
import { courseOf } from '../stage/course.ts';
import { layOut } from '../stage/layout.ts';
import { crashed, edge, node, shop, World } from '../testing/world.ts';
import { toDot } from './dot.ts';
import { toJson } from './json.ts';
import { toMermaid } from './mermaid.ts';
import { toSvg } from './svg.ts';

const all = { includes: () => true, shows: () => true };

function view(world: World, closed: readonly string[] = []) {
  const scene = layOut(world.places.root, {
    isOpen: ({ size, type }) => size > 0 && !closed.includes(type),
    includes: () => true,
  });
  const { lines } = linesOf({ reader: world.reader, places: world.places, scene, ...all });
  return { scene, lines };
}

const world = () => {
  const made = new World().apply(shop(1));
  return made.apply({
    add: [node('pod', 'shop/a "b" <c>', { status: crashed })],
    link: [
      edge('pod:shop/a "b" <c>', 'pod', 'secret:shop/pass'),
      edge('service:shop/web', 'networkpolicy', 'pod:shop/a "b" <c>', { PolicyTarget: 'deny' }),
    ],
  });
};

describe('an export', () => {
  it('is a Mermaid flowchart of nested areas, with names that cannot break out of their quotes', () => {
    const text = toMermaid(view(world()));
    expect(text).toMatch(/^flowchart LR\n {2}subgraph n1 \["cluster c"\]/);
    expect(text).toContain('a #34;b#34; #60;c#62;');
    expect(text).toMatch(/--x\|"networkpolicy deny"\|/);
    expect(text.match(/subgraph/g)?.length).toBe(text.match(/^ *end$/gm)?.length);
  });

  it('is a DOT graph whose edges end at the borders of areas', () => {
    const text = toDot(view(world()));
    expect(text).toMatch(/subgraph cluster_n1 \{\n {4}label="cluster c";/);
    expect(text).toContain('a \\"b\\" <c>');
    expect(text).toMatch(/n\d+ -> n\d+ \[label="pod", ltail=cluster_n\d+\];/);
    expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
  });

  it('is an SVG image with every box and line, well formed', () => {
    const shown = view(world(), ['deployment']);
    const colours = { stage: (name: string) => `#${name.length}`, edge: () => '#123', font: 'Inter, "Segoe UI"' };
    const text = toSvg({ ...shown, wayOf: ({ from, to }) => courseOf(from, to) }, colours);
    expect(text).toContain('a &quot;b&quot; &lt;c&gt;');
    expect(text.match(/<title>/g)?.length).toBe(shown.scene.boxes.length + shown.lines.length);
    expect(text.match(/<g[ >]/g)?.length).toBe(text.match(/<\/g>/g)?.length);
  });

  it('is an image that an XML reader takes, whatever a name contains', () => {
    const odd = new World().apply(shop(1)).apply({ add: [node('user', 'bell\u0007 \ud800 \u{1f333}')] });
    const colours = { stage: () => '#fff', edge: () => '#123', font: 'Inter' };
    const text = toSvg({ ...view(odd), wayOf: ({ from, to }) => courseOf(from, to) }, colours);
    expect(text).toContain('bell\ufffd \ufffd \u{1f333}');
    expect(text).not.toMatch(/[\0-\b]/);
  });

  it('has labels that a reader of diagrams takes, however long a name is', () => {
    const long = new World().apply(shop(1)).apply({ add: [node('user', 'u'.repeat(100_000))] });
    for (const text of [toMermaid(view(long)), toDot(view(long))]) {
      expect(text).toContain('100,000 characters');
      expect(text.length).toBeLessThan(5_000);
    }
  });

  it('is JSON of what the view has, inside closed areas too, without relations that are switched off', () => {
    const { reader, places } = world();
    const shows = (relation: string) => relation !== 'service';
    const found = JSON.parse(toJson({ reader, places, shows, includes: ({ type }) => type !== 'secret' }));
    expect(found.nodes.map(({ type }: { type: string }) => type)).not.toContain('secret');
    const relations = new Set(found.edges.map(({ relationType }: { relationType: string }) => relationType));
    expect([...relations].sort()).toEqual(['deployment', 'networkpolicy', 'replicaset']);
  });
});
