# Lists of people.
import-progress = { $n } lines are done.
import-line = Line { $line }: { $what }
import-no-name = The first line of the list must have a column 'name'.
import-unknown-heading = Nobody knows what the column '{ $heading }' holds. Columns are: name, unit, birth_year, phone, email, login, audience, code.
import-heading-twice = The column '{ $heading }' holds what another column holds.
import-done = { $new } people were added, { $moved } moved, { $same } had nothing new, { $wrong } lines are wrong.
import-would = A trial, nothing was written: { $new } people would be added, { $moved } moved, { $same } have nothing new, { $wrong } lines are wrong.
roster-birth-year = The year of birth has four digits, such as 1980.
roster-taken = This login, phone or e-mail belongs to somebody else who has an account.
