// The connection goes while somebody answers: nothing is lost, and the page says how it stands.
import { register, start } from '../people.js';
import { expect, test } from '../server.js';

const picked = (page) => page.locator('input[name=choice]').evaluateAll((all) => all.map((one) => one.checked));

test('answers wait in the browser and are sent when the network is back', async ({ context, page }) => {
  await register(page);
  await start(page, '/courses/nho/thuc-hanh');
  // By itself the attempt opens at what is not answered yet.
  await page.goto(`${page.url()}?q=1`);
  const choices = page.locator('input[name=choice]');
  await choices.nth(1).check();
  await expect(page.locator('#saved')).toContainText(/\d\d:\d\d/);

  await context.setOffline(true);
  await choices.nth(2).check();
  await expect(page.locator('#waiting')).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator('#waiting')).toBeHidden();
  await page.reload();
  expect(await picked(page)).toEqual([false, false, true]);

  // Closed before the network is back, and opened again.
  await context.setOffline(true);
  await choices.nth(0).check();
  await expect(page.locator('#waiting')).toBeVisible();
  const address = page.url();
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  const sent = again.waitForResponse((reply) => reply.request().method() === 'PUT' || /answers/.test(reply.url()));
  await again.goto(address);
  await sent;
  await again.reload();
  expect(await picked(again)).toEqual([true, false, false]);
});

test('an answer counts though the sign-in ran out', async ({ context, page }) => {
  await register(page);
  await start(page, '/courses/nho/thuc-hanh');
  await page.goto(`${page.url()}?q=1`);
  const others = (await context.cookies()).filter((cookie) => !/^(__Host-)?xutra$/.test(cookie.name));
  await context.clearCookies();
  await context.addCookies(others);
  await page.locator('input[name=choice]').nth(1).check();
  await expect(page.locator('#saved')).toContainText(/\d\d:\d\d/);
  await page.reload();
  expect(await picked(page)).toEqual([false, true, false]);
});
