# Sesotho
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday } { $date } ka { $time }, { $zone }
date = { $day } { $month } { $year }
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
