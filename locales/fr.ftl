# Français
# Read by a native reader: no

## Numbers and times

number-group = { "\u202F" }
moment = { $weekday } { $date } à { $time }, { $zone }
date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
zone-utc = UTC
zone-120 = heure d’Afrique du Sud
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
month-1-typed = janv
month-2-typed = févr, fév
month-3-typed = mars
month-4-typed = avr
month-5-typed = mai
month-6-typed = juin
month-7-typed = juil
month-8-typed = août
month-9-typed = sept
month-10-typed = oct
month-11-typed = nov
month-12-typed = déc
