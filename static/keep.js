// Keeps a course on this device, as everybody sees it: pages are fetched without cookies, so that nothing of a person is in
// them. A course is kept once its list is, which is stored last.
(function () {
  'use strict';
  var box = document.querySelector('[data-keep]');
  var listed = document.querySelector('[data-kept-list]');
  var able = window.caches && window.fetch && 'serviceWorker' in navigator;

  function name(course) { return 'kept-' + course; }
  function listOf(course) {
    return caches.has(name(course)).then(function (there) {
      return there && caches.match('/offline/' + course, { cacheName: name(course), ignoreVary: true });
    }).then(function (found) { return found && found.json(); });
  }

  // In place of a page that was not kept: what was.
  if (listed && able) {
    caches.keys().then(function (names) {
      names.filter(function (one) { return one.indexOf('kept-') === 0; }).forEach(function (one) {
        listOf(one.slice(5)).then(function (list) {
          if (!list) { return; }
          var row = document.createElement('li'), link = document.createElement('a');
          row.className = 'item';
          link.href = '/courses/' + list.course;
          link.textContent = list.title;
          row.append(link);
          listed.querySelector('ul').append(row);
          listed.hidden = false;
        });
      });
    });
  }
  if (!box) { return; }
  if (!able) {
    box.hidden = true;
    return;
  }
  var words = box.dataset, course = words.keep;
  var said = box.querySelector('[role=status]'), bar = box.querySelector('progress').parentNode;
  var go = box.querySelector('[data-do]'), away = box.querySelector('[data-away]'), pictures = box.querySelector('input');

  function say(text) { said.textContent = text; }

  function show() {
    return listOf(course).then(function (list) {
      away.hidden = !list;
      go.hidden = Boolean(list) && list.revision === words.revision;
      if (list) { say(go.hidden ? list.since : list.since + ' ' + words.newer); }
    });
  }

  function get(url) {
    return fetch(url, { credentials: 'omit' }).then(function (answer) {
      if (!answer.ok) { throw new Error('status ' + answer.status); }
      return answer;
    });
  }

  // A page under the address at which it is read later. It is made anew, as the other address would stay with it.
  function store(shelf, at, url) {
    return get(url).then(function (answer) {
      var headers = new Headers(answer.headers);
      headers.delete('Content-Encoding');
      headers.delete('Content-Length');
      headers.delete('Vary');
      return answer.blob().then(function (body) { return shelf.put(at, new Response(body, { headers: headers })); });
    });
  }

  function keep() {
    var look = (document.documentElement.dataset.theme || 'system') + '-' + (document.documentElement.dataset.text || 'normal');
    var lang = document.documentElement.lang, had = !away.hidden, at = '/offline/' + course;
    go.disabled = true;
    bar.hidden = false;
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    return Promise.all([caches.open(name(course)), get(at + '?lang=' + lang), navigator.serviceWorker.register('/service-worker.js?in=' + lang)]).then(function (all) {
      var shelf = all[0], copy = all[1].clone();
      return all[1].json().then(function (list) {
        var todo = list.pages.map(function (one) { return [one.at, one.from + '&look=' + look]; });
        list.assets.concat(pictures && pictures.checked ? list.pictures : []).forEach(function (url) { todo.push([url, url]); });
        bar.firstElementChild.max = todo.length;
        // One after the other: a thin line carries no more, and what is done can be counted.
        return todo.reduce(function (before, one, done) {
          return before.then(function () {
            bar.firstElementChild.value = done;
            say(words.keeping.replace('%', (done + 1) + '/' + todo.length));
            return store(shelf, one[0], one[1]);
          });
        }, Promise.resolve()).then(function () {
          return shelf.keys();
        }).then(function (keys) {
          var wanted = todo.map(function (one) { return one[0]; });
          return Promise.all(keys.filter(function (key) { return wanted.indexOf(new URL(key.url).pathname) < 0; }).map(function (key) { return shelf.delete(key); }));
        }).then(function () {
          // Where the worker cannot be installed, `ready` is never kept.
          return Promise.race([navigator.serviceWorker.ready, new Promise(function (_, fail) { setTimeout(fail, 20000); })]);
        }).then(function () { return shelf.put(at, copy); });
      });
    }).then(show).catch(function () {
      // What was kept before stays; half a course is thrown away.
      return (had ? Promise.resolve() : caches.delete(name(course))).then(function () { say(words.failed); });
    }).then(function () {
      go.disabled = false;
      bar.hidden = true;
    });
  }

  go.addEventListener('click', keep);
  away.addEventListener('click', function () {
    caches.delete(name(course)).then(function () { return caches.keys(); }).then(function (names) {
      // Where nothing is kept, nothing has to answer for the network.
      if (names.some(function (one) { return one.indexOf('kept-') === 0; })) { return; }
      return Promise.all([caches.delete('shell')].concat(navigator.serviceWorker.getRegistrations().then(function (all) {
        return Promise.all(all.map(function (one) { return one.unregister(); }));
      })));
    }).then(function () {
      away.hidden = true;
      go.hidden = false;
      say(words.gone);
      go.focus();
    });
  });
  show();
})();
