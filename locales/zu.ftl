# isiZulu
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday } { $date } ngo-{ $time }, { $zone }
date = { $day } { $month } { $year }
zone-utc = UTC
zone-120 = isikhathi saseNingizimu Afrika
weekday-1 = UMsombuluko
weekday-2 = ULwesibili
weekday-3 = ULwesithathu
weekday-4 = ULwesine
weekday-5 = ULwesihlanu
weekday-6 = UMgqibelo
weekday-7 = ISonto
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
