<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>CameraCheckText</name>
    <message>
        <source>Speed</source>
        <comment>camera check; what is looked at</comment>
        <translation>السرعة</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>camera check; what is looked at</comment>
        <translation>الإضاءة</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <comment>camera check; what is looked at</comment>
        <translation>الوضوح</translation>
    </message>
    <message>
        <source>Colour</source>
        <comment>camera check; what is looked at</comment>
        <translation>اللون</translation>
    </message>
    <message>
        <source>Position</source>
        <comment>camera check; what is looked at</comment>
        <translation>الموضع</translation>
    </message>
    <message>
        <source>Pictures come fast and evenly.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>تصل الصور سريعة ومنتظمة.</translation>
    </message>
    <message>
        <source>Bright enough, and from in front.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>الإضاءة كافية ومن الأمام.</translation>
    </message>
    <message>
        <source>The picture is sharp.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>الصورة واضحة.</translation>
    </message>
    <message>
        <source>Colours are as they should be.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>الألوان كما ينبغي.</translation>
    </message>
    <message>
        <source>The camera looks where it should.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>الكاميرا موجهة إلى المكان الصحيح.</translation>
    </message>
    <message>
        <source>The camera is too slow for a scan.</source>
        <comment>camera check</comment>
        <translation>الكاميرا بطيئة جدًا للمسح.</translation>
    </message>
    <message>
        <source>Pictures come in jerks.</source>
        <comment>camera check</comment>
        <translation>تصل الصور متقطعة.</translation>
    </message>
    <message>
        <source>It is too dark.</source>
        <comment>camera check</comment>
        <translation>الإضاءة ضعيفة جدًا.</translation>
    </message>
    <message>
        <source>It is too bright.</source>
        <comment>camera check</comment>
        <translation>الإضاءة قوية جدًا.</translation>
    </message>
    <message>
        <source>The light comes from behind the buyer.</source>
        <comment>camera check</comment>
        <translation>الضوء يأتي من خلف المشتري.</translation>
    </message>
    <message>
        <source>The light comes from one side.</source>
        <comment>camera check</comment>
        <translation>الضوء يأتي من جهة واحدة.</translation>
    </message>
    <message>
        <source>The picture is less sharp than it was.</source>
        <comment>camera check</comment>
        <translation>الصورة أقل وضوحًا مما كانت.</translation>
    </message>
    <message>
        <source>The colours are not as they were.</source>
        <comment>camera check</comment>
        <translation>الألوان ليست كما كانت.</translation>
    </message>
    <message>
        <source>The camera looks somewhere else than before.</source>
        <comment>camera check</comment>
        <translation>الكاميرا موجهة إلى مكان آخر غير السابق.</translation>
    </message>
    <message>
        <source>Plug the camera straight into the computer, close other programs, and switch on more light: many cameras become slow in the dark.</source>
        <comment>camera check; what to do</comment>
        <translation>صل الكاميرا بالحاسوب مباشرة، وأغلق البرامج الأخرى، وزد الإضاءة: كثير من الكاميرات يبطؤ في الظلام.</translation>
    </message>
    <message>
        <source>Close other programs and plug the camera straight into the computer.</source>
        <comment>camera check; what to do</comment>
        <translation>أغلق البرامج الأخرى وصل الكاميرا بالحاسوب مباشرة.</translation>
    </message>
    <message>
        <source>Switch on a lamp in front of the buyer, or open the curtain.</source>
        <comment>camera check; what to do</comment>
        <translation>أضئ مصباحًا أمام المشتري، أو افتح الستارة.</translation>
    </message>
    <message>
        <source>Keep the sun and lamps off the place where the buyer sits.</source>
        <comment>camera check; what to do</comment>
        <translation>أبعد الشمس والمصابيح عن مكان جلوس المشتري.</translation>
    </message>
    <message>
        <source>Turn the counter or the camera, so that the window is not behind the buyer, or close the curtain.</source>
        <comment>camera check; what to do</comment>
        <translation>أدر الطاولة أو الكاميرا كي لا تكون النافذة خلف المشتري، أو أغلق الستارة.</translation>
    </message>
    <message>
        <source>Turn the lamp, or put a second one on the darker side.</source>
        <comment>camera check; what to do</comment>
        <translation>أدر المصباح، أو ضع مصباحًا ثانيًا في الجهة الأقل إضاءة.</translation>
    </message>
    <message>
        <source>Wipe the lens with a soft cloth. If it has a ring, turn it until the picture is sharp.</source>
        <comment>camera check; what to do</comment>
        <translation>امسح العدسة بقطعة قماش ناعمة. وإن كانت لها حلقة فأدرها حتى تتضح الصورة.</translation>
    </message>
    <message>
        <source>Use white lamps, and keep coloured signs away from the buyer.</source>
        <comment>camera check; what to do</comment>
        <translation>استخدم مصابيح بيضاء، وأبعد اللافتات الملونة عن المشتري.</translation>
    </message>
    <message>
        <source>Turn the camera back to where the buyer sits. If it is meant to be there now, keep it as the good state.</source>
        <comment>camera check; what to do</comment>
        <translation>أعد الكاميرا إلى مكان جلوس المشتري. وإن كان موضعها الجديد مقصودًا فاحفظه كحالة جيدة.</translation>
    </message>
    <message>
        <source>All good.</source>
        <comment>camera check; a line of the history</comment>
        <translation>كل شيء جيد.</translation>
    </message>
    <message>
        <source>Nothing wrong; not compared.</source>
        <comment>camera check; a line of the history</comment>
        <translation>لا مشكلة؛ لم تُجرَ مقارنة.</translation>
    </message>
</context>
<context>
    <name>ClerkWords</name>
    <message>
        <source>Clerk</source>
        <comment>a role</comment>
        <translation>موظف</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <comment>a role</comment>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>Technician</source>
        <comment>a role</comment>
        <translation>فني</translation>
    </message>
    <message>
        <source>Registers buyers.</source>
        <comment>what a clerk does</comment>
        <translation>يسجّل المشترين.</translation>
    </message>
    <message>
        <source>Registers buyers, looks after the clerks and chooses the camera.</source>
        <comment>what a supervisor does</comment>
        <translation>يسجّل المشترين ويتولى أمر الموظفين ويختار الكاميرا.</translation>
    </message>
    <message>
        <source>Looks after the camera, and registers nobody. This role is given at the computer&apos;s command line.</source>
        <comment>what a technician does</comment>
        <translation>يتولى أمر الكاميرا ولا يسجّل أحدًا. يُعطى هذا الدور من سطر أوامر الحاسوب.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Top bar: the name of who is signed in, and the role.</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>CounterWords</name>
    <message>
        <source>This counter is not known to an operator yet, so nothing can be registered. A technician enrols it with a one-time code.</source>
        <comment>notice at the start</comment>
        <translation>نقطة البيع هذه غير معروفة لدى أي مشغّل بعد، فلا يمكن التسجيل. يسجّلها الفنّي برمز يُستعمل مرة واحدة.</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in, or practise with a buyer who doesn&apos;t exist.</source>
        <comment>notice; the button beside it starts practice</comment>
        <translation>لم توجد كاميرا. أوصل واحدة أو تدرّب مع مشترٍ غير حقيقي.</translation>
    </message>
    <message>
        <source>The camera went away during the scan. Plug it in again; nothing was decided and no try was used.</source>
        <comment>notice after a scan was stopped</comment>
        <translation>انقطعت الكاميرا أثناء المسح. أوصلها من جديد؛ لم يُتخذ أي قرار ولم تُحسب محاولة.</translation>
    </message>
    <message>
        <source>The camera can&apos;t be used right now. Look whether another program holds it.</source>
        <comment>notice</comment>
        <translation>لا يمكن استعمال الكاميرا الآن. انظر إن كان برنامج آخر يستعملها.</translation>
    </message>
    <message>
        <source>One moment, the face check is starting.</source>
        <comment>notice during the first second</comment>
        <translation>لحظة من فضلك، يبدأ فحص الوجه.</translation>
    </message>
    <message>
        <source>Only a software camera was found. The operator may not accept registrations made with it.</source>
        <comment>notice; the button beside it opens the choice of cameras</comment>
        <translation>لم توجد إلا كاميرا برمجية. قد لا يقبل المشغّل تسجيلات تمت بها.</translation>
    </message>
    <message>
        <source>The usual camera is missing; another one is in use.</source>
        <comment>notice</comment>
        <translation>الكاميرا المعتادة غير موجودة؛ تُستعمل كاميرا أخرى.</translation>
    </message>
    <message>
        <source>Practise</source>
        <comment>button in a notice: begins practice without a camera</comment>
        <translation>تدرّب</translation>
    </message>
    <message>
        <source>Cameras</source>
        <comment>button in a notice: opens the choice of cameras</comment>
        <translation>الكاميرات</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>button in a notice: saving failed, save again</comment>
        <translation>حاول مجددًا</translation>
    </message>
    <message>
        <source>Stop this registration?</source>
        <comment>question after Esc</comment>
        <translation>هل توقف هذا التسجيل؟</translation>
    </message>
    <message>
        <source>What was entered is erased. Nothing was sent.</source>
        <comment>question after Esc</comment>
        <translation>يُمحى ما أُدخل. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>Stop and erase</source>
        <comment>answer to: Stop this registration?</comment>
        <translation>أوقف وامحُ</translation>
    </message>
    <message>
        <source>Go on</source>
        <comment>answer to: Stop this registration?</comment>
        <translation>تابع</translation>
    </message>
    <message>
        <source>Register without a scan?</source>
        <comment>question</comment>
        <translation type="vanished">هل تسجّل من دون مسح؟</translation>
    </message>
    <message>
        <source>A person at the operator decides. The buyer is not refused here; the number stays pending until then.</source>
        <comment>question: register without a scan?</comment>
        <translation type="vanished">يقرر موظف لدى المشغّل. لا يُرفض المشتري هنا؛ ويبقى الرقم معلّقًا حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Register without a scan</source>
        <comment>answer</comment>
        <translation type="vanished">سجّل من دون مسح</translation>
    </message>
    <message>
        <source>Go back</source>
        <comment>answer: not without a scan</comment>
        <translation type="vanished">ارجع</translation>
    </message>
    <message>
        <source>Sign out now?</source>
        <comment>question while a registration is open</comment>
        <translation>هل تسجّل الخروج الآن؟</translation>
    </message>
    <message>
        <source>What was entered for this buyer is erased. Saved registrations are safe and go on being sent.</source>
        <comment>question: sign out now?</comment>
        <translation type="vanished">يُمحى ما أُدخل لهذا المشتري. التسجيلات المحفوظة في أمان ويستمر إرسالها.</translation>
    </message>
    <message>
        <source>Close although this registration is not saved?</source>
        <comment>question while a registration could not be written to the disk yet</comment>
        <translation>هل تغلق مع أن هذا التسجيل لم يُحفظ؟</translation>
    </message>
    <message>
        <source>It could not be written to the disk yet, and the program goes on trying. If you close now, it is lost and this buyer has to come back.</source>
        <comment>question: close although this registration is not saved?</comment>
        <translation>تعذّرت كتابته على القرص حتى الآن، والبرنامج يواصل المحاولة. إذا أغلقت الآن ضاع التسجيل وعلى المشتري أن يعود.</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <comment>answer</comment>
        <translation>أغلق وتخلَّ عنه</translation>
    </message>
    <message>
        <source>Keep trying</source>
        <comment>answer: do not close</comment>
        <translation>واصل المحاولة</translation>
    </message>
    <message>
        <source>Sign out and erase</source>
        <comment>answer</comment>
        <translation type="vanished">سجّل الخروج وامحُ</translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>answer: do not sign out</comment>
        <translation>ابقَ</translation>
    </message>
    <message>
        <source>%1 · Clerk</source>
        <comment>top bar: name of the clerk and the role</comment>
        <translation type="vanished">%1 · موظف</translation>
    </message>
    <message>
        <source>Fill in practice buyer</source>
        <comment>button on the details page, in practice only</comment>
        <translation>املأ بيانات مشتري التدريب</translation>
    </message>
    <message>
        <source>Take practice document</source>
        <comment>button on the document page, in practice only</comment>
        <translation>خذ وثيقة التدريب</translation>
    </message>
    <message>
        <source>Practice: the buyer doesn&apos;t exist. Nothing here is about a real person.</source>
        <comment>tool tip of the buttons for practice</comment>
        <translation>تدريب: المشتري غير موجود. لا شيء هنا يخص شخصًا حقيقيًا.</translation>
    </message>
    <message>
        <source>The other scan needs the buyer&apos;s yes as well. Read the text aloud and ask.</source>
        <comment>notice on the consent page, after another way was chosen</comment>
        <translation>المسح الآخر يحتاج إلى موافقة المشتري أيضًا. اقرأ النص بصوت مسموع واسأل.</translation>
    </message>
    <message>
        <source>There is no sound at this computer. Read the instructions to the buyer; they are on the screen as well.</source>
        <comment>notice</comment>
        <translation>لا يوجد صوت في هذا الحاسوب. اقرأ التعليمات للمشتري؛ وهي على الشاشة أيضًا.</translation>
    </message>
    <message>
        <source>This was not finished. Go on with it, or start over to erase it. The document&apos;s picture and the buyer&apos;s consent are taken anew.</source>
        <comment>notice on the details page, after signing in</comment>
        <translation>لم يكتمل هذا. تابعه، أو ابدأ من جديد لمحوه. تؤخذ صورة الوثيقة وموافقة المشتري من جديد.</translation>
    </message>
    <message>
        <source>What was typed for this buyer is kept, sealed, for whoever signs in next, for one day. The document&apos;s picture and the consent are not kept.</source>
        <comment>question: sign out now?</comment>
        <translation>يُحفظ ما كُتب لهذا المشتري مختومًا لمن يدخل بعدك، ليوم واحد. ولا تُحفظ صورة الوثيقة ولا الموافقة.</translation>
    </message>
    <message>
        <source>Sign out and keep it</source>
        <comment>answer</comment>
        <translation>الخروج مع حفظه</translation>
    </message>
    <message>
        <source>Camera and light were not checked today. It takes twenty seconds.</source>
        <comment>notice after the first sign-in of a day</comment>
        <translation>لم تُفحص الكاميرا والإضاءة اليوم. يستغرق ذلك عشرين ثانية.</translation>
    </message>
    <message>
        <source>The buyer&apos;s screen is gone. What the buyer has to do is said on this screen now; turn it so that the buyer sees it.</source>
        <comment>notice when the second screen was unplugged</comment>
        <translation>اختفت شاشة المشتري. تُعرض التعليمات للمشتري على هذه الشاشة الآن؛ أدرها ليراها.</translation>
    </message>
    <message>
        <source>Check now</source>
        <comment>button in a notice: opens the check of camera and light</comment>
        <translation>افحص الآن</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is slow: it shows a time that has passed. Nothing is lost. Set the clock, or connect to the internet once.</source>
        <comment>notice</comment>
        <translation>ساعة هذا الحاسوب متأخرة: تعرض وقتًا قد مضى. لم يضع شيء. اضبط الساعة، أو اتصل بالإنترنت مرة.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is fast: the operator&apos;s clock is behind it. Nothing is lost. Set the clock.</source>
        <comment>notice</comment>
        <translation>ساعة هذا الحاسوب متقدمة على ساعة المشغّل. لم يضع شيء. اضبط الساعة.</translation>
    </message>
    <message>
        <source>The operator has set this counter aside: its records contradict each other, as after an old copy of the disk was put back. Nothing is lost. Call the operator; the help says how it goes on.</source>
        <comment>notice</comment>
        <translation>نحّى المشغّل نقطة البيع هذه جانبًا: سجلاتها متناقضة، كما يحدث بعد استعادة نسخة قديمة من القرص. لم يضع شيء. اتصل بالمشغّل؛ تقول المساعدة كيف تُتابع.</translation>
    </message>
    <message>
        <source>New rules of the operator have come. They hold from the program&apos;s next start on.</source>
        <comment>notice</comment>
        <translation>وصلت قواعد جديدة من المشغّل. تسري ابتداءً من تشغيل البرنامج التالي.</translation>
    </message>
    <message>
        <source>%1 registrations wait to be sent; the operator allows %2. No new scan begins until some are sent.</source>
        <comment>notice; numbers</comment>
        <translation>ينتظر %1 تسجيلًا الإرسال؛ يسمح المشغّل بـ%2. لا يبدأ مسح جديد حتى يُرسل بعضها.</translation>
    </message>
    <message>
        <source>%1 registrations wait to be sent; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers</comment>
        <translation>ينتظر %1 تسجيلًا الإرسال؛ عند %2 يتوقف المسح الجديد. اتصل بالإنترنت قريبًا، أو استعمل ذاكرة USB: ‏F6 في قائمة الانتظار.</translation>
    </message>
    <message>
        <source>The oldest registration has waited for %1 days; the operator allows %2. No new scan begins until it is sent.</source>
        <comment>notice; numbers of days</comment>
        <translation>انتظر أقدم تسجيل %1 يومًا؛ يسمح المشغّل بـ%2. لا يبدأ مسح جديد حتى يُرسل.</translation>
    </message>
    <message>
        <source>The oldest registration has waited for %1 days; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers of days</comment>
        <translation>انتظر أقدم تسجيل %1 يومًا؛ عند %2 يتوقف المسح الجديد. اتصل بالإنترنت قريبًا، أو استعمل ذاكرة USB: ‏F6 في قائمة الانتظار.</translation>
    </message>
    <message>
        <source>This counter has not reached its operator for %1 days; %2 are allowed. No new scan begins until it does.</source>
        <comment>notice; numbers of days</comment>
        <translation>لم تصل نقطة البيع هذه إلى مشغّلها منذ %1 يومًا؛ المسموح %2. لا يبدأ مسح جديد حتى تصل إليه.</translation>
    </message>
    <message>
        <source>This counter has not reached its operator for %1 days; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers of days</comment>
        <translation>لم تصل نقطة البيع هذه إلى مشغّلها منذ %1 يومًا؛ عند %2 يتوقف المسح الجديد. اتصل بالإنترنت قريبًا، أو استعمل ذاكرة USB: ‏F6 في قائمة الانتظار.</translation>
    </message>
    <message>
        <source>%1 of the %2 record numbers that the operator gave this counter are used. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers</comment>
        <translation>استُعمل %1 من أرقام السجلات الـ%2 التي أعطاها المشغّل لنقطة البيع هذه. اتصل بالإنترنت قريبًا، أو استعمل ذاكرة USB: ‏F6 في قائمة الانتظار.</translation>
    </message>
    <message>
        <source>All %1 record numbers that the operator gave this counter are used. No new scan begins until there are more; they come with the next contact.</source>
        <comment>notice; a number</comment>
        <translation>استُعملت كل أرقام السجلات الـ%1 التي أعطاها المشغّل لنقطة البيع هذه. لا يبدأ مسح جديد حتى تأتي أرقام أخرى مع الاتصال التالي.</translation>
    </message>
    <message>
        <source>A technician registers nobody: clerks and supervisors do. Camera, its check and the settings are open to you.</source>
        <comment>notice; the button beside it opens the choice of cameras</comment>
        <translation>الفني لا يسجّل أحدًا؛ يفعل ذلك الموظفون والمشرفون. الكاميرا وفحصها والإعدادات متاحة لك.</translation>
    </message>
    <message>
        <source>A scan is going on. It is given up, and the buyer is scanned anew; what was typed is kept.</source>
        <comment>question: close now?</comment>
        <translation>يجري مسح الآن. سيُلغى ويُمسح المشتري من جديد؛ وما كُتب يُحفظ.</translation>
    </message>
    <message numerus="yes">
        <source>Registrations that wait to be sent: %n, the oldest since %1.</source>
        <comment>question: close now? %1 is a time or a date with time</comment>
        <translation>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
            <numerusform>السجلات التي تنتظر الإرسال: %n، أقدمها منذ %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits stays safe on this computer and is sent by itself after the next start.</source>
        <comment>question: close now? about registrations that wait to be sent</comment>
        <translation>ما ينتظر يبقى آمنًا على هذا الحاسوب ويُرسل وحده بعد التشغيل التالي.</translation>
    </message>
    <message>
        <source>Close now?</source>
        <comment>question when the window is closed</comment>
        <translation>الإغلاق الآن؟</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>answer to: Close now?</comment>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>The operator has a question about this shop. It can wait.</source>
        <comment>notice after a supervisor signed in</comment>
        <translation>لدى المشغّل سؤال عن هذا المتجر. يمكن أن ينتظر.</translation>
    </message>
    <message>
        <source>Look</source>
        <comment>button in a notice: opens the operator&apos;s questions</comment>
        <translation>اطّلع</translation>
    </message>
    <message>
        <source>Practice</source>
        <comment>in place of a clerk&apos;s name, where nobody has signed in</comment>
        <translation>تدريب</translation>
    </message>
</context>
<context>
    <name>DayText</name>
    <message>
        <source>scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>مسح</translation>
    </message>
    <message>
        <source>other scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>مسح آخر</translation>
    </message>
    <message>
        <source>no scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>بلا مسح</translation>
    </message>
    <message>
        <source>Nothing was registered on this day.</source>
        <comment>day&apos;s end</comment>
        <translation>لم يُسجَّل شيء في هذا اليوم.</translation>
    </message>
    <message>
        <source>All of it is at the operator.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>كله لدى المشغّل.</translation>
    </message>
    <message>
        <source>Registered</source>
        <comment>day&apos;s end; a count</comment>
        <translation>مسجَّل</translation>
    </message>
    <message>
        <source>Still to be sent</source>
        <comment>day&apos;s end; a count</comment>
        <translation>بقي للإرسال</translation>
    </message>
    <message>
        <source>They go out by themselves as soon as there is a connection.</source>
        <comment>day&apos;s end</comment>
        <translation>تُرسل من تلقاء نفسها حالما يتوفر اتصال.</translation>
    </message>
    <message>
        <source>Set aside</source>
        <comment>day&apos;s end; a count</comment>
        <translation>منحّى جانبًا</translation>
    </message>
    <message>
        <source>The operator did not take them in. See the queue for the cause.</source>
        <comment>day&apos;s end</comment>
        <translation>لم يستلمها المشغّل. انظر السبب في قائمة الإرسال.</translation>
    </message>
    <message>
        <source>At the operator, not decided yet</source>
        <comment>day&apos;s end; a count</comment>
        <translation>لدى المشغّل ولم يُبتّ فيه بعد</translation>
    </message>
    <message>
        <source>Accepted</source>
        <comment>day&apos;s end; a count</comment>
        <translation>مقبول</translation>
    </message>
    <message>
        <source>Asked to come back</source>
        <comment>day&apos;s end; a count</comment>
        <translation>طُلبت منه العودة</translation>
    </message>
    <message>
        <source>Call these buyers; the queue shows the cause.</source>
        <comment>day&apos;s end</comment>
        <translation>اتصل بهؤلاء المشترين؛ السبب في قائمة الإرسال.</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <comment>day&apos;s end; a count</comment>
        <translation>غير مقبول</translation>
    </message>
    <message>
        <source>Scanned in another way</source>
        <comment>day&apos;s end; a count</comment>
        <translation>مُسح بطريقة أخرى</translation>
    </message>
    <message>
        <source>Without a scan</source>
        <comment>day&apos;s end; a count</comment>
        <translation>بلا مسح</translation>
    </message>
    <message>
        <source>Withdrawn and erased</source>
        <comment>day&apos;s end; a count</comment>
        <translation>مسحوب وممحو</translation>
    </message>
    <message>
        <source>Practice</source>
        <comment>day&apos;s end; a count</comment>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Day&apos;s end, %1</source>
        <comment>title of the PDF; %1 is a date</comment>
        <translation>نهاية اليوم، %1</translation>
    </message>
    <message>
        <source>Registered: %1.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>المسجَّل: %1.</translation>
    </message>
    <message>
        <source>For somebody to look at: %1.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>يحتاج إلى من ينظر فيه: %1.</translation>
    </message>
    <message>
        <source>Still to be sent: %1; nothing is lost.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>بقي للإرسال: %1؛ لم يضع شيء.</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Number</source>
        <extracomment>What was read from a document: its number.</extracomment>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Born</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>صالحة حتى</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>الجنس</translation>
    </message>
    <message>
        <source>proven by its check digit</source>
        <extracomment>How sure a reading is: a check digit on the document proves it.</extracomment>
        <translation>أثبته رقم التحقق</translation>
    </message>
    <message>
        <source>please compare</source>
        <extracomment>How sure a reading is: the clerk compares it with the strip of the picture beside it.</extracomment>
        <translation>يُرجى المقارنة</translation>
    </message>
    <message>
        <source>unsure</source>
        <extracomment>How sure a reading is.</extracomment>
        <translation>غير مؤكد</translation>
    </message>
    <message>
        <source>as typed</source>
        <extracomment>A value read from the document, against what the clerk typed.</extracomment>
        <translation>كما كُتب</translation>
    </message>
    <message>
        <source>typed otherwise</source>
        <extracomment>A value read from the document, against what the clerk typed.</extracomment>
        <translation>كُتب خلاف ذلك</translation>
    </message>
    <message>
        <source>in other letters than typed</source>
        <extracomment>A name read from the document in other letters than the clerk typed.</extracomment>
        <translation>بحروف غير المكتوبة</translation>
    </message>
    <message>
        <source>The number on the document is not the one that was typed.</source>
        <translation>الرقم في الوثيقة ليس الرقم المكتوب.</translation>
    </message>
    <message>
        <source>The name on the document is not the one that was typed.</source>
        <translation>الاسم في الوثيقة ليس الاسم المكتوب.</translation>
    </message>
    <message>
        <source>The name stands in other letters than it was typed in. Compare them by eye.</source>
        <translation>الاسم مكتوب بحروف أخرى. قارنهما بالعين.</translation>
    </message>
    <message>
        <source>This is another kind of document than the one chosen in the details.</source>
        <translation>هذه وثيقة من نوع غير المختار في البيانات.</translation>
    </message>
    <message>
        <source>The date of birth does not fit the number. Look at the document again.</source>
        <translation>تاريخ الميلاد لا يوافق الرقم. انظر إلى الوثيقة مرة أخرى.</translation>
    </message>
    <message>
        <source>The sex does not fit the number. Look at the document again.</source>
        <translation>الجنس لا يوافق الرقم. انظر إلى الوثيقة مرة أخرى.</translation>
    </message>
    <message>
        <source>The document has expired. Ask for a valid one.</source>
        <translation>انتهت صلاحية الوثيقة. اطلب وثيقة صالحة.</translation>
    </message>
    <message>
        <source>The document expires within 30 days.</source>
        <translation>تنتهي صلاحية الوثيقة خلال 30 يومًا.</translation>
    </message>
    <message>
        <source>The date of birth can&apos;t be right. Look at the document again.</source>
        <translation>لا يمكن أن يكون تاريخ الميلاد صحيحًا. انظر إلى الوثيقة مرة أخرى.</translation>
    </message>
    <message>
        <source>The buyer is under 14: a guardian must consent to the scan.</source>
        <translation>المشتري دون 14 عامًا: يجب أن يوافق وليّه على المسح.</translation>
    </message>
    <message>
        <source>The buyer is under 16: a guardian must be here with both documents.</source>
        <translation>المشتري دون 16 عامًا: يجب حضور وليّه مع الوثيقتين.</translation>
    </message>
    <message>
        <source>male</source>
        <extracomment>Sex as on a document.</extracomment>
        <translation>ذكر</translation>
    </message>
    <message>
        <source>female</source>
        <extracomment>Sex as on a document.</extracomment>
        <translation>أنثى</translation>
    </message>
    <message>
        <source>Hold the page with the portrait into the frame.</source>
        <translation>ضع الصفحة التي فيها الصورة داخل الإطار.</translation>
    </message>
    <message>
        <source>Nearer: the document should fill the frame.</source>
        <extracomment>The document is too small in the camera&apos;s picture.</extracomment>
        <translation>أقرب: لتملأ الوثيقة الإطار.</translation>
    </message>
    <message>
        <source>Hold it still.</source>
        <translation>ثبّتها.</translation>
    </message>
    <message>
        <source>A lamp shines on it. Tilt it a little.</source>
        <translation>ينعكس عليها ضوء. أمِلها قليلًا.</translation>
    </message>
    <message>
        <source>It is blurred. A little further away, or wait for the camera.</source>
        <translation>الصورة ضبابية. أبعدها قليلًا أو انتظر الكاميرا.</translation>
    </message>
    <message>
        <source>Good. Hold it still.</source>
        <translation>جيد. ثبّتها.</translation>
    </message>
