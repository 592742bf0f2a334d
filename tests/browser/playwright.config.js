// How the stories of people are run: in the Chromium of the system, against a server that each worker starts for itself.
import { defineConfig, devices } from '@playwright/test';

const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
};
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'vi-VN' };
const desk = { viewport: { width: 1280, height: 900 }, locale: 'vi-VN' };

export default defineConfig({
  testDir: '.',
  outputDir: process.env.XUTRA_ARTEFACTS ?? '../../target/browser',
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // What fails once fails: a second try would hide what a slow phone meets.
  retries: 0,
  reporter: [['list']],
  use: { ...devices['Desktop Chrome'], launchOptions: chromium, screenshot: 'only-on-failure', ...desk },
  projects: [
    { name: 'phone', testMatch: /stories\/(resident|offline|keyboard)\.spec\.js/, use: phone },
    { name: 'phone without script', testMatch: /stories\/resident\.spec\.js/, use: { ...phone, javaScriptEnabled: false } },
    { name: 'desk', testMatch: /stories\/(instructor|certifier|administrator)\.spec\.js/ },
    // One file of many independent walks: each worker takes the next, else one of the two would have nothing to do.
    { name: 'pages', testMatch: /(pages|budget)\.spec\.js/, fullyParallel: true },
    // Alone, so that nothing else takes the processor while it measures.
    { name: 'lighthouse', testMatch: /lighthouse\.spec\.js/, dependencies: ['phone', 'phone without script', 'desk', 'pages'] },
    { name: 'slow phone', testMatch: /slow\.spec\.js/, use: phone, dependencies: ['lighthouse'] },
  ],
});
