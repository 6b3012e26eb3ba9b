/**
 * For an edge that is not there: the declarations that could have made it, and what each lacks. Selectors and references
 * stand in the API objects, which the graph does not hold: whoever asks gives them.
 */

import { addressBytes, contains, parseBlock } from '../../base/address.ts';
import type { GraphNode, Labels } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import type { Kind } from '../../kinds/define.ts';
import type { BlockLink, FieldLink, Link, NameLink, SelectorLink } from '../../kinds/link.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { printSelector } from '../../kinds/selector-text.ts';
import { labelDifferences } from '../traffic/difference.ts';
import { spaceLabelsOf } from '../traffic/end.ts';

export interface Side {
  readonly node: GraphNode;
  readonly kind: Kind | undefined;
  /** The object behind the node; without it, what it declares is not known. */
  readonly object: KubeObject | undefined;
}

export interface EdgeMiss {
  /** The relation that would be there: `service service → pod web-1`. */
  readonly relation: string;
  /** Where it would be declared, as far as there is a place. */
  readonly path: string;
  readonly differences: readonly string[];
}

/** The nearest first; empty where no kind declares anything between two such things. */
export function whyNot(reader: Reader, from: Side, to: Side): readonly EdgeMiss[] {
  const misses = [
    ...missesOf(reader, from, to),
    ...missesOf(reader, to, from),
    ...ownerMiss(from, to),
    ...ownerMiss(to, from),
  ];
  return misses
    .filter(({ differences }) => differences.length > 0)
    .sort((a, b) => a.differences.length - b.differences.length);
}

function missesOf(reader: Reader, holder: Side, target: Side): readonly EdgeMiss[] {
  const links = (holder.kind?.links ?? []).filter((link) => leadsTo(link, target));
  return links.flatMap((link) => {
    const ends = link.direction === 'out' ? [holder, target] : [target, holder];
    const relation = `${link.relation}: ${named(ends[0]!)} → ${named(ends[1]!)}`;
    if (holder.object === undefined)
      return [{ relation, path: '', differences: [`what ${named(holder)} declares is not at hand`] }];
    return missesBy(reader, link as Link<KubeObject>, holder, target).map((miss) => ({ relation, ...miss }));
  });
}

const named = ({ node }: Side): string => `${node.type} ${node.name}`;
const leadsTo = (link: Link<never>, { kind, node }: Side): boolean =>
  link.to === (kind?.key ?? node.type) ||
  (link.join === 'name' && (link.others?.includes(kind?.key ?? node.type) ?? false));

type Found = Omit<EdgeMiss, 'relation'>;

function missesBy(reader: Reader, link: Link, holder: Side, target: Side): readonly Found[] {
  switch (link.join) {
    case 'name':
      return byName(link, holder, target);
    case 'selector':
      return bySelector(reader, link, holder, target);
    case 'field':
      return byField(link, holder, target);
    case 'block':
      return byBlock(link, target, holder);
  }
}

function byName(link: NameLink<KubeObject>, { object, node: own }: Side, { node }: Side): readonly Found[] {
  const refs = link.refs(object!);
  if (refs.length === 0) return [{ path: '', differences: [`${own.type} ${own.name} refers to no ${node.type}`] }];
  return refs.map(({ name, namespace = own.namespace, why }) => ({
    path: why.Path ?? '',
    differences: [
      ...(name === node.name ? [] : [`name ${name} ≠ ${node.name}`]),
      ...(node.namespace === '' || namespace === node.namespace ? [] : [`namespace ${namespace} ≠ ${node.namespace}`]),
    ],
  }));
}

function bySelector(
  reader: Reader,
  link: SelectorLink<KubeObject>,
  { object, node: own }: Side,
  target: Side,
): readonly Found[] {
  const { node } = target;
  const terms = link.terms(object!);
  if (terms.length === 0)
    return [{ path: '', differences: [`${own.type} ${own.name} has no selector of ${node.type}s`] }];
  const trait = target.object === undefined ? '' : (target.kind?.trait?.(target.object) ?? '');
  return terms.map(({ selector, scope, except, why }) => ({
    path: `${why.Path ?? ''}: ${printSelector(selector) || 'everything'}`,
    differences: [
      ...labelDifferences(selector, node.labels),
      ...spaceDifferences(reader, scope, own, node),
      ...(trait !== '' && except?.includes(trait)
        ? [trait === 'host' ? 'it is on the network of its node' : 'it has finished']
        : []),
    ],
  }));
}