</context>
<context>
    <name>EnrolText</name>
    <message>
        <source>Checking…</source>
        <comment>setting a counter up: under way</comment>
        <translation>جارٍ الفحص…</translation>
    </message>
    <message>
        <source>Asking the operator. This may take a minute…</source>
        <comment>setting a counter up: under way</comment>
        <translation>جارٍ سؤال المشغّل. قد يستغرق ذلك دقيقة…</translation>
    </message>
    <message>
        <source>The operator knows this counter now. Writing its settings…</source>
        <comment>setting a counter up: under way</comment>
        <translation>صار المشغّل يعرف نقطة البيع هذه. جارٍ كتابة إعداداتها…</translation>
    </message>
    <message>
        <source>The file is kept: it is tried again at the next start, and here as soon as there is a network.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">حُفظ الملف: يُجرَّب ثانيةً عند البدء التالي، وهنا متى توفرت شبكة.</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi, then try again with the same code.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">تحقق من كابل الشبكة أو Wi-Fi ثم حاول ثانيةً بالرمز نفسه.</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t take the code in this file: it was used already, or is no longer good.</source>
        <comment>setting a counter up: what happened</comment>
        <translation>لا يقبل المشغّل الرمز الموجود في هذا الملف: فقد استُخدم من قبل أو لم يعد صالحًا.</translation>
    </message>
    <message>
        <source>Ask the operator for a new file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>اطلب من المشغّل ملفًا جديدًا.</translation>
    </message>
    <message>
        <source>The file is kept: it is tried again at the next start. &quot;Set up&quot; tries it now.</source>
        <extracomment>Setting a counter up: what to do. &quot;Set up&quot; is the button.</extracomment>
        <translation>الملف محفوظ: ستُعاد المحاولة عند التشغيل التالي. ويحاول زر «إعداد» الآن.</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi, then try again with the same file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">تحقّق من كابل الشبكة أو شبكة Wi-Fi، ثم أعد المحاولة بالملف نفسه.</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>تحقّق من كابل الشبكة أو شبكة Wi-Fi.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and whether the network asks for a sign-in.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>تحقّق من تاريخ هذا الحاسوب، ومما إذا كانت الشبكة تطلب تسجيل دخول.</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>افتح متصفّح ويب وسجّل الدخول إلى الشبكة.</translation>
    </message>
    <message>
        <source>Ask who looks after this network.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>اسأل المسؤول عن هذه الشبكة.</translation>
    </message>
    <message>
        <source>Wait some minutes.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>انتظر بضع دقائق.</translation>
    </message>
    <message>
        <source>Then try again with the same file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>ثم أعد المحاولة بالملف نفسه.</translation>
    </message>
    <message>
        <source>Then try again with the same code.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>ثم حاول ثانيةً بالرمز نفسه.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Install the program again, or call support.</source>
        <translation>أعد تثبيت البرنامج أو اتصل بالدعم.</translation>
    </message>
    <message>
        <source>Call support and give the code.</source>
        <translation>اتصل بالدعم واذكر الرمز.</translation>
    </message>
    <message>
        <source>Nothing to do: it goes on by itself.</source>
        <translation>لا حاجة إلى شيء: يستمر العمل تلقائيًا.</translation>
    </message>
    <message>
        <source>Unplug the camera, wait a moment, plug it in again.</source>
        <translation>افصل الكاميرا وانتظر لحظة ثم أوصلها من جديد.</translation>
    </message>
    <message>
        <source>Choose another camera.</source>
        <translation>اختر كاميرا أخرى.</translation>
    </message>
    <message>
        <source>Close the program and start it again. What was saved is safe.</source>
        <translation>أغلق البرنامج وشغّله من جديد. ما حُفظ في أمان.</translation>
    </message>
    <message>
        <source>The part that seals registrations didn&apos;t start.</source>
        <translation>لم يبدأ الجزء الذي يختم التسجيلات.</translation>
    </message>
    <message>
        <source>A file of the program can&apos;t be read.</source>
        <translation>تتعذر قراءة أحد ملفات البرنامج.</translation>
    </message>
    <message>
        <source>The program can&apos;t write to its folder.</source>
        <translation>لا يستطيع البرنامج الكتابة في مجلده.</translation>
    </message>
    <message>
        <source>Check that the disk is there and not read-only.</source>
        <translation>تحقق من وجود القرص ومن أنه ليس للقراءة فقط.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing that was saved is lost.</source>
        <translation>القرص ممتلئ. لم يضع شيء مما حُفظ.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>أفرغ بعض المساحة ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>There is too little free space to start a registration. What was saved is safe.</source>
        <translation>المساحة الفارغة لا تكفي لبدء تسجيل. ما حُفظ في أمان.</translation>
    </message>
    <message>
        <source>There is no camera.</source>
        <translation>لا توجد كاميرا.</translation>
    </message>
    <message>
        <source>Plug one in. It is found by itself.</source>
        <translation>أوصل كاميرا وسيجدها البرنامج تلقائيًا.</translation>
    </message>
    <message>
        <source>This user may not use the camera.</source>
        <translation>لا يُسمح لهذا المستخدم باستعمال الكاميرا.</translation>
    </message>
    <message>
        <source>A technician adds the user to the group “video”.</source>
        <translation>يضيف الفنّي المستخدم إلى المجموعة “video”.</translation>
    </message>
    <message>
        <source>Another program is using the camera.</source>
        <translation>يستعمل برنامج آخر الكاميرا.</translation>
    </message>
    <message>
        <source>Close other programs that show a camera picture.</source>
        <translation>أغلق البرامج الأخرى التي تعرض صورة الكاميرا.</translation>
    </message>
    <message>
        <source>This camera gives pictures the program can&apos;t read.</source>
        <translation>لا يستطيع البرنامج قراءة صور هذه الكاميرا.</translation>
    </message>
    <message>
        <source>This camera&apos;s pictures are smaller than 640 × 480.</source>
        <translation>صور هذه الكاميرا أصغر من 640 × 480.</translation>
    </message>
    <message>
        <source>This camera gives fewer than 15 pictures a second.</source>
        <translation>تعطي هذه الكاميرا أقل من 15 صورة في الثانية.</translation>
    </message>
    <message>
        <source>Use another camera, or another USB port without a hub.</source>
        <translation>استعمل كاميرا أخرى أو منفذ USB آخر من دون موزّع.</translation>
    </message>
    <message>
        <source>The camera was unplugged. Nothing is lost.</source>
        <translation>فُصلت الكاميرا. لم يضع شيء.</translation>
    </message>
    <message>
        <source>Plug it in again; the scan starts anew.</source>
        <translation>أوصلها من جديد ويبدأ المسح من أوله.</translation>
    </message>
    <message>
        <source>The camera stopped sending pictures.</source>
        <translation>توقفت الكاميرا عن إرسال الصور.</translation>
    </message>
    <message>
        <source>The camera reports a fault.</source>
        <translation>تبلّغ الكاميرا عن عطل.</translation>
    </message>
    <message>
        <source>A face model is missing.</source>
        <translation>أحد نماذج الوجه مفقود.</translation>
    </message>
    <message>
        <source>A face model was changed. The program doesn&apos;t work with it.</source>
        <translation>عُدّل أحد نماذج الوجه ولا يعمل البرنامج به.</translation>
    </message>
    <message>
        <source>A face model can&apos;t be loaded.</source>
        <translation>يتعذر تحميل أحد نماذج الوجه.</translation>
    </message>
    <message>
        <source>The picture couldn&apos;t be worked on.</source>
        <translation>تعذرت معالجة الصورة.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>حاول مجددًا.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG file, or take the picture with the camera.</source>
        <translation>اختر ملف JPEG أو PNG أو التقط الصورة بالكاميرا.</translation>
    </message>
    <message>
        <source>The picture couldn&apos;t be stored.</source>
        <translation>تعذر حفظ الصورة.</translation>
    </message>
    <message>
        <source>The operator&apos;s rules can&apos;t be read.</source>
        <translation>تتعذر قراءة قواعد المشغّل.</translation>
    </message>
    <message>
        <source>The part that looks at faces has stopped.</source>
        <translation>توقف الجزء الذي يفحص الوجوه.</translation>
    </message>
    <message>
        <source>The part that reads the camera has stopped.</source>
        <translation>توقف الجزء الذي يقرأ الكاميرا.</translation>
    </message>
    <message>
        <source>Another window on this computer holds the queue.</source>
        <translation>نافذة أخرى على هذا الحاسوب تستعمل قائمة الإرسال.</translation>
    </message>
    <message>
        <source>Close the other window.</source>
        <translation>أغلق النافذة الأخرى.</translation>
    </message>
    <message>
        <source>The sealed file of a registration is gone.</source>
        <translation>اختفى الملف المختوم لأحد التسجيلات.</translation>
    </message>
    <message>
        <source>A sealed file is damaged. It was kept.</source>
        <translation>تلف ملف مختوم، وقد أُبقي عليه.</translation>
    </message>
    <message>
        <source>This registration is not in the queue of this counter.</source>
        <translation>هذا التسجيل ليس في قائمة إرسال نقطة البيع هذه.</translation>
    </message>
    <message>
        <source>Check the code.</source>
        <translation>تحقق من الرمز.</translation>
    </message>
    <message>
        <source>The registration may have left already.</source>
        <translation>ربما أُرسل التسجيل بالفعل.</translation>
    </message>
    <message>
        <source>Ask the operator to cancel it, with the record code.</source>
        <translation>اطلب من المشغّل إلغاءه بذكر رمز السجل.</translation>
    </message>
    <message>
        <source>The queue&apos;s index has a fault. Nothing was erased.</source>
        <translation>في فهرس قائمة الإرسال خلل. لم يُمحَ شيء.</translation>
    </message>
    <message>
        <source>The queue was written by a newer version of the program.</source>
        <translation>كُتبت قائمة الإرسال بإصدار أحدث من البرنامج.</translation>
    </message>
    <message>
        <source>Install the newer version.</source>
        <translation>ثبّت الإصدار الأحدث.</translation>
    </message>
    <message>
        <source>The keys of this counter can&apos;t be used.</source>
        <translation>لا يمكن استعمال مفاتيح نقطة البيع هذه.</translation>
    </message>
    <message>
        <source>The security chip that keeps this counter&apos;s key doesn&apos;t answer.</source>
        <translation>لا تستجيب شريحة الأمان التي تحفظ مفتاح نقطة البيع هذه.</translation>
    </message>
    <message>
        <source>Try again; if it stays, restart the computer, then call support.</source>
        <translation>حاول مرة أخرى؛ وإن استمر ذلك فأعد تشغيل الحاسوب ثم اتصل بالدعم.</translation>
    </message>
    <message>
        <source>This counter&apos;s key belongs to another computer, or its security chip was cleared.</source>
        <translation>مفتاح نقطة البيع هذه يخص حاسوبًا آخر، أو مُسحت شريحة الأمان فيه.</translation>
    </message>
    <message>
        <source>This counter is not known to the operator yet.</source>
        <translation>نقطة البيع هذه غير معروفة لدى المشغّل بعد.</translation>
    </message>
    <message>
        <source>Enrol it with a code from the operator.</source>
        <translation>سجّلها برمز من المشغّل.</translation>
    </message>
    <message>
        <source>The operator can&apos;t be reached.</source>
        <translation>لا يمكن الوصول إلى المشغّل.</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi. Sending goes on by itself.</source>
        <translation>تحقق من كبل الشبكة أو الواي فاي. يستمر الإرسال تلقائيًا.</translation>
    </message>
    <message>
        <source>The server that answered couldn&apos;t prove to be the operator. Nothing was sent.</source>
        <translation>لم يستطع الخادم الذي أجاب أن يثبت أنه المشغّل. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and whether the network asks for a sign-in.</source>
        <translation>تحقق من تاريخ هذا الحاسوب ومن أن الشبكة لا تطلب تسجيل دخول.</translation>
    </message>
    <message>
        <source>The operator didn&apos;t answer in time.</source>
        <translation>لم يجب المشغّل في الوقت المحدد.</translation>
    </message>
    <message>
        <source>The operator is busy.</source>
        <translation>المشغّل مشغول.</translation>
    </message>
    <message>
        <source>The operator has a fault of its own.</source>
        <translation>لدى المشغّل عطل في نظامه.</translation>
    </message>
    <message>
        <source>The operator refused a registration. It was kept.</source>
        <translation>رفض المشغّل تسجيلًا، وقد أُبقي عليه.</translation>
    </message>
    <message>
        <source>Call the operator with the record code.</source>
        <translation>اتصل بالمشغّل واذكر رمز السجل.</translation>
    </message>
    <message>
        <source>The list of clerks can&apos;t be read. It was left as it is.</source>
        <translation>تتعذر قراءة قائمة الموظفين، وقد تُركت كما هي.</translation>
    </message>
    <message>
        <source>Something couldn&apos;t be done.</source>
        <translation>تعذر تنفيذ أمر ما.</translation>
    </message>
    <message>
        <source>This picture can&apos;t be read; it may be damaged or far too large.</source>
        <translation>تعذّرت قراءة هذه الصورة؛ قد تكون تالفة أو كبيرة جدًا.</translation>
    </message>
    <message>
        <source>The list of pictures can&apos;t be used.</source>
        <translation>لا يمكن استعمال قائمة الصور.</translation>
    </message>
    <message>
        <source>Mend it as the next line says.</source>
        <translation>أصلحها كما يقول السطر التالي.</translation>
    </message>
    <message>
        <source>There are too few pairs to tell such an error rate.</source>
        <translation>الأزواج أقل من أن تُظهر معدل خطأ كهذا.</translation>
    </message>
    <message>
        <source>Add people and pictures, or allow a higher rate.</source>
        <translation>أضف أشخاصًا وصورًا، أو اسمح بمعدل أعلى.</translation>
    </message>
    <message>
        <source>The signature doesn&apos;t fit: it was altered, or somebody else signed it.</source>
        <translation>التوقيع لا يطابق: غُيّر الملف، أو وقّعه غير المشغّل.</translation>
    </message>
    <message>
        <source>Nothing was taken over. Use the file as the operator signed it.</source>
        <translation>لم يؤخذ شيء. استعمل الملف كما وقّعه المشغّل.</translation>
    </message>
    <message>
        <source>This policy is not newer than the one before it.</source>
        <translation>هذه السياسة ليست أحدث من التي قبلها.</translation>
    </message>
    <message>
        <source>Give it a higher number.</source>
        <translation>أعطها رقمًا أعلى.</translation>
    </message>
    <message>
        <source>This file is not what it should be.</source>
        <translation>هذا الملف ليس الملف المطلوب.</translation>
    </message>
    <message>
        <source>Choose the file that was meant.</source>
        <translation>اختر الملف المقصود.</translation>
    </message>
    <message>
        <source>This counter may register no more until it has reached its operator.</source>
        <translation>لا يجوز لنقطة البيع هذه أن تسجّل المزيد حتى تصل إلى مشغّلها.</translation>
    </message>
    <message>
        <source>Connect it to the internet; sending goes on by itself.</source>
        <translation>صِلها بالإنترنت؛ يستمر الإرسال تلقائيًا.</translation>
    </message>
    <message>
        <source>This network wants a sign-in before it lets anything through.</source>
        <translation>هذه الشبكة تطلب تسجيل الدخول قبل أن تمرّر أي شيء.</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network. Sending then goes on by itself.</source>
        <translation>افتح متصفحًا وسجّل الدخول إلى الشبكة. بعدها يستمر الإرسال من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The network&apos;s proxy let nothing through.</source>
        <translation>وكيل الشبكة لم يمرّر شيئًا.</translation>
    </message>
    <message>
        <source>Ask who looks after this network. Sending goes on by itself.</source>
        <translation>اسأل من يدير هذه الشبكة. يستمر الإرسال من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The proxy in this computer&apos;s settings doesn&apos;t answer.</source>
        <translation>الوكيل المذكور في إعدادات هذا الحاسوب لا يجيب.</translation>
    </message>
    <message>
        <source>Check the proxy in the network settings. Sending goes on by itself.</source>
        <translation>تحقق من الوكيل في إعدادات الشبكة. يستمر الإرسال من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The operator has put another counter in this one&apos;s place. It registers nobody any more; what waits is still sent.</source>
        <translation>وضع المشغّل نقطة بيع أخرى مكان هذه. لا تسجّل أحدًا بعد الآن؛ وما ينتظر يُرسل.</translation>
    </message>
    <message>
        <source>If this is a mistake, call the operator: with a new code this computer is enrolled again.</source>
        <translation>إن كان هذا خطأ فاتصل بالمشغّل: برمز جديد يُقيَّد هذا الحاسوب من جديد.</translation>
    </message>
    <message>
        <source>The operator has withdrawn the certificate that this server shows: somebody may stand in between. Nothing was sent.</source>
        <translation>سحب المشغّل الشهادة التي يظهرها هذا الخادم: قد يكون أحد في الطريق. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>Call the operator before anything else. What waits here is safe.</source>
        <translation>اتصل بالمشغّل قبل أي شيء آخر. ما ينتظر هنا في أمان.</translation>
    </message>
    <message>
        <source>A file on the USB stick, or the stick, can&apos;t be used. Nothing was changed.</source>
        <translation>لا يمكن استعمال ملف على ذاكرة USB أو الذاكرة نفسها. لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Put the stick in again and repeat.</source>
        <translation>أدخل الذاكرة من جديد وكرر.</translation>
    </message>
    <message>
        <source>An answer on the USB stick is for another counter.</source>
        <translation>جواب على ذاكرة USB يخص نقطة بيع أخرى.</translation>
    </message>
    <message>
        <source>Take the stick to the counter it belongs to.</source>
        <translation>خذ الذاكرة إلى نقطة البيع التي تخصها.</translation>
    </message>
    <message>
        <source>This clerk can&apos;t be added or changed so.</source>
        <translation>لا يمكن إضافة هذا الموظف أو تغييره هكذا.</translation>
    </message>
    <message>
        <source>Look at the list again: somebody may have changed it meanwhile.</source>
        <translation>انظر إلى القائمة مرة أخرى: ربما غيّرها أحد في هذه الأثناء.</translation>
    </message>
    <message>
        <source>These keys of the operator are not newer than those in force.</source>
        <translation>مفاتيح المشغّل هذه ليست أحدث من السارية.</translation>
    </message>
    <message>
        <source>Nothing to do: the keys in force stay.</source>
        <translation>لا يلزم فعل شيء: المفاتيح السارية تبقى.</translation>
    </message>
    <message>
        <source>This is not signed by the operator&apos;s office. Nothing was changed.</source>
        <translation>لا يحمل هذا توقيع مكتب المشغّل. لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Tell the operator: only its office may change policy and keys.</source>
        <translation>أبلغ المشغّل: مكتبه وحده يغيّر السياسة والمفاتيح.</translation>
    </message>
    <message>
        <source>This file is far larger than it should be: it is another one.</source>
        <translation>هذا الملف أكبر بكثير مما ينبغي: إنه ملف آخر.</translation>
    </message>
    <message>
        <source>This file was made for a newer version of the program.</source>
        <translation>أُعدّ هذا الملف لإصدار أحدث من البرنامج.</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t take this code: it was used already, or is no longer good.</source>
        <translation>لا يقبل المشغّل هذا الرمز: استُعمل من قبل أو لم يعد صالحًا.</translation>
    </message>
    <message>
        <source>Look whether it is typed as the operator gave it, or ask for a new one.</source>
        <translation>تأكد أنه مكتوب كما أعطاه المشغّل، أو اطلب رمزًا جديدًا.</translation>
    </message>
    <message>
        <source>This file is for another shop.</source>
        <translation>هذا الملف لمحل آخر.</translation>
    </message>
    <message>
        <source>Take the file of this shop.</source>
        <translation>خذ ملف هذا المحل.</translation>
    </message>
    <message>
        <source>This counter was set up for another shop before.</source>
        <translation>أُعدّت نقطة البيع هذه من قبل لمحل آخر.</translation>
    </message>
    <message>
        <source>This file is no longer good.</source>
        <translation>لم يعد هذا الملف صالحًا.</translation>
    </message>
    <message>
        <source>Ask the operator for a new one. Look at this computer&apos;s date first.</source>
        <translation>اطلب من المشغّل ملفًا جديدًا. وانظر أولًا إلى تاريخ هذا الحاسوب.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong.</source>
        <translation>ساعة هذا الحاسوب خاطئة.</translation>
    </message>
    <message>
        <source>Set its date and time, then use the same file again.</source>
        <translation>اضبط تاريخه ووقته ثم استعمل الملف نفسه.</translation>
    </message>
    <message>
        <source>This computer can&apos;t tell whether the file is the operator&apos;s: it doesn&apos;t know the key of the operator&apos;s office.</source>
        <translation>لا يستطيع هذا الحاسوب أن يعرف هل الملف من المشغّل: فهو لا يعرف مفتاح مكتب المشغّل.</translation>
    </message>
    <message>
        <source>A technician installs that key.</source>
        <translation>يثبّت فنيٌّ ذلك المفتاح.</translation>
    </message>
    <message>
        <source>This counter belongs to another user of this computer.</source>
        <translation>نقطة البيع هذه لمستخدم آخر لهذا الحاسوب.</translation>
    </message>
    <message>
        <source>Sign in to the computer as that user.</source>
        <translation>سجّل الدخول إلى الحاسوب بذلك المستخدم.</translation>
    </message>
    <message>
        <source>This file is not newer than the one that set this counter up.</source>
        <translation>هذا الملف ليس أحدث من الذي أُعدّت به نقطة البيع هذه.</translation>
    </message>
    <message>
        <source>Ask the operator for a new one.</source>
        <translation>اطلب من المشغّل ملفًا جديدًا.</translation>
    </message>
    <message>
        <source>What was said of this counter at its installation can&apos;t be used.</source>
        <translation>ما كُتب عن نقطة البيع هذه عند تثبيتها لا يمكن استعماله.</translation>
    </message>
    <message>
        <source>A technician mends the file that is named here, then the program is started again.</source>
        <translation>يصلح فني الملف المذكور هنا، ثم يُبدأ البرنامج من جديد.</translation>
    </message>
    <message>
        <source>The folder in which this counter keeps its records can&apos;t be used.</source>
        <translation>المجلد الذي تحفظ فيه نقطة البيع هذه سجلاتها لا يمكن استعماله.</translation>
    </message>
    <message>
        <source>A technician looks at its disk and its owner. Nothing was changed.</source>
        <translation>يفحص فني قرصه ومالكه. لم يُغيَّر شيء.</translation>
    </message>
    <message>
        <source>The network sends this computer elsewhere than to the operator. Nothing was sent.</source>
        <translation>تحوّل الشبكة هذا الحاسوب إلى جهة غير المشغّل. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network, then try again.</source>
        <translation>افتح متصفح ويب وسجّل الدخول إلى الشبكة، ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>What answered is not what an operator sends. Nothing was erased.</source>
        <translation>الرد ليس مما يرسله مشغّل. لم يُمحَ شيء.</translation>
    </message>
    <message>
        <source>Try again; if it stays, call the operator.</source>
        <translation>أعد المحاولة؛ وإن استمر الأمر فاتصل بالمشغّل.</translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>Try again.</source>
        <translation>حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>If that can&apos;t be done, choose “Another way”.</source>
        <translation>إن تعذّر ذلك فاختر «طريقة أخرى».</translation>
    </message>
    <message>
        <source>Too far away</source>
        <translation>بعيد جدًا</translation>
    </message>
    <message>
        <source>The buyer was too far from the camera. Nobody was refused.</source>
        <translation>كان المشتري بعيدًا عن الكاميرا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The face was too small for the eyes to be judged.</source>
        <translation>كان الوجه أصغر من أن تُرى العينان بوضوح.</translation>
    </message>
    <message>
        <source>Ask the buyer to come nearer, to about an arm&apos;s length.</source>
        <translation>اطلب من المشتري أن يقترب إلى مسافة ذراع تقريبًا.</translation>
    </message>
    <message>
        <source>Or move the camera towards the buyer.</source>
        <translation>أو قرّب الكاميرا من المشتري.</translation>
    </message>
    <message>
        <source>Try again once the face fills the oval.</source>
        <translation>حاول مرة أخرى حين يملأ الوجه الشكل البيضاوي.</translation>
    </message>
    <message>
        <source>Too near</source>
        <translation>قريب جدًا</translation>
    </message>
    <message>
        <source>The buyer was too near the camera. Nobody was refused.</source>
        <translation>كان المشتري قريبًا جدًا من الكاميرا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Parts of the face were outside the picture.</source>
        <translation>كانت أجزاء من الوجه خارج الصورة.</translation>
    </message>
    <message>
        <source>Ask the buyer to move back a little, to about an arm&apos;s length.</source>
        <translation>اطلب من المشتري أن يرجع قليلًا إلى مسافة ذراع تقريبًا.</translation>
    </message>
    <message>
        <source>Or move the camera back.</source>
        <translation>أو أبعد الكاميرا.</translation>
    </message>
    <message>
        <source>Try again once the whole face is inside the oval.</source>
        <translation>حاول مرة أخرى حين يكون الوجه كله داخل الشكل البيضاوي.</translation>
    </message>
    <message>
        <source>Not in the middle</source>
        <translation>ليس في الوسط</translation>
    </message>
    <message>
        <source>The face was at the edge of the picture. Nobody was refused.</source>
        <translation>كان الوجه عند حافة الصورة. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The head leaves the picture as soon as it turns.</source>
        <translation>يخرج الرأس من الصورة بمجرد أن يلتفت.</translation>
    </message>
    <message>
        <source>Turn or lift the camera until the face is in the oval.</source>
        <translation>أدر الكاميرا أو ارفعها حتى يدخل الوجه الشكل البيضاوي.</translation>
    </message>
    <message>
        <source>Ask the buyer to sit upright, in front of the camera.</source>
        <translation>اطلب من المشتري أن يجلس معتدلًا أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Too dark to see the eyes</source>
        <translation>الإضاءة أضعف من أن تُرى العينان</translation>
    </message>
    <message>
        <source>The picture was too dark. Nobody was refused.</source>
        <translation>كانت الصورة مظلمة جدًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>A blink can&apos;t be judged in this light.</source>
        <translation>لا يمكن الحكم على رمش العين في هذه الإضاءة.</translation>
    </message>
    <message>
        <source>Turn the lamp towards the buyer, or turn the counter away from the window.</source>
        <translation>وجّه المصباح نحو المشتري، أو أدر الطاولة بعيدًا عن النافذة.</translation>
    </message>
    <message>
        <source>Ask the buyer to lift a hat or cap.</source>
        <translation>اطلب من المشتري أن يرفع القبعة.</translation>
    </message>
    <message>
        <source>Too bright</source>
        <translation>ساطعة جدًا</translation>
    </message>
    <message>
        <source>The picture was too bright. Nobody was refused.</source>
        <translation>كانت الصورة ساطعة جدًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Parts of the face were plain white.</source>
        <translation>كانت أجزاء من الوجه بيضاء تمامًا.</translation>
    </message>
    <message>
        <source>Turn the lamp away from the face, or dim it.</source>
        <translation>أبعد المصباح عن الوجه أو خفّف ضوءه.</translation>
    </message>
    <message>
        <source>Close a blind if the sun shines on the buyer.</source>
        <translation>أغلق الستارة إن كانت الشمس على المشتري.</translation>
    </message>
    <message>
        <source>Light from one side or behind</source>
        <translation>الضوء من جانب واحد أو من الخلف</translation>
    </message>
    <message>
        <source>The light was uneven. Nobody was refused.</source>
        <translation>لم يكن الضوء متساويًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>One half of the face, or all of it, was in its own shadow.</source>
        <translation>كان نصف الوجه أو كله في الظل.</translation>
    </message>
    <message>
        <source>Turn the counter or the camera until the window is in front of the buyer.</source>
        <translation>أدر الطاولة أو الكاميرا حتى تصبح النافذة أمام المشتري.</translation>
    </message>
    <message>
        <source>Put a lamp on the darker side.</source>
        <translation>ضع مصباحًا في الجانب الأعتم.</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>غير واضحة</translation>
    </message>
    <message>
        <source>The picture was blurred. Nobody was refused.</source>
        <translation>لم تكن الصورة واضحة. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Eyes and mouth had no clear edges.</source>
        <translation>لم تكن حدود العينين والفم واضحة.</translation>
    </message>
    <message>
        <source>Wipe the camera&apos;s lens with a soft cloth.</source>
        <translation>امسح عدسة الكاميرا بقطعة قماش ناعمة.</translation>
    </message>
    <message>
        <source>Ask the buyer to hold still until a movement is asked for.</source>
        <translation>اطلب من المشتري أن يثبت حتى تُطلب منه حركة.</translation>
    </message>
    <message>
        <source>Check that the camera stands firmly, then try again.</source>
        <translation>تأكد من ثبات الكاميرا ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Eyes not visible</source>
        <translation>العينان غير ظاهرتين</translation>
    </message>
    <message>
        <source>The eyes could not be seen. Nobody was refused.</source>
        <translation>لم تُرَ العينان. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Dark or shining glasses, or hair, were in front of the eyes.</source>
        <translation>كانت أمام العينين نظارة داكنة أو لامعة أو شعر.</translation>
    </message>
    <message>
        <source>Ask the buyer to take off dark glasses, or to tilt shining ones a little.</source>
        <translation>اطلب من المشتري خلع النظارة الداكنة، أو إمالة اللامعة قليلًا.</translation>
    </message>
    <message>
        <source>Ask the buyer to move hair away from the eyes.</source>
        <translation>اطلب من المشتري إبعاد الشعر عن العينين.</translation>
    </message>
    <message>
        <source>Try again. If glasses must stay on or the eyes can&apos;t be shown, choose “Another way”.</source>
        <translation>حاول مرة أخرى. وإن تعذّر خلع النظارة أو إظهار العينين فاختر «طريقة أخرى».</translation>
    </message>
    <message>
        <source>Face covered</source>
        <translation>الوجه مغطى</translation>
    </message>
    <message>
        <source>Part of the face was covered. Nobody was refused.</source>
        <translation>كان جزء من الوجه مغطى. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>A mask, a scarf or a hand was in front of mouth or nose.</source>
        <translation>كانت كمامة أو وشاح أو يد أمام الفم أو الأنف.</translation>
    </message>
    <message>
        <source>Ask whether the mask or scarf can come off for a minute.</source>
        <translation>اسأل إن كان يمكن خلع الكمامة أو الوشاح دقيقة.</translation>
    </message>
    <message>
        <source>Ask the buyer to keep hands away from the face, then try again.</source>
        <translation>اطلب من المشتري إبعاد يديه عن وجهه ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>If it stays on for health or faith, choose “Another way”.</source>
        <translation>إن بقي لسبب صحي أو ديني فاختر «طريقة أخرى».</translation>
    </message>
    <message>
        <source>Not facing the camera</source>
        <translation>لا ينظر إلى الكاميرا</translation>
    </message>
    <message>
        <source>The face was turned away at the start. Nobody was refused.</source>
        <translation>كان الوجه ملتفتًا عند البداية. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The scan begins with a look straight into the camera.</source>
        <translation>يبدأ الفحص بنظرة مباشرة إلى الكاميرا.</translation>
    </message>
    <message>
        <source>Put the camera at the height of the eyes.</source>
        <translation>ضع الكاميرا على ارتفاع العينين.</translation>
    </message>
    <message>
        <source>Ask the buyer to look straight into it until an arrow appears.</source>
        <translation>اطلب من المشتري أن ينظر إليها مباشرة حتى يظهر سهم.</translation>
    </message>
    <message>
        <source>Another movement than asked</source>
        <translation>حركة غير المطلوبة</translation>
    </message>
    <message>
        <source>The movement was another one. Nobody was refused.</source>
        <translation>كانت الحركة مختلفة. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>It happens easily, above all with left and right.</source>
        <translation>يحدث ذلك بسهولة، خصوصًا بين اليمين واليسار.</translation>
    </message>
    <message>
        <source>Show the movement yourself once. The arrow points to where the buyer turns.</source>
        <translation>أرِ المشتري الحركة بنفسك مرة. يشير السهم إلى الجهة التي يلتفت إليها.</translation>
    </message>
    <message>
        <source>Check that the prompts are in the buyer&apos;s language.</source>
        <translation>تأكد من أن التعليمات بلغة المشتري.</translation>
    </message>
    <message>
        <source>A little too early</source>
        <translation>مبكرة قليلًا</translation>
    </message>
    <message>
        <source>The movement came before it was asked. Nobody was refused.</source>
        <translation>جاءت الحركة قبل أن تُطلب. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The order is new each time, so a movement counts only after its prompt.</source>
        <translation>يتغيّر الترتيب كل مرة، فلا تُحسب الحركة إلا بعد طلبها.</translation>
    </message>
    <message>
        <source>Tell the buyer: wait for the arrow, then move.</source>
        <translation>قل للمشتري: انتظر السهم ثم تحرّك.</translation>
    </message>
    <message>
        <source>Between two prompts, look straight ahead.</source>
        <translation>انظر إلى الأمام بين طلب وآخر.</translation>
    </message>
    <message>
        <source>Time ran out</source>
        <translation>انتهى الوقت</translation>
    </message>
    <message>
        <source>The time was too short. Nothing was wrong with the buyer or the picture.</source>
        <translation>كان الوقت قصيرًا. لا خطأ في المشتري ولا في الصورة.</translation>
    </message>
    <message>
        <source>The movement asked for was not seen before its time was over.</source>
        <translation>لم تُرَ الحركة المطلوبة قبل انتهاء وقتها.</translation>
    </message>
    <message>
        <source>Explain the movements first: a slow blink, then the head well to the side.</source>
        <translation>اشرح الحركات أولًا: رمشة بطيئة ثم التفاتة واضحة إلى الجانب.</translation>
    </message>
    <message>
        <source>Try again. There is no hurry between the tries.</source>
        <translation>حاول مرة أخرى. لا داعي للعجلة بين المحاولات.</translation>
    </message>
    <message>
        <source>If a movement can&apos;t be done, choose “Another way”.</source>
        <translation>إن تعذّرت حركة ما فاختر «طريقة أخرى».</translation>
    </message>
    <message>
        <source>No face in the picture</source>
        <translation>لا وجه في الصورة</translation>
    </message>
    <message>
        <source>The camera saw no face. Nobody was refused.</source>
        <translation>لم ترَ الكاميرا وجهًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Nothing could begin, so nothing was compared.</source>
        <translation>لم يبدأ شيء، فلم تُجرَ أي مقارنة.</translation>
    </message>
    <message>
        <source>Turn the camera to the buyer, at the height of the eyes.</source>
        <translation>وجّه الكاميرا نحو المشتري على ارتفاع العينين.</translation>
    </message>
    <message>
        <source>Check that nothing covers the lens.</source>
        <translation>تأكد من أن لا شيء يغطي العدسة.</translation>
    </message>
    <message>
        <source>Try again once the face is in the oval.</source>
        <translation>حاول مرة أخرى حين يكون الوجه داخل الشكل البيضاوي.</translation>
    </message>
    <message>
        <source>More than one face</source>
        <translation>أكثر من وجه</translation>
    </message>
    <message>
        <source>More than one face was in the picture. Nobody was refused.</source>
        <translation>كان في الصورة أكثر من وجه. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The scan stops then, so that nobody but the buyer is compared.</source>
        <translation>يتوقف الفحص عندئذ كي لا يُقارن أحد غير المشتري.</translation>
    </message>
    <message>
        <source>Ask others to step out of the picture, also behind the buyer.</source>
        <translation>اطلب من الآخرين الخروج من الصورة، ومن يقف خلف المشتري أيضًا.</translation>
    </message>
    <message>
        <source>Cover posters or screens with faces in the background.</source>
        <translation>غطِّ الملصقات أو الشاشات التي فيها وجوه في الخلفية.</translation>
    </message>
    <message>
        <source>Face lost from view</source>
        <translation>غاب الوجه عن الصورة</translation>
    </message>
    <message>
        <source>The face went out of view during the scan. Nobody was refused.</source>
        <translation>خرج الوجه من الصورة أثناء الفحص. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The scan must see one face from start to end, without a gap.</source>
        <translation>يجب أن يرى الفحص وجهًا واحدًا من البداية إلى النهاية دون انقطاع.</translation>
    </message>
    <message>
        <source>Ask the buyer to stay in the oval and to turn the head only, not the chair.</source>
        <translation>اطلب من المشتري أن يبقى داخل الشكل البيضاوي وأن يدير رأسه فقط لا الكرسي.</translation>
    </message>
    <message>
        <source>Keep hands and papers out of the picture.</source>
        <translation>أبقِ الأيدي والأوراق خارج الصورة.</translation>
    </message>
    <message>
        <source>Another person came in</source>
        <translation>دخل شخص آخر</translation>
    </message>
    <message>
        <source>Another person came into view during the scan. Nobody was refused.</source>
        <translation>دخل شخص آخر الصورة أثناء الفحص. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>The face seen at the end must be the one seen at the start.</source>
        <translation>يجب أن يكون الوجه في النهاية هو نفسه في البداية.</translation>
    </message>
    <message>
        <source>Ask the buyer to sit alone before the camera.</source>
        <translation>اطلب من المشتري أن يجلس وحده أمام الكاميرا.</translation>
    </message>
    <message>
        <source>A child on the arm or a helper stays beside the picture, not in it.</source>
        <translation>يبقى الطفل المحمول أو المرافق بجانب الصورة لا داخلها.</translation>
    </message>
    <message>
        <source>Face looked flat in the turn</source>
        <translation>بدا الوجه مسطحًا عند الالتفات</translation>
    </message>
    <message>
        <source>The turn showed too little depth to go on.</source>
        <translation>لم يُظهر الالتفات عمقًا كافيًا للمتابعة.</translation>
    </message>
    <message>
        <source>A turning head shows its shape; a picture does not. A small turn looks flat too.</source>
        <translation>الرأس الملتفت يُظهر شكله، والصورة لا تُظهره. والالتفاتة الصغيرة تبدو مسطحة أيضًا.</translation>
    </message>
    <message>
        <source>See for yourself that the buyer is sitting before the camera.</source>
        <translation>تأكد بنفسك من أن المشتري جالس أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Ask for a wider turn: the nose well to the side, the shoulders still.</source>
        <translation>اطلب التفاتة أوسع: الأنف إلى الجانب بوضوح والكتفان ثابتان.</translation>
    </message>
    <message>
        <source>Try again, or choose “Another way”: a person at the operator looks.</source>
        <translation>حاول مرة أخرى أو اختر «طريقة أخرى»: ينظر فيها شخص لدى المشغّل.</translation>
    </message>
    <message>
        <source>Looks like a screen or a print</source>
        <translation>تشبه شاشة أو صورة مطبوعة</translation>
    </message>
    <message>
        <source>The picture looked like a screen or a printed photo.</source>
        <translation>بدت الصورة كشاشة أو صورة مطبوعة.</translation>
    </message>
    <message>
        <source>Straight edges or shine near a real face can look like that too.</source>
        <translation>قد تبدو كذلك أيضًا حواف مستقيمة أو لمعان قرب وجه حقيقي.</translation>
    </message>
    <message>
        <source>See for yourself that no phone, tablet or photo is before the camera.</source>
        <translation>تأكد بنفسك من عدم وجود هاتف أو جهاز لوحي أو صورة أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Take frames and shining things out of the picture and turn a lamp that is mirrored.</source>
        <translation>أخرج الإطارات والأشياء اللامعة من الصورة وأدر المصباح المنعكس.</translation>
    </message>
    <message>
        <source>Not the same face as on the document</source>
        <translation>ليس الوجه نفسه الذي في الوثيقة</translation>
    </message>
    <message>
        <source>The face and the document portrait don&apos;t match.</source>
        <translation>الوجه وصورة الوثيقة غير متطابقين.</translation>
    </message>
    <message>
        <source>Both pictures were good enough to compare. Old portraits, glasses and hair can mislead.</source>
        <translation>كانت الصورتان صالحتين للمقارنة. وقد تضلّل الصور القديمة والنظارات والشعر.</translation>
    </message>
    <message>
        <source>Check that the document is the buyer&apos;s own, and that its portrait was taken well.</source>
        <translation>تأكد من أن الوثيقة تخص المشتري وأن صورتها التُقطت جيدًا.</translation>
    </message>
    <message>
        <source>Ask for the look on the portrait: glasses off or on, hair away from the face.</source>
        <translation>اطلب الهيئة التي في الصورة: بالنظارة أو دونها، والشعر بعيد عن الوجه.</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>غير مؤكد</translation>
    </message>
    <message>
        <source>The comparison is not certain. A person must look.</source>
        <translation>المقارنة غير مؤكدة. يجب أن ينظر فيها شخص.</translation>
    </message>
    <message>
        <source>The pictures are neither clearly the same face nor clearly two. Nobody was refused.</source>
        <translation>ليست الصورتان لوجه واحد بوضوح ولا لوجهين بوضوح. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>Take the document portrait again if it is small, old or shining.</source>
        <translation>صوّر صورة الوثيقة من جديد إن كانت صغيرة أو قديمة أو لامعة.</translation>
    </message>
    <message>
        <source>Try again with even light and, if possible, without glasses.</source>
        <translation>حاول مرة أخرى بإضاءة متساوية ومن دون نظارة إن أمكن.</translation>
    </message>
    <message>
        <source>Or choose “Another way”: a person at the operator decides, the buyer need not wait here.</source>
        <translation>أو اختر «طريقة أخرى»: يقرر شخص لدى المشغّل، ولا يلزم المشتري أن ينتظر هنا.</translation>
    </message>
    <message>
        <source>Camera not trusted</source>
        <translation>الكاميرا غير موثوقة</translation>
    </message>
    <message>
        <source>This camera is a program, not a device. Nobody was refused.</source>
        <translation>هذه الكاميرا برنامج وليست جهازًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>A virtual camera can play any film, so its picture proves nothing.</source>
        <translation>يمكن للكاميرا الافتراضية تشغيل أي فيلم، فلا تثبت صورتها شيئًا.</translation>
    </message>
    <message>
        <source>Choose the counter&apos;s own camera.</source>
        <translation>اختر كاميرا الطاولة نفسها.</translation>
    </message>
    <message>
        <source>Close programs that offer a virtual camera, such as video calls.</source>
        <translation>أغلق البرامج التي توفر كاميرا افتراضية، كمكالمات الفيديو.</translation>
    </message>
    <message>
        <source>If no other camera is listed, unplug the camera, plug it in again and look once more.</source>
        <translation>إن لم تظهر كاميرا أخرى فافصل الكاميرا ثم صلها وانظر ثانية.</translation>
    </message>
    <message>
        <source>Camera too slow or too small</source>
        <translation>الكاميرا بطيئة أو صورتها صغيرة</translation>
    </message>
    <message>
        <source>The camera&apos;s picture was too slow or too small. Nobody was refused.</source>
        <translation>كانت صورة الكاميرا بطيئة أو صغيرة جدًا. لم يُرفض أحد.</translation>
    </message>
    <message>
        <source>A blink is over in a fifth of a second: 15 pictures a second and 640 × 480 are needed.</source>
        <translation>تنتهي الرمشة في خُمس ثانية: يلزم 15 صورة في الثانية ودقة 640 × 480.</translation>
    </message>
    <message>
        <source>Plug the camera straight into the computer, not into a hub.</source>
        <translation>صل الكاميرا بالحاسوب مباشرة لا عبر موزّع.</translation>
    </message>
    <message>
        <source>More light makes many cameras faster.</source>
        <translation>الإضاءة الأقوى تجعل كثيرًا من الكاميرات أسرع.</translation>
    </message>
    <message>
        <source>Choose another camera if it stays slow.</source>
        <translation>اختر كاميرا أخرى إن ظلت بطيئة.</translation>
    </message>
    <message>
        <source>Document picture can&apos;t be used</source>
        <translation>صورة الوثيقة غير صالحة</translation>
    </message>
    <message>
        <source>The picture of the document can&apos;t be used. The scan was not judged.</source>
        <translation>لا يمكن استخدام صورة الوثيقة. لم يُحكم على الفحص.</translation>
    </message>
    <message>
        <source>It was too small, too blurred or damaged.</source>
        <translation>كانت صغيرة جدًا أو غير واضحة أو تالفة.</translation>
    </message>
    <message>
        <source>Lay the document flat, without its sleeve, and fill the picture with it.</source>
        <translation>ضع الوثيقة مسطحة دون غلافها واملأ بها الصورة.</translation>
    </message>
    <message>
        <source>Turn it until no lamp is mirrored in it.</source>
        <translation>أدرها حتى لا ينعكس فيها مصباح.</translation>
    </message>
    <message>
        <source>Take the document picture again. The details you typed stay.</source>
        <translation>صوّر الوثيقة من جديد. تبقى البيانات التي كتبتها.</translation>
    </message>
    <message>
        <source>No portrait on the document</source>
        <translation>لا صورة شخصية في الوثيقة</translation>
    </message>
    <message>
        <source>No portrait was found on the document picture. The scan was not judged.</source>
        <translation>لم توجد صورة شخصية في صورة الوثيقة. لم يُحكم على الفحص.</translation>
    </message>
    <message>
        <source>Without a portrait there is nothing to compare the buyer with.</source>
        <translation>من دون صورة شخصية لا يوجد ما يُقارن به المشتري.</translation>
    </message>
    <message>
        <source>Show the side of the document that carries the portrait.</source>
        <translation>أظهر وجه الوثيقة الذي يحمل الصورة.</translation>
    </message>
    <message>
        <source>Upright, with the whole portrait in the picture and no finger on it.</source>
        <translation>معتدلة، والصورة الشخصية كلها ظاهرة دون إصبع عليها.</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>bold button of the failure card</comment>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Back to the document</source>
        <comment>bold button of the failure card</comment>
        <translation>العودة إلى الوثيقة</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <comment>bold button of the failure card</comment>
        <translation>اختر كاميرا</translation>
    </message>
    <message>
        <source>No tries left. The registration goes on without a scan, to a person at the operator. Nobody was refused.</source>
        <translation>لا محاولات باقية. يستمر التسجيل دون فحص لدى شخص عند المشغّل. لم يُرفض أحد.</translation>
    </message>
    <message numerus="yes">
        <source>%n tries left. After that the registration goes on without a scan, to a person at the operator.</source>
        <comment>below the buttons of the failure card</comment>
        <translation>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
            <numerusform>المحاولات الباقية: %n. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</numerusform>
        </translation>
    </message>
    <message>
        <source>One try left. After that the registration goes on without a scan, to a person at the operator.</source>
        <translation>بقيت محاولة واحدة. بعدها يستمر التسجيل دون فحص لدى شخص عند المشغّل.</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>Format of a date of birth for QLocale::toString: d is the day, MMMM the month&apos;s name, yyyy the year.</extracomment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>Born %1, female.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>تاريخ الميلاد %1، أنثى.</translation>
    </message>
    <message>
        <source>Born %1, male.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>تاريخ الميلاد %1، ذكر.</translation>
    </message>
    <message>
        <source>Born %1.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>تاريخ الميلاد %1.</translation>
    </message>
    <message>
        <source>Compare with the document: this number has no check digit.</source>
        <extracomment>Under the document number, for numbers that carry no check digit (passports).</extracomment>
        <translation>قارنه بالوثيقة: لا يحمل هذا الرقم خانة تحقق.</translation>
    </message>
    <message>
        <source>Check digit right.</source>
        <extracomment>Under the document number, after &quot;Born 31 December 1949, female.&quot;.</extracomment>
        <translation>خانة التحقق صحيحة.</translation>
    </message>
    <message>
        <source>19 digits without check digit. Compare with the card once more.</source>
        <extracomment>Under the ICCID: some cards don&apos;t print the last digit.</extracomment>
        <translation>19 رقمًا من دون خانة تحقق. قارنه بالبطاقة مرة أخرى.</translation>
    </message>
    <message>
        <source>The last character doesn&apos;t fit. Compare each digit with the document.</source>
        <extracomment>Under the document number: the check digit does not fit the others.</extracomment>
        <translation>الخانة الأخيرة لا تطابق. قارن كل رقم بالوثيقة.</translation>
    </message>
    <message>
        <source>The last digit doesn&apos;t fit. Scan the barcode again or compare the digits.</source>
        <extracomment>Under the ICCID or IMEI: the check digit does not fit the others.</extracomment>
        <translation>الرقم الأخير لا يطابق. امسح الرمز الشريطي من جديد أو قارن الأرقام.</translation>
    </message>
    <message>
        <source>The number on a SIM begins with 89.</source>
        <extracomment>Under the ICCID field.</extracomment>
        <translation>يبدأ الرقم المطبوع على الشريحة بـ 89.</translation>
    </message>
    <message>
        <source>This is not the number of a phone for sale.</source>
        <extracomment>Under the IMEI field.</extracomment>
        <translation>ليس هذا رقم هاتف معروض للبيع.</translation>
    </message>
    <message>
        <source>A mobile number begins with 13 to 19, one of another country with +.</source>
        <extracomment>Under the phone number field.</extracomment>
        <translation>يبدأ رقم المحمول بـ 13 إلى 19، ورقم بلد آخر بعلامة +.</translation>
    </message>
    <message>
        <source>This number can&apos;t begin like that.</source>
        <translation>لا يمكن أن يبدأ هذا الرقم هكذا.</translation>
    </message>
    <message>
        <source>Type the name as it stands on the document.</source>
        <extracomment>Under the name field: what was typed has no letter in it.</extracomment>
        <translation>اكتب الاسم كما هو في الوثيقة.</translation>
    </message>
    <message>
        <source>This doesn&apos;t look like a number of this document. Compare with the document.</source>
        <extracomment>Under a number field: letters and digits are not where this document has them.</extracomment>
        <translation>لا يشبه هذا رقم هذه الوثيقة. قارنه بالوثيقة.</translation>
    </message>
    <message>
        <source>Resident identity card</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>بطاقة هوية مقيم</translation>
    </message>
    <message>
        <source>Temporary identity card</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>بطاقة هوية مؤقتة</translation>
    </message>
    <message>
        <source>Household register</source>
        <extracomment>A Chinese identity document (hukou book), in the list of documents.</extracomment>
        <translation>سجل الأسرة</translation>
    </message>
    <message>
        <source>Military ID</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>هوية عسكرية</translation>
    </message>
    <message>
        <source>Armed police ID</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>هوية الشرطة المسلحة</translation>
    </message>
    <message>
        <source>Hong Kong and Macau permit</source>
        <extracomment>Permit to enter the mainland for people of Hong Kong and Macau, in the list of documents.</extracomment>
        <translation>تصريح هونغ كونغ وماكاو</translation>
    </message>
    <message>
        <source>Taiwan permit</source>
        <extracomment>Permit to enter the mainland for people of Taiwan, in the list of documents.</extracomment>
        <translation>تصريح تايوان</translation>
    </message>
    <message>
        <source>Residence permit (Hong Kong, Macau, Taiwan)</source>
        <extracomment>Residence permit for people of Hong Kong, Macau and Taiwan, in the list of documents.</extracomment>
        <translation>تصريح إقامة (هونغ كونغ وماكاو وتايوان)</translation>
    </message>
    <message>
        <source>Foreign passport</source>
        <extracomment>In the list of documents.</extracomment>
        <translation>جواز سفر أجنبي</translation>
    </message>
    <message>
        <source>Foreigner&apos;s residence card</source>
        <extracomment>Foreigner&apos;s permanent residence card, in the list of documents.</extracomment>
        <translation>بطاقة إقامة أجنبي</translation>
    </message>
    <message>
        <source>SIM card</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>شريحة</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>هاتف</translation>
    </message>
    <message>
        <source>SIM and phone</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>شريحة وهاتف</translation>
    </message>
    <message>
        <source>There is a sign in it that no document carries. Take it out.</source>
        <extracomment>Under the name field: an emoji, a sign or an invisible character was typed or pasted.</extracomment>
        <translation>فيه علامة لا تحملها أي وثيقة. احذفها.</translation>
    </message>
    <message>
        <source>“%1” at place %2 doesn&apos;t belong here.</source>
        <extracomment>Under a number field. %1 is what was typed, for example &quot;#&quot;; %2 its place, counted from 1.</extracomment>
        <translation>“%1” في الموضع %2 ليس مكانه هنا.</translation>
    </message>
    <message>
        <source>This is too long. Compare with the document.</source>
        <extracomment>Under a field.</extracomment>
        <translation>هذا أطول من اللازم. قارنه بالوثيقة.</translation>
    </message>
    <message>
        <source>The first two digits name no province. Compare with the document.</source>
        <extracomment>Under the document number: the first two digits name no province.</extracomment>
        <translation>الرقمان الأولان لا يدلان على أي مقاطعة. قارنهما بالوثيقة.</translation>
    </message>
    <message>
        <source>There is no such date of birth. Compare digits 7 to 14.</source>
        <extracomment>Under the document number: digits 7 to 14 are the date of birth.</extracomment>
        <translation>لا يوجد تاريخ ميلاد كهذا. قارن الأرقام من 7 إلى 14.</translation>
    </message>
    <message>
        <source>The date of birth lies in the future. Compare digits 7 to 14, and this computer&apos;s date.</source>
        <extracomment>Under the document number: digits 7 to 14 are the date of birth.</extracomment>
        <translation>تاريخ الميلاد في المستقبل. قارن الأرقام من 7 إلى 14 وتاريخ هذا الحاسوب.</translation>
    </message>
    <message>
        <source>This number belongs to another document: %1.</source>
        <extracomment>Under the document number. %1 is a kind of document, for example &quot;Foreigner&apos;s residence card&quot;.</extracomment>
        <translation>هذا الرقم لوثيقة أخرى: %1.</translation>
    </message>
    <message>
        <source>This number belongs to another kind of document.</source>
        <extracomment>Under the document number.</extracomment>
        <translation>هذا الرقم لنوع آخر من الوثائق.</translation>
    </message>
    <message>
        <source>The parts of this number contradict each other. Compare with the document.</source>
        <extracomment>Under the document number.</extracomment>
        <translation>أجزاء هذا الرقم متناقضة. قارنه بالوثيقة.</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Mandarin</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>الصينية</translation>
    </message>
    <message>
        <source>English</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Arabic</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>العربية</translation>
    </message>
