/** The joins of one cluster, in the order in which they look at an object. */

import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { Entity } from '../2-objects/entity.ts';
import { ByBlock } from './by-block.ts';
import { ByField } from './by-field.ts';
import { ByName } from './by-name.ts';
import { ByOwner } from './by-owner.ts';
import { BySelector } from './by-selector.ts';
import type { Ground, Join } from './join.ts';
import { Offers } from './offers.ts';
import type { Places } from './places.ts';

export class Joins implements Join {
  readonly #offers = new Offers();
  readonly #byField: ByField;
  readonly #byBlock: ByBlock;
  readonly #bySelector: BySelector;
  readonly #joins: readonly Join[];

  constructor(ground: Ground, places: Places) {
    this.#byField = new ByField(ground, this.#offers);
    this.#byBlock = new ByBlock(ground, this.#offers);
    this.#bySelector = new BySelector(ground);
    this.#joins = [new ByOwner(ground), new ByName(ground, places), this.#bySelector, this.#byField, this.#byBlock];
  }

  /** A kind is watched from now on. */
  learn(kind: Kind): void {
    this.#bySelector.learn(kind);
  }

  update(entity: Entity, object: KubeObject): void {
    const trait = entity.group?.trait;
    for (const join of this.#joins) join.update(entity, object);
    if (entity.kind.indexed === undefined) return;
    const changes = this.#offers.update(entity, object);
    if (changes.length > 0) {
      this.#byField.offered(entity, changes);
      this.#byBlock.offered(entity, changes);
    }
    if (trait !== undefined && entity.group?.trait !== trait) this.#byBlock.retrait(entity);
  }

  remove(entity: Entity): void {
    const changes = entity.kind.indexed === undefined ? [] : this.#offers.update(entity, undefined);
    this.#byField.offered(entity, changes);
    this.#byBlock.offered(entity, changes);
    for (const join of this.#joins) join.remove(entity);
  }
}
