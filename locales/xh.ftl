# isiXhosa
# Read by a native reader: no

## Every page

skip = Tsiba uye kumxholo oyintloko
language-title = Ulwimi
title-error = Impazamo: { $title }
title-notice = Okubalulekileyo: { $title }
title-preview = Umboniso-ngaphambili: { $title }
preview-mark = Umboniso-ngaphambili. Akukho nto igcinwayo apha.
preview-all = Onke amaphepha
preview-lead = La ngamaphepha ale fomu, aneempendulo ezingezizo zamntu.
preview-until = Le dilesi isebenza de kube { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Inyathelo { $step } kwayi-{ $steps } – { $tenant }
help-title = Ufuna uncedo?
help-tenant = Qhagamshelana no-{ $tenant }, okuthumele ikhonkco lolu bhaliso.
help-nobody = Qhagamshelana nombutho okuthumele ikhonkco lolu bhaliso.
nobody-name = Ubhaliso
emergency = Le fomu ayilubizi uncedo.
emergency-call = Kwimeko engxamisekileyo tsalela u-{ $number }.
support-page = Uncedo
privacy-page = Ubumfihlo
terms-page = Imiqathango
continue = Qhubeka
back = Emva
cancel-link = Rhoxisa olu bhaliso
optional = (akunyanzelekanga)
all-optional = Phendula oko unakho. Ungashiya nakuphi na koku kungenanto.
error-prefix = Impazamo:
summary-title = Kukho ingxaki
notice-title = Okubalulekileyo:
return-to = Buyela ku-{ $tenant }
call-tenant = Tsalela u-{ $tenant } ku-{ $number }
mail-tenant = Bhalela u-{ $tenant }
close = Ungalivala eli phepha ngoku.
tenant-unknown = umbutho okumemileyo

## The start page

start-title = Bhalisa no-{ $tenant }
start-time = { $minutes ->
    [one] Kuthatha malunga nomzuzu o-1.
   *[other] Kuthatha malunga nemizuzu e-{ $minutes }.
 }
start-mobile = Ufuna inombolo yakho yeselfowuni.
start-mobile-code = Ufuna ifowuni yakho ephathwayo: sithumela ikhowudi kuyo.
start-ready = Lungisa oku: { $fields }.
start-asked = Oko uya kubuzwa kona
start-privacy = Ubumfihlo bakho
start-privacy-who = U-{ $tenant } ufumana iimpendulo zakho xa ugqibile, hayi ngaphambili.
start-privacy-why = Zixelela u-{ $tenant } ukuba ungubani, nokuba kutsalelwe bani xa ufuna uncedo.
start-privacy-how-long = Ukuba awugqibi, iimpendulo zakho ziyacinywa. Ukuba uyagqiba, buza u-{ $tenant } ukuba bazigcina ixesha elingakanani.
personal-asked = Igama lakho nenombolo yeselfowuni
vehicle-asked = Isithuthi sakho, ukuba unaso
medical-asked = Iinkcukacha zempilo, ukuba uyathanda kuphela
next-of-kin-asked = Umntu onokutsalelwa kwimeko engxamisekileyo
start-prefilled = U-{ $tenant } sele egcwalise ezinye iimpendulo. Uya kuzibona kwaye ungazikhangela.
start-until = Kuvuliwe de kube { $until }. Ungayeka uze ubuye.
start-pay = Ekugqibeleni uhlawula u-{ $tenant } kwiphepha labo.
start-button = Qala

## The link was already used in another browser

elsewhere-title = Olu bhaliso luqalwe kwesinye isikhangeli
elsewhere-safe = Ukuze kukhuselwe oko kubhalwe apho, akukho nto yako iboniswayo apha.
elsewhere-carry-on = Buyela kwisikhangeli oqale kuso uze uvule ikhonkco apho. Ungaqhubeka apho uyeke khona.
elsewhere-until = Unexesha de kube { $until }.
code-label = Ikhowudi evela kwenye ifowuni yakho okanye ikhompyutha
code-hint = Oonobumba namanani abali-8. Ukuze uyifumane, cofa “Gcina uze ubuye kamva” apho.
code-share = Gcina olu bhaliso luvulekile nakwenye ifowuni okanye ikhompyutha
code-button = Qhubeka apha
code-malformed = Faka bonke oonobumba namanani abali-8 ekhowudi, njengo-CFGH-2345
code-unconfirmed = Asikwazanga ukuqinisekisa ukuba oku kuvela kwiphepha lakho: cofa iqhosha kwakhona
code-wrong = Le khowudi ayilunganga: yijonge. { $tries ->
    [one] Usenethuba eli-{ $tries }
   *[other] Usenamathuba ali-{ $tries }
}
code-locked = Kufakwe iikhowudi ezininzi ezingalunganga. Fumana ikhowudi entsha apho uqale khona, okanye uqale kwakhona
code-wait = Kuvele iikhowudi okanye amakhonkco amaninzi angalunganga apho ukhoyo. Linda umzuzu, uze uzame kwakhona
code-none = Ukuba awunayo ikhowudi
elsewhere-pays = Kukho intlawulo eqhubekayo, ngoko awunakuqala ngokutsha ngoku.
again-link = Qala kwakhona ngefomu engenanto
again-title = Uqale kwakhona ngefomu engenanto?
again-lead = Oko kubhalwe kwesinye isikhangeli kuya kulahleka, kwaye asisayi kukwazi ukuvula olu bhaliso.
again-used = Lugqibele ukusetyenziswa nge-{ $at }.
again-button = Qala kwakhona apha
again-back = Hayi, buyela emva

## The browser keeps no cookie

cookies-title = Esi sikhangeli asiyigcinanga ikhuki yethu
cookies-lead = Sifuna ikhuki enye, ukuze kungabikho sinye isikhangeli sinokuvula oko ukubhala apha. Ayisetyenziselwa nto yimbi.
cookies-what-title = Onokukwenza
cookies-what = Vumela iikhuki zale sayithi kwiisetingi zesikhangeli sakho, uze uzame kwakhona. Ukuba ukwiwindow eyimfihlo okanye ngaphakathi kwenye iapp, vula ikhonkco lakho kwisikhangeli osisebenzisa rhoqo.
cookies-button = Zama kwakhona

## The organisation has paused its signups

paused-title = U-{ $tenant } ukumisile ukubhalisa okwangoku
paused-start = Awunakubhalisa okwangoku. Ikhonkco lakho liya kusebenza kwakhona xa ukubhalisa kuvuliwe.
paused-kept = Awunakuqhubeka okwangoku. Oko ukugcinileyo kuhlala kukho.
paused-until = Zama kwakhona kamva, kwesi sikhangeli. Unexesha de kube { $until }.
paused-button = Zama kwakhona

## The steps

step-caption = Inyathelo { $step } kwayi-{ $steps }
step-save-check = Gcina uze ukhangele iimpendulo zakho
later-link = Gcina uze ubuye kamva
later-title = Iimpendulo zakho zigciniwe
later-until = Ungaqhubeka de kube { $until }.
later-here-title = Kule fowuni okanye ikhompyutha
later-here = Vula kwa eli khonkco kwesi sikhangeli.
later-there-title = Kwenye ifowuni okanye ikhompyutha
later-there = Vula kwa eli khonkco apho uze ufake le khowudi:
later-once = Yibhale phantsi ngoku: iboniswa kanye kuphela. Ikhowudi yangaphambili ayisasebenzi.
later-copy = Kopa ikhowudi
later-copied = Ikotshiwe
later-code = Ufuna ikhowudi ukuze uqhubeke apho.
later-had-code = Ukhe waboniswa enye ngaphambili. Entsha ithatha indawo yayo.
later-code-button = Bonisa ikhowudi entsha
later-clear-text = Ingaba omnye umntu usebenzisa esi sixhobo? Sicoce xa sele uyibhale phantsi ikhowudi. Uya kufuna ikhowudi ukuze uqhubeke.
later-clear-button = Kwanele okwangoku: coca esi sixhobo
later-button = Qhubeka ngoku
personal-title = Malunga nawe
vehicle-title = Isithuthi sakho
medical-title = Iinkcukacha zempilo
next-of-kin-title = Isalamane sakho esisondeleyo
vehicle-lead = Abancedi bakhangela isithuthi sakho xa besiza kunceda.
vehicle-together = Sixelele ubuncinane enye kwezi.
next-of-kin-lead = Umntu osondeleyo kuwe i-{ $tenant } enokumtsalela umnxeba kwimeko kaxakeka. Mxelele ukuba umkhankanyile.
next-of-kin-together = Zalisa zombini, okanye ushiye zombini zingenanto.
medical-lead = Oku kunceda abancedi xa ungakwazi ukuthetha. Ungabhalisa ngaphandle kwako.
medical-more = Uncedo lwezonyango nogqirha
filled-in = I-{ $tenant } izalise: { $fields }. { $count ->
    [one] Jonga ukuba kulungile na.
   *[other] Jonga ukuba kulungile na.
 }
filled-locked = Ukuba kukho okungalunganga ongenakukutshintsha, phawula “Oku akulunganga”. I-{ $tenant } iya kuxelelwa.
from-tenant = Ivela ku-{ $tenant }
wrong = Oku akulunganga

## The mobile number is confirmed by a code

verify-title = Qinisekisa inombolo yakho yeselfowuni
verify-ask = Sithumela ikhowudi nge-SMS kule nombolo. Ibonisa ukuba inombolo yeyakho.
verify-sent = Sithumele ikhowudi nge-SMS ngo-{ $time }, kule nombolo:
verify-delayed = Asikakwazi ukuthumela ikhowudi. Siyaqhubeka sizama. Yifake xa ifika.
verify-late = Ikhowudi indala kakhulu: ibisebenza imizuzu eli-10. Cela kuthunyelwe entsha.
verify-spent = Ikhowudi ayisenakusetyenziswa. Cela kuthunyelwe entsha.
verify-no-more = Azisekho iikhowudi ezinokuthunyelwa kolu bhaliso. U-{ $tenant } angakunceda.
verify-label = Ikhowudi evela kwi-SMS
verify-hint = Amanani ama-6, isebenza imizuzu eli-10
verify-malformed = Faka onke amanani ama-6 ekhowudi
verify-wrong = Le khowudi ayilunganga: yijonge. Ukuba ufumene ezininzi, faka eyokugqibela. { $tries ->
    [one] Usenethuba eli-{ $tries }
   *[other] Usenamathuba ali-{ $tries }
}
verify-again-title = Ayikafiki ikhowudi?
verify-again = Ingathatha umzuzu. Khangela ukuba inombolo ilungile.
verify-left = Kusenokuthunyelwa { $count ->
    [one] ikhowudi e-{ $count }
   *[other] iikhowudi ezi-{ $count }
}.
verify-send = Thumela ikhowudi
verify-resend = Thumela ikhowudi entsha
verify-locked = U-{ $tenant } ufake le nombolo. Ukuba ayilunganga, mcele ayilungise.
verify-soon = Ikhowudi isandul’ ukuthunyelwa. Linda { $seconds ->
    [one] umzuzwana o-{ $seconds }
   *[other] imizuzwana eyi-{ $seconds }
}, uze ucofe iqhosha kwakhona.
verify-number-spent = Azisekho iikhowudi ezinokuthunyelwa kule nombolo namhlanje. Zama kwakhona ngomso. Okugcinileyo kuhlala kukho.
verify-crowded = Kuthunyelwa iikhowudi ezininzi kakhulu ngoku. Linda { $minutes ->
    [one] umzuzu o-{ $minutes }
   *[other] imizuzu eyi-{ $minutes }
}, uze uzame kwakhona. Okugcinileyo kuhlala kukho.
verify-changed = Inombolo itshintshiwe kwenye ithebhu okanye ifestile. Le yeyona yamva.
verify-busy = Asikwazanga ukwenza oko ngoku. Linda kancinci, uze ucofe iqhosha kwakhona.
# The text message itself: short, and the code first.
sms-code = { $code } yikhowudi yakho yokubhalisa no-{ $tenant }. Isebenza imizuzu eli-10.

## A step that was changed in another tab

stale-title = Eli nyathelo litshintshwe kwenye ithebhu okanye iwindow
stale-text = Khetha kwinto nganye emayigcinwe. Konke okunye kugcinwe njengoko ukubhale apha.
stale-same = Iimpendulo ezigcinwe apho ziyafana nezakho ezingezantsi.
stale-there = Kugcinwe ngo-{ $time }:
stale-here = Kubhalwe apha:
stale-nothing = Akukho nto

## What the script says of what is typed

draft-kept = Kugciniwe
draft-retrying = Akukagcinwa. Sisazama.
draft-waiting = Akukho nxibelelwano okwangoku. Siza kuqhubeka lwakubakho.
draft-elsewhere = Eli nyathelo litshintshwe kwenye ithebhu okanye iwindow. Oko ukubhala apha kugcinwa xa ukhetha u-Qhubeka.
draft-stopped = Oko ukubhala ngoku akukagcinwa. Khetha u-Qhubeka ukuze ubone isizathu.
draft-large = Oku kude kakhulu ukuba kuthunyelwe. Nciphisa ezona mpendulo zakho zinde.

## Notices

notice-unconfirmed = Asikwazanga ukuqinisekisa ukuba oku kuvela kwiphepha lakho, ngoko akukho nto igciniweyo. Khangela iimpendulo ezingezantsi, uze uzame kwakhona.
notice-unsaved = Asikwazanga ukuligcina eli nyathelo okwangoku. Konke okubhalileyo kusengezantsi. Linda kancinci, uze ucofe iqhosha kwakhona.
notice-paused = U-{ $tenant } ukumisile ukubhalisa okwangoku, ngoko eli nyathelo alikagcinwa. Konke okubhalileyo kusengezantsi. Gcina eli phepha livuliwe, uze ucofe iqhosha kwakhona kamva.
notice-changed = Iimpendulo zakho zitshintshwe kwenye ithebhu okanye iwindow. Ezi zezamva nje: zikhangele kwakhona phambi kokuba ugqibe.

## Check your answers

check-title = Khangela iimpendulo zakho
check-lead = Awukabhaliswa okwangoku. Khangela ukuba yonke into ilungile, uze ugqibe.
check-unsent = Kukho into oyibhale ku-“{ $step }” kodwa awukhethanga u-Qhubeka apho. Ayikabalwa okwangoku. Khetha u-Tshintsha ukuze uyibone.
check-change = Tshintsha
check-add = Yongeza
check-show = Bonisa
check-hide = Fihla
check-covered = Kufihliwe
check-not-given = Akunikwanga
check-disputed = Uthe oku akulunganga.
check-own-number-title = Ngaba le nombolo ilungile?
check-own-number = Inombolo yesalamane sakho esisondeleyo yinombolo yakho yeselfowuni. Ukuba awunakuphendula, akukho mntu unokufumaneka. Ungayitshintsha, okanye ugqibe injalo.
check-email = Ingaba ubuthetha u-{ $email }?
check-email-text = Ukuba idilesi yakho ilungile njengoko injalo, ungagqiba.
check-email-change = Tshintsha idilesi
check-declare = Ngokugqiba uthi ezi mpendulo zilungile ngokolwazi lwakho, kwaye u-{ $tenant } uyazifumana.
check-pay = Emva koku uhlawula kwiphepha lika-{ $tenant }. Ukususela apho iimpendulo zakho zihlala zinjalo.
terms-text = Ndiyavumelana nemiqathango ye-{ $tenant }.
terms-required = Phawula ibhokisi ukuze uvumelane nemiqathango. Ngaphandle kwayo awunakubhalisa.
marketing-text = I-{ $tenant } ingandixelela ngezibonelelo zayo. Ndingakurhoxisa oku nanini na.
tick-changed = Lo mbhalo utshintshile oko uphawule ibhokisi: wufunde kwakhona, uliphawule ukuba uyavuma
check-button = Gqiba ukubhalisa
check-pay-button = Qhubekela kwintlawulo
payment-title = Intlawulo yakho ayikaqinisekiswa
payment-lead = U-{ $tenant } usixelela xa intlawulo yakho ingenile. Oku kudla ngokuthatha ngaphantsi komzuzu.
payment-close = Ungalivala eli phepha. Xa u-{ $tenant } esixelele, ubhalisiwe.
payment-looks = Eli phepha lizikhangelela ngokwalo iindaba.
payment-look = Khangela ngoku
payment-not-paid = Awukahlawuli?
payment-button = Yiya kwiphepha lokuhlawula
payment-refused-title = Intlawulo yakho ayiphumelelanga
payment-refused-lead = Awukabhaliswa okwangoku. Iimpendulo zakho zigciniwe, ngoko ungazama kwakhona.
payment-until = Ungahlawula de kube { $until }.
payment-retry = Zama ukuhlawula kwakhona

## The mobile number cannot be signed up

taken-title = Le nombolo yeselfowuni ayinakubhaliswa apha
taken-lead = Awubhaliswanga.
taken-number = Inombolo ithi { $number }.
taken-correct-text = Khangela ukuba ayinampazamo yokubhala. Ungayitshintsha uze ugqibe kwakhona: konke okunye kuhlala kukho.
taken-correct = Tshintsha inombolo
taken-no-more = Inombolo ayisenakulungiswa kolu bhaliso. U-{ $tenant } angakunceda ngakumbi.
taken-leave-text = Ukubuyela ku-{ $tenant } kuphelisa olu bhaliso.
taken-leave = Phuma ubuyele ku-{ $tenant }

## Cancel

cancel-title = Ufuna ukulurhoxisa olu bhaliso?
cancel-lead = Ukuba uyarhoxisa, awuyi kubhaliswa, u-{ $tenant } akayi kuzifumana iimpendulo zakho, kwaye ikhonkco liya kuyeka ukusebenza.
cancel-pause = Ukuba ufuna nje ukuyeka okwangoku, vala eli phepha. Oko ukugcinileyo kuhlala kukho, kwaye kwa eli khonkco kwesi sikhangeli liya kukubuyisela.
cancel-paid = Ukuba sele uhlawule, thetha no-{ $tenant } phambi kokuba urhoxise. Ukurhoxisa akuyibuyiseli imali.
cancel-button = Ewe, rhoxisa olu bhaliso
cancel-keep = Hayi, qhubeka nolu bhaliso

## The outcome

completed-title = Ubhalisile
completed-text = Enkosi. U-{ $tenant } ngoku uneenkcukacha zakho. Akukho nto yimbi ekufuneka uyenze apha.
completed-reference = Isalathiso sakho: { $reference }
completed-print = Printa eli phepha
completed-next = Okwenzeka emva koku
download-title = Fumana iapp
download-text = U-{ $tenant } uneapp. Ungayifumana ngoku, okanye kamva.
download-ios = Yifumane kwi-iPhone
download-android = Yifumane kwi-Android
download-web = Yisebenzise kwisikhangeli
clear-text = Ingaba omnye umntu usebenzisa esi sixhobo? Sicoce, akukho mntu uya kukwazi ukuvula olu bhaliso kuso.
clear-button = Gqiba uze ucoce esi sixhobo
clear-title = Esi sixhobo sicociwe
clear-done = Iimpendulo zakho azisenakuvulwa kuso.
cancelled-title = Olu bhaliso lurhoxisiwe
cancelled-text = Awubhaliswanga, kwaye u-{ $tenant } akazifumananga iimpendulo zakho. Ukuba utshintsha ingqondo, cela u-{ $tenant } ikhonkco elitsha.
failed-title = Olu bhaliso alukwazanga ukugqitywa
failed-text = Awubhaliswanga apha. Qhagamshelana no-{ $tenant }: bangakuxelela okulandelayo.
unpaid-text = Akukho mntu usixelele ukuba uhlawule, ngoko awubhaliswanga. Ukuba uhlawule, qhagamshelana no-{ $tenant }.
expired-title = Olu bhaliso alusavulwanga
expired-text = Ixesha lalo liphelile, kwaye awubhaliswanga. Cela u-{ $tenant } ikhonkco elitsha.
expired-text-refresh = Ixesha lalo liphelile, kwaye awubhaliswanga. U-{ $tenant } angakunika ikhonkco elitsha.
expired-button = Fumana ikhonkco elitsha

## Access was lost

moved-title = Olu bhaliso luqhutyekiwe kwenye indawo
moved-lead = Luvulwe kwenye ifowuni okanye ikhompyutha, okanye kwesinye isikhangeli. Esi sikhangeli asisenakungena kulo.
moved-open = Qhubeka apho. Ukuze uqhubeke apha, vula ikhonkco olithunyelweyo uze ufake ikhowudi evela apho.
lost-title = Vula ikhonkco lakho kwakhona
lost-lead = Esi sikhangeli asisenakungena kolu bhaliso. Oko kwenzeka xa iikhuki zaso zicinyiwe, okanye xa ikhonkco lisetyenziswe kwesinye isikhangeli.
lost-open = Vula ikhonkco olithunyelweyo. Kwisikhangeli oqale kuso ungaqhubeka; kwenye indawo ufuna ikhowudi yakho, okanye uqale kwakhona.
lost-typed = Oko ugqibele ukukubhala
lost-typed-text = Akukwazanga ukugcinwa. Gcina eli phepha livuliwe, okanye ulikope, ukuze uphinde ukugcwalise.
lost-copy = Kopa oko ndikubhalileyo
lost-text = Oko ukubhalileyo, ongakukopa
back-title = Kubuyise
back-text = Faka ikhowudi yakho, oko ukubhalileyo kuya kubuyiselwa kubhaliso lwakho.
along-title = Hamba nako
along-text = Vula ikhonkco lakho elitsha kwesi sikhangeli uze ucofe u-Qala. Gcina eli phepha livuliwe. Emva koko ubuyele kulo ucofe eli qhosha.
along-button = Kufake kubhaliso lwam olutsha
along-none = Akukabikho bhaliso lutsha kwesi sikhangeli. Vula ikhonkco lakho elitsha apha uze ucofe u-Qala. Emva koko ubuyele kweli phepha.

## Problems

problem-400-title = Eli phepha alikwazanga ukuqondwa
problem-400-text = Kukho into eswelekileyo koko kuthunyelwe sisikhangeli sakho. Buyela emva, layisha iphepha kwakhona uze uzame kwakhona.
problem-403-title = Awunakulivula eli phepha
problem-403-text = Vula kwakhona ikhonkco olithunyelweyo, kwesi sikhangeli, uze uqhubeke ukusuka apho.
problem-404-title = Eli phepha okanye eli khonkco alikho
problem-404-text = Ukuba ulikopile ikhonkco, khangela ukuba ulikope lonke na. Ukuba alisebenzi nangoku, cela ikhonkco elitsha.
problem-405-title = Eli phepha alinakusetyenziswa ngolu hlobo
problem-405-text = Vula kwakhona ikhonkco olithunyelweyo uze uqhubeke ukusuka apho.
problem-408-title = Oku kuthathe ixesha elide kakhulu
problem-408-text = Iimpendulo zakho azifikanga ngexesha kwaye azigcinwanga. Khangela uqhagamshelo lwakho, buyela emva uze uzame kwakhona.
problem-413-title = Oko ukuthumileyo kude kakhulu
problem-413-text = Iimpendulo zakho azigcinwanga. Buyela emva, nciphisa ezona zinde uze uzame kwakhona.
too-long-lead = Okuthi “{ $step }” akugcinwanga ngoku. Oko ukugcine ngaphambili kusekho.
too-long-what = Buyela kuko, ubhale iimpendulo ezimfutshane, uqale ngezona zinto zibalulekileyo.
too-long-button = Buyela kokuthi “{ $step }”
problem-415-title = Eli phepha alikwazanga ukuqondwa
problem-415-text = Isikhangeli sakho sithumele iimpendulo ngendlela engafundekiyo apha. Buyela emva, layisha iphepha kwakhona uze uzame kwakhona.
problem-421-title = Le dilesi isa kwindawo engeyiyo
problem-421-text = Vula ikhonkco kanye njengoko ulithunyelwe.
problem-429-title = Kuzanywe amaxesha amaninzi kakhulu
problem-429-text = Linda umzuzu, uze uzame kwakhona. Oko ukugcinileyo kuhlala kukho.
problem-500-title = Kukho into engahambanga kakuhle apha
problem-500-text = Asiyompazamo yakho. Oko ukugcinileyo kuhlala kukho. Buyela emva uze uzame kwakhona kwimizuzu embalwa.
problem-503-title = Olu bhaliso luxakekile okwangoku
problem-503-text = Oko ukugcinileyo kuhlala kukho. Linda umzuzu, uze ubuyele emva uzame kwakhona.

## About you

name-label = Igama
name-hint = Njengoko abantu bekubiza, okanye njengoko kunjalo kwisazisi sakho.
name-required = Faka igama lakho
surname-label = Ifani
surname-hint = Ukuba unegama elinye kuphela, libhale nalapha.
surname-required = Faka ifani yakho
mobile-label = Inombolo yeselfowuni
mobile-hint = Le yinombolo etsalelwa umnxeba kwimeko engxamisekileyo. Yibhale nangayiphi na indlela, njenge-082 123 4567.
mobile-required = Faka inombolo yeselfowuni yakho
mobile-format = Inombolo yeselfowuni kufuneka ibe yinombolo yefowuni epheleleyo, njenge-082 123 4567 okanye +44 7911 123456
mobile-too_short = Inombolo yeselfowuni imfutshane kakhulu: inamanani angu-{ $typed } kwangu-{ $needed } afunekayo
mobile-too_long = Inombolo yeselfowuni inde kakhulu: inamanani angu-{ $typed } ngoxa kufuneka angu-{ $needed } kuphela
email-label = Idilesi ye-imeyile
email-required = Faka idilesi ye-imeyile yakho
email-format = Idilesi ye-imeyile kufuneka ibe njenge-igama@example.com
dateOfBirth-label = Umhla wokuzalwa
dateOfBirth-hint = Umzekelo, 27 3 1985
dateOfBirth-required = Faka umhla wokuzalwa wakho
dateOfBirth-day = Usuku
dateOfBirth-month = Inyanga
dateOfBirth-year = Unyaka
dateOfBirth-format = Umhla wokuzalwa kufuneka ube nosuku, inyanga nonyaka
dateOfBirth-no_such_date = Umhla wokuzalwa kufuneka ube ngumhla okhoyo
dateOfBirth-future = Umhla wokuzalwa kufuneka ube kwixesha elidlulileyo
dateOfBirth-too_early = Umhla wokuzalwa kufuneka ube ngo-1900 okanye kamva
dateOfBirth-day_missing = Umhla wokuzalwa kufuneka ube nosuku
dateOfBirth-month_missing = Umhla wokuzalwa kufuneka ube nenyanga
dateOfBirth-year_missing = Umhla wokuzalwa kufuneka ube nonyaka wamanani angu-4, njenge-1985
gender-label = Isini
gender-hint = Sinceda abancedi bongxamiseko ukuba bakwazi.
gender-female = Ibhinqa
gender-male = Indoda
gender-rather-not-say = Ndikhetha ukungatsho
gender-own = Ngamazwi am
gender-own-label = Isini sakho ngamazwi akho
gender-required = Faka isini sakho ngamazwi akho, okanye ukhethe enye impendulo

## Only told by a tenant

externalReferenceId-label = Isalathiso sangaphandle
businessName-label = Igama leshishini
duressCode-label = Ikhowudi yonyanzelo

## Your vehicle

hasVehicle-label = Unaso isithuthi?
hasVehicle-check = Isithuthi
hasVehicle-no = Akukho sithuthi
hasVehicle-hint = Imoto, ibhakkie, isithuthuthu: nokuba yintoni na oyisebenzisa kakhulu.
hasVehicle-required = Khetha ukuba unaso na isithuthi
vehicleMake-label = Uhlobo lwesithuthi
vehicleMake-hint = Njenge-Toyota okanye i-Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Faka uhlobo lwesithuthi, okanye ubuncinane enye inkcukacha
vehicleModel-label = Imodeli
vehicleModel-hint = Njenge-Corolla okanye i-Polo.
vehicleColour-label = Umbala
vehicleColour-suggestions = Mhlophe; Silivere; Ngwevu; Mnyama; Zuba; Bomvu; Luhlaza; Ntsundu; Golide; Mthubi; Orenji
vehicleLicensePlate-label = Inombolo yepleyiti
vehicleLicensePlate-hint = Oonobumba namanani angasemva kwesithuthi, njenge-CA 123-456.
vehicleLicensePlate-format = Inombolo yepleyiti kufuneka ibe noonobumba okanye amanani

## Medical information

medicalConditions-label = Izigulo onazo
medicalConditions-hint = Njengesifuba, isifo seswekile, isifo sokuxhuzula okanye isifo sentliziyo.
medications-label = Amayeza owasebenzisayo
medications-hint = Kunye nomlinganiselo wawo, ukuba uyawazi.
allergies-label = Izinto ezikugulisayo (iialeji)
allergies-hint = Njengepenisilini, ukulunywa ziinyosi okanye amandongomane.
medicalOther-label = Nayiphi na enye into abancedi bongxamiseko abafanele bayazi
medicalOther-check = Okunye
medicalOther-hint = Njengepacemaker, ukukhulelwa, okanye ukuba awuva kakuhle ezindlebeni.
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
bloodtype-unknown = Andazi
hasMedicalAid-label = Unayo i-inshorensi yezonyango?
hasMedicalAid-check = I-inshorensi yezonyango
medicalAidScheme-label = Igama le-inshorensi yezonyango
medicalAidScheme-hint = Njenge-Discovery, i-Bonitas okanye i-GEMS.
medicalAidNumber-label = Inombolo ye-inshorensi yezonyango
medicalAidPlan-label = Isicwangciso se-inshorensi yezonyango
familyDoctorName-label = Igama likagqirha wosapho
familyDoctorName-check = Ugqirha
familyDoctorPhoneNumber-label = Inombolo yefowuni kagqirha wosapho
familyDoctorPhoneNumber-check = Inombolo kagqirha
familyDoctorPhoneNumber-format = Inombolo yefowuni kagqirha wosapho kufuneka ibe yinombolo yefowuni epheleleyo, njenge-021 123 4567
familyDoctorPhoneNumber-too_short = Inombolo yefowuni kagqirha wosapho imfutshane kakhulu: inamanani angu-{ $typed } kwangu-{ $needed } afunekayo
familyDoctorPhoneNumber-too_long = Inombolo yefowuni kagqirha wosapho inde kakhulu: inamanani angu-{ $typed } ngoxa kufuneka angu-{ $needed } kuphela
medicalConsent-label = Ingaba ufuna ukwabelana ngolwazi lwempilo?
medicalConsent-check = Imvume yakho
medicalConsent-yes = Ewe
medicalConsent-no = Hayi ngoku
medicalConsent-forget = Hayi ngoku, kwaye cima endikuzalisileyo
medicalConsent-required = Khetha u-Ewe ukuba ufuna ukwabelana ngoko ukuzalisileyo, okanye khetha ukukucima
medicalConsent-changed = Umbhalo wokuba ufuna ukwabelana ngolwazi lwempilo utshintshile: wufunde uze ukhethe kwakhona
medicalConsent-given = Inikiwe
medical-consent-text = Ukuba ukhetha u-Ewe, uyavuma koku. I-{ $tenant } igcina ulwazi lwempilo olunika apha. Lubonwa kuphela ngabancedi abathunyelwa kuwe. Ungakurhoxisa oku nanini na. Xelela i-{ $tenant }, baze balucime.

## Your next of kin

nextOfKinName-label = Igama elipheleleyo lesalamane sakho esisondeleyo
nextOfKinName-check = Igama
nextOfKinName-required = Faka igama elipheleleyo lesalamane sakho esisondeleyo
nextOfKinNumber-label = Inombolo yefowuni yesalamane sakho esisondeleyo
nextOfKinNumber-check = Inombolo yefowuni
nextOfKinNumber-hint = Yibhale nangayiphi na indlela. Akufanelekanga ibe yinombolo yakho.
nextOfKinNumber-required = Faka inombolo yefowuni yesalamane sakho esisondeleyo
nextOfKinNumber-format = Inombolo yefowuni yesalamane sakho esisondeleyo kufuneka ibe yinombolo yefowuni epheleleyo, njenge-083 123 4567
nextOfKinNumber-too_short = Inombolo yefowuni yesalamane sakho esisondeleyo imfutshane kakhulu: inamanani angu-{ $typed } kwangu-{ $needed } afunekayo
nextOfKinNumber-too_long = Inombolo yefowuni yesalamane sakho esisondeleyo inde kakhulu: inamanani angu-{ $typed } ngoxa kufuneka angu-{ $needed } kuphela
nextOfKinTold-label = Uyazi ukuba umkhankanyile
nextOfKinTold-text = Ndimxelele lo mntu ukuba ndimkhankanye apha, nokuba i-{ $tenant } ingamtsalela umnxeba.

## Choices that many fields have

choice-yes = Ewe
choice-no = Hayi
choice-unsaid = Ndikhetha ukungatsho

## Errors of any field

error-required = Faka impendulo ku-“{ $label }”
error-one_required = Faka impendulo ku-“{ $label }”, okanye ubuncinane komnye wemibuzo elandelayo
error-too_long = { $limit ->
    [one] “{ $label }” kufuneka ibe nonobumba ongu-{ $limit } okanye ngaphantsi
   *[other] “{ $label }” kufuneka ibe noonobumba abangu-{ $limit } okanye ngaphantsi
}
error-too_short = “{ $label }” kufutshane kakhulu: kunamanani angu-{ $typed } kwangu-{ $needed } afunekayo
error-unreadable = “{ $label }” kunoonobumba abangafikanga bephelele: kubhale kwakhona
error-characters = “{ $label }” akumele kube noonobumba abafihliweyo okanye abafumbeneyo: kubhale endaweni yokukuncamathisela
error-format = “{ $label }” kufuneka kubhalwe ngendlela eqhelekileyo
error-no_such_date = “{ $label }” kufuneka kube ngumhla okhoyo
error-future = “{ $label }” kufuneka kube kwixesha elidlulileyo
error-too_early = “{ $label }” kufuneka kube ngo-1900 okanye kamva
error-day_missing = “{ $label }” kufuneka kube nosuku
error-month_missing = “{ $label }” kufuneka kube nenyanga
error-year_missing = “{ $label }” kufuneka kube nonyaka wamanani angu-4
error-choice = Khetha enye yeempendulo ku-“{ $label }”
error-repeated = “{ $label }” kufike ngaphezu kwesihlandlo esinye: kukhangele uze uqhubeke
error-type = “{ $label }” kufuneka kube lolo hlobo lufanelekileyo
error-changed = “{ $label }” kutshintshile: kufunde kwakhona

## Numbers and times

list-comma = { ", " }
number-group = { "\u00A0" }
moment = { $weekday } { $date } ngo-{ $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
zone-utc = UTC
zone-120 = ixesha laseMzantsi Afrika
weekday-1 = uMvulo
weekday-2 = uLwesibini
weekday-3 = uLwesithathu
weekday-4 = uLwesine
weekday-5 = uLwesihlanu
weekday-6 = uMgqibelo
weekday-7 = iCawa
month-1 = Januwari
month-2 = Februwari
month-3 = Matshi
month-4 = Epreli
month-5 = Meyi
month-6 = Juni
month-7 = Julayi
month-8 = Agasti
month-9 = Septemba
month-10 = Oktobha
month-11 = Novemba
month-12 = Disemba
month-1-typed = uJanuwari, janyuwari, ujanyuwari, eyomqungu, mqungu
month-2-typed = uFebruwari, eyomdumba, mdumba
month-3-typed = uMatshi, eyokwindla, kwindla
month-4-typed = uEpreli, u-epreli, apreli, utshazimpuzi, tshazimpuzi
month-5-typed = uMeyi, ucanzibe, canzibe
month-6-typed = uJuni, eyesilimela, silimela
month-7-typed = uJulayi, eyekhala, khala
month-8-typed = uAgasti, u-agasti, eyethupha, thupha
month-9-typed = uSeptemba, eyomsintsi, msintsi
month-10-typed = uOktobha, oktoba, okthoba, eyedwarha, dwarha
month-11-typed = uNovemba, eyenkanga, nkanga
month-12-typed = uDisemba, eyomnga, mnga
