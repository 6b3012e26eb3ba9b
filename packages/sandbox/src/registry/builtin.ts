/** The one list of built-in resources, by API group in the order in which discovery shows them. */

import { access } from './groups/access.ts';
import { apps } from './groups/apps.ts';
import { autoscaling } from './groups/autoscaling.ts';
import { batch } from './groups/batch.ts';
import { core } from './groups/core.ts';
import { extension } from './groups/extension.ts';
import { network } from './groups/network.ts';
import { scheduling } from './groups/scheduling.ts';
import { storage } from './groups/storage.ts';
import type { Resource } from './resource.ts';

export const builtin: readonly Resource[] = [
  ...core,
  ...apps,
  ...batch,
  ...autoscaling,
  ...network,
  ...scheduling,
  ...storage,
  ...access,
  ...extension,
];
