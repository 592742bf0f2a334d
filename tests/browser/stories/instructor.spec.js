// An instructor: uploads a course, reads what the compiler found, and publishes it.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { send, signIn } from '../people.js';
import { ADMIN, expect, test } from '../server.js';

/** A course of one lesson, as a zip. */
async function zip(folder, name, lesson) {
  const course = path.join(folder, name, '01-mot');
  await mkdir(course, { recursive: true });
  await writeFile(path.join(folder, name, 'course.toml'), 'lang = "vi"\n[title]\nvi = "Khóa của cô giáo"\n');
  await writeFile(path.join(course, '01-bai.md'), lesson);
  await promisify(execFile)('python3', ['-m', 'zipfile', '-c', `${name}.zip`, name], { cwd: folder });
  return path.join(folder, `${name}.zip`);
}

test('a course is uploaded, judged and published', async ({ page }, info) => {
  await signIn(page, ADMIN);
  await page.goto('/teach');
  await page.setInputFiles('input[type=file]', await zip(info.outputPath(), 'co-giao', '# Bài một\n\nChào bà con.\n'));
  await send(page, 'form[action="/teach/uploads"] button');
  await send(page, 'form[action$="/confirm"] button');
  const sure = page.locator('form[action$="/publication"] input[type=checkbox]');
  if (await sure.count()) await sure.first().check();
  await send(page, 'form[action$="/publication"] button');
  await page.goto('/courses/co-giao/bai');
  await expect(page.locator('main')).toContainText('Chào bà con.');
});

test('a mistake is shown with its line and is not published', async ({ page }, info) => {
  await signIn(page, ADMIN);
  await page.goto('/teach');
  const lesson = '# Bài\n\n## Hỏi {#hoi}\n\n- [x] Đúng\n- [x] Cũng đúng {pin=}\n\n[xem](khong-co.md)\n';
  await page.setInputFiles('input[type=file]', await zip(info.outputPath(), 'hong', lesson));
  await send(page, 'form[action="/teach/uploads"] button');
  await expect(page.locator('main')).toContainText('01-bai.md');
  expect((await page.request.get('/courses/hong')).status()).toBe(404);
});
