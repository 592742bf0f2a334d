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
  if (navigator.clipboard) {
    document.querySelectorAll('.text pre').forEach(function (box) {
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