</context>
<context>
    <name>OtherWayText</name>
    <message>
        <source>Does not want a scan</source>
        <comment>other ways; one of a list: the buyer</comment>
        <translation>لا يريد المسح</translation>
    </message>
    <message>
        <source>That is the buyer&apos;s right, and no reason is asked for. A person at the operator checks the document.</source>
        <comment>other ways; what to do</comment>
        <translation>هذا حق المشتري، ولا يُسأل عن السبب. يفحص موظف لدى المشغّل الوثيقة.</translation>
    </message>
    <message>
        <source>Can&apos;t close both eyes</source>
        <comment>other ways; one of a list: one eye, a stiff lid</comment>
        <translation>لا يستطيع إغماض العينين معًا</translation>
    </message>
    <message>
        <source>The scan goes without closing the eyes. One eye, a stiff lid or an artificial eye are no obstacle then.</source>
        <comment>other ways; what to do</comment>
        <translation>يجري المسح دون إغماض العينين. عندها لا تعيقه عين واحدة أو جفن متيبس أو عين اصطناعية.</translation>
    </message>
    <message>
        <source>Turn the head four times, as shown. No blinking.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>إدارة الرأس أربع مرات كما يظهر. دون إغماض.</translation>
    </message>
    <message>
        <source>Can&apos;t turn the head</source>
        <comment>other ways; one of a list</comment>
        <translation>لا يستطيع إدارة الرأس</translation>
    </message>
    <message>
        <source>The scan goes without turning the head.</source>
        <comment>other ways; what to do</comment>
        <translation>يجري المسح دون إدارة الرأس.</translation>
    </message>
    <message>
        <source>Close the eyes and open them, twice.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>إغماض العينين وفتحهما مرتين.</translation>
    </message>
    <message>
        <source>Blind, or the eyes stay closed</source>
        <comment>other ways; one of a list</comment>
        <translation>كفيف أو عيناه مغمضتان</translation>
    </message>
    <message>
        <source>Closed eyes and dark glasses are fine. Read each instruction aloud, or let the program say it.</source>
        <comment>other ways; what to do</comment>
        <translation>العينان المغمضتان والنظارات الداكنة لا بأس بها. اقرأ كل تعليمة بصوت مسموع، أو دع البرنامج يقولها.</translation>
    </message>
    <message>
        <source>Turn the head twice, with twice the time.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>إدارة الرأس مرتين، بضعف الوقت.</translation>
    </message>
    <message>
        <source>Needs more time, or can&apos;t hold still</source>
        <comment>other ways; one of a list: tremor, age, an infant in arm</comment>
        <translation>يحتاج إلى وقت أطول أو لا يستطيع الثبات</translation>
    </message>
    <message>
        <source>There is no hurry. Let the buyer sit down; somebody else can hold the child.</source>
        <comment>other ways; what to do</comment>
        <translation>لا داعي للعجلة. دع المشتري يجلس؛ ويمكن لشخص آخر أن يحمل الطفل.</translation>
    </message>
    <message>
        <source>Two movements, with twice the time.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>حركتان، بضعف الوقت.</translation>
    </message>
    <message>
        <source>Camera doesn&apos;t reach the face</source>
        <comment>other ways; one of a list: wheelchair, lying</comment>
        <translation>الكاميرا لا تصل إلى الوجه</translation>
    </message>
    <message>
        <source>Turn or carry the camera to the buyer, at the height of the eyes. If it can&apos;t be moved, go on without a scan.</source>
        <comment>other ways; what to do</comment>
        <translation>أدر الكاميرا أو انقلها إلى المشتري بارتفاع عينيه. وإن تعذّر نقلها فتابع دون مسح.</translation>
    </message>
    <message>
        <source>The face stays covered</source>
        <comment>other ways; one of a list: veil, bandage</comment>
        <translation>الوجه يبقى مغطى</translation>
    </message>
    <message>
        <source>Nobody has to uncover the face here. If the buyer would rather do so alone with one clerk, offer another room and go back to the scan.</source>
        <comment>other ways; what to do</comment>
        <translation>لا أحد ملزم بكشف وجهه هنا. إن فضّل المشتري كشفه أمام موظفة واحدة فقط، فاعرض غرفة أخرى وارجع إلى المسح.</translation>
    </message>
    <message>
        <source>Looks different from the document</source>
        <comment>other ways; one of a list: burn, operation, long illness</comment>
        <translation>يبدو مختلفًا عن الوثيقة</translation>
    </message>
    <message>
        <source>A scan would compare in vain. A person at the operator looks at the document instead.</source>
        <comment>other ways; what to do</comment>
        <translation>المقارنة لا تفيد هنا. بدلًا منها ينظر موظف لدى المشغّل في الوثيقة.</translation>
    </message>
    <message>
        <source>The scan did not work</source>
        <comment>other ways; one of a list: several tries failed</comment>
        <translation>لم ينجح المسح</translation>
    </message>
    <message>
        <source>It is not the buyer&apos;s fault. A person at the operator looks at the document.</source>
        <comment>other ways; what to do</comment>
        <translation>ليس ذلك خطأ المشتري. ينظر موظف لدى المشغّل في الوثيقة.</translation>
    </message>
    <message>
        <source>No scan is possible here now</source>
        <comment>other ways; one of a list: camera, light</comment>
        <translation>لا يمكن المسح هنا الآن</translation>
    </message>
    <message>
        <source>Choose this if the camera or the light can&apos;t be mended while the buyer waits.</source>
        <comment>other ways; what to do</comment>
        <translation>اختر هذا إن تعذّر إصلاح الكاميرا أو الإضاءة والمشتري ينتظر.</translation>
    </message>
