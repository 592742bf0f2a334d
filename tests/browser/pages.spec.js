// Every page in both languages and both themes, on the narrowest phone and on a desk: axe finds nothing, nothing scrolls
// sideways, the console stays silent. Pictures of all of them are kept among the artefacts.
import AxeBuilder from '@axe-core/playwright';
import { answerAll, fits, register, signIn, start } from './people.js';
import { ADMIN } from './server.js';
import { expect, test } from './world.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function look(page, info, name) {
  await fits(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
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
        const name = (address) => `${address.replaceAll('/', '_')}-${lang}-${colorScheme}-${viewport.width}`;
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
              expect((await theirs.goto(address)).status(), address).toBe(200);
              await look(theirs, info, name(sight));
            }
            await context.close();
          }
        });
      });
    }
  }
}
