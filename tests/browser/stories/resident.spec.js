// A resident on a phone of 360 pixels, with script and without: from the first page to the certificate's flag.
import { answerAll, fits, register, send, start } from '../people.js';
import { expect, test } from '../server.js';

test('from the first page to the flag', async ({ page }) => {
  await page.goto('/');
  await fits(page);
  await page.goto('/courses/nho/bai');
  await expect(page.locator('h1')).toContainText('Bài thứ nhất');
  await fits(page);

  await register(page);
  await page.goto('/courses/nho');
  await fits(page);
  for (const lesson of ['bai', 'hoi']) {
    await page.goto(`/courses/nho/${lesson}`);
    const pick = page.locator('label', { hasText: 'đúng' });
    if (await pick.count()) {
      await pick.first().click();
      await send(page, 'form:has(input[name=pick]) button');
      await expect(page.locator('main')).toContainText('Phải rồi.');
    }
    await send(page, 'form[action$="/completion"] button');
    await fits(page);
  }

  await start(page, '/courses/nho/thuc-hanh');
  await fits(page);
  await answerAll(page);
  await expect(page.locator('main')).toContainText('100');
  await fits(page);

  await start(page, '/courses/nho/danh-gia');
  await answerAll(page);
  await fits(page);
  await page.goto('/me/competency');
  await fits(page);
  const standing = await (await page.request.get('/api/v1/me/competency')).json();
  expect(standing.capable).toBe(true);
});

test('what was typed stays where a form is refused', async ({ page }) => {
  await page.goto('/register');
  await page.fill('input[name=display_name]', 'Trần Văn Bình');
  await page.fill('input[name=login]', 'a b');
  await page.fill('input[name=password]', '12345678');
  await send(page, 'main form:has(input[name=password]) button:not([type=button])');
  await expect(page.locator('input[name=display_name]')).toHaveValue('Trần Văn Bình');
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
  await fits(page);
});