</context>
<context>
    <name>Portrait</name>
    <message>
        <source>No portrait was found. Hold the document straight and let it fill the frame.</source>
        <translation>لم توجد صورة شخصية. أمسك الوثيقة مستقيمة ودعها تملأ الإطار.</translation>
    </message>
    <message>
        <source>More than one face is in the picture. Show only the page with the portrait.</source>
        <translation>في الصورة أكثر من وجه. أظهر صفحة الصورة الشخصية فقط.</translation>
    </message>
    <message>
        <source>The portrait is too small. Bring the document nearer.</source>
        <translation>الصورة الشخصية صغيرة جدًا. قرّب الوثيقة.</translation>
    </message>
    <message>
        <source>Part of the portrait is cut off. Move the document to the middle.</source>
        <translation>جزء من الصورة الشخصية مقطوع. حرّك الوثيقة إلى الوسط.</translation>
    </message>
    <message>
        <source>The picture is too dark. Turn the lamp towards the document.</source>
        <translation>الصورة معتمة جدًا. وجّه المصباح نحو الوثيقة.</translation>
    </message>
    <message>
        <source>The document shines. Tilt it a little, away from the lamp.</source>
        <translation>الوثيقة تلمع. أملها قليلًا بعيدًا عن المصباح.</translation>
    </message>
    <message>
        <source>There is a shadow across the portrait. Turn the document or the lamp.</source>
        <translation>على الصورة الشخصية ظل. أدر الوثيقة أو المصباح.</translation>
    </message>
    <message>
        <source>The portrait is blurred. Hold still, or move the document back a little.</source>
        <translation>الصورة الشخصية مشوشة. ثبّت يدك أو أبعد الوثيقة قليلًا.</translation>
    </message>
    <message>
        <source>Something covers the portrait. Take the document out of its cover.</source>
        <translation>شيء ما يغطي الصورة الشخصية. أخرج الوثيقة من غلافها.</translation>
    </message>
    <message>
        <source>The portrait is tilted. Hold the document straight.</source>
        <translation>الصورة الشخصية مائلة. أمسك الوثيقة مستقيمة.</translation>
    </message>
    <message>
        <source>The document can&apos;t be read. Take the picture again.</source>
        <translation>تتعذر قراءة الوثيقة. التقط الصورة من جديد.</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Use the document itself.</source>
        <translation>يبدو هذا نسخة أو شاشة. استعمل الوثيقة نفسها.</translation>
    </message>
    <message>
        <source>This portrait can&apos;t be used. Take the picture again.</source>
        <translation>لا يمكن استعمال هذه الصورة الشخصية. التقط الصورة من جديد.</translation>
    </message>
    <message>
        <source>Good for comparing.</source>
        <translation>جيدة للمقارنة.</translation>
    </message>
    <message>
        <source>Usable. A larger or sharper picture would compare better.</source>
        <translation>صالحة للاستعمال. صورة أكبر أو أوضح تُقارَن بدقة أعلى.</translation>
    </message>
</context>
<context>
    <name>QuestionWords</name>
    <message>
        <source>a clerk</source>
        <comment>in the place of a clerk&apos;s id that is not known here</comment>
        <translation>أحد الموظفين</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations were scanned in another way.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من آخر %2 تسجيلًا مُسحت بطريقة أخرى.</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations went without a scan.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من آخر %2 تسجيلًا تمت بلا مسح.</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans needed more than one try.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من آخر %2 مسحًا احتاجت إلى أكثر من محاولة.</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations came less than %3 seconds after the one before.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من آخر %2 تسجيلًا جاءت بعد أقل من %3 ثانية من التسجيل السابق.</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans began before the registration before was finished.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من آخر %2 مسحًا بدأت قبل انتهاء التسجيل السابق.</translation>
    </message>
    <message>
        <source>%1 registrations have exactly the same figures of the scan.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من التسجيلات لها أرقام المسح نفسها تمامًا.</translation>
    </message>
    <message>
        <source>%1 registrations have exactly the same background in the picture.</source>
        <comment>a question to the supervisor</comment>
        <translation>%1 من التسجيلات لها خلفية الصورة نفسها تمامًا.</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 were scanned in another way.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%1 من آخر %2 تسجيلًا أجراها %3 مُسحت بطريقة أخرى.</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 went without a scan.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%1 من آخر %2 تسجيلًا أجراها %3 تمت بلا مسح.</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans by %3 needed more than one try.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%1 من آخر %2 مسحًا أجراها %3 احتاجت إلى أكثر من محاولة.</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 came less than %4 seconds after the one before.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%1 من آخر %2 تسجيلًا أجراها %3 جاءت بعد أقل من %4 ثانية من التسجيل السابق.</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans by %3 began before the registration before was finished.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%1 من آخر %2 مسحًا أجراها %3 بدأت قبل انتهاء التسجيل السابق.</translation>
    </message>
    <message>
        <source>With a live camera no two are ever the same.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>مع كاميرا حية لا يتطابق اثنان أبدًا.</translation>
    </message>
    <message>
        <source>One counter scans one buyer after the other.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>تمسح نقطة البيع مشتريًا بعد آخر.</translation>
    </message>
    <message>
        <source>Before, it was %1 of %2 at this shop.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>قبل ذلك كان العدد %1 من %2 في هذا المتجر.</translation>
    </message>
    <message>
        <source>%1 The newest is registration %2.</source>
        <comment>below a question to the supervisor: %1 is a sentence, %2 a registration&apos;s short code</comment>
        <translation>%1 أحدثها التسجيل %2.</translation>
    </message>
    <message>
        <source>A new camera, or another place or light for it</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>كاميرا جديدة، أو مكان أو إضاءة أخرى لها</translation>
    </message>
    <message>
        <source>A market day or another rush</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>يوم سوق أو ازدحام آخر</translation>
    </message>
    <message>
        <source>Many elderly customers</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>كثير من الزبائن المسنين</translation>
    </message>
    <message>
        <source>Somebody was being trained</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>كان أحدهم قيد التدريب</translation>
    </message>
    <message>
        <source>We look into it</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>سننظر في الأمر</translation>
    </message>
    <message>
        <source>Something else</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>شيء آخر</translation>
    </message>
    <message>
        <source>Operator&apos;s questions: %1</source>
        <comment>button on the page of clerks, for supervisors</comment>
        <translation>أسئلة المشغّل: %1</translation>
    </message>
</context>
<context>
    <name>QueueText</name>
    <message>
        <source>%1 s</source>
        <comment>a length of time in seconds</comment>
        <translation>%1 ث</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>a length of time in minutes</comment>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>a length of time in hours</comment>
        <translation>%1 س</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>a length of time in days</comment>
        <translation>%1 يوم</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>state chip in the queue</comment>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>Sending</source>
        <comment>state chip in the queue</comment>
        <translation>يُرسل الآن</translation>
    </message>
    <message>
        <source>Set aside</source>
        <comment>state chip in the queue</comment>
        <translation>وُضع جانبًا</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <comment>state chip in the queue</comment>
        <translation>سُحب</translation>
    </message>
    <message>
        <source>Accepted</source>
        <comment>state chip in the queue</comment>
        <translation>قُبل</translation>
    </message>
    <message>
        <source>Activated</source>
        <comment>state chip in the queue</comment>
        <translation>فُعّل</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <comment>state chip in the queue</comment>
        <translation>لم يُقبل</translation>
    </message>
    <message>
        <source>Come back</source>
        <comment>state chip in the queue</comment>
        <translation>العودة مطلوبة</translation>
    </message>
    <message>
        <source>Received</source>
        <comment>state chip in the queue: the operator has it</comment>
        <translation>وصل</translation>
    </message>
    <message>
        <source>Safe on this computer, sealed for the operator. It is sent by itself.</source>
        <comment>details of a row of the queue</comment>
        <translation>محفوظ على هذا الحاسوب ومختوم للمشغّل. يُرسل تلقائيًا.</translation>
    </message>
    <message>
        <source>On its way to the operator.</source>
        <comment>details of a row of the queue</comment>
        <translation>في طريقه إلى المشغّل.</translation>
    </message>
    <message>
        <source>Not sent again by itself. It is kept here; please tell the operator&apos;s support the record code.</source>
        <comment>details of a row of the queue</comment>
        <translation>لا يُرسل ثانية تلقائيًا. يبقى هنا؛ أبلغ دعم المشغّل برمز السجل.</translation>
    </message>
    <message>
        <source>Taken back before it was sent. Its data was erased here and never left.</source>
        <comment>details of a row of the queue</comment>
        <translation>سُحب قبل إرساله. حُذفت بياناته هنا ولم تغادر.</translation>
    </message>
    <message>
        <source>The operator accepted the registration. The number is being activated.</source>
        <comment>details of a row of the queue</comment>
        <translation>قبل المشغّل التسجيل. يجري تفعيل الرقم.</translation>
    </message>
    <message>
        <source>The number is active.</source>
        <comment>details of a row of the queue</comment>
        <translation>الرقم مفعّل.</translation>
    </message>
    <message>
        <source>The operator did not accept the registration. The buyer may object or register again.</source>
        <comment>details of a row of the queue</comment>
        <translation>لم يقبل المشغّل التسجيل. يمكن للمشتري الاعتراض أو التسجيل من جديد.</translation>
    </message>
    <message>
        <source>The operator asks the buyer to come back.</source>
        <comment>details of a row of the queue</comment>
        <translation>يطلب المشغّل من المشتري العودة.</translation>
    </message>
    <message>
        <source>The operator has it and signed a receipt. The number is pending until the operator answers.</source>
        <comment>details of a row of the queue</comment>
        <translation>لدى المشغّل وقد وقّع إيصالًا. يبقى الرقم معلّقًا حتى يجيب المشغّل.</translation>
    </message>
    <message>
        <source>No connection</source>
        <comment>cause in the queue, a few words</comment>
        <translation>لا اتصال</translation>
    </message>
    <message>
        <source>Operator did not answer in time</source>
        <comment>cause in the queue, a few words</comment>
        <translation>لم يجب المشغّل في الوقت</translation>
    </message>
    <message>
        <source>Operator busy</source>
        <comment>cause in the queue, a few words</comment>
        <translation>المشغّل مشغول</translation>
    </message>
    <message>
        <source>Fault at the operator</source>
        <comment>cause in the queue, a few words</comment>
        <translation>خلل لدى المشغّل</translation>
    </message>
    <message>
        <source>Operator&apos;s certificate not trusted</source>
        <comment>cause in the queue, a few words</comment>
        <translation>شهادة المشغّل غير موثوقة</translation>
    </message>
    <message>
        <source>Not taken by the operator</source>
        <comment>cause in the queue, a few words</comment>
        <translation>لم يقبله المشغّل</translation>
    </message>
    <message>
        <source>Answer could not be read</source>
        <comment>cause in the queue, a few words</comment>
        <translation>تعذّرت قراءة الرد</translation>
    </message>
    <message>
        <source>Receipt not genuine</source>
        <comment>cause in the queue, a few words</comment>
        <translation>الإيصال غير أصلي</translation>
    </message>
    <message>
        <source>Stopped by the shop&apos;s network</source>
        <comment>cause in the queue, a few words</comment>
        <translation>أوقفته شبكة المتجر</translation>
    </message>
    <message>
        <source>Sent elsewhere by the network</source>
        <comment>cause in the queue, a few words</comment>
        <translation>حوّلته الشبكة إلى مكان آخر</translation>
    </message>
    <message>
        <source>This counter is not enrolled</source>
        <comment>cause in the queue, a few words</comment>
        <translation>هذه الطاولة غير مسجلة</translation>
    </message>
    <message>
        <source>Operator holds another record of this number</source>
        <comment>cause in the queue, a few words</comment>
        <translation>لدى المشغّل سجل آخر بهذا الرقم</translation>
    </message>
    <message>
        <source>Payload missing here</source>
        <comment>cause in the queue, a few words</comment>
        <translation>البيانات مفقودة هنا</translation>
    </message>
    <message>
        <source>Payload damaged here</source>
        <comment>cause in the queue, a few words</comment>
        <translation>البيانات تالفة هنا</translation>
    </message>
    <message>
        <source>Disk full</source>
        <comment>cause in the queue, a few words</comment>
        <translation>القرص ممتلئ</translation>
    </message>
    <message>
        <source>Error %1, see Help</source>
        <comment>cause in the queue; a number</comment>
        <translation>خطأ %1، انظر المساعدة</translation>
    </message>
    <message>
        <source>now</source>
        <comment>next try of sending</comment>
        <translation>الآن</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>next try of sending; a length of time</comment>
        <translation>بعد %1</translation>
    </message>
    <message>
        <source>erased</source>
        <comment>size of a record whose data is gone from this computer</comment>
        <translation>محذوف</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <comment>size of a record</comment>
        <translation>%1 KB</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting.</source>
        <comment>headline of the queue, first half</comment>
        <translation>
            <numerusform>في الانتظار: %n.</numerusform>
            <numerusform>في الانتظار: %n.</numerusform>
            <numerusform>في الانتظار: %n.</numerusform>
            <numerusform>في الانتظار: %n.</numerusform>
            <numerusform>في الانتظار: %n.</numerusform>
            <numerusform>في الانتظار: %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside. Nothing lost.</source>
        <comment>headline of the queue, second half</comment>
        <translation>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا: %n. لم يضع شيء.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside for a person. Nothing lost.</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
            <numerusform>وُضع جانبًا لينظر فيه شخص: %n. لم يضع شيء.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, nothing lost</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
            <numerusform>في الانتظار: %n، ولم يضع شيء</numerusform>
        </translation>
    </message>
    <message>
        <source>All sent. Nothing is waiting.</source>
        <comment>headline of the queue</comment>
        <translation>أُرسل الكل. لا شيء في الانتظار.</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <comment>headline of the queue while it is empty</comment>
        <translation>لا شيء في الانتظار</translation>
    </message>
    <message>
        <source>The operator was not reached yet.</source>
        <comment>under the headline of the queue</comment>
        <translation>لم يُتصل بالمشغّل بعد.</translation>
    </message>
    <message>
        <source>Operator reached %1.</source>
        <comment>under the headline of the queue; a time such as 2 min ago</comment>
        <translation>آخر اتصال بالمشغّل %1.</translation>
    </message>
    <message>
        <source>Sending now.</source>
        <comment>under the headline of the queue</comment>
        <translation>يجري الإرسال الآن.</translation>
    </message>
    <message>
        <source>%1. Operator last reached %2.</source>
        <comment>under the headline of the queue; cause, time</comment>
        <translation>%1. آخر اتصال بالمشغّل %2.</translation>
    </message>
    <message>
        <source>%1. Operator not reached yet.</source>
        <comment>under the headline of the queue; cause</comment>
        <translation>%1. لم يُتصل بالمشغّل بعد.</translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <comment>under the headline of the queue; a length of time</comment>
        <translation>المحاولة التالية بعد %1.</translation>
    </message>
    <message>
        <source>just now</source>
        <comment>a moment in the past</comment>
        <translation>الآن</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>a moment in the past; a length of time</comment>
        <translation>قبل %1</translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be sent: the sealed file is gone.</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
            <numerusform>تعذّر إرسال %n: الملف المختوم مفقود.</numerusform>
        </translation>
    </message>
    <message>
        <source>Practice: the operator has it and registers nothing.</source>
        <comment>details of a row of the queue</comment>
        <translation>تدريب: وصل إلى المشغّل ولا يسجّل شيئًا.</translation>
    </message>
    <message>
        <source>Sending goes on by itself.</source>
        <comment>under the headline of the queue</comment>
        <translation>يستمر الإرسال تلقائيًا.</translation>
    </message>
    <message>
        <source>Server&apos;s certificate was withdrawn</source>
        <comment>cause in the queue, a few words</comment>
        <translation>سُحبت شهادة الخادم</translation>
    </message>
    <message>
        <source>Proxy does not answer</source>
        <comment>cause in the queue, a few words</comment>
        <translation>الوكيل لا يجيب</translation>
    </message>
    <message>
        <source>Network wants a sign-in</source>
        <comment>cause in the queue, a few words</comment>
        <translation>الشبكة تطلب تسجيل الدخول</translation>
    </message>
    <message>
        <source>Too many numbers in this name</source>
        <comment>why the operator said no, a few words</comment>
        <translation>أرقام كثيرة بهذا الاسم</translation>
    </message>
    <message>
        <source>Number registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>الرقم مسجَّل من قبل</translation>
    </message>
    <message>
        <source>Card registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>البطاقة مسجَّلة من قبل</translation>
    </message>
    <message>
        <source>Phone registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>الهاتف مسجَّل من قبل</translation>
    </message>
    <message>
        <source>Come back with a guardian</source>
        <comment>why the operator said no, a few words</comment>
        <translation>العودة مع الوصي</translation>
    </message>
    <message>
        <source>Pictures are not one person</source>
        <comment>why the operator said no, a few words</comment>
        <translation>الصور ليست لشخص واحد</translation>
    </message>
    <message>
        <source>Make sure the document is the buyer&apos;s own, then register again.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>تأكد من أن الوثيقة للمشتري نفسه، ثم سجّله من جديد.</translation>
    </message>
    <message>
        <source>Nobody sat before the camera</source>
        <comment>why the operator said no, a few words</comment>
        <translation>لم يجلس أحد أمام الكاميرا</translation>
    </message>
    <message>
        <source>Register again with the buyer before the camera.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل من جديد والمشتري أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Document not genuine</source>
        <comment>why the operator said no, a few words</comment>
        <translation>الوثيقة غير أصلية</translation>
    </message>
    <message>
        <source>Register nobody with this document. The buyer can bring another one.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>لا تسجّل أحدًا بهذه الوثيقة. يمكن للمشتري أن يحضر غيرها.</translation>
    </message>
    <message>
        <source>Document no longer valid</source>
        <comment>why the operator said no, a few words</comment>
        <translation>الوثيقة منتهية</translation>
    </message>
    <message>
        <source>Register again with a document that is valid.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل من جديد بوثيقة سارية.</translation>
    </message>
    <message>
        <source>The buyer has to give up a number at the operator first.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>على المشتري أن يتخلى أولًا عن رقم لدى المشغّل.</translation>
    </message>
    <message>
        <source>Look whether the number was typed right; otherwise register another one.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>انظر هل كُتب الرقم صحيحًا، وإلا فسجّل رقمًا آخر.</translation>
    </message>
    <message>
        <source>Take another card and register again. Keep this one for the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>خذ بطاقة أخرى وسجّل من جديد. احفظ هذه للمشغّل.</translation>
    </message>
    <message>
        <source>Look whether the phone&apos;s number was read right; otherwise take another phone.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>انظر هل قُرئ رقم الهاتف صحيحًا، وإلا فخذ هاتفًا آخر.</translation>
    </message>
    <message>
        <source>Counter not trusted</source>
        <comment>why the operator said no, a few words</comment>
        <translation>نقطة البيع غير موثوقة</translation>
    </message>
    <message>
        <source>Register nobody here until you have called the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>لا تسجّل أحدًا هنا قبل أن تتصل بالمشغّل.</translation>
    </message>
    <message>
        <source>Registration can&apos;t be read</source>
        <comment>why the operator said no, a few words</comment>
        <translation>تتعذّر قراءة التسجيل</translation>
    </message>
    <message>
        <source>Register the buyer again. If it happens twice, call the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل المشتري من جديد. إن تكرر ذلك فاتصل بالمشغّل.</translation>
    </message>
    <message>
        <source>Picture not clear enough</source>
        <comment>why the operator said no, a few words</comment>
        <translation>صورة غير واضحة كفاية</translation>
    </message>
    <message>
        <source>Register again with more light and a clean lens.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل من جديد بضوء أكثر وعدسة نظيفة.</translation>
    </message>
    <message>
        <source>Scan must be done again</source>
        <comment>why the operator said no, a few words</comment>
        <translation>يجب إعادة المسح</translation>
    </message>
    <message>
        <source>Register the buyer again, with a new scan.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل المشتري من جديد بمسح جديد.</translation>
    </message>
    <message>
        <source>Document number wrong</source>
        <comment>why the operator said no, a few words</comment>
        <translation>رقم الوثيقة خطأ</translation>
    </message>
    <message>
        <source>The buyer brings the document. Compare its number sign by sign.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>يُحضر المشتري الوثيقة. قارن رقمها حرفًا حرفًا.</translation>
    </message>
    <message>
        <source>Number of card, phone or line wrong</source>
        <comment>why the operator said no, a few words</comment>
        <translation>رقم البطاقة أو الجهاز أو الخط خطأ</translation>
    </message>
    <message>
        <source>The buyer brings card and phone. Scan their codes instead of typing.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>يُحضر المشتري البطاقة والهاتف. امسح رمزيهما بدل الكتابة.</translation>
    </message>
    <message>
        <source>Buyer&apos;s consent missing</source>
        <comment>why the operator said no, a few words</comment>
        <translation>موافقة المشتري مفقودة</translation>
    </message>
    <message>
        <source>Register again and let the buyer answer the consent.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>سجّل من جديد ودع المشتري يجيب عن الموافقة.</translation>
    </message>
    <message>
        <source>The buyer brings a guardian, who brings a document.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>يُحضر المشتري وليّه ومع الوليّ وثيقته.</translation>
    </message>
    <message>
        <source>The operator did not accept the registration. The buyer may object.</source>
        <comment>details of a row of the queue; what the clerk does now follows</comment>
        <translation>لم يقبل المشغّل التسجيل. يمكن للمشتري الاعتراض.</translation>
    </message>
