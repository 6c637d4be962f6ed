<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CameraCheckText</name>
    <message>
        <source>Speed</source>
        <comment>camera check; what is looked at</comment>
        <translation>速度</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>camera check; what is looked at</comment>
        <translation>光线</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <comment>camera check; what is looked at</comment>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Colour</source>
        <comment>camera check; what is looked at</comment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Position</source>
        <comment>camera check; what is looked at</comment>
        <translation>位置</translation>
    </message>
    <message>
        <source>Pictures come fast and evenly.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>画面又快又均匀。</translation>
    </message>
    <message>
        <source>Bright enough, and from in front.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>亮度足够，光线来自正面。</translation>
    </message>
    <message>
        <source>The picture is sharp.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>画面清晰。</translation>
    </message>
    <message>
        <source>Colours are as they should be.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>颜色正常。</translation>
    </message>
    <message>
        <source>The camera looks where it should.</source>
        <comment>camera check; nothing wrong</comment>
        <translation>摄像头对准的位置正确。</translation>
    </message>
    <message>
        <source>The camera is too slow for a scan.</source>
        <comment>camera check</comment>
        <translation>摄像头太慢，无法核验。</translation>
    </message>
    <message>
        <source>Pictures come in jerks.</source>
        <comment>camera check</comment>
        <translation>画面断断续续。</translation>
    </message>
    <message>
        <source>It is too dark.</source>
        <comment>camera check</comment>
        <translation>太暗了。</translation>
    </message>
    <message>
        <source>It is too bright.</source>
        <comment>camera check</comment>
        <translation>太亮了。</translation>
    </message>
    <message>
        <source>The light comes from behind the buyer.</source>
        <comment>camera check</comment>
        <translation>光线来自顾客身后。</translation>
    </message>
    <message>
        <source>The light comes from one side.</source>
        <comment>camera check</comment>
        <translation>光线来自一侧。</translation>
    </message>
    <message>
        <source>The picture is less sharp than it was.</source>
        <comment>camera check</comment>
        <translation>画面不如以前清晰。</translation>
    </message>
    <message>
        <source>The colours are not as they were.</source>
        <comment>camera check</comment>
        <translation>颜色与以前不同。</translation>
    </message>
    <message>
        <source>The camera looks somewhere else than before.</source>
        <comment>camera check</comment>
        <translation>摄像头对准的位置与以前不同。</translation>
    </message>
    <message>
        <source>Plug the camera straight into the computer, close other programs, and switch on more light: many cameras become slow in the dark.</source>
        <comment>camera check; what to do</comment>
        <translation>请把摄像头直接插到电脑上，关闭其他程序，并多开灯：许多摄像头在暗处会变慢。</translation>
    </message>
    <message>
        <source>Close other programs and plug the camera straight into the computer.</source>
        <comment>camera check; what to do</comment>
        <translation>请关闭其他程序，并把摄像头直接插到电脑上。</translation>
    </message>
    <message>
        <source>Switch on a lamp in front of the buyer, or open the curtain.</source>
        <comment>camera check; what to do</comment>
        <translation>请在顾客前面开一盏灯，或拉开窗帘。</translation>
    </message>
    <message>
        <source>Keep the sun and lamps off the place where the buyer sits.</source>
        <comment>camera check; what to do</comment>
        <translation>不要让阳光和灯光直射顾客的座位。</translation>
    </message>
    <message>
        <source>Turn the counter or the camera, so that the window is not behind the buyer, or close the curtain.</source>
        <comment>camera check; what to do</comment>
        <translation>请转动柜台或摄像头，不要让窗户在顾客身后，或拉上窗帘。</translation>
    </message>
    <message>
        <source>Turn the lamp, or put a second one on the darker side.</source>
        <comment>camera check; what to do</comment>
        <translation>请转动灯，或在较暗的一侧再放一盏。</translation>
    </message>
    <message>
        <source>Wipe the lens with a soft cloth. If it has a ring, turn it until the picture is sharp.</source>
        <comment>camera check; what to do</comment>
        <translation>请用软布擦拭镜头。如果有调焦环，请转到画面清晰为止。</translation>
    </message>
    <message>
        <source>Use white lamps, and keep coloured signs away from the buyer.</source>
        <comment>camera check; what to do</comment>
        <translation>请使用白光灯，并让彩色灯牌远离顾客。</translation>
    </message>
    <message>
        <source>Turn the camera back to where the buyer sits. If it is meant to be there now, keep it as the good state.</source>
        <comment>camera check; what to do</comment>
        <translation>请把摄像头转回顾客的座位。如果现在就该这样，请把它存为良好状态。</translation>
    </message>
    <message>
        <source>All good.</source>
        <comment>camera check; a line of the history</comment>
        <translation>一切良好。</translation>
    </message>
    <message>
        <source>Nothing wrong; not compared.</source>
        <comment>camera check; a line of the history</comment>
        <translation>没有问题，未作对比。</translation>
    </message>
</context>
<context>
    <name>ClerkWords</name>
    <message>
        <source>Clerk</source>
        <comment>a role</comment>
        <translation>营业员</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <comment>a role</comment>
        <translation>主管</translation>
    </message>
    <message>
        <source>Technician</source>
        <comment>a role</comment>
        <translation>技术员</translation>
    </message>
    <message>
        <source>Registers buyers.</source>
        <comment>what a clerk does</comment>
        <translation>登记顾客。</translation>
    </message>
    <message>
        <source>Registers buyers, looks after the clerks and chooses the camera.</source>
        <comment>what a supervisor does</comment>
        <translation>登记顾客，管理营业员，选择摄像头。</translation>
    </message>
    <message>
        <source>Looks after the camera, and registers nobody. This role is given at the computer&apos;s command line.</source>
        <comment>what a technician does</comment>
        <translation>负责摄像头，不登记任何人。这个角色在电脑的命令行设定。</translation>
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
        <translation>运营商还不认识本柜台，不能登记。请技术人员用一次性代码登记本柜台。</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in, or practise with a buyer who doesn&apos;t exist.</source>
        <comment>notice; the button beside it starts practice</comment>
        <translation>没有找到摄像头。请插上摄像头，或用虚拟顾客练习。</translation>
    </message>
    <message>
        <source>The camera went away during the scan. Plug it in again; nothing was decided and no try was used.</source>
        <comment>notice after a scan was stopped</comment>
        <translation>核验时摄像头断开。请重新插上；没有作出任何判定，也不计次数。</translation>
    </message>
    <message>
        <source>The camera can&apos;t be used right now. Look whether another program holds it.</source>
        <comment>notice</comment>
        <translation>摄像头现在不能使用。请看看是否被其他程序占用。</translation>
    </message>
    <message>
        <source>One moment, the face check is starting.</source>
        <comment>notice during the first second</comment>
        <translation>请稍候，人脸核验正在启动。</translation>
    </message>
    <message>
        <source>Only a software camera was found. The operator may not accept registrations made with it.</source>
        <comment>notice; the button beside it opens the choice of cameras</comment>
        <translation>只找到软件摄像头。运营商可能不接受用它做的登记。</translation>
    </message>
    <message>
        <source>The usual camera is missing; another one is in use.</source>
        <comment>notice</comment>
        <translation>常用的摄像头不在，正在使用另一个。</translation>
    </message>
    <message>
        <source>Practise</source>
        <comment>button in a notice: begins practice without a camera</comment>
        <translation>练习</translation>
    </message>
    <message>
        <source>Cameras</source>
        <comment>button in a notice: opens the choice of cameras</comment>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>button in a notice: saving failed, save again</comment>
        <translation>重试</translation>
    </message>
    <message>
        <source>Stop this registration?</source>
        <comment>question after Esc</comment>
        <translation>停止这次登记吗？</translation>
    </message>
    <message>
        <source>What was entered is erased. Nothing was sent.</source>
        <comment>question after Esc</comment>
        <translation>已输入的内容将被删除。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Stop and erase</source>
        <comment>answer to: Stop this registration?</comment>
        <translation>停止并删除</translation>
    </message>
    <message>
        <source>Go on</source>
        <comment>answer to: Stop this registration?</comment>
        <translation>继续登记</translation>
    </message>
    <message>
        <source>Register without a scan?</source>
        <comment>question</comment>
        <translation type="vanished">不做核验，直接登记吗？</translation>
    </message>
    <message>
        <source>A person at the operator decides. The buyer is not refused here; the number stays pending until then.</source>
        <comment>question: register without a scan?</comment>
        <translation type="vanished">由运营商的工作人员决定。这里不会拒绝顾客；在此之前号码处于待定状态。</translation>
    </message>
    <message>
        <source>Register without a scan</source>
        <comment>answer</comment>
        <translation type="vanished">不核验并登记</translation>
    </message>
    <message>
        <source>Go back</source>
        <comment>answer: not without a scan</comment>
        <translation type="vanished">返回</translation>
    </message>
    <message>
        <source>Sign out now?</source>
        <comment>question while a registration is open</comment>
        <translation>现在退出吗？</translation>
    </message>
    <message>
        <source>What was entered for this buyer is erased. Saved registrations are safe and go on being sent.</source>
        <comment>question: sign out now?</comment>
        <translation type="vanished">这位顾客的已输入内容将被删除。已保存的登记不受影响，会继续发送。</translation>
    </message>
    <message>
        <source>Close although this registration is not saved?</source>
        <comment>question while a registration could not be written to the disk yet</comment>
        <translation>本次登记尚未保存，仍要关闭吗？</translation>
    </message>
    <message>
        <source>It could not be written to the disk yet, and the program goes on trying. If you close now, it is lost and this buyer has to come back.</source>
        <comment>question: close although this registration is not saved?</comment>
        <translation>登记还没能写入磁盘，程序正在继续尝试。现在关闭会丢失这次登记，顾客需要再来一次。</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <comment>answer</comment>
        <translation>关闭并放弃</translation>
    </message>
    <message>
        <source>Keep trying</source>
        <comment>answer: do not close</comment>
        <translation>继续尝试</translation>
    </message>
    <message>
        <source>Sign out and erase</source>
        <comment>answer</comment>
        <translation type="vanished">退出并删除</translation>
    </message>
    <message>
        <source>Stay</source>
        <comment>answer: do not sign out</comment>
        <translation>留下</translation>
    </message>
    <message>
        <source>%1 · Clerk</source>
        <comment>top bar: name of the clerk and the role</comment>
        <translation type="vanished">%1 · 营业员</translation>
    </message>
    <message>
        <source>Fill in practice buyer</source>
        <comment>button on the details page, in practice only</comment>
        <translation>填入练习顾客</translation>
    </message>
    <message>
        <source>Take practice document</source>
        <comment>button on the document page, in practice only</comment>
        <translation>使用练习证件</translation>
    </message>
    <message>
        <source>Practice: the buyer doesn&apos;t exist. Nothing here is about a real person.</source>
        <comment>tool tip of the buttons for practice</comment>
        <translation>练习：该顾客并不存在。这里的内容与任何真人无关。</translation>
    </message>
    <message>
        <source>The other scan needs the buyer&apos;s yes as well. Read the text aloud and ask.</source>
        <comment>notice on the consent page, after another way was chosen</comment>
        <translation>换一种方式核验同样需要顾客同意。请读出告知内容并询问。</translation>
    </message>
    <message>
        <source>There is no sound at this computer. Read the instructions to the buyer; they are on the screen as well.</source>
        <comment>notice</comment>
        <translation>这台电脑没有声音。请把提示读给顾客听；屏幕上也有文字。</translation>
    </message>
    <message>
        <source>This was not finished. Go on with it, or start over to erase it. The document&apos;s picture and the buyer&apos;s consent are taken anew.</source>
        <comment>notice on the details page, after signing in</comment>
        <translation>这份登记没有完成。可以继续，也可以重新开始并删除。证件照片和顾客的同意需要重新取得。</translation>
    </message>
    <message>
        <source>What was typed for this buyer is kept, sealed, for whoever signs in next, for one day. The document&apos;s picture and the consent are not kept.</source>
        <comment>question: sign out now?</comment>
        <translation>已为这位顾客输入的内容会加密保留一天，供下一位登录的店员使用。证件照片和同意不保留。</translation>
    </message>
    <message>
        <source>Sign out and keep it</source>
        <comment>answer</comment>
        <translation>退出并保留</translation>
    </message>
    <message>
        <source>Camera and light were not checked today. It takes twenty seconds.</source>
        <comment>notice after the first sign-in of a day</comment>
        <translation>今天还没有检查摄像头和光线。只需二十秒。</translation>
    </message>
    <message>
        <source>The buyer&apos;s screen is gone. What the buyer has to do is said on this screen now; turn it so that the buyer sees it.</source>
        <comment>notice when the second screen was unplugged</comment>
        <translation>顾客屏幕已断开。现在由这个屏幕告诉顾客要做什么，请转动屏幕让顾客看到。</translation>
    </message>
    <message>
        <source>Check now</source>
        <comment>button in a notice: opens the check of camera and light</comment>
        <translation>现在检查</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is slow: it shows a time that has passed. Nothing is lost. Set the clock, or connect to the internet once.</source>
        <comment>notice</comment>
        <translation>这台电脑的时钟慢了：显示的是已经过去的时间。没有丢失任何东西。请校正时钟，或连接一次互联网。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is fast: the operator&apos;s clock is behind it. Nothing is lost. Set the clock.</source>
        <comment>notice</comment>
        <translation>这台电脑的时钟快了：比运营商的时钟早。没有丢失任何东西。请校正时钟。</translation>
    </message>
    <message>
        <source>The operator has set this counter aside: its records contradict each other, as after an old copy of the disk was put back. Nothing is lost. Call the operator; the help says how it goes on.</source>
        <comment>notice</comment>
        <translation>运营商已搁置这个柜台：它的记录互相矛盾，就像放回了旧的硬盘备份之后那样。没有丢失任何东西。请打电话给运营商；帮助里写着接下来怎么做。</translation>
    </message>
    <message>
        <source>New rules of the operator have come. They hold from the program&apos;s next start on.</source>
        <comment>notice</comment>
        <translation>运营商的新规则已收到，从下次启动程序起生效。</translation>
    </message>
    <message>
        <source>%1 registrations wait to be sent; the operator allows %2. No new scan begins until some are sent.</source>
        <comment>notice; numbers</comment>
        <translation>有 %1 条登记等待发送；运营商允许 %2 条。在发出一些之前不会开始新的扫描。</translation>
    </message>
    <message>
        <source>%1 registrations wait to be sent; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers</comment>
        <translation>有 %1 条登记等待发送；达到 %2 条时停止新的扫描。请尽快连接互联网，或使用 U 盘：在队列中按 F6。</translation>
    </message>
    <message>
        <source>The oldest registration has waited for %1 days; the operator allows %2. No new scan begins until it is sent.</source>
        <comment>notice; numbers of days</comment>
        <translation>最早的登记已等待 %1 天；运营商允许 %2 天。在它发出之前不会开始新的扫描。</translation>
    </message>
    <message>
        <source>The oldest registration has waited for %1 days; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers of days</comment>
        <translation>最早的登记已等待 %1 天；满 %2 天时停止新的扫描。请尽快连接互联网，或使用 U 盘：在队列中按 F6。</translation>
    </message>
    <message>
        <source>This counter has not reached its operator for %1 days; %2 are allowed. No new scan begins until it does.</source>
        <comment>notice; numbers of days</comment>
        <translation>这个柜台已有 %1 天没有联系上运营商；允许 %2 天。在联系上之前不会开始新的扫描。</translation>
    </message>
    <message>
        <source>This counter has not reached its operator for %1 days; at %2 new scans stop. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers of days</comment>
        <translation>这个柜台已有 %1 天没有联系上运营商；满 %2 天时停止新的扫描。请尽快连接互联网，或使用 U 盘：在队列中按 F6。</translation>
    </message>
    <message>
        <source>%1 of the %2 record numbers that the operator gave this counter are used. Connect to the internet soon, or use the USB stick: F6 in the queue.</source>
        <comment>notice; numbers</comment>
        <translation>运营商分给这个柜台的 %2 个记录编号已用去 %1 个。请尽快连接互联网，或使用 U 盘：在队列中按 F6。</translation>
    </message>
    <message>
        <source>All %1 record numbers that the operator gave this counter are used. No new scan begins until there are more; they come with the next contact.</source>
        <comment>notice; a number</comment>
        <translation>运营商分给这个柜台的 %1 个记录编号都已用完。在得到新编号之前不会开始新的扫描；新编号会在下次联系时得到。</translation>
    </message>
    <message>
        <source>A technician registers nobody: clerks and supervisors do. Camera, its check and the settings are open to you.</source>
        <comment>notice; the button beside it opens the choice of cameras</comment>
        <translation>技术员不登记任何人，由营业员和主管登记。您可以使用摄像头、摄像头检查和设置。</translation>
    </message>
    <message>
        <source>A scan is going on. It is given up, and the buyer is scanned anew; what was typed is kept.</source>
        <comment>question: close now?</comment>
        <translation>正在进行核验。核验会中止，需要重新为顾客核验；已输入的内容会保留。</translation>
    </message>
    <message numerus="yes">
        <source>Registrations that wait to be sent: %n, the oldest since %1.</source>
        <comment>question: close now? %1 is a time or a date with time</comment>
        <translation>
            <numerusform>等待发送的登记：%n 份，最早的自 %1 起。</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits stays safe on this computer and is sent by itself after the next start.</source>
        <comment>question: close now? about registrations that wait to be sent</comment>
        <translation>等待发送的内容会安全地留在这台电脑上，下次启动后自动发送。</translation>
    </message>
    <message>
        <source>Close now?</source>
        <comment>question when the window is closed</comment>
        <translation>现在关闭吗？</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>answer to: Close now?</comment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The operator has a question about this shop. It can wait.</source>
        <comment>notice after a supervisor signed in</comment>
        <translation>运营商对本店有一个问题，不急，可以稍后回答。</translation>
    </message>
    <message>
        <source>Look</source>
        <comment>button in a notice: opens the operator&apos;s questions</comment>
        <translation>查看</translation>
    </message>
    <message>
        <source>Practice</source>
        <comment>in place of a clerk&apos;s name, where nobody has signed in</comment>
        <translation>练习</translation>
    </message>
</context>
<context>
    <name>DayText</name>
    <message>
        <source>scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>核验</translation>
    </message>
    <message>
        <source>other scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>其他方式核验</translation>
    </message>
    <message>
        <source>no scan</source>
        <comment>day&apos;s end; a column: how the face was scanned</comment>
        <translation>未核验</translation>
    </message>
    <message>
        <source>Nothing was registered on this day.</source>
        <comment>day&apos;s end</comment>
        <translation>这一天没有登记。</translation>
    </message>
    <message>
        <source>All of it is at the operator.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>全部已到运营商。</translation>
    </message>
    <message>
        <source>Registered</source>
        <comment>day&apos;s end; a count</comment>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Still to be sent</source>
        <comment>day&apos;s end; a count</comment>
        <translation>尚待发送</translation>
    </message>
    <message>
        <source>They go out by themselves as soon as there is a connection.</source>
        <comment>day&apos;s end</comment>
        <translation>一有网络就会自动发送。</translation>
    </message>
    <message>
        <source>Set aside</source>
        <comment>day&apos;s end; a count</comment>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>The operator did not take them in. See the queue for the cause.</source>
        <comment>day&apos;s end</comment>
        <translation>运营商没有接收。原因见队列。</translation>
    </message>
    <message>
        <source>At the operator, not decided yet</source>
        <comment>day&apos;s end; a count</comment>
        <translation>已到运营商，尚未决定</translation>
    </message>
    <message>
        <source>Accepted</source>
        <comment>day&apos;s end; a count</comment>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Asked to come back</source>
        <comment>day&apos;s end; a count</comment>
        <translation>请顾客再来</translation>
    </message>
    <message>
        <source>Call these buyers; the queue shows the cause.</source>
        <comment>day&apos;s end</comment>
        <translation>请联系这些顾客；原因见队列。</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <comment>day&apos;s end; a count</comment>
        <translation>未接受</translation>
    </message>
    <message>
        <source>Scanned in another way</source>
        <comment>day&apos;s end; a count</comment>
        <translation>以其他方式核验</translation>
    </message>
    <message>
        <source>Without a scan</source>
        <comment>day&apos;s end; a count</comment>
        <translation>未核验</translation>
    </message>
    <message>
        <source>Withdrawn and erased</source>
        <comment>day&apos;s end; a count</comment>
        <translation>已撤回并删除</translation>
    </message>
    <message>
        <source>Practice</source>
        <comment>day&apos;s end; a count</comment>
        <translation>练习</translation>
    </message>
    <message>
        <source>Day&apos;s end, %1</source>
        <comment>title of the PDF; %1 is a date</comment>
        <translation>日终汇总，%1</translation>
    </message>
    <message>
        <source>Registered: %1.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>已登记：%1。</translation>
    </message>
    <message>
        <source>For somebody to look at: %1.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>需要有人处理：%1。</translation>
    </message>
    <message>
        <source>Still to be sent: %1; nothing is lost.</source>
        <comment>day&apos;s end; headline</comment>
        <translation>尚待发送：%1；没有丢失。</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Number</source>
        <extracomment>What was read from a document: its number.</extracomment>
        <translation>号码</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>出生</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>What was read from a document.</extracomment>
        <translation>性别</translation>
    </message>
    <message>
        <source>proven by its check digit</source>
        <extracomment>How sure a reading is: a check digit on the document proves it.</extracomment>
        <translation>校验码已证实</translation>
    </message>
    <message>
        <source>please compare</source>
        <extracomment>How sure a reading is: the clerk compares it with the strip of the picture beside it.</extracomment>
        <translation>请核对</translation>
    </message>
    <message>
        <source>unsure</source>
        <extracomment>How sure a reading is.</extracomment>
        <translation>不确定</translation>
    </message>
    <message>
        <source>as typed</source>
        <extracomment>A value read from the document, against what the clerk typed.</extracomment>
        <translation>与填写一致</translation>
    </message>
    <message>
        <source>typed otherwise</source>
        <extracomment>A value read from the document, against what the clerk typed.</extracomment>
        <translation>与填写不同</translation>
    </message>
    <message>
        <source>in other letters than typed</source>
        <extracomment>A name read from the document in other letters than the clerk typed.</extracomment>
        <translation>与填写的文字不同</translation>
    </message>
    <message>
        <source>The number on the document is not the one that was typed.</source>
        <translation>证件上的号码与填写的不同。</translation>
    </message>
    <message>
        <source>The name on the document is not the one that was typed.</source>
        <translation>证件上的姓名与填写的不同。</translation>
    </message>
    <message>
        <source>The name stands in other letters than it was typed in. Compare them by eye.</source>
        <translation>证件上的姓名用了另一种文字。请目视核对。</translation>
    </message>
    <message>
        <source>This is another kind of document than the one chosen in the details.</source>
        <translation>证件种类与资料中所选的不同。</translation>
    </message>
    <message>
        <source>The date of birth does not fit the number. Look at the document again.</source>
        <translation>出生日期与号码不符。请再看一遍证件。</translation>
    </message>
    <message>
        <source>The sex does not fit the number. Look at the document again.</source>
        <translation>性别与号码不符。请再看一遍证件。</translation>
    </message>
    <message>
        <source>The document has expired. Ask for a valid one.</source>
        <translation>证件已过期。请出示有效证件。</translation>
    </message>
    <message>
        <source>The document expires within 30 days.</source>
        <translation>证件将在 30 天内到期。</translation>
    </message>
    <message>
        <source>The date of birth can&apos;t be right. Look at the document again.</source>
        <translation>出生日期不可能正确。请再看一遍证件。</translation>
    </message>
    <message>
        <source>The buyer is under 14: a guardian must consent to the scan.</source>
        <translation>购买人未满 14 岁：扫描须经监护人同意。</translation>
    </message>
    <message>
        <source>The buyer is under 16: a guardian must be here with both documents.</source>
        <translation>购买人未满 16 岁：监护人须携带双方证件到场。</translation>
    </message>
    <message>
        <source>male</source>
        <extracomment>Sex as on a document.</extracomment>
        <translation>男</translation>
    </message>
    <message>
        <source>female</source>
        <extracomment>Sex as on a document.</extracomment>
        <translation>女</translation>
    </message>
    <message>
        <source>Hold the page with the portrait into the frame.</source>
        <translation>请把有照片的一面放入画框。</translation>
    </message>
    <message>
        <source>Nearer: the document should fill the frame.</source>
        <extracomment>The document is too small in the camera&apos;s picture.</extracomment>
        <translation>靠近一点：证件应充满画框。</translation>
    </message>
    <message>
        <source>Hold it still.</source>
        <translation>请拿稳。</translation>
    </message>
    <message>
        <source>A lamp shines on it. Tilt it a little.</source>
        <translation>有灯光反射。请稍微倾斜。</translation>
    </message>
    <message>
        <source>It is blurred. A little further away, or wait for the camera.</source>
        <translation>画面模糊。稍远一点，或等摄像头对焦。</translation>
    </message>
    <message>
        <source>Good. Hold it still.</source>
        <translation>很好，请拿稳。</translation>
    </message>
