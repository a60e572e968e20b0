# isiZulu
# Read by a native reader: no

## Every page

skip = Yeqela kokuqukethwe okuyinhloko
language-title = Ulimi
title-error = Iphutha: { $title }
title-notice = Okubalulekile: { $title }
title-preview = Ukubuka kuqala: { $title }
preview-mark = Ukubuka kuqala. Akukho okulondolozwayo lapha.
preview-all = Wonke amakhasi
preview-lead = Lawa amakhasi aleli fomu, anezimpendulo ezingezona zamuntu.
preview-until = Leli kheli lisebenza kuze kube { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Isinyathelo { $step } kwezingu-{ $steps } – { $tenant }
help-title = Udinga usizo?
help-tenant = Xhumana no-{ $tenant }, okuthumelele ilinki yalokhu kubhalisa.
help-nobody = Xhumana nenhlangano ekuthumelele ilinki yalokhu kubhalisa.
nobody-name = Ukubhalisa
emergency = Leli fomu alilubizi usizo.
emergency-call = Esimweni esiphuthumayo shayela u-{ $number }.
support-page = Usizo
privacy-page = Ubumfihlo
terms-page = Imigomo
continue = Qhubeka
back = Emuva
cancel-link = Khansela lokhu kubhalisa
optional = (akuphoqelekile)
all-optional = Phendula lokho ongakwazi. Ungashiya noma yikuphi kwalokhu kungenalutho.
error-prefix = Iphutha:
summary-title = Kukhona inkinga
notice-title = Okubalulekile:
return-to = Buyela ku-{ $tenant }
call-tenant = Shayela u-{ $tenant } ku-{ $number }
mail-tenant = Bhalela u-{ $tenant }
close = Ungalivala leli khasi manje.
tenant-unknown = inhlangano ekumemile

## The start page

start-title = Bhalisa no-{ $tenant }
start-time = { $minutes ->
    [one] Kuthatha cishe umzuzu ongu-1.
   *[other] Kuthatha cishe imizuzu engu-{ $minutes }.
 }
start-mobile = Udinga inombolo yakho yeselula.
start-mobile-code = Udinga ucingo lwakho lweselula: sithumela ikhodi kulo.
start-ready = Lungisa lokhu: { $fields }.
start-asked = Lokho ozobuzwa khona
start-privacy = Ubumfihlo bakho
start-privacy-who = U-{ $tenant } uthola izimpendulo zakho uma usuqedile, hhayi ngaphambili.
start-privacy-why = Zitshela u-{ $tenant } ukuthi ungubani, nokuthi kushayelwe bani uma udinga usizo.
start-privacy-how-long = Uma ungaqedi, izimpendulo zakho ziyasulwa. Uma uqeda, buza u-{ $tenant } ukuthi bazigcina isikhathi esingakanani.
personal-asked = Igama lakho nenombolo yeselula
vehicle-asked = Imoto yakho, uma unayo
medical-asked = Ulwazi lwezempilo, uma uthanda kuphela
next-of-kin-asked = Umuntu ongashayelwa esimweni esiphuthumayo
start-prefilled = U-{ $tenant } usezigcwalisile ezinye izimpendulo. Uzozibona futhi ungazihlola.
start-until = Kuvuliwe kuze kube { $until }. Ungama bese ubuya.
start-pay = Ekugcineni ukhokhela u-{ $tenant } ekhasini labo.
start-button = Qala

## The link was already used in another browser

elsewhere-title = Lokhu kubhalisa kwaqalwa kwesinye isiphequluli
elsewhere-safe = Ukuze kuvikeleke okwabhalwa lapho, akukho okuboniswa lapha.
elsewhere-carry-on = Buyela kusiphequluli oqale kuso uvule ilinki lapho. Ungaqhubeka lapho wagcina khona.
elsewhere-until = Unesikhathi kuze kube { $until }.
code-label = Ikhodi evela kolunye ucingo lwakho noma ikhompyutha
code-hint = Izinhlamvu nezinombolo ezingu-8. Ukuze uyithole, cindezela “Londoloza ubuye kamuva” lapho.
code-share = Gcina lokhu kubhalisa kuvulekile nakolunye ucingo noma ikhompyutha
code-button = Qhubeka lapha
code-malformed = Faka zonke izinhlamvu nezinombolo zekhodi ezingu-8, njengo-CFGH-2345
code-unconfirmed = Asikwazanga ukuqinisekisa ukuthi lokhu kuvela ekhasini lakho: cindezela inkinobho futhi
code-wrong = Le khodi ayilungile: yihlole. { $tries ->
    [one] Usenethuba elingu-{ $tries }
   *[other] Usenamathuba angu-{ $tries }
}
code-locked = Kufakwe amakhodi amaningi angalungile. Thola ikhodi entsha lapho uqale khona, noma uqale kabusha
code-wait = Kuvele amakhodi noma amalinki amaningi angalungile lapho ukhona. Linda umzuzu, bese uzama futhi
code-none = Uma ungenayo ikhodi
elsewhere-pays = Kukhona inkokhelo eqhubekayo, ngakho ngeke uqale kabusha manje.
again-link = Qala kabusha ngefomu elingenalutho
again-title = Uqale kabusha ngefomu elingenalutho?
again-lead = Okwabhalwa kwesinye isiphequluli kuyobe sekulahlekile, futhi singeke sisakwazi ukuvula lokhu kubhalisa.
again-used = Kwagcina ukusetshenziswa ngo-{ $at }.
again-button = Qala kabusha lapha
again-back = Cha, buyela emuva

## The browser keeps no cookie

cookies-title = Lesi siphequluli asiligcinanga ikhukhi lethu
cookies-lead = Sidinga ikhukhi elilodwa, ukuze kungabikho esinye isiphequluli esingavula lokho okubhala lapha. Alisetshenziselwa lutho olunye.
cookies-what-title = Ongakwenza
cookies-what = Vumela amakhukhi ale sayithi kuzilungiselelo zesiphequluli sakho, bese uzama futhi. Uma usefasiteleni eliyimfihlo noma ngaphakathi kolunye uhlelo lokusebenza, vula ilinki yakho kusiphequluli osisebenzisa njalo.
cookies-button = Zama futhi

## The organisation has paused its signups

paused-title = U-{ $tenant } umise ukubhalisa okwamanje
paused-start = Awukwazi ukubhalisa okwamanje. Ilinki yakho izosebenza futhi uma ukubhalisa sekuvuliwe.
paused-kept = Awukwazi ukuqhubeka okwamanje. Lokho okulondolozile kuyagcinwa.
paused-until = Zama futhi kamuva, kulesi siphequluli. Unesikhathi kuze kube { $until }.
paused-button = Zama futhi

## The steps

step-caption = Isinyathelo { $step } kwezingu-{ $steps }
step-save-check = Londoloza uhlole izimpendulo zakho
later-link = Londoloza ubuye kamuva
later-title = Izimpendulo zakho zilondoloziwe
later-until = Ungaqhubeka kuze kube { $until }.
later-here-title = Kulolu cingo noma ikhompyutha
later-here = Vula yona leyo linki kulesi siphequluli.
later-there-title = Kolunye ucingo noma ikhompyutha
later-there = Vula yona leyo linki lapho bese ufaka le khodi:
later-once = Yibhale phansi manje: iboniswa kanye kuphela. Ikhodi yangaphambili ayisasebenzi.
later-copy = Kopisha ikhodi
later-copied = Ikopishiwe
later-code = Udinga ikhodi ukuze uqhubeke lapho.
later-had-code = Usuke wayiboniswa ngaphambili. Entsha ithatha indawo yayo.
later-code-button = Bonisa ikhodi entsha
later-clear-text = Ingabe omunye umuntu usebenzisa le divayisi? Yisule uma usuyibhale phansi ikhodi. Uzobe usudinga ikhodi ukuze uqhubeke.
later-clear-button = Kwanele okwamanje: sula le divayisi
later-button = Qhubeka manje
personal-title = Mayelana nawe
vehicle-title = Imoto yakho
medical-title = Ulwazi lwezempilo
next-of-kin-title = Isihlobo sakho esiseduze
vehicle-lead = Abasizi bafuna imoto yakho uma beza ukuzosiza.
vehicle-together = Sitshele okungenani okukodwa kwalokhu.
next-of-kin-lead = Umuntu oseduze nawe i-{ $tenant } engamshayela ucingo esimweni esiphuthumayo. Mtshele ukuthi umbhalile.
next-of-kin-together = Gcwalisa kokubili, noma ushiye kokubili kungenalutho.
medical-lead = Lokhu kusiza abasizi uma ungakwazi ukukhuluma. Ungabhalisa ngaphandle kwakho.
medical-more = Usizo lwezokwelapha nodokotela
filled-in = I-{ $tenant } igcwalisile: { $fields }. { $count ->
    [one] Hlola ukuthi kulungile yini.
   *[other] Hlola ukuthi kulungile yini.
 }
filled-locked = Uma kukhona okungalungile ongeke ukushintshe, maka “Akulungile lokhu”. I-{ $tenant } izotshelwa.
from-tenant = Kuvela ku-{ $tenant }
wrong = Akulungile lokhu

## The mobile number is confirmed by a code

verify-title = Qinisekisa inombolo yakho yeselula
verify-ask = Sithumela ikhodi nge-SMS kule nombolo. Ikhombisa ukuthi inombolo ingeyakho.
verify-sent = Sithumele ikhodi nge-SMS ngo-{ $time }, kule nombolo:
verify-delayed = Asikakwazi ukuthumela ikhodi. Siyaqhubeka nokuzama. Yifake lapho ifika.
verify-late = Ikhodi isindala kakhulu: ibisebenza imizuzu engu-10. Cela kuthunyelwe entsha.
verify-spent = Ikhodi ayisenakusetshenziswa. Cela kuthunyelwe entsha.
verify-no-more = Awasekho amakhodi angathunyelwa kulokhu kubhalisa. U-{ $tenant } angakusiza.
verify-label = Ikhodi evela ku-SMS
verify-hint = Izinombolo ezingu-6, isebenza imizuzu engu-10
verify-malformed = Faka zonke izinombolo zekhodi ezingu-6
verify-wrong = Le khodi ayilungile: yihlole. Uma uthole amakhodi amaningi, faka elisha kakhulu. { $tries ->
    [one] Usenethuba elingu-{ $tries }
   *[other] Usenamathuba angu-{ $tries }
}
verify-again-title = Ayikafiki ikhodi?
verify-again = Kungathatha umzuzu. Hlola ukuthi inombolo ilungile.
verify-left = Kusengathunyelwa { $count ->
    [one] ikhodi engu-{ $count }
   *[other] amakhodi angu-{ $count }
}.
verify-send = Thumela ikhodi
verify-resend = Thumela ikhodi entsha
verify-locked = U-{ $tenant } ufake le nombolo. Uma ingalungile, mcele ayilungise.
verify-soon = Ikhodi isanda kuthunyelwa. Linda { $seconds ->
    [one] isekhondi elingu-{ $seconds }
   *[other] amasekhondi angu-{ $seconds }
}, bese ucindezela inkinobho futhi.
verify-number-spent = Awasekho amakhodi angathunyelwa kule nombolo namuhla. Zama futhi kusasa. Okulondolozile kuyagcinwa.
verify-crowded = Kuthunyelwa amakhodi amaningi kakhulu njengamanje. Linda { $minutes ->
    [one] umzuzu ongu-{ $minutes }
   *[other] imizuzu engu-{ $minutes }
}, bese uzama futhi. Okulondolozile kuyagcinwa.
verify-changed = Inombolo ishintshwe kwelinye ithebhu noma iwindi. Lena yiyona yakamuva.
verify-busy = Asikwazanga ukwenza lokho njengamanje. Linda kancane, bese ucindezela inkinobho futhi.
# The text message itself: short, and the code first.
sms-code = { $code } yikhodi yakho yokubhalisa no-{ $tenant }. Isebenza imizuzu engu-10.

## A step that was changed in another tab

stale-title = Lesi sinyathelo sishintshwe kwenye ithebhu noma ifasitela
stale-text = Khetha kulokho nalokho okufanele kulondolozwe. Konke okunye kugcinwe njengoba ukubhale lapha.
stale-same = Izimpendulo ezilondolozwe lapho ziyefana nezakho ezingezansi.
stale-there = Kulondolozwe ngo-{ $time }:
stale-here = Kubhalwe lapha:
stale-nothing = Lutho

## What the script says of what is typed

draft-kept = Kulondoloziwe
draft-retrying = Akukalondolozwa. Sisazama.
draft-waiting = Ayikho inethiwekhi okwamanje. Sizoqhubeka uma isikhona.
draft-elsewhere = Lesi sinyathelo sishintshwe kwenye ithebhu noma ifasitela. Lokho okubhala lapha kulondolozwa uma ukhetha u-Qhubeka.
draft-stopped = Lokho okubhala manje akukalondolozwa. Khetha u-Qhubeka ukuze ubone ukuthi kungani.
draft-large = Lokhu kude kakhulu ukuthi kuthunyelwe. Nciphisa izimpendulo zakho ezinde kakhulu.

## Notices

notice-unconfirmed = Asikwazanga ukuqinisekisa ukuthi lokhu kuvela ekhasini lakho, ngakho akukho okulondoloziwe. Hlola izimpendulo ezingezansi, bese uzama futhi.
notice-unsaved = Asikwazanga ukulondoloza lesi sinyathelo okwamanje. Konke okubhalile kusengezansi. Linda kancane, bese ucindezela inkinobho futhi.
notice-paused = U-{ $tenant } umise ukubhalisa okwamanje, ngakho lesi sinyathelo asikalondolozwa. Konke okubhalile kusengezansi. Gcina leli khasi livuliwe, bese ucindezela inkinobho futhi kamuva.
notice-changed = Izimpendulo zakho zishintshwe kwenye ithebhu noma ifasitela. Lezi ezakamuva: zihlole futhi ngaphambi kokuqeda.

## Check your answers

check-title = Hlola izimpendulo zakho
check-lead = Awukabhaliswa okwamanje. Hlola ukuthi konke kulungile, bese uyaqeda.
check-unsent = Kukhona okubhale ku-“{ $step }” kodwa awukhethanga u-Qhubeka lapho. Akukabalwa okwamanje. Khetha u-Shintsha ukuze ukubone.
check-change = Shintsha
check-add = Engeza
check-show = Bonisa
check-hide = Fihla
check-covered = Kufihliwe
check-not-given = Akunikezwanga
check-disputed = Uthe lokhu akulungile.
check-own-number-title = Ingabe le nombolo ilungile?
check-own-number = Inombolo yesihlobo sakho esiseduze iyinombolo yakho yeselula. Uma ungakwazi ukuphendula, akekho ongatholakala. Ungayishintsha, noma uqede injengoba injalo.
check-email = Ingabe ubuqonde u-{ $email }?
check-email-text = Uma ikheli lakho lilungile njengoba linjalo, ungaqeda.
check-email-change = Shintsha ikheli
check-declare = Ngokuqeda uthi lezi zimpendulo zilungile ngokwazi kwakho, futhi u-{ $tenant } uyazithola.
check-pay = Ngemva kwalokhu ukhokha ekhasini lika-{ $tenant }. Kusukela lapho izimpendulo zakho zihlala zinjalo.
terms-text = Ngiyavumelana nemigomo ye-{ $tenant }.
terms-required = Maka ibhokisi ukuze uvumelane nemigomo. Ngaphandle kwalokho awukwazi ukubhalisa.
marketing-text = I-{ $tenant } ingangitshela ngezipesheli zayo. Ngingakuhoxisa lokhu noma nini.
tick-changed = Lo mbhalo ushintshile selokhu wamaka ibhokisi: wufunde futhi, ulimake uma uvuma
check-button = Qedela ukubhalisa
check-pay-button = Qhubekela enkokhelweni
payment-title = Inkokhelo yakho ayikaqinisekiswa
payment-lead = U-{ $tenant } uyasitshela uma inkokhelo yakho isingenile. Kuvame ukuthatha ngaphansi komzuzu.
payment-close = Ungalivala leli khasi. Uma u-{ $tenant } esitshele, usubhalisiwe.
payment-looks = Leli khasi lizibhekela ngokwalo ukuthi kunezindaba yini.
payment-look = Bheka manje
payment-not-paid = Awukakhokhi?
payment-button = Iya ekhasini lokukhokha
payment-refused-title = Inkokhelo yakho ayiphumelelanga
payment-refused-lead = Awukabhaliswa okwamanje. Izimpendulo zakho zigciniwe, ngakho ungazama futhi.
payment-until = Ungakhokha kuze kube { $until }.
payment-retry = Zama ukukhokha futhi

## The mobile number cannot be signed up

taken-title = Le nombolo yeselula ayikwazi ukubhaliswa lapha
taken-lead = Awubhaliswanga.
taken-number = Inombolo ithi { $number }.
taken-correct-text = Hlola ukuthi ayinalo iphutha lokubhala. Ungayishintsha uqede futhi: konke okunye kuyagcinwa.
taken-correct = Shintsha inombolo
taken-no-more = Inombolo ayisakwazi ukulungiswa kulokhu kubhalisa. U-{ $tenant } angakusiza ngokuqhubekayo.
taken-leave-text = Ukubuyela ku-{ $tenant } kuqeda lokhu kubhalisa.
taken-leave = Phuma ubuyele ku-{ $tenant }

## Cancel

cancel-title = Ufuna ukukhansela lokhu kubhalisa?
cancel-lead = Uma ukhansela, ngeke ubhaliswe, u-{ $tenant } ngeke azithole izimpendulo zakho, futhi ilinki izoyeka ukusebenza.
cancel-pause = Uma ufuna ukuma okwamanje nje, vala leli khasi. Lokho okulondolozile kuyagcinwa, futhi yona leyo linki kulesi siphequluli izokubuyisela.
cancel-paid = Uma usukhokhile, khuluma no-{ $tenant } ngaphambi kokukhansela. Ukukhansela akuyibuyiseli imali.
cancel-button = Yebo, khansela lokhu kubhalisa
cancel-keep = Cha, qhubeka nalokhu kubhalisa

## The outcome

completed-title = Usubhalisiwe
completed-text = Siyabonga. U-{ $tenant } usenayo imininingwane yakho. Akukho okunye okufanele ukwenze lapha.
completed-reference = Inkomba yakho: { $reference }
completed-print = Phrinta leli khasi
completed-next = Okwenzeka okulandelayo
download-title = Thola i-app
download-text = U-{ $tenant } une-app. Ungayithola manje, noma kamuva.
download-ios = Yithole nge-iPhone
download-android = Yithole nge-Android
download-web = Yisebenzise kusiphequluli
clear-text = Ingabe omunye umuntu usebenzisa le divayisi? Yisule, akekho ozokwazi ukuvula lokhu kubhalisa kuyo.
clear-button = Qeda futhi usule le divayisi
clear-title = Le divayisi isuliwe
clear-done = Izimpendulo zakho azisakwazi ukuvulwa kuyo.
cancelled-title = Lokhu kubhalisa kukhanseliwe
cancelled-text = Awubhaliswanga, futhi u-{ $tenant } akazitholanga izimpendulo zakho. Uma ushintsha umqondo, cela u-{ $tenant } ilinki entsha.
failed-title = Lokhu kubhalisa akukwazanga ukuqedwa
failed-text = Awubhaliswanga lapha. Xhumana no-{ $tenant }: bangakutshela ukuthi wenzeni okulandelayo.
unpaid-text = Akekho ositshele ukuthi ukhokhile, ngakho awubhaliswanga. Uma ukhokhile, xhumana no-{ $tenant }.
expired-title = Lokhu kubhalisa akusavuliwe
expired-text = Isikhathi sakho sesiphelile, futhi awubhaliswanga. Cela u-{ $tenant } ilinki entsha.
expired-text-refresh = Isikhathi sakho sesiphelile, futhi awubhaliswanga. U-{ $tenant } angakunika ilinki entsha.
expired-button = Thola ilinki entsha

## Access was lost

moved-title = Lokhu kubhalisa kuqhutshekwe kwenye indawo
moved-lead = Kwavulwa kolunye ucingo noma ikhompyutha, noma kwesinye isiphequluli. Lesi siphequluli asisakwazi ukungena kukho.
moved-open = Qhubeka lapho. Ukuze uqhubeke lapha, vula ilinki oyithunyelelwe bese ufaka ikhodi evela lapho.
lost-title = Vula ilinki yakho futhi
lost-lead = Lesi siphequluli asisakwazi ukungena kulokhu kubhalisa. Lokho kwenzeka uma amakhukhi aso esusiwe, noma uma ilinki isetshenziswe kwesinye isiphequluli.
lost-open = Vula ilinki oyithunyelelwe. Kusiphequluli oqale kuso ungaqhubeka; kwenye indawo udinga ikhodi yakho, noma uqale kabusha.
lost-typed = Okugcine ukubhala
lost-typed-text = Akukwazanga ukulondolozwa. Gcina leli khasi livuliwe, noma ulikopishe, ukuze uphinde ukugcwalise.
lost-copy = Kopisha engikubhalile
lost-text = Okubhalile, ongakukopisha
back-title = Kubuyise
back-text = Faka ikhodi yakho, okubhalile kuzobuyiselwa ekubhaliseni kwakho.
along-title = Hamba nakho
along-text = Vula ilinki yakho entsha kulesi siphequluli bese ucindezela u-Qala. Gcina leli khasi livuliwe. Bese ubuyela kulo ucindezele le nkinobho.
along-button = Kufake ekubhaliseni kwami okusha
along-none = Akukabikho ukubhalisa okusha kulesi siphequluli. Vula ilinki yakho entsha lapha bese ucindezela u-Qala. Bese ubuyela kuleli khasi.

## Problems

problem-400-title = Leli khasi alikwazanga ukuqondwa
problem-400-text = Kukhona okushodayo kulokho okuthunyelwe isiphequluli sakho. Buyela emuva, layisha kabusha ikhasi bese uzama futhi.
problem-403-title = Awukwazi ukuvula leli khasi
problem-403-text = Vula futhi ilinki oyithunyelelwe, kulesi siphequluli, uqhubeke ukusuka lapho.
problem-404-title = Leli khasi noma le linki ayikho
problem-404-text = Uma ukopishe ilinki, hlola ukuthi uyikopishe yonke. Uma ingasebenzi namanje, cela ilinki entsha.
problem-405-title = Leli khasi alikwazi ukusetshenziswa kanje
problem-405-text = Vula futhi ilinki oyithunyelelwe uqhubeke ukusuka lapho.
problem-408-title = Lokhu kuthathe isikhathi eside kakhulu
problem-408-text = Izimpendulo zakho azifikanga ngesikhathi futhi azilondolozwanga. Hlola uxhumano lwakho, buyela emuva bese uzama futhi.
problem-413-title = Lokhu okuthumele kude kakhulu
problem-413-text = Izimpendulo zakho azilondolozwanga. Buyela emuva, nciphisa ezinde kakhulu bese uzama futhi.
too-long-lead = Okuthi “{ $step }” akulondolozwanga manje. Lokho okulondoloze ngaphambili kusekhona.
too-long-what = Buyela kukho, ubhale izimpendulo ezimfushane, uqale ngokubaluleke kakhulu.
too-long-button = Buyela kokuthi “{ $step }”
problem-415-title = Leli khasi alikwazanga ukuqondwa
problem-415-text = Isiphequluli sakho sithumele izimpendulo ngendlela engafundeki lapha. Buyela emuva, layisha kabusha ikhasi bese uzama futhi.
problem-421-title = Leli kheli liya endaweni engafanele
problem-421-text = Vula ilinki njengoba nje uyithunyelelwe.
problem-429-title = Kuzanywe kaningi kakhulu
problem-429-text = Linda umzuzu, bese uzama futhi. Lokho okulondolozile kuyagcinwa.
problem-500-title = Kukhona okungahambanga kahle lapha
problem-500-text = Akulona iphutha lakho. Lokho okulondolozile kuyagcinwa. Buyela emuva uzame futhi emizuzwini embalwa.
problem-503-title = Lokhu kubhalisa kumatasa okwamanje
problem-503-text = Lokho okulondolozile kuyagcinwa. Linda umzuzu, bese ubuyela emuva uzame futhi.

## About you

name-label = Igama
name-hint = Njengoba abantu bekubiza, noma njengoba kunjalo kumazisi wakho.
name-required = Faka igama lakho
surname-label = Isibongo
surname-hint = Uma unegama elilodwa kuphela, libhale nalapha.
surname-required = Faka isibongo sakho
mobile-label = Inombolo yeselula
mobile-hint = Le yinombolo eshayelwa ucingo esimweni esiphuthumayo. Yibhale noma kanjani, njengo-082 123 4567.
mobile-required = Faka inombolo yeselula yakho
mobile-format = Inombolo yeselula kufanele ibe inombolo yocingo ephelele, njengo-082 123 4567 noma +44 7911 123456
mobile-too_short = Inombolo yeselula imfushane kakhulu: inamadijithi angu-{ $typed } kwangu-{ $needed } adingekayo
mobile-too_long = Inombolo yeselula yinde kakhulu: inamadijithi angu-{ $typed } kanti kudingeka angu-{ $needed } kuphela
email-label = Ikheli le-imeyili
email-required = Faka ikheli le-imeyili lakho
email-format = Ikheli le-imeyili kufanele libe njengo-igama@example.com
dateOfBirth-label = Usuku lokuzalwa
dateOfBirth-hint = Isibonelo, 27 3 1985
dateOfBirth-required = Faka usuku lokuzalwa lwakho
dateOfBirth-day = Usuku
dateOfBirth-month = Inyanga
dateOfBirth-year = Unyaka
dateOfBirth-format = Usuku lokuzalwa kufanele lube nosuku, inyanga nonyaka
dateOfBirth-no_such_date = Usuku lokuzalwa kufanele lube usuku olukhona ngempela
dateOfBirth-future = Usuku lokuzalwa kufanele lube sesikhathini esedlule
dateOfBirth-too_early = Usuku lokuzalwa kufanele lube ngo-1900 noma kamuva
dateOfBirth-day_missing = Usuku lokuzalwa kufanele lube nosuku
dateOfBirth-month_missing = Usuku lokuzalwa kufanele lube nenyanga
dateOfBirth-year_missing = Usuku lokuzalwa kufanele lube nonyaka wamadijithi angu-4, njengo-1985
gender-label = Ubulili
gender-hint = Kusiza abosizo oluphuthumayo ukuthi bakubone.
gender-female = Owesifazane
gender-male = Owesilisa
gender-rather-not-say = Ngincamela ukungasho
gender-own = Ngamazwi ami
gender-own-label = Ubulili bakho ngamazwi akho
gender-required = Faka ubulili bakho ngamazwi akho, noma ukhethe enye impendulo

## Only told by a tenant

externalReferenceId-label = Inkomba yangaphandle
businessName-label = Igama lebhizinisi
duressCode-label = Ikhodi yokuphoqwa

## Your vehicle

hasVehicle-label = Unayo imoto?
hasVehicle-check = Imoto
hasVehicle-no = Ayikho imoto
hasVehicle-hint = Imoto, ibhakhi, isithuthuthu: noma yini oyisebenzisa kakhulu.
hasVehicle-required = Khetha ukuthi unayo yini imoto
vehicleMake-label = Uhlobo lwemoto
vehicleMake-hint = Njenge-Toyota noma i-Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Faka uhlobo lwemoto, noma okungenani omunye umniningwane
vehicleModel-label = Imodeli
vehicleModel-hint = Njenge-Corolla noma i-Polo.
vehicleColour-label = Umbala
vehicleColour-suggestions = Mhlophe; Siliva; Mpunga; Mnyama; Luhlaza okwesibhakabhaka; Bomvu; Luhlaza; Nsundu; Golide; Phuzi; Olintshi
vehicleLicensePlate-label = Inombolo yeplethi
vehicleLicensePlate-hint = Izinhlamvu nezinombolo ezingemuva kwemoto, njengo-CA 123-456.
vehicleLicensePlate-format = Inombolo yeplethi kufanele ibe nezinhlamvu noma izinombolo

## Medical information

medicalConditions-label = Izifo onazo
medicalConditions-hint = Njengesifuba somoya, isifo sikashukela, isithuthwane noma isifo senhliziyo.
medications-label = Imithi oyidlayo
medications-hint = Nesilinganiso sayo, uma usazi.
allergies-label = Izinto ezikuguliswayo (ama-allergy)
allergies-hint = Njenge-penicillin, ukulunywa yinyosi noma amantongomane.
medicalOther-label = Okunye abosizo oluphuthumayo okufanele bakwazi
medicalOther-check = Okunye
medicalOther-hint = Njenge-pacemaker, ukukhulelwa, noma ukuthi awuzwa kahle ezindlebeni.
bloodtype-label = Uhlobo lwegazi
bloodtype-hint = O+ kuthiwa “O positive”.
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = Angazi
hasMedicalAid-label = Unawo umshwalense wezokwelapha?
hasMedicalAid-check = Umshwalense wezokwelapha
medicalAidScheme-label = Igama lomshwalense wezokwelapha
medicalAidScheme-hint = Njenge-Discovery, i-Bonitas noma i-GEMS.
medicalAidNumber-label = Inombolo yomshwalense wezokwelapha
medicalAidPlan-label = Uhlelo lomshwalense wezokwelapha
familyDoctorName-label = Igama likadokotela womndeni
familyDoctorName-check = Udokotela
familyDoctorPhoneNumber-label = Inombolo yocingo kadokotela womndeni
familyDoctorPhoneNumber-check = Inombolo kadokotela
familyDoctorPhoneNumber-format = Inombolo yocingo kadokotela womndeni kufanele ibe inombolo yocingo ephelele, njengo-021 123 4567
familyDoctorPhoneNumber-too_short = Inombolo yocingo kadokotela womndeni imfushane kakhulu: inamadijithi angu-{ $typed } kwangu-{ $needed } adingekayo
familyDoctorPhoneNumber-too_long = Inombolo yocingo kadokotela womndeni yinde kakhulu: inamadijithi angu-{ $typed } kanti kudingeka angu-{ $needed } kuphela
medicalConsent-label = Ingabe ufuna ukwabelana ngolwazi lwezempilo?
medicalConsent-check = Imvume yakho
medicalConsent-yes = Yebo
medicalConsent-no = Hhayi manje
medicalConsent-forget = Hhayi manje, futhi sula engikugcwalisile
medicalConsent-required = Khetha uYebo ukuze wabelane ngolwazi lwezempilo olugcwalisile, noma khetha ukulusula
medicalConsent-changed = Umbhalo mayelana nokwabelana ngolwazi lwezempilo ushintshile: wufunde bese ukhetha futhi
medicalConsent-given = Inikeziwe
medical-consent-text = Uma ukhetha uYebo, uyavuma kulokhu. I-{ $tenant } igcina ulwazi lwezempilo olunikeza lapha. Lubonwa kuphela ngabasizi abathunyelwa kuwe. Ungakuhoxisa lokhu noma nini. Tshela i-{ $tenant }, bese belusula.

## Your next of kin

nextOfKinName-label = Igama eliphelele lesihlobo sakho esiseduze
nextOfKinName-check = Igama
nextOfKinName-required = Faka igama eliphelele lesihlobo sakho esiseduze
nextOfKinNumber-label = Inombolo yocingo yesihlobo sakho esiseduze
nextOfKinNumber-check = Inombolo yocingo
nextOfKinNumber-hint = Yibhale noma kanjani. Akufanele kube inombolo yakho.
nextOfKinNumber-required = Faka inombolo yocingo yesihlobo sakho esiseduze
nextOfKinNumber-format = Inombolo yocingo yesihlobo sakho esiseduze kufanele ibe inombolo yocingo ephelele, njengo-083 123 4567
nextOfKinNumber-too_short = Inombolo yocingo yesihlobo sakho esiseduze imfushane kakhulu: inamadijithi angu-{ $typed } kwangu-{ $needed } adingekayo
nextOfKinNumber-too_long = Inombolo yocingo yesihlobo sakho esiseduze yinde kakhulu: inamadijithi angu-{ $typed } kanti kudingeka angu-{ $needed } kuphela
nextOfKinTold-label = Uyazi ukuthi umbhalile
nextOfKinTold-text = Ngimtshelile lo muntu ukuthi ngimbhale lapha, nokuthi i-{ $tenant } ingamshayela ucingo.

## Choices that many fields have

choice-yes = Yebo
choice-no = Cha
choice-unsaid = Ngincamela ukungasho

## Errors of any field

error-required = Faka impendulo ku-“{ $label }”
error-one_required = Faka impendulo ku-“{ $label }”, noma okungenani komunye wemibuzo elandelayo
error-too_long = { $limit ->
    [one] “{ $label }” kufanele ibe nohlamvu olungu-{ $limit } noma ngaphansi
   *[other] “{ $label }” kufanele ibe nezinhlamvu ezingu-{ $limit } noma ngaphansi
}
error-too_short = “{ $label }” kumfushane kakhulu: kunamadijithi angu-{ $typed } kwangu-{ $needed } adingekayo
error-unreadable = “{ $label }” kunezinhlamvu ezingafikanga ziphelele: kubhale futhi
error-characters = “{ $label }” akufanele kube nezinhlamvu ezifihliwe noma ezinqwabelene: kubhale esikhundleni sokukunamathisela
error-format = “{ $label }” kufanele kubhalwe ngendlela evamile
error-no_such_date = “{ $label }” kufanele kube usuku olukhona ngempela
error-future = “{ $label }” kufanele kube sesikhathini esedlule
error-too_early = “{ $label }” kufanele kube ngo-1900 noma kamuva
error-day_missing = “{ $label }” kufanele kube nosuku
error-month_missing = “{ $label }” kufanele kube nenyanga
error-year_missing = “{ $label }” kufanele kube nonyaka wamadijithi angu-4
error-choice = Khetha enye yezimpendulo ku-“{ $label }”
error-repeated = “{ $label }” kufike kaningi: kuhlole bese uqhubeka
error-type = “{ $label }” kufanele kube wohlobo olufanele
error-changed = “{ $label }” kushintshile: kufunde futhi

## Numbers and times

list-comma = { ", " }
number-group = { "\u00A0" }
moment = { $weekday } { $date } ngo-{ $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
zone-utc = UTC
zone-120 = isikhathi saseNingizimu Afrika
weekday-1 = uMsombuluko
weekday-2 = uLwesibili
weekday-3 = uLwesithathu
weekday-4 = uLwesine
weekday-5 = uLwesihlanu
weekday-6 = uMgqibelo
weekday-7 = iSonto
month-1 = Januwari
month-2 = Februwari
month-3 = Mashi
month-4 = Ephreli
month-5 = Meyi
month-6 = Juni
month-7 = Julayi
month-8 = Agasti
month-9 = Septhemba
month-10 = Okthoba
month-11 = Novemba
month-12 = Disemba
month-1-typed = ujanuwari, masingana, umasingana
month-2-typed = ufebruwari, februari, nhlolanja, unhlolanja
month-3-typed = umashi, ndasa, undasa
month-4-typed = uephreli, u-ephreli, aphreli, mbasa, umbasa
month-5-typed = umeyi, nhlaba, unhlaba
month-6-typed = ujuni, nhlangulana, unhlangulana
month-7-typed = ujulayi, ntulikazi, untulikazi
month-8-typed = uagasti, u-agasti, ncwaba, uncwaba
month-9-typed = uSepthemba, septemba, uSeptemba, mandulo, umandulo
month-10-typed = uokthoba, u-okthoba, okthobha, mfumfu, umfumfu
month-11-typed = unovemba, lwezi, ulwezi
month-12-typed = udisemba, zibandlela, uzibandlela
