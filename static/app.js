// Makes pages nicer; every page is complete without it. The words come from the script's own tag.
(function () {
  'use strict';
  var words = document.currentScript.dataset;

  function button(text, act) {
    var made = document.createElement('button');
    made.type = 'button';
    made.className = 'plain';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  }

  // After the first paint, each in a task of its own, so that a slow phone hears a tap in between.
  var parts = [], under = false;
  function next() {
    var part = parts.shift();
    under = parts.length > 0;
    if (under) { setTimeout(next); }
    part();
  }
  function later(part) {
    parts.push(part);
    if (!under) { requestAnimationFrame(function () { setTimeout(next); }); }
    under = true;
  }
  window.xutraLater = later;

  // Copy what stands in a prompt box.
  function copies(root) {
    if (!navigator.clipboard) { return; }
    root.querySelectorAll('.text pre').forEach(function (box) {
      var text = box.textContent.trim();
      var copy = button(words.copy, function () {
        navigator.clipboard.writeText(text).then(function () {
          copy.textContent = words.copied;
          setTimeout(function () { copy.textContent = words.copy; }, 2000);
        });
      });
      copy.classList.add('copy');
      copy.setAttribute('aria-live', 'polite');
      box.after(copy);
    });
  }

  // What outlives the page until the server has it, sent one after the other, so that nothing overtakes. `box` says how:
  // `shelf`, `post(first)`, `settled` (statuses after which there is no use in sending again), `settle(answer, first)`,
  // `tell(word)`. What waits holds no token and no password.
  function outbox(box) {
    var sending = false, pause = 2000, timer = 0;
    function waiting() {
      try { return JSON.parse(localStorage.getItem(box.shelf)) || []; } catch (error) { return []; }
    }
    // Whether the browser has taken it.
    function keep(list) {
      try {
        if (list.length) { localStorage.setItem(box.shelf, JSON.stringify(list)); } else { localStorage.removeItem(box.shelf); }
        return true;
      } catch (error) { return false; }
    }
    function later(ms) {
      clearTimeout(timer);
      timer = setTimeout(send, ms || pause);
      pause = Math.min(pause * 2, 30000);
    }
    function send() {
      var first = waiting()[0];
      if (!first || sending) { return; }
      sending = true;
      box.post(first).then(function (answer) {
        sending = false;
        if (answer.ok || box.settled.indexOf(answer.status) >= 0) {
          keep(waiting().filter(function (one) { return one.key !== first.key; }));
          pause = 2000;
          return Promise.resolve(box.settle(answer, first)).then(function (end) {
            if (end) { return; }
            box.tell('');
            send();
          });
        }
        if (answer.status === 429 || answer.status >= 500) {
          box.tell('busy');
          return later(1000 * (parseInt(answer.headers.get('Retry-After'), 10) || 0));
        }
        box.tell('signin');
      }).catch(function () {
        sending = false;
        box.tell('offline');
        later();
      });
    }
    window.addEventListener('online', function () { pause = 2000; send(); });
    return { waiting: waiting, keep: keep, send: send };
  }
  window.xutraOutbox = outbox;

  // One line at the foot of the page says what became of something.
  var note = null;
  function tell(word, text) {
    if (!note) {
      note = document.createElement('div');
      note.className = 'note warn waiting';
      note.setAttribute('role', 'status');
      note.append(document.createElement('p'));
      document.getElementById('main').append(note);
    }
    note.hidden = !word;
    note.firstChild.textContent = text || words[word] || '';
  }

  // On a phone that several people share, nothing of the one before waits.
  if (document.querySelector('[data-forget]')) {
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (/^xutra-(who|read|answers)/.test(key)) { localStorage.removeItem(key); }
      });
    } catch (error) { /* Nothing is kept. */ }
  }

  // Lessons that were read: they wait under the tag of who read them, as a phone may have several people.
  function lessons() {
    var TAG = 'xutra-who';
    function recall() { try { return localStorage.getItem(TAG) || ''; } catch (error) { return ''; } }
    function remember(tag) { try { localStorage.setItem(TAG, tag); } catch (error) { /* Not allowed: nothing waits. */ } }
    var here = document.querySelector('[data-who]');
    if (here) { remember(here.dataset.who); }
    var who = here ? here.dataset.who : recall();
    var moving = '';
    var read = who && words.signin && outbox({
      shelf: 'xutra-read-' + who,
      settled: [400, 403, 404, 409, 410, 422],
      tell: function (word) {
        if (!word) { return; }
        moving = '';
        tell(word);
      },
      post: function (first) {
        return fetch(first.url + '?who=' + encodeURIComponent(who), {
          method: 'PUT', credentials: 'same-origin', headers: { 'Accept': 'application/json', 'Accept-Language': document.documentElement.lang }
        });
      },
      settle: function (answer, first) {
        if (answer.ok) {
          var going = moving === first.key;
          if (going) { location.assign(first.next); } else { tell('sent'); }
          return going;
        }
        // The server has decided against it: the reader hears which lesson, and why.
        return answer.json().catch(function () { return {}; }).then(function (problem) {
          tell('refused', words.refused.replace('%', first.title) + ' ' + (problem.detail || problem.title || ''));
        });
      }
    });
    function complete(event, from) {
      if (!read) {
        if (event.type === 'click') { tell('signin'); }
        return;
      }
      var heading = document.querySelector('h1');
      var one = { key: from.dataset.complete, url: from.dataset.complete, next: from.dataset.next, title: heading ? heading.textContent : '' };
      var list = read.waiting().filter(function (other) { return other.key !== one.key; });
      if (!read.keep(list.concat(one))) { return; }
      event.preventDefault();
      moving = one.key;
      tell('sending');
      read.send();
    }
    document.addEventListener('submit', function (event) {
      var form = event.target;
      if (form.dataset.complete) { complete(event, form); }
      if (form.getAttribute('action') === '/logout') {
        if (read && read.waiting().length && !window.confirm(words.leave)) {
          event.preventDefault();
        } else {
          try { localStorage.removeItem(TAG); } catch (error) { /* It was never there. */ }
        }
      }
    });
    document.querySelectorAll('button[data-complete]').forEach(function (press) {
      press.addEventListener('click', function (event) { complete(event, press); });
    });
    if (read && read.waiting().length) {
      if (navigator.onLine === false) { tell('offline'); }
      else if (here || document.querySelector('[data-kept]')) { read.send(); } else { tell('signin'); }
    }
  }

  // Reads a lesson aloud; the script comes when it is asked for.
  function listen() {
    var ear = document.querySelector('[data-listen]');
    if (!ear) { return; }
    ear.hidden = !window.speechSynthesis && !document.querySelector('article audio');
    ear.addEventListener('click', function () {
      var script = document.createElement('script');
      script.src = ear.dataset.listen;
      script.onerror = function () { tell('offline'); };
      document.head.append(script);
    }, { once: true });
  }

  // A self-check is answered in its place. The address is the one that the form would go to.
  function answer(event) {
    var form = event.target;
    var box = form.closest('.check');
    if (!box || !window.fetch || !window.URLSearchParams) { return; }
    event.preventDefault();
    var url = form.action.split('#')[0] + '?' + new URLSearchParams(new FormData(form));
    fetch(url, { credentials: 'same-origin' }).then(function (reply) {
      if (!reply.ok) { throw new Error('status'); }
      return reply.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(box.id);
      if (!fresh) { throw new Error('missing'); }
      box.replaceWith(document.adoptNode(fresh));
      copies(fresh);
      var said = fresh.querySelector('[role=status]');
      if (said) {
        said.tabIndex = -1;
        said.focus();
        said.scrollIntoView({ block: 'nearest' });
      }
    }).catch(function () {
      if (navigator.onLine === false || document.querySelector('[data-kept]')) { tell('needs'); } else { form.submit(); }
    });
  }

  // Look at the password that one types.
  function passwords() {
    document.querySelectorAll('input[type=password]').forEach(function (input) {
      var show = button(words.show, function () {
        var hidden = input.type === 'password';
        input.type = hidden ? 'text' : 'password';
        show.textContent = hidden ? words.hide : words.show;
      });
      input.form.addEventListener('submit', function () { input.type = 'password'; });
      input.after(show);
    });
  }

  // Tick all people of a list.
  function lists() {
    document.querySelectorAll('[data-pick]').forEach(function (table) {
      table.before(button(words.all, function () {
        table.querySelectorAll('input[type=checkbox]').forEach(function (box) { box.checked = true; });
      }));
    });
  }

  [function () { document.addEventListener('submit', answer); copies(document); }, lessons, listen, passwords, lists].forEach(later);
})();
