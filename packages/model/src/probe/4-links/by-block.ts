/** IP blocks over the addresses that targets offer; blocks are looked up by prefix, addresses by their bytes. */

import { addressBytes, type Block, contains, parseBlock } from '../../base/address.ts';
import { obtain } from '../../base/obtain.ts';
import { same } from '../../graph/same.ts';
import type { Kind } from '../../kinds/define.ts';
import type { BlockLink, BlockTerm } from '../../kinds/link.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { Entity } from '../2-objects/entity.ts';
import { attempt } from '../3-nodes/node-builder.ts';
import { AddressTree } from './address-tree.ts';
import { draw, erase, type Ground, type Join } from './join.ts';
import { allOfferedBy, type OfferChange, type Offers, offeredBy } from './offers.ts';
import { type Rule, rulesOf } from './rule.ts';

type BlockRule = Rule<BlockLink<KubeObject>>;

interface Term {
  readonly spec: BlockTerm;
  readonly block: Block;
  readonly except: readonly Block[];
}

/** What a holder says through one rule. */
interface Claim {
  readonly holder: Entity;
  readonly rule: BlockRule;
  readonly declared: readonly BlockTerm[];
  readonly terms: readonly Term[];
}

export class ByBlock implements Join {
  readonly #ground: Ground;
  readonly #offers: Offers;
  readonly #rules = new Map<Kind, readonly BlockRule[]>();
  readonly #claims = new Map<Entity, readonly Claim[]>();
  /** Claims by family, prefix length and leading bits of their blocks. */
  readonly #byPrefix = new Map<number, Map<string, Set<Claim>>>();
  readonly #trees = new Map<string, AddressTree>();

  constructor(ground: Ground, offers: Offers) {
    this.#ground = ground;
    this.#offers = offers;
  }

