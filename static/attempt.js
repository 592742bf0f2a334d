// Keeps answers on a bad connection: each is sent when it is given, and waits in the browser while there is no network.
// 'Saved' is said only when the server has said so. Without this script the buttons of the page save.
(function () {
  'use strict';
  var words = document.currentScript.dataset;
  var head = document.querySelector('[data-attempt]');
  if (!head || !window.fetch || !window.URLSearchParams || !window.xutraOutbox) { return; }
  var base = '/attempts/' + head.dataset.attempt;
  var boxes = [].slice.call(document.querySelectorAll('[data-place]'));
  var banner = document.getElementById('waiting');
  var clock = 0; // The server's time minus this device's.
  var sent = {};

  function each(box, what) {
    [].forEach.call(box.querySelectorAll('input,select,textarea'), function (field) {
      // Files go by the page's own button.
      if (field.name && field.type !== 'hidden' && field.type !== 'file') {
        what(field, field.name.slice((box.dataset.prefix || '').length), /radio|checkbox/.test(field.type));
      }
    });
  }

  function given(box) {
    var body = new URLSearchParams();
    each(box, function (field, name, ticked) {
      if (!ticked || field.checked) { body.append(name, field.value); }
    });
    return body.toString();
  }

  // Puts the answer to a question into what waits, in place of an earlier one.
  function take(box) {
    var body = given(box), place = box.dataset.place;
    if (body === sent[place]) { return; }
    var list = outbox.waiting().filter(function (one) { return one.place !== place; });
    list.push({ place: place, body: body, key: place + '-' + Date.now() + Math.random() });
    sent[place] = body;
    // What the page showed is no longer so.
    var was = box.querySelector('input[name$="-was"]');
    if (was) { was.value = '-'; }
    outbox.keep(list);
    outbox.send();
  }

  function say(place, text) {
    var said = document.getElementById('q' + place + '-saved') || document.getElementById('saved');
    if (said && text) { said.textContent = text; }
  }

  function tell(text) {
    banner.hidden = !text;
    if (text) { banner.lastElementChild.textContent = text; }
  }

  // What waits: [{ place, body, key }], the oldest first.
  var outbox = window.xutraOutbox({
    shelf: 'xutra-answers-' + head.dataset.attempt,
    settled: [404, 409, 410, 422],
    tell: function (word) { tell(word && words[word]); },
    post: function (first) {
      var body = new URLSearchParams(first.body);
      var token = document.querySelector('input[name=csrf]');
      if (token) { body.set('csrf', token.value); }
      body.set('go', 'stay');
      return fetch(base + '/answers/' + first.place, {
        method: 'POST', body: body, credentials: 'same-origin', redirect: 'manual', keepalive: true,
        headers: { 'Accept': 'application/json', 'Idempotency-Key': first.key }
      });
    },
    settle: function (answer, first) {
      if (!answer.ok && answer.status !== 422) {
        outbox.keep([]);
        location.assign(base);
        return true;
      }
      return answer.json().then(function (saved) {
        if (answer.ok) { clock = saved.now - Date.now(); }
        say(first.place, saved.text);
      });
    }
  });

  // What waits stands in its fields, unless they were touched since.
  function restore(box) {
    var mine = outbox.waiting().filter(function (one) { return one.place === box.dataset.place; })[0];
    if (!mine || given(box) !== sent[box.dataset.place]) { return; }
    var body = new URLSearchParams(mine.body);
    sent[box.dataset.place] = null;
    each(box, function (field, name, ticked) {
      if (ticked) {
        field.checked = body.getAll(name).indexOf(field.value) >= 0;
      } else if (body.has(name)) {
        field.value = body.get(name);
      }
    });
  }
  function takeAll() { boxes.forEach(take); }

  boxes.forEach(function (box) {
    var typing = 0;
    sent[box.dataset.place] = given(box);
    box.addEventListener('change', function () { clearTimeout(typing); take(box); });
    box.addEventListener('input', function (event) {
      if (/radio|checkbox|file/.test(event.target.type)) { return; }
      clearTimeout(typing);
      typing = setTimeout(take, 800, box);
    });
  });
  if (boxes.length) {
    boxes[0].closest('form').addEventListener('submit', function (event) {
      // Also what the button sends: should the network fail now, nothing is lost.
      takeAll();
      if (navigator.onLine !== false) { return; }
      event.preventDefault();
      tell(words.offline);
      banner.scrollIntoView({ block: 'nearest' });
    });
    document.addEventListener('visibilitychange', function () { if (document.hidden) { takeAll(); } });
  }
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
        takeAll();
        setTimeout(function () { location.assign(base); }, 1500);
      }
    }, 1000);
  }
  // What the browser keeps is asked for late: a slow phone is long about it.
  window.xutraLater(function () {
    boxes.forEach(restore);
    outbox.send();
  });
})();
