# Letters and colours, help.
nav-help = Help
nav-display = Letter size and colours
letters = Aa
display-lead = Tap to choose; the page changes at once. Your choice is remembered on this device.
display-text = Letter size
display-text-normal = Normal
display-text-large = Large
display-text-largest = Very large
display-theme = Background
display-theme-system = As the device
display-theme-light = Light
display-theme-dark = Dark
display-pictures = Pictures in lessons
display-pictures-ask = As the device says
display-pictures-tap = Only when tapped
display-pictures-always = Always
display-pictures-note = “Only when tapped” saves data: where a picture is, the page says how much it would be.
picture-tap = Tap to see the picture ({ $kb } KB)
display-sample = Try reading
display-sample-text = The tea of Tân Cương is good for its soil, its sun and the hands that pick it. Is this easy for you to read?
display-back = Done, go back

help-title = Help
help-who = Who helps me?
help-who-yours = Who looks after the place where you live:
help-looks-after = Looks after { $unit }
help-who-visitor = Sign in, and this page names who looks after the place where you live.
help-who-none = Nobody is named on this page yet for { $unit }.
help-who-unknown = Your account does not say where you live, so this page does not know who looks after you.
help-who-near = Nearest to you is the community digital team of your hamlet: ask the head of the hamlet or go to the cultural house. The People's Committee of your commune can point the way, too.
help-often = What happens often
help-ask-password = I forgot my password
help-say-password = Ask whoever looks after you, or the administrator, for a link to set a new one. Nobody needs your old password, so never tell it to anyone.
help-ask-network = The network fails during a quiz
help-say-network = Just go on, and keep the page open. Your answers are kept on your device and are sent by themselves once the network is back. The clock of an assessment keeps running, so find a signal soon.
help-ask-wrong-tap = What if I tap the wrong thing?
help-say-wrong-tap = Nothing breaks. Tap the back button of your phone, or the name of the site at the top. Before anything that cannot be undone, you are asked once more.
help-ask-letters = The letters are too small for me
help-say-letters = Tap Aa at the top and choose large or very large letters. There you can also choose a dark background that glares less.
help-ask-failed = I did not pass
help-say-failed = That is all right. The result shows what is still weak and which answers were wrong. Read that lesson again, then try again.
help-ask-result = I think my result is wrong
help-say-result = The page Basic AI skills shows every result and the rule. If it still looks wrong, tell whoever looks after you, with the name of the quiz and the day.
help-ask-shared = I share a phone with others
help-say-shared = When you have finished, tap Sign out at the top. When you sign in again, the site still remembers how far you are.

home-try = Try lesson 1, no account needed
home-try-note = { $title }, { $n ->
    [one] about one minute
   *[other] about { $n } minutes
 }.
home-how = How do I learn?
home-step-read = Read a short lesson
home-say-read = Five to eight minutes each, in plain words, with examples from tea fields, markets, schools and the commune office.
home-step-try = Try it at once
home-say-try = Each lesson ends with a question for yourself, and says why at once. A wrong answer does no harm.
home-step-show = Be recognised
home-say-show = Take the assessment and do one real task; whoever passes is recognised as having basic AI skills.
home-whom = Who is it for?
home-whom-text = For people of every hamlet; for officials and public employees; for firms, cooperatives and family businesses. You need not know anything about AI, and you need nothing but a phone.
module-items = { $n ->
    [one] One item
   *[other] { $n } items
 }
stop-done = Done
stop-now = You are here
stop-ahead = Still to come
today-minutes = { $n ->
    [one] about one minute
   *[other] about { $n } minutes
 }
today-begun = under way
today-begin = Begin
today-go-on = Go on
today-left = { $n ->
    [one] About one more minute to the end of the course.
   *[other] About { $n } more minutes to the end of the course.
 }
today-all-done = You have finished your courses.
today-all-done-text = Well done! See below whether anything is left.
today-steps = Your next steps to being recognised:
today-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
 }
today-plan = Your way
today-whole = See the whole course
today-skills = Your skills are growing
today-skill = { $completed } of { $total } lessons
me-account = My account
result-again = { $n ->
    [one] One answer to look at again
   *[other] { $n } answers to look at again
 }
result-right = What was right ({ $n })
me-how-certificate = Once you are recognised, a certificate is issued to you and stands here.
error-again = Load the page again
