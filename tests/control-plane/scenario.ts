/** What each scenario file begins with: the control plane of the run, a namespace of its own and a kubectl in it. */

import { randomUUID } from 'node:crypto';
import { type Kubectl, kubectlFor } from './kubectl.ts';
import { sharedControlPlane } from './shared.ts';
import type { ControlPlane } from './start.ts';

export interface Scenario {
  readonly plane: ControlPlane;
  /** Unique, takes pods already, and goes when the scenario is closed. */
  readonly namespace: string;
  /** The administrator's, in that namespace. */
  readonly kubectl: Kubectl;
  close(): Promise<void>;
}

export async function openScenario(name: string): Promise<Scenario> {
  const plane = await sharedControlPlane();
  const namespace = `${name}-${randomUUID().slice(0, 6)}`;
  const kubectl = kubectlFor(['--kubeconfig', plane.kubeconfig, '--namespace', namespace]);
  await kubectl(`create namespace ${namespace}`);
  await kubectl('wait --for=create serviceaccount/default --timeout=180s');
  return {
    plane,
    namespace,
    kubectl,
    close: async () => {
      // Its name is nobody else's: nobody waits until it is empty.
      await kubectl(`delete namespace ${namespace} --wait=false`);
      await plane.close();
    },
  };
}
