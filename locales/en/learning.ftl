# Lessons.
lesson-place = Lesson { $number } of { $of }
lesson-minutes = about { $n ->
    [one] one minute
   *[other] { $n } minutes
 } to read
lesson-around = Other lessons
lesson-previous = Previous lesson
lesson-contents = Contents of the course
lesson-onward = Go on
lesson-edited = This lesson was edited after you finished it. Please read it again; what you have achieved stays.
lesson-reread = I have read it again
lesson-completed = You have finished this lesson.
lesson-next = Next: { $title }
lesson-last = This is the last lesson. You have been through the whole course.
lesson-checks = { $n ->
    [one] Try the self-check of this lesson first.
   *[other] Try the { $n } self-checks of this lesson first.
}
lesson-complete = I have read it, go on
lesson-complete-last = I have read it
lesson-then = Next: { $title }
lesson-locked = This lesson opens when you have done:
lesson-locked-visitor = Sign in, so that we know how far you have come.
lesson-visitor = You are reading without an account. With one, the site remembers how far you are.
check-title = Try it
check-hint = Hint { $n }
check-answer = Answer
check-again = Answer again
check-right = That is right!
check-wrong = Not yet. Read the explanation and try again.
check-noted = Thank you, noted.

# Words inside the text of courses.
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Take care
alert-caution = Danger
footnotes = Footnotes
footnote-back = Back to the text
term-more = See the glossary
recording = Listen to this lesson
transcript = What is said
question-untranslated = There is no translation of this question yet, so this is the original.
checked = ticked
