// An administrator: finds an account, gives a role and takes it away, locks a person out and lets them in again.
import { register, send, signIn } from '../people.js';
import { ADMIN, expect, test } from '../server.js';

test('roles and locks of an account', async ({ browser, page, baseURL }) => {
  const other = await (await browser.newContext({ baseURL })).newPage();
  const person = await register(other);
  await signIn(page, ADMIN);
  await page.goto(`/admin/accounts?q=${person.login}`);
  await page.locator('main a[href^="/admin/accounts/"]').first().click();
  await page.locator('form[action$="/roles"] select[name=role]').selectOption('instructor');
  await send(page, 'form[action$="/roles"] button');
  await other.goto('/teach');
  await expect(other).toHaveURL(/\/teach/);
  expect((await other.request.get('/teach')).status()).toBe(200);
  const sure = page.locator('form[action$="/disabled"] input[type=checkbox]');
  if (await sure.count()) await sure.check();
  await send(page, 'form[action$="/disabled"] button');
  await expect.poll(async () => (await other.request.get('/api/v1/me')).status()).toBe(401);
});
