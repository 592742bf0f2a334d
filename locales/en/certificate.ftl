# Certificates: checking and issuing.
verify-lead = Anyone can check one, without signing in.
verify-help = The number printed on the certificate, such as TN26-0004217-T
verify-button = Check
certificate-number = Certificate number
certificate-holder = Issued to
certificate-course = Course
certificate-issuer = Issued by
certificate-issued = Issued
certificate-expires = Valid until
certificate-score = Result of the assessment
certificate-rule = Version of the rule
certificate-status = Status
certificate-status-valid = Valid
certificate-status-expired = Run out
certificate-status-revoked = Revoked
certificate-status-suspended = Suspended
certificate-says-valid = This certificate is genuine and valid.
certificate-says-expired = This certificate is genuine, but it has run out.
certificate-says-revoked = This certificate was revoked and is no longer valid.
certificate-says-suspended = This certificate is genuine but suspended: for now it does not hold.
certificate-revoked-on = Revoked { $when }
certificate-suspended-since = Suspended since { $when } until a case is settled.
certificate-reason = Reason: { $reason }
certificate-pdf = Download for printing (PDF)
certificate-credential = Signed version
certificate-credential-note = Software elsewhere can check the signed version by itself, without asking this server.
certificate-revoke = Revoke
achievement-completion = Certificate of completion
achievement-capability = Certificate of basic AI skills

desk-no-courses = No course grants a certificate yet.
desk-ready = { $n ->
    [one] One person is ready
   *[other] { $n } people are ready
 }
desk-search = Search by name
desk-pick = Choose
desk-since = Ready since
desk-score = Result
desk-why = why
desk-issue = Look over and issue
desk-nobody = Nobody is ready and still without a certificate.
desk-issued = Issued lately
desk-fallen = To look at again
desk-fallen-lead = These certificates hold although what they attest does not any more, for example because an attempt was made void. Look at each and revoke it where that is right. Nothing is revoked by itself.
confirm-title = { $n ->
    [one] Issue one certificate?
   *[other] Issue { $n } certificates?
 }
confirm-lead = An issued certificate cannot be deleted, only revoked. Please check the names.
confirm-button = { $n ->
    [one] Issue one certificate
   *[other] Issue { $n } certificates
 }
revoke-title = Revoke this certificate?
revoke-lead = This cannot be undone. Whoever checks the number will see that it was revoked, and why.
revoke-reason = Reason
revoke-reason-help = Everyone can read it, so write nothing private about anyone.
revoke-sure = I am sure that this certificate is to be revoked.

certificate-not-found = No certificate has this number. Please check each letter and digit.
certificate-not-ready = This person does not meet what the skills certificate asks for yet. { $what }
certificate-not-completed = { $n ->
    [one] This person has not finished the course; one item is left.
   *[other] This person has not finished the course; { $n } items are left.
 }
certificate-already = This person already holds the certificate of this course.
certificate-no-policy = This course does not attest skills.
certificate-revoked-already = This certificate was revoked before.