</context>
<context>
    <name>EnrolText</name>
    <message>
        <source>Checking…</source>
        <comment>setting a counter up: under way</comment>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Asking the operator. This may take a minute…</source>
        <comment>setting a counter up: under way</comment>
        <translation>正在询问运营商，可能需要一分钟…</translation>
    </message>
    <message>
        <source>The operator knows this counter now. Writing its settings…</source>
        <comment>setting a counter up: under way</comment>
        <translation>运营商现在认识这个柜台了。正在写入设置…</translation>
    </message>
    <message>
        <source>The file is kept: it is tried again at the next start, and here as soon as there is a network.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">文件已保存：下次启动时会再次尝试；有网络后也可在此再试。</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi, then try again with the same code.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">请检查网线或 Wi-Fi，然后用同一个代码再试。</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t take the code in this file: it was used already, or is no longer good.</source>
        <comment>setting a counter up: what happened</comment>
        <translation>运营商不接受此文件中的代码：它已被使用，或已失效。</translation>
    </message>
    <message>
        <source>Ask the operator for a new file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>请向运营商索取新文件。</translation>
    </message>
    <message>
        <source>The file is kept: it is tried again at the next start. &quot;Set up&quot; tries it now.</source>
        <extracomment>Setting a counter up: what to do. &quot;Set up&quot; is the button.</extracomment>
        <translation>文件已保留：下次启动时会再次尝试。点按“设置”可立即尝试。</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi, then try again with the same file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation type="vanished">请检查网线或 Wi-Fi，然后用同一文件重试。</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>请检查网线或 Wi-Fi。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and whether the network asks for a sign-in.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>请检查本机日期，以及网络是否要求登录。</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>请打开浏览器登录网络。</translation>
    </message>
    <message>
        <source>Ask who looks after this network.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>请联系管理此网络的人。</translation>
    </message>
    <message>
        <source>Wait some minutes.</source>
        <comment>setting a counter up: what to do first</comment>
        <translation>请等几分钟。</translation>
    </message>
    <message>
        <source>Then try again with the same file.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>然后用同一文件重试。</translation>
    </message>
    <message>
        <source>Then try again with the same code.</source>
        <comment>setting a counter up: what to do</comment>
        <translation>然后用同一个代码再试。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Install the program again, or call support.</source>
        <translation>请重新安装程序，或联系技术支持。</translation>
    </message>
    <message>
        <source>Call support and give the code.</source>
        <translation>请联系技术支持并告知代码。</translation>
    </message>
    <message>
        <source>Nothing to do: it goes on by itself.</source>
        <translation>无需操作，程序会自动继续。</translation>
    </message>
    <message>
        <source>Unplug the camera, wait a moment, plug it in again.</source>
        <translation>请拔下摄像头，稍等片刻再插上。</translation>
    </message>
    <message>
        <source>Choose another camera.</source>
        <translation>请选择其他摄像头。</translation>
    </message>
    <message>
        <source>Close the program and start it again. What was saved is safe.</source>
        <translation>请关闭程序后重新启动。已保存的内容不受影响。</translation>
    </message>
    <message>
        <source>The part that seals registrations didn&apos;t start.</source>
        <translation>加密登记的组件没有启动。</translation>
    </message>
    <message>
        <source>A file of the program can&apos;t be read.</source>
        <translation>无法读取程序的一个文件。</translation>
    </message>
    <message>
        <source>The program can&apos;t write to its folder.</source>
        <translation>程序无法写入自己的文件夹。</translation>
    </message>
    <message>
        <source>Check that the disk is there and not read-only.</source>
        <translation>请检查磁盘是否存在、是否为只读。</translation>
    </message>
    <message>
        <source>The disk is full. Nothing that was saved is lost.</source>
        <translation>磁盘已满。已保存的内容没有丢失。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请清理出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>There is too little free space to start a registration. What was saved is safe.</source>
        <translation>剩余空间太少，不能开始登记。已保存的内容不受影响。</translation>
    </message>
    <message>
        <source>There is no camera.</source>
        <translation>没有摄像头。</translation>
    </message>
    <message>
        <source>Plug one in. It is found by itself.</source>
        <translation>请插上摄像头，程序会自动找到它。</translation>
    </message>
    <message>
        <source>This user may not use the camera.</source>
        <translation>当前用户无权使用摄像头。</translation>
    </message>
    <message>
        <source>A technician adds the user to the group “video”.</source>
        <translation>请技术人员把该用户加入“video”组。</translation>
    </message>
    <message>
        <source>Another program is using the camera.</source>
        <translation>另一个程序正在使用摄像头。</translation>
    </message>
    <message>
        <source>Close other programs that show a camera picture.</source>
        <translation>请关闭其他显示摄像头画面的程序。</translation>
    </message>
    <message>
        <source>This camera gives pictures the program can&apos;t read.</source>
        <translation>程序无法读取这个摄像头的画面。</translation>
    </message>
    <message>
        <source>This camera&apos;s pictures are smaller than 640 × 480.</source>
        <translation>这个摄像头的画面小于 640 × 480。</translation>
    </message>
    <message>
        <source>This camera gives fewer than 15 pictures a second.</source>
        <translation>这个摄像头每秒少于 15 帧。</translation>
    </message>
    <message>
        <source>Use another camera, or another USB port without a hub.</source>
        <translation>请换一个摄像头，或不经集线器换一个 USB 接口。</translation>
    </message>
    <message>
        <source>The camera was unplugged. Nothing is lost.</source>
        <translation>摄像头被拔下。没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Plug it in again; the scan starts anew.</source>
        <translation>请重新插上，核验会重新开始。</translation>
    </message>
    <message>
        <source>The camera stopped sending pictures.</source>
        <translation>摄像头停止了传送画面。</translation>
    </message>
    <message>
        <source>The camera reports a fault.</source>
        <translation>摄像头报告故障。</translation>
    </message>
    <message>
        <source>A face model is missing.</source>
        <translation>缺少一个人脸模型。</translation>
    </message>
    <message>
        <source>A face model was changed. The program doesn&apos;t work with it.</source>
        <translation>一个人脸模型被改动，程序不会使用它。</translation>
    </message>
    <message>
        <source>A face model can&apos;t be loaded.</source>
        <translation>无法加载一个人脸模型。</translation>
    </message>
    <message>
        <source>The picture couldn&apos;t be worked on.</source>
        <translation>无法处理这张图片。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG file, or take the picture with the camera.</source>
        <translation>请选择 JPEG 或 PNG 文件，或用摄像头拍摄。</translation>
    </message>
    <message>
        <source>The picture couldn&apos;t be stored.</source>
        <translation>无法保存这张图片。</translation>
    </message>
    <message>
        <source>The operator&apos;s rules can&apos;t be read.</source>
        <translation>无法读取运营商的规则。</translation>
    </message>
    <message>
        <source>The part that looks at faces has stopped.</source>
        <translation>人脸检测组件已停止。</translation>
    </message>
    <message>
        <source>The part that reads the camera has stopped.</source>
        <translation>读取摄像头的组件已停止。</translation>
    </message>
    <message>
        <source>Another window on this computer holds the queue.</source>
        <translation>这台电脑上的另一个窗口占用了队列。</translation>
    </message>
    <message>
        <source>Close the other window.</source>
        <translation>请关闭另一个窗口。</translation>
    </message>
    <message>
        <source>The sealed file of a registration is gone.</source>
        <translation>一条登记的加密文件不见了。</translation>
    </message>
    <message>
        <source>A sealed file is damaged. It was kept.</source>
        <translation>一个加密文件已损坏，文件仍保留。</translation>
    </message>
    <message>
        <source>This registration is not in the queue of this counter.</source>
        <translation>这条登记不在本柜台的队列中。</translation>
    </message>
    <message>
        <source>Check the code.</source>
        <translation>请核对代码。</translation>
    </message>
    <message>
        <source>The registration may have left already.</source>
        <translation>这条登记可能已经发出。</translation>
    </message>
    <message>
        <source>Ask the operator to cancel it, with the record code.</source>
        <translation>请凭记录代码让运营商取消。</translation>
    </message>
    <message>
        <source>The queue&apos;s index has a fault. Nothing was erased.</source>
        <translation>队列索引有故障，没有删除任何内容。</translation>
    </message>
    <message>
        <source>The queue was written by a newer version of the program.</source>
        <translation>队列由更新版本的程序写入。</translation>
    </message>
    <message>
        <source>Install the newer version.</source>
        <translation>请安装新版本。</translation>
    </message>
    <message>
        <source>The keys of this counter can&apos;t be used.</source>
        <translation>本柜台的密钥无法使用。</translation>
    </message>
    <message>
        <source>The security chip that keeps this counter&apos;s key doesn&apos;t answer.</source>
        <translation>保管本柜台密钥的安全芯片没有响应。</translation>
    </message>
    <message>
        <source>Try again; if it stays, restart the computer, then call support.</source>
        <translation>请重试；若仍然如此，请重启电脑，再联系技术支持。</translation>
    </message>
    <message>
        <source>This counter&apos;s key belongs to another computer, or its security chip was cleared.</source>
        <translation>本柜台的密钥属于另一台电脑，或其安全芯片已被清除。</translation>
    </message>
    <message>
        <source>This counter is not known to the operator yet.</source>
        <translation>运营商还不认识本柜台。</translation>
    </message>
    <message>
        <source>Enrol it with a code from the operator.</source>
        <translation>请用运营商给的代码登记本柜台。</translation>
    </message>
    <message>
        <source>The operator can&apos;t be reached.</source>
        <translation>无法连接运营商。</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi. Sending goes on by itself.</source>
        <translation>请检查网线或 Wi-Fi。发送会自动继续。</translation>
    </message>
    <message>
        <source>The server that answered couldn&apos;t prove to be the operator. Nothing was sent.</source>
        <translation>应答的服务器不能证明自己是运营商。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, and whether the network asks for a sign-in.</source>
        <translation>请检查这台电脑的日期，以及网络是否要求登录。</translation>
    </message>
    <message>
        <source>The operator didn&apos;t answer in time.</source>
        <translation>运营商没有及时应答。</translation>
    </message>
    <message>
        <source>The operator is busy.</source>
        <translation>运营商正忙。</translation>
    </message>
    <message>
        <source>The operator has a fault of its own.</source>
        <translation>运营商系统有故障。</translation>
    </message>
    <message>
        <source>The operator refused a registration. It was kept.</source>
        <translation>运营商拒收了一条登记，记录仍保留。</translation>
    </message>
    <message>
        <source>Call the operator with the record code.</source>
        <translation>请凭记录代码致电运营商。</translation>
    </message>
    <message>
        <source>The list of clerks can&apos;t be read. It was left as it is.</source>
        <translation>无法读取营业员名单，文件未作改动。</translation>
    </message>
    <message>
        <source>Something couldn&apos;t be done.</source>
        <translation>有一项操作没有完成。</translation>
    </message>
    <message>
        <source>This picture can&apos;t be read; it may be damaged or far too large.</source>
        <translation>无法读取这张图片；它可能已损坏或过大。</translation>
    </message>
    <message>
        <source>The list of pictures can&apos;t be used.</source>
        <translation>图片清单无法使用。</translation>
    </message>
    <message>
        <source>Mend it as the next line says.</source>
        <translation>请按下一行的说明修改。</translation>
    </message>
    <message>
        <source>There are too few pairs to tell such an error rate.</source>
        <translation>配对太少，无法得出这样的错误率。</translation>
    </message>
    <message>
        <source>Add people and pictures, or allow a higher rate.</source>
        <translation>请增加人和图片，或允许更高的错误率。</translation>
    </message>
    <message>
        <source>The signature doesn&apos;t fit: it was altered, or somebody else signed it.</source>
        <translation>签名不符：内容被改动，或由他人签署。</translation>
    </message>
    <message>
        <source>Nothing was taken over. Use the file as the operator signed it.</source>
        <translation>未采用任何内容。请使用运营商签署的原文件。</translation>
    </message>
    <message>
        <source>This policy is not newer than the one before it.</source>
        <translation>此策略不比之前的策略新。</translation>
    </message>
    <message>
        <source>Give it a higher number.</source>
        <translation>请给它更大的编号。</translation>
    </message>
    <message>
        <source>This file is not what it should be.</source>
        <translation>此文件不是所需的文件。</translation>
    </message>
    <message>
        <source>Choose the file that was meant.</source>
        <translation>请选择正确的文件。</translation>
    </message>
    <message>
        <source>This counter may register no more until it has reached its operator.</source>
        <translation>在联系上运营商之前，这个柜台不能再登记。</translation>
    </message>
    <message>
        <source>Connect it to the internet; sending goes on by itself.</source>
        <translation>请把它接上互联网；发送会自动继续。</translation>
    </message>
    <message>
        <source>This network wants a sign-in before it lets anything through.</source>
        <translation>这个网络要先登录才放行。</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network. Sending then goes on by itself.</source>
        <translation>请打开浏览器登录这个网络。之后发送会自动继续。</translation>
    </message>
    <message>
        <source>The network&apos;s proxy let nothing through.</source>
        <translation>网络的代理没有放行。</translation>
    </message>
    <message>
        <source>Ask who looks after this network. Sending goes on by itself.</source>
        <translation>请找管理这个网络的人。发送会自动继续。</translation>
    </message>
    <message>
        <source>The proxy in this computer&apos;s settings doesn&apos;t answer.</source>
        <translation>这台电脑设置里的代理没有应答。</translation>
    </message>
    <message>
        <source>Check the proxy in the network settings. Sending goes on by itself.</source>
        <translation>请检查网络设置里的代理。发送会自动继续。</translation>
    </message>
    <message>
        <source>The operator has put another counter in this one&apos;s place. It registers nobody any more; what waits is still sent.</source>
        <translation>运营商已让另一个柜台接替本柜台。它不再登记任何人；等待的登记仍会发送。</translation>
    </message>
    <message>
        <source>If this is a mistake, call the operator: with a new code this computer is enrolled again.</source>
        <translation>如果这是误会，请打电话给运营商：用新代码可以重新注册这台电脑。</translation>
    </message>
    <message>
        <source>The operator has withdrawn the certificate that this server shows: somebody may stand in between. Nothing was sent.</source>
        <translation>运营商已撤销这台服务器出示的证书：可能有人在中间。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Call the operator before anything else. What waits here is safe.</source>
        <translation>请先打电话给运营商。这里等待的登记是安全的。</translation>
    </message>
    <message>
        <source>A file on the USB stick, or the stick, can&apos;t be used. Nothing was changed.</source>
        <translation>U 盘上的一个文件或 U 盘本身无法使用。没有任何改动。</translation>
    </message>
    <message>
        <source>Put the stick in again and repeat.</source>
        <translation>请再插入 U 盘并重复。</translation>
    </message>
    <message>
        <source>An answer on the USB stick is for another counter.</source>
        <translation>U 盘上的一个答复属于另一个柜台。</translation>
    </message>
    <message>
        <source>Take the stick to the counter it belongs to.</source>
        <translation>请把 U 盘拿到它所属的柜台。</translation>
    </message>
    <message>
        <source>This clerk can&apos;t be added or changed so.</source>
        <translation>不能这样添加或更改这位营业员。</translation>
    </message>
    <message>
        <source>Look at the list again: somebody may have changed it meanwhile.</source>
        <translation>请再看一下名单：可能有人在此期间改过。</translation>
    </message>
    <message>
        <source>These keys of the operator are not newer than those in force.</source>
        <translation>运营商的这些密钥并不比正在使用的新。</translation>
    </message>
    <message>
        <source>Nothing to do: the keys in force stay.</source>
        <translation>不需要做任何事：正在使用的密钥保持不变。</translation>
    </message>
    <message>
        <source>This is not signed by the operator&apos;s office. Nothing was changed.</source>
        <translation>这没有运营商办公室的签名。未作任何更改。</translation>
    </message>
    <message>
        <source>Tell the operator: only its office may change policy and keys.</source>
        <translation>请告知运营商：只有其办公室可以更改策略和密钥。</translation>
    </message>
    <message>
        <source>This file is far larger than it should be: it is another one.</source>
        <translation>这个文件比应有的大得多：它是另一个文件。</translation>
    </message>
    <message>
        <source>This file was made for a newer version of the program.</source>
        <translation>这个文件是为更新版本的程序制作的。</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t take this code: it was used already, or is no longer good.</source>
        <translation>运营商不接受这个代码：它已被使用，或已失效。</translation>
    </message>
    <message>
        <source>Look whether it is typed as the operator gave it, or ask for a new one.</source>
        <translation>请核对是否与运营商给的一致，或索取一个新的。</translation>
    </message>
    <message>
        <source>This file is for another shop.</source>
        <translation>这个文件属于另一家门店。</translation>
    </message>
    <message>
        <source>Take the file of this shop.</source>
        <translation>请用本店的文件。</translation>
    </message>
    <message>
        <source>This counter was set up for another shop before.</source>
        <translation>这个柜台以前是为另一家门店设置的。</translation>
    </message>
    <message>
        <source>This file is no longer good.</source>
        <translation>这个文件已失效。</translation>
    </message>
    <message>
        <source>Ask the operator for a new one. Look at this computer&apos;s date first.</source>
        <translation>请向运营商索取新文件。请先核对这台电脑的日期。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong.</source>
        <translation>这台电脑的时钟不对。</translation>
    </message>
    <message>
        <source>Set its date and time, then use the same file again.</source>
        <translation>请设置日期和时间，然后再用同一个文件。</translation>
    </message>
    <message>
        <source>This computer can&apos;t tell whether the file is the operator&apos;s: it doesn&apos;t know the key of the operator&apos;s office.</source>
        <translation>这台电脑无法判断文件是否来自运营商：它不知道运营商办公室的密钥。</translation>
    </message>
    <message>
        <source>A technician installs that key.</source>
        <translation>由技术员安装该密钥。</translation>
    </message>
    <message>
        <source>This counter belongs to another user of this computer.</source>
        <translation>这个柜台属于这台电脑的另一个用户。</translation>
    </message>
    <message>
        <source>Sign in to the computer as that user.</source>
        <translation>请以该用户登录电脑。</translation>
    </message>
    <message>
        <source>This file is not newer than the one that set this counter up.</source>
        <translation>这个文件并不比设置这个柜台时所用的更新。</translation>
    </message>
    <message>
        <source>Ask the operator for a new one.</source>
        <translation>请向运营商索取新的文件。</translation>
    </message>
    <message>
        <source>What was said of this counter at its installation can&apos;t be used.</source>
        <translation>安装时为这个柜台写下的设置无法使用。</translation>
    </message>
    <message>
        <source>A technician mends the file that is named here, then the program is started again.</source>
        <translation>请技术员修正这里指出的文件，然后重新启动程序。</translation>
    </message>
    <message>
        <source>The folder in which this counter keeps its records can&apos;t be used.</source>
        <translation>这个柜台存放记录的文件夹无法使用。</translation>
    </message>
    <message>
        <source>A technician looks at its disk and its owner. Nothing was changed.</source>
        <translation>请技术员检查它的磁盘和所有者。没有改动任何东西。</translation>
    </message>
    <message>
        <source>The network sends this computer elsewhere than to the operator. Nothing was sent.</source>
        <translation>网络把此计算机引向了运营商以外的地方。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Open a web browser and sign in to the network, then try again.</source>
        <translation>请打开浏览器登录网络，然后重试。</translation>
    </message>
    <message>
        <source>What answered is not what an operator sends. Nothing was erased.</source>
        <translation>收到的答复不是运营商会发送的内容。没有删除任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it stays, call the operator.</source>
        <translation>请重试；若仍然如此，请致电运营商。</translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>Try again.</source>
        <translation>请再试一次。</translation>
    </message>
    <message>
        <source>If that can&apos;t be done, choose “Another way”.</source>
        <translation>如果做不到，请选“其他方式”。</translation>
    </message>
    <message>
        <source>Too far away</source>
        <translation>离得太远</translation>
    </message>
    <message>
        <source>The buyer was too far from the camera. Nobody was refused.</source>
        <translation>顾客离摄像头太远。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The face was too small for the eyes to be judged.</source>
        <translation>画面里的脸太小，看不清眼睛。</translation>
    </message>
    <message>
        <source>Ask the buyer to come nearer, to about an arm&apos;s length.</source>
        <translation>请顾客靠近一些，约一臂的距离。</translation>
    </message>
    <message>
        <source>Or move the camera towards the buyer.</source>
        <translation>或者把摄像头移近顾客。</translation>
    </message>
    <message>
        <source>Try again once the face fills the oval.</source>
        <translation>等脸充满椭圆后再试一次。</translation>
    </message>
    <message>
        <source>Too near</source>
        <translation>离得太近</translation>
    </message>
    <message>
        <source>The buyer was too near the camera. Nobody was refused.</source>
        <translation>顾客离摄像头太近。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Parts of the face were outside the picture.</source>
        <translation>脸有一部分在画面之外。</translation>
    </message>
    <message>
        <source>Ask the buyer to move back a little, to about an arm&apos;s length.</source>
        <translation>请顾客往后退一点，约一臂的距离。</translation>
    </message>
    <message>
        <source>Or move the camera back.</source>
        <translation>或者把摄像头往后移。</translation>
    </message>
    <message>
        <source>Try again once the whole face is inside the oval.</source>
        <translation>等整张脸都在椭圆里后再试一次。</translation>
    </message>
    <message>
        <source>Not in the middle</source>
        <translation>不在中间</translation>
    </message>
    <message>
        <source>The face was at the edge of the picture. Nobody was refused.</source>
        <translation>脸在画面边上。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The head leaves the picture as soon as it turns.</source>
        <translation>一转头就会离开画面。</translation>
    </message>
    <message>
        <source>Turn or lift the camera until the face is in the oval.</source>
        <translation>转动或抬高摄像头，让脸进入椭圆。</translation>
    </message>
    <message>
        <source>Ask the buyer to sit upright, in front of the camera.</source>
        <translation>请顾客正对摄像头坐直。</translation>
    </message>
    <message>
        <source>Too dark to see the eyes</source>
        <translation>太暗，看不清眼睛</translation>
    </message>
    <message>
        <source>The picture was too dark. Nobody was refused.</source>
        <translation>画面太暗。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>A blink can&apos;t be judged in this light.</source>
        <translation>这样的光线下无法判断眨眼。</translation>
    </message>
    <message>
        <source>Turn the lamp towards the buyer, or turn the counter away from the window.</source>
        <translation>把灯转向顾客，或让柜台背离窗户。</translation>
    </message>
    <message>
        <source>Ask the buyer to lift a hat or cap.</source>
        <translation>请顾客摘下或抬高帽子。</translation>
    </message>
    <message>
        <source>Too bright</source>
        <translation>太亮</translation>
    </message>
    <message>
        <source>The picture was too bright. Nobody was refused.</source>
        <translation>画面太亮。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Parts of the face were plain white.</source>
        <translation>脸上有些地方一片白。</translation>
    </message>
    <message>
        <source>Turn the lamp away from the face, or dim it.</source>
        <translation>把灯转开，或调暗。</translation>
    </message>
    <message>
        <source>Close a blind if the sun shines on the buyer.</source>
        <translation>如果阳光照在顾客身上，请拉上窗帘。</translation>
    </message>
    <message>
        <source>Light from one side or behind</source>
        <translation>光线来自一侧或背后</translation>
    </message>
    <message>
        <source>The light was uneven. Nobody was refused.</source>
        <translation>光线不均匀。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>One half of the face, or all of it, was in its own shadow.</source>
        <translation>半边脸或整张脸处在阴影里。</translation>
    </message>
    <message>
        <source>Turn the counter or the camera until the window is in front of the buyer.</source>
        <translation>转动柜台或摄像头，让窗户在顾客前方。</translation>
    </message>
    <message>
        <source>Put a lamp on the darker side.</source>
        <translation>在较暗的一侧放一盏灯。</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>The picture was blurred. Nobody was refused.</source>
        <translation>画面模糊。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Eyes and mouth had no clear edges.</source>
        <translation>眼睛和嘴巴的轮廓不清楚。</translation>
    </message>
    <message>
        <source>Wipe the camera&apos;s lens with a soft cloth.</source>
        <translation>用软布擦拭镜头。</translation>
    </message>
    <message>
        <source>Ask the buyer to hold still until a movement is asked for.</source>
        <translation>请顾客保持不动，直到提示动作。</translation>
    </message>
    <message>
        <source>Check that the camera stands firmly, then try again.</source>
        <translation>确认摄像头放稳后再试一次。</translation>
    </message>
    <message>
        <source>Eyes not visible</source>
        <translation>看不见眼睛</translation>
    </message>
    <message>
        <source>The eyes could not be seen. Nobody was refused.</source>
        <translation>没有看到眼睛。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Dark or shining glasses, or hair, were in front of the eyes.</source>
        <translation>眼睛被深色或反光的眼镜、头发挡住。</translation>
    </message>
    <message>
        <source>Ask the buyer to take off dark glasses, or to tilt shining ones a little.</source>
        <translation>请顾客摘下深色眼镜；反光的眼镜稍微倾斜一下。</translation>
    </message>
    <message>
        <source>Ask the buyer to move hair away from the eyes.</source>
        <translation>请顾客把头发从眼前拨开。</translation>
    </message>
    <message>
        <source>Try again. If glasses must stay on or the eyes can&apos;t be shown, choose “Another way”.</source>
        <translation>请再试一次。如果眼镜不能摘，或无法露出眼睛，请选“其他方式”。</translation>
    </message>
    <message>
        <source>Face covered</source>
        <translation>脸被遮住</translation>
    </message>
    <message>
        <source>Part of the face was covered. Nobody was refused.</source>
        <translation>脸有一部分被遮住。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>A mask, a scarf or a hand was in front of mouth or nose.</source>
        <translation>口罩、围巾或手挡住了嘴或鼻子。</translation>
    </message>
    <message>
        <source>Ask whether the mask or scarf can come off for a minute.</source>
        <translation>请问顾客口罩或围巾能否摘下一会儿。</translation>
    </message>
    <message>
        <source>Ask the buyer to keep hands away from the face, then try again.</source>
        <translation>请顾客把手从脸上拿开，然后再试一次。</translation>
    </message>
    <message>
        <source>If it stays on for health or faith, choose “Another way”.</source>
        <translation>如因健康或信仰不能摘下，请选“其他方式”。</translation>
    </message>
    <message>
        <source>Not facing the camera</source>
        <translation>没有正对摄像头</translation>
    </message>
    <message>
        <source>The face was turned away at the start. Nobody was refused.</source>
        <translation>开始时脸没有朝前。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The scan begins with a look straight into the camera.</source>
        <translation>扫描从正视摄像头开始。</translation>
    </message>
    <message>
        <source>Put the camera at the height of the eyes.</source>
        <translation>把摄像头放在与眼睛同高的位置。</translation>
    </message>
    <message>
        <source>Ask the buyer to look straight into it until an arrow appears.</source>
        <translation>请顾客正视摄像头，直到出现箭头。</translation>
    </message>
    <message>
        <source>Another movement than asked</source>
        <translation>与提示的动作不同</translation>
    </message>
    <message>
        <source>The movement was another one. Nobody was refused.</source>
        <translation>做的是另一个动作。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>It happens easily, above all with left and right.</source>
        <translation>这很常见，尤其是左右。</translation>
    </message>
    <message>
        <source>Show the movement yourself once. The arrow points to where the buyer turns.</source>
        <translation>您先示范一次。箭头指向顾客要转的方向。</translation>
    </message>
    <message>
        <source>Check that the prompts are in the buyer&apos;s language.</source>
        <translation>确认提示用的是顾客的语言。</translation>
    </message>
    <message>
        <source>A little too early</source>
        <translation>早了一点</translation>
    </message>
    <message>
        <source>The movement came before it was asked. Nobody was refused.</source>
        <translation>动作做在提示之前。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The order is new each time, so a movement counts only after its prompt.</source>
        <translation>每次顺序都不同，只有提示之后的动作才算。</translation>
    </message>
    <message>
        <source>Tell the buyer: wait for the arrow, then move.</source>
        <translation>请告诉顾客：等箭头出现再动。</translation>
    </message>
    <message>
        <source>Between two prompts, look straight ahead.</source>
        <translation>两次提示之间请正视前方。</translation>
    </message>
    <message>
        <source>Time ran out</source>
        <translation>时间到了</translation>
    </message>
    <message>
        <source>The time was too short. Nothing was wrong with the buyer or the picture.</source>
        <translation>时间太短。顾客和画面都没有问题。</translation>
    </message>
    <message>
        <source>The movement asked for was not seen before its time was over.</source>
        <translation>在规定时间内没有看到提示的动作。</translation>
    </message>
    <message>
        <source>Explain the movements first: a slow blink, then the head well to the side.</source>
        <translation>先说明动作：慢慢眨一次眼，再把头充分转向一侧。</translation>
    </message>
    <message>
        <source>Try again. There is no hurry between the tries.</source>
        <translation>请再试一次。两次之间不用着急。</translation>
    </message>
    <message>
        <source>If a movement can&apos;t be done, choose “Another way”.</source>
        <translation>如果有动作做不到，请选“其他方式”。</translation>
    </message>
    <message>
        <source>No face in the picture</source>
        <translation>画面里没有脸</translation>
    </message>
    <message>
        <source>The camera saw no face. Nobody was refused.</source>
        <translation>摄像头没有看到脸。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Nothing could begin, so nothing was compared.</source>
        <translation>还没有开始，因此没有做任何比对。</translation>
    </message>
    <message>
        <source>Turn the camera to the buyer, at the height of the eyes.</source>
        <translation>把摄像头转向顾客，与眼睛同高。</translation>
    </message>
    <message>
        <source>Check that nothing covers the lens.</source>
        <translation>确认镜头没有被挡住。</translation>
    </message>
    <message>
        <source>Try again once the face is in the oval.</source>
        <translation>等脸在椭圆里后再试一次。</translation>
    </message>
    <message>
        <source>More than one face</source>
        <translation>不止一张脸</translation>
    </message>
    <message>
        <source>More than one face was in the picture. Nobody was refused.</source>
        <translation>画面里不止一张脸。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The scan stops then, so that nobody but the buyer is compared.</source>
        <translation>这时扫描会停止，以免比对到别人。</translation>
    </message>
    <message>
        <source>Ask others to step out of the picture, also behind the buyer.</source>
        <translation>请其他人离开画面，包括顾客身后的人。</translation>
    </message>
    <message>
        <source>Cover posters or screens with faces in the background.</source>
        <translation>遮住背景里有人脸的海报或屏幕。</translation>
    </message>
    <message>
        <source>Face lost from view</source>
        <translation>脸离开了画面</translation>
    </message>
    <message>
        <source>The face went out of view during the scan. Nobody was refused.</source>
        <translation>扫描中脸离开了画面。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The scan must see one face from start to end, without a gap.</source>
        <translation>扫描必须从头到尾一直看到同一张脸。</translation>
    </message>
    <message>
        <source>Ask the buyer to stay in the oval and to turn the head only, not the chair.</source>
        <translation>请顾客留在椭圆里，只转头，不转椅子。</translation>
    </message>
    <message>
        <source>Keep hands and papers out of the picture.</source>
        <translation>手和纸张不要进入画面。</translation>
    </message>
    <message>
        <source>Another person came in</source>
        <translation>有别人进入画面</translation>
    </message>
    <message>
        <source>Another person came into view during the scan. Nobody was refused.</source>
        <translation>扫描中有别人进入画面。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>The face seen at the end must be the one seen at the start.</source>
        <translation>结束时的脸必须和开始时是同一张。</translation>
    </message>
    <message>
        <source>Ask the buyer to sit alone before the camera.</source>
        <translation>请顾客独自坐在摄像头前。</translation>
    </message>
    <message>
        <source>A child on the arm or a helper stays beside the picture, not in it.</source>
        <translation>怀里的孩子或陪同的人请在画面之外。</translation>
    </message>
    <message>
        <source>Face looked flat in the turn</source>
        <translation>转头时脸显得平</translation>
    </message>
    <message>
        <source>The turn showed too little depth to go on.</source>
        <translation>转头显出的立体感不够，无法继续。</translation>
    </message>
    <message>
        <source>A turning head shows its shape; a picture does not. A small turn looks flat too.</source>
        <translation>真人转头会显出立体形状，照片不会。转得太小也会显得平。</translation>
    </message>
    <message>
        <source>See for yourself that the buyer is sitting before the camera.</source>
        <translation>请您亲眼确认顾客坐在摄像头前。</translation>
    </message>
    <message>
        <source>Ask for a wider turn: the nose well to the side, the shoulders still.</source>
        <translation>请顾客转得大一些：鼻子明显朝向一侧，肩膀不动。</translation>
    </message>
    <message>
        <source>Try again, or choose “Another way”: a person at the operator looks.</source>
        <translation>再试一次，或选“其他方式”：由运营商的工作人员查看。</translation>
    </message>
    <message>
        <source>Looks like a screen or a print</source>
        <translation>像是屏幕或照片</translation>
    </message>
    <message>
        <source>The picture looked like a screen or a printed photo.</source>
        <translation>画面看起来像屏幕或打印的照片。</translation>
    </message>
    <message>
        <source>Straight edges or shine near a real face can look like that too.</source>
        <translation>真人脸旁的直边或反光也可能造成这种情况。</translation>
    </message>
    <message>
        <source>See for yourself that no phone, tablet or photo is before the camera.</source>
        <translation>请您亲眼确认摄像头前没有手机、平板或照片。</translation>
    </message>
    <message>
        <source>Take frames and shining things out of the picture and turn a lamp that is mirrored.</source>
        <translation>把镜框和反光的东西移出画面，转开会反光的灯。</translation>
    </message>
    <message>
        <source>Not the same face as on the document</source>
        <translation>与证件上的脸不一致</translation>
    </message>
    <message>
        <source>The face and the document portrait don&apos;t match.</source>
        <translation>脸与证件照片不一致。</translation>
    </message>
    <message>
        <source>Both pictures were good enough to compare. Old portraits, glasses and hair can mislead.</source>
        <translation>两张照片都足以比对。旧照片、眼镜和发型可能造成误判。</translation>
    </message>
    <message>
        <source>Check that the document is the buyer&apos;s own, and that its portrait was taken well.</source>
        <translation>请确认证件是顾客本人的，证件照片拍得清楚。</translation>
    </message>
    <message>
        <source>Ask for the look on the portrait: glasses off or on, hair away from the face.</source>
        <translation>请顾客尽量与证件照片一致：摘下或戴上眼镜，头发不遮脸。</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>不能确定</translation>
    </message>
    <message>
        <source>The comparison is not certain. A person must look.</source>
        <translation>比对不能确定，需要人工查看。</translation>
    </message>
    <message>
        <source>The pictures are neither clearly the same face nor clearly two. Nobody was refused.</source>
        <translation>既不能确定是同一张脸，也不能确定是两张。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>Take the document portrait again if it is small, old or shining.</source>
        <translation>如果证件照片太小、太旧或反光，请重新拍摄。</translation>
    </message>
    <message>
        <source>Try again with even light and, if possible, without glasses.</source>
        <translation>请在均匀的光线下再试，可能的话摘下眼镜。</translation>
    </message>
    <message>
        <source>Or choose “Another way”: a person at the operator decides, the buyer need not wait here.</source>
        <translation>或选“其他方式”：由运营商的工作人员决定，顾客不必在此等候。</translation>
    </message>
    <message>
        <source>Camera not trusted</source>
        <translation>摄像头不可信</translation>
    </message>
    <message>
        <source>This camera is a program, not a device. Nobody was refused.</source>
        <translation>这个摄像头是程序，不是设备。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>A virtual camera can play any film, so its picture proves nothing.</source>
        <translation>虚拟摄像头可以播放任何视频，它的画面不能证明什么。</translation>
    </message>
    <message>
        <source>Choose the counter&apos;s own camera.</source>
        <translation>请选择柜台自己的摄像头。</translation>
    </message>
    <message>
        <source>Close programs that offer a virtual camera, such as video calls.</source>
        <translation>关闭提供虚拟摄像头的程序，例如视频通话。</translation>
    </message>
    <message>
        <source>If no other camera is listed, unplug the camera, plug it in again and look once more.</source>
        <translation>如果没有列出其他摄像头，请拔下再插上，然后再看。</translation>
    </message>
    <message>
        <source>Camera too slow or too small</source>
        <translation>摄像头太慢或画面太小</translation>
    </message>
    <message>
        <source>The camera&apos;s picture was too slow or too small. Nobody was refused.</source>
        <translation>摄像头太慢或画面太小。没有拒绝任何人。</translation>
    </message>
    <message>
        <source>A blink is over in a fifth of a second: 15 pictures a second and 640 × 480 are needed.</source>
        <translation>眨眼只需五分之一秒：至少需要每秒 15 帧、640 × 480。</translation>
    </message>
    <message>
        <source>Plug the camera straight into the computer, not into a hub.</source>
        <translation>把摄像头直接插在电脑上，不要经过集线器。</translation>
    </message>
    <message>
        <source>More light makes many cameras faster.</source>
        <translation>光线更亮，许多摄像头会更快。</translation>
    </message>
    <message>
        <source>Choose another camera if it stays slow.</source>
        <translation>如果还是慢，请换一个摄像头。</translation>
    </message>
    <message>
        <source>Document picture can&apos;t be used</source>
        <translation>证件照片不能用</translation>
    </message>
    <message>
        <source>The picture of the document can&apos;t be used. The scan was not judged.</source>
        <translation>证件照片不能用。扫描未作判断。</translation>
    </message>
    <message>
        <source>It was too small, too blurred or damaged.</source>
        <translation>照片太小、太模糊或已损坏。</translation>
    </message>
    <message>
        <source>Lay the document flat, without its sleeve, and fill the picture with it.</source>
        <translation>取下证件套，平放，让证件充满画面。</translation>
    </message>
    <message>
        <source>Turn it until no lamp is mirrored in it.</source>
        <translation>转动证件，直到没有灯光反射。</translation>
    </message>
    <message>
        <source>Take the document picture again. The details you typed stay.</source>
        <translation>重新拍摄证件。已填写的资料会保留。</translation>
    </message>
    <message>
        <source>No portrait on the document</source>
        <translation>证件上没有照片</translation>
    </message>
    <message>
        <source>No portrait was found on the document picture. The scan was not judged.</source>
        <translation>证件图片上没有找到人像。扫描未作判断。</translation>
    </message>
    <message>
        <source>Without a portrait there is nothing to compare the buyer with.</source>
        <translation>没有人像就无法与顾客比对。</translation>
    </message>
    <message>
        <source>Show the side of the document that carries the portrait.</source>
        <translation>请出示证件有人像的一面。</translation>
    </message>
    <message>
        <source>Upright, with the whole portrait in the picture and no finger on it.</source>
        <translation>放正，人像完整在画面中，手指不要遮挡。</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>bold button of the failure card</comment>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Back to the document</source>
        <comment>bold button of the failure card</comment>
        <translation>回到证件</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <comment>bold button of the failure card</comment>
        <translation>选择摄像头</translation>
    </message>
    <message>
        <source>No tries left. The registration goes on without a scan, to a person at the operator. Nobody was refused.</source>
        <translation>次数已用完。登记将不经扫描继续，由运营商的工作人员处理。没有拒绝任何人。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries left. After that the registration goes on without a scan, to a person at the operator.</source>
        <comment>below the buttons of the failure card</comment>
        <translation>
            <numerusform>还剩 %n 次。之后登记将不经扫描继续，由运营商的工作人员处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>One try left. After that the registration goes on without a scan, to a person at the operator.</source>
        <translation>还剩一次。之后登记将不经扫描继续，由运营商的工作人员处理。</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>Format of a date of birth for QLocale::toString: d is the day, MMMM the month&apos;s name, yyyy the year.</extracomment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Born %1, female.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>%1出生，女。</translation>
    </message>
    <message>
        <source>Born %1, male.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>%1出生，男。</translation>
    </message>
    <message>
        <source>Born %1.</source>
        <extracomment>Under the document number. %1 is a date such as &quot;31 December 1949&quot;.</extracomment>
        <translation>%1出生。</translation>
    </message>
    <message>
        <source>Compare with the document: this number has no check digit.</source>
        <extracomment>Under the document number, for numbers that carry no check digit (passports).</extracomment>
        <translation>请与证件核对：这种号码没有校验码。</translation>
    </message>
    <message>
        <source>Check digit right.</source>
        <extracomment>Under the document number, after &quot;Born 31 December 1949, female.&quot;.</extracomment>
        <translation>校验码正确。</translation>
    </message>
    <message>
        <source>19 digits without check digit. Compare with the card once more.</source>
        <extracomment>Under the ICCID: some cards don&apos;t print the last digit.</extracomment>
        <translation>19 位，没有校验码。请再与卡面核对一次。</translation>
    </message>
    <message>
        <source>The last character doesn&apos;t fit. Compare each digit with the document.</source>
        <extracomment>Under the document number: the check digit does not fit the others.</extracomment>
        <translation>最后一位不符。请与证件逐位核对。</translation>
    </message>
    <message>
        <source>The last digit doesn&apos;t fit. Scan the barcode again or compare the digits.</source>
        <extracomment>Under the ICCID or IMEI: the check digit does not fit the others.</extracomment>
        <translation>最后一位不符。请重新扫描条码或核对数字。</translation>
    </message>
    <message>
        <source>The number on a SIM begins with 89.</source>
        <extracomment>Under the ICCID field.</extracomment>
        <translation>SIM 卡上的号码以 89 开头。</translation>
    </message>
    <message>
        <source>This is not the number of a phone for sale.</source>
        <extracomment>Under the IMEI field.</extracomment>
        <translation>这不是在售手机的号码。</translation>
    </message>
    <message>
        <source>A mobile number begins with 13 to 19, one of another country with +.</source>
        <extracomment>Under the phone number field.</extracomment>
        <translation>手机号码以 13 至 19 开头，其他国家的号码以 + 开头。</translation>
    </message>
    <message>
        <source>This number can&apos;t begin like that.</source>
        <translation>这个号码不能这样开头。</translation>
    </message>
    <message>
        <source>Type the name as it stands on the document.</source>
        <extracomment>Under the name field: what was typed has no letter in it.</extracomment>
        <translation>请按证件上的写法输入姓名。</translation>
    </message>
    <message>
        <source>This doesn&apos;t look like a number of this document. Compare with the document.</source>
        <extracomment>Under a number field: letters and digits are not where this document has them.</extracomment>
        <translation>这不像这种证件的号码。请与证件核对。</translation>
    </message>
    <message>
        <source>Resident identity card</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>居民身份证</translation>
    </message>
    <message>
        <source>Temporary identity card</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>临时居民身份证</translation>
    </message>
    <message>
        <source>Household register</source>
        <extracomment>A Chinese identity document (hukou book), in the list of documents.</extracomment>
        <translation>户口簿</translation>
    </message>
    <message>
        <source>Military ID</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>军人证件</translation>
    </message>
    <message>
        <source>Armed police ID</source>
        <extracomment>A Chinese identity document, in the list of documents.</extracomment>
        <translation>武警证件</translation>
    </message>
    <message>
        <source>Hong Kong and Macau permit</source>
        <extracomment>Permit to enter the mainland for people of Hong Kong and Macau, in the list of documents.</extracomment>
        <translation>港澳居民来往内地通行证</translation>
    </message>
    <message>
        <source>Taiwan permit</source>
        <extracomment>Permit to enter the mainland for people of Taiwan, in the list of documents.</extracomment>
        <translation>台湾居民来往大陆通行证</translation>
    </message>
    <message>
        <source>Residence permit (Hong Kong, Macau, Taiwan)</source>
        <extracomment>Residence permit for people of Hong Kong, Macau and Taiwan, in the list of documents.</extracomment>
        <translation>港澳台居民居住证</translation>
    </message>
    <message>
        <source>Foreign passport</source>
        <extracomment>In the list of documents.</extracomment>
        <translation>外国护照</translation>
    </message>
    <message>
        <source>Foreigner&apos;s residence card</source>
        <extracomment>Foreigner&apos;s permanent residence card, in the list of documents.</extracomment>
        <translation>外国人永久居留身份证</translation>
    </message>
    <message>
        <source>SIM card</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>电话卡</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>手机</translation>
    </message>
    <message>
        <source>SIM and phone</source>
        <extracomment>What the buyer buys; one of three buttons side by side.</extracomment>
        <translation>电话卡和手机</translation>
    </message>
    <message>
        <source>There is a sign in it that no document carries. Take it out.</source>
        <extracomment>Under the name field: an emoji, a sign or an invisible character was typed or pasted.</extracomment>
        <translation>其中有证件上不会出现的符号，请去掉。</translation>
    </message>
    <message>
        <source>“%1” at place %2 doesn&apos;t belong here.</source>
        <extracomment>Under a number field. %1 is what was typed, for example &quot;#&quot;; %2 its place, counted from 1.</extracomment>
        <translation>第 %2 位的“%1”不应出现在这里。</translation>
    </message>
    <message>
        <source>This is too long. Compare with the document.</source>
        <extracomment>Under a field.</extracomment>
        <translation>太长了。请与证件核对。</translation>
    </message>
    <message>
        <source>The first two digits name no province. Compare with the document.</source>
        <extracomment>Under the document number: the first two digits name no province.</extracomment>
        <translation>前两位不是任何省份的代码。请与证件核对。</translation>
    </message>
    <message>
        <source>There is no such date of birth. Compare digits 7 to 14.</source>
        <extracomment>Under the document number: digits 7 to 14 are the date of birth.</extracomment>
        <translation>没有这样的出生日期。请核对第 7 至 14 位。</translation>
    </message>
    <message>
        <source>The date of birth lies in the future. Compare digits 7 to 14, and this computer&apos;s date.</source>
        <extracomment>Under the document number: digits 7 to 14 are the date of birth.</extracomment>
        <translation>出生日期在将来。请核对第 7 至 14 位以及这台电脑的日期。</translation>
    </message>
    <message>
        <source>This number belongs to another document: %1.</source>
        <extracomment>Under the document number. %1 is a kind of document, for example &quot;Foreigner&apos;s residence card&quot;.</extracomment>
        <translation>这个号码属于另一种证件：%1。</translation>
    </message>
    <message>
        <source>This number belongs to another kind of document.</source>
        <extracomment>Under the document number.</extracomment>
        <translation>这个号码属于另一种证件。</translation>
    </message>
    <message>
        <source>The parts of this number contradict each other. Compare with the document.</source>
        <extracomment>Under the document number.</extracomment>
        <translation>这个号码的各部分互相矛盾。请与证件核对。</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Mandarin</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>普通话</translation>
    </message>
    <message>
        <source>English</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>英语</translation>
    </message>
    <message>
        <source>Arabic</source>
        <extracomment>A language in the list &quot;Language of the buyer&quot;.</extracomment>
        <translation>阿拉伯语</translation>
    </message>
