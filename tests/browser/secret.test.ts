/** The fourth story: a secret is to be changed, and the picture says who uses it. */

import { expect, test } from 'vitest';
import { markedIn } from './picture.ts';
import { onStage } from './stage.ts';
import { secretOfWordpress } from './stories/secret.ts';

const users = 'G.V().Has("Type","secret","Name","mysql-pass").In()';

onStage('the secret of wordpress', (stage) => {
  test('its users are highlighted, and nobody else', async () => {
    const view = await stage.open({ theme: 'light' });
    await view.shows({ type: 'secret', name: 'mysql-pass' });
    await view.type('highlight', users);
    const [site, database] = [/^pod\/wordpress-(?!mysql)/, /^pod\/wordpress-mysql-/];
    const pods = [expect.stringMatching(site), expect.stringMatching(database)];
    await expect
      .poll(() => markedIn(view.page))
      .toEqual(['deployment/wordpress', 'deployment/wordpress-mysql', 'namespace/default', ...pods]);
    await view.shot('secret');
  });

  test('a new user is highlighted as soon as it is there', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`create secret generic turning --from-literal=password=x -n ${namespace}`);
    const query = `G.V().Has("Type","secret","Name","turning").In().Has("Type","pod")`;
    const view = await stage.open({ address: { highlight: query } });
    await view.shows({ type: 'secret', namespace, name: 'turning' });
    const marked = () => view.page.evaluate(() => globalThis.canopy.highlighted.length);
    expect(await marked()).toBe(0);
    await stage.server.kubectl(`apply -n ${namespace} -f -`, reader);
    await view.shows({ type: 'pod', namespace, name: 'reader' });
    await expect.poll(marked).toBe(1);
    await stage.server.kubectl(`delete pod reader -n ${namespace}`);
    await expect.poll(marked).toBe(0);
  });

  test('after a change the panel names who runs with the old one, until they are restarted', () =>
    secretOfWordpress(stage));

  test('the secret shows its key and never its value', async () => {
    const view = await stage.open({ address: { select: 'secret/default/mysql-pass', panel: 'details' } });
    await view.page.locator('[data-details]').waitFor();
    await view.page.locator('summary', { hasText: 'Raw object' }).click();
    await view.page.locator('pre').waitFor();
    const text = await view.page.locator('body').innerText();
    expect(text).toMatch(/password/);
    expect(text).not.toMatch(/abc123|YWJjMTIz/);
  });
});

const reader = `
apiVersion: v1
kind: Pod
metadata: { name: reader }
spec:
  containers:
    - name: main
      image: x
      env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: turning, key: password } } }]
`;
