/** The schema: every type file in turn. Made anew for each set of kinds; nothing is shared between two schemas. */

import type { Kind } from '@canopy/model/kinds';
import type { GraphQLSchema } from 'graphql';
import type { QueryLimits } from '../config.ts';
import { createBuilder } from './builder.ts';
import { kindNames } from './kind-names.ts';
import { createRefs } from './refs.ts';
import { addAlerts } from './types/alerts.ts';
import { addCatalogue } from './types/catalogue.ts';
import { addCauses } from './types/causes.ts';
import { addConnections } from './types/connections.ts';
import { addFrameType } from './types/frame-type.ts';
import { addGremlin } from './types/gremlin.ts';
import { addKindObjects } from './types/kind-objects.ts';
import { addProbe } from './types/probe.ts';
import { addQuery } from './types/query.ts';
import { addRelation } from './types/relation.ts';
import { addResource } from './types/resource.ts';
import { addResourceFrame } from './types/resource-frame.ts';
import { addStale } from './types/stale.ts';
import { addStatus } from './types/status.ts';
import { addTopology } from './types/topology.ts';
import { addTraffic } from './types/traffic.ts';
import { addWhy } from './types/why.ts';

export function createSchema(kinds: readonly Kind[], limits: QueryLimits): GraphQLSchema {
  const names = kindNames(kinds);
  const builder = createBuilder({ limits, typeName: (node) => names.typeOfNode(node) });
  const refs = createRefs(builder);
  addStatus(refs);
  addConnections(builder, refs);
  addResource(builder, refs, names);
  addRelation(refs);
  const kindRefs = addKindObjects(builder, refs, kinds, names);
  addQuery(builder, refs, kindRefs);
  addCatalogue(builder, kinds, names);
  addProbe(builder, kinds);
  builder.subscriptionType({ description: 'Pictures of the graph that stay up to date.' });
  const frameType = addFrameType(builder);
  addGremlin(builder, refs, frameType);
  addTopology(builder, refs, frameType);
  addResourceFrame(builder, refs, frameType);
  addTraffic(builder);
  const problem = addCauses(builder, refs);
  addAlerts(builder, problem, frameType);
  addStale(builder, refs);
  addWhy(builder, refs);
  return builder.toSchema();
}
