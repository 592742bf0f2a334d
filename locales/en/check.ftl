# Words of the command `xutra check`.

check-no-course = There is no course at { $path }: a course folder holds a course.toml or .md files.
check-unreadable = The folder { $path } cannot be opened: { $reason }.
check-no-code = There is no code { $code }.
check-no-code-nearest = There is no code { $code }. Did you mean { $nearest }?
check-example-wrong = Wrong:
check-example-right = Right:
check-more = … and { $count } more in { $file }.
check-clean = Nothing is wrong.
check-summary = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
 }, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
 }.

# `check --fix`
check-fix-change = { $place }: { $code } changed { $before } to { $after }
check-fix-added = { $place }: { $code } added { $after }
check-fix-failed = { $file } cannot be written: { $reason }.
check-fix-changed = somebody changed the file just now; run the command again
check-fix-none = There is nothing that can be repaired by itself.
check-fix-done = { $count ->
    [one] Repaired 1 place.
   *[other] Repaired { $count } places.
 }
check-fix-partly = { $count ->
    [one] 1 file was not repaired.
   *[other] { $count } files were not repaired.
 }