</context>
<context>
    <name>OtherWayText</name>
    <message>
        <source>Does not want a scan</source>
        <comment>other ways; one of a list: the buyer</comment>
        <translation>不愿意做人脸核验</translation>
    </message>
    <message>
        <source>That is the buyer&apos;s right, and no reason is asked for. A person at the operator checks the document.</source>
        <comment>other ways; what to do</comment>
        <translation>这是顾客的权利，不需要说明理由。由运营商的工作人员查验证件。</translation>
    </message>
    <message>
        <source>Can&apos;t close both eyes</source>
        <comment>other ways; one of a list: one eye, a stiff lid</comment>
        <translation>无法闭上双眼</translation>
    </message>
    <message>
        <source>The scan goes without closing the eyes. One eye, a stiff lid or an artificial eye are no obstacle then.</source>
        <comment>other ways; what to do</comment>
        <translation>核验时不要求闭眼。只有一只眼、眼睑僵硬或装有义眼都没有关系。</translation>
    </message>
    <message>
        <source>Turn the head four times, as shown. No blinking.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>按提示转头四次，不用眨眼。</translation>
    </message>
    <message>
        <source>Can&apos;t turn the head</source>
        <comment>other ways; one of a list</comment>
        <translation>无法转头</translation>
    </message>
    <message>
        <source>The scan goes without turning the head.</source>
        <comment>other ways; what to do</comment>
        <translation>核验时不要求转头。</translation>
    </message>
    <message>
        <source>Close the eyes and open them, twice.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>闭眼再睁开，做两次。</translation>
    </message>
    <message>
        <source>Blind, or the eyes stay closed</source>
        <comment>other ways; one of a list</comment>
        <translation>失明，或眼睛一直闭着</translation>
    </message>
    <message>
        <source>Closed eyes and dark glasses are fine. Read each instruction aloud, or let the program say it.</source>
        <comment>other ways; what to do</comment>
        <translation>闭着眼、戴墨镜都可以。请读出每条提示，或让程序朗读。</translation>
    </message>
    <message>
        <source>Turn the head twice, with twice the time.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>转头两次，时间加倍。</translation>
    </message>
    <message>
        <source>Needs more time, or can&apos;t hold still</source>
        <comment>other ways; one of a list: tremor, age, an infant in arm</comment>
        <translation>需要更多时间，或无法保持不动</translation>
    </message>
    <message>
        <source>There is no hurry. Let the buyer sit down; somebody else can hold the child.</source>
        <comment>other ways; what to do</comment>
        <translation>不用着急。请顾客坐下；孩子可以请别人抱一会儿。</translation>
    </message>
    <message>
        <source>Two movements, with twice the time.</source>
        <comment>other ways; what the scan asks</comment>
        <translation>两个动作，时间加倍。</translation>
    </message>
    <message>
        <source>Camera doesn&apos;t reach the face</source>
        <comment>other ways; one of a list: wheelchair, lying</comment>
        <translation>摄像头对不到脸</translation>
    </message>
    <message>
        <source>Turn or carry the camera to the buyer, at the height of the eyes. If it can&apos;t be moved, go on without a scan.</source>
        <comment>other ways; what to do</comment>
        <translation>把摄像头转向或移到顾客面前，与眼睛同高。如果无法移动，可以不核验直接登记。</translation>
    </message>
    <message>
        <source>The face stays covered</source>
        <comment>other ways; one of a list: veil, bandage</comment>
        <translation>面部不便露出</translation>
    </message>
    <message>
        <source>Nobody has to uncover the face here. If the buyer would rather do so alone with one clerk, offer another room and go back to the scan.</source>
        <comment>other ways; what to do</comment>
        <translation>在这里谁都不必露出面部。如果顾客愿意单独面对一位店员核验，请安排另一个房间，再返回核验。</translation>
    </message>
    <message>
        <source>Looks different from the document</source>
        <comment>other ways; one of a list: burn, operation, long illness</comment>
        <translation>与证件照片差别较大</translation>
    </message>
    <message>
        <source>A scan would compare in vain. A person at the operator looks at the document instead.</source>
        <comment>other ways; what to do</comment>
        <translation>比对没有意义。改由运营商的工作人员查看证件。</translation>
    </message>
    <message>
        <source>The scan did not work</source>
        <comment>other ways; one of a list: several tries failed</comment>
        <translation>核验没有成功</translation>
    </message>
    <message>
        <source>It is not the buyer&apos;s fault. A person at the operator looks at the document.</source>
        <comment>other ways; what to do</comment>
        <translation>这不是顾客的错。由运营商的工作人员查看证件。</translation>
    </message>
    <message>
        <source>No scan is possible here now</source>
        <comment>other ways; one of a list: camera, light</comment>
        <translation>现在这里无法核验</translation>
    </message>
    <message>
        <source>Choose this if the camera or the light can&apos;t be mended while the buyer waits.</source>
        <comment>other ways; what to do</comment>
        <translation>如果顾客等候期间摄像头或光线无法修好，请选择此项。</translation>
    </message>