</context>
<context>
    <name>Rates</name>
    <message>
        <source>0 of %1, at most %2</source>
        <extracomment>Calibration bench, an error rate: of %1 pairs none went wrong; the true rate is at most %2.</extracomment>
        <translation>لا شيء من %1، على الأكثر %2</translation>
    </message>
    <message>
        <source>%1 of %2: %3 (%4 to %5)</source>
        <extracomment>Calibration bench, an error rate: %1 of %2 pairs, which is %3; the true rate lies between %4 and %5.</extracomment>
        <translation>%1 من %2: ‏%3 (من %4 إلى %5)</translation>
    </message>
</context>
<context>
    <name>ReceiptText</name>
    <message>
        <source>the operator</source>
        <comment>privacy receipt; inside a sentence</comment>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>What was taken</source>
        <comment>privacy receipt, heading</comment>
        <translation>ما الذي أُخذ</translation>
    </message>
    <message>
        <source>From your document: its kind, number and name, and a picture of its portrait. From you: the phone number and the number of the card or phone you buy.</source>
        <comment>privacy receipt</comment>
        <translation>من وثيقتك: نوعها ورقمها والاسم وصورة من صورتها الشخصية. ومنك: رقم الهاتف ورقم البطاقة أو الهاتف الذي تشتريه.</translation>
    </message>
    <message>
        <source>No face scan was made.</source>
        <comment>privacy receipt, the way without a scan</comment>
        <translation>لم يُجرَ فحص للوجه.</translation>
    </message>
    <message>
        <source>The camera looked at your face for some seconds while you did this: %1. Kept of it: one picture of your face, the results of the check, the time, and which camera it was. The film itself was not kept.</source>
        <comment>privacy receipt; %1 is a list of movements</comment>
        <translation>نظرت الكاميرا إلى وجهك بضع ثوانٍ وأنت تفعل الآتي: %1. وحُفظ منها: صورة واحدة لوجهك ونتائج الفحص والوقت والكاميرا المستخدمة. ولم يُحفظ الفيلم نفسه.</translation>
    </message>
    <message>
        <source>What it was compared with</source>
        <comment>privacy receipt, heading</comment>
        <translation>بماذا قورن</translation>
    </message>
    <message>
        <source>Your face was not compared with anything.</source>
        <comment>privacy receipt</comment>
        <translation>لم يُقارن وجهك بشيء.</translation>
    </message>
    <message>
        <source>Your face was compared with the portrait on your own document, and with nobody else. No search among other people was made.</source>
        <comment>privacy receipt</comment>
        <translation>قورن وجهك بالصورة التي في وثيقتك أنت، ولم يُقارن بأحد غيرك. ولم يُجرَ بحث بين أشخاص آخرين.</translation>
    </message>
    <message>
        <source>Result: the same person.</source>
        <comment>privacy receipt</comment>
        <translation>النتيجة: الشخص نفسه.</translation>
    </message>
    <message>
        <source>Result: not certain. A person at the operator looks at it.</source>
        <comment>privacy receipt</comment>
        <translation>النتيجة: غير مؤكدة. ينظر فيها شخص لدى المشغّل.</translation>
    </message>
    <message>
        <source>Result: no match. A person at the operator looks at it.</source>
        <comment>privacy receipt</comment>
        <translation>النتيجة: لا تطابق. ينظر فيها شخص لدى المشغّل.</translation>
    </message>
    <message>
        <source>Who holds it, and how long</source>
        <comment>privacy receipt, heading</comment>
        <translation>من يحتفظ بها وإلى متى</translation>
    </message>
    <message>
        <source>It is sealed for %1. The shop cannot open it again, and its sealed copy is erased from the shop&apos;s computer once %1 has confirmed with a signature that it arrived.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>خُتمت من أجل %1. لا يستطيع المتجر فتحها ثانية، وتُحذف نسختها المختومة من حاسوب المتجر بعد أن يؤكد %1 وصولها بتوقيعه.</translation>
    </message>
    <message>
        <source>Ask %1 how long each part is kept; the law asks for the shortest time that serves the purpose.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>اسأل %1 عن مدة حفظ كل جزء؛ يطلب القانون أقصر مدة تفي بالغرض.</translation>
    </message>
    <message>
        <source>What is sent on, and to whom</source>
        <comment>privacy receipt, heading</comment>
        <translation>ما الذي يُرسل وإلى من</translation>
    </message>
    <message>
        <source>All of it goes to %1. What the telecom rules ask for, %1 reports to the authority. Nothing goes to anyone else from this shop.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation type="vanished">تذهب كلها إلى %1. وما تطلبه قواعد الاتصالات يبلّغه %1 إلى الجهة المختصة. ولا يذهب شيء من هذا المتجر إلى غيره.</translation>
    </message>
    <message>
        <source>The number is pending until the operator has answered.</source>
        <comment>privacy receipt</comment>
        <translation>يبقى الرقم معلّقًا حتى يجيب المشغّل.</translation>
    </message>
    <message>
        <source>How to object</source>
        <comment>privacy receipt, heading</comment>
        <translation>كيف تعترض</translation>
    </message>
    <message>
        <source>You may take back your consent, ask what is held, have it corrected or erased, and ask that a person looks at the result. Until it has been sent, the shop can withdraw it, and everything is erased at once.</source>
        <comment>privacy receipt</comment>
        <translation>يمكنك سحب موافقتك والسؤال عما يُحفظ وطلب تصحيحه أو حذفه وأن ينظر شخص في النتيجة. وقبل الإرسال يستطيع المتجر سحب التسجيل فيُحذف كل شيء فورًا.</translation>
    </message>
    <message>
        <source>Tell %1 the record code and the check code above.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>أعطِ %1 رمز السجل ورمز التحقق المذكورين أعلاه.</translation>
    </message>
    <message>
        <source>Privacy receipt</source>
        <comment>title of the privacy receipt</comment>
        <translation>إيصال الخصوصية</translation>
    </message>
    <message>
        <source>Record %1 · check code %2</source>
        <comment>privacy receipt, below title</comment>
        <translation>السجل %1 · رمز التحقق %2</translation>
    </message>
    <message>
        <source>PRACTICE. This buyer does not exist; this is no registration.</source>
        <comment>privacy receipt</comment>
        <translation>تدريب. هذا المشتري غير موجود، وهذا ليس تسجيلًا.</translation>
    </message>
    <message>
        <source>For the person who decides: why another way than the usual scan was taken. It is sealed like the rest.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>لمن يقرر: لماذا سُلكت طريقة غير المسح المعتاد. وهو مختوم كغيره.</translation>
    </message>
    <message>
        <source>A picture of the document that was shown for it.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>صورة الوثيقة التي أُظهرت لذلك.</translation>
    </message>
    <message>
        <source>Of the guardian: name and document number.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>من ولي الأمر: الاسم ورقم الوثيقة.</translation>
    </message>
    <message>
        <source>Passed on by %1 to %2: that you were checked, the result, your name and the numbers of your document, card and phone. No picture.</source>
        <comment>privacy receipt; %1 is the operator, %2 an authority</comment>
        <translation>يرسل %1 إلى %2: أنه جرى التحقق منك، والنتيجة، واسمك، وأرقام وثيقتك وبطاقتك وهاتفك. من دون أي صورة.</translation>
    </message>
    <message>
        <source>Passed on by %1 to %2: that you were checked, the result, your name, the numbers of your document, card and phone, and the portrait on your document.</source>
        <comment>privacy receipt; %1 is the operator, %2 an authority</comment>
        <translation>يرسل %1 إلى %2: أنه جرى التحقق منك، والنتيجة، واسمك، وأرقام وثيقتك وبطاقتك وهاتفك، وصورتك التي في وثيقتك.</translation>
    </message>
    <message>
        <source>Nothing is passed on to an authority by %1.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>لا يرسل %1 شيئًا إلى أي جهة رسمية.</translation>
    </message>
    <message>
        <source>All of it goes to %1. From this shop nothing goes to anyone else.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>تذهب كلها إلى %1. ولا يذهب شيء من هذا المتجر إلى غيره.</translation>
    </message>
    <message>
        <source>Ground in law: %1</source>
        <comment>privacy receipt; %1 names a law</comment>
        <translation>السند القانوني: %1</translation>
    </message>
    <message>
        <source>What is passed on to an authority stands on the receipt of the day of registration.</source>
        <comment>privacy receipt, printed again later</comment>
        <translation>ما يُرسل إلى جهة رسمية مذكور في إيصال يوم التسجيل.</translation>
    </message>
    <message>
        <source>Passed on on %1.</source>
        <comment>privacy receipt; %1 is a date</comment>
        <translation>أُرسل في %1.</translation>
    </message>
    <message>
        <source>The operator has accepted the registration. The number is being activated.</source>
        <comment>privacy receipt</comment>
        <translation>قبل المشغّل التسجيل. يجري تفعيل الرقم.</translation>
    </message>
    <message>
        <source>The operator has accepted the registration. The number is active.</source>
        <comment>privacy receipt</comment>
        <translation>قبل المشغّل التسجيل. الرقم مفعّل.</translation>
    </message>
    <message>
        <source>The operator has not accepted the registration. You may object, or register again.</source>
        <comment>privacy receipt</comment>
        <translation>لم يقبل المشغّل التسجيل. يمكنك أن تعترض أو أن تسجّل من جديد.</translation>
    </message>
    <message>
        <source>The operator asks you to come back to the shop.</source>
        <comment>privacy receipt</comment>
        <translation>يطلب المشغّل منك العودة إلى المتجر.</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <comment>privacy receipt, heading; printed again later</comment>
        <translation>أين وصل التسجيل</translation>
    </message>
    <message>
        <source>What was taken from you and what it was compared with stands on the receipt of the day of registration. This shop cannot see it any more.</source>
        <comment>privacy receipt, printed again later</comment>
        <translation>ما التُقط منك وما قورن به مذكور في إيصال يوم التسجيل. لم يعد هذا المتجر يستطيع رؤيته.</translation>
    </message>
    <message>
        <source>The pictures are kept until %1.</source>
        <comment>privacy receipt; %1 is a date</comment>
        <translation>تُحفظ الصور حتى %1.</translation>
    </message>
    <message>
        <source>The pictures are erased with the operator&apos;s final answer.</source>
        <comment>privacy receipt</comment>
        <translation>تُمحى الصور مع جواب المشغّل النهائي.</translation>
    </message>
    <message>
        <source>Days that the pictures are kept after the operator&apos;s final answer: %1.</source>
        <comment>privacy receipt; %1 is a number</comment>
        <translation>عدد أيام حفظ الصور بعد جواب المشغّل النهائي: %1.</translation>
    </message>
    <message>
        <source>See whether it is erased: %1</source>
        <comment>privacy receipt; %1 is a web address</comment>
        <translation>انظر هل مُحيت: %1</translation>
    </message>
</context>
<context>
    <name>ResultText</name>
    <message>
        <source>Without a face scan</source>
        <translation>من دون فحص للوجه</translation>
    </message>
    <message>
        <source>Same person, live</source>
        <translation>الشخص نفسه، حاضر</translation>
    </message>
    <message>
        <source>A person will look</source>
        <translation>سينظر فيه شخص</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>لم يُقبل</translation>
    </message>
    <message>
        <source>Saved. The number is pending until the operator answers.</source>
        <translation>حُفظ. يبقى الرقم معلّقًا حتى يجيب المشغّل.</translation>
    </message>
    <message>
        <source>Withdrawn. Everything about this registration was erased here.</source>
        <translation>سُحب. حُذف هنا كل ما يخص هذا التسجيل.</translation>
    </message>
    <message>
        <source>Saved, but it could not be handed to the operator.</source>
        <translation>حُفظ، لكن تعذّر تسليمه إلى المشغّل.</translation>
    </message>
    <message>
        <source>The number is active.</source>
        <translation>الرقم مفعّل.</translation>
    </message>
    <message>
        <source>Accepted by the operator. The number is being activated.</source>
        <translation>قبله المشغّل. يجري تفعيل الرقم.</translation>
    </message>
    <message>
        <source>The operator did not accept the registration.</source>
        <translation>لم يقبل المشغّل التسجيل.</translation>
    </message>
    <message>
        <source>The operator asks the buyer to come back.</source>
        <translation>يطلب المشغّل من المشتري العودة.</translation>
    </message>
    <message>
        <source>Record %1 · erased</source>
        <translation>السجل %1 · محذوف</translation>
    </message>
    <message>
        <source>Record %1 · its sealed copy on this computer is erased.</source>
        <translation>السجل %1 · حُذفت نسخته المختومة من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Record %1 · sealed for the operator; this computer can&apos;t open it any more.</source>
        <translation>السجل %1 · مختوم للمشغّل؛ لم يعد هذا الحاسوب يستطيع فتحه.</translation>
    </message>
    <message>
        <source>not made</source>
        <comment>result page; the face scan</comment>
        <translation>لم يُجرَ</translation>
    </message>
    <message>
        <source>done</source>
        <comment>result page; the movements</comment>
        <translation>تم</translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <comment>result page; the movements</comment>
        <translation>تم في %1 ث</translation>
    </message>
    <message>
        <source>not compared</source>
        <comment>result page</comment>
        <translation>لم يُقارن</translation>
    </message>
    <message>
        <source>same</source>
        <comment>result page; face and portrait</comment>
        <translation>متطابقان</translation>
    </message>
    <message>
        <source>not certain</source>
        <comment>result page; face and portrait</comment>
        <translation>غير مؤكد</translation>
    </message>
    <message>
        <source>no match</source>
        <comment>result page; face and portrait</comment>
        <translation>لا تطابق</translation>
    </message>
    <message>
        <source>saving</source>
        <comment>result page; sent to the operator</comment>
        <translation>يجري الحفظ</translation>
    </message>
    <message>
        <source>waiting</source>
        <comment>result page; sent to the operator</comment>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>waiting, next try %1</source>
        <comment>result page; a time such as in 40 s</comment>
        <translation>في الانتظار، المحاولة التالية %1</translation>
    </message>
    <message>
        <source>sending</source>
        <comment>result page</comment>
        <translation>يُرسل الآن</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <comment>result page</comment>
        <translation>سُحب</translation>
    </message>
    <message>
        <source>receipt verified</source>
        <comment>result page; the operator&apos;s</comment>
        <translation>تُحقق من الإيصال</translation>
    </message>
    <message>
        <source>%1, receipt verified</source>
        <comment>result page; the time the operator received it</comment>
        <translation>%1، تُحقق من الإيصال</translation>
    </message>
    <message>
        <source>set aside</source>
        <comment>result page</comment>
        <translation>وُضع جانبًا</translation>
    </message>
    <message>
        <source>Saved as practice. No number will be registered.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>حُفظ كتدريب. لن يُسجَّل أي رقم.</translation>
    </message>
    <message>
        <source>Sent as practice. No number is registered.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>أُرسل كتدريب. لم يُسجَّل أي رقم.</translation>
    </message>
    <message>
        <source>The operator has it. The number is pending until the operator decides.</source>
        <translation>وصل إلى المشغّل. يبقى الرقم معلّقًا حتى يقرر المشغّل.</translation>
    </message>
    <message>
        <source>, </source>
        <comment>result page; between the movements, with a space where usual</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Well done. This was practice.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>أحسنت. كان هذا تدريبًا.</translation>
    </message>
    <message>
        <source>Nothing was stored and nothing is sent. The receipt below shows what a buyer would get.</source>
        <comment>result page; practice</comment>
        <translation>لم يُحفظ شيء ولن يُرسل شيء. الإيصال أدناه يبيّن ما كان المشتري سيحصل عليه.</translation>
    </message>
    <message>
        <source>not sent: practice</source>
        <comment>result page; sent to the operator</comment>
        <translation>لم يُرسل: تدريب</translation>
    </message>
</context>
<context>
    <name>ScanText</name>
    <message>
        <source>Close your eyes and open them</source>
        <comment>big instruction for the buyer; asks for one slow blink</comment>
        <translation>أغمض عينيك ثم افتحهما</translation>
    </message>
    <message>
        <source>Turn your head to the left</source>
        <comment>big instruction for the buyer; the buyer&apos;s own left</comment>
        <translation>أدر رأسك إلى اليسار</translation>
    </message>
    <message>
        <source>Turn your head to the right</source>
        <comment>big instruction for the buyer; the buyer&apos;s own right</comment>
        <translation>أدر رأسك إلى اليمين</translation>
    </message>
    <message>
        <source>Lift your head</source>
        <comment>big instruction for the buyer</comment>
        <translation>ارفع رأسك</translation>
    </message>
    <message>
        <source>Lower your head</source>
        <comment>big instruction for the buyer</comment>
        <translation>اخفض رأسك</translation>
    </message>
    <message>
        <source>Blink</source>
        <comment>chip in a list of actions</comment>
        <translation>رمشة</translation>
    </message>
    <message>
        <source>Movement %1</source>
        <comment>chip in a list of actions; not asked yet, so only its number is shown</comment>
        <translation>الحركة %1</translation>
    </message>
    <message>
        <source>Turn left</source>
        <comment>chip in a list of actions</comment>
        <translation>إلى اليسار</translation>
    </message>
    <message>
        <source>Turn right</source>
        <comment>chip in a list of actions</comment>
        <translation>إلى اليمين</translation>
    </message>
    <message>
        <source>Look up</source>
        <comment>chip in a list of actions</comment>
        <translation>إلى الأعلى</translation>
    </message>
    <message>
        <source>Look down</source>
        <comment>chip in a list of actions</comment>
        <translation>إلى الأسفل</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <comment>big instruction between two actions of the scan</comment>
        <translation>انظر إلى الأمام</translation>
    </message>
    <message>
        <source>Place your face in the oval</source>
        <comment>big instruction at the start of the scan</comment>
        <translation>ضع وجهك داخل الشكل البيضاوي</translation>
    </message>
    <message>
        <source>Thank you. That&apos;s all.</source>
        <comment>buyer&apos;s screen after a good scan</comment>
        <translation>شكرًا لك. انتهينا.</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <comment>buyer&apos;s screen; the clerk explains</comment>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>Come a little nearer.</source>
        <comment>hint during the scan</comment>
        <translation>اقترب قليلًا.</translation>
    </message>
    <message>
        <source>Move back a little.</source>
        <comment>hint during the scan</comment>
        <translation>ارجع قليلًا.</translation>
    </message>
    <message>
        <source>Move to the middle.</source>
        <comment>hint during the scan</comment>
        <translation>تحرّك إلى الوسط.</translation>
    </message>
    <message>
        <source>More light on the face.</source>
        <comment>hint during the scan</comment>
        <translation>يلزم ضوء أكثر على الوجه.</translation>
    </message>
    <message>
        <source>Less light on the face.</source>
        <comment>hint during the scan</comment>
        <translation>يلزم ضوء أقل على الوجه.</translation>
    </message>
    <message>
        <source>One side is darker. Turn the lamp a little.</source>
        <comment>hint during the scan: light from one side or behind</comment>
        <translation>أحد الجانبين أعتم. أدر المصباح قليلًا.</translation>
    </message>
    <message>
        <source>Hold still.</source>
        <comment>hint during the scan</comment>
        <translation>اثبت.</translation>
    </message>
    <message>
        <source>Look straight ahead.</source>
        <comment>hint during the scan</comment>
        <translation>انظر إلى الأمام.</translation>
    </message>
    <message>
        <source>Show both eyes. Take off dark glasses.</source>
        <comment>hint during the scan</comment>
        <translation>أظهر العينين. اخلع النظارة الداكنة.</translation>
    </message>
    <message>
        <source>Uncover the face: mask, scarf or hand.</source>
        <comment>hint during the scan</comment>
        <translation>اكشف الوجه: الكمامة أو الوشاح أو اليد.</translation>
    </message>
    <message>
        <source>Only the buyer in the picture, please.</source>
        <comment>hint during the scan</comment>
        <translation>المشتري وحده في الصورة من فضلك.</translation>
    </message>
    <message>
        <source>to come</source>
        <comment>state of an action</comment>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>now</source>
        <comment>state of an action</comment>
        <translation>الآن</translation>
    </message>
    <message>
        <source>done</source>
        <comment>state of an action</comment>
        <translation>تم</translation>
    </message>
    <message>
        <source>not done</source>
        <comment>state of an action</comment>
        <translation>لم تتم</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>just now</source>
        <extracomment>Status bar: the operator was reached less than a minute ago.</extracomment>
        <translation>الآن</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <extracomment>Status bar: minutes since the operator was reached. %1 is a number.</extracomment>
        <translation>قبل %1 د</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <extracomment>Status bar: hours since the operator was reached. %1 is a number.</extracomment>
        <translation>قبل %1 س</translation>
    </message>
    <message>
        <source>No camera</source>
        <extracomment>Status bar.</extracomment>
        <translation>لا توجد كاميرا</translation>
    </message>
    <message>
        <source>Camera is starting</source>
        <extracomment>Status bar.</extracomment>
        <translation>الكاميرا تبدأ العمل</translation>
    </message>
    <message>
        <source>Camera ready · %1 fps</source>
        <extracomment>Status bar. %1 is the number of pictures a second.</extracomment>
        <translation>الكاميرا جاهزة · %1 صورة/ث</translation>
    </message>
    <message>
        <source>Camera lost. Check its plug.</source>
        <extracomment>Status bar: the camera was unplugged or stopped.</extracomment>
        <translation>انقطعت الكاميرا. تحقق من قابسها.</translation>
    </message>
    <message>
        <source>This camera can&apos;t be used</source>
        <extracomment>Status bar: the camera is too slow or too small, or another program has it.</extracomment>
        <translation>لا يمكن استعمال هذه الكاميرا</translation>
    </message>
    <message>
        <source>Practice buyer</source>
        <extracomment>Status bar: a made-up buyer takes the camera&apos;s place.</extracomment>
        <translation>مشترٍ للتدريب</translation>
    </message>
    <message>
        <source>Light is good</source>
        <extracomment>Status bar.</extracomment>
        <translation>الإضاءة جيدة</translation>
    </message>
    <message>
        <source>Too dark</source>
        <extracomment>Status bar.</extracomment>
        <translation>معتم جدًا</translation>
    </message>
    <message>
        <source>Too bright</source>
        <extracomment>Status bar.</extracomment>
        <translation>ساطع جدًا</translation>
    </message>
    <message>
        <source>Light from one side</source>
        <extracomment>Status bar.</extracomment>
        <translation>الضوء من جهة واحدة</translation>
    </message>
    <message>
        <source>Operator not reached yet</source>
        <extracomment>Status bar: since the program was installed.</extracomment>
        <translation>لم يتم الاتصال بالمشغّل بعد</translation>
    </message>
    <message>
        <source>Operator reached %1</source>
        <extracomment>Status bar. %1 is &quot;just now&quot;, &quot;2 min ago&quot; and so on.</extracomment>
        <translation>آخر اتصال بالمشغّل: %1</translation>
    </message>
    <message>
        <source>Operator reached</source>
        <extracomment>Status bar.</extracomment>
        <translation>تم الاتصال بالمشغّل</translation>
    </message>
    <message>
        <source>No connection · last %1</source>
        <extracomment>Status bar: no connection; %1 is when there was one (&quot;2 min ago&quot;).</extracomment>
        <translation>لا اتصال · آخر مرة: %1</translation>
    </message>
    <message>
        <source>No connection to the operator</source>
        <extracomment>Status bar.</extracomment>
        <translation>لا اتصال بالمشغّل</translation>
    </message>
    <message>
        <source>The operator refuses this counter</source>
        <extracomment>Status bar: the operator answers but does not accept this counter.</extracomment>
        <translation>يرفض المشغّل نقطة البيع هذه</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to send</source>
        <extracomment>Status bar: number of registrations that wait to be sent to the operator.</extracomment>
        <translation>
            <numerusform>لا شيء ينتظر الإرسال</numerusform>
            <numerusform>تسجيل واحد ينتظر الإرسال</numerusform>
            <numerusform>تسجيلان ينتظران الإرسال</numerusform>
            <numerusform>%n تسجيلات تنتظر الإرسال</numerusform>
            <numerusform>%n تسجيلًا ينتظر الإرسال</numerusform>
            <numerusform>%n تسجيل ينتظر الإرسال</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <extracomment>Status bar: no registration waits.</extracomment>
        <translation>لا شيء ينتظر</translation>
    </message>
    <message>
        <source>Try %1 of %2</source>
        <extracomment>Status bar during a scan: which of the allowed tries this is.</extracomment>
        <translation>المحاولة %1 من %2</translation>
    </message>
    <message>
        <source>%1, not checked yet</source>
        <extracomment>Status bar: the computer&apos;s time %1; the operator has never said what time it is.</extracomment>
        <translation>%1، لم تُراجَع بعد</translation>
    </message>
    <message>
        <source>The operator tells the time at the first contact. Until then look whether the computer&apos;s clock is right.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>يخبر المشغّل بالوقت عند أول اتصال. إلى ذلك الحين تأكد من صحة ساعة الحاسوب.</translation>
    </message>
    <message>
        <source>%1 is slow: set the clock</source>
        <extracomment>Status bar: the computer&apos;s time %1 is too early.</extracomment>
        <translation>%1 متأخرة: اضبط الساعة</translation>
    </message>
    <message>
        <source>The computer&apos;s clock shows a time that has passed. Nothing is lost. Set it in the computer&apos;s settings.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>تعرض ساعة الحاسوب وقتًا قد مضى. لم يضع شيء. اضبطها في إعدادات الحاسوب.</translation>
    </message>
    <message>
        <source>%1 is fast: set the clock</source>
        <extracomment>Status bar: the computer&apos;s time %1 is too late.</extracomment>
        <translation>%1 متقدمة: اضبط الساعة</translation>
    </message>
    <message>
        <source>The operator&apos;s clock is behind this computer&apos;s. Nothing is lost. Set it in the computer&apos;s settings.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>ساعة المشغّل متأخرة عن ساعة هذا الحاسوب. لم يضع شيء. اضبطها في إعدادات الحاسوب.</translation>
    </message>
