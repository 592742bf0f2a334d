# The flag: why, and what is left.
why-title = Basic AI skills
why-none = No course here attests skills yet.
why-capable = Capable of basic AI skills
why-since = Since { $when }.
why-until = Valid until { $when }.
why-not-yet = You are not there yet. Only these things are left.
why-not-yet-other = Not there yet. These things are left.
why-left = Left to do
why-certificates = Certificates
why-score = Latest assessment: { $score } of { $questions } right. { $pass } are needed.
why-rule = How it is decided
why-rule-text = At least { $pass } of { $questions } questions of the assessment right, no skill below its floor, and one practical task done.
why-rule-attempts = The assessment can be taken at most { $n ->
    [one] once
   *[other] { $n } times
 } in { $days ->
    [one] one day
   *[other] { $days } days
 }.
why-provisional = The mark is provisional until a panel of experts has confirmed it. Nobody loses what was granted when the mark changes.
why-rule-version = Version of the rule: { $rule }
why-evidence = Every result ({ $n })
evidence-when = When
evidence-item = What
evidence-skill = Skill
evidence-points = Result
missing-exam = Take the final assessment.
missing-total = Take the assessment again. Last time you had { $earned } of { $of } right; { $required } are needed.
missing-skill = Go over { $skill }. Last time you had { $earned } of { $of } right; { $required } are needed.
missing-lessons = { $n ->
    [one] one more lesson teaches this part
   *[other] { $n } more lessons teach this part
}
missing-practical = Finish one practical task.
missing-practical-any = Finish one practical task, in one of these ways:
missing-way = { $percent } needed
missing-too-few = Take the assessment again. Last time only { $of } questions were scored; { $required } are needed.
missing-suspended = It is suspended since { $when } until case { $case } is settled.
missing-expired = What you had ran out { $when }. Take the assessment again to renew it.
why-refreshed = Renewed by the short form on { $when }.
why-grade-a = Grade A: the assessment was taken before a facilitator.
why-grade-b = Grade B: the assessment was taken online, with nobody watching.
why-suspended = Suspended since { $when }, case { $case }. For now it does not hold and no certificate can be issued. Ask whoever looks after you to learn more.
why-refresh = Renew
why-refresh-text = While it holds, a short form of { $questions } questions may be taken. { $pass } right add { $months } months. Nothing is lost if it goes wrong.
why-skills-feedback = Each skill has only a few questions, so these bars show where to read again; they certify no single skill.
why-rule-months = It holds for { $n ->
    [one] one month
   *[other] { $n } months
 }.
why-rule-effort = An answer in less than { $seconds } seconds leaves no time to read. With more than { $n } of them an attempt is not scored and uses up no try, once.
why-acts = What was decided
why-act-voided = an attempt was made void and no longer counts.
why-act-suspended = suspended, case { $case }.
why-act-reinstated = reinstated, case { $case }.
evidence-grade-a = watched
evidence-grade-b = alone