</context>
<context>
    <name>Portrait</name>
    <message>
        <source>No portrait was found. Hold the document straight and let it fill the frame.</source>
        <translation>没有找到照片。请把证件摆正并占满画框。</translation>
    </message>
    <message>
        <source>More than one face is in the picture. Show only the page with the portrait.</source>
        <translation>画面中不止一张脸。请只展示有照片的一面。</translation>
    </message>
    <message>
        <source>The portrait is too small. Bring the document nearer.</source>
        <translation>照片太小。请把证件靠近一些。</translation>
    </message>
    <message>
        <source>Part of the portrait is cut off. Move the document to the middle.</source>
        <translation>照片有一部分在画面外。请把证件移到中间。</translation>
    </message>
    <message>
        <source>The picture is too dark. Turn the lamp towards the document.</source>
        <translation>画面太暗。请把灯转向证件。</translation>
    </message>
    <message>
        <source>The document shines. Tilt it a little, away from the lamp.</source>
        <translation>证件反光。请稍微倾斜，避开灯光。</translation>
    </message>
    <message>
        <source>There is a shadow across the portrait. Turn the document or the lamp.</source>
        <translation>照片上有阴影。请转动证件或灯。</translation>
    </message>
    <message>
        <source>The portrait is blurred. Hold still, or move the document back a little.</source>
        <translation>照片模糊。请拿稳，或把证件移远一点。</translation>
    </message>
    <message>
        <source>Something covers the portrait. Take the document out of its cover.</source>
        <translation>照片被遮住。请把证件从套中取出。</translation>
    </message>
    <message>
        <source>The portrait is tilted. Hold the document straight.</source>
        <translation>照片倾斜。请把证件摆正。</translation>
    </message>
    <message>
        <source>The document can&apos;t be read. Take the picture again.</source>
        <translation>无法读取证件。请重新拍摄。</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Use the document itself.</source>
        <translation>这像是复印件或屏幕画面。请使用证件原件。</translation>
    </message>
    <message>
        <source>This portrait can&apos;t be used. Take the picture again.</source>
        <translation>这张照片不能使用。请重新拍摄。</translation>
    </message>
    <message>
        <source>Good for comparing.</source>
        <translation>适合比对。</translation>
    </message>
    <message>
        <source>Usable. A larger or sharper picture would compare better.</source>
        <translation>可以使用。更大或更清晰的图片比对效果更好。</translation>
    </message>
</context>
<context>
    <name>QuestionWords</name>
    <message>
        <source>a clerk</source>
        <comment>in the place of a clerk&apos;s id that is not known here</comment>
        <translation>一位营业员</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations were scanned in another way.</source>
        <comment>a question to the supervisor</comment>
        <translation>最近 %2 笔登记中，有 %1 笔用了其他扫描方式。</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations went without a scan.</source>
        <comment>a question to the supervisor</comment>
        <translation>最近 %2 笔登记中，有 %1 笔没有扫描。</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans needed more than one try.</source>
        <comment>a question to the supervisor</comment>
        <translation>最近 %2 次扫描中，有 %1 次不止试了一次。</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations came less than %3 seconds after the one before.</source>
        <comment>a question to the supervisor</comment>
        <translation>最近 %2 笔登记中，有 %1 笔与前一笔相隔不到 %3 秒。</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans began before the registration before was finished.</source>
        <comment>a question to the supervisor</comment>
        <translation>最近 %2 次扫描中，有 %1 次在前一笔登记结束之前就开始了。</translation>
    </message>
    <message>
        <source>%1 registrations have exactly the same figures of the scan.</source>
        <comment>a question to the supervisor</comment>
        <translation>有 %1 笔登记的扫描数据完全相同。</translation>
    </message>
    <message>
        <source>%1 registrations have exactly the same background in the picture.</source>
        <comment>a question to the supervisor</comment>
        <translation>有 %1 笔登记的照片背景完全相同。</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 were scanned in another way.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%3 最近的 %2 笔登记中，有 %1 笔用了其他扫描方式。</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 went without a scan.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%3 最近的 %2 笔登记中，有 %1 笔没有扫描。</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans by %3 needed more than one try.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%3 最近的 %2 次扫描中，有 %1 次不止试了一次。</translation>
    </message>
    <message>
        <source>%1 of the last %2 registrations by %3 came less than %4 seconds after the one before.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%3 最近的 %2 笔登记中，有 %1 笔与前一笔相隔不到 %4 秒。</translation>
    </message>
    <message>
        <source>%1 of the last %2 scans by %3 began before the registration before was finished.</source>
        <comment>a question to the supervisor; %3 is a clerk&apos;s id</comment>
        <translation>%3 最近的 %2 次扫描中，有 %1 次在前一笔登记结束之前就开始了。</translation>
    </message>
    <message>
        <source>With a live camera no two are ever the same.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>真实摄像头拍到的，绝不会有两笔完全相同。</translation>
    </message>
    <message>
        <source>One counter scans one buyer after the other.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>一个柜台一次只扫描一位顾客。</translation>
    </message>
    <message>
        <source>Before, it was %1 of %2 at this shop.</source>
        <comment>what is usual, below a question to the supervisor</comment>
        <translation>在此之前，本店 %2 笔中有 %1 笔。</translation>
    </message>
    <message>
        <source>%1 The newest is registration %2.</source>
        <comment>below a question to the supervisor: %1 is a sentence, %2 a registration&apos;s short code</comment>
        <translation>%1最新的一笔是登记 %2。</translation>
    </message>
    <message>
        <source>A new camera, or another place or light for it</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>换了新摄像头，或者改了位置、光线</translation>
    </message>
    <message>
        <source>A market day or another rush</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>赶集日或其他客流高峰</translation>
    </message>
    <message>
        <source>Many elderly customers</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>老年顾客较多</translation>
    </message>
    <message>
        <source>Somebody was being trained</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>有人在接受培训</translation>
    </message>
    <message>
        <source>We look into it</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>我们会查一查</translation>
    </message>
    <message>
        <source>Something else</source>
        <comment>a supervisor&apos;s answer</comment>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Operator&apos;s questions: %1</source>
        <comment>button on the page of clerks, for supervisors</comment>
        <translation>运营商的问题：%1</translation>
    </message>
</context>
<context>
    <name>QueueText</name>
    <message>
        <source>%1 s</source>
        <comment>a length of time in seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>a length of time in minutes</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>a length of time in hours</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>a length of time in days</comment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>state chip in the queue</comment>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Sending</source>
        <comment>state chip in the queue</comment>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Set aside</source>
        <comment>state chip in the queue</comment>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <comment>state chip in the queue</comment>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Accepted</source>
        <comment>state chip in the queue</comment>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Activated</source>
        <comment>state chip in the queue</comment>
        <translation>已开通</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <comment>state chip in the queue</comment>
        <translation>未接受</translation>
    </message>
    <message>
        <source>Come back</source>
        <comment>state chip in the queue</comment>
        <translation>请再来</translation>
    </message>
    <message>
        <source>Received</source>
        <comment>state chip in the queue: the operator has it</comment>
        <translation>已收到</translation>
    </message>
    <message>
        <source>Safe on this computer, sealed for the operator. It is sent by itself.</source>
        <comment>details of a row of the queue</comment>
        <translation>安全保存在本机，已为运营商密封，会自动发送。</translation>
    </message>
    <message>
        <source>On its way to the operator.</source>
        <comment>details of a row of the queue</comment>
        <translation>正在发往运营商。</translation>
    </message>
    <message>
        <source>Not sent again by itself. It is kept here; please tell the operator&apos;s support the record code.</source>
        <comment>details of a row of the queue</comment>
        <translation>不会再自动发送，保留在本机；请把记录编号告诉运营商客服。</translation>
    </message>
    <message>
        <source>Taken back before it was sent. Its data was erased here and never left.</source>
        <comment>details of a row of the queue</comment>
        <translation>发送前已撤回。数据已在本机删除，从未离开。</translation>
    </message>
    <message>
        <source>The operator accepted the registration. The number is being activated.</source>
        <comment>details of a row of the queue</comment>
        <translation>运营商已接受登记，号码正在开通。</translation>
    </message>
    <message>
        <source>The number is active.</source>
        <comment>details of a row of the queue</comment>
        <translation>号码已开通。</translation>
    </message>
    <message>
        <source>The operator did not accept the registration. The buyer may object or register again.</source>
        <comment>details of a row of the queue</comment>
        <translation>运营商没有接受登记。顾客可以提出异议或重新登记。</translation>
    </message>
    <message>
        <source>The operator asks the buyer to come back.</source>
        <comment>details of a row of the queue</comment>
        <translation>运营商请顾客再来一次。</translation>
    </message>
    <message>
        <source>The operator has it and signed a receipt. The number is pending until the operator answers.</source>
        <comment>details of a row of the queue</comment>
        <translation>运营商已收到并签发回执。在运营商答复之前，号码待定。</translation>
    </message>
    <message>
        <source>No connection</source>
        <comment>cause in the queue, a few words</comment>
        <translation>没有连接</translation>
    </message>
    <message>
        <source>Operator did not answer in time</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商未及时答复</translation>
    </message>
    <message>
        <source>Operator busy</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商繁忙</translation>
    </message>
    <message>
        <source>Fault at the operator</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商故障</translation>
    </message>
    <message>
        <source>Operator&apos;s certificate not trusted</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商证书不可信</translation>
    </message>
    <message>
        <source>Not taken by the operator</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商未接收</translation>
    </message>
    <message>
        <source>Answer could not be read</source>
        <comment>cause in the queue, a few words</comment>
        <translation>无法读懂答复</translation>
    </message>
    <message>
        <source>Receipt not genuine</source>
        <comment>cause in the queue, a few words</comment>
        <translation>回执不真实</translation>
    </message>
    <message>
        <source>Stopped by the shop&apos;s network</source>
        <comment>cause in the queue, a few words</comment>
        <translation>被店内网络阻止</translation>
    </message>
    <message>
        <source>Sent elsewhere by the network</source>
        <comment>cause in the queue, a few words</comment>
        <translation>被网络转向别处</translation>
    </message>
    <message>
        <source>This counter is not enrolled</source>
        <comment>cause in the queue, a few words</comment>
        <translation>本柜台尚未登记</translation>
    </message>
    <message>
        <source>Operator holds another record of this number</source>
        <comment>cause in the queue, a few words</comment>
        <translation>运营商已有同号的另一条记录</translation>
    </message>
    <message>
        <source>Payload missing here</source>
        <comment>cause in the queue, a few words</comment>
        <translation>本机缺少数据</translation>
    </message>
    <message>
        <source>Payload damaged here</source>
        <comment>cause in the queue, a few words</comment>
        <translation>本机数据损坏</translation>
    </message>
    <message>
        <source>Disk full</source>
        <comment>cause in the queue, a few words</comment>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Error %1, see Help</source>
        <comment>cause in the queue; a number</comment>
        <translation>错误 %1，见帮助</translation>
    </message>
    <message>
        <source>now</source>
        <comment>next try of sending</comment>
        <translation>现在</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>next try of sending; a length of time</comment>
        <translation>%1后</translation>
    </message>
    <message>
        <source>erased</source>
        <comment>size of a record whose data is gone from this computer</comment>
        <translation>已删除</translation>
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
            <numerusform>%n 条等待中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside. Nothing lost.</source>
        <comment>headline of the queue, second half</comment>
        <translation>
            <numerusform>%n 条已搁置。没有丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside for a person. Nothing lost.</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>%n 条已搁置待人工处理。没有丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, nothing lost</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>%n 条等待中，没有丢失</numerusform>
        </translation>
    </message>
    <message>
        <source>All sent. Nothing is waiting.</source>
        <comment>headline of the queue</comment>
        <translation>全部已发送，没有等待的。</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <comment>headline of the queue while it is empty</comment>
        <translation>没有等待的</translation>
    </message>
    <message>
        <source>The operator was not reached yet.</source>
        <comment>under the headline of the queue</comment>
        <translation>尚未连接到运营商。</translation>
    </message>
    <message>
        <source>Operator reached %1.</source>
        <comment>under the headline of the queue; a time such as 2 min ago</comment>
        <translation>运营商连接于%1。</translation>
    </message>
    <message>
        <source>Sending now.</source>
        <comment>under the headline of the queue</comment>
        <translation>正在发送。</translation>
    </message>
    <message>
        <source>%1. Operator last reached %2.</source>
        <comment>under the headline of the queue; cause, time</comment>
        <translation>%1。上次连接运营商：%2。</translation>
    </message>
    <message>
        <source>%1. Operator not reached yet.</source>
        <comment>under the headline of the queue; cause</comment>
        <translation>%1。尚未连接到运营商。</translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <comment>under the headline of the queue; a length of time</comment>
        <translation>%1后再试。</translation>
    </message>
    <message>
        <source>just now</source>
        <comment>a moment in the past</comment>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>a moment in the past; a length of time</comment>
        <translation>%1前</translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be sent: the sealed file is gone.</source>
        <comment>headline of the queue</comment>
        <translation>
            <numerusform>%n 条无法发送：密封文件已丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Practice: the operator has it and registers nothing.</source>
        <comment>details of a row of the queue</comment>
        <translation>练习：运营商已收到，但不登记任何内容。</translation>
    </message>
    <message>
        <source>Sending goes on by itself.</source>
        <comment>under the headline of the queue</comment>
        <translation>会自动发送。</translation>
    </message>
    <message>
        <source>Server&apos;s certificate was withdrawn</source>
        <comment>cause in the queue, a few words</comment>
        <translation>服务器的证书已被撤销</translation>
    </message>
    <message>
        <source>Proxy does not answer</source>
        <comment>cause in the queue, a few words</comment>
        <translation>代理没有应答</translation>
    </message>
    <message>
        <source>Network wants a sign-in</source>
        <comment>cause in the queue, a few words</comment>
        <translation>网络要求先登录</translation>
    </message>
    <message>
        <source>Too many numbers in this name</source>
        <comment>why the operator said no, a few words</comment>
        <translation>此人名下号码过多</translation>
    </message>
    <message>
        <source>Number registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>号码已登记</translation>
    </message>
    <message>
        <source>Card registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>卡已登记</translation>
    </message>
    <message>
        <source>Phone registered already</source>
        <comment>why the operator said no, a few words</comment>
        <translation>手机已登记</translation>
    </message>
    <message>
        <source>Come back with a guardian</source>
        <comment>why the operator said no, a few words</comment>
        <translation>请与监护人一起再来</translation>
    </message>
    <message>
        <source>Pictures are not one person</source>
        <comment>why the operator said no, a few words</comment>
        <translation>照片不是同一个人</translation>
    </message>
    <message>
        <source>Make sure the document is the buyer&apos;s own, then register again.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请确认证件是顾客本人的，然后重新登记。</translation>
    </message>
    <message>
        <source>Nobody sat before the camera</source>
        <comment>why the operator said no, a few words</comment>
        <translation>摄像头前不是真人</translation>
    </message>
    <message>
        <source>Register again with the buyer before the camera.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请让顾客本人坐在摄像头前，重新登记。</translation>
    </message>
    <message>
        <source>Document not genuine</source>
        <comment>why the operator said no, a few words</comment>
        <translation>证件不真实</translation>
    </message>
    <message>
        <source>Register nobody with this document. The buyer can bring another one.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请勿用此证件为任何人登记。顾客可带其他证件来。</translation>
    </message>
    <message>
        <source>Document no longer valid</source>
        <comment>why the operator said no, a few words</comment>
        <translation>证件已过期</translation>
    </message>
    <message>
        <source>Register again with a document that is valid.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请用有效证件重新登记。</translation>
    </message>
    <message>
        <source>The buyer has to give up a number at the operator first.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>顾客须先在运营商处注销一个号码。</translation>
    </message>
    <message>
        <source>Look whether the number was typed right; otherwise register another one.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请核对号码是否输入正确；否则请登记另一个号码。</translation>
    </message>
    <message>
        <source>Take another card and register again. Keep this one for the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请换一张卡重新登记。此卡请留给运营商。</translation>
    </message>
    <message>
        <source>Look whether the phone&apos;s number was read right; otherwise take another phone.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请核对手机的设备号是否读取正确；否则请换一部手机。</translation>
    </message>
    <message>
        <source>Counter not trusted</source>
        <comment>why the operator said no, a few words</comment>
        <translation>柜台不受信任</translation>
    </message>
    <message>
        <source>Register nobody here until you have called the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请先致电运营商，在此之前不要在这里登记任何人。</translation>
    </message>
    <message>
        <source>Registration can&apos;t be read</source>
        <comment>why the operator said no, a few words</comment>
        <translation>登记无法读取</translation>
    </message>
    <message>
        <source>Register the buyer again. If it happens twice, call the operator.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请为顾客重新登记。若再次发生，请致电运营商。</translation>
    </message>
    <message>
        <source>Picture not clear enough</source>
        <comment>why the operator said no, a few words</comment>
        <translation>照片不够清晰</translation>
    </message>
    <message>
        <source>Register again with more light and a clean lens.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请擦净镜头、加强光线后重新登记。</translation>
    </message>
    <message>
        <source>Scan must be done again</source>
        <comment>why the operator said no, a few words</comment>
        <translation>须重新扫描</translation>
    </message>
    <message>
        <source>Register the buyer again, with a new scan.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请为顾客重新登记并重新扫描。</translation>
    </message>
    <message>
        <source>Document number wrong</source>
        <comment>why the operator said no, a few words</comment>
        <translation>证件号码有误</translation>
    </message>
    <message>
        <source>The buyer brings the document. Compare its number sign by sign.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请顾客带证件来，逐字核对证件号码。</translation>
    </message>
    <message>
        <source>Number of card, phone or line wrong</source>
        <comment>why the operator said no, a few words</comment>
        <translation>卡号、设备号或电话号码有误</translation>
    </message>
    <message>
        <source>The buyer brings card and phone. Scan their codes instead of typing.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请顾客带卡和手机来，扫描条码而不要手工输入。</translation>
    </message>
    <message>
        <source>Buyer&apos;s consent missing</source>
        <comment>why the operator said no, a few words</comment>
        <translation>缺少顾客的同意</translation>
    </message>
    <message>
        <source>Register again and let the buyer answer the consent.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请重新登记，并由顾客本人回答同意书。</translation>
    </message>
    <message>
        <source>The buyer brings a guardian, who brings a document.</source>
        <comment>what the clerk does after the operator&apos;s no</comment>
        <translation>请顾客由监护人陪同前来，监护人须带证件。</translation>
    </message>
    <message>
        <source>The operator did not accept the registration. The buyer may object.</source>
        <comment>details of a row of the queue; what the clerk does now follows</comment>
        <translation>运营商没有接受登记。顾客可以提出异议。</translation>
    </message>
</context>
<context>
    <name>Rates</name>
    <message>
        <source>0 of %1, at most %2</source>
        <extracomment>Calibration bench, an error rate: of %1 pairs none went wrong; the true rate is at most %2.</extracomment>
        <translation>%1 对中 0 对，最多 %2</translation>
    </message>
    <message>
        <source>%1 of %2: %3 (%4 to %5)</source>
        <extracomment>Calibration bench, an error rate: %1 of %2 pairs, which is %3; the true rate lies between %4 and %5.</extracomment>
        <translation>%2 对中 %1 对：%3（%4 至 %5）</translation>
    </message>
