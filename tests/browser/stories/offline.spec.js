// The connection goes while somebody answers: nothing is lost, and the page says how it stands.
import { register, send, signIn, start } from '../people.js';
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

/** Keeps the small course on this device. */
async function keep(page) {
  await page.goto('/courses/nho');
  await page.locator('[data-keep] [data-do]').click();
  await expect(page.locator('[data-keep] [data-away]')).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then((one) => one.active && (navigator.serviceWorker.controller
    || new Promise((done) => { navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }); }))).then(() => true));
}

/** Everything that the caches of this site hold. */
const kept = (page) => page.evaluate(async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    for (const key of await shelf.keys()) found.push([new URL(key.url).pathname, await (await shelf.match(key)).text()]);
  }
  return found;
});

test('a kept course is read, and a lesson completed, without a network', async ({ context, page }) => {
  const person = await register(page);
  await keep(page);
  await expect(page.locator('[data-keep] [role=status]')).toContainText(/\d/);

  await context.setOffline(true);
  await page.goto('/courses/nho/bai');
  await expect(page.locator('[data-kept]')).toBeVisible();
  await expect(page.locator('h1')).toHaveText('Bài thứ nhất');
  await page.locator('button[data-complete]').click();
  await expect(page.locator('.waiting')).toBeVisible();
  // What was not kept says so.
  await page.goto('/me');
  await expect(page.locator('[data-kept-list] a')).toHaveAttribute('href', '/courses/nho');
  await page.goto('/courses/nho');
  await expect(page.locator('main a[href="/courses/nho/bai"]')).toBeVisible();

  // It may go from this page at once, or from the next; where the page is left meanwhile, its answer is seen by nobody.
  await context.setOffline(false);
  await page.goto('/courses/nho/hoi');
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('xutra-read')))).toEqual([]);
  await page.goto('/courses/nho/bai');
  await expect(page.locator('form[data-complete]')).toHaveCount(0);
  await expect(page.locator('[data-kept]')).toHaveCount(0);

  // Signed out, nothing of the person is left.
  await send(page, 'form[action="/logout"] button');
  const left = await kept(page);
  expect(left.map(([path]) => path)).toContain('/courses/nho/bai');
  for (const [path, text] of left) {
    expect(path).not.toMatch(/^\/(me|attempts)/);
    for (const own of [person.name, person.login, 'data-who="', '/logout"', 'name="csrf"']) expect(text, path).not.toContain(own);
  }
  expect(await page.evaluate(() => localStorage.getItem('xutra-who'))).toBeNull();
  await page.goto('/courses/nho');
  await page.locator('[data-away]').click();
  await expect(page.locator('[data-do]')).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test('a lesson that was read waits for its reader to sign in again', async ({ context, page }) => {
  const person = await register(page);
  await keep(page);
  await context.setOffline(true);
  await page.goto('/courses/nho/hoi');
  await page.locator('button[data-complete]').click();
  await expect(page.locator('.waiting')).toBeVisible();
  const others = (await context.cookies()).filter((cookie) => !/^(__Host-)?xutra$/.test(cookie.name));
  await context.clearCookies();
  await context.addCookies(others);
  await context.setOffline(false);
  await page.goto('/courses');
  await expect(page.locator('.waiting')).toContainText('đăng nhập');

  // Somebody else signs in meanwhile: nothing is sent in their name.
  const put = [];
  page.on('request', (request) => { if (request.method() === 'PUT') put.push(request.url()); });
  await register(page);
  await page.goto('/courses/nho/hoi');
  await expect(page.locator('form[data-complete]')).toHaveCount(1);
  expect(put).toEqual([]);
  await send(page, 'form[action="/logout"] button');
  const sent = page.waitForResponse((reply) => reply.request().method() === 'PUT');
  await signIn(page, person);
  expect((await sent).status()).toBe(204);
  await page.goto('/courses/nho/hoi');
  await expect(page.locator('form[data-complete]')).toHaveCount(0);
});

test('a lesson is read aloud, or it is said that there is no voice', async ({ page }) => {
  await page.addInitScript(() => {
    window.heard = [];
    class Speech { constructor(text) { this.text = text; } }
    const voices = [{ lang: 'vi-VN', name: 'Voice' }];
    const synthesis = {
      getVoices: () => voices, cancel() {}, addEventListener() {},
      speak(speech) { window.heard.push([speech.text, speech.lang, speech.rate]); window.goOn = () => speech.onend(); },
    };
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Speech });
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    window.mute = () => { voices.length = 0; };
  });
  await page.goto('/courses/nho/bai');
  const ear = page.locator('[data-listen]');
  await ear.click();
  await expect.poll(() => page.evaluate(() => window.heard.length)).toBe(1);
  await page.evaluate(() => window.goOn());
  const heard = await page.evaluate(() => window.heard);
  expect(heard[0]).toEqual(['Bài thứ nhất', 'vi-VN', 1]);
  expect(heard[1][0]).toContain('Máy chủ này');
  await page.getByRole('button', { name: 'Nhanh hơn' }).click();
  expect((await page.evaluate(() => window.heard)).at(-1)).toEqual([heard[1][0], 'vi-VN', 1.2]);
  await ear.click();
  await expect(ear).toContainText('Nghe tiếp');
  await page.reload();
  await page.evaluate(() => window.mute());
  await ear.click();
  await expect(page.locator('.hear [role=status]')).toContainText('giọng đọc tiếng Việt');
});