  update(entity: Entity, object: KubeObject): void {
    const rules = obtain(this.#rules, entity.kind, () => rulesOf(entity.kind, 'block'));
    if (rules.length === 0) return;
    const old = this.#claims.get(entity) ?? [];
    const now = rules.map((rule) => {
      const declared = attempt(() => rule.link.blocks(object)) ?? [];
      const before = old.find((claim) => claim.rule === rule);
      return before !== undefined && same(before.declared, declared)
        ? before
        : this.#claim(entity, rule, declared, before);
    });
    this.#claims.set(entity, now);
  }

  remove(entity: Entity): void {
    for (const claim of this.#claims.get(entity) ?? []) this.#retire(claim);
    this.#claims.delete(entity);
  }

  /** A target offers an address anew or no longer, or its trait changed. */
  offered(target: Entity, changes: readonly OfferChange[]): void {
    if (this.#trees.size === 0) return;
    const claims = new Set<Claim>();
    for (const { index, value, offered } of changes) {
      const tree = this.#trees.get(`${target.kind.key}\n${index}`);
      if (offered) tree?.add(value);
      else if ([...this.#offers.having(target.kind.key, index, value)].length === 0) tree?.remove(value);
      for (const claim of this.#claimsAround(value)) claims.add(claim);
    }
    for (const claim of claims) if (claim.rule.link.to === target.kind.key) this.#match(claim, target);
  }

  /** All claims that look at an address of the target again: its trait changed. */
  retrait(target: Entity): void {
    if (this.#trees.size === 0) return;
    const values = allOfferedBy(target);
    const claims = new Set(values.flatMap((value) => [...this.#claimsAround(value)]));
    for (const claim of claims) if (claim.rule.link.to === target.kind.key) this.#match(claim, target);
  }

  #claim(holder: Entity, rule: BlockRule, declared: readonly BlockTerm[], before: Claim | undefined): Claim {
    const terms = declared.flatMap((spec) => {
      const block = parseBlock(spec.cidr);
      const except = spec.except.flatMap((text) => parseBlock(text) ?? []);
      return block === undefined ? [] : [{ spec, block, except }];
    });
    if (before !== undefined) this.#retire(before);
    const claim = { holder, rule, declared, terms };
    for (const { block } of terms) this.#fileOf(block).add(claim);
    for (const target of this.#targets(claim)) this.#match(claim, target);
    return claim;
  }

  #retire(claim: Claim): void {
    const { holder, rule } = claim;
    for (const { block } of claim.terms) this.#unfile(block, claim);
    const roles = new Set(claim.terms.map(({ spec }) => spec.role ?? ''));
    for (const target of this.#targets(claim)) {
      for (const role of roles) erase(this.#ground.graph, rule, holder.vertex, target.vertex, role);
    }
  }

  /** Brings the edges between a claim and one target up to date. */
  #match({ holder, rule, terms }: Claim, target: Entity): void {
    const addresses = offeredBy(target, rule.link.index).flatMap((value) => [addressBytes(value) ?? []]);
    const { graph, parts } = this.#ground;
    for (const role of new Set(terms.map(({ spec }) => spec.role ?? ''))) {
      const matching = terms.filter(
        ({ spec, block, except }) =>
          (spec.role ?? '') === role &&
          !spec.exceptTraits?.includes(target.group?.trait ?? '') &&
          addresses.some((address) => contains(block, address) && !except.some((hole) => contains(hole, address))),
      );
      if (matching.length === 0) erase(graph, rule, holder.vertex, target.vertex, role);
      else {
        const why = matching.map(({ spec }) => ({ ...spec.why, Block: spec.cidr }));
        const more = Object.assign({}, ...matching.map(({ spec }) => spec.metadata));
        const { relation } = rule.link;
        const part = parts.make({ link: rule.id, relation, role, manager: rule.kind.manager, more, why });
        draw(graph, rule, holder.vertex, target.vertex, part);
      }
    }
  }

  /** The targets with an address in one of the claim's blocks. */
  #targets({ rule, terms }: Claim): Set<Entity> {
    const { to, index } = rule.link;
    const found = new Set<Entity>();
    // Most policies name no blocks, and without any nobody needs the tree.
    if (terms.length === 0) return found;
    const tree = this.#treeOf(to, index);
    for (const { block } of terms) {
      for (const value of tree.inside(block))
        for (const target of this.#offers.having(to, index, value)) found.add(target);
    }
    return found;
  }

  #treeOf(kind: string, index: string): AddressTree {
    return obtain(this.#trees, `${kind}\n${index}`, () => {
      const tree = new AddressTree();
      for (const value of this.#offers.values(kind, index)) tree.add(value);
      return tree;
    });
  }

  *#claimsAround(value: string): Generator<Claim> {
    const bytes = this.#byPrefix.size === 0 ? undefined : addressBytes(value);
    if (bytes === undefined) return;
    for (const [prefix, claims] of this.#byPrefix) {
      if (prefix <= bytes.length * 8) yield* claims.get(head(bytes, prefix)) ?? [];
    }
  }

  #unfile({ bytes, prefix }: Block, claim: Claim): void {
    const claims = this.#byPrefix.get(prefix);
    const key = head(bytes, prefix);
    const file = claims?.get(key);
    if (file?.delete(claim) && file.size === 0) claims?.delete(key);
  }

  #fileOf({ bytes, prefix }: Block): Set<Claim> {
    const claims = obtain(this.#byPrefix, prefix, () => new Map());
    const key = head(bytes, prefix);
    const file = obtain(claims, key, () => new Set());
    return file;
  }
}

/** The first bits of an address, with its family. */
function head(bytes: readonly number[], prefix: number): string {
  const whole = prefix >> 3;
  const rest = prefix & 7;
  const last = rest === 0 ? '' : `.${(bytes[whole] ?? 0) & ((0xff << (8 - rest)) & 0xff)}`;
  return `${bytes.length}:${bytes.slice(0, whole).join('.')}${last}`;
}