</context>
<context>
    <name>ReceiptText</name>
    <message>
        <source>the operator</source>
        <comment>privacy receipt; inside a sentence</comment>
        <translation>运营商</translation>
    </message>
    <message>
        <source>What was taken</source>
        <comment>privacy receipt, heading</comment>
        <translation>采集了什么</translation>
    </message>
    <message>
        <source>From your document: its kind, number and name, and a picture of its portrait. From you: the phone number and the number of the card or phone you buy.</source>
        <comment>privacy receipt</comment>
        <translation>来自您的证件：种类、号码、姓名，以及证件人像的照片。来自您：电话号码，以及所购卡或手机的编号。</translation>
    </message>
    <message>
        <source>No face scan was made.</source>
        <comment>privacy receipt, the way without a scan</comment>
        <translation>没有进行人脸扫描。</translation>
    </message>
    <message>
        <source>The camera looked at your face for some seconds while you did this: %1. Kept of it: one picture of your face, the results of the check, the time, and which camera it was. The film itself was not kept.</source>
        <comment>privacy receipt; %1 is a list of movements</comment>
        <translation>您做以下动作时，摄像头看了您的脸几秒钟：%1。其中保留的是：一张您的脸部照片、检查结果、时间和所用摄像头。视频本身没有保留。</translation>
    </message>
    <message>
        <source>What it was compared with</source>
        <comment>privacy receipt, heading</comment>
        <translation>与什么作了比对</translation>
    </message>
    <message>
        <source>Your face was not compared with anything.</source>
        <comment>privacy receipt</comment>
        <translation>您的脸没有与任何东西比对。</translation>
    </message>
    <message>
        <source>Your face was compared with the portrait on your own document, and with nobody else. No search among other people was made.</source>
        <comment>privacy receipt</comment>
        <translation>您的脸只与您本人证件上的人像比对，没有与其他任何人比对，也没有在其他人中查找。</translation>
    </message>
    <message>
        <source>Result: the same person.</source>
        <comment>privacy receipt</comment>
        <translation>结果：同一人。</translation>
    </message>
    <message>
        <source>Result: not certain. A person at the operator looks at it.</source>
        <comment>privacy receipt</comment>
        <translation>结果：不能确定，由运营商的工作人员查看。</translation>
    </message>
    <message>
        <source>Result: no match. A person at the operator looks at it.</source>
        <comment>privacy receipt</comment>
        <translation>结果：不一致，由运营商的工作人员查看。</translation>
    </message>
    <message>
        <source>Who holds it, and how long</source>
        <comment>privacy receipt, heading</comment>
        <translation>由谁保存，保存多久</translation>
    </message>
    <message>
        <source>It is sealed for %1. The shop cannot open it again, and its sealed copy is erased from the shop&apos;s computer once %1 has confirmed with a signature that it arrived.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>资料已为 %1 密封，店里无法再打开。%1 签名确认收到后，店内电脑上的密封副本即被删除。</translation>
    </message>
    <message>
        <source>Ask %1 how long each part is kept; the law asks for the shortest time that serves the purpose.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>各部分保存多久，请询问 %1；法律要求以实现目的所需的最短时间为限。</translation>
    </message>
    <message>
        <source>What is sent on, and to whom</source>
        <comment>privacy receipt, heading</comment>
        <translation>转交什么，转交给谁</translation>
    </message>
    <message>
        <source>All of it goes to %1. What the telecom rules ask for, %1 reports to the authority. Nothing goes to anyone else from this shop.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation type="vanished">全部资料发给 %1。电信规定要求的内容由 %1 报告主管部门。本店不发给其他任何人。</translation>
    </message>
    <message>
        <source>The number is pending until the operator has answered.</source>
        <comment>privacy receipt</comment>
        <translation>在运营商答复之前，号码待定。</translation>
    </message>
    <message>
        <source>How to object</source>
        <comment>privacy receipt, heading</comment>
        <translation>如何提出异议</translation>
    </message>
    <message>
        <source>You may take back your consent, ask what is held, have it corrected or erased, and ask that a person looks at the result. Until it has been sent, the shop can withdraw it, and everything is erased at once.</source>
        <comment>privacy receipt</comment>
        <translation>您可以撤回同意、查询保存了什么、要求更正或删除，并要求由人来查看结果。发送之前，店里可以撤回，所有资料立即删除。</translation>
    </message>
    <message>
        <source>Tell %1 the record code and the check code above.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>请把上面的记录编号和校验码告诉 %1。</translation>
    </message>
    <message>
        <source>Privacy receipt</source>
        <comment>title of the privacy receipt</comment>
        <translation>隐私回执</translation>
    </message>
    <message>
        <source>Record %1 · check code %2</source>
        <comment>privacy receipt, below title</comment>
        <translation>记录 %1 · 校验码 %2</translation>
    </message>
    <message>
        <source>PRACTICE. This buyer does not exist; this is no registration.</source>
        <comment>privacy receipt</comment>
        <translation>练习。该顾客并不存在，这不是登记。</translation>
    </message>
    <message>
        <source>For the person who decides: why another way than the usual scan was taken. It is sealed like the rest.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>供作出决定的工作人员了解：为什么没有采用通常的核验方式。与其他内容一样加密。</translation>
    </message>
    <message>
        <source>A picture of the document that was shown for it.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>为此出示的材料的照片。</translation>
    </message>
    <message>
        <source>Of the guardian: name and document number.</source>
        <comment>privacy receipt; what is kept</comment>
        <translation>监护人的姓名和证件号码。</translation>
    </message>
    <message>
        <source>Passed on by %1 to %2: that you were checked, the result, your name and the numbers of your document, card and phone. No picture.</source>
        <comment>privacy receipt; %1 is the operator, %2 an authority</comment>
        <translation>由%1转交%2：已对您进行核验、核验结果、您的姓名，以及证件、卡和手机的号码。不含照片。</translation>
    </message>
    <message>
        <source>Passed on by %1 to %2: that you were checked, the result, your name, the numbers of your document, card and phone, and the portrait on your document.</source>
        <comment>privacy receipt; %1 is the operator, %2 an authority</comment>
        <translation>由%1转交%2：已对您进行核验、核验结果、您的姓名，以及证件、卡和手机的号码，并附上您证件上的照片。</translation>
    </message>
    <message>
        <source>Nothing is passed on to an authority by %1.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>%1不向任何主管部门转交。</translation>
    </message>
    <message>
        <source>All of it goes to %1. From this shop nothing goes to anyone else.</source>
        <comment>privacy receipt; %1 is the operator</comment>
        <translation>全部资料发给%1。本店不发给其他任何人。</translation>
    </message>
    <message>
        <source>Ground in law: %1</source>
        <comment>privacy receipt; %1 names a law</comment>
        <translation>法律依据：%1</translation>
    </message>
    <message>
        <source>What is passed on to an authority stands on the receipt of the day of registration.</source>
        <comment>privacy receipt, printed again later</comment>
        <translation>向主管部门转交什么，写在登记当天的回执上。</translation>
    </message>
    <message>
        <source>Passed on on %1.</source>
        <comment>privacy receipt; %1 is a date</comment>
        <translation>已于%1转交。</translation>
    </message>
    <message>
        <source>The operator has accepted the registration. The number is being activated.</source>
        <comment>privacy receipt</comment>
        <translation>运营商已接受登记，号码正在开通。</translation>
    </message>
    <message>
        <source>The operator has accepted the registration. The number is active.</source>
        <comment>privacy receipt</comment>
        <translation>运营商已接受登记，号码已开通。</translation>
    </message>
    <message>
        <source>The operator has not accepted the registration. You may object, or register again.</source>
        <comment>privacy receipt</comment>
        <translation>运营商没有接受登记。您可以提出异议，也可以重新登记。</translation>
    </message>
    <message>
        <source>The operator asks you to come back to the shop.</source>
        <comment>privacy receipt</comment>
        <translation>运营商请您再到店里来一次。</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <comment>privacy receipt, heading; printed again later</comment>
        <translation>目前的情况</translation>
    </message>
    <message>
        <source>What was taken from you and what it was compared with stands on the receipt of the day of registration. This shop cannot see it any more.</source>
        <comment>privacy receipt, printed again later</comment>
        <translation>采集了您的什么、与什么比对，写在登记当天的回执上。本店已看不到。</translation>
    </message>
    <message>
        <source>The pictures are kept until %1.</source>
        <comment>privacy receipt; %1 is a date</comment>
        <translation>照片保存到%1。</translation>
    </message>
    <message>
        <source>The pictures are erased with the operator&apos;s final answer.</source>
        <comment>privacy receipt</comment>
        <translation>运营商作出最终答复时删除照片。</translation>
    </message>
    <message>
        <source>Days that the pictures are kept after the operator&apos;s final answer: %1.</source>
        <comment>privacy receipt; %1 is a number</comment>
        <translation>运营商作出最终答复后，照片保存的天数：%1。</translation>
    </message>
    <message>
        <source>See whether it is erased: %1</source>
        <comment>privacy receipt; %1 is a web address</comment>
        <translation>查看是否已删除：%1</translation>
    </message>
</context>
<context>
    <name>ResultText</name>
    <message>
        <source>Without a face scan</source>
        <translation>未做人脸扫描</translation>
    </message>
    <message>
        <source>Same person, live</source>
        <translation>本人，真人</translation>
    </message>
    <message>
        <source>A person will look</source>
        <translation>将由人工查看</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未接受</translation>
    </message>
    <message>
        <source>Saved. The number is pending until the operator answers.</source>
        <translation>已保存。在运营商答复之前，号码待定。</translation>
    </message>
    <message>
        <source>Withdrawn. Everything about this registration was erased here.</source>
        <translation>已撤回。本次登记的所有资料已在本机删除。</translation>
    </message>
    <message>
        <source>Saved, but it could not be handed to the operator.</source>
        <translation>已保存，但未能交给运营商。</translation>
    </message>
    <message>
        <source>The number is active.</source>
        <translation>号码已开通。</translation>
    </message>
    <message>
        <source>Accepted by the operator. The number is being activated.</source>
        <translation>运营商已接受，号码正在开通。</translation>
    </message>
    <message>
        <source>The operator did not accept the registration.</source>
        <translation>运营商没有接受登记。</translation>
    </message>
    <message>
        <source>The operator asks the buyer to come back.</source>
        <translation>运营商请顾客再来一次。</translation>
    </message>
    <message>
        <source>Record %1 · erased</source>
        <translation>记录 %1 · 已删除</translation>
    </message>
    <message>
        <source>Record %1 · its sealed copy on this computer is erased.</source>
        <translation>记录 %1 · 本机的密封副本已删除。</translation>
    </message>
    <message>
        <source>Record %1 · sealed for the operator; this computer can&apos;t open it any more.</source>
        <translation>记录 %1 · 已为运营商密封，本机无法再打开。</translation>
    </message>
    <message>
        <source>not made</source>
        <comment>result page; the face scan</comment>
        <translation>未做</translation>
    </message>
    <message>
        <source>done</source>
        <comment>result page; the movements</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <comment>result page; the movements</comment>
        <translation>%1 秒完成</translation>
    </message>
    <message>
        <source>not compared</source>
        <comment>result page</comment>
        <translation>未比对</translation>
    </message>
    <message>
        <source>same</source>
        <comment>result page; face and portrait</comment>
        <translation>一致</translation>
    </message>
    <message>
        <source>not certain</source>
        <comment>result page; face and portrait</comment>
        <translation>不能确定</translation>
    </message>
    <message>
        <source>no match</source>
        <comment>result page; face and portrait</comment>
        <translation>不一致</translation>
    </message>
    <message>
        <source>saving</source>
        <comment>result page; sent to the operator</comment>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>waiting</source>
        <comment>result page; sent to the operator</comment>
        <translation>等待中</translation>
    </message>
    <message>
        <source>waiting, next try %1</source>
        <comment>result page; a time such as in 40 s</comment>
        <translation>等待中，%1再试</translation>
    </message>
    <message>
        <source>sending</source>
        <comment>result page</comment>
        <translation>发送中</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <comment>result page</comment>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>receipt verified</source>
        <comment>result page; the operator&apos;s</comment>
        <translation>回执已核对</translation>
    </message>
    <message>
        <source>%1, receipt verified</source>
        <comment>result page; the time the operator received it</comment>
        <translation>%1，回执已核对</translation>
    </message>
    <message>
        <source>set aside</source>
        <comment>result page</comment>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Saved as practice. No number will be registered.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>已保存为练习。不会登记任何号码。</translation>
    </message>
    <message>
        <source>Sent as practice. No number is registered.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>已作为练习发送。没有登记任何号码。</translation>
    </message>
    <message>
        <source>The operator has it. The number is pending until the operator decides.</source>
        <translation>运营商已收到。在运营商作出决定之前，号码处于待定状态。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>result page; between the movements, with a space where usual</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Well done. This was practice.</source>
        <comment>result page; the buyer does not exist</comment>
        <translation>做得好。这是练习。</translation>
    </message>
    <message>
        <source>Nothing was stored and nothing is sent. The receipt below shows what a buyer would get.</source>
        <comment>result page; practice</comment>
        <translation>没有保存也不会发送任何内容。下面的回执是顾客会拿到的样子。</translation>
    </message>
    <message>
        <source>not sent: practice</source>
        <comment>result page; sent to the operator</comment>
        <translation>未发送：练习</translation>
    </message>
</context>
<context>
    <name>ScanText</name>
    <message>
        <source>Close your eyes and open them</source>
        <comment>big instruction for the buyer; asks for one slow blink</comment>
        <translation>请闭眼再睁开</translation>
    </message>
    <message>
        <source>Turn your head to the left</source>
        <comment>big instruction for the buyer; the buyer&apos;s own left</comment>
        <translation>向左转头</translation>
    </message>
    <message>
        <source>Turn your head to the right</source>
        <comment>big instruction for the buyer; the buyer&apos;s own right</comment>
        <translation>向右转头</translation>
    </message>
    <message>
        <source>Lift your head</source>
        <comment>big instruction for the buyer</comment>
        <translation>请抬头</translation>
    </message>
    <message>
        <source>Lower your head</source>
        <comment>big instruction for the buyer</comment>
        <translation>请低头</translation>
    </message>
    <message>
        <source>Blink</source>
        <comment>chip in a list of actions</comment>
        <translation>眨眼</translation>
    </message>
    <message>
        <source>Movement %1</source>
        <comment>chip in a list of actions; not asked yet, so only its number is shown</comment>
        <translation>动作 %1</translation>
    </message>
    <message>
        <source>Turn left</source>
        <comment>chip in a list of actions</comment>
        <translation>向左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <comment>chip in a list of actions</comment>
        <translation>向右转</translation>
    </message>
    <message>
        <source>Look up</source>
        <comment>chip in a list of actions</comment>
        <translation>抬头</translation>
    </message>
    <message>
        <source>Look down</source>
        <comment>chip in a list of actions</comment>
        <translation>低头</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <comment>big instruction between two actions of the scan</comment>
        <translation>请正视前方</translation>
    </message>
    <message>
        <source>Place your face in the oval</source>
        <comment>big instruction at the start of the scan</comment>
        <translation>请把脸放进椭圆</translation>
    </message>
    <message>
        <source>Thank you. That&apos;s all.</source>
        <comment>buyer&apos;s screen after a good scan</comment>
        <translation>谢谢，已经完成。</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <comment>buyer&apos;s screen; the clerk explains</comment>
        <translation>请稍等</translation>
    </message>
    <message>
        <source>Come a little nearer.</source>
        <comment>hint during the scan</comment>
        <translation>请靠近一点。</translation>
    </message>
    <message>
        <source>Move back a little.</source>
        <comment>hint during the scan</comment>
        <translation>请后退一点。</translation>
    </message>
    <message>
        <source>Move to the middle.</source>
        <comment>hint during the scan</comment>
        <translation>请移到中间。</translation>
    </message>
    <message>
        <source>More light on the face.</source>
        <comment>hint during the scan</comment>
        <translation>脸上需要更多光线。</translation>
    </message>
    <message>
        <source>Less light on the face.</source>
        <comment>hint during the scan</comment>
        <translation>脸上光线太强。</translation>
    </message>
    <message>
        <source>One side is darker. Turn the lamp a little.</source>
        <comment>hint during the scan: light from one side or behind</comment>
        <translation>一侧较暗，请稍微转动灯。</translation>
    </message>
    <message>
        <source>Hold still.</source>
        <comment>hint during the scan</comment>
        <translation>请保持不动。</translation>
    </message>
    <message>
        <source>Look straight ahead.</source>
        <comment>hint during the scan</comment>
        <translation>请正视前方。</translation>
    </message>
    <message>
        <source>Show both eyes. Take off dark glasses.</source>
        <comment>hint during the scan</comment>
        <translation>请露出双眼，摘下深色眼镜。</translation>
    </message>
    <message>
        <source>Uncover the face: mask, scarf or hand.</source>
        <comment>hint during the scan</comment>
        <translation>请露出脸：口罩、围巾或手。</translation>
    </message>
    <message>
        <source>Only the buyer in the picture, please.</source>
        <comment>hint during the scan</comment>
        <translation>画面里只能有顾客一人。</translation>
    </message>
    <message>
        <source>to come</source>
        <comment>state of an action</comment>
        <translation>待做</translation>
    </message>
    <message>
        <source>now</source>
        <comment>state of an action</comment>
        <translation>现在</translation>
    </message>
    <message>
        <source>done</source>
        <comment>state of an action</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>not done</source>
        <comment>state of an action</comment>
        <translation>未完成</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>just now</source>
        <extracomment>Status bar: the operator was reached less than a minute ago.</extracomment>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <extracomment>Status bar: minutes since the operator was reached. %1 is a number.</extracomment>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <extracomment>Status bar: hours since the operator was reached. %1 is a number.</extracomment>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>No camera</source>
        <extracomment>Status bar.</extracomment>
        <translation>没有摄像头</translation>
    </message>
    <message>
        <source>Camera is starting</source>
        <extracomment>Status bar.</extracomment>
        <translation>摄像头正在启动</translation>
    </message>
    <message>
        <source>Camera ready · %1 fps</source>
        <extracomment>Status bar. %1 is the number of pictures a second.</extracomment>
        <translation>摄像头就绪 · 每秒 %1 帧</translation>
    </message>
    <message>
        <source>Camera lost. Check its plug.</source>
        <extracomment>Status bar: the camera was unplugged or stopped.</extracomment>
        <translation>摄像头断开，请检查插头。</translation>
    </message>
    <message>
        <source>This camera can&apos;t be used</source>
        <extracomment>Status bar: the camera is too slow or too small, or another program has it.</extracomment>
        <translation>这个摄像头不能使用</translation>
    </message>
    <message>
        <source>Practice buyer</source>
        <extracomment>Status bar: a made-up buyer takes the camera&apos;s place.</extracomment>
        <translation>练习顾客</translation>
    </message>
    <message>
        <source>Light is good</source>
        <extracomment>Status bar.</extracomment>
        <translation>光线良好</translation>
    </message>
    <message>
        <source>Too dark</source>
        <extracomment>Status bar.</extracomment>
        <translation>太暗</translation>
    </message>
    <message>
        <source>Too bright</source>
        <extracomment>Status bar.</extracomment>
        <translation>太亮</translation>
    </message>
    <message>
        <source>Light from one side</source>
        <extracomment>Status bar.</extracomment>
        <translation>光线来自一侧</translation>
    </message>
    <message>
        <source>Operator not reached yet</source>
        <extracomment>Status bar: since the program was installed.</extracomment>
        <translation>尚未连接过运营商</translation>
    </message>
    <message>
        <source>Operator reached %1</source>
        <extracomment>Status bar. %1 is &quot;just now&quot;, &quot;2 min ago&quot; and so on.</extracomment>
        <translation>%1连接过运营商</translation>
    </message>
    <message>
        <source>Operator reached</source>
        <extracomment>Status bar.</extracomment>
        <translation>已连接运营商</translation>
    </message>
    <message>
        <source>No connection · last %1</source>
        <extracomment>Status bar: no connection; %1 is when there was one (&quot;2 min ago&quot;).</extracomment>
        <translation>无连接 · 上次在%1</translation>
    </message>
    <message>
        <source>No connection to the operator</source>
        <extracomment>Status bar.</extracomment>
        <translation>无法连接运营商</translation>
    </message>
    <message>
        <source>The operator refuses this counter</source>
        <extracomment>Status bar: the operator answers but does not accept this counter.</extracomment>
        <translation>运营商拒绝本柜台</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to send</source>
        <extracomment>Status bar: number of registrations that wait to be sent to the operator.</extracomment>
        <translation>
            <numerusform>%n 条等待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <extracomment>Status bar: no registration waits.</extracomment>
        <translation>没有等待发送的登记</translation>
    </message>
    <message>
        <source>Try %1 of %2</source>
        <extracomment>Status bar during a scan: which of the allowed tries this is.</extracomment>
        <translation>第 %1 次，共 %2 次</translation>
    </message>
    <message>
        <source>%1, not checked yet</source>
        <extracomment>Status bar: the computer&apos;s time %1; the operator has never said what time it is.</extracomment>
        <translation>%1，尚未核对</translation>
    </message>
    <message>
        <source>The operator tells the time at the first contact. Until then look whether the computer&apos;s clock is right.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>首次联系时运营商会告知时间。在此之前，请看看电脑的时钟是否正确。</translation>
    </message>
    <message>
        <source>%1 is slow: set the clock</source>
        <extracomment>Status bar: the computer&apos;s time %1 is too early.</extracomment>
        <translation>%1 慢了：请调时钟</translation>
    </message>
    <message>
        <source>The computer&apos;s clock shows a time that has passed. Nothing is lost. Set it in the computer&apos;s settings.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>电脑的时钟显示的是已经过去的时间。没有丢失任何内容。请在电脑设置中调好。</translation>
    </message>
    <message>
        <source>%1 is fast: set the clock</source>
        <extracomment>Status bar: the computer&apos;s time %1 is too late.</extracomment>
        <translation>%1 快了：请调时钟</translation>
    </message>
    <message>
        <source>The operator&apos;s clock is behind this computer&apos;s. Nothing is lost. Set it in the computer&apos;s settings.</source>
        <extracomment>Tool tip of that.</extracomment>
        <translation>运营商的时钟比这台电脑的慢。没有丢失任何内容。请在电脑设置中调好。</translation>
    </message>
