/** The ids of nodes. The same thing has the same id after a restart; none contains the `|` of edge ids. */

const part = (text: string) => encodeURIComponent(text);

/** A place that is referred to and has no object, and what exists only as the target of references. */
export function placeId(cluster: string, kind: string, namespace: string, name: string): string {
  return `${part(cluster)}:${part(kind)}:${part(namespace)}:${part(name)}`;
}

export function clusterId(cluster: string): string {
  return `cluster:${part(cluster)}`;
}

/** A child that lives in its parent's object: a container. */
export function partId(parent: string, name: string): string {
  // Joined, not added: the sum of two texts keeps both and its own copy.
  return [parent, name].join('/');
}
