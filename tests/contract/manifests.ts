/** The smallest objects of each kind that the suite needs. */

const image = 'registry.k8s.io/pause:3.10';

/** A pod that no scheduler takes: it stays Pending, and nobody but the test writes to it. */
export function idlePod(name: string, labels: Record<string, string> = {}): object {
  return { metadata: { name, labels }, spec: { schedulerName: 'nobody', containers: [{ name: 'main', image }] } };
}

export function pod(name: string, labels: Record<string, string> = {}): object {
  return { metadata: { name, labels }, spec: { containers: [{ name: 'main', image }] } };
}

export function configMap(name: string, data: Record<string, string> = {}, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data };
}

export function secret(name: string, metadata: object = {}): object {
  return { metadata: { name, ...metadata }, stringData: { key: 'value' } };
}

export function deployment(name: string, replicas: number, container: object = {}): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image, ...container }] },
      },
    },
  };
}

export function networkPolicy(name: string): object {
  return { metadata: { name }, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
}

export function claim(name: string, spec: object = {}): object {
  return {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}
