// Keeps answers on a bad connection: each is sent when it is given, and waits in the browser while there is no network.
// 'Saved' is said only when the server has said so. Without this script the buttons of the page save.
(function () {
  'use strict';
  var words = document.currentScript.dataset;
  var head = document.querySelector('[data-attempt]');
  if (!head || !window.fetch || !window.URLSearchParams) { return; }
  var base = '/attempts/' + head.dataset.attempt;
  var shelf = 'xutra-answers-' + head.dataset.attempt;
  var form = document.querySelector('form[data-place]');
  var said = document.getElementById('saved');
  var banner = document.getElementById('waiting');
  var clock = 0; // The server's time minus this device's.
  var sending = false, pause = 2000, timer = 0, typing = 0, sent = '';

  // What waits, the oldest first: [{ place, body, key }]. It holds no token and no password.
  function waiting() {
    try { return JSON.parse(localStorage.getItem(shelf)) || []; } catch (error) { return []; }
  }
  function keep(list) {
    try {
      if (list.length) { localStorage.setItem(shelf, JSON.stringify(list)); } else { localStorage.removeItem(shelf); }
    } catch (error) { /* No room, or not allowed: the buttons of the page save. */ }
  }

  function given() {
    var body = new URLSearchParams();
    // Files go by the page's own button.
    new FormData(form).forEach(function (value, name) {
      if (name !== 'csrf' && typeof value === 'string') { body.append(name, value); }
    });
    return body.toString();
  }

  // Puts the answer of this page into what waits, in place of an earlier one to the same question.
  function take() {
    clearTimeout(typing);
    var body = given();
    if (body === sent) { return; }
    var place = form.dataset.place;
    var list = waiting().filter(function (one) { return one.place !== place; });
    list.push({ place: place, body: body, key: place + '-' + Date.now() + '-' + Math.random().toString(36).slice(2) });
    sent = body;
    keep(list);
    send();
  }

  function tell(text) {
    banner.hidden = !text;
    if (text) { banner.lastElementChild.textContent = text; }
  }

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(send, ms || pause);
    pause = Math.min(pause * 2, 30000);
  }

  // Sends what waits, one after the other, so that nothing overtakes.
  function send() {
    var first = waiting()[0];
    if (!first || sending) { return; }
    var body = new URLSearchParams(first.body);
    var token = document.querySelector('input[name=csrf]');
    if (token) { body.set('csrf', token.value); }
    body.set('go', 'stay');
    sending = true;
    fetch(base + '/answers/' + first.place, {
      method: 'POST', body: body, credentials: 'same-origin', redirect: 'manual', keepalive: true,
      headers: { 'Accept': 'application/json', 'Idempotency-Key': first.key }
    }).then(function (answer) {
      sending = false;
      if (answer.status === 409 || answer.status === 404 || answer.status === 410) {
        keep([]);
        location.assign(base);
        return;
      }
      // What does not fit is said when it is handed in by its button.
      if (answer.ok || answer.status === 422) {
        keep(waiting().filter(function (one) { return one.key !== first.key; }));
      } else if (answer.status === 429 || answer.status >= 500) {
        tell(words.busy);
        return later(1000 * (parseInt(answer.headers.get('Retry-After'), 10) || 0));
      } else {
        return tell(words.signin);
      }
      pause = 2000;
      if (!answer.ok) { return send(); }
      return answer.json().then(function (saved) {
        clock = saved.now - Date.now();
        if (said) { said.textContent = saved.text; }
        tell('');
        send();
      });
    }).catch(function () {
      sending = false;
      tell(words.offline);
      later();
    });
  }

  // What was given before the page was loaded again stands in its fields.
  function restore() {
    var mine = form && waiting().filter(function (one) { return one.place === form.dataset.place; })[0];
    if (!mine) { return; }
    var body = new URLSearchParams(mine.body);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.type === 'hidden' || field.type === 'submit') { return; }
      if (field.type === 'radio' || field.type === 'checkbox') {
        field.checked = body.getAll(field.name).indexOf(field.value) >= 0;
      } else if (body.has(field.name)) {
        field.value = body.get(field.name);
      }
    });
  }

  if (form) {
    restore();
    sent = waiting().length ? '' : given();
    form.addEventListener('change', take);
    form.addEventListener('input', function (event) {
      if (event.target.type === 'radio' || event.target.type === 'checkbox') { return; }
      clearTimeout(typing);
      typing = setTimeout(take, 800);
    });
    form.addEventListener('submit', function (event) {
      // Also what the button sends: should the network fail now, nothing is lost.
      take();
      if (navigator.onLine !== false) { return; }
      event.preventDefault();
      tell(words.offline);
      banner.scrollIntoView({ block: 'nearest' });
    });
    document.addEventListener('visibilitychange', function () { if (document.hidden) { take(); } });
  }
  window.addEventListener('online', function () { pause = 2000; send(); });
  window.addEventListener('offline', function () { tell(words.offline); });

  // The time that is left, by the server's clock.
  var left = document.querySelector('[data-ends]');
  if (left) {
    clock = Number(left.dataset.now) - Date.now();
    setInterval(function () {
      var seconds = Math.max(0, Math.round((Number(left.dataset.ends) - clock - Date.now()) / 1000));
      left.textContent = words.left.replace('%', Math.floor(seconds / 60) + ':' + ('0' + seconds % 60).slice(-2));
      if (!seconds && !left.dataset.over) {
        left.dataset.over = '1';
        if (form) { take(); }
        setTimeout(function () { location.assign(base); }, 1500);
      }
    }, 1000);
  }
  send();
})();
