/** Everything that the dashboard asks of the API. */

import { gql } from '@urql/core';

/** What search looks at; in large pictures all other summary fields stay with the server until somebody asks. */
export const briefFields: readonly string[] = ['IP', 'ClusterIP', 'InternalIP', 'ExternalIP', 'LoadBalancerIP'];

export const topologyDocument = gql`
  subscription Topology($filter: TopologyFilter, $since: Int) {
    topology(filter: $filter, since: $since) {
      type since revision time complete
      packed(fields: ${JSON.stringify(briefFields)})
    }
  }
`;

export const wholeDocument = gql`
  query Whole($query: String!) {
    gremlin(query: $query) { nodes { uid labels status { state health reason message since } fields } }
  }
`;

export const gremlinDocument = gql`
  subscription Gremlin($query: String!, $since: Int) {
    gremlin(query: $query, since: $since) { type kind revision complete added changed removed }
  }
`;

export const extraDocument = gql`
  query Extra($query: String!) {
    gremlin(query: $query) { nodes { uid extra } }
  }
`;

export const probeDocument = gql`
  query Probe {
    probe {
      ready revision
      clusters { name ready kinds { kind namespace state objects resourceVersion problem since relists } }
    }
  }
`;

export const kindsDocument = gql`
  query Kinds {
    kinds { key type manager group doc }
  }
`;

const direction = `{
  way verdict governed reason ports
  policies { uid name }
  decisions { policy { uid name } path effect ports }
  misses { policy policyUid path differences }
}`;

export const trafficDocument = gql`
  subscription Traffic($from: String!, $to: String!, $port: Int, $protocol: String) {
    traffic(from: $from, to: $to, port: $port, protocol: $protocol) {
      verdict reason pairs allowedPairs
      cases { from to pairs verdict ports reason egress ${direction} ingress ${direction} }
    }
  }
`;

export const problemsDocument = gql`
  query Problems {
    problems { cause { uid } affected(first: 500) { uid } }
  }
`;

export const staleDocument = gql`
  query Stale {
    stale {
      command
      workload { uid }
      uses { inferred changedAt how config { uid } container { uid } pod { uid } }
    }
  }
`;
