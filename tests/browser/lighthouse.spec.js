// Lighthouse on the four pages that residents see most, as on a phone. Accessibility and best practices do not depend on
// the machine and must be whole; performance does, and is printed.
import lighthouse from 'lighthouse';
import { chromium } from '@playwright/test';
import { answerAll, register, start } from './people.js';
import { expect, test } from './server.js';

const PORT = 9400 + Number(process.env.TEST_PARALLEL_INDEX ?? 0);

test('landing, lesson, quiz and result', async ({ small, real }, info) => {
  test.setTimeout(400_000);
  const { executablePath, args } = info.project.use.launchOptions;
  const browser = await chromium.launch({ executablePath, args: [...args, `--remote-debugging-port=${PORT}`] });
  try {
    const page = await (browser.contexts()[0] ?? (await browser.newContext())).newPage();
    await register(page, small);
    await start(page, `${small}/courses/nho/thuc-hanh`);
    const quiz = `${page.url().split('?')[0]}?q=1`;
    await start(page, `${small}/courses/nho/danh-gia`);
    await page.goto(`${page.url().split('?')[0]}?q=1`);
    await answerAll(page);
    const result = page.url();
    const cookie = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
    const pages = { landing: `${real}/`, lesson: `${real}/courses/ai-co-ban/ai-quanh-ta`, quiz, result };
    for (const [name, url] of Object.entries(pages)) {
      const options = { port: PORT, onlyCategories: ['performance', 'accessibility', 'best-practices'], logLevel: 'error', extraHeaders: { Cookie: cookie } };
      const { lhr } = await lighthouse(url, options);
      const score = Object.fromEntries(Object.entries(lhr.categories).map(([key, one]) => [key, Math.round(one.score * 100)]));
      const failed = Object.values(lhr.audits).filter((one) => one.score !== null && one.score < 0.9 && one.scoreDisplayMode !== 'informative');
      console.log(`${name}: ${JSON.stringify(score)} LCP ${lhr.audits['largest-contentful-paint'].displayValue} ${failed.map((one) => one.id)}`);
      expect(lhr.finalDisplayedUrl, 'it is the page that was asked for').toBe(url);
      expect(score.accessibility, name).toBe(100);
      expect(score['best-practices'], name).toBe(100);
    }
  } finally {
    await browser.close();
  }
});
