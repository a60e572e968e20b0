# Sesotho
# Read by a native reader: no

## Every page

skip = Tlolela ho dikateng tse ka sehloohong
language-title = Puo
title-error = Phoso: { $title }
title-notice = Ho bohlokwa: { $title }
title-preview = Ponelopele: { $title }
preview-mark = Ponelopele. Ha ho letho le bolokwang mona.
preview-all = Maqephe kaofela
preview-lead = Ana ke maqephe a foromo ena, a nang le dikarabo tseo e seng tsa motho.
preview-until = Aterese ena e sebetsa ho fihlela { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Mohato wa { $step } ho e { $steps } – { $tenant }
help-title = O hloka thuso?
help-tenant = Ikopanye le { $tenant }, ba o rometseng linki ya ngodiso ena.
help-nobody = Ikopanye le mokgatlo o o rometseng linki ya ngodiso ena.
nobody-name = Ngodiso
emergency = Foromo ena ha e bitse thuso.
emergency-call = Maemong a tshohanyetso letsetsa { $number }.
support-page = Thuso
privacy-page = Lekunutu
terms-page = Dipehelo
continue = Tswela pele
back = Morao
cancel-link = Hlakola ngodiso ena
optional = (ha e qobelle)
all-optional = Araba seo o ka se kgonang. O ka siya efe kapa efe ya tsena e se na letho.
error-prefix = Phoso:
summary-title = Ho na le bothata
notice-title = Ho bohlokwa:
return-to = Kgutlela ho { $tenant }
call-tenant = Letsetsa { $tenant } ho { $number }
mail-tenant = Ngolla { $tenant }
close = O ka kwala leqephe lena jwale.
tenant-unknown = mokgatlo o o memileng

## The start page

start-title = Ingodise le { $tenant }
start-time = { $minutes ->
    [one] Ho nka motsotso o ka bang 1.
   *[other] Ho nka metsotso e ka bang { $minutes }.
 }
start-mobile = O hloka nomoro ya hao ya selefounu.
start-mobile-code = O hloka selefounu ya hao: re romela khoutu ho yona.
start-ready = Lokisa tsena: { $fields }.
start-asked = Seo o tla se botswa
start-privacy = Lekunutu la hao
start-privacy-who = { $tenant } e fumana dikarabo tsa hao ha o qeta, e seng pele.
start-privacy-why = Di bolella { $tenant } hore o mang, le hore ho letsetswe mang ha o hloka thuso.
start-privacy-how-long = Ha o sa qete, dikarabo tsa hao di a hlakolwa. Ha o qeta, botsa { $tenant } hore ba di boloka nako e kae.
personal-asked = Lebitso la hao le nomoro ya selefounu
vehicle-asked = Koloi ya hao, ha o na le yona
medical-asked = Lesedi la bophelo bo botle, ha o rata feela
next-of-kin-asked = Motho ya ka letsetswang tshohanyetsong
start-prefilled = { $tenant } e se e tlatsitse dikarabo tse ding. O tla di bona mme o ka di hlahloba.
start-until = Ho butswe ho fihlela { $until }. O ka ema wa boela wa kgutla.
start-pay = Qetellong o lefa { $tenant } leqepheng la bona.
start-button = Qala

## The link was already used in another browser

elsewhere-title = Ngodiso ena e qadilwe ho sebatli se seng
elsewhere-safe = Ho sireletsa se ngotsweng moo, ha ho letho la sona le bontshwang mona.
elsewhere-carry-on = Kgutlela ho sebatli seo o qadileng ho sona mme o bule linki moo. O ka tswela pele moo o emeng teng.
elsewhere-until = O na le nako ho fihlela { $until }.
code-label = Khoutu e tswang founong ya hao e nngwe kapa khomputareng
code-hint = Ditlhaku le dinomoro tse 8. Ho e fumana, tobetsa “Boloka mme o kgutle hamorao” moo.
code-share = Siya ngodiso ena e butswe le founong e nngwe kapa khomputareng
code-button = Tswela pele mona
code-malformed = Kenya ditlhaku le dinomoro tsohle tse 8 tsa khoutu, jwalo ka CFGH-2345
code-unconfirmed = Ha re a kgona ho netefatsa hore sena se tswa leqepheng la hao: tobetsa konopo hape
code-wrong = Khoutu ena ha e a nepahala: e hlahlobe. { $tries ->
    [one] O setse ka monyetla o le { $tries }
   *[other] O setse ka menyetla e { $tries }
}
code-locked = Ho kentswe dikhoutu tse ngata tse fosahetseng. Fumana khoutu e ntjha moo o qadileng teng, kapa o qale botjha
code-wait = Ho tswile dikhoutu kapa dilinki tse ngata tse fosahetseng moo o leng teng. Ema motsotso, o nto leka hape
code-none = Haeba ha o na khoutu
elsewhere-pays = Ho na le tefo e ntseng e etswa, kahoo o ke ke wa qala botjha hona jwale.
again-link = Qala botjha ka foromo e se nang letho
again-title = Na o qale botjha ka foromo e se nang letho?
again-lead = Se ngotsweng ho sebatli se seng se tla lahleha, mme se ke ke sa hlola se bula ngodiso ena.
again-used = E qetetse ho sebediswa ka { $at }.
again-button = Qala botjha mona
again-back = Tjhe, kgutlela morao

## The browser keeps no cookie

cookies-title = Sebatli sena ha se a boloka kuki ya rona
cookies-lead = Re hloka kuki e le nngwe, e le hore ho se be le sebatli se seng se ka bulang seo o se ngolang mona. Ha e sebediswe bakeng sa letho le leng.
cookies-what-title = Seo o ka se etsang
cookies-what = Dumella dikuki bakeng sa sebaka sena ho di-setting tsa sebatli sa hao, ebe o leka hape. Haeba o le fensetereng ya sephiri kapa ka hara app e nngwe, bula linki ya hao ho sebatli seo o se sebedisang kamehla.
cookies-button = Leka hape

## The organisation has paused its signups

paused-title = { $tenant } e emisitse dingodiso hajwale
paused-start = O ke ke wa ingodisa hajwale. Linki ya hao e tla sebetsa hape ha dingodiso di butswe.
paused-kept = O ke ke wa tswela pele hajwale. Seo o se bolokileng se dula se le teng.
paused-until = Leka hape hamorao, ho sebatli sena. O na le nako ho fihlela { $until }.
paused-button = Leka hape

## The steps

step-caption = Mohato wa { $step } ho e { $steps }
step-save-check = Boloka mme o hlahlobe dikarabo tsa hao
later-link = Boloka mme o kgutle hamorao
later-title = Dikarabo tsa hao di bolokilwe
later-until = O ka tswela pele ho fihlela { $until }.
later-here-title = Founong ena kapa khomputareng ena
later-here = Bula yona linki ena ho sebatli sena.
later-there-title = Founong e nngwe kapa khomputareng
later-there = Bula yona linki ena moo mme o kenye khoutu ena:
later-once = E ngole fatshe hona jwale: e bontshwa hang feela. Khoutu ya pele ha e sa sebetsa.
later-copy = Kopisa khoutu
later-copied = E kopisitswe
later-code = O hloka khoutu ho tswela pele moo.
later-had-code = O kile wa bontshwa e nngwe. E ntjha e nka sebaka sa yona.
later-code-button = Bontsha khoutu e ntjha
later-clear-text = Na motho e mong o sebedisa sesebediswa sena? Se hlakole ha o se o ngotse khoutu fatshe. O tla hloka khoutu ho tswela pele.
later-clear-button = Ho lekane hajwale: hlakola sesebediswa sena
later-button = Tswela pele hona jwale
personal-title = Ka wena
vehicle-title = Koloi ya hao
medical-title = Lesedi la bophelo bo botle
next-of-kin-title = Motho wa heno ya haufi
vehicle-lead = Bathusi ba batla koloi ya hao ha ba tla thusa.
vehicle-together = Re bolelle bonyane e le nngwe ya tsena.
next-of-kin-lead = Motho ya haufi le wena eo { $tenant } e ka mo letsetsang tshohanyetsong. Mo bolelle hore o mo boletse.
next-of-kin-together = Tlatsa tse pedi kaofela, kapa o di siye di se na letho.
medical-lead = Sena se thusa bathusi ha o sa kgone ho bua. O ka ingodisa ntle le sona.
medical-more = Thuso ya bongaka le ngaka
filled-in = { $tenant } e tlatsitse: { $fields }. { $count ->
    [one] Hlahloba hore na e nepahetse.
   *[other] Hlahloba hore na di nepahetse.
 }
filled-locked = Haeba ho na le se fosahetseng seo o ke keng wa se fetola, tshwaya “Sena se fosahetse”. { $tenant } e tla tsebiswa.
from-tenant = E tswa ho { $tenant }
wrong = Sena se fosahetse

## The mobile number is confirmed by a code

verify-title = Netefatsa nomoro ya hao ya selefounu
verify-ask = Re romela khoutu ka SMS nomorong ena. E bontsha hore nomoro ke ya hao.
verify-sent = Re rometse khoutu ka SMS ka { $time }, nomorong ena:
verify-delayed = Ha re so kgone ho romela khoutu. Re ntse re leka. E kenye ha e fihla.
verify-late = Khoutu e se e le ya kgale haholo: e ne e sebetsa metsotso e 10. Kopa ho romelwe e ntjha.
verify-spent = Khoutu e ke ke ya hlola e sebediswa. Kopa ho romelwe e ntjha.
verify-no-more = Ha ho sa na dikhoutu tse ka romelwang ngodisong ena. { $tenant } e ka o thusa.
verify-label = Khoutu e tswang ho SMS
verify-hint = Dinomoro tse 6, e sebetsa metsotso e 10
verify-malformed = Kenya dinomoro tsohle tse 6 tsa khoutu
verify-wrong = Khoutu ena ha e a nepahala: e hlahlobe. Haeba o fumane tse ngata, kenya e ntjha ka ho fetisisa. { $tries ->
    [one] O setse ka monyetla o le { $tries }
   *[other] O setse ka menyetla e { $tries }
}
verify-again-title = Khoutu ha e so fihle?
verify-again = E ka nka motsotso. Hlahloba hore nomoro e nepahetse.
verify-left = Ho sa ntse ho ka romelwa { $count ->
    [one] khoutu e { $count }
   *[other] dikhoutu tse { $count }
}.
verify-send = Romela khoutu
verify-resend = Romela khoutu e ntjha
verify-locked = { $tenant } e kentse nomoro ena. Haeba e fosahetse, ba kope ho e lokisa.
verify-soon = Khoutu e sa tswa romelwa. Ema { $seconds ->
    [one] motsotswana o le { $seconds }
   *[other] metsotswana e { $seconds }
}, ebe o tobetsa konopo hape.
verify-number-spent = Ha ho sa na dikhoutu tse ka romelwang nomorong ena kajeno. Leka hape hosane. Seo o se bolokileng se dula se le teng.
verify-crowded = Ho romelwa dikhoutu tse ngata haholo jwale. Ema { $minutes ->
    [one] motsotso o le { $minutes }
   *[other] metsotso e { $minutes }
}, ebe o leka hape. Seo o se bolokileng se dula se le teng.
verify-changed = Nomoro e fetotswe ho thebo kapa fensetere e nngwe. Ena ke ya moraorao.
verify-busy = Ha re a kgona ho etsa seo jwale. Ema hanyane, ebe o tobetsa konopo hape.
# The text message itself: short, and the code first.
sms-code = { $code } ke khoutu ya hao ya ho ingodisa ho { $tenant }. E sebetsa metsotso e 10.

## A step that was changed in another tab

stale-title = Mohato ona o fetotswe ho tab kapa fensetere e nngwe
stale-text = Kgetha ho seo ka seng se lokelang ho bolokwa. Tse ding kaofela di bolokilwe jwalo ka ha o di ngotse mona.
stale-same = Dikarabo tse bolokilweng moo di tshwana le tsa hao tse ka tlase.
stale-there = Ho bolokilwe ka { $time }:
stale-here = Ho ngotswe mona:
stale-nothing = Ha ho letho

## What the script says of what is typed

draft-kept = Ho bolokilwe
draft-retrying = Ha ho so bolokwe. Re ntse re leka.
draft-waiting = Ha ho kgokelo hajwale. Re tla tswela pele hang ha e le teng.
draft-elsewhere = Mohato ona o fetotswe ho tab kapa fensetere e nngwe. Seo o se ngolang mona se bolokwa ha o kgetha Tswela pele.
draft-stopped = Seo o se ngolang jwale ha se so bolokwe. Kgetha Tswela pele ho bona hore na hobaneng.
draft-large = Sena se setelele haholo hore se romelwe. Kgutsufatsa dikarabo tsa hao tse telele ka ho fetisisa.

## Notices

notice-unconfirmed = Ha re a kgona ho netefatsa hore sena se tswa leqepheng la hao, kahoo ha ho letho le bolokilweng. Hlahloba dikarabo tse ka tlase, ebe o leka hape.
notice-unsaved = Ha re a kgona ho boloka mohato ona hajwale. Tsohle tseo o di ngotseng di ntse di le ka tlase. Ema hanyane, ebe o tobetsa konopo hape.
notice-paused = { $tenant } e emisitse dingodiso hajwale, kahoo mohato ona ha o so bolokwe. Tsohle tseo o di ngotseng di ntse di le ka tlase. Boloka leqephe lena le butswe, mme o tobetse konopo hape hamorao.
notice-changed = Dikarabo tsa hao di fetotswe ho tab kapa fensetere e nngwe. Tsena ke tsa morao-rao: di hlahlobe hape pele o qeta.

## Check your answers

check-title = Hlahloba dikarabo tsa hao
check-lead = Ha o so ngodiswe. Hlahloba hore tsohle di nepahetse, ebe o a qeta.
check-unsent = O ngotse ho hong ho “{ $step }” mme ha o a kgetha Tswela pele moo. Ha ho so balwe. Kgetha Fetola ho ho bona.
check-change = Fetola
check-add = Eketsa
check-show = Bontsha
check-hide = Pata
check-covered = E patilwe
check-not-given = Ha ho a fanwa
check-disputed = O itse sena se fosahetse.
check-own-number-title = Na nomoro ee e nepahetse?
check-own-number = Nomoro ya motho wa heno ya haufi ke nomoro ya hao ya selefounu. Haeba o sa kgone ho araba, ha ho motho ya ka fumanwang. O ka e fetola, kapa wa qeta e le jwalo.
check-email = Na o ne o bolela { $email }?
check-email-text = Haeba aterese ya hao e nepahetse jwalokaha e le jwalo, o ka qeta.
check-email-change = Fetola aterese
check-declare = Ka ho qeta o re dikarabo tsena di nepahetse ho ya ka tsebo ya hao, mme { $tenant } e a di fumana.
check-pay = Kamora sena o lefa leqepheng la { $tenant }. Ho tloha moo dikarabo tsa hao di dula di le jwalo.
terms-text = Ke dumela dipehelo tsa { $tenant }.
terms-required = Tshwaya lebokose ho dumela dipehelo. Ntle le lona o ke ke wa ingodisa.
marketing-text = { $tenant } e ka mpolella ka ditlhahiso tsa yona. Nka hula sena neng kapa neng.
tick-changed = Mongolo ona o fetohile haesale o tshwaya lebokose: o bale hape, o le tshwaye ha o dumela
check-button = Qeta ho ingodisa
check-pay-button = Tswela pele ho tefo
payment-title = Tefo ya hao ha e so netefatswe
payment-lead = { $tenant } e re bolella ha tefo ya hao e kene. Hangata sena se nka nako e ka tlase ho motsotso.
payment-close = O ka kwala leqephe lena. Hang ha { $tenant } e re bolella, o ngodisitswe.
payment-looks = Leqephe lena le itshebela ditaba ka bolona.
payment-look = Sheba hona jwale
payment-not-paid = Na ha o so lefe?
payment-button = Eya leqepheng la tefo
payment-refused-title = Tefo ya hao ha e a atleha
payment-refused-lead = Ha o so ngodiswe. Dikarabo tsa hao di bolokilwe, kahoo o ka leka hape.
payment-until = O ka lefa ho fihlela { $until }.
payment-retry = Leka ho lefa hape

## The mobile number cannot be signed up

taken-title = Nomoro ena ya selefounu e ke ke ya ngodiswa mona
taken-lead = Ha o a ngodiswa.
taken-number = Nomoro ke { $number }.
taken-correct-text = Hlahloba hore ha e na phoso ya ho ngola. O ka e fetola mme wa qeta hape: tse ding kaofela di dula di le teng.
taken-correct = Fetola nomoro
taken-no-more = Nomoro e ke ke ya hlola e lokiswa ngodisong ena. { $tenant } e ka o thusa ho ya pele.
taken-leave-text = Ho kgutlela ho { $tenant } ho fedisa ngodiso ena.
taken-leave = Tswa o kgutlele ho { $tenant }

## Cancel

cancel-title = O batla ho hlakola ngodiso ena?
cancel-lead = Ha o e hlakola, o ke ke wa ngodiswa, { $tenant } e ke ke ya fumana dikarabo tsa hao, mme linki e tla kgaotsa ho sebetsa.
cancel-pause = Haeba o batla ho ema feela hajwale, kwala leqephe lena. Seo o se bolokileng se dula se le teng, mme yona linki ena ho sebatli sena e tla o kgutlisa.
cancel-paid = Haeba o se o lefile, bua le { $tenant } pele o hlakola. Ho hlakola ha ho kgutlise tjhelete.
cancel-button = E, hlakola ngodiso ena
cancel-keep = Tjhe, tswela pele ka ngodiso ena

## The outcome

completed-title = O ingodisitse
completed-text = Re a leboha. { $tenant } jwale e na le dintlha tsa hao. Ha ho letho le leng leo o lokelang ho le etsa mona.
completed-reference = Referense ya hao: { $reference }
completed-print = Hatisa leqephe lena
completed-next = Se etsahalang kamora moo
download-title = Fumana app
download-text = { $tenant } e na le app. O ka e fumana hona jwale, kapa hamorao.
download-ios = E fumane bakeng sa iPhone
download-android = E fumane bakeng sa Android
download-web = E sebedise ho sebatli
clear-text = Na motho e mong o sebedisa sesebediswa sena? Se hlakole, mme ha ho ya tla bula ngodiso ena ho sona.
clear-button = Qeta mme o hlakole sesebediswa sena
clear-title = Sesebediswa sena se hlakotswe
clear-done = Dikarabo tsa hao di ke ke tsa hlola di bulwa ho sona.
cancelled-title = Ngodiso ena e hlakotswe
cancelled-text = Ha o a ngodiswa, mme { $tenant } ha e a fumana dikarabo tsa hao. Ha o fetola mohopolo, kopa { $tenant } linki e ntjha.
failed-title = Ngodiso ena ha e a kgona ho qetwa
failed-text = Ha o a ngodiswa mona. Ikopanye le { $tenant }: ba ka o bolella hore na o etse eng kamora moo.
unpaid-text = Ha ho motho ya re boleletseng hore o lefile, kahoo ha o a ngodiswa. Haeba o lefile, ikopanye le { $tenant }.
expired-title = Ngodiso ena ha e sa butswe
expired-text = Nako ya yona e fetile, mme ha o a ngodiswa. Kopa { $tenant } linki e ntjha.
expired-text-refresh = Nako ya yona e fetile, mme ha o a ngodiswa. { $tenant } e ka o fa linki e ntjha.
expired-button = Fumana linki e ntjha

## Access was lost

moved-title = Ngodiso ena e tswetswe pele sebakeng se seng
moved-lead = E butswe founong e nngwe kapa khomputareng, kapa ho sebatli se seng. Sebatli sena ha se sa kgona ho kena ho yona.
moved-open = Tswela pele moo. Ho tswela pele mona, bula linki eo o e rometsweng mme o kenye khoutu e tswang moo.
lost-title = Bula linki ya hao hape
lost-lead = Sebatli sena ha se sa kgona ho kena ngodisong ena. Sena se etsahala ha dikuki tsa sona di hlakotswe, kapa ha linki e sebedisitswe ho sebatli se seng.
lost-open = Bula linki eo o e rometsweng. Ho sebatli seo o qadileng ho sona o ka tswela pele; sebakeng se seng o hloka khoutu ya hao, kapa o qale botjha.
lost-typed = Seo o qetetseng ka ho se ngola
lost-typed-text = Ha se a kgona ho bolokwa. Boloka leqephe lena le butswe, kapa o le kopise, hore o se tlatse hape.
lost-copy = Kopisa seo ke se ngotseng
lost-text = Seo o se ngotseng, hore o se kopise
back-title = Se kgutlise
back-text = Kenya khoutu ya hao, mme seo o se ngotseng se tla kgutlisetswa ngodisong ya hao.
along-title = Tsamaya le sona
along-text = Bula linki ya hao e ntjha sebatling sena mme o tobetse Qala. Boloka leqephe lena le butswe. Ebe o kgutlela ho lona o tobetse konopo ena.
along-button = Se kenye ngodisong ya ka e ntjha
along-none = Ha ho so be le ngodiso e ntjha sebatling sena. Bula linki ya hao e ntjha mona mme o tobetse Qala. Ebe o kgutlela leqepheng lena.

## Problems

problem-400-title = Leqephe lena ha le a kgona ho utlwisiswa
problem-400-text = Ho na le ho hong ho haellang ho seo sebatli sa hao se se rometseng. Kgutlela morao, bula leqephe botjha mme o leke hape.
problem-403-title = O ke ke wa bula leqephe lena
problem-403-text = Bula linki eo o e rometsweng hape, ho sebatli sena, mme o tswele pele ho tloha moo.
problem-404-title = Leqephe lena kapa linki ena ha e yo
problem-404-text = Haeba o kopisitse linki, hlahloba hore o e kopisitse kaofela. Haeba e sa sebetse, kopa linki e ntjha.
problem-405-title = Leqephe lena le ke ke la sebediswa ka tsela ena
problem-405-text = Bula linki eo o e rometsweng hape mme o tswele pele ho tloha moo.
problem-408-title = Sena se nkile nako e telele haholo
problem-408-text = Dikarabo tsa hao ha di a fihla ka nako mme ha di a bolokwa. Hlahloba kgokahano ya hao, kgutlela morao mme o leke hape.
problem-413-title = Seo o se rometseng se setelele haholo
problem-413-text = Dikarabo tsa hao ha di a bolokwa. Kgutlela morao, kgutsufatsa tse telele ka ho fetisisa mme o leke hape.
too-long-lead = “{ $step }” ha e a bolokwa hona jwale. Seo o se bolokileng pele se ntse se le teng.
too-long-what = Kgutlela ho yona, o ngole dikarabo tse kgutshwane, o qale ka tsa bohlokwa ka ho fetisisa.
too-long-button = Kgutlela ho “{ $step }”
problem-415-title = Leqephe lena ha le a kgona ho utlwisiswa
problem-415-text = Sebatli sa hao se rometse dikarabo ka tsela e ke keng ya balwa mona. Kgutlela morao, bula leqephe botjha mme o leke hape.
problem-421-title = Aterese ena e ya sebakeng se fosahetseng
problem-421-text = Bula linki hantle jwalo ka ha o e rometswe.
problem-429-title = Ho lekilwe ka makgetlo a mangata haholo
problem-429-text = Ema motsotso, ebe o leka hape. Seo o se bolokileng se dula se le teng.
problem-500-title = Ho na le se sa tsamayang hantle mona
problem-500-text = Ha se phoso ya hao. Seo o se bolokileng se dula se le teng. Kgutlela morao mme o leke hape kamora metsotso e mmalwa.
problem-503-title = Ngodiso ena e phathahane hajwale
problem-503-text = Seo o se bolokileng se dula se le teng. Ema motsotso, ebe o kgutlela morao mme o leka hape.

## About you

name-label = Lebitso
name-hint = Jwalo ka ha batho ba o bitsa, kapa jwalo ka ha le le bukaneng ya hao ya boitsebiso.
name-required = Kenya lebitso la hao
surname-label = Sefane
surname-hint = Ha o na le lebitso le le leng feela, le ngole le mona.
surname-required = Kenya sefane sa hao
mobile-label = Nomoro ya selefounu
mobile-hint = Ena ke nomoro e letsetswang maemong a tshohanyetso. E ngole ka tsela efe kapa efe, jwalo ka 082 123 4567.
mobile-required = Kenya nomoro ya selefounu ya hao
mobile-format = Nomoro ya selefounu e lokela ho ba nomoro e felletseng ya mohala, jwalo ka 082 123 4567 kapa +44 7911 123456
mobile-too_short = Nomoro ya selefounu e kgutshwane haholo: e na le dinomoro tse { $typed } ho tse { $needed } tse hlokehang
mobile-too_long = Nomoro ya selefounu e telele haholo: e na le dinomoro tse { $typed } mme ho hlokeha tse { $needed } feela
email-label = Aterese ya imeile
email-required = Kenya aterese ya imeile ya hao
email-format = Aterese ya imeile e lokela ho tshwana le lebitso@example.com
dateOfBirth-label = Letsatsi la tswalo
dateOfBirth-hint = Mohlala, 27 3 1985
dateOfBirth-required = Kenya letsatsi la tswalo la hao
dateOfBirth-day = Letsatsi
dateOfBirth-month = Kgwedi
dateOfBirth-year = Selemo
dateOfBirth-format = Letsatsi la tswalo le lokela ho ba le letsatsi, kgwedi le selemo
dateOfBirth-no_such_date = Letsatsi la tswalo e lokela ho ba letsatsi le teng ka nnete
dateOfBirth-future = Letsatsi la tswalo le lokela ho ba nakong e fetileng
dateOfBirth-too_early = Letsatsi la tswalo le lokela ho ba ka 1900 kapa hamorao
dateOfBirth-day_missing = Letsatsi la tswalo le lokela ho ba le letsatsi
dateOfBirth-month_missing = Letsatsi la tswalo le lokela ho ba le kgwedi
dateOfBirth-year_missing = Letsatsi la tswalo le lokela ho ba le selemo sa dinomoro tse 4, jwalo ka 1985
gender-label = Bong
gender-hint = Bo thusa bathusi ba tshohanyetso ho o elellwa.
gender-female = Mosadi
gender-male = Monna
gender-rather-not-say = Nka mpa ka se bolele
gender-own = Ka mantswe a ka
gender-own-label = Bong ba hao ka mantswe a hao
gender-required = Kenya bong ba hao ka mantswe a hao, kapa o kgethe karabo e nngwe

## Only told by a tenant

externalReferenceId-label = Tshupiso ya ka ntle
businessName-label = Lebitso la kgwebo
duressCode-label = Khoutu ya qobello

## Your vehicle

hasVehicle-label = O na le koloi?
hasVehicle-check = Koloi
hasVehicle-no = Ha ho koloi
hasVehicle-hint = Koloi, baki, sethuthuthu: eo o e sebedisang haholo.
hasVehicle-required = Kgetha hore na o na le koloi
vehicleMake-label = Mofuta wa koloi
vehicleMake-hint = Jwalo ka Toyota kapa Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Kenya mofuta wa koloi, kapa bonyane ntlha e nngwe
vehicleModel-label = Moetso
vehicleModel-hint = Jwalo ka Corolla kapa Polo.
vehicleColour-label = Mmala
vehicleColour-suggestions = Tshweu; Silefera; Putswa; Ntsho; Bolou; Kgubedu; Tala; Sootho; Gauta; Tshehla; Lamunu
vehicleLicensePlate-label = Nomoro ya poleiti
vehicleLicensePlate-hint = Ditlhaku le dinomoro tse ka morao ho koloi, jwalo ka CA 123-456.
vehicleLicensePlate-format = Nomoro ya poleiti e lokela ho ba le ditlhaku kapa dinomoro

## Medical information

medicalConditions-label = Mafu ao o nang le ona
medicalConditions-hint = Jwalo ka asma, lefu la tswekere, sethwathwa kapa lefu la pelo.
medications-label = Meriana eo o e nwang
medications-hint = Le tekanyo ya yona, ha o e tseba.
allergies-label = Dintho tse o kudisang (di-allergy)
allergies-hint = Jwalo ka penicillin, ho longwa ke dinotshi kapa matokomane.
medicalOther-label = Eng kapa eng e nngwe eo bathusi ba tshohanyetso ba lokelang ho e tseba
medicalOther-check = Tse ding
medicalOther-hint = Jwalo ka pacemaker, boimana, kapa hore ha o utlwe hantle.
bloodtype-label = Mofuta wa madi
bloodtype-hint = O+ ho thwe “O positive”.
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = Ha ke tsebe
hasMedicalAid-label = O na le inshorense ya bongaka?
hasMedicalAid-check = Inshorense ya bongaka
medicalAidScheme-label = Lebitso la inshorense ya bongaka
medicalAidScheme-hint = Jwalo ka Discovery, Bonitas kapa GEMS.
medicalAidNumber-label = Nomoro ya inshorense ya bongaka
medicalAidPlan-label = Moralo wa inshorense ya bongaka
familyDoctorName-label = Lebitso la ngaka ya lelapa
familyDoctorName-check = Ngaka
familyDoctorPhoneNumber-label = Nomoro ya mohala ya ngaka ya lelapa
familyDoctorPhoneNumber-check = Nomoro ya ngaka
familyDoctorPhoneNumber-format = Nomoro ya mohala ya ngaka ya lelapa e lokela ho ba nomoro e felletseng ya mohala, jwalo ka 021 123 4567
familyDoctorPhoneNumber-too_short = Nomoro ya mohala ya ngaka ya lelapa e kgutshwane haholo: e na le dinomoro tse { $typed } ho tse { $needed } tse hlokehang
familyDoctorPhoneNumber-too_long = Nomoro ya mohala ya ngaka ya lelapa e telele haholo: e na le dinomoro tse { $typed } mme ho hlokeha tse { $needed } feela
medicalConsent-label = Na o batla ho arolelana tlhahisoleseding ya bophelo?
medicalConsent-check = Tumello ya hao
medicalConsent-yes = E
medicalConsent-no = E seng jwale
medicalConsent-forget = E seng jwale, mme hlakola seo ke se tlatsitseng
medicalConsent-required = Kgetha E ho arolelana tlhahisoleseding ya bophelo eo o e tlatsitseng, kapa kgetha ho e hlakola
medicalConsent-changed = Mongolo o mabapi le ho arolelana tlhahisoleseding ya bophelo o fetohile: o bale mme o kgethe hape
medicalConsent-given = E fanwe
medical-consent-text = Haeba o kgetha E, o dumela sena. { $tenant } e boloka tlhahisoleseding ya bophelo eo o fanang ka yona mona. E bonwa feela ke bathusi ba romelwang ho wena. O ka hula sena neng kapa neng. Bolella { $tenant }, mme ba tla e hlakola.

## Your next of kin

nextOfKinName-label = Lebitso le felletseng la motho wa heno ya haufi
nextOfKinName-check = Lebitso
nextOfKinName-required = Kenya lebitso le felletseng la motho wa heno ya haufi
nextOfKinNumber-label = Nomoro ya mohala ya motho wa heno ya haufi
nextOfKinNumber-check = Nomoro ya mohala
nextOfKinNumber-hint = E ngole ka tsela efe kapa efe. Ha e a lokela ho ba nomoro ya hao.
nextOfKinNumber-required = Kenya nomoro ya mohala ya motho wa heno ya haufi
nextOfKinNumber-format = Nomoro ya mohala ya motho wa heno ya haufi e lokela ho ba nomoro e felletseng ya mohala, jwalo ka 083 123 4567
nextOfKinNumber-too_short = Nomoro ya mohala ya motho wa heno ya haufi e kgutshwane haholo: e na le dinomoro tse { $typed } ho tse { $needed } tse hlokehang
nextOfKinNumber-too_long = Nomoro ya mohala ya motho wa heno ya haufi e telele haholo: e na le dinomoro tse { $typed } mme ho hlokeha tse { $needed } feela
nextOfKinTold-label = O a tseba hore o mo boletse
nextOfKinTold-text = Ke bolelletse motho enwa hore ke mo boletse mona, le hore { $tenant } e ka mo letsetsa.

## Choices that many fields have

choice-yes = E
choice-no = Tjhe
choice-unsaid = Nka mpa ka se bolele

## Errors of any field

error-required = Kenya karabo ho “{ $label }”
error-one_required = Kenya karabo ho “{ $label }”, kapa bonyane ho e nngwe ya dipotso tse latelang
error-too_long = { $limit ->
    [one] “{ $label }” e lokela ho ba le tlhaku e { $limit } kapa ka tlase
   *[other] “{ $label }” e lokela ho ba le ditlhaku tse { $limit } kapa ka tlase
}
error-too_short = “{ $label }” e kgutshwane haholo: e na le dinomoro tse { $typed } ho tse { $needed } tse hlokehang
error-unreadable = “{ $label }” e na le ditlhaku tse sa fihlang di feletse: e ngole hape
error-characters = “{ $label }” ha e a lokela ho ba le ditlhaku tse patilweng kapa tse bapileng: e ngole ho ena le ho e manehella
error-format = “{ $label }” e lokela ho ngolwa ka tsela e tlwaelehileng
error-no_such_date = “{ $label }” e lokela ho ba letsatsi le teng ka nnete
error-future = “{ $label }” e lokela ho ba nakong e fetileng
error-too_early = “{ $label }” e lokela ho ba ka 1900 kapa hamorao
error-day_missing = “{ $label }” e lokela ho ba le letsatsi
error-month_missing = “{ $label }” e lokela ho ba le kgwedi
error-year_missing = “{ $label }” e lokela ho ba le selemo sa dinomoro tse 4
error-choice = Kgetha e nngwe ya dikarabo ho “{ $label }”
error-repeated = “{ $label }” e fihlile ka makgetlo a fetang bonngwe: e hlahlobe mme o tswele pele
error-type = “{ $label }” e lokela ho ba ya mofuta o loketseng
error-changed = “{ $label }” e fetohile: e bale hape

## Numbers and times

list-comma = { ", " }
number-group = { "\u00A0" }
moment = { $weekday } { $date } ka { $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
zone-utc = UTC
zone-120 = nako ya Afrika Borwa
weekday-1 = Mantaha
weekday-2 = Labobedi
weekday-3 = Laboraro
weekday-4 = Labone
weekday-5 = Labohlano
weekday-6 = Moqebelo
weekday-7 = Sontaha
month-1 = Pherekgong
month-2 = Hlakola
month-3 = Hlakubele
month-4 = Mmesa
month-5 = Motsheanong
month-6 = Phupjane
month-7 = Phupu
month-8 = Phato
month-9 = Lwetse
month-10 = Mphalane
month-11 = Pudungwana
month-12 = Tshitwe
month-1-typed = phesekgong, pherekhong
month-2-typed = tlhakola
month-3-typed = tlhakubele
month-4-typed = mmese
month-5-typed = Motsheanong
month-6-typed = phuptjane
month-7-typed = Phupu
month-8-typed = phata
month-9-typed = loetse, leotse, leotshe
month-10-typed = Mphalane
month-11-typed = pudungwane, pulungoana
month-12-typed = tshitoe
