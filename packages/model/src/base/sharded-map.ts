/**
 * A map of texts for hundreds of thousands of entries. A plain map that outgrows its table moves all entries at once,
 * which holds up everything else for a tenth of a second; here they are spread over many small maps.
 */

const SHARDS = 256;

export class ShardedMap<V> {
  readonly #shards: (Map<string, V> | undefined)[] = new Array(SHARDS).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): V | undefined {
    return this.#shards[shardOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.#shards[shardOf(key)]?.has(key) ?? false;
  }

  set(key: string, value: V): void {
    const at = shardOf(key);
    let shard = this.#shards[at];
    if (shard === undefined) {
      shard = new Map();
      this.#shards[at] = shard;
    }
    const before = shard.size;
    shard.set(key, value);
    this.#size += shard.size - before;
  }

  delete(key: string): boolean {
    const deleted = this.#shards[shardOf(key)]?.delete(key) ?? false;
    if (deleted) this.#size--;
    return deleted;
  }

  /** In no particular order. */
  *keys(): Generator<string> {
    for (const shard of this.#shards) if (shard !== undefined) yield* shard.keys();
  }
}

/** From some characters only: they differ where it matters, in UIDs, addresses and numbered names. */
function shardOf(key: string): number {
  const end = key.length - 1;
  if (end < 7) return 0;
  const head = key.charCodeAt(0) * 31 + key.charCodeAt(3);
  const tail = key.charCodeAt(end) * 31 + key.charCodeAt(end - 1);
  return (head * 17 + key.charCodeAt(6) + tail * 7) & (SHARDS - 1);
}
