# Supervised exams of a class, and the papers to take along.
class-exam-open = Open a supervised exam for this class
class-exam-lead = The room is where the class meets. You read the code out, and whoever joins is noted. You watch one room at a time.
class-exams = Supervised exams
class-exam-of = Exam of the class
class-exam-missing = People of the class who are not in the room
class-exam-missing-lead = Whoever has no phone borrows one in the room: once the one before has handed in and signed out, the next one signs in. Where time is too short, agree on another day.
class-exam-no-phone = no phone known
class-exam-state = Exam:
class-pack-link = Papers to take along where there is no network
class-pack-title = Papers to take along
class-pack-how = Before you go, print this page, or press Print and save it as a PDF on your phone. Delete it afterwards: it holds names.
class-pack-module = Choose what you teach
class-pack-minutes = { $n ->
    [one] All of it takes about one minute.
   *[other] All of it takes about { $n } minutes.
}
class-pack-item-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
class-pack-lesson = Read it together, let somebody try, then ask everybody.
class-pack-quiz = Whoever has a phone takes the check on it. Its questions are not printed.
class-pack-talk = Ask everybody:
class-pack-no-course = This class has no course, so there is no plan.
class-pack-list = Who is there
class-pack-day = Day
class-pack-there = There
class-pack-sign = Sign
class-pack-code = Class code
class-paper-link = Enter a list on paper
class-paper-title = Enter a list on paper
class-paper-lead = Choose the day, and tick who was there by the sheet. Whoever is not of the class yet joins it first.
class-paper-day = Day of the class
class-paper-day-help = One of the last 7 days.
class-paper-button = Note who was there
paper-day = This day cannot be entered. Choose one of the last 7 days.
paper-nobody = You have ticked nobody.
flash-paper-entered = { $n } people were noted.
