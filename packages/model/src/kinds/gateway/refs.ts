/** References of the Gateway API: https://gateway-api.sigs.k8s.io/reference/spec/ */

import type { NameRef } from '../link.ts';

export interface GatewayRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
  readonly weight?: number;
}

/** A reference that may name its group, kind and namespace; `defaults` say what it means where it does not. */
export function gatewayRef(ref: GatewayRef, Path: string, defaults: { group: string; kind: string }): NameRef {
  const { name, namespace, sectionName, port, weight } = ref;
  const why = {
    Path,
    ...(sectionName ? { Section: sectionName } : {}),
    ...(port === undefined ? {} : { Port: port }),
    ...(weight === undefined ? {} : { Weight: weight }),
  };
  const to = { group: ref.group ?? defaults.group, kind: ref.kind ?? defaults.kind };
  return { name, ...(namespace ? { namespace } : {}), to, why };
}
