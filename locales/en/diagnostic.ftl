# What the course checker says, written for teachers. The key is the code, maybe with a variant; .help is the help line.

## Files and folders

E001 = The file cannot be read: { $reason }.
E001-utf8 = The file is not UTF-8 text (wrong from byte { $byte } on).
    .help = Open it in an editor and save it again as UTF-8.
E002 = The file is larger than { $limit } MB.
    .help = Split it into several lessons; keep images and videos in the folder media.
E002-elements = The page has too many elements (more than { $limit }); what follows is not read.
    .help = Split it into several pages.
E002-nesting = The page is nested too deeply (more than { $depth } levels).
    .help = Remove some > signs, or lists inside of lists.
E002-variants = A long question with too many rows of variants.
    .help = Remove rows from the table of variants, or shorten the question.
W003 = The file name “{ $name }” has spaces, capitals or accented letters; links to it must be written in <…>.
    .help = Use plain lower-case letters joined by hyphens, such as 01-ai-la-gi.md.

## Front matter and TOML files

E101 = The front matter is not closed by a line ---.
    .help = Add a line with nothing but --- after the last setting.
W101 = The --- on the first line opens no front matter; it is taken as a rule.
    .help = Front matter begins with a line such as “title: Name of the lesson”. If you need none, remove the ---.
E102 = This line is not “key: value”.
    .help = Each line of the front matter holds one key, a colon and its value.
E102-toml = This is not proper TOML: { $reason }.
E103 = There is no key “{ $key }”.
E103-nearest = There is no key “{ $key }”. Did you mean “{ $nearest }”?
W103 = There is no key “{ $key }”; it is passed over.
W103-nearest = There is no key “{ $key }”; it is passed over. Did you mean “{ $nearest }”?
W104 = The value has a colon; GitHub will show a YAML error for this page.
    .help = Put the value in quotes: "{ $value }"
E106 = The value “{ $value }” of “{ $key }” is not right.
E106-validity = “{ $value }” is no term: write years, such as 2y, or days, such as 400d.
E106-slug = “{ $value }” cannot be an id.
    .help = An id has only the letters a–z, digits and hyphens, such as ai-la-gi.
E106-one-of = “{ $key }” does not take the value “{ $value }”.
    .help = Use one of these values: { $allowed }.
E106-one-of-nearest = “{ $key }” does not take the value “{ $value }”. Did you mean “{ $nearest }”?
    .help = Use one of these values: { $allowed }.
E106-yes-no = “{ $key }: { $value }” must be yes or no.
E106-whole = “{ $key }: { $value }” must be a whole number.
E106-count = “{ $key }: { $value }” must be a whole number from 1.
E106-count-or-all = “{ $key }: { $value }” must be a whole number from 1, or all.
E106-count-or-unlimited = “{ $key }: { $value }” must be a whole number from 1, or unlimited.
E106-percent = “{ $key }: { $value }” is not a percentage.
    .help = Write a number from 0 to 100, such as 80 or 80%.
E106-duration = “{ $key }: { $value }” is not a length of time.
    .help = Write a number with s, m, h or d (seconds, minutes, hours, days), such as 30m or 7d.
E106-number = “{ $key }: { $value }” must be a number that is not negative, such as 1 or 0.5.
E106-positive = “{ $key }={ $value }” must be a number greater than 0.
E106-share = “{ $key }” must be a number from 0 to 1.
E106-date = “{ $key }: { $value }” is not a date.
    .help = Write year-month-day, such as 2026-12-31.
E106-moment = “{ $key }: { $value }” is not a date with a time.
    .help = Write it like 2026-12-31 08:00.
E106-hash = “{ $value }” is not the mark of an original: eight hexadecimal digits.
E106-most = “{ $key }={ $value }” is too much; at most { $allowed }.
E106-empty = “{ $key }” is empty.
E106-missing = “{ $key }” is missing.
E106-table = “{ $key }” must be a table.
E106-tables = “{ $key }” must be a list of tables.
E106-text = “{ $key }” must be a text or a number, not a table.
E106-language = “{ $value }” is not the tag of a language, such as vi or en.
E106-folder = “{ $value }” is not the folder of a module.
E106-folder-nearest = “{ $value }” is not the folder of a module. Did you mean “{ $nearest }”?
E107 = “{ $key }” is given twice; only the first counts.
    .help = Remove one of the two.
