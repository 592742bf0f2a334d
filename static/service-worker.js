// Answers while there is no network, from what somebody chose to keep on this device. It keeps nothing by itself but the
// page that says so: no page of a person is ever in it. The server writes `const SHELL` before this.
'use strict';
const LANG = new URL(self.location.href).searchParams.get('in') === 'en' ? 'en' : 'vi';
const PATIENCE = 4000;

const find = (path) => caches.match(path, { ignoreSearch: true, ignoreVary: true });
const patience = () => new Promise((resolve) => { setTimeout(resolve, PATIENCE); });

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const shelf = await caches.open('shell');
    const page = await fetch(`/offline?lang=${LANG}`, { credentials: 'omit' });
    if (!page.ok) { throw new Error(`status ${page.status}`); }
    await shelf.put('/offline', page);
    await shelf.addAll(SHELL.map((url) => new Request(url, { credentials: 'omit' })));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const shelf = await caches.open('shell');
    for (const old of await shelf.keys()) {
      const { pathname } = new URL(old.url);
      if (pathname !== '/offline' && !SHELL.includes(pathname)) { await shelf.delete(old); }
    }
    await self.clients.claim();
  })());
});

// The network first. Where it fails or dawdles, what was kept; where nothing was, the page that says so.
async function page(request, url) {
  const kept = url.pathname.startsWith('/courses/') ? await find(url.pathname) : undefined;
  try {
    if (!kept) { return await fetch(request); }
    const answer = await Promise.race([fetch(request), patience()]);
    return !answer || answer.status >= 502 ? kept : answer;
  } catch (error) {
    return kept || (await find('/offline')) || Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) { return; }
  if (request.mode === 'navigate') {
    event.respondWith(page(request, url));
  } else if (url.pathname.startsWith('/static/')) {
    event.respondWith(find(url.pathname).then((kept) => kept || fetch(request)));
  } else if (url.pathname.startsWith('/media/') && !request.headers.has('range')) {
    event.respondWith(fetch(request).catch(async (error) => {
      const kept = await find(url.pathname);
      if (kept) { return kept; }
      throw error;
    }));
  }
});
