# العربية
# Read by a native reader: no

## Numbers and times

number-group = { "\u00A0" }
moment = { $weekday } { $date } الساعة { $time }، { $zone }
date = { $day } { $month } { $year }
zone-utc = UTC
zone-120 = توقيت جنوب أفريقيا
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
month-1-typed = كانون الثاني, جانفي
month-2-typed = شباط, فيفري
month-3-typed = آذار
month-4-typed = إبريل, نيسان, أفريل
month-5-typed = أيار, ماي
month-6-typed = يونيه, حزيران, جوان
month-7-typed = يوليه, تموز, جويلية, يوليوز
month-8-typed = آب, أوت, غشت
month-9-typed = أيلول, شتنبر
month-10-typed = تشرين الأول
month-11-typed = تشرين الثاني, نونبر
month-12-typed = كانون الأول, دجنبر
