/** Storage drivers. */

import type { CSIDriver } from 'kubernetes-types/storage/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, strings } from '../define.ts';
import { byName } from '../if-present.ts';
import { exists } from '../state.ts';

export const csidriver = defineKind<Api<CSIDriver>>({
  key: 'csidriver',
  type: 'csidriver',
  manager: 'k8s',
  group: 'storage',
  doc: 'A storage driver that is installed in the cluster.',
  api: { group: 'storage.k8s.io', versions: ['v1'], plural: 'csidrivers', kind: 'CSIDriver', namespaced: false },
  fields: [
    boolean(
      'AttachRequired',
      'Whether volumes are attached to nodes before they are mounted.',
      ({ spec }) => spec?.attachRequired,
    ),
    strings('Modes', 'Whether its volumes outlive pods.', ({ spec }) => spec?.volumeLifecycleModes),
  ],
  status: exists,
  indexed: byName,
  links: [],
});
