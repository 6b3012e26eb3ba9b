import { describe, expect, it } from 'vitest';
import { node, World } from '../testing/world.ts';
import { search } from './search.ts';

const world = new World().apply({
  add: [
    node('pod', 'shop/hello-node-7d9f', { labels: { app: 'hello' }, fields: { IP: '10.1.0.7' } }),
    node('service', 'shop/hello-node', { fields: { ClusterIP: '10.96.0.1' } }),
    node('pod', 'mail/postbox', { labels: { app: 'mail', 'app.kubernetes.io/name': 'post' } }),
    node('secret', 'mail/node-key'),
  ],
});

const found = (text: string) =>
  search(world.reader, text).best.map(
    ({ node: { type, name }, because }) => `${type} ${name}${because ? ` (${because})` : ''}`,
  );

describe('search', () => {
  it('finds by name, the exact one first', () => {
    expect(found('hello-node')).toEqual(['service hello-node', 'pod hello-node-7d9f']);
  });
  it('finds by label and says which', () => {
    expect(found('app=mail')).toEqual(['pod postbox (app=mail)']);
  });
  it('finds by address', () => {
    expect(found('10.1.0.7')).toEqual(['pod hello-node-7d9f (10.1.0.7)']);
  });
  it('finds by letters in order', () => {
    expect(found('hlonode')).toEqual(['service hello-node', 'pod hello-node-7d9f']);
  });
  it('narrows by kind and namespace', () => {
    expect(found('node kind:secret')).toEqual(['secret node-key']);
    expect(found('ns:mail kind:pod')).toEqual(['pod postbox']);
  });
  it('finds nothing for what is not there', () => {
    expect(search(world.reader, 'zzz')).toMatchObject({ total: 0, best: [] });
  });
});
