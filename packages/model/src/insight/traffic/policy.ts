/** Policies made ready for judgement: selectors compiled, blocks parsed, ports that need no pod worked out. */

import { type Block, parseBlock } from '../../base/address.ts';
import type { Action, PeerForm, PolicyForm, PortForm, RuleForm, Tier } from '../../kinds/networking/policy-form.ts';
import { compileSelector, type Selector } from '../../kinds/selector.ts';
import type { End } from './end.ts';
import { PortSet } from './port-set.ts';

export type Way = 'ingress' | 'egress';
export const ways: readonly Way[] = ['ingress', 'egress'];

export interface PolicySource {
  readonly id: string;
  readonly type: string;
  readonly cluster: string;
  /** Empty for the cluster-wide kinds. */
  readonly namespace: string;
  readonly name: string;
  readonly form: PolicyForm;
}

export interface Cidr {
  readonly text: string;
  readonly block: Block;
  readonly except: readonly Block[];
  readonly exceptTexts: readonly string[];
}

export interface Peer {
  readonly rule: Rule;
  /** `spec.ingress[0].from[1]` */
  readonly path: string;
  readonly form: PeerForm;
  readonly selector: Selector;
  readonly namespaces: Selector | undefined;
  readonly nodes: Selector | undefined;
  readonly cidrs: readonly Cidr[];
}

export interface Rule {
  readonly policy: Policy;
  readonly path: string;
  readonly action: Action;
  /** `undefined`: everything. */
  readonly peers: readonly Peer[] | undefined;
  readonly form: RuleForm;
  /** The ports that have a number. */
  readonly numbered: PortSet;
  readonly named: readonly PortForm[];
}

const everything = compileSelector({});

export class Policy {
  readonly source: PolicySource;
  readonly tier: Tier;
  readonly selector: Selector;
  /** `undefined`: its own namespace. */
  readonly namespaces: Selector | undefined;
  readonly #rules: Partial<Record<Way, readonly Rule[]>> = {};

  constructor(source: PolicySource) {
    const { subject, tier } = source.form;
    this.source = source;
    this.tier = tier;
    this.selector = compileSelector(subject.pods ?? {});
    this.namespaces = subject.namespaces && compileSelector(subject.namespaces);
  }

  covers(way: Way): boolean {
    return this.source.form[way] !== undefined;
  }

  /** Made when first asked for: most policies of a large cluster are never looked into. */
  rules(way: Way): readonly Rule[] {
    this.#rules[way] ??= (this.source.form[way] ?? []).map((form, at) => makeRule(this, way, form, at));
    return this.#rules[way];
  }

  toString(): string {
    const { type, namespace, name } = this.source;
    return namespace === '' ? `${type} ${name}` : `${type} ${namespace}/${name}`;
  }
}

function makeRule(policy: Policy, way: Way, form: RuleForm, at: number): Rule {
  const path = `spec.${way}[${at}]`;
  const action = form.action ?? 'allow';
  const field = way === 'ingress' ? 'from' : 'to';
  const named = (form.ports ?? []).filter(({ name }) => name !== undefined);
  const rule = { policy, path, action, form, numbered: numberedPorts(form.ports), named };
  // The API asks to fail closed where a peer is of a sort that is not known.
  if (action !== 'allow' && form.peers?.some(isUnknown)) {
    return { ...rule, action: 'deny', peers: undefined, numbered: PortSet.all, named: [] };
  }
  const made: Rule & { peers: readonly Peer[] | undefined } = { ...rule, peers: undefined };
  made.peers = form.peers?.map((peer, index) => makePeer(made, peer, `${path}.${field}[${index}]`));
  return made;
}

const isUnknown = ({ pods, nodes, block, networks, domains }: PeerForm): boolean =>
  [pods, nodes, block, networks, domains].every((one) => one === undefined);

function numberedPorts(ports: readonly PortForm[] | undefined): PortSet {
  if (ports === undefined) return PortSet.all;
  return ports.reduce((all, { protocol = 'TCP', port, end, name }) => {
    if (name !== undefined) return all;
    return all.or(port === undefined ? PortSet.of(protocol) : PortSet.of(protocol, port, end ?? port));
  }, PortSet.none);
}

function makePeer(rule: Rule, form: PeerForm, path: string): Peer {
  const { pods, namespaces, nodes, block, networks } = form;
  return {
    rule,
    path,
    form,
    selector: pods ? compileSelector(pods) : everything,
    namespaces: namespaces && compileSelector(namespaces),
    nodes: nodes && compileSelector(nodes),
    cidrs: [...(block ? [block] : []), ...(networks ?? []).map((cidr) => ({ cidr }))].flatMap(cidrOf),
  };
}

function cidrOf({ cidr, except = [] }: { cidr: string; except?: readonly string[] }): readonly Cidr[] {
  const block = parseBlock(cidr);
  if (block === undefined) return [];
  return [{ text: cidr, block, except: except.flatMap((text) => parseBlock(text) ?? []), exceptTexts: except }];
}

/** The ports that the rule speaks of where traffic goes to `destination`, which may declare some by name. */
export function portsOf({ numbered, named }: Rule, destination: End): PortSet {
  if (named.length === 0 || destination.kind !== 'pod' || destination.host !== undefined) return numbered;
  return named.reduce((all, { name, protocol }) => {
    const fits = destination.ports.filter(
      (port) => port.name === name && (protocol ?? port.protocol) === port.protocol,
    );
    return fits.reduce((sum, port) => sum.or(PortSet.port(port.protocol, port.port)), all);
  }, numbered);
}
