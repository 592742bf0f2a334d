// By the keyboard alone: everything is reached, seen where it is, and nothing traps.
import { register, start } from '../people.js';
import { expect, test } from '../server.js';

/** Tabs through the page; where the focus went. */
async function walk(page) {
  const visited = [];
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(async () => {
      const shown = () => {
        const box = document.activeElement.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
      };
      // Scrolling takes its frames.
      for (let frame = 0; frame < 60 && !shown(); frame += 1) await new Promise((done) => requestAnimationFrame(done));
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const style = getComputedStyle(one);
      const label = one.closest('label') ?? one;
      const around = getComputedStyle(label);
      return {
        what: `${one.tagName} ${one.getAttribute('href') ?? one.getAttribute('name') ?? one.id}`,
        seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || around.outlineStyle !== 'none' || around.boxShadow !== 'none',
        inside: shown(),
      };
    });
    if (!at) break;
    visited.push(at);
  }
  return visited;
}

for (const address of ['/', '/courses/nho', '/courses/nho/bai', '/login', '/register', '/me', '/me/competency', '/verify']) {
  test(`every control of ${address} is reached and seen`, async ({ page }) => {
    if (address.startsWith('/me')) await register(page);
    await page.goto(address);
    const visited = await walk(page);
    expect(visited.length, 'there is a way out of the page').toBeLessThan(200);
    expect(visited.filter((one) => !one.seen).map((one) => one.what), 'the focus is seen').toEqual([]);
    expect(visited.filter((one) => !one.inside).map((one) => one.what), 'the focus is on the screen').toEqual([]);
    expect(visited[0].what, 'the first stop skips to the content').toMatch(/^A #/);
  });
}

test('a question is answered with the keyboard', async ({ page }) => {
  await register(page);
  await start(page, '/courses/nho/thuc-hanh');
  await page.locator('input[name=choice]').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('#saved')).toContainText(/\d\d:\d\d/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=2/);
});
