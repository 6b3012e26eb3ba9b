/** The query editor: it opens, knows the schema and answers, with nothing from another place than the server. */

import { expect, test } from 'vitest';
import { onStage } from './stage.ts';

onStage('the query editor', (stage) => {
  test('asks this server and loads from nowhere else', async () => {
    const { page } = await stage.open();
    const elsewhere: string[] = [];
    const own = new URL(stage.server.url).origin;
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== own && protocol !== 'data:' && protocol !== 'blob:') elsewhere.push(request.url());
    });
    await page.goto(`${stage.server.url}/graphiql`);
    await page.locator('.graphiql-execute-button').click({ timeout: 60_000 });
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"namespace"').first().waitFor({ timeout: 60_000 });
    expect(await answer.innerText()).toContain('"resources"');
    expect(elsewhere).toEqual([]);
  });
});
