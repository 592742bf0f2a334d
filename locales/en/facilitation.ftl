# A facilitator confirms to have gone through what was weak with somebody who has used up the tries.
why-used-up = You have taken the assessment { $n } times. Please meet your facilitator: go through what is still weak together. Once the facilitator confirms it you may go on, without waiting until { $when }.
why-used-up-other = The assessment was taken { $n } times. A session with a facilitator on what is still weak is needed, or else a wait until { $when }.
session-title = Confirm that you have learned together?
session-lead = This person has taken the assessment { $n } times without passing. Go through what is still weak together before you confirm. From now on tries are counted anew. The time to wait between two tries stays.
session-lessons = Lessons to go through
session-sure = I have met this person and gone through it with them. I understand that this is recorded.
session-do = Confirm the session
session-not-needed = This person has tries left or has passed, so that no session is needed.
flash-session-held = Recorded. The person may go on.
result-reread = To read again
result-reread-lead = Read these lessons again before the next try.
