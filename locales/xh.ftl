# isiXhosa
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday } { $date } ngo-{ $time }, { $zone }
date = { $day } { $month } { $year }
zone-utc = UTC
zone-120 = ixesha laseMzantsi Afrika
weekday-1 = UMvulo
weekday-2 = ULwesibini
weekday-3 = ULwesithathu
weekday-4 = ULwesine
weekday-5 = ULwesihlanu
weekday-6 = UMgqibelo
weekday-7 = ICawa
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
