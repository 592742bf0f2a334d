# The author's preview: the command `xutra preview`.

preview-title = Preview
preview-author = Author
preview-draft = draft
preview-open = Open { $url } in a browser. The page follows each time you save a file. Press Ctrl+C to stop.
preview-polls = This machine does not tell of changed files, so the folder is looked through every half second.
preview-which = There are several courses here. Choose one: { $courses }.
preview-no-course = The folder holds no course any more. The page keeps the version from before.
preview-unreadable = The course folder cannot be read: { $reason }. The page keeps the version from before.
preview-stopped = What you just saved could not be shown: { $reason }. Please save once more.
preview-foreign-host = The preview opens only at the addresses 127.0.0.1 or localhost of this very machine.
preview-skip = Go to the notes for the author
preview-views = Ways to look
preview-view-phone = Phone width
preview-view-both = Vietnamese and English side by side
preview-vietnamese = Vietnamese
preview-english = English
preview-frame = A page of the course, { $language }
preview-nothing-yet = There is nothing to see yet: mend the errors beside this, and save again.
preview-state-good = This is what you just saved. { $warnings ->
    [0] There is nothing to mend.
    [one] There is one thing to look at.
   *[other] There are { $warnings } things to look at.
 }
preview-state-kept = { $errors ->
    [one] What you just saved has one error
   *[other] What you just saved has { $errors } errors
 }, so the page still shows the version from before. Please mend what stands below.
preview-state-none = { $errors ->
    [one] One error has
   *[other] { $errors } errors have
 } to be mended before the course can be seen.
preview-lifted = The preview lifts these limits:
preview-lifts-draft = A draft: learners do not see this page yet.
preview-lifts-audience = Meant only for: { $who }.
preview-lifts-requires = Learners must do first: { $items }.
preview-lifts-attempts = { $n ->
    [one] Learners have one attempt.
   *[other] Learners have { $n } attempts.
 }
preview-lifts-cooldown = Between two attempts learners wait { $wait }.
preview-clean-here = Nothing is to be mended on this page.
preview-other-files = Other files
preview-pages = All pages of the course
preview-errors = { $n ->
    [one] One error
   *[other] { $n } errors
 }
preview-untranslated = Translation: { $language }
preview-untranslated-count = { $n } of { $of } pages are not translated yet:
preview-all-translated = Every page has a translation.
preview-by-hand = This browser runs no script, so please load the page again after each save.
