// A certifier: sees who is ready, issues, and what was issued can be checked by anybody.
import { answerAll, register, send, signIn, start } from '../people.js';
import { ADMIN, expect, test } from '../server.js';

test('from ready to a certificate that anybody can check, and its revocation', async ({ browser, page, baseURL }) => {
  const learner = await (await browser.newContext({ baseURL })).newPage();
  await register(learner);
  await start(learner, '/courses/nho/thuc-hanh');
  await answerAll(learner);
  await start(learner, '/courses/nho/danh-gia');
  await answerAll(learner);

  await signIn(page, ADMIN);
  await page.goto('/admin/certificates');
  await page.locator('input[name=person]').first().check();
  await page.locator('form[action="/admin/certificates/confirm"] button:not([type=button])').last().click();
  const sure = page.locator('form[action="/admin/certificates"] input[type=checkbox][name=sure]');
  if (await sure.count()) await sure.check();
  await send(page, 'form[action="/admin/certificates"] button:not([type=button])');
  await page.locator('a[href^="/verify/"]').first().click();
  await expect(page).toHaveURL(/\/verify\//);
  const address = page.url();

  const anybody = await (await browser.newContext({ baseURL })).newPage();
  await anybody.goto(address);
  await expect(anybody.locator('h1')).toBeVisible();
  const paper = await page.request.get(`/certificates/${address.split('/').pop()}.pdf`);
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto(address);
  await page.locator('a[href$="/revocation"]').first().click();
  await expect(page.locator('form[action$="/revocation"]')).toBeVisible();
});
