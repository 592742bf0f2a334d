# Quizzes and exams.
questions = { $n ->
    [one] one question
   *[other] { $n } questions
 }
front-questions = Length
front-time = Time
front-pass = To pass
front-pass-count = at least { $n } of { $of } right
front-pass-percent = at least { $percent } right
front-attempts = Attempts
front-attempts-free = as many as you like
front-attempts-count = { $n ->
    [one] only one
   *[other] at most { $n }
 }
front-attempts-window = at most { $n } in { $days ->
    [one] one day
   *[other] { $days } days
 }
front-cooldown = Time between attempts
front-floors = Least for each skill
front-floor = at least { $floor } of { $draw } right
front-waits-for = Please do these first:
front-open = You have begun this already. What you saved is still there.
front-go-on = Go on
front-clock = The clock starts when you press the button and cannot be stopped. Choose a time when you have { $n ->
    [one] one minute
   *[other] { $n } minutes
 } to yourself.
front-start = Begin
front-sign-in = Please sign in first, so that the result is yours.
front-past = Earlier attempts

attempt-number = Attempt { $n }
attempt-void = not counted
passed = passed
not-passed = not passed yet
question-place = Question { $place } of { $total }
question-number = Question { $n }:
question-short = Question
minutes-left = { $n ->
    [0] Time is up
    [one] One minute left
   *[other] { $n } minutes left
 }
until = until { $when }
answered = answered
unanswered = not answered
answered-count = { $n } of { $total } answered
choose-one = Choose one answer
choose-all = Choose all right answers
choose-any = Choose one or more
answer-number = Your answer (a number)
answer-text = Your answer
answer-work = Your work
work-limit = At most { $n } characters.
blank-label = Blank
pick-partners = Choose what goes with each row
pick-places = Choose a place for each row, 1 being the first
pick-nothing = – choose –
rubric-title = How it will be marked
rubric-level = { $points ->
    [one] { $title } ({ $points } point)
   *[other] { $title } ({ $points } points)
 }
save-next = Save and go on
save-previous = Previous question
save-review = Look over everything
saved-now = Saved { $when }
answers-offline = No network. Your answer is kept on this device and sent by itself when the network is back. Keep this page open.
answers-busy = The server is busy. Your answer is kept on this device and will be sent again by itself.
answers-sign-in = Please sign in again. Your answer is kept on this device and sent by itself when you open the attempt again.
time-left = { $time } left
saved-at = Last saved at { $when }
saved-how = Each time you press a button above, your answer is saved.
hint = Show a hint ({ $n } left)
jump = Go to another question
jump-note = A number takes you straight there. If you have just changed your answer above, press a button that saves first.

void-title = This attempt does not count
void-text = Attempt { $n } was made void, so it does not count. If you do not know why, ask whoever looks after you.
void-rapid = { $n ->
    [one] One question was
   *[other] { $n } questions were
 } answered faster than anyone can read, so this attempt was not scored.
void-rapid-free = This time it uses up none of your tries. You can start again at once, with other questions.
void-rapid-next = Next time, take it easy: read each question to its end, then choose. If answers come too fast again, that attempt is scored and counts as usual.
front-refresh = Renew with a short form
front-refresh-text = What was granted to you holds, so you may take a short form of { $questions } questions. { $pass } right add { $months } months. If it goes wrong, you keep what you have.
front-full = Take the whole assessment
refresh-not-now = The short form is for those whose skills hold and who may still renew. Please take the whole assessment.
review-title = Look over before you hand in
review-unanswered = { $n ->
    [one] One of { $total } questions has no answer. An empty answer earns nothing.
   *[other] { $n } of { $total } questions have no answer. An empty answer earns nothing.
 }
review-all-answered = { $total ->
    [one] You have answered the question.
   *[other] You have answered all { $total } questions.
 }
review-jump = Press a number to go back to that question.
review-key = A dashed box is a question without an answer.
review-final = Once handed in, nothing can be changed.
review-sure = I have looked it over and want to hand it in.
submit = Hand in

result-title = Result
result-passed = You have passed
result-passed-text = Congratulations! The result has been recorded.
result-not-passed = Not passed this time
result-not-passed-text = That is all right. See which part is weak, read that lesson again and try once more.
result-judged = The author corrected an answer key, and your attempt was judged again: { $percent }.
result-judged-passed = You passed.
question-edited = This question was changed after you took it; your mark is by the version you took.
result-expired = Time ran out, so it was handed in by itself. All saved answers were marked.
result-void = This attempt does not count
result-void-text = Many questions were answered faster than anyone can read them. Please read each one and try again.
result-next = Next: { $title }
result-course = Back to the course
result-skills = Skill by skill
result-withheld = Right answers are not shown here, so that the next attempt stays fair, to you and to everyone.
result-waiting = Your practical work has been handed in and waits to be marked. The score above does not count it yet.
result-questions = Question by question
outcome-right = Right
outcome-part = Partly right
outcome-wrong = Not right
outcome-unanswered = Not answered
outcome-waiting = Waiting to be marked
outcome-noted = Noted
points-of = { $of ->
    [one] { $points } of one point
   *[other] { $points } of { $of } points
 }
your-answer = Your answer
right-answer = Right answer
skill-earned = { $earned } of { $of }
skill-met = Enough, needed: { $required }
skill-not-met = Needed: { $required }

answer-shape = That is not the kind of answer asked for. Write a number, such as 12 or 12.5.
answer-unknown-choice = That choice is not part of the question. Please choose again.
answer-repeated-choice = A choice was sent twice. Please choose again.
answer-one-choice = Only one answer can be chosen here.
answer-too-long = That answer is too long. Please make it shorter.
answer-unknown-blank = The question has no such blank.
answer-same-place = Two rows have the same place. Please choose again.
attempt-not-open = This has been handed in, so it cannot be changed any more.
attempt-expired = Time is up. Your saved answers will be marked.
refusal-not-open-yet = It opens { $when }.
refusal-closed = It has been closed since { $when }.
refusal-cooldown = You can try again from { $when }. Meanwhile, go over what is still weak.
refusal-window = You have used up your attempts. Please meet your facilitator to learn together; then you may go on. Otherwise the next one is free from { $when }.
refusal-used-up = You have used all your attempts.
refusal-requires = "{ $item }" has to be done first.

all-save = Save all
all-submit = Save and hand in
all-how = Press “Save all” as often as you like. What is saved can still be changed until you hand in.
all-wrong = { $n ->
    [one] One answer could not be saved. The others are saved. Please mend this one:
   *[other] { $n } answers could not be saved. The others are saved. Please mend these:
 }
