# Spaced practice: question by question, asked again just before they are forgotten. It counts for nothing.
practice-title = Practice
practice-lead = A few minutes each time. What you are about to forget is asked again; what you know well, much later.
practice-due-today = { $n ->
    [one] One question is due today.
   *[other] { $n } questions are due today.
}
practice-due = { $n } due
practice-new = { $n } new
practice-start = Start
practice-then = Next: { $when }.
practice-nothing = There is nothing to practise yet. Read lessons and take the checks of the modules first.
practice-private = Practice is for your memory alone. It gives no marks and does not touch what is granted to you.
practice-place = Question { $n } of { $of }
practice-unknown = I do not know
practice-again = Not right. Look at it again; it will be asked once more.
practice-empty = Answer the question, or press "I do not know".
practice-next = Next question
practice-done = This session is done
practice-done-text = { $n ->
    [one] You have practised one question.
   *[other] You have practised { $n } questions.
}
practice-none-now = Nothing is due now
practice-more = More ({ $n } left)
practice-no-courses = You have not joined a course yet.
practice-find-course = Choose a course