E107-toml = This key stands above already: { $reason }.

## Settings in braces

E104 = There is no setting “{ $setting }”.
E104-nearest = There is no setting “{ $setting }”. Did you mean “{ $nearest }”?
E104-class = There is no setting “{ $setting }”. Did you mean “{ $nearest }”?
    .help = The type of a question is written with a full stop in front.
E104-quotes = No quotes may stand inside of the braces: { $setting }
    .help = Where a value needs spaces, write the settings as a comment under the heading: <!-- {"{"}key="two words"{"}"} -->
E105 = There is no class “.{ $class }”.
E105-nearest = There is no class “.{ $class }”. Did you mean “.{ $nearest }”?
E108 = “{ $setting }” does not apply to { $kind ->
    [lesson] a lesson
    [quiz] a quiz
    [exam] an exam
    [bank] a question bank
    [choices] a choice question
    [number] a number question
    [text] a short text question
    [blanks] a fill-in question
    [match] a matching question
    [order] an ordering question
    [task] a practical task
    [survey] a survey question
    [heading] a plain heading
    [section] a section
    [pool] a pool
    [group] a group
    [choice] a choice
    [answer] an answer
   *[other] a .{ $kind } question
 }.
E108-page = The key “{ $setting }” does not apply to { $kind ->
    [lesson] a lesson
    [quiz] a quiz
    [exam] an exam
    [bank] a question bank
    [choices] a choice question
    [number] a number question
    [text] a short text question
    [blanks] a fill-in question
    [match] a matching question
    [order] an ordering question
    [task] a practical task
    [survey] a survey question
    [heading] a plain heading
    [section] a section
    [pool] a pool
    [group] a group
    [choice] a choice
    [answer] an answer
   *[other] a .{ $kind } question
 }.
E108-original = The key “{ $setting }” is for translations only.
W105 = “{ $setting }” has one letter only and is dropped.
W106 = { $text } at the end of the heading is read as settings and disappears.
    .help = Use double braces {"{{…}}"}, or add some text after them.
W107 = The braces are not at the end of the heading, so they are shown as text.
    .help = Move the settings to the end of the heading, with nothing after them.
W107-comment = This comment with settings does not stand right under a heading and does nothing.
W108 = There is a strange character between the settings.
W108-comma = There is a comma between the settings; use a space.
W108-no-break-space = There is a no-break space between the settings; type a plain space again.
W109 = The --- right under the paragraph turns it into a heading.
    .help = If you want a rule, add an empty line before it.

## Ids, order, how items hang together

E110 = The id “{ $id }” is already used at { $file }:{ $line }.
    .help = Each question has an id of its own in the whole course.
E111 = Two files give the same id “{ $id }”: this one and { $other }.
    .help = Rename one of them, or write id: another-id in its front matter.
W112 = The question has no id; its history will be lost when the heading changes.
    .help = Add {"{#"}{ $slug }{"}"} at the end of the heading.
E113 = “{ $id }” cannot be an id.
    .help = An id has only a–z, digits, hyphens, full stops and underscores, and begins with a letter or a digit.
E113-long = The id is longer than 64 characters: “{ $id }”.
E114 = The old id “{ $id }” is still in use.
    .help = was= is for ids that are no longer in the course.
E120 = SUMMARY.md links to a file that does not exist: { $path }.
E120-nearest = SUMMARY.md links to a file that does not exist: { $path }. Did you mean “{ $nearest }”?
W121 = The file “{ $name }” is in no module.
W121-summary = The file “{ $name }” is not in SUMMARY.md; it comes after the others.
W121-modules = The folder of “{ $name }” is not in modules of course.toml; it comes after the others.
E122 = There is no item with the id “{ $id }”.
E122-nearest = There is no item with the id “{ $id }”. Did you mean “{ $nearest }”?
E122-cycle = The items require each other in a circle: { $cycle }.
    .help = Remove one of the requires, so that there is a place to begin.

## Skills and the competency flag

E130 = There is no skill “{ $skill }” in skills.toml.
E130-nearest = There is no skill “{ $skill }” in skills.toml. Did you mean “{ $nearest }”?
W131 = The question names no skill, although this course decides a competency flag.
    .help = Add skill=… to the heading, or skills: … to the front matter.
E132 = The skill “{ $skill }” has { $count ->
    [one] 1 question
   *[other] { $count } questions
 } only, fewer than the { $draw } to be drawn.
E133 = “{ $key }” contradicts capability.toml.
E133-pass = The pass mark contradicts capability.toml, which says { $wanted } right answers.
    .help = Remove this line; the exam takes its pass mark from capability.toml.
E133-draw = The number of questions contradicts capability.toml, which says { $wanted }.
    .help = Remove this line; the exam takes the number from capability.toml.
E133-draw-per-skill = The number of questions per skill contradicts capability.toml, where one skill has { $wanted } only.
    .help = Remove this line; the exam takes the number from capability.toml.
E133-attempts = The number of attempts contradicts capability.toml, which says { $wanted }.
    .help = Remove this line; the exam takes the number from capability.toml.
E133-cooldown = The waiting time contradicts capability.toml, which says { $wanted }.
    .help = Remove this line; the exam takes it from capability.toml.
E134 = capability.toml does not fit the course.
E134-course = There is no course “{ $id }”.
E134-course-nearest = There is no course “{ $id }”. Did you mean “{ $nearest }”?
E134-course-twice = The course “{ $id }” has the policy “{ $first }” already; a course has one.
E134-item = There is no quiz or exam with the id “{ $id }”.
E134-item-nearest = There is no quiz or exam with the id “{ $id }”. Did you mean “{ $nearest }”?
E134-skill = There is no skill “{ $id }” in skills.toml.
E134-skill-nearest = There is no skill “{ $id }” in skills.toml. Did you mean “{ $nearest }”?
E134-pool = The skill “{ $skill }” has { $count ->
    [one] 1 question
   *[other] { $count } questions
 } in “{ $item }”, fewer than the { $draw } to be drawn.
E134-spread = The skill “{ $skill }” asks for { $sum } easy, medium and hard questions, more than the { $draw } to be drawn.
E134-pool-easy = The skill “{ $skill }” has { $count ->
    [one] 1 easy question
   *[other] { $count } easy questions
 } (difficulty=easy), fewer than the { $wanted } to be drawn.
E134-pool-medium = The skill “{ $skill }” has { $count ->
    [one] 1 medium question
   *[other] { $count } medium questions
 } (difficulty=medium), fewer than the { $wanted } to be drawn.
E134-pool-hard = The skill “{ $skill }” has { $count ->
    [one] 1 hard question
   *[other] { $count } hard questions
 } (difficulty=hard), fewer than the { $wanted } to be drawn.
E134-sum = The skills draw { $sum } questions altogether, not { $questions }.
E134-floor = The floor { $floor } is higher than the number drawn, { $draw }.
E134-above = { $pass } right answers are asked for, but there are { $questions } questions only.
E134-cut = { $pass } right answers are too few for the standard: it takes at least { $needed } of { $questions }.
E134-unreachable = With { $questions } questions even all right answers do not meet the standard; more questions are needed.
W135 = { $pass } right answers are more than the standard asks for: { $needed } of { $questions } are enough.
W136 = { $questions } questions are too few to certify anybody; have at least { $enough }.
W137 = { $count ->
    [one] 1 question
   *[other] { $count } questions
 } of “{ $path }” may also be asked in the exam “{ $item }”, so whoever practises here knows the answers beforehand.
    .help = Use a bank of its own for practice.

## Translations

E160 = The original has no question “{ $id }”.
    .help = Use the id that the question has in the original.
E160-nearest = The original has no question “{ $id }”. Did you mean “{ $nearest }”?
    .help = Use the id that the question has in the original.
E160-no-id = The translated question has no id, so nobody knows which one it translates.
    .help = Add the id {"{#…}"} that the question has in the original.
E161 = “{ $setting }” decides about scores; keep it in the original only.
    .help = Remove it from the translation.
E162 = The answers differ from the original.
E162-count = The translation has { $count } choices or answers, the original { $original }.
E162-marks = The [x] marks of the translation differ from the original.
E162-rows = The translation has { $count } rows of variants, the original { $original }.
E162-points = The points in the rubric of the translation differ from those of the original.
E162-kind = The translation is another type of question than the original.
W160 = { $count } of { $total } pages have no translation into “{ $language }”; the original will be shown.
W161 = The translation lacks the question “{ $id }”; the original will be shown.
W163 = The original { $file } has changed since it was translated.
    .help = Review the translation, then write source: { $hash }

## Questions

E200 = The question has no answers.
    .help = Write the choices as a list: “- [ ] wrong” and “- [x] right”.
E200-aiken = The question has no answers; the lines A. B. C. and “Đáp án:” are not taken as choices.
    .help = Write “- [ ] wrong” and “- [x] right”, or convert the whole file: xutra import aiken
E200-blanks = The fill-in question has no blank.
    .help = Write the answer in double square brackets, as in: AI gives an [[answer]].
E201 = The question has no right answer. Mark at least one choice with [x].
E201-several = This single choice question has more than one right answer.
    .help = Leave one [x], or remove .single so that learners pick several.
E202 = The choices are split into two lists.
    .help = Write the choices together, each with the same - in front.
E202-marker = The choices are split into two lists by another sign in front.
    .help = Use the same - for every choice.
E202-feedback = The choices are split into two lists by feedback that is not indented.
    .help = Indent the > line by 2 spaces, so that it belongs to the choice above.
E202-comment = The choices are split into two lists by a comment line.
    .help = Move the comment to the end of a choice, or remove it.
E203 = “{ $marker }” is no choice box; write { $write } and a space.
E204 = This line stands between choices without [ ] or [x].
E205 = The feedback is indented so far that it became part of the choice.
    .help = Indent the > line by exactly 2 spaces.
E206 = The choice is empty.
E207 = There is only one choice.
    .help = Add at least one more.
E208 = Two choices are the same: “{ $text }”.
W209 = This line is not indented and was joined to the choice above.
    .help = Indent it by 2 spaces, or add an empty line if it is the explanation.
E210 = “{ $value }” is not a number.
E210-ambiguous = “{ $value }” can be read in two ways: write { $whole } or { $decimal }.
E211 = The range “{ $value }” is upside down: the smaller number comes first.
E211-negative = The tolerance “{ $value }” must not be negative.
E212 = The expression is not right: { $reason }.
E212-large = The expression is too large.
E213 = The expression “{ $text }” must stand in `…`.
    .help = Write `/…/`, so that Markdown does not eat \ and *.
E213-blank = The expression “{ $text }” cannot be used in a blank.
    .help = Write the answers one by one, with | between them.
E214 = “{ $text }” is both a right and a wrong answer.
E220 = The blank [[ is not closed by ]] on the same line.
    .help = Write the answer between [[ and ]]; to show the brackets write \[[.
E220-empty = The blank has no answer, or one of its answers between two | is empty.
    .help = Write [[instruction]] or [[instruction|prompt]].
W221 = In a link and in `…`, [[…]] is no blank.
    .help = Move [[…]] outside if it is meant as a blank.
E222 = In a table the | between two answers of a blank must be written \|.
    .help = Write [[instruction\|prompt]].
E240 = A matching question needs a table with two columns.
    .help = Write a table “| Term | Meaning |”; each row is a pair.
E240-columns = A matching question needs a table with exactly two columns; this one has { $count }.
E240-few = A matching question needs at least two pairs.
E240-partner = This left item has no right item to go with.
    .help = Fill the right cell. An extra item stands in the right column with an empty left cell.
W241 = This row has { $count } cells, the table only { $columns } columns; the others are dropped.
    .help = If a | is part of a cell, write \|.
E242 = “{ $text }” is matched with two different items.
    .help = Each left item has one right item only.
E242-same = The pair “{ $text }” is written twice.
E243 = An ordering question needs a numbered list.
    .help = Write “1. …”, “2. …”, “3. …” in the right order.
E243-few = An ordering question needs at least three items, none of them empty.
E243-equal = Two items of the ordering question are the same, so nobody can tell which comes first.
E250 = The task has no rubric.
    .help = End it with a table such as: Criterion, Met (2), Partly (1), Not met (0).
E250-small = The rubric needs at least two columns and one criterion.
    .help = The first column names the criterion, the others the levels, such as Met (2), Not met (0).
E251 = The column “{ $text }” has no points.
    .help = Write the points in brackets at its end, such as Met (2).
E252 = points={ $points } differs from the total of the rubric: { $total }.
    .help = Leave points out; a task is worth what its rubric gives.
E260 = The pool has { $count ->
    [one] 1 question
   *[other] { $count } questions
 } but draws { $draw }.
E261 = There is no question bank “{ $path }”.
    .help = Write the path from the course folder, such as bank/an-toan.md.
E261-nearest = There is no question bank “{ $path }”. Did you mean “{ $nearest }”?
E261-empty = The bank “{ $path }” has no matching question.
W262 = All { $count } questions are drawn: each attempt sees the same ones.
    .help = Add questions to the pool, or draw fewer.
E263 = The questions to draw from carry different points, so that totals would differ between learners.
    .help = Give all questions of the pool the same points.
E270 = The table of variants has no column “{ $name }”.
    .help = A name in {"{{…}}"} must be that of a column.
E270-table = There is no table under the heading of the variants.
    .help = Write a table: the first row names the placeholders, every other row is a variant.
E270-unclosed = {"{{"} is not closed by {"}}"}.
    .help = In an expression put spaces around *, as in {"{{= a * b }}"}.
E271 = { $expression } has no value in this row.
E271-syntax = The expression { $expression } cannot be read.
    .help = Use numbers, names of columns, + - * / ( ) and round only.
E271-zero = In this row { $expression } divides by 0.
E271-large = In this row the result of { $expression } is too large.
E271-number = In this row { $name } is “{ $value }”, which is no clear number, so { $expression } has no value.
    .help = Write numbers without a separator of thousands, such as 60000 or 12.5.
W272 = This row gives exactly the same question as a row above.
    .help = Change the row, or remove it.
W301 = The right choice has { $count } characters, the longest wrong one only { $wrong }: learners can guess by length.
    .help = Make all choices about equally long: shorten the right one, or say more in the wrong ones.
W302 = Avoid choices such as “all / none of the above”: half of the knowledge is enough to guess.
    .help = Write a choice of its own instead. To keep it, add <!-- {"{"}pin{"}"} --> at the end of its line; it always stays in its place.
W303 = This speaks of choice “{ $letter }”, but the choices are shuffled, so the letter is wrong.
    .help = Repeat what the choice says instead of its letter.
W303-choice = This choice names others by their letters, but the choices are shuffled.
    .help = Say what they say, or let learners pick several: mark each right choice with [x].
W304 = In { $count } of { $total } questions the right choice is number { $place }, and nothing is shuffled.
    .help = Remove shuffle so that the choices are shuffled, or move the right choices about.
W305 = The word “{ $word }” stands in wrong choices only: learners strike them out at once.
    .help = Remove the word, or make the right choice as strong.
W306 = The question is negative, but “{ $word }” does not stand out and is easily missed.
    .help = Write **{ $word }**, or ask in the positive.
W307 = The question's word “{ $word }” comes back in the right choice only: learners can guess by it.
    .help = Use another word in the right choice, or the same word in wrong choices, too.
W308 = This wrong choice of a self-check has no feedback.
    .help = Write a line under it, indented by 2 spaces: > Why this is not right.
W309 = The question has { $count } choices only: a blind guess is likely to be right.
    .help = Add wrong choices, so that there are at least three.
W309-many = The question has { $count } choices: that is tiring to read.
    .help = Keep six of them at most.
W310 = With partial=each who ticks next to nothing still earns points for the wrong choices.
    .help = Remove this setting, so that points are shared the usual way (net).
W311 = All choices are right: ticking everything is enough.
    .help = Add at least one wrong choice.
W311-joined = Several boxes [ ] stand on one line, so they are shown as one choice.
    .help = Give each choice a line of its own that begins with “- [ ]”.
W312 = An exam with unlimited attempts that always shows its answers: everybody will pass.
    .help = Set attempts, or change show-answers.

## Pages

W401 = The heading level jumps from { $from } to { $to }.
W402 = The page has no first-level heading; its title is taken from “{ $title }”.
    .help = Add a line # Title at the beginning.
W402-original = The translation has no first-level heading; its title is taken from the original.
    .help = Add a line # Title in this language at the beginning.
W402-summary = The page has no first-level heading; its title is taken from SUMMARY.md: “{ $title }”.
    .help = Add a line # Title at the beginning.
W402-file = The page has no first-level heading; its title is taken from the name of the file.
    .help = Add a line # Title at the beginning.
W402-several = The page has several first-level headings; its title is taken from the first, “{ $title }”.
    .help = Keep one line with #; write the others with ##.
E403 = There is no file “{ $link }”.
E403-nearest = There is no file “{ $link }”. Did you mean “{ $nearest }”?
W403 = There is no file “{ $link }”.
W403-nearest = There is no file “{ $link }”. Did you mean “{ $nearest }”?
E404 = The image has no description for those who cannot see it.
    .help = Write one between the brackets: ![Someone asking AI](image.png). For decoration write ![-](image.png).
W404 = The image has no description for those who cannot see it.
W405 = “{ $marker }” is not a callout.
    .help = Use one of [!NOTE] [!TIP] [!IMPORTANT] [!WARNING] [!CAUTION].
W405-nearest = “{ $marker }” is not a callout. Did you mean “{ $nearest }”?
    .help = Use one of [!NOTE] [!TIP] [!IMPORTANT] [!WARNING] [!CAUTION].
W405-alone = “{ $marker }” must stand alone on its line.
    .help = Move the text after it to the next line.
W406 = The film has no captions.
    .help = Put a file of captions { $file } beside it.
E407 = There is no page “{ $link }”.
E407-nearest = There is no page “{ $link }”. Did you mean “{ $nearest }”?
E407-anchor = That page has no section “#{ $anchor }”.
E407-anchor-nearest = That page has no section “#{ $anchor }”. Did you mean “#{ $nearest }”?
W407 = There is no page “{ $link }”.
W407-nearest = There is no page “{ $link }”. Did you mean “{ $nearest }”?
W407-anchor = That page has no section “#{ $anchor }”.
W407-anchor-nearest = That page has no section “#{ $anchor }”. Did you mean “#{ $nearest }”?
W408 = Markdown inside of <details> needs an empty line before and after it.
W409 = The table has { $count } columns, too many for a phone.
    .help = Keep five columns at most, or turn rows into columns.
W410 = The HTML tag <{ $tag }> is not allowed and was removed.
W410-count = The HTML tag <{ $tag }> is not allowed and was removed; the page has { $count } of such tags.
W410-scheme = The link “{ $link }” is not allowed and was removed.
W411 = The page loads { $size } MB: very slow on a weak connection.
    .help = Make the images smaller (1200 pixels wide is enough), or split the page into several lessons.
W412 = The footnote “{ $label }” is not written anywhere.
W412-nearest = The footnote “{ $label }” is not written anywhere. Did you mean “{ $nearest }”?
W412-twice = The footnote “{ $label }” is written twice; only the first counts.
W412-unused = The footnote “{ $label }” is used nowhere.
W412-reference = The link [{ $label }] has no address.
W413 = “({ $link })” is no link because of the spaces.
    .help = Write it in angle brackets: (<{ $link }>)
W414 = This ** is shown as it is, because it stands between punctuation and a word.
    .help = Add a space after the closing **, or take the punctuation out of the bold part.
W414-space = This ** is shown as it is, because there is a space inside of it.
    .help = Remove the space between ** and the bold words.
W414-alone = This ** is shown as it is, because its other ** is missing.
    .help = Add the other **, or remove this one.
W415 = The link “{ $link }” is plain http, without encryption.
    .help = Write https:// if that site has it.
W415-player = The film at “{ $link }” cannot be played in the lesson; it is shown as a link.
    .help = Put the film into the folder media, or use YouTube or Vimeo.
W416 = This line has no > and yet was joined to the quotation above.
    .help = Begin the line with >, or add an empty line before it.
W417 = There is a formula $…$ but math is not on, so it is shown as plain text.
    .help = Write math: yes in the front matter, or \$ if it is money.
W417-count = There are { $count } formulas $…$ but math is not on, so they are shown as plain text.
    .help = Write math: yes in the front matter, or \$ if it is money.
W418 = This formula cannot be read, so the page shows it as it is written.
    .help = Look at its braces and at the names of LaTeX commands; cut a very long formula in two.
