# The frame of every page, and words that many pages share.
skip = Skip to the content
nav = Main menu
nav-courses = Courses
nav-me = Today
nav-certificates = Issue certificates
nav-accounts = Accounts
nav-register = Register
nav-verify = Check a certificate
other-language = Tiếng Việt
sign-in = Sign in
sign-out = Sign out
register = Create an account
help-line = Need help? Ask the community digital team in your hamlet, or whoever told you about this site.
copy = Copy
copied = Copied
show-password = Show password
hide-password = Hide password
select-all = Select all
search = Search
cancel = No, go back
optional = (optional)
pager-next = More
yes = Yes
no = No
unit = Unit
title-error = To mend:
form-mend = { $n ->
    [one] One thing needs mending. Look for the red line below.
   *[other] { $n } things need mending. Look for the red lines below.
 }
untranslated = There is no English translation yet, so this page shows the original.

flash-welcome = Welcome, { $name }!
flash-signed-out = You have signed out. See you again!
flash-enrolled = You have joined the course. Begin with the first lesson.
flash-lesson-completed = One more lesson done. Well done!
flash-issued = { $n ->
    [one] One certificate was issued.
   *[other] { $n } certificates were issued.
 }
flash-issue-skipped = { $n ->
    [one] One person was left out: not ready yet, or already holding a certificate.
   *[other] { $n } people were left out: not ready yet, or already holding a certificate.
 }
flash-revoked = The certificate was revoked.
flash-role-granted = The role was given.
flash-role-removed = The role was removed.
flash-account-disabled = The account was disabled. This person can no longer sign in.
flash-account-enabled = The account was enabled again.
flash-password-set = Your new password is set. Please sign in with it.

api-title = Programming interface (API)
api-lead = For people who write software that talks to this server. Every address below begins with /api/v1.
api-openapi = Full description in OpenAPI 3.1
api-request = Request
api-summary = What it does
api-signed = Sign-in needed
