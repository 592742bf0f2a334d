# Practical work: handed in, marked, returned.
answer-work-links = Your links, one on each line
answer-unknown-file = This file is not part of your work. Please upload it again.
answer-too-many-files = These are too many files. Leave some out.
answer-no-files = This question takes no files.
answer-no-text = This question takes pictures or files alone, no text.
answer-links-only = This question takes only links that begin with http:// or https://.
file-empty = This file is empty. Please pick another one.
file-one = Send exactly one file at a time.
file-too-large = The file is too large: pictures up to 10 MB, PDF files up to 5 MB.
file-too-many = You have handed in as many files as there may be. Remove one before you add another.
file-too-many-pixels = This picture is too large. Take it again at the usual size, or send a screenshot.
file-broken = This file cannot be opened; it may be damaged, or the upload broke off. Try again or pick another one.
file-kind = Only pictures (JPEG, PNG, WebP) and PDF files are taken.
file-no-picture = Only JPEG, PNG or WebP pictures are taken.
work-there = Here already
work-remove = Remove
work-add-picture = Add pictures
work-add-file = Add pictures or PDF files
work-files-limit = { $n ->
    [one] One file, a picture of up to 10 MB.
   *[other] Up to { $n } files, each picture up to 10 MB.
 } The server removes the place and the phone's name that pictures carry.
work-pdf-limit = PDF files up to 5 MB.
work-files-full = { $n ->
    [one] The one file is here.
   *[other] All { $n } files are here.
 }
work-send-files = Send files and save
work-picture = Picture { $name }
work-file = Download file { $name }
work-waits = Your work waits to be marked, as a rule before { $when }.
work-marker-says = The marker writes
outcome-returned = Returned to be improved
outcome-graded = Marked
result-waits = Waiting to be marked
result-waits-text = You have handed it in. Once somebody has marked it, the result stands here.
result-returned = Returned to be improved
result-returned-text = Read what the marker wrote below, improve your work and hand it in again. This try does not count.
result-improve = Improve and hand in again
refusal-waiting = The work that you handed in waits to be marked. After that you can start again.
me-works = Practical work

work-queue-title = Work to mark
work-queue-count = { $n ->
    [0] Nothing waits for you.
    [one] One work waits for you.
   *[other] { $n } works wait for you.
 }
work-all-courses = All courses
work-take-lead = You get the work that has waited longest. It is yours for 60 minutes; after that somebody else may take it.
work-take = Take this work
work-take-next = Mark the next one
work-task = Work
work-handed-in = Handed in
work-due = To be marked before
work-late = overdue
work-yours-until = yours until { $when }
work-until = This work is yours until { $when }. You do not know the learner's name, and the learner does not know yours.
work-task-text = The task
work-of-learner = The work
work-solution = Model answer
work-comment = For the learner
work-comment-help = Be brief, clear and kind: what is good, what to improve. Needed when you return it.
work-grade = Give these marks
work-return = Return to be improved
work-return-help = Work that is returned gets no marks; the learner improves it and hands it in again without losing a try.
work-marked = You have marked this work already.
work-taken = Somebody else is marking this work.
work-settled = This work is marked already.
mark-unknown-criterion = The rubric has no such criterion, or it was given twice.
mark-missing = Pick a level for this criterion.
mark-no-level = No level of this criterion has these points.
comment-missing = When you return it, tell the learner what to improve.
comment-long = This is too long: at most 2,000 characters.
flash-work-none = Nothing more waits for you.
flash-work-marked = The marks are kept. Thank you.
flash-work-returned = The work went back to the learner.
flash-work-taken = Somebody else is marking that work.
flash-work-settled = That work is marked already.
agreement-title = How far markers agree
agreement-lead = About one work in ten, drawn by lot, is marked by two people who do not see each other's marks. Where they differ on passing, a third decides.
agreement-works = Works marked by two
agreement-same = Same on passing
agreement-kappa = Kappa of passing
agreement-weighted = Weighted kappa of levels
agreement-criteria = { $n ->
    [one] (one criterion)
   *[other] ({ $n } criteria)
 }
agreement-none = cannot be told yet
agreement-read = Kappa is agreement beyond chance: 1 is full, 0 is guessing. Below 0.6 the markers should sit down with the rubric. With fewer than 30 works the figure is not yet sure.
