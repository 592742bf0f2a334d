# Supervised sittings: opened, entered by a code, ended.
nav-sittings = Sittings
sittings-title = Supervised sittings
sittings-lead = You open a sitting and show its code to the room. The code changes each minute, so that only those who are there get in. What is taken here is recorded as supervised.
sittings-mine = My sittings
sittings-no-exam = No course has an exam yet.
sitting-exam = Exam
sitting-unit = Place
sitting-unit-code = Code of the unit where it takes place
sitting-minutes = Open for
sitting-open-button = Open the sitting
sitting-opened = Opened
sitting-joined = Joined
sitting-is-open = open
sitting-exam-unknown = Please choose an exam from the list.
sitting-unit-outside = This place is not within your scope.
sitting-length = A sitting lasts from 10 minutes to 8 hours.
sitting-open-already = You have a sitting open. End it first: nobody can watch two rooms.
sitting-desk-title = Code of the room
sitting-code = Code of the sitting
sitting-say = Everybody opens { $address } and types this code:
sitting-seconds = { $n ->
    [one] A new code in one second.
   *[other] A new code in { $n } seconds.
 } The page reloads by itself. The last code works for one more minute.
sitting-who = Who joined
sitting-count = { $n } joined, { $done } handed in.
sitting-name = Name
sitting-from = Unit
sitting-letter = Form
sitting-state = State
sitting-state-joined = joined, not begun
sitting-state-answering = answering
sitting-state-handed_in = handed in
sitting-state-void = attempt void
sitting-state-out = let out
sitting-let-out-button = Let out
sitting-let-in-button = Let in again
sitting-was-until = ended { $when }
sitting-end-button = End the sitting
sitting-end-title = End the sitting?
sitting-end-lead = Once it has ended, nobody can join or go on. This cannot be undone.
sitting-end-answering = { $n ->
    [one] One person is still answering.
   *[other] { $n } people are still answering.
 } What they saved is handed in at once.
sitting-enter-title = Supervised exam
sitting-enter-lead = Type the code that is shown in the room. It changes each minute.
sitting-code-help = Six digits, such as 123 456.
sitting-enter-button = Enter
sitting-code-wrong = This code is wrong or has changed. Look at the one that is shown now and type it again.
sitting-code-twice = Two rooms show the same code at this moment. Wait less than a minute for the next one and type it.
sitting-own = You watch this sitting, so you cannot take the exam here. Take it where somebody else watches.
sitting-not-for-you = The course of this exam is not open to you. Please ask the facilitator.
sitting-over = This sitting has ended.
sitting-let-out = The facilitator let you out of this sitting. If that was a mistake, ask to be let in again.
sitting-began = This person has begun and can no longer be let out. If somebody cheats, tell an inspector.
sitting-other-open = You are taking this exam on your own already. Finish it and hand it in first; when the time between attempts has passed, you can take it under supervision.
sitting-over-line = Supervised exam
sitting-watched-by = Facilitator
sitting-over-at = Ends
sitting-start-lead = The clock starts when you press the button. When the sitting ends, what you saved is handed in by itself.
sitting-to-exam = Back to the exam
front-sitting = Supervised exam: enter the code
flash-sitting-let-out = Let out of the sitting.
flash-sitting-let-in = Let in again.
flash-sitting-ended = The sitting has ended.
