/**
 * The host that a variable declares: `DB_HOST=db`, `CACHE=redis://cache.shop:6379/0`, `API=api.shop.svc.cluster.local`. Of
 * all literal values this is the only thing that is kept, and only where the value, or the name of the variable, says that
 * it is a host of the cluster: user names, passwords, paths and hosts elsewhere never are.
 */

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const inCluster = `${label}(?:\\.${label}(?:\\.svc(?:\\.${label})*)?)?`;
const url = new RegExp(`^[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(${inCluster})\\.?(?::\\d+)?(?:[/?#].*)?$`, 'i');
const full = new RegExp(`^(${label}\\.${label}\\.svc(?:\\.${label})*)\\.?(?::\\d+)?$`);
const plain = new RegExp(`^(${inCluster})\\.?(?::\\d+)?$`);
const speaking = /(?:^|_)(?:HOST|HOSTNAME|ADDR|ADDRESS|URL|URI|ENDPOINT|SERVER|SERVICE)S?$/;

/** In lower case; `undefined` for everything else. Numbers alone are no host. */
export function hostIn(name: string, value: string): string | undefined {
  const found = saysHost(value) ?? (speaking.test(name.toUpperCase()) ? plain.exec(value) : null);
  const host = found?.[1]?.toLowerCase();
  return host === undefined || /^[\d.]+$/.test(host) ? undefined : host;
}

/** Nearly no value is looked at closely. */
function saysHost(value: string): RegExpExecArray | null {
  if (value.includes('://')) return url.exec(value);
  return value.includes('.svc') ? full.exec(value) : null;
}

/** The service that a host means from within a namespace, as `name.namespace`. */
export function serviceOf(host: string, namespace: string): string {
  const [name = '', space = namespace] = host.split('.');
  return `${name}.${space}`;
}
