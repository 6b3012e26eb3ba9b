import { describe, expect, it } from 'vitest';
import { showKind } from '../testing/show-kind.ts';
import { customKind } from './custom.ts';
import { registry } from './registry.ts';
import { printProblem } from './rule.ts';
import { parseRules, withRules } from './rules.ts';

const certificate = customKind({
  group: 'cert-manager.io',
  versions: ['v1'],
  plural: 'certificates',
  kind: 'Certificate',
  namespaced: true,
});

const rulesText = `
# What cert-manager leaves unsaid.
links:
  - from: certificate.cert-manager.io
    to: secret
    join: name
    path: spec.secretName
  - { from: certificate.cert-manager.io, to: pod, join: selector, path: spec.consumers, namespaces: all, field: consumers }
  - from: certificate.cert-manager.io
    to: serviceentry
    join: field
    index: host
    path: spec.dnsNames[*]
    direction: in
  - from: certificate.cert-manager.io
    to: configmap
    join: name
    path: spec.bundles[*].name
    namespace: spec.bundles[*].namespace
    optional: true
    relation: bundle
    field: bundles
    inverse: certificates
    doc: Bundles that carry it.
  - { from: pod, to: configmap, join: name, path: 'metadata.annotations["example.com/config"]', field: annotated }
`;

describe('rules', () => {
  const { rules, problems } = parseRules(rulesText, registry);

  it('give custom resources links like those of any kind', () => {
    expect(problems).toEqual([]);
    const { kinds, unused } = withRules([...registry, certificate], rules);
    expect(unused).toEqual([]);
    expect(
      `\n${showKind(
        `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: shop, generation: 1 }
spec:
  secretName: web-tls
  dnsNames: [a.example, b.example]
  consumers: { app: web }
  bundles: [{ name: one, namespace: ops }, { name: two }]
status: { conditions: [{ type: Ready, status: 'True' }] }
`,
        kinds,
      )}\n`,
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      ApiVersion = "cert-manager.io/v1"
      <-customresourcedefinition- customresourcedefinition with name certificates.cert-manager.io {"Path":"apiVersion"}
      -certificate-> secret web-tls {"Path":"spec.secretName"}
      -certificate-> pod app=web in all {"Path":"spec.consumers"}
      <-serviceentry- serviceentry with host a.example {"Path":"spec.dnsNames[0]"}
      <-serviceentry- serviceentry with host b.example {"Path":"spec.dnsNames[1]"}
      -bundle-> configmap ops/one? {"Path":"spec.bundles[0].name"}
      -bundle-> configmap two? {"Path":"spec.bundles[1].name"}
      "
    `);
  });

  it('add to the links of the kinds that are there already', () => {
    const { kinds } = withRules(registry, rules);
    const shown = showKind(
      '{ apiVersion: v1, kind: Pod, metadata: { name: p, annotations: { example.com/config: c } } }',
      kinds,
    );
    expect(shown).toContain('-pod-> configmap c {"Path":"metadata.annotations[\\"example.com/config\\"]"}');
  });

  it('are left aside, and told, while nobody watches what they are about', () => {
    const { kinds, unused } = withRules(registry, rules);
    expect(kinds).toHaveLength(registry.length);
    expect(unused.map(({ from }) => from)).toEqual(Array(4).fill('certificate.cert-manager.io'));
  });

  it('follow references that say their kind themselves', () => {
    const ref = parseRules('links: [{ from: pod, to: deployment, join: name, path: spec.ref }]', registry);
    const { kinds } = withRules(registry, ref.rules);
    const object =
      '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { ref: { apiVersion: apps/v1, kind: StatefulSet, name: db, namespace: x } } }';
    expect(showKind(object, kinds)).toContain('-pod-> StatefulSet.apps x/db {"Path":"spec.ref"}');
  });
});

describe('a wrong rule', () => {
  const told = (text: string): readonly string[] =>
    parseRules(text, registry).problems.map((problem) => printProblem(problem, 'links.yaml'));
  const good = 'from: pod, to: secret, join: name, path: spec.x';

  it.each<[string, string]>([
    ['links: [', 'links.yaml:1:9: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['rules: []', 'links.yaml:1:1: unknown key rules'],
    ['- a', 'links.yaml:1:1: expected a list of rules under links'],
    ['links: [a]', 'links.yaml:1:9: expected a rule: a map with from, to, join and path'],
    [
      'links:\n  - from: pood\n    to: secret\n    join: name\n    path: a',
      'links.yaml:2:11: there is no kind pood; did you mean pod?',
    ],
    [
      'links:\n  - { from: pod, to: secret, join: nam, path: a }',
      'links.yaml:2:36: join must be one of name, selector, field, not nam',
    ],
    ['links:\n  - { from: pod, to: secret, join: name }', 'links.yaml:2:5: the rule has no path'],
    [
      'links:\n  - { from: pod, to: secret, join: name, path: "spec..x" }',
      'links.yaml:2:53: cannot read "..x" in the path "spec..x"',
    ],
    [`links: [{ ${good}, optinal: true }]`, 'links.yaml:1:60: unknown key optinal; did you mean optional?'],
    [`links: [{ ${good}, optional: maybe }]`, 'links.yaml:1:70: optional must be true or false'],
    [`links: [{ ${good}, direction: up }]`, 'links.yaml:1:71: direction must be one of out, in, not up'],
    [`links: [{ ${good}, doc: [] }]`, 'links.yaml:1:65: doc must be a text'],
    ['links: [{ from: pod, to: pod, join: field, path: spec.x }]', 'links.yaml:1:9: the rule has no index'],
  ])('%j is told where it is wrong', (text, problem) => {
    expect(told(text)).toContain(problem);
  });

  it('does not keep the good ones from being read', () => {
    const { rules, problems } = parseRules(`links: [{ ${good} }, { from: pod }, { ${good} }]`, registry);
    expect(rules).toHaveLength(2);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('is none in an empty file', () => {
    expect(parseRules('', registry)).toMatchObject({ rules: [], problems: [] });
  });
});
