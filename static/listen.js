// Reads a lesson aloud, sentence by sentence, with the device's own voice; a recording in the lesson goes before it. It is
// loaded when somebody first presses the button.
(function () {
  'use strict';
  var ear = document.querySelector('[data-listen]'), words = ear.dataset;
  var article = ear.closest('article'), lang = article.lang === 'en' ? 'en' : 'vi';
  var voice = window.speechSynthesis, record = article.querySelector('audio');
  var RATES = [0.6, 0.8, 1, 1.2, 1.5], SHELF = 'xutra-rate';
  var rate = 2, place = 0, state = 'still', turn = 0, row, said, label = ear.querySelector('span');

  try { rate = Math.max(0, RATES.indexOf(Number(localStorage.getItem(SHELF) || 1))); } catch (error) { /* The usual one. */ }

  // The sentences in order: [{ text, box, range }]. Prompts are announced, forms and what is hidden are left out.
  function sentences() {
    var all = [], cut = window.Intl && Intl.Segmenter && new Intl.Segmenter(lang, { granularity: 'sentence' });
    article.querySelectorAll('h1,.text h2,.text h3,.text h4,.text p,.text li,.text pre,.text td,.text th,.text summary').forEach(function (box) {
      if (box.querySelector('p,li,pre') || !box.textContent.trim()) { return; }
      var whole = box.textContent, prompt = box.tagName === 'PRE';
      var parts = cut && !prompt ? Array.from(cut.segment(whole)) : [{ segment: whole, index: 0 }];
      parts.forEach(function (part, at) {
        if (!/[\p{L}\p{N}]/u.test(part.segment)) { return; }
        all.push({ text: (prompt && !at ? words.prompt + ' ' : '') + part.segment.trim(), box: box, from: part.index, to: part.index + part.segment.length });
      });
    });
    return all;
  }

  // Letters of an element from one to another, over its text nodes.
  function rangeOf(one) {
    var walk = document.createTreeWalker(one.box, NodeFilter.SHOW_TEXT), range = document.createRange(), at = 0, node;
    while ((node = walk.nextNode())) {
      var end = at + node.length;
      if (one.from >= at && one.from < end) { range.setStart(node, one.from - at); }
      if (one.to > at && one.to <= end) {
        range.setEnd(node, one.to - at);
        return range;
      }
      at = end;
    }
    return null;
  }

  function mark(one) {
    article.querySelectorAll('.heard').forEach(function (box) { box.classList.remove('heard'); });
    var marks = window.CSS && CSS.highlights && window.Highlight;
    if (marks) { CSS.highlights.delete('heard'); }
    if (!one) { return; }
    var range = marks && rangeOf(one);
    if (range) { CSS.highlights.set('heard', new Highlight(range)); } else { one.box.classList.add('heard'); }
    var seen = one.box.getBoundingClientRect();
    if (seen.top < 0 || seen.bottom > window.innerHeight) { one.box.scrollIntoView({ block: 'center' }); }
  }

  function tell(text) { said.textContent = text; }
  function show(next) {
    state = next;
    label.textContent = state === 'reading' ? words.pause : state === 'paused' ? words.resume : words.go;
    row.hidden = state === 'still';
  }

  var list = [];
  // A pause ends the sentence: `pause` of the browsers cannot be relied on, above all on phones.
  function halt() {
    turn += 1;
    voice.cancel();
  }
  function speak() {
    var one = list[place], mine = (turn += 1);
    if (!one) { return stop(); }
    var speech = new SpeechSynthesisUtterance(one.text);
    speech.lang = lang === 'vi' ? 'vi-VN' : 'en';
    var own = voices()[0];
    if (own) { speech.voice = own; }
    speech.rate = RATES[rate];
    speech.onend = function () {
      if (mine !== turn) { return; }
      place += 1;
      speak();
    };
    speech.onerror = function (event) {
      if (mine !== turn || /interrupted|canceled/.test(event.error)) { return; }
      stop();
      tell(/language|voice/.test(event.error) ? words.none : words.failed);
    };
    mark(one);
    show('reading');
    voice.speak(speech);
  }
  function stop() {
    halt();
    place = 0;
    mark();
    show('still');
  }
  function voices() {
    return voice.getVoices().filter(function (one) { return one.lang.slice(0, 2).toLowerCase() === lang; });
  }
  // Voices come late in some browsers.
  function known() {
    return new Promise(function (resolve) {
      if (voice.getVoices().length) { return resolve(); }
      voice.addEventListener('voiceschanged', resolve, { once: true });
      setTimeout(resolve, 1000);
    });
  }

  function press() {
    tell('');
    if (record) {
      if (record.paused) { record.play(); } else { record.pause(); }
      return;
    }
    if (state === 'reading') {
      halt();
      return show('paused');
    }
    if (state === 'paused') { return speak(); }
    known().then(function () {
      if (!voices().length) { return tell(words.none); }
      list = sentences();
      halt();
      speak();
    });
  }

  function pace(by) {
    rate = Math.min(RATES.length - 1, Math.max(0, rate + by));
    try { localStorage.setItem(SHELF, RATES[rate]); } catch (error) { /* It holds for this page. */ }
    if (record) { record.playbackRate = RATES[rate]; }
    tell(words.speed.replace('%', Math.round(RATES[rate] * 100) + '%'));
    if (state === 'reading' && !record) {
      halt();
      speak();
    }
  }
  function button(text, act) {
    var made = document.createElement('button');
    made.type = 'button';
    made.className = 'plain';
    made.textContent = text;
    made.addEventListener('click', act);
    row.append(made);
  }

  row = document.createElement('span');
  row.className = 'actions';
  button(words.slower, function () { pace(-1); });
  button(words.faster, function () { pace(1); });
  button(words.stop, function () {
    if (record) {
      record.pause();
      record.currentTime = 0;
      show('still');
    } else {
      stop();
    }
    ear.focus();
  });
  said = document.createElement('span');
  said.setAttribute('role', 'status');
  ear.after(row, said);
  if (record) {
    record.playbackRate = RATES[rate];
    record.addEventListener('play', function () { show('reading'); });
    record.addEventListener('pause', function () { show(record.ended ? 'still' : 'paused'); });
  }
  ear.addEventListener('click', press);
  // Nobody is read to on a page that they have left.
  window.addEventListener('pagehide', function () { if (voice) { voice.cancel(); } });
  show('still');
  press();
})();
