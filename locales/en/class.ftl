# Classes: opened, joined by a code.
nav-classes = Classes
classes-title = My classes
classes-lead = You open a class and read its code to the people. Whoever has the code can join without an e-mail address.
classes-mine = Classes that I opened
class-name = Name of the class
class-name-help = Such as: Tuesday evening, Goc Gao community hall
class-place = Place
class-place-code = Code of the unit where it takes place
class-course = Course
class-no-course = No course yet
class-days = People may join for
class-open-title = Open a new class
class-open-button = Open the class
class-is-open = open
class-is-closed = closed
class-joined = Joined
class-title-length = The name of a class has 1 to 100 characters.
class-title-characters = The name of the class holds a character that cannot be used. Please use letters and digits.
class-unit-outside = This place is not within your scope.
class-course-unknown = Please choose a course from the list.
class-length = A class is open for 1 to 366 days.
class-code = Class code
class-say = Everybody opens { $address } and types this class code:
class-or-qr = Or point the camera of the phone at this picture:
class-qr = Square code, to be read by the camera of a phone
class-was-until = closed { $when }
class-poster = Poster to print
class-poster-foot = Learn for free on your own phone. If you have none, just come: somebody will help.
class-print-how = To print this sheet, use Print in the menu of your browser. The top and the bottom of the page are not printed.
class-held-by = Facilitator
class-until = Open until the end of
class-who = Who joined
class-count = { $n } joined, { $fresh } of them with a new account.
class-home = Home
class-joined-at = Joined
class-new = new
class-nobody = Nobody has joined yet. Read the code to the class, or print the poster.
class-close-button = Close the class
class-close-title = Close this class?
class-close-lead = Once it is closed, its code no longer works. Those who joined go on learning as before.
flash-class-closed = The class is closed.
class-enter-title = Join a class by its code
class-enter-lead = Type the class code that the facilitator reads out, or that stands on the poster.
class-code-help = Six letters and digits, such as K7A 2CH. Capital or small letters, as you like.
class-enter-button = Find the class
class-code-wrong = No open class has this code. Look at each sign and type it again, or ask the facilitator.
class-have-code = I have a class code
class-join-over = You are invited to this class
class-join-as = You join as { $name }.
class-join-button = Join the class
class-new-account = New here?
class-over = This class was just closed. Please ask the facilitator.
class-own = You hold this class yourself, so you cannot join it.
class-password-help = At least 8 characters. Eight digits that nobody else knows will do, but not a date of birth.
field-identifier = Phone number
field-identifier-help = You sign in with it. If you have no phone, make up a name in one word, such as hoa.tancuong
identifier-taken = Somebody has an account with this number or name. If it is yours, choose Sign in above; if not, make up another name.
flash-class-joined = You have joined { $class }.

# Sessions of a class: a code that changes each minute, attendance.
class-sessions = Sessions
class-session-title = Session
class-session-start = Start a session
class-session-running = Back to the session
class-session-code = Attendance code
class-session-was-until = ended { $when }
class-session-tick = Tick names on the list
class-session-who = Who is here
class-session-count = { $n ->
    [one] One person is here
   *[other] { $n } people are here
 }
class-session-nobody = Nobody has checked in yet. The class reads the picture or types the code; whoever has no phone is ticked by you.
class-session-at = At
class-session-how = Noted
presence-code = by the code
presence-list = ticked by you
class-session-over = This session has ended.
class-session-end-button = End the session
class-session-end-title = End the session?
class-session-end-lead = Once it has ended, nobody can check in any more. Look at the list first.
class-tick-title = Tick names on the list
class-tick-lead = { $n ->
    [one] One person is noted.
   *[other] { $n } people are noted.
 } Tick those who sit in the room and cannot check in themselves, then press the button.
class-tick-search = Find somebody else within your scope, by name or phone number
class-tick-found = Found
class-tick-members = People of the class
class-tick-button = Note that they are here
class-tick-none = Nobody else was found. Try other words.
class-tick-all = Everybody of the class is here.
flash-attendance-noted = { $n ->
    [one] One person was noted.
   *[other] { $n } people were noted.
 }
flash-class-session-ended = The session has ended.
attend-enter-title = Check in
attend-enter-lead = Type the code that is shown in the class. It changes each minute.
attend-enter-button = Continue
attend-code-wrong = This code is wrong or has changed. Look at the one that is shown now and type it again.
attend-code-twice = Two classes show the same code at this moment. Wait less than a minute for the next one and type it.
attend-code-old = You read the code a while ago. Please type the one that is shown in the class now.
attend-over = Session
attend-as = You check in as { $name }.
attend-button = I am here
attend-noted = You are checked in, since { $when }.
attend-sign-in = The code is right. Sign in to be noted. Within 20 minutes you need not read it again.
flash-attended = You are checked in.

# A phone that several people share.
shared-phone = Shared phone
shared-phone-help = Several people use this phone. After 10 minutes without a touch one is signed out.
shared-next = Done, next person
