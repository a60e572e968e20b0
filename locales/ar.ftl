# العربية
# Read by a native reader: no

## Every page

skip = انتقل إلى المحتوى
language-title = اللغة
title-error = خطأ: { $title }
title-notice = مهم: { $title }
title-preview = معاينة: { $title }
preview-mark = معاينة. لا يُحفظ شيء هنا.
preview-all = كل الصفحات
preview-lead = هذه صفحات هذا النموذج، بإجابات ليست لأحد.
preview-until = يعمل هذا العنوان حتى { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – الخطوة { $step } من { $steps } – { $tenant }
help-title = هل تحتاج إلى مساعدة؟
help-tenant = تواصل مع { $tenant }، الجهة التي أرسلت إليك هذا الرابط.
help-nobody = تواصل مع الجهة التي أرسلت إليك هذا الرابط.
nobody-name = التسجيل
emergency = هذا النموذج لا يطلب النجدة.
emergency-call = في الطوارئ اتصل بالرقم { $number }.
support-page = مساعدة
privacy-page = الخصوصية
terms-page = الشروط
continue = متابعة
back = رجوع
cancel-link = إلغاء هذا التسجيل
optional = (اختياري)
all-optional = أجب عما تستطيع. يمكنك ترك أي من هذه فارغًا.
error-prefix = خطأ:
summary-title = هناك مشكلة
notice-title = مهم:
return-to = العودة إلى { $tenant }
call-tenant = اتصل بـ { $tenant } على { $number }
mail-tenant = اكتب إلى { $tenant }
close = يمكنك إغلاق هذه الصفحة الآن.
tenant-unknown = الجهة التي دعتك

## The start page

start-title = التسجيل لدى { $tenant }
start-time = { $minutes ->
    [one] يستغرق نحو دقيقة.
    [two] يستغرق نحو دقيقتين.
    [few] يستغرق نحو { $minutes } دقائق.
   *[other] يستغرق نحو { $minutes } دقيقة.
 }
start-mobile = تحتاج إلى رقم هاتفك المحمول.
start-mobile-code = تحتاج إلى هاتفك المحمول: نرسل إليه رمزًا.
start-ready = جهّز: { $fields }.
start-asked = ما ستُسأل عنه
start-privacy = خصوصيتك
start-privacy-who = لا تصل إجاباتك إلى { $tenant } إلا عندما تُنهي التسجيل.
start-privacy-why = تخبر { $tenant } من أنت، وبمن تتصل عند الحاجة إلى مساعدة.
start-privacy-how-long = إن لم تُنهِ التسجيل، تُحذف إجاباتك. وإن أنهيته، فاسأل { $tenant } عن مدة الاحتفاظ بها.
personal-asked = اسمك ورقم هاتفك المحمول
vehicle-asked = مركبتك، إن كانت لديك
medical-asked = معلومات صحية، فقط إن أردت
next-of-kin-asked = شخص يُتصل به في الطوارئ
start-prefilled = ملأت { $tenant } بعض الإجابات من قبل. ستراها ويمكنك التحقق منها.
start-until = مفتوح حتى { $until }. يمكنك التوقف والعودة.
start-pay = في النهاية تدفع إلى { $tenant } في صفحة خاصة بها.
start-button = ابدأ

## The link was already used in another browser

elsewhere-title = بدأ هذا التسجيل في متصفح آخر
elsewhere-safe = لحماية ما كُتب هناك، لا يُعرض منه شيء هنا.
elsewhere-carry-on = ارجع إلى المتصفح الذي بدأت فيه وافتح الرابط هناك. يمكنك المتابعة من حيث توقفت.
elsewhere-until = لديك وقت حتى { $until }.
code-label = الرمز من هاتفك أو حاسوبك الآخر
code-hint = 8 أحرف وأرقام. للحصول عليه اضغط هناك على «احفظ وعد لاحقًا».
code-share = أبقِ هذا التسجيل مفتوحًا على الهاتف أو الحاسوب الآخر أيضًا
code-button = تابع هنا
code-malformed = أدخل أحرف الرمز وأرقامه الثمانية كلها، مثل { "\u2066" }CFGH-2345{ "\u2069" }
code-unconfirmed = لم نتمكن من التأكد من أن هذا جاء من صفحتك: اضغط الزر مرة أخرى
code-wrong = هذا الرمز غير صحيح: تحقق منه. بقي لك { $tries ->
    [zero] { $tries } محاولة
    [one] محاولة واحدة ({ $tries })
    [two] محاولتان ({ $tries })
    [few] { $tries } محاولات
    [many] { $tries } محاولة
   *[other] { $tries } محاولة
}
code-locked = أُدخلت رموز خاطئة كثيرة. احصل على رمز جديد حيث بدأت، أو ابدأ من جديد
code-wait = وردت رموز أو روابط خاطئة كثيرة من حيث أنت. انتظر دقيقة ثم حاول مرة أخرى
code-none = إن لم يكن لديك رمز
elsewhere-pays = هناك دفعة قيد التنفيذ، لذلك لا يمكنك البدء من جديد الآن.
again-link = ابدأ من جديد بنموذج فارغ
again-title = هل تبدأ من جديد بنموذج فارغ؟
again-lead = عندها يضيع ما كُتب في المتصفح الآخر، ولا يعود بإمكانه فتح هذا التسجيل.
again-used = آخر استخدام له كان في { $at }.
again-button = ابدأ من جديد هنا
again-back = لا، ارجع

## The browser keeps no cookie

cookies-title = لم يحتفظ هذا المتصفح بملف تعريف الارتباط الخاص بنا
cookies-lead = نحتاج إلى ملف تعريف ارتباط واحد، حتى لا يستطيع متصفح آخر فتح ما تكتبه هنا. ولا يُستخدم لأي شيء آخر.
cookies-what-title = ما يمكنك فعله
cookies-what = اسمح بملفات تعريف الارتباط لهذا الموقع في إعدادات متصفحك، ثم حاول مرة أخرى. إن كنت في نافذة خاصة أو داخل تطبيق آخر، فافتح الرابط في متصفحك المعتاد.
cookies-button = حاول مرة أخرى

## The organisation has paused its signups

paused-title = أوقفت { $tenant } التسجيل مؤقتًا
paused-start = لا يمكنك التسجيل في الوقت الحالي. سيعمل رابطك مرة أخرى عند فتح التسجيل.
paused-kept = لا يمكنك المتابعة في الوقت الحالي. ما حفظته يبقى محفوظًا.
paused-until = حاول مرة أخرى لاحقًا، في هذا المتصفح. لديك وقت حتى { $until }.
paused-button = حاول مرة أخرى

## The steps

step-caption = الخطوة { $step } من { $steps }
step-save-check = احفظ وراجع إجاباتك
later-link = احفظ وعد لاحقًا
later-title = حُفظت إجاباتك
later-until = يمكنك المتابعة حتى { $until }.
later-here-title = على هذا الهاتف أو الحاسوب
later-here = افتح الرابط نفسه في هذا المتصفح.
later-there-title = على هاتف أو حاسوب آخر
later-there = افتح الرابط نفسه هناك وأدخل هذا الرمز:
later-once = اكتبه الآن: يُعرض مرة واحدة فقط. والرمز السابق لم يعد يعمل.
later-copy = انسخ الرمز
later-copied = تم النسخ
later-code = تحتاج إلى رمز لتتابع هناك.
later-had-code = عُرض عليك رمز من قبل. والرمز الجديد يحل محله.
later-code-button = اعرض رمزًا جديدًا
later-clear-text = هل يستخدم شخص آخر هذا الجهاز؟ امسحه بعد أن تكتب الرمز. عندها تحتاج إلى الرمز لتتابع.
later-clear-button = يكفي الآن: امسح هذا الجهاز
later-button = تابع الآن
personal-title = عنك
vehicle-title = مركبتك
medical-title = معلومات طبية
next-of-kin-title = قريبك
vehicle-lead = يبحث المسعفون عن مركبتك عندما يأتون للمساعدة.
vehicle-together = أخبرنا بواحد منها على الأقل.
next-of-kin-lead = شخص قريب منك يمكن لـ { $tenant } الاتصال به في حالة الطوارئ. أخبره بأنك ذكرته.
next-of-kin-together = املأ الاثنين معًا، أو اتركهما فارغين.
medical-lead = يساعد هذا المسعفين حين لا تستطيع الكلام. يمكنك التسجيل من دونه.
medical-more = التأمين الطبي والطبيب
filled-in = ملأت { $tenant } ما يلي: { $fields }. { $count ->
    [one] تحقّق منه.
   *[other] تحقّق منها.
 }
filled-locked = إذا كان هناك خطأ لا يمكنك تغييره، فضع علامة على «هذا خطأ». وسنخبر { $tenant }.
from-tenant = من { $tenant }
wrong = هذا خطأ

## The mobile number is confirmed by a code

verify-title = أكّد رقم هاتفك المحمول
verify-ask = نرسل رمزًا في رسالة نصية إلى هذا الرقم. يُظهر ذلك أن الرقم لك.
verify-sent = أرسلنا رمزًا في رسالة نصية عند { $time } إلى هذا الرقم:
verify-delayed = لم نتمكن من إرسال الرمز بعد. نواصل المحاولة من تلقاء أنفسنا. أدخله عندما يصل.
verify-late = الرمز قديم جدًا: كان صالحًا لعشر دقائق. اطلب إرسال رمز جديد.
verify-spent = لم يعد ممكنًا استخدام الرمز. اطلب إرسال رمز جديد.
verify-no-more = لا يمكن إرسال رموز أخرى في هذا التسجيل. يمكن لـ{ $tenant } مساعدتك.
verify-label = الرمز من الرسالة النصية
verify-hint = 6 أرقام، صالح لعشر دقائق
verify-malformed = أدخل أرقام الرمز الستة كلها
verify-wrong = هذا الرمز غير صحيح: تحقق منه. إذا وصلك أكثر من رمز فأدخل الأحدث. بقي لك { $tries ->
    [zero] { $tries } محاولة
    [one] محاولة واحدة ({ $tries })
    [two] محاولتان ({ $tries })
    [few] { $tries } محاولات
    [many] { $tries } محاولة
   *[other] { $tries } محاولة
}
verify-again-title = ألم يصل الرمز بعد؟
verify-again = قد يستغرق ذلك دقيقة. تحقق من أن الرقم صحيح.
verify-left = يمكنك طلب إرسال { $count ->
    [zero] { $count } رمز
    [one] رمز واحد ({ $count })
    [two] رمزين ({ $count })
    [few] { $count } رموز
    [many] { $count } رمزًا
   *[other] { $count } رمز
} آخر بعد.
verify-send = أرسل الرمز
verify-resend = أرسل رمزًا جديدًا
verify-locked = أدخل { $tenant } هذا الرقم. إذا كان خاطئًا فاطلب منهم تصحيحه.
verify-soon = أُرسل رمز للتو. انتظر { $seconds ->
    [zero] { $seconds } ثانية
    [one] ثانية واحدة ({ $seconds })
    [two] ثانيتين ({ $seconds })
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
}، ثم اضغط الزر مرة أخرى.
verify-number-spent = لا يمكن إرسال رموز أخرى إلى هذا الرقم اليوم. حاول مرة أخرى غدًا. ما حفظته باقٍ.
verify-crowded = تُرسل رموز كثيرة جدًا الآن. انتظر { $minutes ->
    [zero] { $minutes } دقيقة
    [one] دقيقة واحدة ({ $minutes })
    [two] دقيقتين ({ $minutes })
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}، ثم حاول مرة أخرى. ما حفظته باقٍ.
verify-changed = تغيّر الرقم في علامة تبويب أو نافذة أخرى. هذا هو الأحدث.
verify-busy = لم نتمكن من ذلك الآن. انتظر قليلًا، ثم اضغط الزر مرة أخرى.
# The text message itself: short, and the code first.
sms-code = { $code } هو رمزك للتسجيل لدى { $tenant }. صالح لعشر دقائق.

## A step that was changed in another tab

stale-title = تغيّرت هذه الخطوة في علامة تبويب أو نافذة أخرى
stale-text = اختر لكلٍّ منها ما يُحفظ. وكل ما عداها باقٍ كما كتبته هنا.
stale-same = الإجابات المحفوظة هناك هي نفس إجاباتك أدناه.
stale-there = المحفوظ { $time }:
stale-here = المكتوب هنا:
stale-nothing = لا شيء

## What the script says of what is typed

draft-kept = تم الحفظ
draft-retrying = لم يُحفظ بعد. نواصل المحاولة.
draft-waiting = لا يوجد اتصال الآن. نتابع حالما يتوفر.
draft-elsewhere = تغيّرت هذه الخطوة في علامة تبويب أو نافذة أخرى. يُحفظ ما تكتبه هنا عندما تختار «متابعة».
draft-stopped = لم يُحفظ بعد ما تكتبه الآن. اختر «متابعة» لتعرف السبب.
draft-large = هذا أطول من أن يُرسل. اختصر أطول إجاباتك.

## Notices

notice-unconfirmed = لم نستطع التأكد من أن هذا جاء من صفحتك، لذلك لم يُحفظ شيء. راجع الإجابات أدناه، ثم حاول مرة أخرى.
notice-unsaved = لم نستطع حفظ هذه الخطوة الآن. كل ما كتبته لا يزال أدناه. انتظر لحظة، ثم اضغط الزر مرة أخرى.
notice-paused = أوقفت { $tenant } التسجيل مؤقتًا، لذلك لم تُحفظ هذه الخطوة بعد. كل ما كتبته لا يزال أدناه. أبقِ هذه الصفحة مفتوحة، واضغط الزر مرة أخرى لاحقًا.
notice-changed = تغيّرت إجاباتك في علامة تبويب أو نافذة أخرى. هذه هي الأحدث: راجعها مرة أخرى قبل أن تُنهي التسجيل.

## Check your answers

check-title = راجع إجاباتك
check-lead = لم يتم تسجيلك بعد. تأكد من أن كل شيء صحيح، ثم أنهِ التسجيل.
check-unsent = كتبت شيئًا في «{ $step }» ولم تختر «متابعة» هناك. لا يُحتسب ذلك بعد. اختر «تغيير» لتراه.
check-change = تغيير
check-add = إضافة
check-show = إظهار
check-hide = إخفاء
check-covered = مخفي
check-not-given = لم يُذكر
check-disputed = قلتَ إن هذا خطأ.
check-own-number-title = هل هذا الرقم صحيح؟
check-own-number = رقم قريبك هو رقم هاتفك المحمول نفسه. إن لم تستطع الرد، فلن يمكن الوصول إلى أحد. يمكنك تغييره، أو إنهاء التسجيل كما هو.
check-email = هل تقصد { $email }؟
check-email-text = إذا كان عنوانك صحيحًا كما هو، يمكنك الإنهاء.
check-email-change = تغيير العنوان
check-declare = بإنهاء التسجيل تقول إن هذه الإجابات صحيحة على حد علمك، وتستلمها { $tenant }.
check-pay = بعد ذلك تدفع في صفحة تابعة لـ { $tenant }. ومن ثَمّ تبقى إجاباتك كما هي.
terms-text = أوافق على شروط { $tenant }.
terms-required = ضع علامة في المربع للموافقة على الشروط. بدونها لا يمكنك التسجيل.
marketing-text = يمكن لـ { $tenant } إخباري بعروضها. يمكنني التراجع عن ذلك في أي وقت.
tick-changed = تغيّر هذا النص منذ أن وضعت العلامة: اقرأه مرة أخرى، وضع العلامة إذا كنت موافقًا
check-button = إنهاء التسجيل
check-pay-button = المتابعة إلى الدفع
payment-title = لم يتم تأكيد دفعتك بعد
payment-lead = تخبرنا { $tenant } عندما تصل دفعتك. يستغرق ذلك غالبًا أقل من دقيقة.
payment-close = يمكنك إغلاق هذه الصفحة. ما إن تخبرنا { $tenant } حتى يتم تسجيلك.
payment-looks = تبحث هذه الصفحة عن الجديد من تلقاء نفسها.
payment-look = تحقق الآن
payment-not-paid = ألم تدفع بعد؟
payment-button = انتقل إلى صفحة الدفع
payment-refused-title = لم تتم دفعتك
payment-refused-lead = لم يتم تسجيلك بعد. إجاباتك محفوظة، لذلك يمكنك المحاولة مرة أخرى.
payment-until = يمكنك الدفع حتى { $until }.
payment-retry = حاول الدفع مرة أخرى

## The mobile number cannot be signed up

taken-title = لا يمكن تسجيل رقم الهاتف المحمول هذا هنا
taken-lead = لم يتم تسجيلك.
taken-number = الرقم هو { $number }.
taken-correct-text = تأكد من عدم وجود خطأ كتابي. يمكنك تغييره وإنهاء التسجيل مرة أخرى: كل ما عداه باقٍ.
taken-correct = تغيير الرقم
taken-no-more = لم يعد بالإمكان تصحيح الرقم في هذا التسجيل. يمكن أن تساعدك { $tenant } في ذلك.
taken-leave-text = العودة إلى { $tenant } تُنهي هذا التسجيل.
taken-leave = المغادرة والعودة إلى { $tenant }

## Cancel

cancel-title = هل تريد إلغاء هذا التسجيل؟
cancel-lead = إن ألغيت، فلن يتم تسجيلك، ولن تستلم { $tenant } إجاباتك، ويتوقف الرابط عن العمل.
cancel-pause = إن أردت التوقف الآن فقط، فأغلق هذه الصفحة. ما حفظته يبقى محفوظًا، والرابط نفسه في هذا المتصفح يعيدك.
cancel-paid = إن كنت قد دفعت، فتحدث إلى { $tenant } قبل أن تلغي. الإلغاء لا يعيد المال.
cancel-button = نعم، ألغِ هذا التسجيل
cancel-keep = لا، تابع هذا التسجيل

## The outcome

completed-title = تم تسجيلك
completed-text = شكرًا لك. أصبحت بياناتك لدى { $tenant }. لم يبقَ شيء تفعله هنا.
completed-reference = رقمك المرجعي: { $reference }
completed-print = اطبع هذه الصفحة
completed-next = ما الذي يحدث بعد ذلك
download-title = احصل على التطبيق
download-text = لدى { $tenant } تطبيق. يمكنك الحصول عليه الآن أو لاحقًا.
download-ios = احصل عليه لجهاز iPhone
download-android = احصل عليه لجهاز Android
download-web = استخدمه في المتصفح
clear-text = هل يستخدم شخص آخر هذا الجهاز؟ امسحه، فلا يستطيع أحد فتح هذا التسجيل عليه.
clear-button = أنهِ وامسح هذا الجهاز
clear-title = تم مسح هذا الجهاز
clear-done = لم يعد ممكنًا فتح إجاباتك عليه.
cancelled-title = أُلغي هذا التسجيل
cancelled-text = لم يتم تسجيلك، ولم تستلم { $tenant } إجاباتك. إن غيّرت رأيك، فاطلب من { $tenant } رابطًا جديدًا.
failed-title = لم يمكن إكمال هذا التسجيل
failed-text = لم يتم تسجيلك هنا. تواصل مع { $tenant }: يمكنهم أن يخبروك بما تفعله بعد ذلك.
unpaid-text = لم يخبرنا أحد بأنك دفعت، لذلك لم يتم تسجيلك. إن كنت قد دفعت، فتواصل مع { $tenant }.
expired-title = لم يعد هذا التسجيل مفتوحًا
expired-text = انتهى وقته، ولم يتم تسجيلك. اطلب من { $tenant } رابطًا جديدًا.
expired-text-refresh = انتهى وقته، ولم يتم تسجيلك. يمكن لـ { $tenant } أن تعطيك رابطًا جديدًا.
expired-button = احصل على رابط جديد

## Access was lost

moved-title = تمت متابعة هذا التسجيل في مكان آخر
moved-lead = فُتح على هاتف أو حاسوب آخر أو في متصفح آخر. لم يعد لهذا المتصفح وصول إليه.
moved-open = تابع هناك. وللمتابعة هنا، افتح الرابط الذي أُرسل إليك وأدخل رمزًا من هناك.
lost-title = افتح رابطك مرة أخرى
lost-lead = لم يعد لهذا المتصفح وصول إلى هذا التسجيل. يحدث ذلك عند مسح ملفات تعريف الارتباط، أو عند استخدام الرابط في متصفح آخر.
lost-open = افتح الرابط الذي أُرسل إليك. في المتصفح الذي بدأت فيه يمكنك المتابعة؛ وفي أي مكان آخر تحتاج إلى رمزك، أو ابدأ من جديد.
lost-typed = آخر ما كتبته
lost-typed-text = لم يمكن حفظه. أبقِ هذه الصفحة مفتوحة، أو انسخها، لتملأه من جديد.
lost-copy = انسخ ما كتبته
lost-text = ما كتبته، لنسخه
back-title = استرجعه
back-text = أدخل رمزك، فيُعاد ما كتبته إلى تسجيلك.
along-title = خذه معك
along-text = افتح رابطك الجديد في هذا المتصفح واضغط «ابدأ». أبقِ هذه الصفحة مفتوحة. ثم ارجع إليها واضغط هذا الزر.
along-button = ضعه في تسجيلي الجديد
along-none = لا يوجد تسجيل جديد في هذا المتصفح بعد. افتح رابطك الجديد هنا واضغط «ابدأ». ثم ارجع إلى هذه الصفحة.

## Problems

problem-400-title = لم يمكن فهم هذه الصفحة
problem-400-text = نقص شيء مما أرسله متصفحك. ارجع، وأعد تحميل الصفحة، وحاول مرة أخرى.
problem-403-title = لا يمكنك فتح هذه الصفحة
problem-403-text = افتح الرابط الذي أُرسل إليك مرة أخرى، في هذا المتصفح، وتابع من هناك.
problem-404-title = هذه الصفحة أو هذا الرابط غير موجود
problem-404-text = إن كنت نسخت الرابط، فتأكد من أنك نسخته كاملًا. إن لم يعمل بعد ذلك، فاطلب رابطًا جديدًا.
problem-405-title = لا يمكن استخدام هذه الصفحة بهذه الطريقة
problem-405-text = افتح الرابط الذي أُرسل إليك مرة أخرى وتابع من هناك.
problem-408-title = استغرق هذا وقتًا طويلًا
problem-408-text = لم تصل إجاباتك في الوقت المناسب ولم تُحفظ. تحقق من اتصالك، وارجع، وحاول مرة أخرى.
problem-413-title = ما أرسلته طويل جدًا
problem-413-text = لم تُحفظ إجاباتك. ارجع، واختصر أطولها، وحاول مرة أخرى.
too-long-lead = لم يُحفظ «{ $step }» الآن. ما حفظته من قبل باقٍ.
too-long-what = ارجع إليه واكتب إجابات أقصر، وابدأ بالأهم.
too-long-button = ارجع إلى «{ $step }»
problem-415-title = لم يمكن فهم هذه الصفحة
problem-415-text = أرسل متصفحك الإجابات بطريقة لا يمكن قراءتها هنا. ارجع، وأعد تحميل الصفحة، وحاول مرة أخرى.
problem-421-title = هذا العنوان يؤدي إلى المكان الخطأ
problem-421-text = افتح الرابط كما أُرسل إليك تمامًا.
problem-429-title = محاولات كثيرة جدًا
problem-429-text = انتظر دقيقة، ثم حاول مرة أخرى. ما حفظته يبقى محفوظًا.
problem-500-title = حدث خطأ هنا
problem-500-text = ليس هذا خطأك. ما حفظته يبقى محفوظًا. ارجع وحاول مرة أخرى بعد بضع دقائق.
problem-503-title = هذا التسجيل مشغول في الوقت الحالي
problem-503-text = ما حفظته يبقى محفوظًا. انتظر دقيقة، ثم ارجع وحاول مرة أخرى.

## About you

name-label = الاسم الأول
name-hint = كما يناديك الناس، أو كما هو في وثيقة هويتك.
name-required = أدخل الاسم الأول
surname-label = اسم العائلة
surname-hint = إن كان لك اسم واحد فقط، فاكتبه هنا أيضًا.
surname-required = أدخل اسم العائلة
mobile-label = رقم الهاتف المحمول
mobile-hint = هذا هو الرقم الذي يُتصل به في حالة الطوارئ. اكتبه كما تشاء، مثل { "\u2066" }082 123 4567{ "\u2069" }.
mobile-required = أدخل رقم الهاتف المحمول
mobile-format = رقم الهاتف المحمول يجب أن يكون رقم هاتف كاملًا، مثل { "\u2066" }082 123 4567{ "\u2069" } أو { "\u2066" }+44 7911 123456{ "\u2069" }
mobile-too_short = رقم الهاتف المحمول قصير جدًا: عدد أرقامه { $typed } من { $needed }
mobile-too_long = رقم الهاتف المحمول طويل جدًا: عدد أرقامه { $typed } ولا يلزم إلا { $needed }
email-label = عنوان البريد الإلكتروني
email-required = أدخل عنوان البريد الإلكتروني
email-format = عنوان البريد الإلكتروني يجب أن يكون مثل { "\u2066" }name@example.com{ "\u2069" }
dateOfBirth-label = تاريخ الميلاد
dateOfBirth-hint = على سبيل المثال: اليوم 27، الشهر 3، السنة 1985
dateOfBirth-required = أدخل تاريخ الميلاد
dateOfBirth-day = اليوم
dateOfBirth-month = الشهر
dateOfBirth-year = السنة
dateOfBirth-format = تاريخ الميلاد يجب أن يكون يومًا وشهرًا وسنة
dateOfBirth-no_such_date = تاريخ الميلاد يجب أن يكون تاريخًا موجودًا
dateOfBirth-future = تاريخ الميلاد يجب أن يكون في الماضي
dateOfBirth-too_early = تاريخ الميلاد يجب أن يكون في سنة 1900 أو بعدها
dateOfBirth-day_missing = تاريخ الميلاد يجب أن يشمل اليوم
dateOfBirth-month_missing = تاريخ الميلاد يجب أن يشمل الشهر
dateOfBirth-year_missing = تاريخ الميلاد يجب أن يشمل سنة من 4 أرقام، مثل 1985
gender-label = الجنس
gender-hint = يساعد المسعفين على التعرف عليك.
gender-female = أنثى
gender-male = ذكر
gender-rather-not-say = أفضّل عدم الإجابة
gender-own = بكلماتي الخاصة
gender-own-label = الجنس بكلماتك الخاصة
gender-required = أدخل الجنس بكلماتك الخاصة، أو اختر إجابة أخرى

## Only told by a tenant

externalReferenceId-label = مرجع خارجي
businessName-label = اسم المنشأة
duressCode-label = رمز الإكراه

## Your vehicle

hasVehicle-label = هل لديك مركبة؟
hasVehicle-check = المركبة
hasVehicle-no = لا توجد مركبة
hasVehicle-hint = سيارة أو شاحنة صغيرة أو دراجة نارية: ما تستخدمه أكثر من غيره.
hasVehicle-required = اختر هل لديك مركبة أم لا
vehicleMake-label = الشركة المصنّعة
vehicleMake-hint = مثل Toyota أو Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = أدخل الشركة المصنّعة للمركبة، أو تفصيلًا آخر واحدًا على الأقل
vehicleModel-label = الطراز
vehicleModel-hint = مثل Corolla أو Polo.
vehicleColour-label = اللون
vehicleColour-suggestions = أبيض; فضي; رمادي; أسود; أزرق; أحمر; أخضر; بني; ذهبي; أصفر; برتقالي
vehicleLicensePlate-label = رقم اللوحة
vehicleLicensePlate-hint = الحروف والأرقام في خلف المركبة، مثل { "\u2066" }CA 123-456{ "\u2069" }.
vehicleLicensePlate-format = رقم اللوحة يجب أن يحتوي على حروف أو أرقام

## Medical information

medicalConditions-label = الحالات المرضية
medicalConditions-hint = مثل الربو أو السكري أو الصرع أو مرض في القلب.
medications-label = الأدوية التي تتناولها
medications-hint = مع الجرعة، إن كنت تعرفها.
allergies-label = الحساسية
allergies-hint = مثل البنسلين أو لسعات النحل أو الفول السوداني.
medicalOther-label = أي شيء آخر يهم المسعفين
medicalOther-check = أي شيء آخر
medicalOther-hint = مثل منظم ضربات القلب أو الحمل أو ضعف السمع.
bloodtype-label = فصيلة الدم
bloodtype-hint = O+{ "\u200E" } تُقرأ «O موجب».
bloodtype-A-positive = A+{ "\u200E" }
bloodtype-A-negative = A−{ "\u200E" }
bloodtype-B-positive = B+{ "\u200E" }
bloodtype-B-negative = B−{ "\u200E" }
bloodtype-AB-positive = AB+{ "\u200E" }
bloodtype-AB-negative = AB−{ "\u200E" }
bloodtype-O-positive = O+{ "\u200E" }
bloodtype-O-negative = O−{ "\u200E" }
bloodtype-unknown = لا أعرف
hasMedicalAid-label = هل لديك تأمين طبي؟
hasMedicalAid-check = التأمين الطبي
medicalAidScheme-label = اسم التأمين الطبي
medicalAidScheme-hint = مثل Discovery أو Bonitas أو GEMS.
medicalAidNumber-label = رقم التأمين الطبي
medicalAidPlan-label = خطة التأمين الطبي
familyDoctorName-label = اسم طبيب العائلة
familyDoctorName-check = الطبيب
familyDoctorPhoneNumber-label = رقم طبيب العائلة
familyDoctorPhoneNumber-check = رقم الطبيب
familyDoctorPhoneNumber-format = رقم طبيب العائلة يجب أن يكون رقم هاتف كاملًا، مثل { "\u2066" }021 123 4567{ "\u2069" }
familyDoctorPhoneNumber-too_short = رقم طبيب العائلة قصير جدًا: عدد أرقامه { $typed } من { $needed }
familyDoctorPhoneNumber-too_long = رقم طبيب العائلة طويل جدًا: عدد أرقامه { $typed } ولا يلزم إلا { $needed }
medicalConsent-label = هل تريد مشاركة معلومات صحية؟
medicalConsent-check = موافقتك
medicalConsent-yes = نعم
medicalConsent-no = ليس الآن
medicalConsent-forget = ليس الآن، واحذف ما كتبته
medicalConsent-required = اختر نعم لمشاركة المعلومات التي كتبتها، أو اختر حذفها
medicalConsent-changed = تغيّر النص الخاص بمشاركة المعلومات الصحية: اقرأه واختر مرة أخرى
medicalConsent-given = أُعطيت
medical-consent-text = إذا اخترت نعم، فأنت توافق على ما يلي. تحتفظ { $tenant } بالمعلومات الصحية التي تقدمها هنا. ولا يراها إلا المسعفون الذين يُرسَلون لمساعدتك. يمكنك التراجع عن ذلك في أي وقت. أخبر { $tenant } فتحذفها.

## Your next of kin

nextOfKinName-label = الاسم الكامل لقريبك
nextOfKinName-check = الاسم
nextOfKinName-required = أدخل الاسم الكامل لقريبك
nextOfKinNumber-label = رقم هاتف قريبك
nextOfKinNumber-check = رقم الهاتف
nextOfKinNumber-hint = اكتبه كما تشاء. ينبغي ألا يكون رقمك أنت.
nextOfKinNumber-required = أدخل رقم هاتف قريبك
nextOfKinNumber-format = رقم هاتف قريبك يجب أن يكون رقم هاتف كاملًا، مثل { "\u2066" }083 123 4567{ "\u2069" }
nextOfKinNumber-too_short = رقم هاتف قريبك قصير جدًا: عدد أرقامه { $typed } من { $needed }
nextOfKinNumber-too_long = رقم هاتف قريبك طويل جدًا: عدد أرقامه { $typed } ولا يلزم إلا { $needed }
nextOfKinTold-label = هذا الشخص يعلم أنك ذكرته
nextOfKinTold-text = أخبرتُ هذا الشخص بأنني ذكرته هنا، وبأنه يمكن لـ { $tenant } الاتصال به.

## Choices that many fields have

choice-yes = نعم
choice-no = لا
choice-unsaid = أفضّل عدم الإجابة

## Errors of any field

error-required = أجب عن «{ $label }»
error-one_required = أجب عن «{ $label }»، أو عن سؤال واحد على الأقل من الأسئلة التي بعده
error-too_long = «{ $label }» يجب ألا يزيد على { $limit ->
    [zero] { $limit } حرف
    [one] حرف واحد ({ $limit })
    [two] حرفين ({ $limit })
    [few] { $limit } أحرف
    [many] { $limit } حرفًا
   *[other] { $limit } حرف
}
error-too_short = «{ $label }» قصير جدًا: عدد أرقامه { $typed } من { $needed }
error-unreadable = «{ $label }» فيه أحرف لم تصل كاملة: اكتبه مرة أخرى
error-characters = «{ $label }» يجب ألا تكون فيه أحرف مخفية أو متراكمة: اكتبه بدل أن تلصقه
error-format = «{ $label }» يجب أن يُكتب بالطريقة المعتادة
error-no_such_date = «{ $label }» يجب أن يكون تاريخًا موجودًا
error-future = «{ $label }» يجب أن يكون في الماضي
error-too_early = «{ $label }» يجب أن يكون في سنة 1900 أو بعدها
error-day_missing = «{ $label }» يجب أن يشمل اليوم
error-month_missing = «{ $label }» يجب أن يشمل الشهر
error-year_missing = «{ $label }» يجب أن يشمل سنة من 4 أرقام
error-choice = اختر إحدى الإجابات عن «{ $label }»
error-repeated = وصل «{ $label }» أكثر من مرة: راجعه وتابع
error-type = «{ $label }» يجب أن يكون من النوع المناسب له
error-changed = تغيّر «{ $label }»: اقرأه مرة أخرى

## Numbers and times

list-comma = { "، " }
number-group = { "\u00A0" }
moment = { $weekday } { $date } الساعة { $time }، { $zone }
moment-short = { $weekday } { $date }، { $time }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
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
