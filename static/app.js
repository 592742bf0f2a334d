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
  copies(document);

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
    }).catch(function () { form.submit(); });
  }
  document.addEventListener('submit', answer);

  // Look at the password that one types.
  document.querySelectorAll('input[type=password]').forEach(function (input) {
    var show = button(words.show, function () {
      var hidden = input.type === 'password';
      input.type = hidden ? 'text' : 'password';
      show.textContent = hidden ? words.hide : words.show;
    });
    input.form.addEventListener('submit', function () { input.type = 'password'; });
    input.after(show);
  });

  // Tick all people of a list.
  document.querySelectorAll('[data-pick]').forEach(function (table) {
    table.before(button(words.all, function () {
      table.querySelectorAll('input[type=checkbox]').forEach(function (box) { box.checked = true; });
    }));
  });
})();
