/** Writes kubeconfig files for a test control plane, and reads back what an HTTP client needs of them. */

import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { type Certificate, embedded } from './certificates.ts';

interface Kubeconfig {
  readonly clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
  readonly users: { user: { 'client-certificate-data': string; 'client-key-data': string } }[];
}

export interface Access {
  readonly server: string;
  /** The certificate of the authority in PEM. */
  readonly ca: string;
  readonly user: string;
  readonly certificate: Certificate;
}

/** One cluster, one user, one context, everything embedded: the file can be copied anywhere. */
export function writeKubeconfig(file: string, access: Access): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'control-plane', cluster: { server: access.server, 'certificate-authority-data': embedded(access.ca) } },
    ],
    users: [
      {
        name: access.user,
        user: {
          'client-certificate-data': embedded(access.certificate.certificate),
          'client-key-data': embedded(access.certificate.key),
        },
      },
    ],
    // The same in all files, so that one can take another's place.
    contexts: [{ name: 'control-plane', context: { cluster: 'control-plane', user: access.user } }],
    'current-context': 'control-plane',
  };
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}

/** The address and the PEM texts of a file that `writeKubeconfig` wrote. */
export function readKubeconfig(file: string): { server: string; ca: string; cert: string; key: string } {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const { cluster } = config.clusters[0]!;
  const { user } = config.users[0]!;
  const plain = (text: string) => Buffer.from(text, 'base64').toString('utf8');
  return {
    server: cluster.server,
    ca: plain(cluster['certificate-authority-data']),
    cert: plain(user['client-certificate-data']),
    key: plain(user['client-key-data']),
  };
}
