# English
# Read by a native reader: yes
#
# Every word for people. A field’s words begin with its name in src/domain/profile.rs:
# -label, -hint, -check (a shorter name on the page of checks), its choices, and -{code} of an error
# that needs words of its own. Where there is none, error-{code} is said.
# Errors: what to do where something is missing ("Enter …"), what it must be where it is wrong.

## Every page

skip = Skip to the main content
title-error = Error: { $title }
title-notice = Important: { $title }
title-preview = Preview: { $title }
preview-mark = Preview. Nothing is saved here.
preview-all = All pages
preview-lead = These are the pages of this form, with answers of nobody.
preview-until = This address works until { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Step { $step } of { $steps } – { $tenant }
language-title = Language
help-title = Need help?
help-tenant = Contact { $tenant }, who sent you the link to this signup.
emergency = This form does not call for help.
emergency-call = In an emergency call { $number }.
support-page = Help
privacy-page = Privacy
terms-page = Terms
help-nobody = Contact the organisation that sent you the link to this signup.
nobody-name = Signup
continue = Continue
back = Back
cancel-link = Cancel this signup
optional = (optional)
all-optional = Answer what you can. You may leave any of these empty.
error-prefix = Error:
summary-title = There is a problem
notice-title = Important:
return-to = Return to { $tenant }
call-tenant = Call { $tenant } on { $number }
mail-tenant = Write to { $tenant }
close = You can close this page now.
# Where a page must do without the organisation's name.
tenant-unknown = the organisation that invited you

## The start page

start-title = Sign up with { $tenant }
start-time = { $minutes ->
    [one] Takes about 1 minute.
   *[other] Takes about { $minutes } minutes.
 }
start-mobile = You need your mobile number.
start-mobile-code = You need your mobile phone: we send a code to it.
start-ready = Have ready: { $fields }.
start-asked = What you will be asked
start-privacy = Your privacy
start-privacy-who = { $tenant } gets your answers when you finish, not before.
start-privacy-why = They tell { $tenant } who you are, and whom to call when you need help.
start-privacy-how-long = If you do not finish, your answers are deleted. If you do, ask { $tenant } how long they keep them.
personal-asked = Your name and mobile number
vehicle-asked = Your vehicle, if you have one
medical-asked = Health information, only if you like
next-of-kin-asked = Someone to call in an emergency
start-prefilled = { $tenant } has already filled in some answers. You will see them and can check them.
start-until = Open until { $until }. You can stop and come back.
start-pay = At the end you pay { $tenant } on a page of theirs.
start-button = Start

## The link was already used in another browser

elsewhere-title = This signup was started in another browser
elsewhere-safe = To protect what was typed there, nothing of it is shown here.
elsewhere-carry-on = Go back to the browser you started in and open the link there. You can carry on where you stopped.
elsewhere-until = You have until { $until }.
code-label = Code from your other phone or computer
code-hint = 8 letters and numbers. To get it, press “Save and come back later” there.
code-share = Keep this signup open on the other phone or computer too
code-button = Carry on here
code-malformed = Enter all 8 letters and numbers of the code, such as CFGH-2345
code-unconfirmed = We could not confirm that this came from your page: press the button again
code-wrong = This code is not right: check it. You have { $tries ->
    [one] { $tries } try
   *[other] { $tries } tries
} left
code-locked = Too many wrong codes were entered. Get a new code where you started, or start again
code-wait = Too many wrong codes or links came from where you are. Wait a minute, then try again
code-none = If you have no code
elsewhere-pays = A payment is under way, so you cannot start again now.
again-link = Start again with an empty form
again-title = Start again with an empty form?
again-lead = What was typed in the other browser is then lost, and it can no longer open this signup.
again-used = It was last used on { $at }.
again-button = Start again here
again-back = No, go back

## The browser keeps no cookie

cookies-title = This browser did not keep our cookie
cookies-lead = We need one cookie, so that no other browser can open what you type here. It is used for nothing else.
cookies-what-title = What you can do
cookies-what = Allow cookies for this site in the settings of your browser, then try again. If you are in a private window or inside another app, open your link in your usual browser.
cookies-button = Try again

## The organisation has paused its signups

paused-title = { $tenant } has paused signups
paused-start = You cannot sign up at the moment. Your link will work again once signups are open.
paused-kept = You cannot go on at the moment. What you have saved is kept.
paused-until = Try again later, in this browser. You have until { $until }.
paused-button = Try again

## The steps

step-caption = Step { $step } of { $steps }
step-save-check = Save and check your answers
later-link = Save and come back later
later-title = Your answers are saved
later-until = You can carry on until { $until }.
later-here-title = On this phone or computer
later-here = Open the same link in this browser.
later-there-title = On another phone or computer
later-there = Open the same link there and enter this code:
later-once = Write it down now: it is shown only once. A code from before no longer works.
later-copy = Copy the code
later-copied = Copied
later-code = You need a code to carry on there.
later-had-code = You were shown one before. A new one replaces it.
later-code-button = Show a new code
later-clear-text = Does somebody else use this device? Clear it when you have written down the code. You then need the code to carry on.
later-clear-button = Done for now: clear this device
later-button = Carry on now
personal-title = About you
vehicle-title = Your vehicle
medical-title = Medical information
next-of-kin-title = Your next of kin
vehicle-lead = Responders look for your vehicle when they come to help.
vehicle-together = Tell us at least one of these.
next-of-kin-lead = Someone close to you whom { $tenant } may call in an emergency. Tell them that you have named them.
next-of-kin-together = Fill in both, or leave both empty.
medical-lead = This helps responders when you cannot speak. You can sign up without it.
medical-more = Medical aid and doctor
filled-in = { $tenant } filled in: { $fields }. { $count ->
    [one] Check it.
   *[other] Check them.
 }
filled-locked = If something is wrong that you cannot change, tick “This is wrong”. { $tenant } is told.
from-tenant = From { $tenant }
wrong = This is wrong

## The mobile number is confirmed by a code

verify-title = Confirm your mobile number
verify-ask = We send a code by text message to this number. It shows that the number is yours.
verify-sent = We sent a code by text message at { $time }, to this number:
verify-delayed = We could not send the code yet. We keep trying by ourselves. Enter it as soon as it arrives.
verify-late = The code is too old: it was valid for 10 minutes. Have a new one sent.
verify-spent = The code cannot be used any more. Have a new one sent.
verify-no-more = No more codes can be sent in this signup. { $tenant } can help you further.
verify-label = Code from the text message
verify-hint = 6 digits, valid for 10 minutes
verify-malformed = Enter all 6 digits of the code
verify-wrong = This code is not right: check it. If you got several, enter the newest. You have { $tries ->
    [one] { $tries } try
   *[other] { $tries } tries
} left
verify-again-title = No code yet?
verify-again = It can take a minute. Check that the number is right.
verify-left = You can have { $count ->
    [one] { $count } more code
   *[other] { $count } more codes
} sent.
verify-send = Send the code
verify-resend = Send a new code
verify-locked = { $tenant } filled in this number. If it is wrong, ask them to correct it.
verify-soon = A code was sent just now. Wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}, then press the button again.
verify-number-spent = No more codes can be sent to this number today. Try again tomorrow. What you have saved is kept.
verify-crowded = Too many codes are being sent just now. Wait { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, then try again. What you have saved is kept.
verify-changed = The number was changed in another tab or window. This is the latest one.
verify-busy = We could not do that just now. Wait a moment, then press the button again.
# The text message itself: short, and the code first.
sms-code = { $code } is your code to sign up with { $tenant }. It is valid for 10 minutes.

## A step that was changed in another tab

stale-title = This step was changed in another tab or window
stale-text = Choose for each what is to be saved. Everything else is kept as you typed it here.
stale-same = The answers saved there are the same as yours below.
stale-there = Saved { $time }:
stale-here = Typed here:
stale-nothing = Nothing

## What the script says of what is typed

draft-kept = Saved
draft-retrying = Not saved yet. We keep trying.
draft-waiting = No connection just now. We go on as soon as there is one.
draft-elsewhere = This step was changed in another tab or window. What you type here is saved when you choose Continue.
draft-stopped = What you type now is not saved yet. Choose Continue to see why.
draft-large = This is too long to be sent. Shorten your longest answers.

## Notices

notice-unconfirmed = We could not confirm that this came from your page, so nothing was saved. Check the answers below, then try again.
notice-unsaved = We could not save this step just now. Everything you typed is still below. Wait a moment, then press the button again.
notice-paused = { $tenant } has paused signups, so this step is not saved yet. Everything you typed is still below. Keep this page open, and press the button again later.
notice-changed = Your answers were changed in another tab or window. These are the latest: check them again before you finish.

## Check your answers

check-title = Check your answers
check-lead = You are not signed up yet. Check that everything is right, then finish.
check-unsent = You typed something on “{ $step }” and did not choose Continue there. It does not count yet. Choose Change to see it.
check-change = Change
check-add = Add
check-show = Show
check-hide = Hide
check-covered = Hidden
check-not-given = Not given
check-disputed = You said that this is wrong.
check-own-number-title = Is this number right?
check-own-number = The number of your next of kin is your own mobile number. If you cannot answer, nobody could be reached. You can change it, or finish as it is.
check-email = Did you mean { $email }?
check-email-text = If your address is right as it is, you can finish.
check-email-change = Change the address
check-declare = By finishing you say that these answers are right as far as you know, and { $tenant } receives them.
check-pay = After this you pay on a page of { $tenant }. From then on your answers stay as they are.
terms-text = I agree to the terms of { $tenant }.
terms-required = Tick the box to agree to the terms. Without it you cannot sign up.
marketing-text = { $tenant } may tell me about its offers. I can take this back at any time.
tick-changed = This text has changed since you ticked the box: read it again, and tick it if you agree
check-button = Finish signing up
check-pay-button = Go on to payment
payment-title = Your payment is not confirmed yet
payment-lead = { $tenant } tells us when your payment is in. That often takes less than a minute.
payment-close = You may close this page. Once { $tenant } tells us, you are signed up.
payment-looks = This page looks for news by itself.
payment-look = Look now
payment-not-paid = Have you not paid yet?
payment-button = Go to the payment page
payment-refused-title = Your payment did not go through
payment-refused-lead = You are not signed up yet. Your answers are kept, so you can try again.
payment-until = You can pay until { $until }.
payment-retry = Try to pay again

## The mobile number cannot be signed up

taken-title = This mobile number cannot be signed up here
taken-lead = You have not been signed up.
taken-number = The number is { $number }.
taken-correct-text = Check it for a typing mistake. You can change it and finish again: everything else is kept.
taken-correct = Change the number
taken-no-more = The number can no longer be corrected in this signup. { $tenant } can help you further.
taken-leave-text = Returning to { $tenant } ends this signup.
taken-leave = Leave and return to { $tenant }

## Cancel

cancel-title = Do you want to cancel this signup?
cancel-lead = If you cancel, you will not be signed up, { $tenant } does not receive your answers, and the link stops working.
cancel-pause = If you only want to stop for now, close this page. What you have saved is kept, and the same link in this browser brings you back.
cancel-paid = If you have paid already, talk to { $tenant } before you cancel. Cancelling does not give the money back.
cancel-button = Yes, cancel this signup
cancel-keep = No, carry on with this signup

## The outcome

completed-title = You are signed up
completed-text = Thank you. { $tenant } now has your details. There is nothing more to do here.
completed-reference = Your reference: { $reference }
completed-print = Print this page
completed-next = What happens next
download-title = Get the app
download-text = { $tenant } has an app. You can get it now, or later.
download-ios = Get it for iPhone
download-android = Get it for Android
download-web = Use it in the browser
clear-text = Does somebody else use this device? Clear it, and nobody can open this signup on it.
clear-button = Finish and clear this device
clear-title = This device is cleared
clear-done = Your answers can no longer be opened on it.
cancelled-title = This signup was cancelled
cancelled-text = You have not been signed up, and { $tenant } did not receive your answers. If you change your mind, ask { $tenant } for a new link.
failed-title = This signup could not be completed
failed-text = You have not been signed up here. Contact { $tenant }: they can tell you what to do next.
unpaid-text = Nobody told us that you have paid, so you are not signed up. If you did pay, contact { $tenant }.
expired-title = This signup is no longer open
expired-text = The time for it has passed, and you have not been signed up. Ask { $tenant } for a new link.
expired-text-refresh = The time for it has passed, and you have not been signed up. { $tenant } can give you a new link.
expired-button = Get a new link

## Access was lost

moved-title = This signup was carried on elsewhere
moved-lead = It was opened on another phone or computer, or in another browser. This browser no longer has access to it.
moved-open = Carry on there. To carry on here, open the link that you were sent and enter a code from there.
lost-title = Open your link again
lost-lead = This browser no longer has access to this signup. That happens when its cookies were cleared, or when the link was used in another browser.
lost-open = Open the link that you were sent. In the browser where you started you can carry on; anywhere else you need your code, or start again.
lost-typed = What you typed last
lost-typed-text = It could not be saved. Keep this page open, or copy it, to fill it in again.
lost-copy = Copy what I typed
lost-text = What you typed, to copy
back-title = Bring it back
back-text = Enter your code, and what you typed is put back into your signup.
along-title = Take it along
along-text = Open your new link in this browser and press Start. Keep this page open. Then come back to it and press this button.
along-button = Put it into my new signup
along-none = There is no new signup in this browser yet. Open your new link here and press Start. Then come back to this page.

## Problems

problem-400-title = This page could not be understood
problem-400-text = Something was missing from what your browser sent. Go back, reload the page and try again.
problem-403-title = You cannot open this page
problem-403-text = Open the link that you were sent again, in this browser, and carry on from there.
problem-404-title = This page or link does not exist
problem-404-text = If you copied the link, check that you copied all of it. If it still does not work, ask for a new link.
problem-405-title = This page cannot be used in this way
problem-405-text = Open the link that you were sent again and carry on from there.
problem-408-title = This took too long
problem-408-text = Your answers did not arrive in time and were not saved. Check your connection, go back and try again.
problem-413-title = What you sent is too long
problem-413-text = Your answers were not saved. Go back, shorten the longest ones and try again.
too-long-lead = “{ $step }” was not saved just now. What you saved before is kept.
too-long-what = Go back to it and write shorter answers, with what matters most first.
too-long-button = Back to “{ $step }”
problem-415-title = This page could not be understood
problem-415-text = Your browser sent the answers in a way that cannot be read here. Go back, reload the page and try again.
problem-421-title = This address leads to the wrong place
problem-421-text = Open the link exactly as you were sent it.
problem-429-title = Too many tries
problem-429-text = Wait a minute, then try again. What you have saved is kept.
problem-500-title = Something went wrong here
problem-500-text = It is not your doing. What you have saved is kept. Go back and try again in a few minutes.
problem-503-title = This signup is busy at the moment
problem-503-text = What you have saved is kept. Wait a minute, then go back and try again.

## About you

name-label = First name
name-hint = As people call you, or as on your identity document.
name-required = Enter your first name
surname-label = Surname
surname-hint = If you have only one name, write it here too.
surname-required = Enter your surname
mobile-label = Mobile number
mobile-hint = This is the number that is called in an emergency. Write it in any way, such as 082 123 4567.
mobile-required = Enter your mobile number
mobile-format = Mobile number must be a full phone number, such as 082 123 4567 or +44 7911 123456
mobile-too_short = Mobile number is too short: it has { $typed } of the { $needed } digits it needs
mobile-too_long = Mobile number is too long: it has { $typed } digits and needs only { $needed }
email-label = Email address
email-required = Enter your email address
email-format = Email address must be like name@example.com
dateOfBirth-label = Date of birth
dateOfBirth-hint = For example, 27 3 1985
dateOfBirth-required = Enter your date of birth
dateOfBirth-day = Day
dateOfBirth-month = Month
dateOfBirth-year = Year
dateOfBirth-format = Date of birth must be a day, a month and a year
dateOfBirth-no_such_date = Date of birth must be a real date
dateOfBirth-future = Date of birth must be in the past
dateOfBirth-too_early = Date of birth must be in 1900 or later
dateOfBirth-day_missing = Date of birth must include a day
dateOfBirth-month_missing = Date of birth must include a month
dateOfBirth-year_missing = Date of birth must include a year of 4 digits, such as 1985
gender-label = Gender
gender-hint = It helps responders to recognise you.
gender-female = Female
gender-male = Male
gender-rather-not-say = I would rather not say
gender-own = In my own words
gender-own-label = Your gender in your own words
gender-required = Enter your gender in your own words, or choose another answer

## Only told by a tenant

externalReferenceId-label = External reference
businessName-label = Business name
duressCode-label = Duress code

## Your vehicle

hasVehicle-label = Do you have a vehicle?
hasVehicle-check = Vehicle
hasVehicle-no = No vehicle
hasVehicle-hint = A car, a bakkie, a motorcycle: whatever you use most.
hasVehicle-required = Choose whether you have a vehicle
vehicleMake-label = Make
vehicleMake-hint = Such as Toyota or Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Enter the make of the vehicle, or at least one other detail
vehicleModel-label = Model
vehicleModel-hint = Such as Corolla or Polo.
vehicleColour-label = Colour
vehicleColour-suggestions = White; Silver; Grey; Black; Blue; Red; Green; Brown; Gold; Yellow; Orange
vehicleLicensePlate-label = Licence plate
vehicleLicensePlate-hint = The letters and numbers on the back of the vehicle, such as CA 123-456.
vehicleLicensePlate-format = Licence plate must include letters or numbers

## Medical information

medicalConditions-label = Medical conditions
medicalConditions-hint = Such as asthma, diabetes, epilepsy or a heart condition.
medications-label = Medicines you take
medications-hint = With the dose, if you know it.
allergies-label = Allergies
allergies-hint = Such as penicillin, bee stings or peanuts.
medicalOther-label = Anything else responders should know
medicalOther-check = Anything else
medicalOther-hint = Such as a pacemaker, a pregnancy, or that you do not hear well.
bloodtype-label = Blood type
bloodtype-hint = O+ is said “O positive”.
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = I do not know
hasMedicalAid-label = Do you have medical aid?
hasMedicalAid-check = Medical aid
medicalAidScheme-label = Medical aid scheme
medicalAidScheme-hint = Such as Discovery, Bonitas or GEMS.
medicalAidNumber-label = Medical aid number
medicalAidPlan-label = Medical aid plan
familyDoctorName-label = Family doctor’s name
familyDoctorName-check = Doctor
familyDoctorPhoneNumber-label = Family doctor’s phone number
familyDoctorPhoneNumber-check = Doctor’s number
familyDoctorPhoneNumber-format = Family doctor’s phone number must be a full phone number, such as 021 123 4567
familyDoctorPhoneNumber-too_short = Family doctor’s phone number is too short: it has { $typed } of the { $needed } digits it needs
familyDoctorPhoneNumber-too_long = Family doctor’s phone number is too long: it has { $typed } digits and needs only { $needed }
medicalConsent-label = Do you want to share health information?
medicalConsent-check = Your consent
medicalConsent-yes = Yes
medicalConsent-no = Not now
medicalConsent-forget = Not now, and delete what I filled in
medicalConsent-required = Choose Yes to share the health information that you filled in, or choose to delete it
medicalConsent-changed = The text about sharing health information has changed: read it and choose again
medicalConsent-given = Given
medical-consent-text = If you choose Yes, you agree to this. { $tenant } keeps the health information that you give here. It is shown only to the responders who are sent to help you. You can take this back at any time. Tell { $tenant }, and they delete it.

## Your next of kin

nextOfKinName-label = Full name of your next of kin
nextOfKinName-check = Name
nextOfKinName-required = Enter the full name of your next of kin
nextOfKinNumber-label = Phone number of your next of kin
nextOfKinNumber-check = Phone number
nextOfKinNumber-hint = Write it in any way. It should not be your own number.
nextOfKinNumber-required = Enter the phone number of your next of kin
nextOfKinNumber-format = Phone number of your next of kin must be a full phone number, such as 083 123 4567
nextOfKinNumber-too_short = Phone number of your next of kin is too short: it has { $typed } of the { $needed } digits it needs
nextOfKinNumber-too_long = Phone number of your next of kin is too long: it has { $typed } digits and needs only { $needed }
nextOfKinTold-label = They know that you named them
nextOfKinTold-text = I have told this person that I named them here, and that { $tenant } may call them.

## Choices that many fields have

choice-yes = Yes
choice-no = No
choice-unsaid = I would rather not say

## Errors of any field

error-required = Enter an answer to “{ $label }”
error-one_required = Enter an answer to “{ $label }”, or to at least one of the questions after it
error-too_long = “{ $label }” must be { $limit ->
    [one] { $limit } character
   *[other] { $limit } characters
} or fewer
error-too_short = “{ $label }” is too short: it has { $typed } of the { $needed } digits it needs
error-unreadable = “{ $label }” has characters that did not arrive whole: type it again
error-characters = “{ $label }” must not have hidden or stacked characters: type it instead of pasting it
error-format = “{ $label }” must be written in the usual way
error-no_such_date = “{ $label }” must be a real date
error-future = “{ $label }” must be in the past
error-too_early = “{ $label }” must be in 1900 or later
error-day_missing = “{ $label }” must include a day
error-month_missing = “{ $label }” must include a month
error-year_missing = “{ $label }” must include a year of 4 digits
error-choice = Choose one of the answers to “{ $label }”
error-repeated = “{ $label }” arrived more than once: check it and continue
error-type = “{ $label }” must be of the type that belongs to it
error-changed = “{ $label }” has changed: read it again

## Numbers and times

# What stands between the parts of a list.
list-comma = { ", " }
# What stands between the groups of three digits of a number.
number-group = { "\u00A0" }
moment = { $weekday } { $date } at { $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
zone-utc = UTC
zone-120 = South African time
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
# Months as they are written, and what else is understood when it is typed (without capitals, marks or
# full stops; so are the first letters of a name, from the third on).
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-1-typed = jan
month-2-typed = feb
month-3-typed = mar
month-4-typed = apr
month-5-typed = may
month-6-typed = jun
month-7-typed = jul
month-8-typed = aug
month-9-typed = sep, sept
month-10-typed = oct
month-11-typed = nov
month-12-typed = dec
