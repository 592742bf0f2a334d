// What a page may weigh and how soon it may be read. Times are wide of what is measured: machines are noisy.
import { expect, test } from './server.js';

test.use({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' });

const LESSON = '/courses/ai-co-ban/ai-quanh-ta';

/** Loads a page; its requests with what they weighed over the wire. */
async function load(page, address) {
  const link = await page.context().newCDPSession(page);
  await link.send('Network.enable');
  const asked = new Map();
  link.on('Network.responseReceived', ({ requestId, response }) => asked.set(requestId, { url: response.url, bytes: 0, cached: response.fromDiskCache }));
  link.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) asked.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  await link.detach();
  return [...asked.values()].filter((one) => one.url.startsWith('http') && !one.cached && one.bytes > 0);
}

const sum = (all) => all.reduce((total, one) => total + one.bytes, 0);

test('a lesson weighs at most 25 KB in 4 requests at first, and 8 KB later', async ({ page, real }) => {
  const first = await load(page, real + LESSON);
  expect(first.length, first.map((one) => one.url).join(' ')).toBeLessThanOrEqual(4);
  expect(sum(first)).toBeLessThanOrEqual(25 * 1024);
  const scripts = first.filter((one) => /\.js(\?|$)/.test(one.url));
  expect(sum(scripts), 'script').toBeLessThanOrEqual(10 * 1024);
  const later = await load(page, `${real}/courses/ai-co-ban/ai-doan-chu`);
  expect(sum(later), later.map((one) => one.url).join(' ')).toBeLessThanOrEqual(8 * 1024);
});

/** Largest contentful paint in milliseconds, and shifts of the layout. */
async function vitals(page, address) {
  await page.addInitScript(() => {
    window.seen = { lcp: 0, shift: 0 };
    const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch('largest-contentful-paint', (entry) => { window.seen.lcp = entry.startTime; });
    watch('layout-shift', (entry) => { window.seen.shift += entry.value; });
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  // What comes after it may still shift the layout.
  await page.waitForFunction(() => window.seen.lcp > 0);
  await page.waitForTimeout(300);
  return page.evaluate(() => window.seen);
}

test('the layout does not shift', async ({ page, real }) => {
  for (const address of ['/', LESSON, '/courses/ai-co-ban', '/login']) {
    expect((await vitals(page, real + address)).shift, address).toBe(0);
  }
});

test('the script asks for what is kept, and adds, only after the first paint', async ({ page, real }) => {
  await page.addInitScript(() => {
    window.frames_asked = [];
    window.requestAnimationFrame = (act) => window.frames_asked.push(act);
    const get = Storage.prototype.getItem;
    window.asked = 0;
    Storage.prototype.getItem = function getItem(key) { window.asked += 1; return get.call(this, key); };
  });
  await page.goto(real + LESSON, { waitUntil: 'load' });
  const state = () => page.evaluate(() => [window.asked, document.querySelectorAll('.copy').length]);
  expect(await state()).toEqual([0, 0]);
  await page.evaluate(() => window.frames_asked.forEach((act) => act()));
  await expect.poll(state).toEqual([1, 1]);
});

test('what the script adds had its place before', async ({ page, real }) => {
  for (const [address, added] of [[LESSON, '.copy'], ['/login', '.field > button']]) {
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route('**/app.*.js', async (route) => { await held; await route.continue(); });
    await page.goto(real + address, { waitUntil: 'commit' });
    const foot = async () => (await page.locator('#page-foot').boundingBox()).y;
    await expect(page.locator('#page-foot')).toBeVisible();
    const before = await foot();
    await expect(page.locator(added)).toHaveCount(0);
    release();
    await expect(page.locator(added).first()).toBeVisible();
    expect(await foot(), address).toBeCloseTo(before, 0);
    await page.unroute('**/app.*.js');
  }
});

test('at 400 kbit/s and 400 ms a lesson can be read', async ({ page, real }, info) => {
  const link = await page.context().newCDPSession(page);
  await link.send('Network.enable');
  await link.send('Network.emulateNetworkConditions', {
    offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000,
  });
  const { lcp } = await vitals(page, real + LESSON);
  info.annotations.push({ type: 'LCP at 400 kbit/s', description: `${Math.round(lcp)} ms` });
  console.log(`LCP of a lesson at 400 kbit/s and 400 ms: ${Math.round(lcp)} ms`);
  expect(lcp).toBeGreaterThan(0);
});
