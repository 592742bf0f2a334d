// What people do on pages, by addresses and names of fields: words may change.
import { expect } from './server.js';

let count = 0;

/** Registers somebody; gives login and password. */
export async function register(page, base = '') {
  const person = { login: `hv${Date.now().toString(36)}${(count += 1)}`, password: 'chè-xanh-Tân-Cương-9', name: 'Nguyễn Thị Ngọc Ánh' };
  await page.goto(`${base}/register`);
  await page.fill('input[name=display_name]', person.name);
  await page.fill('input[name=login]', person.login);
  await page.fill('input[name=password]', person.password);
  await send(page, 'main form:has(input[name=password]) button:not([type=button])');
  return person;
}

/** Signs in, and lands where the page leads. */
export async function signIn(page, { login, password }, base = '') {
  await page.goto(`${base}/login`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await send(page, 'main form:has(input[name=password]) button:not([type=button])');
}

/** Clicks what sends a form, and waits for the page that answers. */
export async function send(page, selector) {
  const button = page.locator(selector).first();
  await expect(button).toBeVisible();
  await Promise.all([page.waitForNavigation(), button.click()]);
}

/** Starts a quiz from its front page. */
export async function start(page, address) {
  await page.goto(address);
  await send(page, 'form[action$="/attempts"] button');
  await expect(page).toHaveURL(/\/attempts\//);
}

/** Picks the right answer of each question, one screen after the other, and hands in. */
export async function answerAll(page) {
  for (;;) {
    await page.locator('label', { hasText: 'đúng' }).first().click();
    const next = page.locator('button[name=go][value=next]');
    if ((await next.count()) === 0) break;
    await send(page, 'button[name=go][value=next]');
    if ((await page.locator('input[name=choice]').count()) === 0) break;
  }
  if (page.url().includes('review') === false) {
    const review = page.locator('button[name=go][value=review], a[href*="review"]').first();
    if (await review.count()) await Promise.all([page.waitForNavigation(), review.click()]);
  }
  const sure = page.locator('form[action$="/submission"] input[type=checkbox]');
  if (await sure.count()) await sure.check();
  await send(page, 'form[action$="/submission"] button');
}

/** Nothing may have to be scrolled sideways. */
export async function fits(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} scrolls sideways`).toBe(0);
}
