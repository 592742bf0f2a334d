// The same pages with the processor slowed twenty times: when the largest thing stands there, and for how long the page does not
// hear. Both are printed beside those of a page with one word, since no page of ours can be faster than Chromium is with that; so is
// what shifts, which hangs on time here. That nothing shifts on a phone of usual speed is asserted in `budget.spec.js`.
import { answerAll, register, start } from './people.js';
import { test } from './server.js';

const SLOWER = 20;
const ROUNDS = 5;

/** Kept by the page from its first moment on. */
function watch() {
  window.seen = { tasks: [], largest: 0, first: 0, shift: 0 };
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('longtask', ({ startTime, duration }) => window.seen.tasks.push({ begin: startTime, end: startTime + duration }));
  on('largest-contentful-paint', ({ startTime }) => { window.seen.largest = startTime; });
  on('layout-shift', ({ value }) => { window.seen.shift += value; });
  on('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') window.seen.first = startTime; });
}

/** What a task keeps a tap waiting beyond 50 ms, counted from the first paint on: the definition of Total Blocking Time (web.dev/tbt). */
const blocking = ({ begin, end }, first) => Math.max(0, end - Math.max(begin, first) - 50);

const median = (numbers) => Math.round([...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]);

test('twenty times slower', async ({ small, real, page }) => {
  test.setTimeout(900_000);
  await register(page, small);
  await start(page, `${small}/courses/nho/thuc-hanh`);
  const quiz = `${page.url().split('?')[0]}?q=1`;
  await start(page, `${small}/courses/nho/danh-gia`);
  await page.goto(`${page.url().split('?')[0]}?q=1`);
  await answerAll(page);
  const pages = { 'one word': `${small}/healthz`, landing: `${real}/`, lesson: `${real}/courses/ai-co-ban/ai-quanh-ta`, quiz, result: page.url() };
  const devtools = await page.context().newCDPSession(page);
  await page.addInitScript(watch);
  const seen = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(pages)) {
      await page.goto('about:blank');
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      await page.goto(url);
      // Nothing is asked of the page before it is done: what Playwright puts into a page to be asked is a long task there.
      await page.waitForTimeout(4_000);
      await page.waitForFunction(() => window.seen.largest > 0, null, { timeout: 60_000 });
      const { tasks, largest, first, shift } = await page.evaluate(() => window.seen);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      const blocked = tasks.reduce((sum, task) => sum + blocking(task, first), 0);
      seen[name].push({ largest, blocked, shift });
    }
  }
  for (const [name, rounds] of Object.entries(seen)) {
    const told = (what) => `${median(rounds.map((one) => one[what]))} ms (${rounds.map((one) => Math.round(one[what])).join(', ')})`;
    console.log(`${name}: largest after ${told('largest')}, blocked ${told('blocked')}, shifts ${Math.max(...rounds.map((one) => one.shift)).toFixed(4)}`);
  }
});