type Scope = ReturnType<SelectorLink<KubeObject>['terms']>[number]['scope'];

function spaceDifferences(reader: Reader, scope: Scope, own: GraphNode, node: GraphNode): readonly string[] {
  if (node.namespace === '') return [];
  if (scope !== undefined && 'namespaceSelector' in scope) {
    const labels: Labels | undefined = reader.find('namespace', '', node.namespace, node.cluster)?.labels;
    return labelDifferences(scope.namespaceSelector, spaceLabelsOf(node.namespace, labels), 'namespace label');
  }
  const where = scope?.namespaces ?? 'own';
  if (where === 'all' || (where === 'own' && (own.namespace === '' || own.namespace === node.namespace))) return [];
  if (where !== 'own' && where.includes(node.namespace)) return [];
  return [`namespace ${node.namespace} ≠ ${where === 'own' ? own.namespace : where.join(', ')}`];
}

function byField(link: FieldLink<KubeObject>, { object, node: own }: Side, target: Side): readonly Found[] {
  const wanted = link.values(object!);
  const offered = target.object === undefined ? [] : (target.kind?.indexed?.[link.index]?.(target.object) ?? []);
  if (wanted.length === 0) return [{ path: '', differences: [`${own.type} ${own.name} names no ${link.index}`] }];
  const space =
    link.sameNamespace && own.namespace !== target.node.namespace
      ? [`namespace ${target.node.namespace} ≠ ${own.namespace}`]
      : [];
  const has = offered.length === 0 ? `${named(target)} has no ${link.index}` : '';
  return wanted.map(({ value, why }) => ({
    path: why.Path ?? '',
    differences: [
      ...(offered.includes(value) ? [] : [has || `${link.index} ${value} ≠ ${offered.join(', ')}`]),
      ...space,
    ],
  }));
}

function byBlock(link: BlockLink<KubeObject>, target: Side, { object }: Side): readonly Found[] {
  const offered = target.object === undefined ? [] : (target.kind?.indexed?.[link.index]?.(target.object) ?? []);
  return link.blocks(object!).map(({ cidr, except, why }) => {
    const inside = (block: string) => offered.some((text) => isInside(text, block));
    const hole = except.find(inside);
    const outside =
      offered.length === 0 ? `${named(target)} has no address` : `${offered.join(', ')} is not in ${cidr}`;
    const difference = !inside(cidr)
      ? [outside]
      : hole === undefined
        ? []
        : [`${offered.join(', ')} is in the exception ${hole}`];
    return { path: why.Path ?? '', differences: difference };
  });
}

function isInside(address: string, cidr: string): boolean {
  const [block, bytes] = [parseBlock(cidr), addressBytes(address)];
  return block !== undefined && bytes !== undefined && contains(block, bytes);
}

/** What each controller makes. */
const makes: Readonly<Record<string, string>> = {
  deployment: 'replicaset',
  replicaset: 'pod',
  replicationcontroller: 'pod',
  statefulset: 'pod',
  daemonset: 'pod',
  job: 'pod',
  cronjob: 'job',
};

/** An object belongs to the owner whose UID it names; an equal name is not enough. */
function ownerMiss(owner: Side, owned: Side): readonly EdgeMiss[] {
  if (makes[owner.node.type] !== owned.node.type || owned.object === undefined) return [];
  const relation = `${owner.node.type}: ${named(owner)} → ${named(owned)}`;
  const refs = owned.object.metadata.ownerReferences ?? [];
  if (refs.length === 0)
    return [{ relation, path: 'metadata.ownerReferences', differences: [`${named(owned)} names no owner`] }];
  return refs.map(({ kind, name, uid }, at) => ({
    relation,
    path: `metadata.ownerReferences[${at}]`,
    differences: [
      ...(kind.toLowerCase() === owner.node.type ? [] : [`kind ${kind} ≠ ${owner.node.type}`]),
      ...(name === owner.node.name ? [] : [`name ${name} ≠ ${owner.node.name}`]),
      ...(uid === owner.node.id ? [] : [`uid ${uid} ≠ ${owner.node.id}`]),
    ],
  }));
}
