/** A certificate authority of a test control plane, made with the openssl program. */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, as PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

interface Subject {
  readonly name: string;
  /** Kubernetes reads groups from the organisations of a client certificate. */
  readonly groups?: readonly string[];
  readonly extensions: readonly string[];
}

export interface Authority extends Certificate {
  /** For the API server on loopback, and for the name of its service in the cluster. */
  server(): Certificate;
  /** Proves to be this user with these groups. */
  client(name: string, groups: readonly string[]): Certificate;
}

export function createAuthority(folder: string): Authority {
  const authority = issue(folder, 'ca', {
    name: 'canopy-test-ca',
    extensions: [
      'basicConstraints = critical,CA:TRUE',
      'keyUsage = critical,keyCertSign,cRLSign',
      'subjectKeyIdentifier = hash',
    ],
  });
  const leaf = (file: string, subject: Subject) => issue(folder, file, subject, authority);
  return {
    ...authority,
    server: () =>
      leaf('server', {
        name: 'kube-apiserver',
        extensions: [
          ...leafExtensions('serverAuth'),
          'subjectAltName = IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc',
        ],
      }),
    client: (name, groups) =>
      leaf(`client-${name.replace(/[^a-z0-9-]/gi, '_')}`, { name, groups, extensions: leafExtensions('clientAuth') }),
  };
}

/** A key pair for signing service account tokens. */
export function createSigningKey(folder: string): { readonly privateKey: string; readonly publicKey: string } {
  const privateKey = join(folder, 'service-account.key');
  const publicKey = join(folder, 'service-account.pub');
  openssl(['genrsa', '-out', privateKey, '2048']);
  openssl(['rsa', '-in', privateKey, '-pubout', '-out', publicKey]);
  return { privateKey, publicKey };
}

/** Base64, as kubeconfig files embed it. */
export function embedded(file: string): string {
  return readFileSync(file).toString('base64');
}

function leafExtensions(usage: string): string[] {
  return [
    'basicConstraints = critical,CA:FALSE',
    'keyUsage = critical,digitalSignature',
    `extendedKeyUsage = ${usage}`,
  ];
}

function issue(folder: string, file: string, subject: Subject, authority?: Certificate): Certificate {
  const made = { certificate: join(folder, `${file}.crt`), key: join(folder, `${file}.key`) };
  // A configuration of our own: what the machine's openssl.cnf says must not change what is issued.
  const config = join(folder, `${file}.cnf`);
  const organisations = (subject.groups ?? []).map((group, i) => `${i}.O = ${group}`);
  const lines = ['[req]', 'prompt = no', 'distinguished_name = subject', 'x509_extensions = extensions', '[subject]'];
  writeFileSync(
    config,
    [...lines, ...organisations, `CN = ${subject.name}`, '[extensions]', ...subject.extensions, ''].join('\n'),
  );
  const by = authority ? ['-CA', authority.certificate, '-CAkey', authority.key] : [];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', made.key];
  openssl(['req', '-x509', '-config', config, '-days', '2', ...key, ...by, '-out', made.certificate]);
  return made;
}

function openssl(args: readonly string[]): void {
  try {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('the openssl program (3.0 or newer) is needed to make test certificates', { cause });
    throw cause;
  }
}