</context>
<context>
    <name>StickText</name>
    <message>
        <source>Done.</source>
        <comment>USB stick: the end</comment>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays on the stick.</source>
        <comment>USB stick: the end</comment>
        <translation>已停止。已复制的内容留在 U 盘上。</translation>
    </message>
    <message>
        <source>The stick is full. Take a larger one, or make room on it, and copy again.</source>
        <comment>USB stick: the end</comment>
        <translation>U 盘已满。请换一个更大的，或腾出空间，再复制一次。</translation>
    </message>
    <message>
        <source>The stick is locked: nothing can be written on it. Take another one.</source>
        <comment>USB stick: the end</comment>
        <translation>U 盘被锁定，无法写入。请换一个。</translation>
    </message>
    <message>
        <source>The stick was pulled too early. Nothing is lost: put it in again and repeat.</source>
        <comment>USB stick: the end</comment>
        <translation>U 盘拔得太早。没有丢失任何东西：请再插入并重复。</translation>
    </message>
    <message>
        <source>The stick can&apos;t be read or written. Try again, or take another one.</source>
        <comment>USB stick: the end</comment>
        <translation>无法读写 U 盘。请再试一次，或换一个。</translation>
    </message>
    <message>
        <source>Looking for the operator&apos;s answers on the stick…</source>
        <comment>USB stick: under way</comment>
        <translation>正在查找 U 盘上运营商的答复……</translation>
    </message>
    <message>
        <source>Copied %1 of %2. Leave the stick in.</source>
        <comment>USB stick: under way; numbers</comment>
        <translation>已复制 %1 / %2。请勿拔出 U 盘。</translation>
    </message>
    <message>
        <source>Finishing. Leave the stick in.</source>
        <comment>USB stick: under way</comment>
        <translation>正在收尾。请勿拔出 U 盘。</translation>
    </message>
    <message>
        <source>The stick may be pulled now.</source>
        <comment>USB stick: the end</comment>
        <translation>现在可以拔出 U 盘。</translation>
    </message>
    <message>
        <source>Receipts of the operator taken in: %1. Their data was erased here.</source>
        <comment>USB stick: a count</comment>
        <translation>已读入运营商的回执：%1。相应数据已在本机删除。</translation>
    </message>
    <message>
        <source>Not taken by the operator: %1. The queue says which.</source>
        <comment>USB stick: a count</comment>
        <translation>运营商未接收：%1。队列里可以看到是哪些。</translation>
    </message>
    <message>
        <source>Copied to the stick: %1. They stay here until their receipts are back.</source>
        <comment>USB stick: a count</comment>
        <translation>已复制到 U 盘：%1。回执到之前仍留在本机。</translation>
    </message>
    <message>
        <source>Nothing waits. A short sealed message to the operator was written.</source>
        <comment>USB stick: a count</comment>
        <translation>没有登记在等。已写入一条给运营商的密封短消息。</translation>
    </message>
    <message>
        <source>On a stick since before, not written again: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>之前已在 U 盘上，没有再写：%1。</translation>
    </message>
    <message>
        <source>Still on no stick: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>还不在任何 U 盘上：%1。</translation>
    </message>
    <message>
        <source>Answers for other counters, left on the stick: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>给其他柜台的答复，留在 U 盘上：%1。</translation>
    </message>
    <message>
        <source>Files that can&apos;t be used: %1.</source>
        <comment>USB stick: a count</comment>
        <translation>无法使用的文件：%1。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::BuyerWindow</name>
    <message>
        <source>Countersign: buyer&apos;s screen</source>
        <translation>Countersign：顾客屏幕</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CalibrationPage</name>
    <message>
        <source>Folder for the report</source>
        <extracomment>Calibration bench: title of the folder choice.</extracomment>
        <translation>报告的文件夹</translation>
    </message>
    <message>
        <source>List of pictures</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>图片清单</translation>
    </message>
    <message>
        <source>Lists (*.tsv *.txt);;All files (*)</source>
        <translation>清单 (*.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder of pictures, one folder a person</source>
        <extracomment>Calibration bench: title of the folder choice.</extracomment>
        <translation>图片文件夹，每人一个文件夹</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <extracomment>Calibration bench: while a list or folder is being looked at.</extracomment>
        <translation>正在读取清单…</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 pictures. What is done is kept; Go on does the rest.</source>
        <extracomment>Calibration bench: after Stop. %1 of %2 pictures.</extracomment>
        <translation>已在 %2 张中的第 %1 张后停止。已完成的部分已保留；点“继续”完成其余部分。</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <extracomment>Calibration bench: %1 is a folder.</extracomment>
        <translation>报告在 %1 中。</translation>
    </message>
    <message>
        <source>Policy %1 is signed: %2. The gateway takes it with countersign-operator set-policy, counters with countersign --take-policy.</source>
        <extracomment>Calibration bench: %1 is a number, %2 a file. Leave the names of commands as they are.</extracomment>
        <translation>策略 %1 已签名：%2。网关用 countersign-operator set-policy 采用，柜台用 countersign --take-policy 采用。</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Calibration bench: the bold button; the second one while a stopped run is there.</extracomment>
        <translation>继续</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Calibration bench: stops the run; what is done is kept.</extracomment>
        <translation>停止</translation>
    </message>
    <message>
        <source>Other pictures</source>
        <extracomment>Calibration bench: back to the choice of pictures.</extracomment>
        <translation>其他图片</translation>
    </message>
    <message>
        <source>Sign a policy…</source>
        <extracomment>Calibration bench: the bold button under the results.</extracomment>
        <translation>签署策略…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Sign and save…</source>
        <extracomment>Calibration bench: the bold button of the form.</extracomment>
        <translation>签名并保存…</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <extracomment>Calibration bench: what a list holds.</extracomment>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>%1 people</source>
        <translation>%1 人</translation>
    </message>
    <message>
        <source>%1 pairs</source>
        <extracomment>Calibration bench: what a list holds. %1 is a number of pairs.</extracomment>
        <translation>%1 对</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <extracomment>Calibration bench: what a list holds. %1 are names.</extracomment>
        <translation>组：%1</translation>
    </message>
    <message>
        <source>no groups named</source>
        <translation>未命名组</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Calibration bench: the first second of a run.</extracomment>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>%1 of %2 pictures</source>
        <extracomment>Calibration bench, during the run: %1 of %2.</extracomment>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>without a usable face: %1</source>
        <extracomment>Calibration bench, during the run: %1 is a number.</extracomment>
        <translation>没有可用人脸：%1</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <extracomment>Calibration bench, during the run: %1 is a number of minutes.</extracomment>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>Same from %1, different below %2</source>
        <extracomment>Calibration bench: limits of a likeness between 0 and 1. %1 and %2 are such numbers.</extracomment>
        <translation>%1 起为同一人，低于 %2 为不同人</translation>
    </message>
    <message>
        <source>As shipped with these models. A policy can only be stricter.</source>
        <extracomment>Calibration bench: about the limits that came with the program.</extracomment>
        <translation>随这些模型提供的界限。策略只能更严格。</translation>
    </message>
    <message>
        <source>These pictures would allow %1; the shipped limit is stricter and stays.</source>
        <extracomment>Calibration bench. %1 is a likeness between 0 and 1.</extracomment>
        <translation>这些图片允许 %1；自带界限更严格，保持不变。</translation>
    </message>
    <message>
        <source>“Same” is set by the group that needs it strictest: %1.</source>
        <extracomment>Calibration bench. %1 is the name of a group.</extracomment>
        <translation>“同一人”由要求最严的组决定：%1。</translation>
    </message>
    <message>
        <source>“Different” is set by: %1.</source>
        <extracomment>Calibration bench. %1 is the name of a group.</extracomment>
        <translation>“不同人”由此组决定：%1。</translation>
    </message>
    <message>
        <source>Too few pairs in a group to say how likely a likeness is; the policy holds the limits only.</source>
        <translation>组内配对太少，无法说明相似度的可能性；策略只含界限。</translation>
    </message>
    <message>
        <source>No limits for these rates</source>
        <extracomment>Calibration bench: no limits can be proposed.</extracomment>
        <translation>这些错误率没有界限</translation>
    </message>
    <message>
        <source>Pictures without a usable face: %1; the report names them.</source>
        <translation>没有可用人脸的图片：%1；报告中列出。</translation>
    </message>
    <message>
        <source>1 in %1</source>
        <extracomment>Calibration bench, a rate: %1 is 10,000 or another such number.</extracomment>
        <translation>%1 分之一</translation>
    </message>
    <message>
        <source>Calibration bench</source>
        <extracomment>Calibration bench: title. For the operator&apos;s staff, not for shops.</extracomment>
        <translation>校准台</translation>
    </message>
    <message>
        <source>How well faces are matched on labelled pictures of yours. Pairs are compared; nobody is searched for.</source>
        <translation>用您自己的带标注图片衡量人脸比对的好坏。只成对比较，不搜索任何人。</translation>
    </message>
    <message>
        <source>Pictures to measure with</source>
        <translation>用于测量的图片</translation>
    </message>
    <message>
        <source>Choose a list…</source>
        <extracomment>Calibration bench: button that opens a file choice.</extracomment>
        <translation>选择清单…</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <extracomment>Calibration bench: button that opens a folder choice.</extracomment>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>A list has tabs between its columns and names them in its first line: path, identity, group; or a, b, same, group for pairs. A folder has one folder a person, or one folder a group with those in it.</source>
        <translation>清单各列以制表符分隔，首行写列名：path、identity、group；配对清单则为 a、b、same、group。文件夹中每人一个文件夹，或每组一个文件夹、其中每人一个。</translation>
    </message>
    <message>
        <source>Pictures stay where they are. While a run is unfinished, the numbers made of the faces are kept on this computer so that it can go on; when it ends they are erased.</source>
        <translation>图片留在原处。测量未完成时，由人脸算出的数值保存在本机以便继续；完成后即删除。</translation>
    </message>
    <message>
        <source>Erase what is kept</source>
        <extracomment>Calibration bench: erases what a stopped run left.</extracomment>
        <translation>删除已保留的内容</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Highest error rates, in every group</source>
        <translation>每组允许的最高错误率</translation>
    </message>
    <message>
        <source>Two people taken for one</source>
        <translation>把两人当作一人</translation>
    </message>
    <message>
        <source>One person called different</source>
        <translation>把同一人当作不同人</translation>
    </message>
    <message>
        <source>For these rates</source>
        <extracomment>Calibration bench: which limits the table and the dots are for.</extracomment>
        <translation>按这些错误率</translation>
    </message>
    <message>
        <source>As shipped</source>
        <extracomment>Calibration bench: which limits the table and the dots are for.</extracomment>
        <translation>自带界限</translation>
    </message>
    <message>
        <source>Curve of false matches against misses; the table below has the numbers</source>
        <extracomment>Calibration bench: name of the drawing for screen readers; the table says the same in numbers.</extracomment>
        <translation>误匹配与漏匹配的曲线；下表为数值</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CameraCheckPage</name>
    <message>
        <source>Stop the check</source>
        <extracomment>Camera check: the bold button while a check runs.</extracomment>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再检查一次</translation>
    </message>
    <message>
        <source>Start the check</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>It takes twenty seconds.</source>
        <extracomment>Camera check: before it begins.</extracomment>
        <translation>需要二十秒。</translation>
    </message>
    <message>
        <source>Nobody needs to sit there. Switch on the light as on a working day and leave the camera alone.</source>
        <extracomment>Camera check: before it begins.</extracomment>
        <translation>不需要有人坐在那里。请像营业时一样开灯，不要动摄像头。</translation>
    </message>
    <message>
        <source>Looking at camera and light …</source>
        <extracomment>Camera check: while it runs.</extracomment>
        <translation>正在检查摄像头和光线……</translation>
    </message>
    <message>
        <source>Of the pictures only a few numbers stay, and never one of a person.</source>
        <extracomment>Camera check: while it runs.</extracomment>
        <translation>画面只留下几个数字，绝不留下任何人的照片。</translation>
    </message>
    <message>
        <source>No picture comes from the camera.</source>
        <extracomment>Camera check: it was stopped.</extracomment>
        <translation>摄像头没有画面。</translation>
    </message>
    <message>
        <source>Plug it out and in again, or choose another one (F7).</source>
        <extracomment>Camera check: it was stopped; what to do.</extracomment>
        <translation>请拔下再插上，或选择另一个摄像头（F7）。</translation>
    </message>
    <message>
        <source>Camera and light are good.</source>
        <translation>摄像头和光线良好。</translation>
    </message>
    <message>
        <source>Something should be put right before buyers come.</source>
        <translation>顾客来之前，有些地方需要调整。</translation>
    </message>
    <message>
        <source>Compared with the state that was kept as good.</source>
        <translation>已与保存的良好状态对比。</translation>
    </message>
    <message>
        <source>There is no good state to compare with yet. If scans work well now, keep this one.</source>
        <extracomment>Camera check: under the result.</extracomment>
        <translation>还没有可对比的良好状态。如果现在核验顺利，请保存这个状态。</translation>
    </message>
    <message>
        <source>Good</source>
        <extracomment>Camera check: chip beside one thing that was looked at.</extracomment>
        <translation>良好</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>需调整</translation>
    </message>
    <message>
        <source>Kept as the good state of this camera.</source>
        <extracomment>Camera check: after the state was kept as the good one.</extracomment>
        <translation>已存为这个摄像头的良好状态。</translation>
    </message>
    <message>
        <source>Camera and light</source>
        <extracomment>Camera check: title.</extracomment>
        <translation>摄像头和光线</translation>
    </message>
    <message>
        <source>A short check in the morning saves buyers a second try.</source>
        <extracomment>Camera check: under the title.</extracomment>
        <translation>早上检查一下，顾客就不用再试第二次。</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>Keep as the good state</source>
        <extracomment>Camera check: keeps what was measured as how it should be.</extracomment>
        <translation>存为良好状态</translation>
    </message>
    <message>
        <source>Earlier checks</source>
        <extracomment>Camera check: heading of the list of earlier checks.</extracomment>
        <translation>以前的检查</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <extracomment>Camera check: name of the progress bar for screen readers.</extracomment>
        <translation>检查进度</translation>
    </message>
    <message>
        <source>There is no good state to compare with yet. A supervisor or a technician keeps one.</source>
        <translation>还没有可对比的良好状态。由主管或技术员保存。</translation>
    </message>
    <message>
        <source>No camera is plugged in.</source>
        <extracomment>Camera check: it can&apos;t begin.</extracomment>
        <translation>没有插摄像头。</translation>
    </message>
    <message>
        <source>Plug one in and check again.</source>
        <extracomment>Camera check: it can&apos;t begin; what to do.</extracomment>
        <translation>请插上一个，再检查一次。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CamerasPage</name>
    <message>
        <source>Cameras</source>
        <extracomment>Choice of cameras: heading of the list of real cameras.</extracomment>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>None found. Plug one in; it appears here by itself.</source>
        <extracomment>Choice of cameras: instead of a list.</extracomment>
        <translation>没有找到。请插上摄像头，它会自动出现在这里。</translation>
    </message>
    <message>
        <source>A program, not a camera. The operator may not accept it.</source>
        <extracomment>Choice of cameras: a camera that is only a program.</extracomment>
        <translation>这是程序，不是摄像头。运营商可能不接受。</translation>
    </message>
    <message>
        <source>%1 (in use)</source>
        <extracomment>Choice of cameras: %1 is the name of the camera that is in use.</extracomment>
        <translation>%1（使用中）</translation>
    </message>
    <message>
        <source>Practice, with buyers who don&apos;t exist</source>
        <extracomment>Choice of cameras: heading of the list of practice buyers, people who don&apos;t exist.</extracomment>
        <translation>练习：与并不存在的顾客</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera. Everything is marked as practice until you choose a camera again.</source>
        <extracomment>Choice of cameras: above the picture, while a practice buyer is selected.</extracomment>
        <translation type="vanished">练习时用绘制的顾客代替摄像头。在您再次选择摄像头之前，一切都标为练习。</translation>
    </message>
    <message>
        <source>The camera is remembered by what it is and where it is plugged in.</source>
        <extracomment>Choice of cameras: above the picture.</extracomment>
        <translation>程序按摄像头的型号和插口记住它。</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Choice of cameras: title.</extracomment>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Put it at eye height, the light in front of the buyer.</source>
        <extracomment>Choice of cameras: under the title.</extracomment>
        <translation>放在与眼睛同高处，光线在顾客前方。</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>Use this one</source>
        <extracomment>Choice of cameras: the bold button.</extracomment>
        <translation>使用这个</translation>
    </message>
    <message>
        <source>Search again</source>
        <extracomment>Choice of cameras: looks for cameras again.</extracomment>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Cameras and practice buyers</source>
        <extracomment>Choice of cameras: name of the list for screen readers.</extracomment>
        <translation>摄像头和练习顾客</translation>
    </message>
    <message>
        <source>Does as asked</source>
        <comment>what a practice buyer does</comment>
        <translation>按要求做</translation>
    </message>
    <message>
        <source>Does nothing</source>
        <comment>what a practice buyer does</comment>
        <translation>什么都不做</translation>
    </message>
    <message>
        <source>Is slow</source>
        <comment>what a practice buyer does</comment>
        <translation>动作很慢</translation>
    </message>
    <message>
        <source>Moves before being asked</source>
        <comment>what a practice buyer does</comment>
        <translation>没有提示就先动</translation>
    </message>
    <message>
        <source>Turns to the other side</source>
        <comment>what a practice buyer does</comment>
        <translation>转向另一边</translation>
    </message>
    <message>
        <source>Closes one eye only</source>
        <comment>what a practice buyer does</comment>
        <translation>只闭一只眼</translation>
    </message>
    <message>
        <source>Lets another person sit down</source>
        <comment>what a practice buyer does</comment>
        <translation>中途换了另一个人</translation>
    </message>
    <message>
        <source>Holds up a picture</source>
        <comment>what a practice buyer does</comment>
        <translation>举着一张照片</translation>
    </message>
    <message>
        <source>Can&apos;t close the eyes</source>
        <comment>what a practice buyer does</comment>
        <translation>无法闭眼</translation>
    </message>
    <message>
        <source>Can&apos;t turn the head</source>
        <comment>what a practice buyer does</comment>
        <translation>无法转头</translation>
    </message>
    <message>
        <source>Keeps the eyes closed</source>
        <comment>what a practice buyer does</comment>
        <translation>一直闭着眼</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera, until you choose a camera again. Nothing is stored and nothing is sent.</source>
        <extracomment>Choice of cameras: above the picture, while a practice buyer is selected.</extracomment>
        <translation>练习时用练习顾客代替摄像头，直到您重新选择摄像头。不保存也不发送任何内容。</translation>
    </message>
    <message>
        <source>Practice shows a rendered buyer in place of the camera, until you choose a camera again. What is registered is marked as practice and sent.</source>
        <translation>练习时用练习顾客代替摄像头，直到您重新选择摄像头。登记的内容会标明为练习并发送。</translation>
    </message>
    <message>
        <source>What the practice buyer does</source>
        <extracomment>Choice of cameras: label of a list of habits of a practice buyer.</extracomment>
        <translation>练习顾客的表现</translation>
    </message>
    <message>
        <source>Check camera and light</source>
        <extracomment>Choice of cameras: opens the camera and light doctor.</extracomment>
        <translation>检查摄像头和光线</translation>
    </message>
    <message>
        <source>A supervisor or a technician chooses another camera. Where no camera works, everybody may choose a real one.</source>
        <extracomment>Choice of cameras: above the picture, where whoever looks may not choose the selected camera.</extracomment>
        <translation>换用其他摄像头由主管或技术员选择。没有摄像头能用时，任何人都可以选择一个真实的摄像头。</translation>
    </message>
    <message>
        <source>%1 (in use: %2)</source>
        <extracomment>Choice of cameras: %1 is the practice buyer in use, %2 what he or she does: &quot;Is slow&quot;.</extracomment>
        <translation>%1（使用中：%2）</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CauseView</name>
    <message>
        <source>The picture with the cause drawn on it: %1</source>
        <comment>for screen readers; a few words</comment>
        <translation>标出原因的画面：%1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ClerksPage</name>
    <message>
        <source>%1 can sign in now.</source>
        <extracomment>Page of clerks. %1 is a name.</extracomment>
        <translation>%1 现在可以登录。</translation>
    </message>
    <message>
        <source>%1 was changed.</source>
        <extracomment>Page of clerks. %1 is a name.</extracomment>
        <translation>%1 已更改。</translation>
    </message>
    <message>
        <source>%1 was removed and can&apos;t sign in any more.</source>
        <extracomment>Page of clerks. %1 is the id of a clerk.</extracomment>
        <translation>%1 已移除，不能再登录。</translation>
    </message>
    <message>
        <source>Your PIN is changed. Use the new one from now on.</source>
        <extracomment>Page of clerks.</extracomment>
        <translation>您的 PIN 已更改。从现在起请使用新的。</translation>
    </message>
    <message>
        <source>The present PIN is not right.</source>
        <extracomment>Page of clerks, after the present PIN was typed to change it.</extracomment>
        <translation>现在的 PIN 不正确。</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s.</source>
        <extracomment>Page of clerks: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>尝试次数过多，请等 %1 秒。</translation>
    </message>
    <message>
        <source>Only a supervisor does this.</source>
        <extracomment>Page of clerks: what somebody wanted to do is for another role.</extracomment>
        <translation>只有主管可以这样做。</translation>
    </message>
    <message>
        <source>One moment, then try again.</source>
        <extracomment>Page of clerks: the list is being written, or a PIN checked.</extracomment>
        <translation>请稍候再试。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Page of clerks, in the list: the id and the role.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · switched off by the operator</source>
        <extracomment>Page of clerks, in the list: %1 is the id; the operator lets this clerk in nowhere.</extracomment>
        <translation>%1 · 已被运营商停用</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <extracomment>Page of clerks, in the list: %1 is the name of who is signed in.</extracomment>
        <translation>%1（您）</translation>
    </message>
    <message>
        <source>New clerk</source>
        <extracomment>Page of clerks: title of the form for a new one.
----------
Page of clerks: button.</extracomment>
        <translation>新营业员</translation>
    </message>
    <message>
        <source>A supervisor adds clerks, changes roles, gives new PINs and removes.</source>
        <extracomment>Page of clerks: what whoever is signed in may not do, and who may.</extracomment>
        <translation>添加营业员、更改角色、设置新 PIN 和移除由主管进行。</translation>
    </message>
    <message>
        <source>This is you. Another supervisor changes your role or removes you.</source>
        <extracomment>Page of clerks: about the own entry of a supervisor.</extracomment>
        <translation>这是您自己。更改您的角色或移除您，由另一位主管进行。</translation>
    </message>
    <message>
        <source>This is you. A supervisor changes roles; your PIN you change yourself.</source>
        <extracomment>Page of clerks: about the own entry of a clerk.</extracomment>
        <translation>这是您自己。角色由主管更改；PIN 由您自己更改。</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Page of clerks: the label of the field for a PIN that replaces the present one.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <source>PIN again</source>
        <extracomment>Page of clerks: label of a field; the same digits a second time.</extracomment>
        <translation>再次输入 PIN</translation>
    </message>
    <message>
        <source>New PIN again</source>
        <translation>再次输入新 PIN</translation>
    </message>
    <message>
        <source>4 to 12 digits; empty: the PIN stays as it is</source>
        <extracomment>Page of clerks: under the field PIN of another clerk.</extracomment>
        <translation>4 到 12 位数字；留空则 PIN 不变</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <translation>4 到 12 位数字</translation>
    </message>
    <message>
        <source>Add this clerk</source>
        <extracomment>Page of clerks: the bold button for a new clerk.</extracomment>
        <translation>添加这位营业员</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>更改我的 PIN</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>This id is taken.</source>
        <extracomment>Page of clerks: under the field for the id.</extracomment>
        <translation>这个编号已被使用。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <extracomment>Page of clerks: under the field for the PIN a second time.</extracomment>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <extracomment>Page of clerks: a question. %1 is a name.</extracomment>
        <translation>移除 %1 吗？</translation>
    </message>
    <message>
        <source>This clerk can&apos;t sign in here any more. What was registered stays as it is, with the clerk&apos;s id.</source>
        <extracomment>Page of clerks: below that question.</extracomment>
        <translation>这位营业员将不能再在这里登录。已登记的内容保持不变，并保留其编号。</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Page of clerks: answer to the question.
----------
Page of clerks: button; a question follows.</extracomment>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Page of clerks: answer to the question.</extracomment>
        <translation>保留</translation>
    </message>
    <message>
        <source>Clerks</source>
        <extracomment>Page of clerks: title.</extracomment>
        <translation>营业员</translation>
    </message>
    <message>
        <source>Who may sign in at this counter, and as what.</source>
        <extracomment>Page of clerks: under the title.</extracomment>
        <translation>谁可以在本柜台登录，以什么角色。</translation>
    </message>
    <message>
        <source>Clerks of this counter</source>
        <extracomment>Page of clerks: name of the list for screen readers.</extracomment>
        <translation>本柜台的营业员</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>营业员编号</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _; it can&apos;t be changed later</source>
        <extracomment>Page of clerks: under the field for the id.</extracomment>
        <translation>小写字母、数字、- 和 _；以后不能更改</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>姓名</translation>
    </message>
    <message>
        <source>As shown at the top of the window</source>
        <extracomment>Page of clerks: under the field for the name.</extracomment>
        <translation>显示在窗口顶部</translation>
    </message>
    <message>
        <source>Present PIN</source>
        <extracomment>Page of clerks: label of a field.</extracomment>
        <translation>现在的 PIN</translation>
    </message>
    <message>
        <source>Role</source>
        <extracomment>Page of clerks: label of a choice.</extracomment>
        <translation>角色</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CodeScanDialog</name>
    <message>
        <source>Scan a code</source>
        <extracomment>Title of the window in which a bar code is read with the camera.</extracomment>
        <translation>扫描条码</translation>
    </message>
    <message>
        <source>Hold the bar code beside ICCID or IMEI before the camera.</source>
        <extracomment>Above the camera&apos;s picture. ICCID and IMEI are the names printed beside such codes.</extracomment>
        <translation>请把 ICCID 或 IMEI 旁的条码对准摄像头。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Closes the window in which a bar code is read.</extracomment>
        <translation>取消</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>That code is of another number. Try the one beside ICCID or IMEI.</source>
        <extracomment>In the window in which a bar code is read.</extracomment>
        <translation>这是另一个号码的条码。请试 ICCID 或 IMEI 旁的条码。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ConsentPage</name>
    <message>
        <source>The buyer decides</source>
        <extracomment>Consent page: title, for the clerk.</extracomment>
        <translation>由顾客决定</translation>
    </message>
    <message>
        <source>Turn the screen to the buyer, or read the text aloud. No answer is a no.</source>
        <extracomment>Consent page: under the title, for the clerk.</extracomment>
        <translation>请把屏幕转向顾客，或朗读全文。不回答就是不同意。</translation>
    </message>
    <message>
        <source>Notice %1</source>
        <extracomment>Consent page: which text is shown. %1 is a number of a version.</extracomment>
        <translation>告知书 %1</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>No scan: another way</source>
        <extracomment>Consent page: the buyer wants no scan. It leads to another way, not to an end.</extracomment>
        <translation>不核验：其他方式</translation>
    </message>
    <message>
        <source>Buyer agrees</source>
        <extracomment>Consent page: the buyer agrees to the scan. The clerk presses it after the buyer&apos;s yes.</extracomment>
        <translation>顾客同意</translation>
    </message>
    <message>
        <source>Language of the notice</source>
        <extracomment>Accessible name of the buttons that choose the language of the notice.</extracomment>
        <translation>告知书的语言</translation>
    </message>
    <message>
        <source>Under %1, a guardian decides. Ask the guardian, and the child as well.</source>
        <translation>未满 %1 周岁由监护人决定。请询问监护人，也请问问孩子。</translation>
    </message>
    <message>
        <source>Under %1, a guardian is here, with a document of their own and the household register.</source>
        <translation>未满 %1 周岁须有监护人在场，并带本人证件和户口簿。</translation>
    </message>
    <message>
        <source>This is not the document of an adult.</source>
        <extracomment>Consent page: under the number of the guardian&apos;s document.</extracomment>
        <translation>这不是成年人的证件。</translation>
    </message>
    <message>
        <source>A guardian is needed</source>
        <extracomment>Consent page: title of the box about young buyers.</extracomment>
        <translation>需要监护人</translation>
    </message>
    <message>
        <source>How old is the buyer?</source>
        <translation>顾客多大年龄？</translation>
    </message>
    <message>
        <source>%1 or older</source>
        <extracomment>Consent page: one of three ages. %1 is a number of years.</extracomment>
        <translation>%1 周岁及以上</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>Consent page: one of three ages. %1 and %2 are numbers of years.</extracomment>
        <translation>%1 至 %2 周岁</translation>
    </message>
    <message>
        <source>Under %1</source>
        <extracomment>Consent page: one of three ages. %1 is a number of years.</extracomment>
        <translation>未满 %1 周岁</translation>
    </message>
    <message>
        <source>Age of the buyer</source>
        <extracomment>Accessible name of the choice of three ages.</extracomment>
        <translation>顾客年龄</translation>
    </message>
    <message>
        <source>Guardian&apos;s name</source>
        <extracomment>Consent page: label of a field.</extracomment>
        <translation>监护人姓名</translation>
    </message>
    <message>
        <source>Number of the guardian&apos;s document</source>
        <extracomment>Consent page: label of a field.</extracomment>
        <translation>监护人证件号码</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <extracomment>Consent page: button; says the notice aloud, or stops saying it.</extracomment>
        <translation>停止朗读</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <extracomment>Consent page: button; shows the notice again, in place of questions and answers.</extracomment>
        <translation>返回告知内容</translation>
    </message>
    <message>
        <source>Questions</source>
        <extracomment>Consent page: button; shows what buyers ask, and the answers.</extracomment>
        <translation>常见问题</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DayPage</name>
    <message>
        <source>Day&apos;s end, %1</source>
        <extracomment>Day&apos;s end: title. %1 is a date.</extracomment>
        <translation>日终汇总，%1</translation>
    </message>
    <message>
        <source>Save the day&apos;s end</source>
        <extracomment>Title of the file dialog.</extracomment>
        <translation>保存日终汇总</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <comment>file kind; keep *.csv</comment>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>It could not be written there. Choose another folder and try again.</source>
        <translation>无法写入该位置。请换一个文件夹再试。</translation>
    </message>
    <message>
        <source>Day before</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Day after</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <extracomment>Day&apos;s end: button; saves a table.</extracomment>
        <translation>存为 CSV</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Day&apos;s end: button.</extracomment>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Day&apos;s end</source>
        <extracomment>Accessible name of the page.</extracomment>
        <translation>日终汇总</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DetPlot</name>
    <message>
        <source>Two people taken for one (false match rate, FMR)</source>
        <extracomment>Calibration bench, under the curve. FMR is the standard&apos;s short form, also in other languages.</extracomment>
        <translation>把两人当作一人（误匹配率 FMR）</translation>
    </message>
    <message>
        <source>Missed (false non-match rate, FNMR)</source>
        <extracomment>Calibration bench, beside the curve. FNMR is the standard&apos;s short form, also in other languages.</extracomment>
        <translation>漏匹配（误不匹配率 FNMR）</translation>
    </message>
    <message>
        <source>All pairs</source>
        <extracomment>Calibration bench: the curve of all pairs together.</extracomment>
        <translation>全部配对</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DetailsPage</name>
    <message>
        <source>This number isn&apos;t complete yet.</source>
        <extracomment>Under a number field that the clerk left before the number was complete.</extracomment>
        <translation>号码还不完整。</translation>
    </message>
    <message>
        <source>document number</source>
        <extracomment>In the list &quot;Still needed: ...&quot; beside the button Next, so with a small letter where the language does so.</extracomment>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>name</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>姓名</translation>
    </message>
    <message>
        <source>phone number</source>
        <extracomment>In the list &quot;Still needed: ...&quot;.</extracomment>
        <translation>电话号码</translation>
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
        <translation>、</translation>
    </message>
    <message>
        <source>Still needed: %1</source>
        <extracomment>Beside the button Next: why it can&apos;t be pressed yet. %1 is a list of fields.</extracomment>
        <translation>还需要：%1</translation>
    </message>
    <message>
        <source>Start over?</source>
        <extracomment>Question after &quot;Start over&quot; on the details page: title.</extracomment>
        <translation>重新开始吗？</translation>
    </message>
    <message>
        <source>Everything entered for this buyer is erased.</source>
        <extracomment>Question after &quot;Start over&quot; on the details page.</extracomment>
        <translation>这位顾客的全部已输入内容将被删除。</translation>
    </message>
    <message>
        <source>Erase and start over</source>
        <extracomment>Answer to &quot;Start over?&quot;.</extracomment>
        <translation>删除并重新开始</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Answer to &quot;Start over?&quot;.</extracomment>
        <translation>保留</translation>
    </message>
    <message>
        <source>Who is buying, and what</source>
        <extracomment>Details page: title.</extracomment>
        <translation>谁在购买，购买什么</translation>
    </message>
    <message>
        <source>Type the numbers, or scan their barcodes.</source>
        <extracomment>Details page: under the title.</extracomment>
        <translation>请输入号码，或扫描条码。</translation>
    </message>
    <message>
        <source>What is bought</source>
        <extracomment>Details page: name of the choice between SIM card, phone, or both.</extracomment>
        <translation>购买内容</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>Details page: label of the list of documents.</extracomment>
        <translation>证件</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>Details page: label of a field.</extracomment>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Name as on the document</source>
        <extracomment>Details page: label of a field.</extracomment>
        <translation>证件上的姓名</translation>
    </message>
    <message>
        <source>Phone number to activate</source>
        <extracomment>Details page: label of a field: the number that the new SIM card gets.</extracomment>
        <translation>要开通的电话号码</translation>
    </message>
    <message>
        <source>Phone number of the buyer</source>
        <extracomment>Details page: label of a field, when only a phone is bought.</extracomment>
        <translation>顾客的电话号码</translation>
    </message>
    <message>
        <source>ICCID on the SIM</source>
        <extracomment>Details page: label of a field; ICCID is the number printed on a SIM card.</extracomment>
        <translation>电话卡上的 ICCID</translation>
    </message>
    <message>
        <source>IMEI of the phone</source>
        <extracomment>Details page: label of a field; IMEI is the serial number of a phone.</extracomment>
        <translation>手机的 IMEI</translation>
    </message>
    <message>
        <source>Language of the buyer</source>
        <extracomment>Details page: label of the list of languages.</extracomment>
        <translation>顾客的语言</translation>
    </message>
    <message>
        <source>Start over</source>
        <extracomment>Details page: button that erases what was typed, after a question.</extracomment>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Next: Document</source>
        <extracomment>Details page: the bold button; the next step is the document&apos;s portrait.</extracomment>
        <translation>下一步：证件</translation>
    </message>
    <message>
        <source>The code that was scanned is of another number.</source>
        <extracomment>Under a number field: a bar code was scanned that holds another number than is asked for.</extracomment>
        <translation>扫描的条码是另一个号码。</translation>
    </message>
    <message>
        <source>Scan a code</source>
        <extracomment>Details page: button; reads the bar code on a SIM card or phone box with the camera.</extracomment>
        <translation>扫描条码</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DocumentPage</name>
    <message>
        <source>Looking for the portrait</source>
        <extracomment>Document page: chip while the picture is being looked at.</extracomment>
        <translation>正在查找照片</translation>
    </message>
    <message>
        <source>One moment.</source>
        <extracomment>Document page: while the picture is being looked at.</extracomment>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Portrait found</source>
        <extracomment>Document page: chip when the portrait was found and can be used.</extracomment>
        <translation>已找到照片</translation>
    </message>
    <message>
        <source>Is this the person on the document? Then go on.</source>
        <extracomment>Document page: a question to the clerk; the picture is shown beside it.</extracomment>
        <translation>这是证件上的人吗？是的话请继续。</translation>
    </message>
    <message>
        <source>Portrait can&apos;t be used</source>
        <extracomment>Document page: chip when the portrait cannot be used.</extracomment>
        <translation>照片不能使用</translation>
    </message>
    <message>
        <source>No portrait found</source>
        <translation>没有找到照片</translation>
    </message>
    <message>
        <source>Nothing was compared yet.</source>
        <extracomment>Document page: under the reason why the portrait cannot be used.</extracomment>
        <translation>尚未进行任何比对。</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <extracomment>Document page: chip before there is a picture.</extracomment>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>Hold the page with the portrait into the frame.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation type="vanished">请把有照片的一面放入画框。</translation>
    </message>
    <message>
        <source>Straight, without glare, as large as the frame.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation type="vanished">摆正、不反光、占满画框。</translation>
    </message>
    <message>
        <source>Choose the picture of the document.</source>
        <extracomment>Document page: there is no camera.</extracomment>
        <translation>请选择证件的图片。</translation>
    </message>
    <message>
        <source>No camera is ready. You can still use a scanned picture.</source>
        <extracomment>Document page: there is no camera.</extracomment>
        <translation>没有可用的摄像头。您仍可使用扫描的图片。</translation>
    </message>
    <message>
        <source>Picture of the document</source>
        <extracomment>Title of the file dialog on the document page.
----------
Accessible name of the picture on the document page.</extracomment>
        <translation>证件的图片</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png)</source>
        <extracomment>File dialog: kind of files. Keep the patterns in brackets.</extracomment>
        <translation type="vanished">图片 (*.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>The portrait on the document</source>
        <extracomment>Document page: title.</extracomment>
        <translation>证件上的照片</translation>
    </message>
    <message>
        <source>The buyer&apos;s face is compared with this picture and with no other.</source>
        <extracomment>Document page: under the title.</extracomment>
        <translation>顾客的脸只与这张照片比对，不与其他照片比对。</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>Document page: button; takes a still from the camera.</extracomment>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>Document page: button; puts the picture away and starts anew.</extracomment>
        <translation>重新拍摄</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <extracomment>Document page: button; opens the file dialog.</extracomment>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Or drop a JPEG or PNG file here.</source>
        <extracomment>Document page: under the buttons.</extracomment>
        <translation type="vanished">或把 JPEG 或 PNG 文件拖到这里。</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>Next: Consent</source>
        <extracomment>Document page: the bold button; the next step is the buyer&apos;s consent.</extracomment>
        <translation>下一步：同意</translation>
    </message>
    <message>
        <source>The document&apos;s picture appears here</source>
        <extracomment>Document page: in the empty picture.</extracomment>
        <translation>证件的图片会显示在这里</translation>
    </message>
    <message>
        <source>Drop a file, choose one, or use the camera</source>
        <extracomment>Document page: in the empty picture, second line.</extracomment>
        <translation>拖入文件、选择文件，或使用摄像头</translation>
    </message>
    <message>
        <source>Reading what is printed on it…</source>
        <extracomment>Document page: the portrait is there; the text on the document is being read.</extracomment>
        <translation>正在读取证件上的文字…</translation>
    </message>
    <message>
        <source>What is printed on it could not be read. Compare it with the details by eye.</source>
        <extracomment>Document page: the portrait was found, the printed text could not be read.</extracomment>
        <translation>无法读取证件上的文字。请与资料目视核对。</translation>
    </message>
    <message>
        <source>Did you compare them?</source>
        <extracomment>Title of a question: what the document says differs from what was typed.</extracomment>
        <translation>您核对过了吗？</translation>
    </message>
    <message>
        <source>Yes, go on</source>
        <extracomment>Answer: the clerk has looked at the document and what was typed is right.</extracomment>
        <translation>是，继续</translation>
    </message>
    <message>
        <source>No, look again</source>
        <extracomment>Answer: back to the document.</extracomment>
        <translation>否，再看一遍</translation>
    </message>
    <message>
        <source>Page %1 of %2: show the next</source>
        <extracomment>Document page: button; the file has several pages. Numbers of the shown page and of all.</extracomment>
        <translation>第 %1 页，共 %2 页：显示下一页</translation>
    </message>
    <message>
        <source>The picture is taken by itself.</source>
        <extracomment>Document page: what to do with the camera.</extracomment>
        <translation>会自动拍照。</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.pdf)</source>
        <extracomment>File dialog: kind of files. Keep the patterns in brackets.</extracomment>
        <translation>图片 (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.pdf)</translation>
    </message>
    <message>
        <source>Or drop a picture or PDF here, or paste one.</source>
        <extracomment>Document page: under the buttons.</extracomment>
        <translation>也可把图片或 PDF 拖到此处，或粘贴。</translation>
    </message>
    <message>
        <source>Can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>It goes on as soon as what is printed on it is read…</source>
        <extracomment>Document page: the clerk pressed Next while the text on the document was being read.</extracomment>
        <translation>读完证件上的文字后会自动继续…</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EnrolPage</name>
    <message>
        <source>File from the operator</source>
        <extracomment>Setting a counter up: title of the file dialog, and what kind of file it is.</extracomment>
        <translation>运营商的文件</translation>
    </message>
    <message>
        <source>Files from the operator (*.provisioning);;All files (*)</source>
        <translation>运营商的文件 (*.provisioning);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The file of the last try</source>
        <extracomment>Setting a counter up: in the list of files, the one of an earlier try.</extracomment>
        <translation>上次尝试的文件</translation>
    </message>
    <message>
        <source>Set up this counter</source>
        <extracomment>Setting a counter up: title.</extracomment>
        <translation>设置这个柜台</translation>
    </message>
    <message>
        <source>The operator doesn&apos;t know this counter yet. A file or a one-time code from the operator is all that is needed; it works once.</source>
        <extracomment>Setting a counter up: under the title.</extracomment>
        <translation>运营商还不认识这个柜台。只需要运营商的一个文件或一次性代码，且只能用一次。</translation>
    </message>
    <message>
        <source>With a file from the operator</source>
        <extracomment>Setting a counter up: one of two ways.</extracomment>
        <translation>用运营商的文件</translation>
    </message>
    <message>
        <source>Put the USB stick with the file in. It shows here by itself.</source>
        <extracomment>Setting a counter up: no stick with a file was found.</extracomment>
        <translation>插入存有文件的 U 盘，它会自动显示在这里。</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Setting a counter up: label of a list.</extracomment>
        <translation>文件</translation>
    </message>
    <message>
        <source>Other file…</source>
        <extracomment>Setting a counter up: button.</extracomment>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>With a one-time code</source>
        <extracomment>Setting a counter up: one of two ways.</extracomment>
        <translation>用一次性代码</translation>
    </message>
    <message>
        <source>Not on this computer: it doesn&apos;t know how to reach the operator. The file says so.</source>
        <translation>这台电脑不行：它还不知道如何联系运营商。文件里有说明。</translation>
    </message>
    <message>
        <source>It is sent to %1</source>
        <translation>发送到 %1</translation>
    </message>
    <message>
        <source>Code</source>
        <extracomment>Setting a counter up: label of a field.</extracomment>
        <translation>代码</translation>
    </message>
    <message>
        <source>Twelve letters and digits</source>
        <extracomment>Setting a counter up: under the field.</extracomment>
        <translation>十二个字母和数字</translation>
    </message>
    <message>
        <source>Only practise</source>
        <extracomment>Setting a counter up: goes on to the sign-in; nothing can be registered then.</extracomment>
        <translation>仅练习</translation>
    </message>
    <message>
        <source>Set up</source>
        <extracomment>Setting a counter up: the bold button.</extracomment>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FaceView</name>
    <message>
        <source>Camera picture of the buyer, as in a mirror</source>
        <comment>for screen readers</comment>
        <translation>顾客的摄像头画面，如同镜子</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FailurePage</name>
    <message>
        <source>Another way</source>
        <comment>failure card: goes on without this scan</comment>
        <translation>其他方式</translation>
    </message>
    <message>
        <source>Save and continue later</source>
        <comment>failure card</comment>
        <translation>保存，稍后继续</translation>
    </message>
    <message>
        <source>Choose “Another way”: a person at the operator decides.</source>
        <comment>failure card, when no try is left</comment>
        <translation>请选“其他方式”：由运营商的工作人员决定。</translation>
    </message>
    <message>
        <source>It need not be this scan. The buyer can go another way, with other movements or without a scan.</source>
        <comment>above the failure card, after two tries that failed</comment>
        <translation>不一定非要这样核验。顾客可以换一种方式：做别的动作，或者不核验。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstClerkPage</name>
    <message>
        <source>Not the same PIN</source>
        <extracomment>First clerk of a counter: under the second field for the PIN.</extracomment>
        <translation>PIN 不一致</translation>
    </message>
    <message>
        <source>Who looks after this counter?</source>
        <extracomment>First clerk of a counter: title.</extracomment>
        <translation>由谁管理这个柜台？</translation>
    </message>
    <message>
        <source>Nobody can sign in here yet. The first one is the supervisor.</source>
        <extracomment>First clerk of a counter: under the title; %1 is the name of a shop.</extracomment>
        <translation>这里还没有人能登录。第一位就是主管。</translation>
    </message>
    <message>
        <source>%1 · Nobody can sign in here yet. The first one is the supervisor.</source>
        <translation>%1 · 这里还没有人能登录。第一位就是主管。</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>营业员编号</translation>
    </message>
    <message>
        <source>Small letters and digits; stands in each registration</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>小写字母和数字；会写入每一笔登记</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>姓名</translation>
    </message>
    <message>
        <source>As colleagues say it; may stay empty</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>同事平时的称呼；可留空</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <extracomment>First clerk of a counter: under the field.</extracomment>
        <translation>4 到 12 位数字</translation>
    </message>
    <message>
        <source>PIN again</source>
        <extracomment>First clerk of a counter: label of a field.</extracomment>
        <translation>再次输入 PIN</translation>
    </message>
    <message>
        <source>Add and go on</source>
        <extracomment>First clerk of a counter: the bold button.</extracomment>
        <translation>添加并继续</translation>
    </message>