</context>
<context>
    <name>StickText</name>
    <message>
        <source>Done.</source>
        <comment>USB stick: the end</comment>
        <translation>تم.</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays on the stick.</source>
        <comment>USB stick: the end</comment>
        <translation>توقف. ما نُسخ يبقى على الذاكرة.</translation>
    </message>
    <message>
        <source>The stick is full. Take a larger one, or make room on it, and copy again.</source>
        <comment>USB stick: the end</comment>
        <translation>الذاكرة ممتلئة. خذ أكبر منها أو أفرغ مكانًا عليها ثم انسخ من جديد.</translation>
    </message>
    <message>
        <source>The stick is locked: nothing can be written on it. Take another one.</source>
        <comment>USB stick: the end</comment>
        <translation>الذاكرة مقفلة: لا يمكن الكتابة عليها. خذ غيرها.</translation>
    </message>
    <message>
        <source>The stick was pulled too early. Nothing is lost: put it in again and repeat.</source>
        <comment>USB stick: the end</comment>
        <translation>نُزعت الذاكرة مبكرًا. لم يضع شيء: أدخلها من جديد وكرر.</translation>
    </message>
    <message>
        <source>The stick can&apos;t be read or written. Try again, or take another one.</source>
        <comment>USB stick: the end</comment>
        <translation>تعذرت القراءة من الذاكرة أو الكتابة عليها. حاول من جديد أو خذ غيرها.</translation>
    </message>
    <message>
        <source>Looking for the operator&apos;s answers on the stick…</source>
        <comment>USB stick: under way</comment>
        <translation>يُبحث عن أجوبة المشغّل على الذاكرة…</translation>
    </message>
    <message>
        <source>Copied %1 of %2. Leave the stick in.</source>
        <comment>USB stick: under way; numbers</comment>
        <translation>نُسخ %1 من %2. اترك الذاكرة في مكانها.</translation>
    </message>
    <message>
        <source>Finishing. Leave the stick in.</source>
        <comment>USB stick: under way</comment>
        <translation>يُنهى العمل. اترك الذاكرة في مكانها.</translation>
    </message>
    <message>
        <source>The stick may be pulled now.</source>
        <comment>USB stick: the end</comment>
        <translation>يمكن نزع الذاكرة الآن.</translation>
    </message>
    <message>
        <source>Receipts of the operator taken in: %1. Their data was erased here.</source>
        <comment>USB stick: a count</comment>
        <translation>أُخذت إيصالات المشغّل: %1. مُحيت بياناتها هنا.</translation>
    </message>
    <message>
        <source>Not taken by the operator: %1. The queue says which.</source>
        <comment>USB stick: a count</comment>
        <translation>لم يأخذ المشغّل: %1. تقول القائمة أيها.</translation>
    </message>
    <message>
        <source>Copied to the stick: %1. They stay here until their receipts are back.</source>
        <comment>USB stick: a count</comment>
        <translation>نُسخ إلى الذاكرة: %1. تبقى هنا حتى تعود إيصالاتها.</translation>
    </message>
    <message>
        <source>Nothing waits. A short sealed message to the operator was written.</source>
        <comment>USB stick: a count</comment>
        <translation>لا شيء ينتظر. كُتبت رسالة قصيرة مختومة للمشغّل.</translation>
    </message>
    <message>
        <source>On a stick since before, not written again: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>على ذاكرة من قبل ولم تُكتب من جديد: %1.</translation>
    </message>
    <message>
        <source>Still on no stick: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>ليست على أي ذاكرة بعد: %1.</translation>
    </message>
    <message>
        <source>Answers for other counters, left on the stick: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>أجوبة لنقاط بيع أخرى تُركت على الذاكرة: %1.</translation>
    </message>
    <message>
        <source>Files that can&apos;t be used: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>ملفات لا يمكن استعمالها: %1.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::BuyerWindow</name>
    <message>
        <source>Countersign: buyer&apos;s screen</source>
        <translation>Countersign: شاشة المشتري</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CalibrationPage</name>
    <message>
        <source>Folder for the report</source>
        <extracomment>Calibration bench: title of the folder choice.</extracomment>
        <translation>مجلد التقرير</translation>
    </message>
    <message>
        <source>List of pictures</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>قائمة الصور</translation>
    </message>
    <message>
        <source>Lists (*.tsv *.txt);;All files (*)</source>
        <translation>قوائم (*.tsv *.txt);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Folder of pictures, one folder a person</source>
        <extracomment>Calibration bench: title of the folder choice.</extracomment>
        <translation>مجلد صور، لكل شخص مجلد</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <extracomment>Calibration bench: while a list or folder is being looked at.</extracomment>
        <translation>تُقرأ القائمة…</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 pictures. What is done is kept; Go on does the rest.</source>
        <extracomment>Calibration bench: after Stop. %1 of %2 pictures.</extracomment>
        <translation>توقّف بعد %1 من %2 صورة. ما أُنجز محفوظ، و«متابعة» تكمل الباقي.</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <extracomment>Calibration bench: %1 is a folder.</extracomment>
        <translation>التقرير في %1.</translation>
    </message>
    <message>
        <source>Policy %1 is signed: %2. The gateway takes it with countersign-operator set-policy, counters with countersign --take-policy.</source>
        <extracomment>Calibration bench: %1 is a number, %2 a file. Leave the names of commands as they are.</extracomment>
        <translation>وُقّعت السياسة %1: ‏%2. تأخذها البوابة بالأمر countersign-operator set-policy ونقاط البيع بالأمر countersign --take-policy.</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Calibration bench: the bold button; the second one while a stopped run is there.</extracomment>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>قياس</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Calibration bench: stops the run; what is done is kept.</extracomment>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Other pictures</source>
        <extracomment>Calibration bench: back to the choice of pictures.</extracomment>
        <translation>صور أخرى</translation>
    </message>
    <message>
        <source>Sign a policy…</source>
        <extracomment>Calibration bench: the bold button under the results.</extracomment>
        <translation>توقيع سياسة…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Sign and save…</source>
        <extracomment>Calibration bench: the bold button of the form.</extracomment>
        <translation>توقيع وحفظ…</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <extracomment>Calibration bench: what a list holds.</extracomment>
        <translation>الصور: %1</translation>
    </message>
    <message>
        <source>%1 people</source>
        <translation>الأشخاص: %1</translation>
    </message>
    <message>
        <source>%1 pairs</source>
        <extracomment>Calibration bench: what a list holds. %1 is a number of pairs.</extracomment>
        <translation>الأزواج: %1</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <extracomment>Calibration bench: what a list holds. %1 are names.</extracomment>
        <translation>المجموعات: %1</translation>
    </message>
    <message>
        <source>no groups named</source>
        <translation>بلا مجموعات مسماة</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Calibration bench: the first second of a run.</extracomment>
        <translation>يبدأ…</translation>
    </message>
    <message>
        <source>%1 of %2 pictures</source>
        <extracomment>Calibration bench, during the run: %1 of %2.</extracomment>
        <translation>%1 من %2 صورة</translation>
    </message>
    <message>
        <source>without a usable face: %1</source>
        <extracomment>Calibration bench, during the run: %1 is a number.</extracomment>
        <translation>بلا وجه صالح: %1</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <extracomment>Calibration bench, during the run: %1 is a number of minutes.</extracomment>
        <translation>بقي نحو %1 دقيقة</translation>
    </message>
    <message>
        <source>Same from %1, different below %2</source>
        <extracomment>Calibration bench: limits of a likeness between 0 and 1. %1 and %2 are such numbers.</extracomment>
        <translation>الشخص نفسه من %1، ومختلف دون %2</translation>
    </message>
    <message>
        <source>As shipped with these models. A policy can only be stricter.</source>
        <extracomment>Calibration bench: about the limits that came with the program.</extracomment>
        <translation>كما تأتي مع هذه النماذج. لا تكون السياسة إلا أشد.</translation>
    </message>
    <message>
        <source>These pictures would allow %1; the shipped limit is stricter and stays.</source>
        <extracomment>Calibration bench. %1 is a likeness between 0 and 1.</extracomment>
        <translation>تسمح هذه الصور بـ %1؛ الحد المرفق أشد فيبقى.</translation>
    </message>
    <message>
        <source>“Same” is set by the group that needs it strictest: %1.</source>
        <extracomment>Calibration bench. %1 is the name of a group.</extracomment>
        <translation>«الشخص نفسه» تحدّده أشد المجموعات حاجة: %1.</translation>
    </message>
    <message>
        <source>“Different” is set by: %1.</source>
        <extracomment>Calibration bench. %1 is the name of a group.</extracomment>
        <translation>«مختلف» تحدّده: %1.</translation>
    </message>
    <message>
        <source>Too few pairs in a group to say how likely a likeness is; the policy holds the limits only.</source>
        <translation>أزواج المجموعات أقل من أن تُظهر احتمال التشابه؛ السياسة تحوي الحدود فقط.</translation>
    </message>
    <message>
        <source>No limits for these rates</source>
        <extracomment>Calibration bench: no limits can be proposed.</extracomment>
        <translation>لا حدود لهذه المعدلات</translation>
    </message>
    <message>
        <source>Pictures without a usable face: %1; the report names them.</source>
        <translation>صور بلا وجه صالح: %1؛ التقرير يسمّيها.</translation>
    </message>
    <message>
        <source>1 in %1</source>
        <extracomment>Calibration bench, a rate: %1 is 10,000 or another such number.</extracomment>
        <translation>واحد من %1</translation>
    </message>
    <message>
        <source>Calibration bench</source>
        <extracomment>Calibration bench: title. For the operator&apos;s staff, not for shops.</extracomment>
        <translation>منصة المعايرة</translation>
    </message>
    <message>
        <source>How well faces are matched on labelled pictures of yours. Pairs are compared; nobody is searched for.</source>
        <translation>مدى صحة مطابقة الوجوه على صوركم الموسومة. تُقارن أزواج فقط، ولا يُبحث عن أحد.</translation>
    </message>
    <message>
        <source>Pictures to measure with</source>
        <translation>صور القياس</translation>
    </message>
    <message>
        <source>Choose a list…</source>
        <extracomment>Calibration bench: button that opens a file choice.</extracomment>
        <translation>اختيار قائمة…</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>لم يُختر شيء</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <extracomment>Calibration bench: button that opens a folder choice.</extracomment>
        <translation>اختيار مجلد…</translation>
    </message>
    <message>
        <source>A list has tabs between its columns and names them in its first line: path, identity, group; or a, b, same, group for pairs. A folder has one folder a person, or one folder a group with those in it.</source>
        <translation>تفصل علامات الجدولة أعمدة القائمة، وسطرها الأول أسماؤها: path وidentity وgroup؛ أو a وb وsame وgroup للأزواج. وفي المجلد مجلد لكل شخص، أو مجلد لكل مجموعة فيه تلك.</translation>
    </message>
    <message>
        <source>Pictures stay where they are. While a run is unfinished, the numbers made of the faces are kept on this computer so that it can go on; when it ends they are erased.</source>
        <translation>تبقى الصور في مكانها. ما دام القياس غير مكتمل تُحفظ أرقام الوجوه في هذا الحاسوب ليُتابَع، وتُمحى عند انتهائه.</translation>
    </message>
    <message>
        <source>Erase what is kept</source>
        <extracomment>Calibration bench: erases what a stopped run left.</extracomment>
        <translation>محو المحفوظ</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>حفظ التقرير…</translation>
    </message>
    <message>
        <source>Highest error rates, in every group</source>
        <translation>أعلى معدلات خطأ، في كل مجموعة</translation>
    </message>
    <message>
        <source>Two people taken for one</source>
        <translation>عُدّ شخصان واحدًا</translation>
    </message>
    <message>
        <source>One person called different</source>
        <translation>عُدّ الشخص مختلفًا</translation>
    </message>
    <message>
        <source>For these rates</source>
        <extracomment>Calibration bench: which limits the table and the dots are for.</extracomment>
        <translation>لهذه المعدلات</translation>
    </message>
    <message>
        <source>As shipped</source>
        <extracomment>Calibration bench: which limits the table and the dots are for.</extracomment>
        <translation>كما أُرفقت</translation>
    </message>
    <message>
        <source>Curve of false matches against misses; the table below has the numbers</source>
        <extracomment>Calibration bench: name of the drawing for screen readers; the table says the same in numbers.</extracomment>
        <translation>منحنى المطابقات الخاطئة مقابل الفائتة؛ الأرقام في الجدول أدناه</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CameraCheckPage</name>
    <message>
        <source>Stop the check</source>
        <extracomment>Camera check: the bold button while a check runs.</extracomment>
        <translation>أوقف الفحص</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>افحص مرة أخرى</translation>
    </message>
    <message>
        <source>Start the check</source>
        <translation>ابدأ الفحص</translation>
    </message>
    <message>
        <source>It takes twenty seconds.</source>
        <extracomment>Camera check: before it begins.</extracomment>
        <translation>يستغرق عشرين ثانية.</translation>
    </message>
    <message>
        <source>Nobody needs to sit there. Switch on the light as on a working day and leave the camera alone.</source>
        <extracomment>Camera check: before it begins.</extracomment>
        <translation>لا حاجة إلى أن يجلس أحد هناك. أضئ المكان كما في يوم عمل واترك الكاميرا.</translation>
    </message>
    <message>
        <source>Looking at camera and light …</source>
        <extracomment>Camera check: while it runs.</extracomment>
        <translation>جارٍ فحص الكاميرا والإضاءة …</translation>
    </message>
    <message>
        <source>Of the pictures only a few numbers stay, and never one of a person.</source>
        <extracomment>Camera check: while it runs.</extracomment>
        <translation>لا يبقى من الصور إلا بضعة أرقام، ولا تبقى صورة لأحد أبدًا.</translation>
    </message>
    <message>
        <source>No picture comes from the camera.</source>
        <extracomment>Camera check: it was stopped.</extracomment>
        <translation>لا تصل أي صورة من الكاميرا.</translation>
    </message>
    <message>
        <source>Plug it out and in again, or choose another one (F7).</source>
        <extracomment>Camera check: it was stopped; what to do.</extracomment>
        <translation>افصلها ثم صلها من جديد، أو اختر كاميرا أخرى (F7).</translation>
    </message>
    <message>
        <source>Camera and light are good.</source>
        <translation>الكاميرا والإضاءة جيدتان.</translation>
    </message>
    <message>
        <source>Something should be put right before buyers come.</source>
        <translation>هناك ما ينبغي إصلاحه قبل مجيء المشترين.</translation>
    </message>
    <message>
        <source>Compared with the state that was kept as good.</source>
        <translation>قورنت بالحالة المحفوظة كحالة جيدة.</translation>
    </message>
    <message>
        <source>There is no good state to compare with yet. If scans work well now, keep this one.</source>
        <extracomment>Camera check: under the result.</extracomment>
        <translation>لا توجد بعد حالة جيدة للمقارنة. إن كان المسح يعمل جيدًا الآن فاحفظ هذه الحالة.</translation>
    </message>
    <message>
        <source>Good</source>
        <extracomment>Camera check: chip beside one thing that was looked at.</extracomment>
        <translation>جيد</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>يحتاج إلى إصلاح</translation>
    </message>
    <message>
        <source>Kept as the good state of this camera.</source>
        <extracomment>Camera check: after the state was kept as the good one.</extracomment>
        <translation>حُفظت كحالة جيدة لهذه الكاميرا.</translation>
    </message>
    <message>
        <source>Camera and light</source>
        <extracomment>Camera check: title.</extracomment>
        <translation>الكاميرا والإضاءة</translation>
    </message>
    <message>
        <source>A short check in the morning saves buyers a second try.</source>
        <extracomment>Camera check: under the title.</extracomment>
        <translation>فحص قصير في الصباح يغني المشترين عن محاولة ثانية.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>لا توجد صورة</translation>
    </message>
    <message>
        <source>Keep as the good state</source>
        <extracomment>Camera check: keeps what was measured as how it should be.</extracomment>
        <translation>احفظها كحالة جيدة</translation>
    </message>
    <message>
        <source>Earlier checks</source>
        <extracomment>Camera check: heading of the list of earlier checks.</extracomment>
        <translation>فحوص سابقة</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <extracomment>Camera check: name of the progress bar for screen readers.</extracomment>
        <translation>تقدّم الفحص</translation>
    </message>
    <message>
        <source>There is no good state to compare with yet. A supervisor or a technician keeps one.</source>
        <translation>لا توجد حالة جيدة للمقارنة بعد. يحفظها مشرف أو فني.</translation>
    </message>
    <message>
        <source>No camera is plugged in.</source>
        <extracomment>Camera check: it can&apos;t begin.</extracomment>
        <translation>لا توجد كاميرا موصولة.</translation>
    </message>
    <message>
        <source>Plug one in and check again.</source>
        <extracomment>Camera check: it can&apos;t begin; what to do.</extracomment>
        <translation>وصّل واحدة ثم افحص مجددًا.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CamerasPage</name>
    <message>
        <source>Cameras</source>
        <extracomment>Choice of cameras: heading of the list of real cameras.</extracomment>
        <translation>الكاميرات</translation>
    </message>
    <message>
        <source>None found. Plug one in; it appears here by itself.</source>
        <extracomment>Choice of cameras: instead of a list.</extracomment>
        <translation>لم توجد أي كاميرا. أوصل واحدة فتظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>A program, not a camera. The operator may not accept it.</source>
        <extracomment>Choice of cameras: a camera that is only a program.</extracomment>
        <translation>برنامج وليس كاميرا. قد لا يقبله المشغّل.</translation>
    </message>
    <message>
        <source>%1 (in use)</source>
        <extracomment>Choice of cameras: %1 is the name of the camera that is in use.</extracomment>
        <translation>%1 (قيد الاستعمال)</translation>
    </message>
    <message>
        <source>Practice, with buyers who don&apos;t exist</source>
        <extracomment>Choice of cameras: heading of the list of practice buyers, people who don&apos;t exist.</extracomment>
        <translation>تدريب مع مشترين غير حقيقيين</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera. Everything is marked as practice until you choose a camera again.</source>
        <extracomment>Choice of cameras: above the picture, while a practice buyer is selected.</extracomment>
        <translation type="vanished">يعرض التدريب مشتريًا مرسومًا بدل الكاميرا. يُعلَّم كل شيء على أنه تدريب حتى تختار كاميرا من جديد.</translation>
    </message>
    <message>
        <source>The camera is remembered by what it is and where it is plugged in.</source>
        <extracomment>Choice of cameras: above the picture.</extracomment>
        <translation>تُحفظ الكاميرا بنوعها وبموضع توصيلها.</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Choice of cameras: title.</extracomment>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Put it at eye height, the light in front of the buyer.</source>
        <extracomment>Choice of cameras: under the title.</extracomment>
        <translation>ضعها بمستوى العينين والضوء أمام المشتري.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>لا صورة</translation>
    </message>
    <message>
        <source>Use this one</source>
        <extracomment>Choice of cameras: the bold button.</extracomment>
        <translation>استعمل هذه</translation>
    </message>
    <message>
        <source>Search again</source>
        <extracomment>Choice of cameras: looks for cameras again.</extracomment>
        <translation>ابحث من جديد</translation>
    </message>
    <message>
        <source>Cameras and practice buyers</source>
        <extracomment>Choice of cameras: name of the list for screen readers.</extracomment>
        <translation>الكاميرات ومشترو التدريب</translation>
    </message>
    <message>
        <source>Does as asked</source>
        <comment>what a practice buyer does</comment>
        <translation>يفعل كما يُطلب منه</translation>
    </message>
    <message>
        <source>Does nothing</source>
        <comment>what a practice buyer does</comment>
        <translation>لا يفعل شيئًا</translation>
    </message>
    <message>
        <source>Is slow</source>
        <comment>what a practice buyer does</comment>
        <translation>بطيء</translation>
    </message>
    <message>
        <source>Moves before being asked</source>
        <comment>what a practice buyer does</comment>
        <translation>يتحرك قبل أن يُطلب منه</translation>
    </message>
    <message>
        <source>Turns to the other side</source>
        <comment>what a practice buyer does</comment>
        <translation>يستدير إلى الجهة الأخرى</translation>
    </message>
    <message>
        <source>Closes one eye only</source>
        <comment>what a practice buyer does</comment>
        <translation>يغمض عينًا واحدة فقط</translation>
    </message>
    <message>
        <source>Lets another person sit down</source>
        <comment>what a practice buyer does</comment>
        <translation>يدع شخصًا آخر يجلس مكانه</translation>
    </message>
    <message>
        <source>Holds up a picture</source>
        <comment>what a practice buyer does</comment>
        <translation>يرفع صورة</translation>
    </message>
    <message>
        <source>Can&apos;t close the eyes</source>
        <comment>what a practice buyer does</comment>
        <translation>لا يستطيع إغماض عينيه</translation>
    </message>
    <message>
        <source>Can&apos;t turn the head</source>
        <comment>what a practice buyer does</comment>
        <translation>لا يستطيع إدارة الرأس</translation>
    </message>
    <message>
        <source>Keeps the eyes closed</source>
        <comment>what a practice buyer does</comment>
        <translation>يبقي عينيه مغمضتين</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera, until you choose a camera again. Nothing is stored and nothing is sent.</source>
        <extracomment>Choice of cameras: above the picture, while a practice buyer is selected.</extracomment>
        <translation>يعرض التدريب مشتريًا مرسومًا بدل الكاميرا إلى أن تختار كاميرا من جديد. لا يُحفظ شيء ولا يُرسل شيء.</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera, until you choose a camera again. What is registered is marked as practice and sent.</source>
        <translation>يعرض التدريب مشتريًا مرسومًا بدل الكاميرا إلى أن تختار كاميرا من جديد. ما يُسجَّل يوسم بأنه تدريب ويُرسل.</translation>
    </message>
    <message>
        <source>What the practice buyer does</source>
        <extracomment>Choice of cameras: label of a list of habits of a practice buyer.</extracomment>
        <translation>ما يفعله مشتري التدريب</translation>
    </message>
    <message>
        <source>Check camera and light</source>
        <extracomment>Choice of cameras: opens the camera and light doctor.</extracomment>
        <translation>افحص الكاميرا والإضاءة</translation>
    </message>
    <message>
        <source>A supervisor or a technician chooses another camera. Where no camera works, everybody may choose a real one.</source>
        <extracomment>Choice of cameras: above the picture, where whoever looks may not choose the selected camera.</extracomment>
        <translation>يختار كاميرا أخرى مشرف أو فني. وحيث لا تعمل أي كاميرا يحق للجميع اختيار كاميرا حقيقية.</translation>
    </message>
    <message>
        <source>%1 (in use: %2)</source>
        <extracomment>Choice of cameras: %1 is the practice buyer in use, %2 what he or she does: &quot;Is slow&quot;.</extracomment>
        <translation>%1 (قيد الاستعمال: %2)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CauseView</name>
    <message>
        <source>The picture with the cause drawn on it: %1</source>
        <comment>for screen readers; a few words</comment>
        <translation>الصورة وعليها السبب: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ClerksPage</name>
    <message>
        <source>%1 can sign in now.</source>
        <extracomment>Page of clerks. %1 is a name.</extracomment>
        <translation>يستطيع %1 تسجيل الدخول الآن.</translation>
    </message>
    <message>
        <source>%1 was changed.</source>
        <extracomment>Page of clerks. %1 is a name.</extracomment>
        <translation>تم تغيير %1.</translation>
    </message>
    <message>
        <source>%1 was removed and can&apos;t sign in any more.</source>
        <extracomment>Page of clerks. %1 is the id of a clerk.</extracomment>
        <translation>أُزيل %1 ولم يعد يستطيع تسجيل الدخول.</translation>
    </message>
    <message>
        <source>Your PIN is changed. Use the new one from now on.</source>
        <extracomment>Page of clerks.</extracomment>
        <translation>تغيّر رمزك السري. استخدم الجديد من الآن.</translation>
    </message>
    <message>
        <source>The present PIN is not right.</source>
        <extracomment>Page of clerks, after the present PIN was typed to change it.</extracomment>
        <translation>الرمز السري الحالي غير صحيح.</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s.</source>
        <extracomment>Page of clerks: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>محاولات كثيرة. الرجاء الانتظار %1 ث.</translation>
    </message>
    <message>
        <source>Only a supervisor does this.</source>
        <extracomment>Page of clerks: what somebody wanted to do is for another role.</extracomment>
        <translation>لا يفعل هذا إلا مشرف.</translation>
    </message>
    <message>
        <source>One moment, then try again.</source>
        <extracomment>Page of clerks: the list is being written, or a PIN checked.</extracomment>
        <translation>لحظة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Page of clerks, in the list: the id and the role.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · switched off by the operator</source>
        <extracomment>Page of clerks, in the list: %1 is the id; the operator lets this clerk in nowhere.</extracomment>
        <translation>%1 · أوقفه المشغّل</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <extracomment>Page of clerks, in the list: %1 is the name of who is signed in.</extracomment>
        <translation>%1 (أنت)</translation>
    </message>
    <message>
        <source>New clerk</source>
        <extracomment>Page of clerks: title of the form for a new one.
----------
Page of clerks: button.</extracomment>
        <translation>موظف جديد</translation>
    </message>
    <message>
        <source>A supervisor adds clerks, changes roles, gives new PINs and removes.</source>
        <extracomment>Page of clerks: what whoever is signed in may not do, and who may.</extracomment>
        <translation>المشرف يضيف الموظفين ويغيّر الأدوار ويعطي رموزًا جديدة ويزيل.</translation>
    </message>
    <message>
        <source>This is you. Another supervisor changes your role or removes you.</source>
        <extracomment>Page of clerks: about the own entry of a supervisor.</extracomment>
        <translation>هذا أنت. مشرف آخر يغيّر دورك أو يزيلك.</translation>
    </message>
    <message>
        <source>This is you. A supervisor changes roles; your PIN you change yourself.</source>
        <extracomment>Page of clerks: about the own entry of a clerk.</extracomment>
        <translation>هذا أنت. المشرف يغيّر الأدوار؛ ورمزك السري تغيّره بنفسك.</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Page of clerks: the label of the field for a PIN that replaces the present one.</extracomment>
        <translation>الرمز السري</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>الرمز السري الجديد</translation>
    </message>
    <message>
        <source>PIN again</source>
        <extracomment>Page of clerks: label of a field; the same digits a second time.</extracomment>
        <translation>الرمز السري مرة أخرى</translation>
    </message>
    <message>
        <source>New PIN again</source>
        <translation>الرمز الجديد مرة أخرى</translation>
    </message>
    <message>
        <source>4 to 12 digits; empty: the PIN stays as it is</source>
        <extracomment>Page of clerks: under the field PIN of another clerk.</extracomment>
        <translation>من 4 إلى 12 رقمًا؛ فارغًا يبقى الرمز كما هو</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <translation>من 4 إلى 12 رقمًا</translation>
    </message>
    <message>
        <source>Add this clerk</source>
        <extracomment>Page of clerks: the bold button for a new clerk.</extracomment>
        <translation>إضافة هذا الموظف</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>تغيير رمزي السري</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>حفظ التغييرات</translation>
    </message>
    <message>
        <source>This id is taken.</source>
        <extracomment>Page of clerks: under the field for the id.</extracomment>
        <translation>هذا المعرّف مستخدم.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <extracomment>Page of clerks: under the field for the PIN a second time.</extracomment>
        <translation>الاثنان غير متطابقين.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <extracomment>Page of clerks: a question. %1 is a name.</extracomment>
        <translation>إزالة %1؟</translation>
    </message>
    <message>
        <source>This clerk can&apos;t sign in here any more. What was registered stays as it is, with the clerk&apos;s id.</source>
        <extracomment>Page of clerks: below that question.</extracomment>
        <translation>لن يستطيع هذا الموظف تسجيل الدخول هنا. ما سُجّل يبقى كما هو بمعرّف الموظف.</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Page of clerks: answer to the question.
