# Landing page and courses.
home-title = Learn to use AI, one step at a time
home-lead = Short lessons in plain words, on your own phone, whenever you have a moment. It costs nothing, and a wrong tap breaks nothing.
home-hello = Hello, { $name }
home-choose = Choose a course below to begin.
have-account = Have an account?
first-steps-title = A new server: a few things to do
first-steps-sign-in = Sign in as { $login }. The password stands in the settings file; without one, use the one-time link that the server printed when it started.
first-steps-roles = Have the people in charge make accounts, then give them their roles under Accounts.
first-steps-courses = Copy courses into the folder courses and start the server again.
courses-title = Courses
courses-none = There is no course yet. Please come back later.
lessons = { $n ->
    [one] One lesson
   *[other] { $n } lessons
 }
minutes-in-all = { $n ->
    [one] one minute in all
   *[other] { $n } minutes in all
 }
progress = { $completed } of { $total } done
course-next = Go on: { $title }
course-first = Read the first lesson: { $title }
course-done = You have finished this course.
course-why = What is left for me?
course-contents = In this course
enroll = Join the course
kind-lesson = Lesson
kind-quiz = Quiz
kind-exam = Assessment
item-grade = { $percent } reached
state-locked = Not open yet
state-new = Not started
state-started = Under way
state-failed = Not passed yet
state-completed = Done
