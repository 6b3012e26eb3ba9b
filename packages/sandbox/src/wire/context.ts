/** What answering a request may use: the one thing that the server hands to every verb. */

import type { KubeObject } from '../base/object.ts';
import type { Served } from '../registry/registry.ts';
import type { Store } from '../storage/store.ts';
import type { Core } from '../write/core.ts';
import type { Representer } from './represent.ts';
import type { Request } from './request.ts';
import type { Selection } from './selection.ts';
import type { Tokens } from './tokens.ts';

export interface Server {
  readonly core: Core;
  readonly store: Store;
  readonly representer: Representer;
  readonly now: () => number;
  readonly tokens: Tokens;
  /** The disruption budget that covers a pod. */
  budgetOf(pod: KubeObject): KubeObject | undefined;
  /** Puts a pod on a node. */
  bindPod(pod: KubeObject, node: string): void;
  watch(request: Request, served: Served, selection: Selection): void;
}