----------
Page of clerks: button; a question follows.</extracomment>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Page of clerks: answer to the question.</extracomment>
        <translation>إبقاء</translation>
    </message>
    <message>
        <source>Clerks</source>
        <extracomment>Page of clerks: title.</extracomment>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Who may sign in at this counter, and as what.</source>
        <extracomment>Page of clerks: under the title.</extracomment>
        <translation>من يحق له تسجيل الدخول هنا وبأي دور.</translation>
    </message>
    <message>
        <source>Clerks of this counter</source>
        <extracomment>Page of clerks: name of the list for screen readers.</extracomment>
        <translation>موظفو هذه النقطة</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _; it can&apos;t be changed later</source>
        <extracomment>Page of clerks: under the field for the id.</extracomment>
        <translation>أحرف لاتينية صغيرة وأرقام و - و _؛ لا يمكن تغييره لاحقًا</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>As shown at the top of the window</source>
        <extracomment>Page of clerks: under the field for the name.</extracomment>
        <translation>كما يظهر أعلى النافذة</translation>
    </message>
    <message>
        <source>Present PIN</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>الرمز السري الحالي</translation>
    </message>
    <message>
        <source>Role</source>
        <extracomment>Page of clerks: label of a choice.</extracomment>
        <translation>الدور</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CodeScanDialog</name>
    <message>
        <source>Scan a code</source>
        <extracomment>Title of the window in which a bar code is read with the camera.</extracomment>
        <translation>مسح رمز</translation>
    </message>
    <message>
        <source>Hold the bar code beside ICCID or IMEI before the camera.</source>
        <extracomment>Above the camera&apos;s picture. ICCID and IMEI are the names printed beside such codes.</extracomment>
        <translation>ضع الرمز الشريطي بجانب ICCID أو IMEI أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Closes the window in which a bar code is read.</extracomment>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>لا صورة</translation>
    </message>
    <message>
        <source>That code is of another number. Try the one beside ICCID or IMEI.</source>
        <extracomment>In the window in which a bar code is read.</extracomment>
        <translation>هذا رمز رقم آخر. جرّب الرمز بجانب ICCID أو IMEI.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ConsentPage</name>
    <message>
        <source>The buyer decides</source>
        <extracomment>Consent page: title, for the clerk.</extracomment>
        <translation>القرار للمشتري</translation>
    </message>
    <message>
        <source>Turn the screen to the buyer, or read the text aloud. No answer is a no.</source>
        <extracomment>Consent page: under the title, for the clerk.</extracomment>
        <translation>أدر الشاشة نحو المشتري أو اقرأ النص بصوت مسموع. عدم الجواب يعني لا.</translation>
    </message>
    <message>
        <source>Notice %1</source>
        <extracomment>Consent page: which text is shown. %1 is a number of a version.</extracomment>
        <translation>الإشعار %1</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>No scan: another way</source>
        <extracomment>Consent page: the buyer wants no scan. It leads to another way, not to an end.</extracomment>
        <translation>بلا مسح: طريقة أخرى</translation>
    </message>
    <message>
        <source>Buyer agrees</source>
        <extracomment>Consent page: the buyer agrees to the scan. The clerk presses it after the buyer&apos;s yes.</extracomment>
        <translation>المشتري موافق</translation>
    </message>
    <message>
        <source>Language of the notice</source>
        <extracomment>Accessible name of the buttons that choose the language of the notice.</extracomment>
        <translation>لغة الإشعار</translation>
    </message>
    <message>
        <source>Under %1, a guardian decides. Ask the guardian, and the child as well.</source>
        <translation>دون %1 سنة يقرر ولي الأمر. اسأل ولي الأمر، واسأل الطفل أيضًا.</translation>
    </message>
    <message>
        <source>Under %1, a guardian is here, with a document of their own and the household register.</source>
        <translation>دون %1 سنة يحضر ولي الأمر ومعه وثيقته وسجل الأسرة.</translation>
    </message>
    <message>
        <source>This is not the document of an adult.</source>
        <extracomment>Consent page: under the number of the guardian&apos;s document.</extracomment>
        <translation>هذه ليست وثيقة شخص بالغ.</translation>
    </message>
    <message>
        <source>A guardian is needed</source>
        <extracomment>Consent page: title of the box about young buyers.</extracomment>
        <translation>يلزم ولي أمر</translation>
    </message>
    <message>
        <source>How old is the buyer?</source>
        <translation>كم عمر المشتري؟</translation>
    </message>
    <message>
        <source>%1 or older</source>
        <extracomment>Consent page: one of three ages. %1 is a number of years.</extracomment>
        <translation>%1 فأكثر</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>Consent page: one of three ages. %1 and %2 are numbers of years.</extracomment>
        <translation>من %1 إلى %2</translation>
    </message>
    <message>
        <source>Under %1</source>
        <extracomment>Consent page: one of three ages. %1 is a number of years.</extracomment>
        <translation>دون %1</translation>
    </message>
    <message>
        <source>Age of the buyer</source>
        <extracomment>Accessible name of the choice of three ages.</extracomment>
        <translation>عمر المشتري</translation>
    </message>
    <message>
        <source>Guardian&apos;s name</source>
        <extracomment>Consent page: label of a field.</extracomment>
        <translation>اسم ولي الأمر</translation>
    </message>
    <message>
        <source>Number of the guardian&apos;s document</source>
        <extracomment>Consent page: label of a field.</extracomment>
        <translation>رقم وثيقة ولي الأمر</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <extracomment>Consent page: button; says the notice aloud, or stops saying it.</extracomment>
        <translation>إيقاف القراءة</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>اقرأ بصوت مسموع</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <extracomment>Consent page: button; shows the notice again, in place of questions and answers.</extracomment>
        <translation>العودة إلى النص</translation>
    </message>
    <message>
        <source>Questions</source>
        <extracomment>Consent page: button; shows what buyers ask, and the answers.</extracomment>
        <translation>أسئلة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DayPage</name>
    <message>
        <source>Day&apos;s end, %1</source>
        <extracomment>Day&apos;s end: title. %1 is a date.</extracomment>
        <translation>نهاية اليوم، %1</translation>
    </message>
    <message>
        <source>Save the day&apos;s end</source>
        <extracomment>Title of the file dialog.</extracomment>
        <translation>حفظ نهاية اليوم</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <comment>file kind; keep *.csv</comment>
        <translation>جدول (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>حُفظ باسم %1</translation>
    </message>
    <message>
        <source>It could not be written there. Choose another folder and try again.</source>
        <translation>تعذّرت الكتابة هناك. اختر مجلدًا آخر وحاول من جديد.</translation>
    </message>
    <message>
        <source>Day before</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>اليوم السابق</translation>
    </message>
    <message>
        <source>Day after</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>اليوم التالي</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <extracomment>Day&apos;s end: button; saves a table.</extracomment>
        <translation>حفظ بصيغة CSV</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>حفظ بصيغة PDF</translation>
    </message>
    <message>
        <source>Day&apos;s end</source>
        <extracomment>Accessible name of the page.</extracomment>
        <translation>نهاية اليوم</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DetPlot</name>
    <message>
        <source>Two people taken for one (false match rate, FMR)</source>
        <extracomment>Calibration bench, under the curve. FMR is the standard&apos;s short form, also in other languages.</extracomment>
        <translation>عُدّ شخصان واحدًا (معدل المطابقة الخاطئة FMR)</translation>
    </message>
    <message>
        <source>Missed (false non-match rate, FNMR)</source>
        <extracomment>Calibration bench, beside the curve. FNMR is the standard&apos;s short form, also in other languages.</extracomment>
        <translation>فائت (معدل عدم المطابقة الخاطئ FNMR)</translation>
    </message>
    <message>
        <source>All pairs</source>
        <extracomment>Calibration bench: the curve of all pairs together.</extracomment>
        <translation>كل الأزواج</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DetailsPage</name>
    <message>
        <source>This number isn&apos;t complete yet.</source>
        <extracomment>Under a number field that the clerk left before the number was complete.</extracomment>
        <translation>هذا الرقم لم يكتمل بعد.</translation>
    </message>
    <message>
        <source>document number</source>
        <extracomment>In the list &quot;Still needed: ...&quot; beside the button Next, so with a small letter where the language does so.</extracomment>
        <translation>رقم الوثيقة</translation>
    </message>
    <message>
        <source>name</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>phone number</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>رقم الهاتف</translation>
    </message>
    <message>
        <source>ICCID</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>ICCID</translation>
    </message>
    <message>
        <source>IMEI</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>IMEI</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>Between the names in the list &quot;Still needed: name, phone number&quot;. With a space after it where usual.</extracomment>
        <translation>، </translation>
    </message>
    <message>
        <source>Still needed: %1</source>
        <extracomment>Beside the button Next: why it can&apos;t be pressed yet. %1 is a list of fields.</extracomment>
        <translation>ما زال مطلوبًا: %1</translation>
    </message>
    <message>
        <source>Start over?</source>
        <extracomment>Question after &quot;Start over&quot; on the details page: title.</extracomment>
        <translation>هل تبدأ من جديد؟</translation>
    </message>
    <message>
        <source>Everything entered for this buyer is erased.</source>
        <extracomment>Question after &quot;Start over&quot; on the details page.</extracomment>
        <translation>يُمحى كل ما أُدخل لهذا المشتري.</translation>
    </message>
    <message>
        <source>Erase and start over</source>
        <extracomment>Answer to &quot;Start over?&quot;.</extracomment>
        <translation>امحُ وابدأ من جديد</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Answer to &quot;Start over?&quot;.</extracomment>
        <translation>أبقِ</translation>
    </message>
    <message>
        <source>Who is buying, and what</source>
        <extracomment>Details page: title.</extracomment>
        <translation>من يشتري وماذا يشتري</translation>
    </message>
    <message>
        <source>Type the numbers, or scan their barcodes.</source>
        <extracomment>Details page: under the title.</extracomment>
        <translation>اكتب الأرقام أو امسح رموزها الشريطية.</translation>
    </message>
    <message>
        <source>What is bought</source>
        <extracomment>Details page: name of the choice between SIM card, phone, or both.</extracomment>
        <translation>المُشترى</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>Details page: label of the list of documents.</extracomment>
        <translation>الوثيقة</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>Details page: label of a field.</extracomment>
        <translation>رقم الوثيقة</translation>
    </message>
    <message>
        <source>Name as on the document</source>
        <extracomment>Details page: label of a field.</extracomment>
        <translation>الاسم كما في الوثيقة</translation>
    </message>
    <message>
        <source>Phone number to activate</source>
        <extracomment>Details page: label of a field: the number that the new SIM card gets.</extracomment>
        <translation>رقم الهاتف المراد تفعيله</translation>
    </message>
    <message>
        <source>Phone number of the buyer</source>
        <extracomment>Details page: label of a field, when only a phone is bought.</extracomment>
        <translation>رقم هاتف المشتري</translation>
    </message>
    <message>
        <source>ICCID on the SIM</source>
        <extracomment>Details page: label of a field; ICCID is the number printed on a SIM card.</extracomment>
        <translation>رقم ICCID على الشريحة</translation>
    </message>
    <message>
        <source>IMEI of the phone</source>
        <extracomment>Details page: label of a field; IMEI is the serial number of a phone.</extracomment>
        <translation>رقم IMEI للهاتف</translation>
    </message>
    <message>
        <source>Language of the buyer</source>
        <extracomment>Details page: label of the list of languages.</extracomment>
        <translation>لغة المشتري</translation>
    </message>
    <message>
        <source>Start over</source>
        <extracomment>Details page: button that erases what was typed, after a question.</extracomment>
        <translation>ابدأ من جديد</translation>
    </message>
    <message>
        <source>Next: Document</source>
        <extracomment>Details page: the bold button; the next step is the document&apos;s portrait.</extracomment>
        <translation>التالي: الوثيقة</translation>
    </message>
    <message>
        <source>The code that was scanned is of another number.</source>
        <extracomment>Under a number field: a bar code was scanned that holds another number than is asked for.</extracomment>
        <translation>الرمز الممسوح لرقم آخر.</translation>
    </message>
    <message>
        <source>Scan a code</source>
        <extracomment>Details page: button; reads the bar code on a SIM card or phone box with the camera.</extracomment>
        <translation>مسح رمز</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DocumentPage</name>
    <message>
        <source>Looking for the portrait</source>
        <extracomment>Document page: chip while the picture is being looked at.</extracomment>
        <translation>البحث عن الصورة الشخصية</translation>
    </message>
    <message>
        <source>One moment.</source>
        <extracomment>Document page: while the picture is being looked at.</extracomment>
        <translation>لحظة من فضلك.</translation>
    </message>
    <message>
        <source>Portrait found</source>
        <extracomment>Document page: chip when the portrait was found and can be used.</extracomment>
        <translation>وُجدت الصورة الشخصية</translation>
    </message>
    <message>
        <source>Is this the person on the document? Then go on.</source>
        <extracomment>Document page: a question to the clerk; the picture is shown beside it.</extracomment>
        <translation>هل هذا صاحب الوثيقة؟ إذن تابع.</translation>
    </message>
    <message>
        <source>Portrait can&apos;t be used</source>
        <extracomment>Document page: chip when the portrait cannot be used.</extracomment>
        <translation>الصورة الشخصية غير صالحة</translation>
    </message>
    <message>
        <source>No portrait found</source>
        <translation>لم توجد صورة شخصية</translation>
    </message>
    <message>
        <source>Nothing was compared yet.</source>
        <extracomment>Document page: under the reason why the portrait cannot be used.</extracomment>
        <translation>لم تتم أي مقارنة بعد.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <extracomment>Document page: chip before there is a picture.</extracomment>
        <translation>لا صورة بعد</translation>
    </message>
    <message>
        <source>Hold the page with the portrait into the frame.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation type="vanished">ضع صفحة الصورة الشخصية داخل الإطار.</translation>
    </message>
    <message>
        <source>Straight, without glare, as large as the frame.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation type="vanished">مستقيمة وبلا لمعان وبحجم الإطار.</translation>
    </message>
    <message>
        <source>Choose the picture of the document.</source>
        <extracomment>Document page: there is no camera.</extracomment>
        <translation>اختر صورة الوثيقة.</translation>
    </message>
    <message>
        <source>No camera is ready. You can still use a scanned picture.</source>
        <extracomment>Document page: there is no camera.</extracomment>
        <translation>لا كاميرا جاهزة. يمكنك مع ذلك استعمال صورة ممسوحة ضوئيًا.</translation>
    </message>
    <message>
        <source>Picture of the document</source>
        <extracomment>Title of the file dialog on the document page.
----------
Accessible name of the picture on the document page.</extracomment>
        <translation>صورة الوثيقة</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png)</source>
        <extracomment>File dialog: kind of files. Keep the patterns in brackets.</extracomment>
        <translation type="vanished">صور (*.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>The portrait on the document</source>
        <extracomment>Document page: title.</extracomment>
        <translation>الصورة الشخصية في الوثيقة</translation>
    </message>
    <message>
        <source>The buyer&apos;s face is compared with this picture and with no other.</source>
        <extracomment>Document page: under the title.</extracomment>
        <translation>يُقارن وجه المشتري بهذه الصورة وحدها لا بغيرها.</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>Document page: button; takes a still from the camera.</extracomment>
        <translation>التقط صورة</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>Document page: button; puts the picture away and starts anew.</extracomment>
        <translation>التقطها من جديد</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <extracomment>Document page: button; opens the file dialog.</extracomment>
        <translation>اختر ملفًا</translation>
    </message>
    <message>
        <source>Or drop a JPEG or PNG file here.</source>
        <extracomment>Document page: under the buttons.</extracomment>
        <translation type="vanished">أو أفلت ملف JPEG أو PNG هنا.</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Next: Consent</source>
        <extracomment>Document page: the bold button; the next step is the buyer&apos;s consent.</extracomment>
        <translation>التالي: الموافقة</translation>
    </message>
    <message>
        <source>The document&apos;s picture appears here</source>
        <extracomment>Document page: in the empty picture.</extracomment>
        <translation>تظهر صورة الوثيقة هنا</translation>
    </message>
    <message>
        <source>Drop a file, choose one, or use the camera</source>
        <extracomment>Document page: in the empty picture, second line.</extracomment>
        <translation>أفلت ملفًا أو اختره أو استعمل الكاميرا</translation>
    </message>
    <message>
        <source>Reading what is printed on it…</source>
        <extracomment>Document page: the portrait is there; the text on the document is being read.</extracomment>
        <translation>تُقرأ الكتابة على الوثيقة…</translation>
    </message>
    <message>
        <source>What is printed on it could not be read. Compare it with the details by eye.</source>
        <extracomment>Document page: the portrait was found, the printed text could not be read.</extracomment>
        <translation>تعذّرت قراءة المكتوب عليها. قارنه بالبيانات بالعين.</translation>
    </message>
    <message>
        <source>Did you compare them?</source>
        <extracomment>Title of a question: what the document says differs from what was typed.</extracomment>
        <translation>هل قارنتها؟</translation>
    </message>
    <message>
        <source>Yes, go on</source>
        <extracomment>Answer: the clerk has looked at the document and what was typed is right.</extracomment>
        <translation>نعم، تابِع</translation>
    </message>
    <message>
        <source>No, look again</source>
        <extracomment>Answer: back to the document.</extracomment>
        <translation>لا، انظر ثانية</translation>
    </message>
    <message>
        <source>Page %1 of %2: show the next</source>
        <extracomment>Document page: button; the file has several pages. Numbers of the shown page and of all.</extracomment>
        <translation>الصفحة %1 من %2: عرض التالية</translation>
    </message>
    <message>
        <source>The picture is taken by itself.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation>تُلتقط الصورة تلقائيًا.</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.pdf)</source>
        <extracomment>File dialog: kind of files. Keep the patterns in brackets.</extracomment>
        <translation>صور (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.pdf)</translation>
    </message>
    <message>
        <source>Or drop a picture or PDF here, or paste one.</source>
        <extracomment>Document page: under the buttons.</extracomment>
        <translation>أو أفلت صورة أو ملف PDF هنا، أو الصق صورة.</translation>
    </message>
    <message>
        <source>Can&apos;t be read</source>
        <translation>لا يمكن قراءتها</translation>
    </message>
    <message>
        <source>It goes on as soon as what is printed on it is read…</source>
        <extracomment>Document page: the clerk pressed Next while the text on the document was being read.</extracomment>
        <translation>يُتابَع تلقائيًا فور قراءة الكتابة على الوثيقة…</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EnrolPage</name>
    <message>
        <source>File from the operator</source>
        <extracomment>Setting a counter up: title of the file dialog, and what kind of file it is.</extracomment>
        <translation>ملف من المشغّل</translation>
    </message>
    <message>
        <source>Files from the operator (*.provisioning);;All files (*)</source>
        <translation>ملفات من المشغّل (*.provisioning);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>The file of the last try</source>
        <extracomment>Setting a counter up: in the list of files, the one of an earlier try.</extracomment>
        <translation>ملف المحاولة الأخيرة</translation>
    </message>
    <message>
        <source>Set up this counter</source>
        <extracomment>Setting a counter up: title.</extracomment>
        <translation>إعداد نقطة البيع هذه</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t know this counter yet. A file or a one-time code from the operator is all that is needed; it works once.</source>
        <extracomment>Setting a counter up: under the title.</extracomment>
        <translation>لا يعرف المشغّل نقطة البيع هذه بعد. يكفي ملف أو رمز لمرة واحدة من المشغّل؛ وهو يعمل مرة واحدة.</translation>
    </message>
    <message>
        <source>With a file from the operator</source>
        <extracomment>Setting a counter up: one of two ways.</extracomment>
        <translation>بملف من المشغّل</translation>
    </message>
    <message>
        <source>Put the USB stick with the file in. It shows here by itself.</source>
        <extracomment>Setting a counter up: no stick with a file was found.</extracomment>
        <translation>أدخل ذاكرة USB التي تحمل الملف، فيظهر هنا من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Setting a counter up: label of a list.</extracomment>
        <translation>الملف</translation>
    </message>
    <message>
        <source>Other file…</source>
        <extracomment>Setting a counter up: button.</extracomment>
        <translation>ملف آخر…</translation>
    </message>
    <message>
        <source>With a one-time code</source>
        <extracomment>Setting a counter up: one of two ways.</extracomment>
        <translation>برمز لمرة واحدة</translation>
    </message>
    <message>
        <source>Not on this computer: it doesn&apos;t know how to reach the operator. The file says so.</source>
        <translation>ليس على هذا الحاسوب: فهو لا يعرف كيف يصل إلى المشغّل. الملف يذكر ذلك.</translation>
    </message>
    <message>
        <source>It is sent to %1</source>
        <translation>يُرسل إلى %1</translation>
    </message>
    <message>
        <source>Code</source>
        <extracomment>Setting a counter up: label of a field.</extracomment>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Twelve letters and digits</source>
        <extracomment>Setting a counter up: under the field.</extracomment>
        <translation>اثنا عشر حرفًا ورقمًا</translation>
    </message>
    <message>
        <source>Only practise</source>
        <extracomment>Setting a counter up: goes on to the sign-in; nothing can be registered then.</extracomment>
        <translation>التدرّب فقط</translation>
    </message>
    <message>
        <source>Set up</source>
        <extracomment>Setting a counter up: the bold button.</extracomment>
        <translation>إعداد</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FaceView</name>
    <message>
        <source>Camera picture of the buyer, as in a mirror</source>
        <comment>for screen readers</comment>
        <translation>صورة المشتري كما في المرآة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FailurePage</name>
    <message>
        <source>Another way</source>
        <comment>failure card: goes on without this scan</comment>
        <translation>طريقة أخرى</translation>
    </message>
    <message>
        <source>Save and continue later</source>
        <comment>failure card</comment>
        <translation>احفظ وتابع لاحقًا</translation>
    </message>
    <message>
        <source>Choose “Another way”: a person at the operator decides.</source>
        <comment>failure card, when no try is left</comment>
        <translation>اختر «طريقة أخرى»: يقرر موظف لدى المشغّل.</translation>
    </message>
    <message>
        <source>It need not be this scan. The buyer can go another way, with other movements or without a scan.</source>
        <comment>above the failure card, after two tries that failed</comment>
        <translation>ليس لازمًا أن يكون هذا المسح. يمكن للمشتري سلوك طريقة أخرى: بحركات أخرى أو دون مسح.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstClerkPage</name>
    <message>
        <source>Not the same PIN</source>
        <extracomment>First clerk of a counter: under the second field for the PIN.</extracomment>
        <translation>ليس الرمز السري نفسه</translation>
    </message>
    <message>
        <source>Who looks after this counter?</source>
        <extracomment>First clerk of a counter: title.</extracomment>
        <translation>من يرعى نقطة البيع هذه؟</translation>
    </message>
    <message>
        <source>Nobody can sign in here yet. The first one is the supervisor.</source>
        <extracomment>First clerk of a counter: under the title; %1 is the name of a shop.</extracomment>
        <translation>لا يستطيع أحد تسجيل الدخول هنا بعد. الأول هو المشرف.</translation>
    </message>
    <message>
        <source>%1 · Nobody can sign in here yet. The first one is the supervisor.</source>
        <translation>%1 · لا يستطيع أحد تسجيل الدخول هنا بعد. الأول هو المشرف.</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>Small letters and digits; stands in each registration</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>حروف لاتينية صغيرة وأرقام؛ يُذكر في كل تسجيل</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>As colleagues say it; may stay empty</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>كما يقوله الزملاء؛ يمكن تركه فارغًا</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>الرمز السري</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>من 4 إلى 12 رقمًا</translation>
    </message>
    <message>
        <source>PIN again</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>الرمز السري مرة أخرى</translation>
    </message>
    <message>
        <source>Add and go on</source>
        <extracomment>First clerk of a counter: the bold button.</extracomment>
        <translation>إضافة ومتابعة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Search the help</source>
        <comment>help page</comment>
        <translation>ابحث في المساعدة</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>ابحث في المساعدة</translation>
    </message>
    <message>
        <source>Topics of the help</source>
        <translation>مواضيع المساعدة</translation>
    </message>
    <message>
        <source>Nothing found. Try another word, or the number of an error.</source>
        <comment>help page</comment>
        <translation>لم يوجد شيء. جرّب كلمة أخرى أو رقم خطأ.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MainWindow</name>
    <message>
        <source>Details</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>البيانات</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>الوثيقة</translation>
    </message>
    <message>
        <source>Consent</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>الموافقة</translation>
    </message>
    <message>
        <source>Scan</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>المسح</translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Countersign</source>
        <extracomment>Title of the window.</extracomment>
        <translation>Countersign</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Meter</name>
    <message>
        <source>good</source>
        <comment>state of a meter such as light</comment>
        <translation>جيد</translation>
    </message>
    <message>
        <source>could be better</source>
        <comment>state of a meter such as light</comment>
        <translation>يمكن تحسينه</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Notice</name>
    <message>
        <source>Close this message</source>
        <extracomment>Accessible name of the small cross that closes a message in the page.</extracomment>
        <translation>أغلق هذه الرسالة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OtherWayPage</name>
    <message>
        <source>This id and PIN don&apos;t fit together.</source>
        <extracomment>Other ways: the second person&apos;s sign-in. Which of the two is wrong is not told on purpose.</extracomment>
        <translation>المعرّف والرمز السري لا يتوافقان.</translation>
    </message>
    <message>
        <source>This is you. Another person has to sign, or choose that nobody else is here.</source>
        <extracomment>Other ways: the clerk who is signed in tried to sign a second time.</extracomment>
        <translation>هذا أنت. يجب أن يوقّع شخص آخر، أو اختر أنه لا يوجد أحد غيرك هنا.</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s, or choose that nobody else is here.</source>
        <extracomment>Other ways: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>محاولات كثيرة. انتظر %1 ثانية، أو اختر أنه لا يوجد أحد غيرك هنا.</translation>
    </message>
    <message>
        <source>Another way</source>
        <extracomment>Other ways: title of the page.</extracomment>
        <translation>طريقة أخرى</translation>
    </message>
    <message>
        <source>Nobody is refused for this. A person at the operator looks at every such registration.</source>
        <extracomment>Other ways: under the title.</extracomment>
        <translation>لا يُرفض أحد لهذا السبب. ينظر موظف لدى المشغّل في كل تسجيل من هذا النوع.</translation>
    </message>
    <message>
        <source>What hinders the buyer</source>
        <extracomment>Other ways: name of the list for screen readers.</extracomment>
        <translation>ما الذي يعيق المشتري</translation>
    </message>
    <message>
        <source>A second person signs</source>
        <extracomment>Other ways: title of the box where a second person signs.</extracomment>
        <translation>شخص ثانٍ يوقّع</translation>
    </message>
    <message>
        <source>Signs here</source>
        <extracomment>Other ways: one of two choices.</extracomment>
        <translation>يوقّع هنا</translation>
    </message>
    <message>
        <source>Nobody else is here</source>
        <extracomment>Other ways: one of two choices; the clerk is alone in the shop.</extracomment>
        <translation>لا يوجد أحد غيري هنا</translation>
    </message>
    <message>
        <source>Second person</source>
        <extracomment>Other ways: name of the two choices for screen readers.</extracomment>
        <translation>الشخص الثاني</translation>
    </message>
    <message>
        <source>Second person&apos;s id</source>
        <extracomment>Other ways: label of a field.</extracomment>
        <translation>معرّف الشخص الثاني</translation>
    </message>
    <message>
        <source>Second person&apos;s PIN</source>
        <extracomment>Other ways: label of a field.</extracomment>
        <translation>الرمز السري للشخص الثاني</translation>
    </message>
    <message>
        <source>The registration goes on, and says that nobody else was there.</source>
        <extracomment>Other ways: shown when nobody else is there.</extracomment>
        <translation>يستمر التسجيل ويُذكر فيه أنه لم يكن هناك أحد آخر.</translation>
    </message>
    <message>
        <source>Picture of the supporting document</source>
        <extracomment>Other ways: title of the box for a picture of a document, such as a letter of a doctor.</extracomment>
        <translation>صورة الوثيقة المؤيدة</translation>
    </message>
    <message>
        <source>Hold it into the camera</source>
        <translation>ارفعها أمام الكاميرا</translation>
    </message>
    <message>
        <source>Take again</source>
        <comment>other ways; the picture of a document</comment>
        <translation>التقط من جديد</translation>
    </message>
    <message>
        <source>Take picture</source>
        <translation>التقط صورة</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Register without a scan</source>
        <extracomment>Other ways: registers; a person at the operator decides.</extracomment>
        <translation>التسجيل بلا مسح</translation>
    </message>
    <message>
        <source>Scan this way</source>
        <extracomment>Other ways: begins the scan with what the buyer can do.</extracomment>
        <translation>المسح بهذه الطريقة</translation>
    </message>
    <message>
        <source>This person can&apos;t sign here. Another clerk or a supervisor can, or choose that nobody else is here.</source>
        <extracomment>Other ways: the PIN was right, but this person is a technician or was switched off.</extracomment>
        <translation>لا يستطيع هذا الشخص التوقيع هنا. يوقّع موظف آخر أو مشرف، أو اختر أنه لا يوجد أحد غيرك هنا.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PolicyForm</name>
    <message>
        <source>The operator&apos;s signing key</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>مفتاح توقيع المشغّل</translation>
    </message>
    <message>
        <source>Keys (*.key);;All files (*)</source>
        <translation>مفاتيح (*.key);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>The policy so far</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>السياسة الحالية</translation>
    </message>
    <message>
        <source>Policies (*.signed *.json);;All files (*)</source>
        <translation>سياسات (*.signed *.json);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Policy %1; what it says of other things stays.</source>
        <extracomment>Calibration bench: under the file of the policy so far. %1 is its number.</extracomment>
        <translation>السياسة %1؛ ما تقوله عن غير ذلك يبقى.</translation>
    </message>
    <message>
        <source>It must be above %1.</source>
        <extracomment>Calibration bench: under the number of the policy. %1 is the number of the policy so far.</extracomment>
        <translation>يجب أن يكون أكبر من %1.</translation>
    </message>
    <message>
        <source>Write the signed policy</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>كتابة السياسة الموقّعة</translation>
    </message>
    <message>
        <source>Signed policies (*.signed)</source>
        <translation>سياسات موقّعة (*.signed)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Calibration bench: button beside a file.</extracomment>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>keys/signing.key in the gateway&apos;s folder</source>
        <extracomment>Calibration bench: while no key is chosen. Leave the names of files as they are.</extracomment>
        <translation>keys/signing.key في مجلد البوابة</translation>
    </message>
    <message>
        <source>None: the new policy holds nothing but the bands</source>
        <extracomment>Calibration bench: while no policy is chosen.</extracomment>
        <translation>لا شيء: السياسة الجديدة لا تحوي إلا الحدود</translation>
    </message>
    <message>
        <source>Number of the new policy</source>
        <extracomment>Calibration bench: label of a field.</extracomment>
        <translation>رقم السياسة الجديدة</translation>
    </message>
    <message>
        <source>Counters take only a policy with a higher number than the one they have.</source>
        <extracomment>Calibration bench: under the field.</extracomment>
        <translation>لا تأخذ نقاط البيع إلا سياسة رقمها أعلى مما لديها.</translation>
    </message>
    <message>
        <source>This file is not an operator&apos;s signing key.</source>
        <extracomment>Calibration bench: under the file of the key.</extracomment>
        <translation>هذا الملف ليس مفتاح توقيع لمشغّل.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QrView</name>
    <message>
        <source>QR code of the receipt: %1</source>
        <comment>for screen readers</comment>
        <translation>رمز الإيصال: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QuestionsPage</name>
    <message>
        <source>Your answer goes to the operator with the next contact.</source>
        <extracomment>Page of the operator&apos;s questions: after an answer.</extracomment>
        <translation>تصل إجابتك إلى المشغّل مع الاتصال التالي.</translation>
    </message>
    <message>
        <source>The operator asks nothing.</source>
        <extracomment>Page of the operator&apos;s questions: there is none.</extracomment>
        <translation>لا يسأل المشغّل عن شيء.</translation>
    </message>
    <message>
        <source>Question 1 of %1 · asked on %2</source>
        <extracomment>Page of the operator&apos;s questions, above a question: how many there are, and when it came.</extracomment>
        <translation>السؤال 1 من %1 · طُرح في %2</translation>
    </message>
    <message>
        <source>Questions from the operator</source>
        <extracomment>Page of the operator&apos;s questions: title.</extracomment>
        <translation>أسئلة من المشغّل</translation>
    </message>
    <message>
        <source>About what is unusual for this shop. A question is no blame, and nothing is stopped.</source>
        <extracomment>Page of the operator&apos;s questions: under the title.</extracomment>
        <translation>عمّا هو غير معتاد في هذا المتجر. السؤال ليس لومًا، ولا يتوقف شيء بسببه.</translation>
    </message>
    <message>
        <source>“The last” are those of %1 days. The operator compares this shop only with itself.</source>
        <extracomment>Page of the operator&apos;s questions: below a question, what &quot;the last&quot; means.</extracomment>
        <translation>«آخر» تعني ما كان خلال %1 يومًا. يقارن المشغّل هذا المتجر بنفسه فقط.</translation>
    </message>
    <message>
        <source>What was it?</source>
        <extracomment>Page of the operator&apos;s questions: above the answers.</extracomment>
        <translation>ما السبب؟</translation>
    </message>
    <message>
        <source>Answers</source>
        <extracomment>Page of the operator&apos;s questions: name of the list for screen readers.</extracomment>
        <translation>الإجابات</translation>
    </message>
    <message>
        <source>Answer</source>
        <extracomment>Page of the operator&apos;s questions: the bold button.</extracomment>
        <translation>أجب</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueueModel</name>
    <message>
        <source>Record</source>
        <comment>column of the queue: short code of a registration</comment>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>column of the queue: last digits of the phone number</comment>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column of the queue</comment>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Why</source>
        <comment>column of the queue: cause of the state</comment>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Next try</source>
        <comment>column of the queue: when sending is tried again</comment>
        <translation>المحاولة التالية</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>column of the queue: size on this computer</comment>
        <translation>الحجم</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueuePage</name>
    <message>
        <source>At the start, some sealed files were missing or damaged. The registrations concerned are set aside below; nothing was deleted. Tell the operator&apos;s support.</source>
        <translation>عند البدء كانت بعض الملفات المختومة مفقودة أو تالفة. وُضعت تسجيلاتها جانبًا أدناه ولم يُحذف شيء. أبلغ دعم المشغّل.</translation>
    </message>
    <message>
        <source>The list was damaged and has been made again from the sealed files. The broken one was kept for support.</source>
        <translation>كانت القائمة تالفة وأُعيد بناؤها من الملفات المختومة. واحتُفظ بالتالفة للدعم.</translation>
    </message>
    <message>
        <source>No registrations yet. They appear here as soon as one is saved.</source>
        <comment>empty queue</comment>
        <translation>لا تسجيلات بعد. تظهر هنا بمجرد حفظ أحدها.</translation>
    </message>
    <message>
        <source>No row fits. Search by the record code or the last digits of the number.</source>
        <comment>queue, nothing found</comment>
        <translation>لا صف مطابق. ابحث برمز السجل أو بآخر أرقام الرقم.</translation>
    </message>
    <message>
        <source>Record %1</source>
        <comment>details of a row; a code</comment>
        <translation>السجل %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>details of a row; a date</comment>
        <translation>حُفظ %1</translation>
    </message>
    <message>
        <source>Receipt of the operator, verified: %1</source>
        <comment>details of a row; a date</comment>
        <translation>إيصال المشغّل، تُحقق منه: %1</translation>
    </message>
    <message>
        <source>Last cause: %1 (error %2)</source>
        <comment>details of a row; words, number</comment>
        <translation>آخر سبب: %1 (خطأ %2)</translation>
    </message>
    <message>
        <source>Practice: not a real registration</source>
        <comment>details of a row</comment>
        <translation>تدريب: ليس تسجيلًا حقيقيًا</translation>
    </message>
    <message>
        <source>Send now</source>
        <comment>queue page</comment>
        <translation>أرسل الآن</translation>
    </message>
    <message>
        <source>Record code or last digits</source>
        <comment>queue page; search</comment>
        <translation>رمز السجل أو آخر الأرقام</translation>
    </message>
    <message>
        <source>Search by record code or last digits of the number</source>
        <translation>ابحث برمز السجل أو بآخر أرقام الرقم</translation>
    </message>
    <message>
        <source>All</source>
        <comment>queue page; which rows</comment>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <comment>queue page; which rows</comment>
        <translation>لم يُرسل بعد</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>الصفوف المعروضة</translation>
    </message>
    <message>
        <source>Registrations of this counter</source>
        <translation>تسجيلات هذه الطاولة</translation>
    </message>
    <message>
        <source>What this means</source>
        <comment>queue page; opens the help on an error</comment>
        <translation>ما معنى هذا</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>queue page; closes the details of a row</comment>
        <translation>إغلاق</translation>
    </message>
    <message numerus="yes">
        <source>Put back into the list from their sealed files: %n.</source>
        <comment>queue page, after a crash</comment>
        <translation>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
            <numerusform>أُعيد إلى القائمة من الملفات المختومة: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempts to send: %1</source>
        <comment>details of a row</comment>
        <translation>محاولات الإرسال: %1</translation>
    </message>
    <message>
        <source>Day&apos;s end</source>
        <comment>queue page; opens the counts of the day</comment>
        <translation>نهاية اليوم</translation>
    </message>
    <message>
        <source>USB stick…</source>
        <comment>queue page; opens the page by which registrations are copied</comment>
        <translation>ذاكرة USB…</translation>
    </message>
    <message>
        <source>Print</source>
        <comment>queue page; the privacy receipt; a list of languages follows</comment>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>PDF</source>
        <comment>queue page; the privacy receipt; a list of languages follows</comment>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Passed on to the authority: %1</source>
        <comment>details of a row; a date</comment>
        <translation>أُرسل إلى الجهة الرسمية: %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <comment>details of a row; why the operator said no</comment>
        <translation>السبب: %1</translation>
    </message>
    <message>
        <source>Privacy receipt…</source>
        <comment>queue page; a menu follows</comment>
        <translation>إيصال الخصوصية…</translation>
    </message>
    <message>
        <source>Ask operator</source>
        <comment>queue page; for news of what was sent</comment>
        <translation>اسأل المشغّل</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RateTable</name>
    <message>
        <source>Group</source>
        <extracomment>Calibration bench, head of a column: the group of people.</extracomment>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Pairs: one person / two</source>
        <extracomment>Calibration bench, head of a column: numbers of pairs of pictures of one person, and of two people.</extracomment>
        <translation>الأزواج: شخص واحد / شخصان</translation>
    </message>
    <message>
        <source>Two taken for one (FMR)</source>
        <extracomment>Calibration bench, head of a column: pairs of two people that were called the same.</extracomment>
        <translation>شخصان عُدّا واحدًا (FMR)</translation>
    </message>
    <message>
        <source>Missed (FNMR)</source>
        <extracomment>Calibration bench, head of a column: pairs of one person that were not called the same.</extracomment>
        <translation>فائت (FNMR)</translation>
    </message>
    <message>
        <source>of these, to a person</source>
        <extracomment>Calibration bench, head of a column: of the missed ones those that go to a person and are not refused.</extracomment>
        <translation>منها إلى موظف</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>كل الأزواج</translation>
    </message>
    <message>
        <source>Error rates by group</source>
        <extracomment>Calibration bench: name of the table for screen readers.</extracomment>
        <translation>معدلات الخطأ حسب المجموعة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReadFieldList</name>
    <message>
        <source>Read from the document</source>
        <extracomment>Document page: name of the list for screen readers.</extracomment>
        <translation>مقروء من الوثيقة</translation>
    </message>
    <message>
        <source>Where it stands in the picture: %1</source>
        <extracomment>Document page: for screen readers, the piece of the picture beside a value. %1 is its label.</extracomment>
        <translation>موضعه في الصورة: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>Document page: puts the value that was read into the details; afterwards takes that back.</extracomment>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>استعمل هذا</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReceiptDesk</name>
    <message>
        <source>Save the privacy receipt</source>
        <translation>احفظ إيصال الخصوصية</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>حُفظ باسم %1</translation>
    </message>
    <message>
        <source>The PDF could not be written there. Choose another folder and try again.</source>
        <translation>تعذّرت كتابة ملف PDF هناك. اختر مجلدًا آخر وحاول ثانية.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the receipt as PDF, or let the buyer photograph the code.</source>
        <translation>لا طابعة على هذا الحاسوب. احفظ الإيصال بصيغة PDF أو دع المشتري يصوّر الرمز.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Button in a notice: no printer is there.</extracomment>
        <translation>حفظ كملف PDF</translation>
    </message>
    <message>
        <source>Sent to the printer “%1”.</source>
        <translation>أُرسل إلى الطابعة «%1».</translation>
    </message>
    <message>
        <source>The printer did not take the receipt. Save it as PDF instead.</source>
        <translation>لم تقبل الطابعة الإيصال. احفظه بصيغة PDF.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ResultPage</name>
    <message>
        <source>Sent to the operator</source>
        <comment>result page; a thing that happens</comment>
        <translation>الإرسال إلى المشغّل</translation>
    </message>
    <message>
        <source>Withdraw this registration?</source>
        <comment>question; title</comment>
        <translation>هل تسحب هذا التسجيل؟</translation>
    </message>
    <message>
        <source>Everything taken from the buyer is erased here at once, and the number is not activated. It can&apos;t be brought back.</source>
        <translation>يُحذف هنا فورًا كل ما أُخذ من المشتري ولا يُفعّل الرقم. لا يمكن استرجاعه.</translation>
    </message>
    <message>
        <source>Withdraw and erase</source>
        <translation>اسحب واحذف</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>question; does nothing</comment>
        <translation>أبقِه</translation>
    </message>
    <message>
        <source>Save the privacy receipt</source>
        <translation type="vanished">احفظ إيصال الخصوصية</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation type="vanished">PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation type="vanished">حُفظ باسم %1</translation>
    </message>
    <message>
        <source>The PDF could not be written there. Choose another folder and try again.</source>
        <translation type="vanished">تعذّرت كتابة ملف PDF هناك. اختر مجلدًا آخر وحاول ثانية.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the receipt as PDF, or let the buyer photograph the code.</source>
        <translation type="vanished">لا طابعة على هذا الحاسوب. احفظ الإيصال بصيغة PDF أو دع المشتري يصوّر الرمز.</translation>
    </message>
    <message>
        <source>Sent to the printer “%1”.</source>
        <translation type="vanished">أُرسل إلى الطابعة «%1».</translation>
    </message>
    <message>
        <source>The printer did not take the receipt. Save it as PDF instead.</source>
        <translation type="vanished">لم تقبل الطابعة الإيصال. احفظه بصيغة PDF.</translation>
    </message>
    <message>
        <source>Practice: this buyer does not exist</source>
        <comment>result page</comment>
        <translation>تدريب: هذا المشتري غير موجود</translation>
    </message>
    <message>
        <source>What happened</source>
        <comment>result page; title of a card</comment>
        <translation>ما الذي حدث</translation>
    </message>
    <message>
        <source>Face scan</source>
        <comment>result page; a thing that happened</comment>
        <translation>فحص الوجه</translation>
    </message>
    <message>
        <source>Face and document portrait</source>
        <comment>result page; a thing that happened</comment>
        <translation>الوجه وصورة الوثيقة</translation>
    </message>
    <message>
        <source>For the buyer</source>
        <comment>result page; title of a card</comment>
        <translation>للمشتري</translation>
    </message>
    <message>
        <source>The privacy receipt says what was taken, who holds it, and how to object.</source>
        <translation>يبيّن إيصال الخصوصية ما أُخذ ومن يحتفظ به وكيف تعترض.</translation>
    </message>
    <message>
        <source>Check code %1</source>
        <comment>below the QR code</comment>
        <translation>رمز التحقق %1</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Print the privacy receipt</source>
        <translation>اطبع إيصال الخصوصية</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Save the privacy receipt as PDF</source>
        <translation>احفظ إيصال الخصوصية بصيغة PDF</translation>
    </message>
    <message>
        <source>Next buyer</source>
        <translation>المشتري التالي</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Button in a notice: no printer is there.</extracomment>
        <translation type="vanished">حفظ كملف PDF</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScanPage</name>
    <message>
        <source>Try %1 of %2</source>
        <comment>scan page; which attempt this is</comment>
        <translation>المحاولة %1 من %2</translation>
    </message>
    <message>
        <source>Asked</source>
        <comment>scan page; title of the list of movements</comment>
        <translation>المطلوب</translation>
    </message>
    <message>
        <source>Picture</source>
        <comment>scan page; title of the meters</comment>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Distance</source>
        <comment>scan page; a meter</comment>
        <translation>المسافة</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>scan page; a meter</comment>
        <translation>الضوء</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <comment>scan page; a meter</comment>
        <translation>الوضوح</translation>
    </message>
    <message>
        <source>Buyer can&apos;t do this</source>
        <comment>scan page; opens the other ways</comment>
        <translation>المشتري لا يستطيع ذلك</translation>
    </message>
    <message>
        <source>The picture is a mirror: the buyer&apos;s left is on the left.</source>
        <comment>below the picture</comment>
        <translation>الصورة كالمرآة: يسار المشتري على اليسار.</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <comment>in place of the camera picture</comment>
        <translation>في انتظار الكاميرا</translation>
    </message>
    <message>
        <source>Sound is on</source>
        <comment>scan page; a button that switches it off</comment>
        <translation>الصوت مفعّل</translation>
    </message>
    <message>
        <source>Sound is off</source>
        <comment>scan page; a button that switches it on</comment>
        <translation>الصوت متوقف</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SettingsPage</name>
    <message>
        <source>The new text size shows at the next sign-in. What is typed is kept.</source>
        <extracomment>Settings page: after another text size was chosen while somebody is signed in.</extracomment>
        <translation>يظهر حجم النص الجديد عند تسجيل الدخول التالي. ويبقى ما كُتب محفوظًا.</translation>
    </message>
    <message>
        <source>Sign out now</source>
        <extracomment>Settings page: button beside that sentence.</extracomment>
        <translation>سجّل الخروج الآن</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Settings page: title.</extracomment>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>How this counter looks and speaks. The buyer&apos;s language is chosen with the details.</source>
        <extracomment>Settings page: under the title.</extracomment>
        <translation>مظهر هذا المنفذ ولغته. تُختار لغة المشتري مع البيانات.</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Settings page: label of a list.</extracomment>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>Settings page: a choice of colours.</extracomment>
        <translation>فاتحة</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>Settings page: a choice of colours.</extracomment>
        <translation>داكنة</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>Settings page: a text size. %1 is a number.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Pages that no longer fit can be scrolled.</source>
        <extracomment>Settings page: under the text sizes.</extracomment>
        <translation>يمكن تمرير الصفحات التي لا تتسع لها الشاشة.</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>الحركة</translation>
    </message>
    <message>
        <source>Calm</source>
        <extracomment>Settings page: a choice of motion.</extracomment>
        <translation>هادئة</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Settings page: a choice of motion.</extracomment>
        <translation>بدون</translation>
    </message>
    <message>
        <source>Nothing on these screens blinks, with or without it.</source>
        <extracomment>Settings page: under the choice of motion.</extracomment>
        <translation>لا شيء يومض على هذه الشاشات، بحركة أو بدونها.</translation>
    </message>
    <message>
        <source>Clerks and PINs</source>
        <extracomment>Settings page: button that opens the page of clerks.</extracomment>
        <translation>الموظفون والرموز السرية</translation>
    </message>
    <message>
        <source>Change your PIN here. Supervisors look after the others.</source>
        <extracomment>Settings page: under that button.</extracomment>
        <translation>غيّر رمزك السري هنا. والمشرفون يتولون أمر الآخرين.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SignInPage</name>
    <message>
        <source>Clerk id and PIN don&apos;t fit together.</source>
        <extracomment>Sign-in page: which of the two is wrong is not told on purpose.</extracomment>
        <translation>معرّف الموظف والرمز السري لا يتطابقان.</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s.</source>
        <extracomment>Sign-in page: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>محاولات كثيرة. انتظر %1 ث من فضلك.</translation>
    </message>
    <message>
        <source>No clerk is known at this counter yet. A technician adds the first one.</source>
        <extracomment>Sign-in page: the counter was set up without any clerk.</extracomment>
        <translation>لا موظف معروف في نقطة البيع هذه بعد. يضيف الفنّي أول موظف.</translation>
    </message>
    <message>
        <source>The list of clerks can&apos;t be read. Call support (E1221).</source>
        <extracomment>Sign-in page: the file with the clerks is damaged.</extracomment>
        <translation>تتعذر قراءة قائمة الموظفين. اتصل بالدعم (E1221).</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Sign-in page: title.
