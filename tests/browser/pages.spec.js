// Every page in both languages and both themes, on the narrowest phone and on a desk: axe finds nothing, nothing scrolls
// sideways (on a phone of 360 and a tablet of 768 px neither), the console stays silent. Pictures of all of them are kept
// among the artefacts.
import axe from 'axe-core';
import { answerAll, fits, register, send, signIn, start } from './people.js';
import { ADMIN } from './server.js';
import { expect, test } from './world.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** All rules of the tags. Paths to what is well are not worked out: that takes longer than the rules. */
const OPTIONS = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
/** Other widths that a page is looked at, on the phone's walk. */
const WIDER = [360, 768];

/** Whether what the first paint waits for is on the page, for each such place. */
const awaited = () => [...document.querySelectorAll('link[rel=expect][blocking=render]')]
  .map((link) => document.getElementById(link.getAttribute('href').slice(1)) !== null);

async function look(page, info, name) {
  await fits(page);
  expect(await page.evaluate(awaited), name).toEqual([true]);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), OPTIONS);
  expect(violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
  const picture = (width) => page.screenshot({ path: info.outputPath(`${name}-${width}.jpg`), type: 'jpeg', quality: 80, fullPage: true });
  const { width, height } = page.viewportSize();
  await picture(width);
  if (width > WIDER[0]) return;
  for (const wider of WIDER) {
    await page.setViewportSize({ width: wider, height });
    await fits(page);
    await picture(wider);
  }
  await page.setViewportSize({ width, height });
}

/** Desks that show the code of the minute. */
const DESKS = /\/(sittings|sessions)\/[^/?]+$/;
async function withoutRefresh(route) {
  const response = await route.fetch();
  const { refresh, ...headers } = response.headers();
  await route.fulfill({ response, headers });
}

const VISITOR = ['/', '/courses', '/courses/ai-co-ban', '/courses/ai-co-ban/ai-doan-chu', '/login', '/register', '/verify', '/nothing', '/api/docs'];
const OWN = ['/me', '/me/competency', '/courses/ai-co-ban', '/courses/ai-co-ban/ai-quanh-ta', '/courses/ai-co-ban/danh-gia-cuoi-khoa', '/courses/ai-co-ban/nhiem-vu-mo-phong'];
const DESK = ['/teach', '/teach/courses/ai-co-ban', '/teach/courses/ai-co-ban/questions', '/teach/submissions', '/teach/agreement',
  '/admin/certificates', '/admin/accounts', '/admin/signals'];

for (const lang of ['vi', 'en']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [device, viewport] of Object.entries({ phone: { width: 320, height: 640 }, desk: { width: 1280, height: 900 } })) {
      test.describe(`${lang}, ${colorScheme}, ${device}`, () => {
        test.use({ viewport, colorScheme, locale: lang === 'vi' ? 'vi-VN' : 'en-US' });
        const name = (address) => `${address.replaceAll('/', '_')}-${lang}-${colorScheme}`;
        const walk = async (page, info, real, addresses) => {
          for (const address of addresses) {
            await page.goto(real + address);
            await look(page, info, name(address));
          }
        };

        test('a visitor', async ({ page, real }, info) => {
          await page.goto(`${real}/?lang=${lang}`);
          await walk(page, info, real, VISITOR);
        });

        test('a learner', async ({ page, real, small }, info) => {
          await page.goto(`${real}/?lang=${lang}`);
          await register(page, real);
          await walk(page, info, real, OWN);
          await page.goto(`${small}/?lang=${lang}`);
          await register(page, small);
          await start(page, `${small}/courses/nho/thuc-hanh`);
          await look(page, info, name('question'));
          await page.goto(`${page.url().split('?')[0]}?review=1`);
          await look(page, info, name('review'));
          await page.goto(`${page.url().split('?')[0]}?q=1`);
          await answerAll(page);
          await look(page, info, name('result'));
        });

        test('an administrator', async ({ page, real }, info) => {
          await page.goto(`${real}/?lang=${lang}`);
          await signIn(page, ADMIN, real);
          await walk(page, info, real, DESK);
          await page.goto(`${real}/admin/accounts`);
          await page.goto(real + (await page.locator('main a[href^="/admin/accounts/"]').first().getAttribute('href')));
          await look(page, info, name('account'));
        });

        // All of them on the phone; on the desk once in each language and theme.
        if (device === 'desk' && (lang === 'vi') !== (colorScheme === 'light')) return;
        test('what became of many', async ({ browser, complaints, world }, info) => {
          test.setTimeout(600_000);
          for (const [who, sights] of Object.entries(world.sights)) {
            const context = await browser.newContext({ baseURL: world.url, storageState: world.states[who], viewport, colorScheme });
            // Desks with a code load themselves anew each minute: in the midst of a look that would never end.
            await context.route(DESKS, withoutRefresh);
            context.on('console', (message) => complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`));
            const theirs = await context.newPage();
            await theirs.goto(`/?lang=${lang}`);
            for (const [sight, address] of Object.entries(sights)) {
              const [at, press] = [address].flat();
              expect((await theirs.goto(at)).status(), at).toBe(200);
              if (press) await send(theirs, press);
              await look(theirs, info, name(sight));
            }
            await context.close();
          }
        });
      });
    }
  }
}
