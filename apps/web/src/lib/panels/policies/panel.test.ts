import { describe, expect, it } from 'vitest';
import { edge, node, World } from '../../testing/world.ts';
import { endsLike, governanceOf, isPolicy, Passage, questionOf } from './model.svelte.ts';

const policy = (PolicyType: string, PolicyPoint: string, PolicyTarget: string, PolicyPorts = '') => ({
  PolicyType,
  PolicyPoint,
  PolicyTarget,
  PolicyPorts,
});

const world = () =>
  new World().apply({
    add: [node('networkpolicy', 'a/closed'), node('networkpolicy', 'a/web'), node('pod', 'a/x'), node('pod', 'a/y')],
    link: [
      edge('networkpolicy:a/closed', 'networkpolicy', 'pod:a/x', policy('ingress', 'begin', 'deny')),
      edge('networkpolicy:a/closed', 'networkpolicy', 'pod:a/y', policy('ingress', 'begin', 'deny')),
      edge('networkpolicy:a/web', 'networkpolicy', 'pod:a/x', policy('egress', 'end', 'allow', '80')),
    ],
  });

describe('policies', () => {
  it('say who governs some pods in each direction, each policy once', () => {
    const said = governanceOf(world().reader, ['pod:a/x', 'pod:a/y']).map(
      ({ way, governs, names }) =>
        `${way}: ${governs.map((rule) => `${rule.policy.name} denies ${rule.denies} on ${rule.pods}`)} / ${names.map((rule) => `${rule.policy.name} ${rule.ports}`)}`,
    );
    expect(said).toEqual(['ingress: closed denies true on 2 / ', 'egress:  / web 80']);
  });

  it('let one choose whatever has a network, and the outside', () => {
    expect(endsLike(world().reader, 'a/')).toEqual(['pod/a/x', 'pod/a/y']);
    expect(endsLike(world().reader, 'out')).toEqual(['outside']);
  });

  it('understand a port with and without its protocol', () => {
    expect(questionOf('pod/a/x', 'outside', '53/udp')).toEqual({
      from: 'pod/a/x',
      to: 'outside',
      port: 53,
      protocol: 'UDP',
    });
    expect(questionOf('a', 'b', '')).toEqual({ from: 'a', to: 'b' });
    expect(questionOf('a', '', '80')).toBe('');
    expect(questionOf('a', 'b', '99999')).toContain('no port');
  });

  it('show the answer to the question that was asked last, and follow it', () => {
    const asked: { take: (answer: unknown) => void; stopped: boolean }[] = [];
    const client = {
      subscription: () => ({
        subscribe: (take: (answer: unknown) => void) => {
          const one = { take, stopped: false };
          asked.push(one);
          return { unsubscribe: () => (one.stopped = true) };
        },
      }),
    };
    const passage = new Passage(client as never);
    [passage.from, passage.to] = ['pod/a/x', 'pod/a/y'];
    passage.ask();
    passage.ask();
    expect(asked.map(({ stopped }) => stopped)).toEqual([true, false]);
    asked[1]!.take({ data: { traffic: { verdict: 'DENIED' } } });
    expect(passage.answer?.verdict).toBe('DENIED');
    asked[1]!.take({ data: { traffic: { verdict: 'ALLOWED' } } });
    expect(passage.answer?.verdict).toBe('ALLOWED');
  });

  it('know which kinds decide about traffic', () => {
    const kinds = ['networkpolicy', 'adminnetworkpolicy', 'clusternetworkpolicy', 'poddisruptionbudget', 'pod'];
    expect(kinds.filter(isPolicy)).toEqual(['networkpolicy', 'adminnetworkpolicy', 'clusternetworkpolicy']);
  });
});