----------
Sign-in page: the bold button.</extracomment>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Each registration carries the id of its clerk.</source>
        <extracomment>Sign-in page: under the title. %1 is the name of the shop.</extracomment>
        <translation>يحمل كل تسجيل معرّف موظفه.</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>Sign-in page: label of a field.</extracomment>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Sign-in page: label of a field.</extracomment>
        <translation>الرمز السري</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <extracomment>Sign-in page: under the field PIN.</extracomment>
        <translation>من 4 إلى 12 رقمًا</translation>
    </message>
    <message>
        <source>Practise with a made-up buyer</source>
        <extracomment>Sign-in page: starts training with a made-up buyer; what is sent is marked as practice.</extracomment>
        <translation>تدرّب مع مشترٍ مختلق</translation>
    </message>
    <message>
        <source>Locked because nobody was here. What was typed is kept.</source>
        <extracomment>Sign-in page: the clerk was signed out because nobody touched anything for long.</extracomment>
        <translation>أُقفل لأن أحدًا لم يكن هنا. ما كُتب محفوظ.</translation>
    </message>
    <message>
        <source>The operator has switched this clerk off. What was typed is kept. Another clerk can sign in; the operator says why.</source>
        <extracomment>Sign-in page: the operator lets this clerk in no longer, at once or at the next sign-in.</extracomment>
        <translation>أوقف المشغّل هذا الموظف. ما كُتب محفوظ. يستطيع موظف آخر تسجيل الدخول؛ والمشغّل يذكر السبب.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StepRail</name>
    <message>
        <source>%1, done</source>
        <extracomment>Read out by screen readers: a step of the registration and how far it is. %1 is &quot;Details&quot; and so on.</extracomment>
        <translation>%1، تم</translation>
    </message>
    <message>
        <source>%1, you are here</source>
        <extracomment>Read out by screen readers: the step the clerk is at.</extracomment>
        <translation>%1، أنت هنا</translation>
    </message>
    <message>
        <source>%1, to come</source>
        <extracomment>Read out by screen readers: a step that comes later.</extracomment>
        <translation>%1، لاحقًا</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StickPage</name>
    <message>
        <source>Folder or stick to copy to</source>
        <extracomment>Title of the file dialog.</extracomment>
        <translation>المجلد أو الذاكرة التي يُنسخ إليها</translation>
    </message>
    <message>
        <source>Registrations that wait here: %1</source>
        <extracomment>USB stick page: what will be copied. %1 is a number.</extracomment>
        <translation>التسجيلات التي تنتظر هنا: %1</translation>
    </message>
    <message>
        <source>No registration waits here</source>
        <comment>USB stick page</comment>
        <translation>لا تسجيل ينتظر هنا</translation>
    </message>
    <message>
        <source>USB stick</source>
        <extracomment>USB stick page: title.</extracomment>
        <translation>ذاكرة USB</translation>
    </message>
    <message>
        <source>For a counter without internet: carry the registrations to the operator on a stick, and bring the answers back on it.</source>
        <extracomment>USB stick page: under the title.</extracomment>
        <translation>لنقطة بيع بلا إنترنت: احمل التسجيلات إلى المشغّل على ذاكرة وأعد الأجوبة عليها.</translation>
    </message>
    <message>
        <source>First the operator&apos;s answers on the stick are taken in, then what waits is copied. Everything is sealed: who finds the stick can&apos;t read it. What is copied stays here, too, until the operator&apos;s receipt is back.</source>
        <extracomment>USB stick page.</extracomment>
        <translation>تؤخذ أولًا أجوبة المشغّل من الذاكرة، ثم يُنسخ ما ينتظر. كل شيء مختوم: من يجد الذاكرة لا يستطيع قراءتها. وما نُسخ يبقى هنا أيضًا حتى يعود إيصال المشغّل.</translation>
    </message>
    <message>
        <source>Copy to</source>
        <extracomment>USB stick page: label of a list.</extracomment>
        <translation>النسخ إلى</translation>
    </message>
    <message>
        <source>Put a USB stick in. It shows here by itself.</source>
        <extracomment>USB stick page: no stick was found.</extracomment>
        <translation>أدخل ذاكرة USB. تظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <extracomment>USB stick page: button.</extracomment>
        <translation>مجلد آخر…</translation>
    </message>
    <message>
        <source>What is copied</source>
        <extracomment>USB stick page: label of a choice.</extracomment>
        <translation>ما الذي يُنسخ</translation>
    </message>
    <message>
        <source>What is on no stick yet</source>
        <comment>USB stick page: a choice of what is copied</comment>
        <translation>ما ليس على أي ذاكرة بعد</translation>
    </message>
    <message>
        <source>All that waits</source>
        <comment>USB stick page: a choice of what is copied</comment>
        <translation>كل ما ينتظر</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>USB stick page: button; stops copying.</extracomment>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>Copy and take in</source>
        <extracomment>USB stick page: the bold button.</extracomment>
        <translation>انسخ وخذ الأجوبة</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TopBar</name>
    <message>
        <source>Sign out</source>
        <extracomment>Tool tip of the clerk&apos;s name in the top bar.</extracomment>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Signed in: %1. Sign out</source>
        <extracomment>Accessible name of the clerk&apos;s name in the top bar. %1 is the name.</extracomment>
        <translation>الموظف الحالي: %1. تسجيل الخروج</translation>
    </message>
    <message>
        <source>Help</source>
        <extracomment>Top bar, key F1.</extracomment>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Queue (%1)</source>
        <extracomment>Top bar, key F9. %1 is the number of registrations that wait to be sent.</extracomment>
        <translation>قائمة الإرسال (%1)</translation>
    </message>
    <message>
        <source>Queue</source>
        <extracomment>Top bar, key F9.</extracomment>
        <translation>قائمة الإرسال</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Top bar, key Esc, on pages beside the registration: goes back to it.</extracomment>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Top bar, key Esc, during a registration: stops what is going on; nothing is sent.</extracomment>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Practice: marked as practice, never registered</source>
        <extracomment>Mark in the top bar while clerks train with a made-up buyer.</extracomment>
        <translation>تدريب: يُوسم كتدريب ولا يُسجَّل أبدًا</translation>
    </message>
    <message>
        <source>Practice</source>
        <extracomment>The same mark in a narrow window.</extracomment>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Settings: language, text size, colours</source>
        <extracomment>Top bar, key F11, a button with a sign only: language, colours and text size.</extracomment>
        <translation>الإعدادات: اللغة وحجم النص والألوان</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TroubleWindow</name>
    <message>
        <source>Close</source>
        <extracomment>Button of the window that says why the program can&apos;t begin.</extracomment>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Countersign can&apos;t start</source>
        <extracomment>Title within the window that says why the program can&apos;t begin.</extracomment>
        <translation>يتعذّر بدء Countersign</translation>
    </message>
</context>
</TS>
