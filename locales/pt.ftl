# Português
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday }, { $date }, às { $time }, { $zone }
date = { $day } de { $month } de { $year }
zone-utc = UTC
zone-120 = hora da África do Sul
weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
month-1-typed = jan
month-2-typed = fev
month-3-typed = mar
month-4-typed = abr
month-5-typed = mai
month-6-typed = jun
month-7-typed = jul
month-8-typed = ago
month-9-typed = set
month-10-typed = out
month-11-typed = nov
month-12-typed = dez
