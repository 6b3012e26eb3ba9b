/** Two users for tests: what each may list is a set of `resource.group/namespace`, changed while the test runs. */

import { registry } from '@canopy/model/kinds';
import { createAuthorizer } from '../auth/authorizer.ts';
import { type Asked, viewerOf } from '../auth/reviews.ts';
import type { Authenticate } from '../auth/viewer.ts';
import { startWorld, type World } from './world.ts';

export interface Users {
  /** `pods/team-a`, `*` for everything, `/metrics` for a path; by the name of the user. */
  readonly rights: Record<string, string[]>;
  /** The cluster cannot be asked. */
  broken: boolean;
  /** Questions that were asked. */
  asked: number;
}

/** The token of a user is the name. */
export async function startUsers(rights: Record<string, string[]>): Promise<{ users: Users; world: World }> {
  const users: Users = { rights, broken: false, asked: 0 };
  const may = (name: string, asked: Asked): boolean => {
    const allowed = users.rights[name] ?? [];
    if (allowed.includes('*')) return true;
    return allowed.includes('path' in asked ? asked.path : `${asked.resource}/${asked.namespace}`);
  };
  const authenticate: Authenticate = async ({ token }) =>
    token !== undefined && token in users.rights ? viewerOf(token, ['system:authenticated']) : undefined;
  const stop = new AbortController();
  let world: World | undefined;
  // The authorizer reads the graph, which the world makes: it is made on first use.
  let authorizer: ReturnType<typeof createAuthorizer> | undefined;
  const made = await startWorld(
    {},
    {
      authenticate,
      authorize: (viewer) => {
        if (authorizer !== undefined) return authorizer.authorize(viewer);
        authorizer = createAuthorizer({
          reader: world!.graph.reader,
          kinds: registry,
          reviews: new Map([
            [
              'c1',
              async ({ name }, asked) => {
                users.asked++;
                if (users.broken) throw new Error('503');
                return may(name, asked);
              },
            ],
          ]),
          changed: () => world?.app.wake(),
          failed: () => {},
          everyMs: 20,
        });
        void authorizer.run(stop.signal);
        return authorizer.authorize(viewer);
      },
    },
  );
  world = {
    ...made,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await made.app.close();
    },
  };
  return { users, world };
}
