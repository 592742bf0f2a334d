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
missing-practical = Finish one practical task.
missing-expired = What you had ran out { $when }. Take the assessment again to renew it.
