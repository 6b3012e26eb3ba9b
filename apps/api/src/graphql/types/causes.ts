/** `Cause`: what failed first, what is down because of it, and what would go down with a thing. */

import {
  type Blast,
  blastOf,
  type Cause,
  type CauseStep,
  causesOf,
  locate,
  type ProblemGroup,
} from '@canopy/model/insight';
import type { Builder } from '../builder.ts';
import { answering } from '../insight.ts';
import type { Refs } from '../refs.ts';
import { namespacesIn } from '../words/words.ts';
import { pageComplexity, spanOf } from './connections.ts';

const askCost = 50;
const listCost = 200;
const thing = 'As `deployment/shop/web`, `shop/web`, `node/n1`, a name that only one thing has, or the id of a node.';

/** Gives the type of a problem back, which other fields answer too. */
export function addCauses(builder: Builder, refs: Refs) {
  const problem = problemType(builder, refs);
  builder.queryField('causes', (t) =>
    t.field({
      type: [causeType(builder, refs)],
      description: 'What failed first, for something that is down; the likeliest cause first, none for what is well.',
      complexity: askCost,
      args: { of: t.arg.string({ required: true, description: thing }) },
      resolve: (_root, { of }, { reader, insight }) =>
        answering(() => [...causesOf(reader, locate(reader, of), insight.causes)]),
    }),
  );
  builder.queryField('problems', (t) =>
    t.field({
      type: [problem],
      description: 'All that is down, grouped by what caused it; the cause that takes most down first.',
      complexity: listCost,
      args: {
        namespace: t.arg.stringList({
          description: 'Only what is down in these namespaces; the causes may lie elsewhere.',
        }),
      },
      resolve: (_root, { namespace }, { insight }) => [...insight.problems(namespacesIn(namespace))],
    }),
  );
  builder.queryField('blastRadius', (t) =>
    t.field({
      type: blastType(builder, refs),
      description: 'What would go down with a thing, and what would be worse off.',
      complexity: askCost,
      args: { of: t.arg.string({ required: true, description: thing }) },
      resolve: (_root, { of }, { reader }) => answering(() => blastOf(reader, locate(reader, of))),
    }),
  );
  return problem;
}

export type ProblemRef = ReturnType<typeof addCauses>;

function causeType(builder: Builder, refs: Refs) {
  return builder.objectRef<Cause>('Cause').implement({
    description: 'What failed first.',
    fields: (t) => ({
      root: t.expose('root', { type: refs.resource, description: 'The resource at the end of the way.' }),
      score: t.exposeFloat('score', { description: 'Its share of the weight of all causes, between 0 and 1.' }),
      path: t.field({
        type: [stepType(builder, refs)],
        description: 'The way there, step by step.',
        resolve: ({ path }) => [...path],
      }),
    }),
  });
}

function stepType(builder: Builder, refs: Refs) {
  return builder.objectRef<CauseStep>('CauseStep').implement({
    description: 'One step on the way from what was asked about to its cause.',
    fields: (t) => ({
      resource: t.expose('node', { type: refs.resource, description: 'What is in trouble.' }),
      reason: t.exposeString('reason', { description: 'Its reason.' }),
      message: t.exposeString('message', { description: 'Its message.' }),
      why: t.exposeString('why', { description: 'How the step before leads here; empty for the first.' }),
    }),
  });
}

function problemType(builder: Builder, refs: Refs) {
  return builder.objectRef<ProblemGroup>('Problem').implement({
    description: 'A cause and what is down because of it.',
    fields: (t) => ({
      cause: t.expose('cause', { type: refs.resource, description: 'What failed first.' }),
      reason: t.exposeString('reason', { description: 'Its reason.' }),
      message: t.exposeString('message', { description: 'Its message.' }),
      since: t.float({
        nullable: true,
        description: 'Since when the cause is so, in milliseconds since the epoch, where it says so.',
        resolve: ({ cause }) => cause.status.since,
      }),
      count: t.int({
        description: 'How many others are down because of it.',
        resolve: ({ affected }) => affected.length,
      }),
      affected: t.field({
        type: [refs.resource],
        description: 'They themselves.',
        complexity: pageComplexity,
        args: { first: t.arg.int({ defaultValue: 100, description: 'At most so many.' }) },
        resolve: ({ affected }, { first }, context) => affected.slice(0, spanOf({ first }, context).size),
      }),
    }),
  });
}

function blastType(builder: Builder, refs: Refs) {
  return builder.objectRef<Blast>('BlastRadius').implement({
    description: 'What goes down with a thing.',
    fields: (t) => ({
      down: t.field({
        type: [refs.resource],
        description: 'What cannot do without it.',
        resolve: ({ down }) => [...down],
      }),
      degraded: t.field({
        type: [refs.resource],
        description: 'What would have less than before.',
        resolve: ({ degraded }) => [...degraded],
      }),
    }),
  });
}
