# Afrikaans
# Read by a native reader: no

## Every page

skip = Gaan na die hoofinhoud
language-title = Taal
title-error = Fout: { $title }
title-notice = Belangrik: { $title }
title-preview = Voorskou: { $title }
preview-mark = Voorskou. Niks word hier gestoor nie.
preview-all = Al die bladsye
preview-lead = Dit is die bladsye van hierdie vorm, met niemand se antwoorde nie.
preview-until = Hierdie adres werk tot { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Stap { $step } van { $steps } – { $tenant }
help-title = Het jy hulp nodig?
help-tenant = Kontak { $tenant }, wat vir jou die skakel na hierdie aanmelding gestuur het.
help-nobody = Kontak die organisasie wat vir jou die skakel na hierdie aanmelding gestuur het.
nobody-name = Aanmelding
emergency = Hierdie vorm roep nie hulp nie.
emergency-call = Bel { $number } in ’n noodgeval.
support-page = Hulp
privacy-page = Privaatheid
terms-page = Bepalings
continue = Gaan voort
back = Terug
cancel-link = Kanselleer hierdie aanmelding
optional = (opsioneel)
all-optional = Antwoord wat jy kan. Jy mag enigeen hiervan leeg laat.
error-prefix = Fout:
summary-title = Daar is ’n probleem
notice-title = Belangrik:
return-to = Terug na { $tenant }
call-tenant = Bel { $tenant } by { $number }
mail-tenant = Skryf aan { $tenant }
close = Jy kan hierdie bladsy nou toemaak.
tenant-unknown = die organisasie wat jou uitgenooi het

## The start page

start-title = Meld aan by { $tenant }
start-time = { $minutes ->
    [one] Neem omtrent 1 minuut.
   *[other] Neem omtrent { $minutes } minute.
 }
start-mobile = Jy het jou selfoonnommer nodig.
start-mobile-code = Jy het jou selfoon nodig: ons stuur ’n kode daarheen.
start-ready = Hou gereed: { $fields }.
start-asked = Wat jy gevra sal word
start-privacy = Jou privaatheid
start-privacy-who = { $tenant } kry jou antwoorde wanneer jy klaarmaak, nie vroeër nie.
start-privacy-why = Dit sê vir { $tenant } wie jy is, en wie om te bel wanneer jy hulp nodig het.
start-privacy-how-long = As jy nie klaarmaak nie, word jou antwoorde uitgevee. As jy wel klaarmaak, vra { $tenant } hoe lank hulle dit hou.
personal-asked = Jou naam en selfoonnommer
vehicle-asked = Jou voertuig, as jy een het
medical-asked = Mediese inligting, net as jy wil
next-of-kin-asked = Iemand om in ’n noodgeval te bel
start-prefilled = { $tenant } het reeds ’n paar antwoorde ingevul. Jy sal dit sien en kan dit nagaan.
start-until = Oop tot { $until }. Jy kan ophou en terugkom.
start-pay = Aan die einde betaal jy { $tenant } op ’n bladsy van hulle.
start-button = Begin

## The link was already used in another browser

elsewhere-title = Hierdie aanmelding is in ’n ander blaaier begin
elsewhere-safe = Om te beskerm wat daar getik is, word niks daarvan hier gewys nie.
elsewhere-carry-on = Gaan terug na die blaaier waarin jy begin het en maak die skakel daar oop. Jy kan aangaan waar jy opgehou het.
elsewhere-until = Jy het tot { $until }.
code-label = Kode van jou ander foon of rekenaar
code-hint = 8 letters en syfers. Druk daar “Stoor en kom later terug” om dit te kry.
code-share = Hou hierdie aanmelding ook op die ander foon of rekenaar oop
code-button = Gaan hier aan
code-malformed = Vul al 8 letters en syfers van die kode in, soos CFGH-2345
code-unconfirmed = Ons kon nie bevestig dat dit van jou bladsy kom nie: druk die knoppie weer
code-wrong = Hierdie kode is nie reg nie: kyk weer daarna. Jy kan dit nog { $tries ->
    [one] { $tries } keer
   *[other] { $tries } keer
} probeer
code-locked = Te veel verkeerde kodes is ingevul. Kry ’n nuwe kode waar jy begin het, of begin oor
code-wait = Te veel verkeerde kodes of skakels het van waar jy is gekom. Wag ’n minuut en probeer dan weer
code-none = As jy nie ’n kode het nie
elsewhere-pays = ’n Betaling is aan die gang, dus kan jy nie nou oorbegin nie.
again-link = Begin oor met ’n leë vorm
again-title = Wil jy met ’n leë vorm oorbegin?
again-lead = Wat in die ander blaaier getik is, gaan dan verlore, en hy kan hierdie aanmelding nie meer oopmaak nie.
again-used = Dit is laas gebruik op { $at }.
again-button = Begin hier oor
again-back = Nee, gaan terug

## The browser keeps no cookie

cookies-title = Hierdie blaaier het nie ons koekie gehou nie
cookies-lead = Ons het een koekie nodig, sodat geen ander blaaier kan oopmaak wat jy hier tik nie. Dit word vir niks anders gebruik nie.
cookies-what-title = Wat jy kan doen
cookies-what = Laat koekies vir hierdie webwerf toe in jou blaaier se instellings, en probeer dan weer. As jy in ’n privaat venster of binne-in ’n ander toep is, maak jou skakel in jou gewone blaaier oop.
cookies-button = Probeer weer

## The organisation has paused its signups

paused-title = { $tenant } neem tans nie aanmeldings nie
paused-start = Jy kan op die oomblik nie aanmeld nie. Jou skakel sal weer werk sodra aanmeldings oop is.
paused-kept = Jy kan op die oomblik nie aangaan nie. Wat jy gestoor het, word gehou.
paused-until = Probeer later weer, in hierdie blaaier. Jy het tot { $until }.
paused-button = Probeer weer

## The steps

step-caption = Stap { $step } van { $steps }
step-save-check = Stoor en gaan jou antwoorde na
later-link = Stoor en kom later terug
later-title = Jou antwoorde is gestoor
later-until = Jy kan aangaan tot { $until }.
later-here-title = Op hierdie foon of rekenaar
later-here = Maak dieselfde skakel in hierdie blaaier oop.
later-there-title = Op ’n ander foon of rekenaar
later-there = Maak dieselfde skakel daar oop en vul hierdie kode in:
later-once = Skryf dit nou neer: dit word net een keer gewys. ’n Vorige kode werk nie meer nie.
later-copy = Kopieer die kode
later-copied = Gekopieer
later-code = Jy het ’n kode nodig om daar aan te gaan.
later-had-code = Een is al vir jou gewys. ’n Nuwe een vervang dit.
later-code-button = Wys ’n nuwe kode
later-clear-text = Gebruik iemand anders hierdie toestel? Maak dit skoon wanneer jy die kode neergeskryf het. Dan het jy die kode nodig om aan te gaan.
later-clear-button = Klaar vir eers: maak hierdie toestel skoon
later-button = Gaan nou aan
personal-title = Oor jou
vehicle-title = Jou voertuig
medical-title = Mediese inligting
next-of-kin-title = Jou naasbestaande
vehicle-lead = Hulpverleners soek jou voertuig wanneer hulle kom help.
vehicle-together = Vertel ons ten minste een hiervan.
next-of-kin-lead = Iemand na aan jou vir wie { $tenant } in ’n noodgeval mag bel. Sê vir hulle dat jy hulle genoem het.
next-of-kin-together = Vul albei in, of los albei leeg.
medical-lead = Dit help hulpverleners as jy nie kan praat nie. Jy kan ook daarsonder inskryf.
medical-more = Mediese fonds en dokter
filled-in = { $tenant } het ingevul: { $fields }. { $count ->
    [one] Kyk of dit reg is.
   *[other] Kyk of hulle reg is.
 }
filled-locked = As iets verkeerd is wat jy nie kan verander nie, merk “Dit is verkeerd”. Ons sê dit vir { $tenant }.
from-tenant = Van { $tenant }
wrong = Dit is verkeerd

## The mobile number is confirmed by a code

verify-title = Bevestig jou selfoonnommer
verify-ask = Ons stuur ’n kode per SMS na hierdie nommer. Dit wys dat die nommer joune is.
verify-sent = Ons het om { $time } ’n kode per SMS gestuur, na hierdie nommer:
verify-delayed = Ons kon die kode nog nie stuur nie. Ons hou self aan probeer. Vul dit in sodra dit aankom.
verify-late = Die kode is te oud: dit was 10 minute geldig. Laat ’n nuwe een stuur.
verify-spent = Die kode kan nie meer gebruik word nie. Laat ’n nuwe een stuur.
verify-no-more = Geen kodes kan meer in hierdie aanmelding gestuur word nie. { $tenant } kan jou verder help.
verify-label = Kode uit die SMS
verify-hint = 6 syfers, 10 minute geldig
verify-malformed = Vul al 6 syfers van die kode in
verify-wrong = Hierdie kode is nie reg nie: kyk weer daarna. As jy meer as een gekry het, vul die nuutste in. Jy kan dit nog { $tries ->
    [one] { $tries } keer
   *[other] { $tries } keer
} probeer
verify-again-title = Nog geen kode nie?
verify-again = Dit kan ’n minuut duur. Kyk of die nommer reg is.
verify-left = Jy kan nog { $count ->
    [one] { $count } kode
   *[other] { $count } kodes
} laat stuur.
verify-send = Stuur die kode
verify-resend = Stuur ’n nuwe kode
verify-locked = { $tenant } het hierdie nommer ingevul. As dit verkeerd is, vra hulle om dit reg te maak.
verify-soon = ’n Kode is nou net gestuur. Wag { $seconds ->
    [one] { $seconds } sekonde
   *[other] { $seconds } sekondes
}, en druk dan die knoppie weer.
verify-number-spent = Geen kodes kan vandag meer na hierdie nommer gestuur word nie. Probeer môre weer. Wat jy gestoor het, word gehou.
verify-crowded = Te veel kodes word nou gestuur. Wag { $minutes ->
    [one] { $minutes } minuut
   *[other] { $minutes } minute
}, en probeer dan weer. Wat jy gestoor het, word gehou.
verify-changed = Die nommer is in ’n ander oortjie of venster verander. Dit is die jongste een.
verify-busy = Ons kon dit nou net nie doen nie. Wag ’n oomblik, en druk dan die knoppie weer.
# The text message itself: short, and the code first.
sms-code = { $code } is jou kode om by { $tenant } aan te meld. Dit is 10 minute geldig.

## A step that was changed in another tab

stale-title = Hierdie stap is in ’n ander oortjie of venster verander
stale-text = Kies vir elkeen wat gestoor moet word. Al die ander is gehou soos jy dit hier getik het.
stale-same = Die antwoorde wat daar gestoor is, is dieselfde as joune hieronder.
stale-there = Gestoor { $time }:
stale-here = Hier getik:
stale-nothing = Niks

## What the script says of what is typed

draft-kept = Gestoor
draft-retrying = Nog nie gestoor nie. Ons hou aan probeer.
draft-waiting = Geen verbinding nou nie. Ons gaan aan sodra daar een is.
draft-elsewhere = Hierdie stap is in ’n ander oortjie of venster verander. Wat jy hier tik, word gestoor wanneer jy Gaan voort kies.
draft-stopped = Wat jy nou tik, is nog nie gestoor nie. Kies Gaan voort om te sien hoekom.
draft-large = Dit is te lank om te stuur. Maak jou langste antwoorde korter.

## Notices

notice-unconfirmed = Ons kon nie seker maak dat dit van jou bladsy af kom nie, so niks is gestoor nie. Gaan die antwoorde hieronder na en probeer dan weer.
notice-unsaved = Ons kon hierdie stap nie nou stoor nie. Alles wat jy getik het, is nog hieronder. Wag ’n oomblik en druk dan weer die knoppie.
notice-paused = { $tenant } neem tans nie aanmeldings nie, so hierdie stap is nog nie gestoor nie. Alles wat jy getik het, is nog hieronder. Hou hierdie bladsy oop en druk later weer die knoppie.
notice-changed = Jou antwoorde is in ’n ander oortjie of venster verander. Hier is die nuutstes: gaan dit weer na voor jy klaarmaak.

## Check your answers

check-title = Gaan jou antwoorde na
check-lead = Jy is nog nie aangemeld nie. Kyk of alles reg is, en maak dan klaar.
check-unsent = Jy het iets by “{ $step }” getik en nie daar Gaan voort gekies nie. Dit tel nog nie. Kies Verander om dit te sien.
check-change = Verander
check-add = Voeg by
check-show = Wys
check-hide = Versteek
check-covered = Versteek
check-not-given = Nie gegee nie
check-disputed = Jy het gesê dit is verkeerd.
check-own-number-title = Is hierdie nommer reg?
check-own-number = Die nommer van jou naasbestaande is jou eie selfoonnommer. As jy nie kan antwoord nie, kan niemand bereik word nie. Jy kan dit verander, of klaarmaak soos dit is.
check-email = Het jy { $email } bedoel?
check-email-text = As jou adres reg is soos dit is, kan jy klaarmaak.
check-email-change = Verander die adres
check-declare = Deur klaar te maak, sê jy dat hierdie antwoorde reg is sover jy weet, en { $tenant } kry dit.
check-pay = Hierna betaal jy op ’n bladsy van { $tenant }. Van dan af bly jou antwoorde soos dit is.
terms-text = Ek stem in tot die bepalings van { $tenant }.
terms-required = Merk die blokkie om tot die bepalings in te stem. Daarsonder kan jy nie aanmeld nie.
marketing-text = { $tenant } mag my van hul aanbiedinge vertel. Ek kan dit enige tyd terugtrek.
tick-changed = Hierdie teks het verander sedert jy die blokkie gemerk het: lees dit weer, en merk dit as jy saamstem
check-button = Maak my aanmelding klaar
check-pay-button = Gaan aan na betaling
payment-title = Jou betaling is nog nie bevestig nie
payment-lead = { $tenant } sê vir ons wanneer jou betaling in is. Dit neem dikwels minder as ’n minuut.
payment-close = Jy mag hierdie bladsy toemaak. Sodra { $tenant } vir ons sê, is jy aangemeld.
payment-looks = Hierdie bladsy kyk vanself of daar nuus is.
payment-look = Kyk nou
payment-not-paid = Het jy nog nie betaal nie?
payment-button = Gaan na die betaalbladsy
payment-refused-title = Jou betaling het nie deurgegaan nie
payment-refused-lead = Jy is nog nie aangemeld nie. Jou antwoorde word gehou, dus kan jy weer probeer.
payment-until = Jy kan betaal tot { $until }.
payment-retry = Probeer weer betaal

## The mobile number cannot be signed up

taken-title = Hierdie selfoonnommer kan nie hier aangemeld word nie
taken-lead = Jy is nie aangemeld nie.
taken-number = Die nommer is { $number }.
taken-correct-text = Kyk of daar ’n tikfout is. Jy kan dit verander en weer klaarmaak: al die ander word gehou.
taken-correct = Verander die nommer
taken-no-more = Die nommer kan nie meer in hierdie aanmelding reggemaak word nie. { $tenant } kan jou verder help.
taken-leave-text = As jy na { $tenant } teruggaan, eindig hierdie aanmelding.
taken-leave = Stop en gaan terug na { $tenant }

## Cancel

cancel-title = Wil jy hierdie aanmelding kanselleer?
cancel-lead = As jy kanselleer, word jy nie aangemeld nie, { $tenant } kry nie jou antwoorde nie, en die skakel hou op werk.
cancel-pause = As jy net vir nou wil ophou, maak hierdie bladsy toe. Wat jy gestoor het, word gehou, en dieselfde skakel in hierdie blaaier bring jou terug.
cancel-paid = As jy reeds betaal het, praat met { $tenant } voor jy kanselleer. Kansellering gee nie die geld terug nie.
cancel-button = Ja, kanselleer hierdie aanmelding
cancel-keep = Nee, gaan aan met hierdie aanmelding

## The outcome

completed-title = Jy is aangemeld
completed-text = Dankie. { $tenant } het nou jou besonderhede. Jy hoef hier niks meer te doen nie.
completed-reference = Jou verwysing: { $reference }
completed-print = Druk hierdie bladsy
completed-next = Wat volgende gebeur
download-title = Kry die app
download-text = { $tenant } het ’n app. Jy kan dit nou kry, of later.
download-ios = Kry dit vir iPhone
download-android = Kry dit vir Android
download-web = Gebruik dit in die blaaier
clear-text = Gebruik iemand anders hierdie toestel? Maak dit skoon, dan kan niemand hierdie aanmelding daarop oopmaak nie.
clear-button = Maak klaar en maak hierdie toestel skoon
clear-title = Hierdie toestel is skoon
clear-done = Jou antwoorde kan nie meer daarop oopgemaak word nie.
cancelled-title = Hierdie aanmelding is gekanselleer
cancelled-text = Jy is nie aangemeld nie, en { $tenant } het nie jou antwoorde gekry nie. As jy van plan verander, vra { $tenant } vir ’n nuwe skakel.
failed-title = Hierdie aanmelding kon nie voltooi word nie
failed-text = Jy is nie hier aangemeld nie. Kontak { $tenant }: hulle kan sê wat jy volgende moet doen.
unpaid-text = Niemand het vir ons gesê dat jy betaal het nie, dus is jy nie aangemeld nie. As jy wel betaal het, kontak { $tenant }.
expired-title = Hierdie aanmelding is nie meer oop nie
expired-text = Die tyd daarvoor is verby, en jy is nie aangemeld nie. Vra { $tenant } vir ’n nuwe skakel.
expired-text-refresh = Die tyd daarvoor is verby, en jy is nie aangemeld nie. { $tenant } kan vir jou ’n nuwe skakel gee.
expired-button = Kry ’n nuwe skakel

## Access was lost

moved-title = Daar is elders met hierdie aanmelding aangegaan
moved-lead = Dit is op ’n ander foon of rekenaar of in ’n ander blaaier oopgemaak. Hierdie blaaier het nie meer toegang daartoe nie.
moved-open = Gaan daar aan. Om hier aan te gaan, maak die skakel oop wat vir jou gestuur is en vul ’n kode van daar in.
lost-title = Maak jou skakel weer oop
lost-lead = Hierdie blaaier het nie meer toegang tot hierdie aanmelding nie. Dit gebeur wanneer sy koekies uitgevee is, of wanneer die skakel in ’n ander blaaier gebruik is.
lost-open = Maak die skakel oop wat vir jou gestuur is. In die blaaier waarin jy begin het, kan jy aangaan; enige ander plek het jy jou kode nodig, of begin jy oor.
lost-typed = Wat jy laas getik het
lost-typed-text = Dit kon nie gestoor word nie. Hou hierdie bladsy oop, of kopieer dit, om dit weer in te vul.
lost-copy = Kopieer wat ek getik het
lost-text = Wat jy getik het, om te kopieer
back-title = Bring dit terug
back-text = Vul jou kode in, dan word wat jy getik het weer in jou aanmelding gesit.
along-title = Neem dit saam
along-text = Maak jou nuwe skakel in hierdie blaaier oop en druk Begin. Hou hierdie bladsy oop. Kom dan hierheen terug en druk hierdie knoppie.
along-button = Sit dit in my nuwe aanmelding
along-none = Daar is nog nie ’n nuwe aanmelding in hierdie blaaier nie. Maak jou nuwe skakel hier oop en druk Begin. Kom dan na hierdie bladsy terug.

## Problems

problem-400-title = Hierdie bladsy kon nie verstaan word nie
problem-400-text = Iets het ontbreek in wat jou blaaier gestuur het. Gaan terug, laai die bladsy weer en probeer weer.
problem-403-title = Jy kan nie hierdie bladsy oopmaak nie
problem-403-text = Maak die skakel wat vir jou gestuur is weer oop, in hierdie blaaier, en gaan van daar af aan.
problem-404-title = Hierdie bladsy of skakel bestaan nie
problem-404-text = As jy die skakel gekopieer het, kyk of jy alles gekopieer het. As dit steeds nie werk nie, vra vir ’n nuwe skakel.
problem-405-title = Hierdie bladsy kan nie so gebruik word nie
problem-405-text = Maak die skakel wat vir jou gestuur is weer oop en gaan van daar af aan.
problem-408-title = Dit het te lank geneem
problem-408-text = Jou antwoorde het nie betyds aangekom nie en is nie gestoor nie. Kyk na jou verbinding, gaan terug en probeer weer.
problem-413-title = Wat jy gestuur het, is te lank
problem-413-text = Jou antwoorde is nie gestoor nie. Gaan terug, maak die langstes korter en probeer weer.
too-long-lead = “{ $step }” is nie nou gestoor nie. Wat jy vroeër gestoor het, is nog daar.
too-long-what = Gaan terug daarheen en skryf korter antwoorde, met die belangrikste eerste.
too-long-button = Terug na “{ $step }”
problem-415-title = Hierdie bladsy kon nie verstaan word nie
problem-415-text = Jou blaaier het die antwoorde gestuur op ’n manier wat nie hier gelees kan word nie. Gaan terug, laai die bladsy weer en probeer weer.
problem-421-title = Hierdie adres lei na die verkeerde plek
problem-421-text = Maak die skakel oop presies soos dit vir jou gestuur is.
problem-429-title = Te veel probeerslae
problem-429-text = Wag ’n minuut en probeer dan weer. Wat jy gestoor het, word gehou.
problem-500-title = Iets het hier verkeerd geloop
problem-500-text = Dit is nie jou skuld nie. Wat jy gestoor het, word gehou. Gaan terug en probeer oor ’n paar minute weer.
problem-503-title = Hierdie aanmelding is op die oomblik besig
problem-503-text = Wat jy gestoor het, word gehou. Wag ’n minuut, gaan dan terug en probeer weer.

## About you

name-label = Voornaam
name-hint = Soos mense jou noem, of soos op jou identiteitsdokument.
name-required = Vul jou voornaam in
surname-label = Van
surname-hint = As jy net een naam het, skryf dit hier ook.
surname-required = Vul jou van in
mobile-label = Selfoonnommer
mobile-hint = Dit is die nommer wat in ’n noodgeval gebel word. Skryf dit soos jy wil, byvoorbeeld 082 123 4567.
mobile-required = Vul jou selfoonnommer in
mobile-format = Selfoonnommer moet ’n volledige telefoonnommer wees, soos 082 123 4567 of +44 7911 123456
mobile-too_short = Selfoonnommer is te kort: dit het { $typed } van die { $needed } syfers wat nodig is
mobile-too_long = Selfoonnommer is te lank: dit het { $typed } syfers en net { $needed } is nodig
email-label = E-posadres
email-required = Vul jou e-posadres in
email-format = E-posadres moet soos naam@example.com lyk
dateOfBirth-label = Geboortedatum
dateOfBirth-hint = Byvoorbeeld 27 3 1985
dateOfBirth-required = Vul jou geboortedatum in
dateOfBirth-day = Dag
dateOfBirth-month = Maand
dateOfBirth-year = Jaar
dateOfBirth-format = Geboortedatum moet ’n dag, ’n maand en ’n jaar hê
dateOfBirth-no_such_date = Geboortedatum moet ’n regte datum wees
dateOfBirth-future = Geboortedatum moet in die verlede wees
dateOfBirth-too_early = Geboortedatum moet in 1900 of later wees
dateOfBirth-day_missing = Geboortedatum moet ’n dag hê
dateOfBirth-month_missing = Geboortedatum moet ’n maand hê
dateOfBirth-year_missing = Geboortedatum moet ’n jaar van 4 syfers hê, soos 1985
gender-label = Geslag
gender-hint = Dit help reaksiespanne om jou te herken.
gender-female = Vroulik
gender-male = Manlik
gender-rather-not-say = Ek sê liewer nie
gender-own = In my eie woorde
gender-own-label = Jou geslag in jou eie woorde
gender-required = Vul jou geslag in jou eie woorde in, of kies ’n ander antwoord

## Only told by a tenant

externalReferenceId-label = Eksterne verwysing
businessName-label = Besigheidsnaam
duressCode-label = Dwangkode

## Your vehicle

hasVehicle-label = Het jy ’n voertuig?
hasVehicle-check = Voertuig
hasVehicle-no = Geen voertuig nie
hasVehicle-hint = ’n Motor, ’n bakkie, ’n motorfiets: wat jy die meeste gebruik.
hasVehicle-required = Kies of jy ’n voertuig het
vehicleMake-label = Fabrikaat
vehicleMake-hint = Soos Toyota of Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Vul die voertuig se fabrikaat in, of ten minste een ander besonderheid
vehicleModel-label = Model
vehicleModel-hint = Soos Corolla of Polo.
vehicleColour-label = Kleur
vehicleColour-suggestions = Wit; Silwer; Grys; Swart; Blou; Rooi; Groen; Bruin; Goud; Geel; Oranje
vehicleLicensePlate-label = Nommerplaat
vehicleLicensePlate-hint = Die letters en syfers agter op die voertuig, soos CA 123-456.
vehicleLicensePlate-format = Nommerplaat moet letters of syfers hê

## Medical information

medicalConditions-label = Mediese toestande
medicalConditions-hint = Soos asma, diabetes, epilepsie of ’n hartkwaal.
medications-label = Medisyne wat jy gebruik
medications-hint = Met die dosis, as jy dit weet.
allergies-label = Allergieë
allergies-hint = Soos penisillien, bysteke of grondboontjies.
medicalOther-label = Enigiets anders wat reaksiespanne moet weet
medicalOther-check = Enigiets anders
medicalOther-hint = Soos ’n pasaangeër, ’n swangerskap, of dat jy nie goed hoor nie.
bloodtype-label = Bloedgroep
bloodtype-hint = O+ word “O positief” gesê.
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = Ek weet nie
hasMedicalAid-label = Het jy ’n mediese fonds?
hasMedicalAid-check = Mediese fonds
medicalAidScheme-label = Naam van die mediese fonds
medicalAidScheme-hint = Soos Discovery, Bonitas of GEMS.
medicalAidNumber-label = Mediesefondsnommer
medicalAidPlan-label = Mediesefondsplan
familyDoctorName-label = Huisdokter se naam
familyDoctorName-check = Dokter
familyDoctorPhoneNumber-label = Huisdokter se telefoonnommer
familyDoctorPhoneNumber-check = Dokter se nommer
familyDoctorPhoneNumber-format = Huisdokter se telefoonnommer moet ’n volledige telefoonnommer wees, soos 021 123 4567
familyDoctorPhoneNumber-too_short = Huisdokter se telefoonnommer is te kort: dit het { $typed } van die { $needed } syfers wat nodig is
familyDoctorPhoneNumber-too_long = Huisdokter se telefoonnommer is te lank: dit het { $typed } syfers en net { $needed } is nodig
medicalConsent-label = Wil jy gesondheidsinligting deel?
medicalConsent-check = Jou toestemming
medicalConsent-yes = Ja
medicalConsent-no = Nie nou nie
medicalConsent-forget = Nie nou nie, en vee uit wat ek ingevul het
medicalConsent-required = Kies Ja om die gesondheidsinligting te deel wat jy ingevul het, of kies om dit uit te vee
medicalConsent-changed = Die teks oor die deel van gesondheidsinligting het verander: lees dit en kies weer
medicalConsent-given = Gegee
medical-consent-text = As jy Ja kies, stem jy hiertoe in. { $tenant } hou die gesondheidsinligting wat jy hier gee. Net die hulpverleners wat na jou toe gestuur word, sien dit. Jy kan dit enige tyd terugtrek. Sê vir { $tenant }, en hulle vee dit uit.

## Your next of kin

nextOfKinName-label = Volle naam van jou naasbestaande
nextOfKinName-check = Naam
nextOfKinName-required = Vul die volle naam van jou naasbestaande in
nextOfKinNumber-label = Telefoonnommer van jou naasbestaande
nextOfKinNumber-check = Telefoonnommer
nextOfKinNumber-hint = Skryf dit soos jy wil. Dit moet nie jou eie nommer wees nie.
nextOfKinNumber-required = Vul die telefoonnommer van jou naasbestaande in
nextOfKinNumber-format = Telefoonnommer van jou naasbestaande moet ’n volledige telefoonnommer wees, soos 083 123 4567
nextOfKinNumber-too_short = Telefoonnommer van jou naasbestaande is te kort: dit het { $typed } van die { $needed } syfers wat nodig is
nextOfKinNumber-too_long = Telefoonnommer van jou naasbestaande is te lank: dit het { $typed } syfers en net { $needed } is nodig
nextOfKinTold-label = Hulle weet dat jy hulle genoem het
nextOfKinTold-text = Ek het vir hierdie persoon gesê dat ek hulle hier noem, en dat { $tenant } hulle mag bel.

## Choices that many fields have

choice-yes = Ja
choice-no = Nee
choice-unsaid = Ek sê liewer nie

## Errors of any field

error-required = Gee ’n antwoord by “{ $label }”
error-one_required = Gee ’n antwoord by “{ $label }”, of by ten minste een van die vrae daarna
error-too_long = “{ $label }” moet { $limit ->
    [one] hoogstens { $limit } karakter
   *[other] hoogstens { $limit } karakters
} wees
error-too_short = “{ $label }” is te kort: dit het { $typed } van die { $needed } syfers wat nodig is
error-unreadable = “{ $label }” het karakters wat nie heel aangekom het nie: tik dit weer
error-characters = “{ $label }” mag nie versteekte of gestapelde karakters hê nie: tik dit in plaas van dit te plak
error-format = “{ $label }” moet op die gewone manier geskryf wees
error-no_such_date = “{ $label }” moet ’n regte datum wees
error-future = “{ $label }” moet in die verlede wees
error-too_early = “{ $label }” moet in 1900 of later wees
error-day_missing = “{ $label }” moet ’n dag hê
error-month_missing = “{ $label }” moet ’n maand hê
error-year_missing = “{ $label }” moet ’n jaar van 4 syfers hê
error-choice = Kies een van die antwoorde by “{ $label }”
error-repeated = “{ $label }” het meer as een keer aangekom: gaan dit na en gaan voort
error-type = “{ $label }” moet van die soort wees wat daarby hoort
error-changed = “{ $label }” het verander: lees dit weer

## Numbers and times

list-comma = { ", " }
number-group = { "\u00A0" }
moment = { $weekday } { $date } om { $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
zone-utc = UTC
zone-120 = Suid-Afrikaanse tyd
weekday-1 = Maandag
weekday-2 = Dinsdag
weekday-3 = Woensdag
weekday-4 = Donderdag
weekday-5 = Vrydag
weekday-6 = Saterdag
weekday-7 = Sondag
month-1 = Januarie
month-2 = Februarie
month-3 = Maart
month-4 = April
month-5 = Mei
month-6 = Junie
month-7 = Julie
month-8 = Augustus
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Desember
month-1-typed = jan
month-2-typed = feb
month-3-typed = mrt
month-4-typed = apr
month-5-typed = mei
month-6-typed = jun
month-7-typed = jul
month-8-typed = aug
month-9-typed = sep, sept
month-10-typed = okt
month-11-typed = nov
month-12-typed = des
