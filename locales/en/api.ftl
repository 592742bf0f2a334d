# Sentences that other programs receive, and a few that are shared.
home = Home
courses = Courses
achievement-unknown = The achievement must be completion or capability.
answer-unknown-question = This attempt has no such question.
flash-nobody-chosen = You have not chosen anybody.
instant-shape = Write the instant as RFC 3339, such as 2026-11-22T08:00:00Z.
json-wrong = The JSON does not fit: { $what }
limit-range = The number of items a page must be from 1 to { $most }.
own-account = You cannot change your own account here. Ask another administrator.
own-certificate = You cannot issue a certificate to yourself. Ask another certifier.
role-expired = That end lies in the past. Choose a day to come.
unit-code = A unit's code holds plain letters, digits and - _ . only, at most 40 of them.
unit-cycle = A unit cannot stand below itself.
unit-kind = A unit of this kind cannot stand there.
