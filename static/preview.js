// Keeps the page of `xutra preview` at the last save: the framed pages are loaded again, and what was found beside them.
(function () {
  'use strict';
  var body = document.body;
  var frames = Array.prototype.slice.call(document.querySelectorAll('iframe'));

  // Where a frame is, without its language.
  function place(frame) {
    try {
      var at = frame.contentWindow.location;
      var query = new URLSearchParams(at.search);
      query.delete('lang');
      var text = query.toString();
      return at.pathname.charAt(0) === '/' ? at.pathname + (text ? '?' + text : '') : '';
    } catch (error) {
      return '';
    }
  }

  function address(page, view) {
    var query = new URLSearchParams({ page: page, view: view, lang: document.documentElement.lang });
    return '/preview?' + query;
  }

  // What was found beside the page that is framed now.
  function refresh() {
    var page = frames.length ? place(frames[0]) : '';
    var url = page ? address(page, body.dataset.view) : location.href;
    return fetch(url).then(function (answer) { return answer.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html');
      var beside = fresh.getElementById('beside');
      if (!beside) { return; }
      var top = window.scrollY;
      document.getElementById('beside').replaceWith(document.adoptNode(beside));
      window.scrollTo(0, top);
      body.dataset.number = fresh.body.dataset.number;
      if (!frames.length && fresh.querySelector('iframe')) { location.reload(); }
      if (page) {
        history.replaceState(null, '', url);
        document.querySelectorAll('[data-way]').forEach(function (way) { way.href = address(page, way.dataset.way); });
      }
    }).catch(function () { /* The preview was stopped: what is shown stays. */ });
  }

  frames.forEach(function (frame) {
    frame.addEventListener('load', function () {
      var page = place(frame);
      // Two languages side by side go the same way.
      frames.forEach(function (other) {
        if (other !== frame && page && place(other) && place(other) !== page) {
          other.contentWindow.location.replace(page + (page.indexOf('?') < 0 ? '?' : '&') + 'lang=' + other.dataset.lang);
        }
      });
      refresh();
    });
  });

  new EventSource('/preview/saves').addEventListener('message', function (event) {
    if (event.data === body.dataset.number) { return; }
    body.dataset.number = event.data;
    if (!frames.length) { refresh(); }
    frames.forEach(function (frame) {
      if (place(frame)) { frame.contentWindow.location.reload(); }
    });
  });
})();
