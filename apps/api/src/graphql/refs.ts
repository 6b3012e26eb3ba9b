/** Scalars, enums, and the references through which the type files speak of each other. */

import type { GraphEdge, GraphNode, State, Status } from '@canopy/model';
import type { Builder } from './builder.ts';
import type { Order } from './ordered-page.ts';
import type { Page } from './page.ts';

/** An edge as one of its ends sees it. */
export interface RelationRow {
  readonly edge: GraphEdge;
  readonly direction: 'OUT' | 'IN';
}

export function createRefs(builder: Builder) {
  builder.scalarType('JSON', {
    description: 'Any JSON value.',
    serialize: (value) => value,
    parseValue: (value) => value,
  });
  return {
    order: orderType(builder),
    resource: builder.interfaceRef<GraphNode>('Resource'),
    resourcePage: builder.objectRef<Page<GraphNode>>('ResourceConnection'),
    relation: builder.objectRef<RelationRow>('Relation'),
    relationPage: builder.objectRef<Page<RelationRow>>('RelationConnection'),
    status: builder.objectRef<Status>('Status'),
    state: stateType(builder),
    health: healthType(builder),
    direction: builder.enumType('Direction', {
      description: 'Which way an edge runs, as seen from a resource.',
      values: {
        OUT: { description: 'From the resource.' },
        IN: { description: 'To the resource.' },
        BOTH: { description: 'Either way.' },
      } as const,
    }),
  };
}

function orderType(builder: Builder) {
  const by = builder.enumType('ResourceOrderField', {
    description: 'What resources are ordered by.',
    values: {
      NAME: { description: 'Their names.' },
      NAMESPACE: { description: 'Their namespaces, then their names.' },
      TYPE: { description: 'Their types, then namespaces and names.' },
      STATE: { description: 'How they fare: down first.' },
      CREATED_AT: { description: 'When they came.' },
      UPDATED_AT: { description: 'When they changed last.' },
    } as const,
  });
  return builder.inputRef<Order>('ResourceOrder').implement({
    description: 'An order of resources.',
    fields: (t) => ({
      by: t.field({ type: by, required: true, description: 'What they are ordered by.' }),
      descending: t.boolean({ description: 'The other way round.' }),
    }),
  });
}

function stateType(builder: Builder) {
  return builder.enumType('State', {
    description: 'How an element fares, in the words that scripts ask for.',
    values: {
      UP: { value: 'UP' as State, description: 'It does what it is there for.' },
      DOWN: { value: 'DOWN' as State, description: 'It does not, or it is missing.' },
      UNKNOWN: { value: 'UNKNOWN' as State, description: 'Nothing that is known tells.' },
    },
  });
}

function healthType(builder: Builder) {
  return builder.enumType('Health', {
    description: 'How an element fares, finer than its state.',
    values: {
      healthy: { description: 'Everything wanted is there.' },
      progressing: { description: 'On its way: starting, rolling out, waiting.' },
      degraded: { description: 'Failing, or less than wanted.' },
      suspended: { description: 'Paused on purpose.' },
      completed: { description: 'Ran to its end.' },
      missing: { description: 'Something refers to it, but it does not exist.' },
      unknown: { description: 'Nothing that is known tells.' },
    } as const,
  });
}

export type Refs = ReturnType<typeof createRefs>;
