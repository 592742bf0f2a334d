# Lengths of time.
duration-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
 }
duration-hours = { $n ->
    [one] one hour
   *[other] { $n } hours
 }
duration-days = { $n ->
    [one] one day
   *[other] { $n } days
 }
