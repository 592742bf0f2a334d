// A server of its own for each worker: a fresh database, the clock of today, loopback alone.
import { test as base, expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeCourse } from './course.js';

const root = path.resolve(import.meta.dirname, '../..');
const binary = process.env.XUTRA_BIN ?? path.join(root, 'target/debug/xutra');

/** Sign-in of the first administrator. */
export const ADMIN = { login: 'admin', password: 'chè-Tân-Cương-quản-trị-7' };

async function start(courses, folder) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(XUTRA_|PG)/.test(key)));
  Object.assign(env, {
    XUTRA_LISTEN: '127.0.0.1:0',
    XUTRA_COURSES_DIR: courses,
    XUTRA_DATA_DIR: path.join(folder, 'data'),
    XUTRA_LOG: 'warn',
    XUTRA_LIMITS__PER_ADDRESS: 'false',
    XUTRA_ADMIN__PASSWORD: ADMIN.password,
  });
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = [];
  const url = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join('')}`)));
    server.stderr.on('data', (bytes) => {
      said.push(String(bytes));
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said.join(''));
      if (found) resolve(found[1]);
    });
  });
  const end = () => new Promise((resolve) => { server.once('exit', resolve); server.kill('SIGTERM'); });
  return { url, end };
}

/** Serves the courses of a function that is given the server's own folder. */
export async function served(courses, use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'xutra-browser-'));
  const server = await start(await courses(folder), folder);
  try {
    await use(server.url);
  } finally {
    await server.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * `baseURL` serves a small course whose right answers say so; `real` the courses of the repository. A test fails where the
 * browser's console says anything or a script throws.
 */
export const test = base.extend({
  small: [async ({}, use) => served((folder) => writeCourse(folder), use), { scope: 'worker' }],
  real: [async ({}, use) => served(() => path.join(root, 'courses'), use), { scope: 'worker' }],
  baseURL: async ({ small }, use) => use(small),
  complaints: [
    async ({ context }, use, info) => {
      const heard = [];
      context.on('console', (message) => heard.push(`${message.type()}: ${message.text()} (${message.location().url})`));
      context.on('weberror', (error) => heard.push(String(error.error())));
      await use(heard);
      // What a page says while there is no network, and when a sign-out clears what was kept, is the browser's own.
      const own = heard.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of (4\d\d|503)|^info: Clear-Site-Data header/.test(line));
      if (info.status === info.expectedStatus) expect(own, 'the console stays silent').toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };
