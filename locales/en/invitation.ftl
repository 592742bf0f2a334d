# Mails that invite: drawn to answer some questions again, and an exam may be taken again.

mail-recheck-subject = You were drawn to answer some questions again in { $unit }
mail-recheck-title = You were drawn to answer some questions again
mail-recheck-drawn = Among the people of { $unit } whose skills were recognised in the course “{ $course }”, a lot was drawn, and it fell on you. Nobody can choose who is drawn.
mail-recheck-what = There are about { $n } questions, answered on the spot while somebody watches. The commune tells you the day and the place. For who is absent twice the next one is asked.
mail-recheck-safe = Your recognised skills stay yours, however it goes. Only you and inspectors learn the result.
mail-recheck-go = Open the page for the code of the room
mail-recheck-practise = Practise before you come
mail-retry-subject = You may take it again: { $title }
mail-retry-title = You may take the exam again
mail-retry-from = From { $from } on you may take “{ $title }” of the course “{ $course }” again.
mail-retry-read = It helps to read again the lessons that were named after your last try. Take it whenever it suits you.
mail-retry-go = Open the exam
mail-topic-recheck = Drawn to be asked again
mail-topic-retry = Exam may be taken again
mail-trouble-not-called = They have answered already, or are not called any more
