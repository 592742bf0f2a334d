# Records of work with AI: their author, who confirms, who looks again.
work-title = My work with AI
work-lead = Each time AI helps you get something done, note it in three minutes. Somebody drawn at random confirms it.
work-new = Note a use of AI
work-new-lead = It takes about three minutes. Write briefly, as you would tell a colleague.
work-mine = My records
use-none = You have noted nothing yet. The next time AI has helped you, open this page and note it.
work-waits-for-you = { $n ->
    [one] { $n } record waits for you to confirm it
   *[other] { $n } records wait for you to confirm them
}
work-left-title = What is left until you apply it effectively
work-counting = { $n ->
    [one] { $n } of your records counts now.
   *[other] { $n } of your records count now.
}
work-effective = You count as somebody who applies AI effectively.
work-left-records = { $n ->
    [one] { $n } more confirmed record.
   *[other] { $n } more confirmed records.
}
work-left-tasks = { $n ->
    [one] { $n } more kind of work.
   *[other] { $n } more kinds of work.
}
work-left-weeks = { $n ->
    [one] A record in { $n } more week.
   *[other] Records in { $n } more weeks.
}
work-left-worth = More than half of the records must save at least a fifth of the time, or be rated 3 or better.
work-left-apart = Two uses must lie at least 14 days apart.
work-left-flag = Your basic AI skills must be valid: take the exam, or renew it.
work-rule-official = Records count for 90 days. Three confirmed records are needed, of two kinds of work, in two different weeks.
work-rule-business = Records count for 90 days. Two uses are needed, at least 14 days apart, each with a product.
use-task = Kind of work
work-task-document = Letter, report, notice
work-task-spreadsheet = Spreadsheet, list
work-task-summary = Summary, minutes
work-task-reply = Answer to a citizen or a customer
work-task-promotion = Presenting a product
work-task-research = Looking something up
work-task-translation = Translation, plainer words
work-task-other = Something else
work-tool = AI tool
work-tool-help = Its name, such as: the assistant in my phone
work-asked = What I asked the AI to do
work-asked-help = Write nobody's name, phone number or number of a document.
work-changed = What the AI got wrong, what I changed
work-changed-help = There is something to change each time. Write what mattered most.
work-time = Time
work-minutes-both = { $before } minutes before, { $after } minutes this time
work-before = How many minutes it took before
work-after = How many minutes it took this time
work-after-help = With the time for reading it over and mending it.
work-product = Where the product is
work-product-help = Number of the document, name of the file or address of the page, so that who confirms can find it.
work-recipient = Login of whom the product was made for
work-recipient-help = If there is such an account, that person may be drawn to confirm, too.
work-clean = In this work and in what I sent to the AI there is nobody's personal data, and no secret of the state or of work.
work-send = Send to be confirmed
work-declared = Noted
work-author = Author
work-task-missing = Choose a kind of work.
work-tool-length = The name of the tool takes 1 to 100 characters.
work-asked-length = Write what you asked the AI, in 1,000 characters at most.
work-changed-length = Write what the AI got wrong or what you changed, in 10 to 1,000 characters.
work-names-somebody = This looks like a phone number, the number of a document or an account, or an e-mail address. Take it out. A sum of money is written with dots, such as 120.000.000.
work-minutes = Write a number of minutes, from 1 to 10,000.
work-product-missing = Write where the product is: number of the document, name of the file or address of the page.
work-product-length = This takes 300 characters at most.
work-clean-missing = Only work without personal data and without secrets can be noted. Tick this box if that is so.
work-reason-length = Write the reason, in 10 to 1,000 characters.
work-quality-missing = Choose one of the four.
work-verdict-missing = Choose one of the two.
work-too-many = You have noted ten uses today. Please go on tomorrow.
work-not-returned = This record is no longer with you to be improved.
work-no-appeal = No appeal is open against this: each record may be appealed once, after it came back.
work-answered = This record has been answered already.
flash-work-declared = Noted. Somebody drawn at random will confirm it.
flash-work-improved = Sent again to be confirmed.
flash-work-appealed = Your appeal was sent. Another person will decide.
flash-work-confirmed = Confirmed. Thank you.
flash-use-returned = Given back, with your reason.
flash-work-refused = The decision stands. The author reads your reason.
flash-work-audited = The finding was noted.
work-state-declared = waiting
work-state-returned = came back
work-state-appealed = appealed
work-state-confirmed = confirmed
work-state-refused = does not count
work-says-confirmed = This record counts for 90 days from the day it was noted.
work-says-waits = Somebody drawn at random looks at it. Without an answer by { $when }, another person is drawn.
work-says-alone = Nobody can confirm it yet: no colleague, facilitator or leader fits. The record is kept and sent as soon as somebody does.
work-says-refused = The appeal was looked at. This record does not count.
work-returned-why = The record came back because:
work-improve = Improve and send again
work-appeal = Appeal
work-appeal-lead = If you think it was wrong to give it back, you may appeal once. The leader of the unit or another person decides.
work-appeal-reason = Why it was wrong to give it back
work-appeal-send = Send the appeal
work-appeal-of = { $name } appeals:
work-appeal-final = Your decision is final. There is no appeal after it.
work-events = What happened
work-event-declared = Noted
work-event-drawn = Somebody was drawn
work-event-escalated = No answer in time
work-event-confirmed = Confirmed
work-event-returned = Given back
work-event-improved = Improved
work-event-appealed = Appealed
work-event-refused = Appeal refused
work-event-held = Looked at again: it held
work-event-failed = Looked at again: it did not hold
work-confirm-title = For me to confirm
work-confirm-lead = You were drawn at random. Look at the record alone, then confirm it or give it back with a reason.
work-confirm-none = No record waits for you.
work-confirm-one = A record of { $name }
work-confirm-drawn = You were drawn at random to confirm this. Please answer by { $when }; after that it goes to another person.
work-confirm-yes = This took place, and I have seen it
work-confirm-do = Confirm
work-quality = How good the product is
work-quality-4 = 4: fit for use at once
work-quality-3 = 3: good, little to mend
work-quality-2 = 2: much to mend
work-quality-1 = 1: nearly done anew
use-return = Give back
work-refuse = Refuse the appeal
work-reason = Reason
work-reason-help = The author reads it. Write what should be added.
use-until = by { $when }
use-late = overdue
nav-work-audits = Records to look at
work-audits-title = Records to look at again
work-audits-lead = 5% of the confirmed records are drawn at random. Look at the product, ask the author, and note what you found. What is published is what was noted times the share that held.
work-audits-rate = { $passed } of { $judged } records that were looked at held ({ $share }).
work-audits-interval = With 95% confidence the share lies between { $low } and { $high }.
work-audits-no-rate = No record has been looked at yet.
work-audits-none = No record waits to be looked at.
work-audit-what = What you found
work-audit-held = It is as it was noted
work-audit-failed = It is not as it was noted
work-audit-reason = What you looked at, and why you conclude so
work-audit-do = Note the finding
today-work = My work with AI
today-work-lead = Note a use of AI that helped you, in three minutes.
figure-part-applying = of those who apply it
figure-part-register = of all owners in the register
figure-adjusted = By what was looked at again ({ $passed } of { $judged } held): about { $value } people, between { $low } and { $high } with 95% confidence.
