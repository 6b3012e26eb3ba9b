/** Who asks and what may be seen, as the configuration wants it known. */

import type { Reader } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';
import { authOf, type Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Authorize } from './access.ts';
import { createAuthorizer, type RuleChanges } from './authorizer.ts';
import { oidc } from './oidc.ts';
import { type Post, reviewWith, tokenReview } from './reviews.ts';
import { trustedProxy } from './trusted-proxy.ts';
import type { Authenticate } from './viewer.ts';

export interface AuthOptions {
  readonly config: Config;
  readonly reader: Reader;
  /** All that may be in the graph; may grow. */
  readonly kinds: readonly Kind[];
  /** How each cluster is asked for reviews; the first one says who shows a token. */
  readonly posts: () => Promise<ReadonlyMap<string, Post>>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** When the clusters' rules change. */
  readonly rules?: RuleChanges;
  /** Rights of somebody are other than they were. */
  readonly changed: () => void;
}

export interface ConfiguredAuth {
  /** Left out: nobody is asked, or the static token. */
  readonly authenticate?: Authenticate;
  /** Left out: whoever gets in sees everything. */
  readonly authorize?: Authorize;
}

export async function configuredAuth(options: AuthOptions): Promise<ConfiguredAuth> {
  const { config, posts } = options;
  const way = authOf(config);
  if (way === 'none' || way === 'token') return {};
  const clusters = way === 'kubernetes' || config.rights === 'kubernetes' ? await posts() : new Map<string, Post>();
  const [first] = clusters.values();
  const authenticate =
    way === 'oidc' ? oidc(config.oidc!) : way === 'proxy' ? trustedProxy(config.proxy!) : tokenReview(first!);
  if (config.rights === 'everything') return { authenticate };
  const { log, changed, signal, reader, kinds, rules } = options;
  const authorizer = createAuthorizer({
    reader,
    kinds,
    reviews: new Map([...clusters].map(([name, post]) => [name, reviewWith(post)])),
    changed,
    ...(rules === undefined ? {} : { rules }),
    failed: (error) => log.warn({ error: String(error) }, 'rights cannot be reviewed at the moment'),
  });
  void authorizer.run(signal);
  return { authenticate, authorize: authorizer.authorize };
}
