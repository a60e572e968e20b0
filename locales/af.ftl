# Afrikaans
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday } { $date } om { $time }, { $zone }
date = { $day } { $month } { $year }
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