</context>
<context>
    <name>countersign::ui::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search the help</source>
        <comment>help page</comment>
        <translation>在帮助中查找</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>在帮助中查找</translation>
    </message>
    <message>
        <source>Topics of the help</source>
        <translation>帮助主题</translation>
    </message>
    <message>
        <source>Nothing found. Try another word, or the number of an error.</source>
        <comment>help page</comment>
        <translation>没有找到。请换一个词，或输入错误编号。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MainWindow</name>
    <message>
        <source>Details</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>信息</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>证件</translation>
    </message>
    <message>
        <source>Consent</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>同意</translation>
    </message>
    <message>
        <source>Scan</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>核验</translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>Step of a registration, in the list at the side.</extracomment>
        <translation>结果</translation>
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
        <translation>良好</translation>
    </message>
    <message>
        <source>could be better</source>
        <comment>state of a meter such as light</comment>
        <translation>可以更好</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Notice</name>
    <message>
        <source>Close this message</source>
        <extracomment>Accessible name of the small cross that closes a message in the page.</extracomment>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OtherWayPage</name>
    <message>
        <source>This id and PIN don&apos;t fit together.</source>
        <extracomment>Other ways: the second person&apos;s sign-in. Which of the two is wrong is not told on purpose.</extracomment>
        <translation>工号和 PIN 不匹配。</translation>
    </message>
    <message>
        <source>This is you. Another person has to sign, or choose that nobody else is here.</source>
        <extracomment>Other ways: the clerk who is signed in tried to sign a second time.</extracomment>
        <translation>这是您本人。须由另一人签字，或者选择“没有别人在场”。</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s, or choose that nobody else is here.</source>
        <extracomment>Other ways: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>尝试次数过多。请等待 %1 秒，或者选择“没有别人在场”。</translation>
    </message>
    <message>
        <source>Another way</source>
        <extracomment>Other ways: title of the page.</extracomment>
        <translation>其他方式</translation>
    </message>
    <message>
        <source>Nobody is refused for this. A person at the operator looks at every such registration.</source>
        <extracomment>Other ways: under the title.</extracomment>
        <translation>不会因此拒绝任何人。每一份这样的登记都由运营商的工作人员查看。</translation>
    </message>
    <message>
        <source>What hinders the buyer</source>
        <extracomment>Other ways: name of the list for screen readers.</extracomment>
        <translation>顾客的不便之处</translation>
    </message>
    <message>
        <source>A second person signs</source>
        <extracomment>Other ways: title of the box where a second person signs.</extracomment>
        <translation>第二人签字</translation>
    </message>
    <message>
        <source>Signs here</source>
        <extracomment>Other ways: one of two choices.</extracomment>
        <translation>在此签字</translation>
    </message>
    <message>
        <source>Nobody else is here</source>
        <extracomment>Other ways: one of two choices; the clerk is alone in the shop.</extracomment>
        <translation>没有别人在场</translation>
    </message>
    <message>
        <source>Second person</source>
        <extracomment>Other ways: name of the two choices for screen readers.</extracomment>
        <translation>第二人</translation>
    </message>
    <message>
        <source>Second person&apos;s id</source>
        <extracomment>Other ways: label of a field.</extracomment>
        <translation>第二人的工号</translation>
    </message>
    <message>
        <source>Second person&apos;s PIN</source>
        <extracomment>Other ways: label of a field.</extracomment>
        <translation>第二人的 PIN</translation>
    </message>
    <message>
        <source>The registration goes on, and says that nobody else was there.</source>
        <extracomment>Other ways: shown when nobody else is there.</extracomment>
        <translation>登记会继续，并注明没有别人在场。</translation>
    </message>
    <message>
        <source>Picture of the supporting document</source>
        <extracomment>Other ways: title of the box for a picture of a document, such as a letter of a doctor.</extracomment>
        <translation>证明材料的照片</translation>
    </message>
    <message>
        <source>Hold it into the camera</source>
        <translation>请对准摄像头</translation>
    </message>
    <message>
        <source>Take again</source>
        <comment>other ways; the picture of a document</comment>
        <translation>重新拍摄</translation>
    </message>
    <message>
        <source>Take picture</source>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Footer button: one step back; nothing typed is lost.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>Register without a scan</source>
        <extracomment>Other ways: registers; a person at the operator decides.</extracomment>
        <translation>不核验并登记</translation>
    </message>
    <message>
        <source>Scan this way</source>
        <extracomment>Other ways: begins the scan with what the buyer can do.</extracomment>
        <translation>按此方式核验</translation>
    </message>
    <message>
        <source>This person can&apos;t sign here. Another clerk or a supervisor can, or choose that nobody else is here.</source>
        <extracomment>Other ways: the PIN was right, but this person is a technician or was switched off.</extracomment>
        <translation>此人不能在这里签名。请另一位营业员或主管签名，或选择“没有别人在场”。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PolicyForm</name>
    <message>
        <source>The operator&apos;s signing key</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>运营商的签名密钥</translation>
    </message>
    <message>
        <source>Keys (*.key);;All files (*)</source>
        <translation>密钥 (*.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The policy so far</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>现有策略</translation>
    </message>
    <message>
        <source>Policies (*.signed *.json);;All files (*)</source>
        <translation>策略 (*.signed *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Policy %1; what it says of other things stays.</source>
        <extracomment>Calibration bench: under the file of the policy so far. %1 is its number.</extracomment>
        <translation>策略 %1；其他内容保持不变。</translation>
    </message>
    <message>
        <source>It must be above %1.</source>
        <extracomment>Calibration bench: under the number of the policy. %1 is the number of the policy so far.</extracomment>
        <translation>必须大于 %1。</translation>
    </message>
    <message>
        <source>Write the signed policy</source>
        <extracomment>Calibration bench: title of the file choice.</extracomment>
        <translation>写入已签名的策略</translation>
    </message>
    <message>
        <source>Signed policies (*.signed)</source>
        <translation>已签名的策略 (*.signed)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Calibration bench: button beside a file.</extracomment>
        <translation>选择…</translation>
    </message>
    <message>
        <source>keys/signing.key in the gateway&apos;s folder</source>
        <extracomment>Calibration bench: while no key is chosen. Leave the names of files as they are.</extracomment>
        <translation>网关文件夹中的 keys/signing.key</translation>
    </message>
    <message>
        <source>None: the new policy holds nothing but the bands</source>
        <extracomment>Calibration bench: while no policy is chosen.</extracomment>
        <translation>无：新策略只含界限</translation>
    </message>
    <message>
        <source>Number of the new policy</source>
        <extracomment>Calibration bench: label of a field.</extracomment>
        <translation>新策略的编号</translation>
    </message>
    <message>
        <source>Counters take only a policy with a higher number than the one they have.</source>
        <extracomment>Calibration bench: under the field.</extracomment>
        <translation>柜台只采用编号更大的策略。</translation>
    </message>
    <message>
        <source>This file is not an operator&apos;s signing key.</source>
        <extracomment>Calibration bench: under the file of the key.</extracomment>
        <translation>此文件不是运营商的签名密钥。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QrView</name>
    <message>
        <source>QR code of the receipt: %1</source>
        <comment>for screen readers</comment>
        <translation>回执二维码：%1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QuestionsPage</name>
    <message>
        <source>Your answer goes to the operator with the next contact.</source>
        <extracomment>Page of the operator&apos;s questions: after an answer.</extracomment>
        <translation>您的回答会在下次联系时发给运营商。</translation>
    </message>
    <message>
        <source>The operator asks nothing.</source>
        <extracomment>Page of the operator&apos;s questions: there is none.</extracomment>
        <translation>运营商没有问题。</translation>
    </message>
    <message>
        <source>Question 1 of %1 · asked on %2</source>
        <extracomment>Page of the operator&apos;s questions, above a question: how many there are, and when it came.</extracomment>
        <translation>问题 1/%1 · 提问日期 %2</translation>
    </message>
    <message>
        <source>Questions from the operator</source>
        <extracomment>Page of the operator&apos;s questions: title.</extracomment>
        <translation>运营商的问题</translation>
    </message>
    <message>
        <source>About what is unusual for this shop. A question is no blame, and nothing is stopped.</source>
        <extracomment>Page of the operator&apos;s questions: under the title.</extracomment>
        <translation>关于本店不同寻常的情况。提问不是责怪，也不会停止任何业务。</translation>
    </message>
    <message>
        <source>“The last” are those of %1 days. The operator compares this shop only with itself.</source>
        <extracomment>Page of the operator&apos;s questions: below a question, what &quot;the last&quot; means.</extracomment>
        <translation>“最近”指 %1 天之内。运营商只拿本店与本店自己的过去比较。</translation>
    </message>
    <message>
        <source>What was it?</source>
        <extracomment>Page of the operator&apos;s questions: above the answers.</extracomment>
        <translation>是什么原因？</translation>
    </message>
    <message>
        <source>Answers</source>
        <extracomment>Page of the operator&apos;s questions: name of the list for screen readers.</extracomment>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answer</source>
        <extracomment>Page of the operator&apos;s questions: the bold button.</extracomment>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueueModel</name>
    <message>
        <source>Record</source>
        <comment>column of the queue: short code of a registration</comment>
        <translation>记录</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>column of the queue: last digits of the phone number</comment>
        <translation>号码</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column of the queue</comment>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <comment>column of the queue: cause of the state</comment>
        <translation>原因</translation>
    </message>
    <message>
        <source>Next try</source>
        <comment>column of the queue: when sending is tried again</comment>
        <translation>下次尝试</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>column of the queue: size on this computer</comment>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueuePage</name>
    <message>
        <source>At the start, some sealed files were missing or damaged. The registrations concerned are set aside below; nothing was deleted. Tell the operator&apos;s support.</source>
        <translation>启动时发现部分密封文件缺失或损坏。相关登记已搁置在下面，没有删除任何东西。请告诉运营商客服。</translation>
    </message>
    <message>
        <source>The list was damaged and has been made again from the sealed files. The broken one was kept for support.</source>
        <translation>列表已损坏，并已从密封文件重建。损坏的列表保留给客服。</translation>
    </message>
    <message>
        <source>No registrations yet. They appear here as soon as one is saved.</source>
        <comment>empty queue</comment>
        <translation>还没有登记。保存后会出现在这里。</translation>
    </message>
    <message>
        <source>No row fits. Search by the record code or the last digits of the number.</source>
        <comment>queue, nothing found</comment>
        <translation>没有符合的。请用记录编号或号码末几位查找。</translation>
    </message>
    <message>
        <source>Record %1</source>
        <comment>details of a row; a code</comment>
        <translation>记录 %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>details of a row; a date</comment>
        <translation>保存于 %1</translation>
    </message>
    <message>
        <source>Receipt of the operator, verified: %1</source>
        <comment>details of a row; a date</comment>
        <translation>运营商回执，已核对：%1</translation>
    </message>
    <message>
        <source>Last cause: %1 (error %2)</source>
        <comment>details of a row; words, number</comment>
        <translation>最近原因：%1（错误 %2）</translation>
    </message>
    <message>
        <source>Practice: not a real registration</source>
        <comment>details of a row</comment>
        <translation>练习：不是真实登记</translation>
    </message>
    <message>
        <source>Send now</source>
        <comment>queue page</comment>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Record code or last digits</source>
        <comment>queue page; search</comment>
        <translation>记录编号或号码末几位</translation>
    </message>
    <message>
        <source>Search by record code or last digits of the number</source>
        <translation>按记录编号或号码末几位查找</translation>
    </message>
    <message>
        <source>All</source>
        <comment>queue page; which rows</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <comment>queue page; which rows</comment>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>显示的行</translation>
    </message>
    <message>
        <source>Registrations of this counter</source>
        <translation>本柜台的登记</translation>
    </message>
    <message>
        <source>What this means</source>
        <comment>queue page; opens the help on an error</comment>
        <translation>这是什么意思</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>queue page; closes the details of a row</comment>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Put back into the list from their sealed files: %n.</source>
        <comment>queue page, after a crash</comment>
        <translation>
            <numerusform>从密封文件恢复到列表：%n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempts to send: %1</source>
        <comment>details of a row</comment>
        <translation>发送次数：%1</translation>
    </message>
    <message>
        <source>Day&apos;s end</source>
        <comment>queue page; opens the counts of the day</comment>
        <translation>日终汇总</translation>
    </message>
    <message>
        <source>USB stick…</source>
        <comment>queue page; opens the page by which registrations are copied</comment>
        <translation>U 盘…</translation>
    </message>
    <message>
        <source>Print</source>
        <comment>queue page; the privacy receipt; a list of languages follows</comment>
        <translation>打印</translation>
    </message>
    <message>
        <source>PDF</source>
        <comment>queue page; the privacy receipt; a list of languages follows</comment>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Passed on to the authority: %1</source>
        <comment>details of a row; a date</comment>
        <translation>已转交主管部门：%1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <comment>details of a row; why the operator said no</comment>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Privacy receipt…</source>
        <comment>queue page; a menu follows</comment>
        <translation>隐私回执…</translation>
    </message>
    <message>
        <source>Ask operator</source>
        <comment>queue page; for news of what was sent</comment>
        <translation>询问运营商</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RateTable</name>
    <message>
        <source>Group</source>
        <extracomment>Calibration bench, head of a column: the group of people.</extracomment>
        <translation>组</translation>
    </message>
    <message>
        <source>Pairs: one person / two</source>
        <extracomment>Calibration bench, head of a column: numbers of pairs of pictures of one person, and of two people.</extracomment>
        <translation>配对：同一人 / 两人</translation>
    </message>
    <message>
        <source>Two taken for one (FMR)</source>
        <extracomment>Calibration bench, head of a column: pairs of two people that were called the same.</extracomment>
        <translation>两人当作一人（FMR）</translation>
    </message>
    <message>
        <source>Missed (FNMR)</source>
        <extracomment>Calibration bench, head of a column: pairs of one person that were not called the same.</extracomment>
        <translation>漏匹配（FNMR）</translation>
    </message>
    <message>
        <source>of these, to a person</source>
        <extracomment>Calibration bench, head of a column: of the missed ones those that go to a person and are not refused.</extracomment>
        <translation>其中转人工</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>全部配对</translation>
    </message>
    <message>
        <source>Error rates by group</source>
        <extracomment>Calibration bench: name of the table for screen readers.</extracomment>
        <translation>各组错误率</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReadFieldList</name>
    <message>
        <source>Read from the document</source>
        <extracomment>Document page: name of the list for screen readers.</extracomment>
        <translation>从证件读取</translation>
    </message>
    <message>
        <source>Where it stands in the picture: %1</source>
        <extracomment>Document page: for screen readers, the piece of the picture beside a value. %1 is its label.</extracomment>
        <translation>在图片中的位置：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>Document page: puts the value that was read into the details; afterwards takes that back.</extracomment>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>用此值</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReceiptDesk</name>
    <message>
        <source>Save the privacy receipt</source>
        <translation>保存隐私回执</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>The PDF could not be written there. Choose another folder and try again.</source>
        <translation>无法在那里写入 PDF。请换一个文件夹再试。</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the receipt as PDF, or let the buyer photograph the code.</source>
        <translation>本机没有设置打印机。请把回执保存为 PDF，或让顾客拍下二维码。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Button in a notice: no printer is there.</extracomment>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Sent to the printer “%1”.</source>
        <translation>已发送到打印机“%1”。</translation>
    </message>
    <message>
        <source>The printer did not take the receipt. Save it as PDF instead.</source>
        <translation>打印机没有接收回执。请改存为 PDF。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ResultPage</name>
    <message>
        <source>Sent to the operator</source>
        <comment>result page; a thing that happens</comment>
        <translation>发送给运营商</translation>
    </message>
    <message>
        <source>Withdraw this registration?</source>
        <comment>question; title</comment>
        <translation>要撤回这次登记吗？</translation>
    </message>
    <message>
        <source>Everything taken from the buyer is erased here at once, and the number is not activated. It can&apos;t be brought back.</source>
        <translation>从顾客采集的一切会立即在本机删除，号码不会开通，且无法恢复。</translation>
    </message>
    <message>
        <source>Withdraw and erase</source>
        <translation>撤回并删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>question; does nothing</comment>
        <translation>保留</translation>
    </message>
    <message>
        <source>Save the privacy receipt</source>
        <translation type="vanished">保存隐私回执</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <comment>file kind; keep *.pdf</comment>
        <translation type="vanished">PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation type="vanished">已保存为 %1</translation>
    </message>
    <message>
        <source>The PDF could not be written there. Choose another folder and try again.</source>
        <translation type="vanished">无法在那里写入 PDF。请换一个文件夹再试。</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the receipt as PDF, or let the buyer photograph the code.</source>
        <translation type="vanished">本机没有设置打印机。请把回执保存为 PDF，或让顾客拍下二维码。</translation>
    </message>
    <message>
        <source>Sent to the printer “%1”.</source>
        <translation type="vanished">已发送到打印机“%1”。</translation>
    </message>
    <message>
        <source>The printer did not take the receipt. Save it as PDF instead.</source>
        <translation type="vanished">打印机没有接收回执。请改存为 PDF。</translation>
    </message>
    <message>
        <source>Practice: this buyer does not exist</source>
        <comment>result page</comment>
        <translation>练习：该顾客并不存在</translation>
    </message>
    <message>
        <source>What happened</source>
        <comment>result page; title of a card</comment>
        <translation>经过</translation>
    </message>
    <message>
        <source>Face scan</source>
        <comment>result page; a thing that happened</comment>
        <translation>人脸扫描</translation>
    </message>
    <message>
        <source>Face and document portrait</source>
        <comment>result page; a thing that happened</comment>
        <translation>人脸与证件照片</translation>
    </message>
    <message>
        <source>For the buyer</source>
        <comment>result page; title of a card</comment>
        <translation>给顾客</translation>
    </message>
    <message>
        <source>The privacy receipt says what was taken, who holds it, and how to object.</source>
        <translation>隐私回执说明采集了什么、由谁保存、如何提出异议。</translation>
    </message>
    <message>
        <source>Check code %1</source>
        <comment>below the QR code</comment>
        <translation>校验码 %1</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Print the privacy receipt</source>
        <translation>打印隐私回执</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Save the privacy receipt as PDF</source>
        <translation>把隐私回执保存为 PDF</translation>
    </message>
    <message>
        <source>Next buyer</source>
        <translation>下一位顾客</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <extracomment>Button in a notice: no printer is there.</extracomment>
        <translation type="vanished">存为 PDF</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScanPage</name>
    <message>
        <source>Try %1 of %2</source>
        <comment>scan page; which attempt this is</comment>
        <translation>第 %1 次，共 %2 次</translation>
    </message>
    <message>
        <source>Asked</source>
        <comment>scan page; title of the list of movements</comment>
        <translation>要求的动作</translation>
    </message>
    <message>
        <source>Picture</source>
        <comment>scan page; title of the meters</comment>
        <translation>画面</translation>
    </message>
    <message>
        <source>Distance</source>
        <comment>scan page; a meter</comment>
        <translation>距离</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>scan page; a meter</comment>
        <translation>光线</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <comment>scan page; a meter</comment>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Buyer can&apos;t do this</source>
        <comment>scan page; opens the other ways</comment>
        <translation>顾客做不到</translation>
    </message>
    <message>
        <source>The picture is a mirror: the buyer&apos;s left is on the left.</source>
        <comment>below the picture</comment>
        <translation>画面如同镜子：顾客的左边在左边。</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <comment>in place of the camera picture</comment>
        <translation>正在等待摄像头</translation>
    </message>
    <message>
        <source>Sound is on</source>
        <comment>scan page; a button that switches it off</comment>
        <translation>声音已开</translation>
    </message>
    <message>
        <source>Sound is off</source>
        <comment>scan page; a button that switches it on</comment>
        <translation>声音已关</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SettingsPage</name>
    <message>
        <source>The new text size shows at the next sign-in. What is typed is kept.</source>
        <extracomment>Settings page: after another text size was chosen while somebody is signed in.</extracomment>
        <translation>新的文字大小在下次登录时生效。已输入的内容会保留。</translation>
    </message>
    <message>
        <source>Sign out now</source>
        <extracomment>Settings page: button beside that sentence.</extracomment>
        <translation>现在退出登录</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Settings page: title.</extracomment>
        <translation>设置</translation>
    </message>
    <message>
        <source>How this counter looks and speaks. The buyer&apos;s language is chosen with the details.</source>
        <extracomment>Settings page: under the title.</extracomment>
        <translation>这个柜台的外观和语言。顾客的语言在填写信息时选择。</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Settings page: label of a list.</extracomment>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>Settings page: a choice of colours.</extracomment>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>Settings page: a choice of colours.</extracomment>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>Settings page: a text size. %1 is a number.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Pages that no longer fit can be scrolled.</source>
        <extracomment>Settings page: under the text sizes.</extracomment>
        <translation>放不下的页面可以滚动。</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>Settings page: label of a choice.</extracomment>
        <translation>动画</translation>
    </message>
    <message>
        <source>Calm</source>
        <extracomment>Settings page: a choice of motion.</extracomment>
        <translation>平缓</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Settings page: a choice of motion.</extracomment>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing on these screens blinks, with or without it.</source>
        <extracomment>Settings page: under the choice of motion.</extracomment>
        <translation>无论有没有动画，屏幕上都不会闪烁。</translation>
    </message>
    <message>
        <source>Clerks and PINs</source>
        <extracomment>Settings page: button that opens the page of clerks.</extracomment>
        <translation>营业员和 PIN</translation>
    </message>
    <message>
        <source>Change your PIN here. Supervisors look after the others.</source>
        <extracomment>Settings page: under that button.</extracomment>
        <translation>在这里更改您的 PIN。其他人由主管管理。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SignInPage</name>
    <message>
        <source>Clerk id and PIN don&apos;t fit together.</source>
        <extracomment>Sign-in page: which of the two is wrong is not told on purpose.</extracomment>
        <translation>营业员编号与 PIN 不符。</translation>
    </message>
    <message>
        <source>Too many tries. Please wait %1 s.</source>
        <extracomment>Sign-in page: after several wrong PINs. %1 is a number of seconds.</extracomment>
        <translation>尝试次数过多，请等待 %1 秒。</translation>
    </message>
    <message>
        <source>No clerk is known at this counter yet. A technician adds the first one.</source>
        <extracomment>Sign-in page: the counter was set up without any clerk.</extracomment>
        <translation>本柜台还没有营业员。请技术人员添加第一位。</translation>
    </message>
    <message>
        <source>The list of clerks can&apos;t be read. Call support (E1221).</source>
        <extracomment>Sign-in page: the file with the clerks is damaged.</extracomment>
        <translation>无法读取营业员名单。请联系技术支持 (E1221)。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Sign-in page: title.
----------
Sign-in page: the bold button.</extracomment>
        <translation>登录</translation>
    </message>
    <message>
        <source>Each registration carries the id of its clerk.</source>
        <extracomment>Sign-in page: under the title. %1 is the name of the shop.</extracomment>
        <translation>每条登记都带有营业员的编号。</translation>
    </message>
    <message>
        <source>Clerk id</source>
        <extracomment>Sign-in page: label of a field.</extracomment>
        <translation>营业员编号</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Sign-in page: label of a field.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>4 to 12 digits</source>
        <extracomment>Sign-in page: under the field PIN.</extracomment>
        <translation>4 至 12 位数字</translation>
    </message>
    <message>
        <source>Practise with a made-up buyer</source>
        <extracomment>Sign-in page: starts training with a made-up buyer; what is sent is marked as practice.</extracomment>
        <translation>用虚拟顾客练习</translation>
    </message>
    <message>
        <source>Locked because nobody was here. What was typed is kept.</source>
        <extracomment>Sign-in page: the clerk was signed out because nobody touched anything for long.</extracomment>
        <translation>因为无人操作而锁定。已输入的内容保留着。</translation>
    </message>
    <message>
        <source>The operator has switched this clerk off. What was typed is kept. Another clerk can sign in; the operator says why.</source>
        <extracomment>Sign-in page: the operator lets this clerk in no longer, at once or at the next sign-in.</extracomment>
        <translation>运营商已停用这位营业员。已输入的内容会保留。另一位营业员可以登录；原因请问运营商。</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StepRail</name>
    <message>
        <source>%1, done</source>
        <extracomment>Read out by screen readers: a step of the registration and how far it is. %1 is &quot;Details&quot; and so on.</extracomment>
        <translation>%1，已完成</translation>
    </message>
    <message>
        <source>%1, you are here</source>
        <extracomment>Read out by screen readers: the step the clerk is at.</extracomment>
        <translation>%1，当前步骤</translation>
    </message>
    <message>
        <source>%1, to come</source>
        <extracomment>Read out by screen readers: a step that comes later.</extracomment>
        <translation>%1，待完成</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StickPage</name>
    <message>
        <source>Folder or stick to copy to</source>
        <extracomment>Title of the file dialog.</extracomment>
        <translation>复制到哪个文件夹或 U 盘</translation>
    </message>
    <message>
        <source>Registrations that wait here: %1</source>
        <extracomment>USB stick page: what will be copied. %1 is a number.</extracomment>
        <translation>本机等待的登记：%1</translation>
    </message>
    <message>
        <source>No registration waits here</source>
        <comment>USB stick page</comment>
        <translation>本机没有等待的登记</translation>
    </message>
    <message>
        <source>USB stick</source>
        <extracomment>USB stick page: title.</extracomment>
        <translation>U 盘</translation>
    </message>
    <message>
        <source>For a counter without internet: carry the registrations to the operator on a stick, and bring the answers back on it.</source>
        <extracomment>USB stick page: under the title.</extracomment>
        <translation>用于没有互联网的柜台：用 U 盘把登记带到运营商处，再把答复带回。</translation>
    </message>
    <message>
        <source>First the operator&apos;s answers on the stick are taken in, then what waits is copied. Everything is sealed: who finds the stick can&apos;t read it. What is copied stays here, too, until the operator&apos;s receipt is back.</source>
        <extracomment>USB stick page.</extracomment>
        <translation>先读入 U 盘上运营商的答复，再复制等待的登记。内容全部密封：捡到 U 盘的人无法读取。复制的登记也留在本机，直到运营商的回执到来。</translation>
    </message>
    <message>
        <source>Copy to</source>
        <extracomment>USB stick page: label of a list.</extracomment>
        <translation>复制到</translation>
    </message>
    <message>
        <source>Put a USB stick in. It shows here by itself.</source>
        <extracomment>USB stick page: no stick was found.</extracomment>
        <translation>请插入 U 盘。它会自动显示在这里。</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <extracomment>USB stick page: button.</extracomment>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>What is copied</source>
        <extracomment>USB stick page: label of a choice.</extracomment>
        <translation>复制哪些</translation>
    </message>
    <message>
        <source>What is on no stick yet</source>
        <comment>USB stick page: a choice of what is copied</comment>
        <translation>还不在 U 盘上的登记</translation>
    </message>
    <message>
        <source>All that waits</source>
        <comment>USB stick page: a choice of what is copied</comment>
        <translation>所有等待的登记</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>USB stick page: button; stops copying.</extracomment>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copy and take in</source>
        <extracomment>USB stick page: the bold button.</extracomment>
        <translation>复制并读入</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TopBar</name>
    <message>
        <source>Sign out</source>
        <extracomment>Tool tip of the clerk&apos;s name in the top bar.</extracomment>
        <translation>退出</translation>
    </message>
    <message>
        <source>Signed in: %1. Sign out</source>
        <extracomment>Accessible name of the clerk&apos;s name in the top bar. %1 is the name.</extracomment>
        <translation>已登录：%1。退出</translation>
    </message>
    <message>
        <source>Help</source>
        <extracomment>Top bar, key F1.</extracomment>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Queue (%1)</source>
        <extracomment>Top bar, key F9. %1 is the number of registrations that wait to be sent.</extracomment>
        <translation>队列（%1）</translation>
    </message>
    <message>
        <source>Queue</source>
        <extracomment>Top bar, key F9.</extracomment>
        <translation>队列</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>Top bar, key Esc, on pages beside the registration: goes back to it.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Top bar, key Esc, during a registration: stops what is going on; nothing is sent.</extracomment>
        <translation>停止</translation>
    </message>
    <message>
        <source>Practice: marked as practice, never registered</source>
        <extracomment>Mark in the top bar while clerks train with a made-up buyer.</extracomment>
        <translation>练习：标记为练习，不会登记</translation>
    </message>
    <message>
        <source>Practice</source>
        <extracomment>The same mark in a narrow window.</extracomment>
        <translation>练习</translation>
    </message>
    <message>
        <source>Settings: language, text size, colours</source>
        <extracomment>Top bar, key F11, a button with a sign only: language, colours and text size.</extracomment>
        <translation>设置：语言、文字大小、颜色</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TroubleWindow</name>
    <message>
        <source>Close</source>
        <extracomment>Button of the window that says why the program can&apos;t begin.</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Countersign can&apos;t start</source>
        <extracomment>Title within the window that says why the program can&apos;t begin.</extracomment>
        <translation>Countersign 无法启动</translation>
    </message>
</context>
</TS>
