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
lesson-completed = You have finished this lesson.
lesson-next = Next: { $title }
lesson-last = This is the last lesson. You have been through the whole course.
lesson-complete = I have read it, go on
lesson-complete-last = I have read it
lesson-then = Next: { $title }
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
checked = ticked
