#include "text/counter_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace countersign::ui {
namespace {

// Shows above the page or in a question of the clerk's window.
struct CounterWords {
    Q_DECLARE_TR_FUNCTIONS(CounterWords)
};

}  // namespace

QString noticeText(CounterNotice notice) {
    switch (notice) {
        case CounterNotice::NotEnrolled:
            return CounterWords::tr(
                "This counter is not known to an operator yet, so nothing can be registered. "
                "A technician enrols it with a one-time code.",
                "notice at the start");
        case CounterNotice::NoCamera:
            return CounterWords::tr(
                "No camera was found. Plug one in, or practise with a buyer who doesn't exist.",
                "notice; the button beside it starts practice");
        case CounterNotice::CameraLostInScan:
            return CounterWords::tr(
                "The camera went away during the scan. Plug it in again; nothing was decided and no try was "
                "used.",
                "notice after a scan was stopped");
        case CounterNotice::CameraUnusable:
            return CounterWords::tr(
                "The camera can't be used right now. Look whether another program holds it.", "notice");
        case CounterNotice::EngineStarting:
            return CounterWords::tr("One moment, the face check is starting.",
                                    "notice during the first second");
        case CounterNotice::SoftwareCamera:
            return CounterWords::tr(
                "Only a software camera was found. The operator may not accept registrations made with it.",
                "notice; the button beside it opens the choice of cameras");
        case CounterNotice::OtherScanNeedsConsent:
            return CounterWords::tr(
                "The other scan needs the buyer's yes as well. Read the text aloud and ask.",
                "notice on the consent page, after another way was chosen");
        case CounterNotice::NoSound:
            return CounterWords::tr(
                "There is no sound at this computer. Read the instructions to the buyer; they are "
                "on the screen as well.",
                "notice");
        case CounterNotice::DraftFound:
            return CounterWords::tr(
                "This was not finished. Go on with it, or start over to erase it. The document's "
                "picture and the buyer's consent are taken anew.",
                "notice on the details page, after signing in");
        case CounterNotice::OperatorAsks:
            return CounterWords::tr("The operator has a question about this shop. It can wait.",
                                    "notice after a supervisor signed in");
        case CounterNotice::CameraCheckDue:
            return CounterWords::tr("Camera and light were not checked today. It takes twenty seconds.",
                                    "notice after the first sign-in of a day");
        case CounterNotice::BuyerScreenGone:
            return CounterWords::tr(
                "The buyer's screen is gone. What the buyer has to do is said on this screen now; turn it so "
                "that "
                "the buyer sees it.",
                "notice when the second screen was unplugged");
        case CounterNotice::StandInCamera:
            return CounterWords::tr("The usual camera is missing; another one is in use.", "notice");
        case CounterNotice::ClockBehind:
            return CounterWords::tr(
                "This computer's clock is slow: it shows a time that has passed. Nothing is lost. Set the "
                "clock, or connect to the internet once.",
                "notice");
        case CounterNotice::ClockAhead:
            return CounterWords::tr(
                "This computer's clock is fast: the operator's clock is behind it. Nothing is lost. Set the "
                "clock.",
                "notice");
        case CounterNotice::SetAside:
            return CounterWords::tr(
                "The operator has set this counter aside: its records contradict each other, as after an old "
                "copy of the disk was put back. Nothing is lost. Call the operator; the help says how it "
                "goes on.",
                "notice");
        case CounterNotice::PolicyWaits:
            return CounterWords::tr(
                "New rules of the operator have come. They hold from the program's next start on.", "notice");
        case CounterNotice::RegistersNobody:
            return CounterWords::tr(
                "A technician registers nobody: clerks and supervisors do. Camera, its check and the "
                "settings "
                "are open to you.",
                "notice; the button beside it opens the choice of cameras");
    }
    return {};
}

QString limitText(const LimitFinding& finding) {
    const bool reached = finding.state == LimitState::Reached;
    const auto used = QLocale().toString(finding.used), most = QLocale().toString(finding.most);
    switch (finding.limit) {
        case CounterLimit::Unsent:
            return (reached
                        ? CounterWords::tr("%1 registrations wait to be sent; the operator allows %2. No new "
                                           "scan begins until some are sent.",
                                           "notice; numbers")
                        : CounterWords::tr("%1 registrations wait to be sent; at %2 new scans stop. Connect "
                                           "to the internet soon, or use the USB stick: F6 in the queue.",
                                           "notice; numbers"))
                .arg(used, most);
        case CounterLimit::WaitingDays:
            return (reached
                        ? CounterWords::tr("The oldest registration has waited for %1 days; the operator "
                                           "allows %2. No new scan begins until it is sent.",
                                           "notice; numbers of days")
                        : CounterWords::tr(
                              "The oldest registration has waited for %1 days; at %2 new scans "
                              "stop. Connect to the internet soon, or use the USB stick: F6 in the queue.",
                              "notice; numbers of days"))
                .arg(used, most);
        case CounterLimit::ContactDays:
            return (reached
                        ? CounterWords::tr("This counter has not reached its operator for %1 days; %2 are "
                                           "allowed. No new scan begins until it does.",
                                           "notice; numbers of days")
                        : CounterWords::tr("This counter has not reached its operator for %1 days; at %2 new "
                                           "scans stop. Connect to the internet soon, or use the USB stick: "
                                           "F6 in the queue.",
                                           "notice; numbers of days"))
                .arg(used, most);
        case CounterLimit::NumberBlock:
            if (reached)
                return CounterWords::tr(
                           "All %1 record numbers that the operator gave this counter are used. No "
                           "new scan begins until there are more; they come with the next contact.",
                           "notice; a number")
                    .arg(most);
            return CounterWords::tr(
                       "%1 of the %2 record numbers that the operator gave this counter are used. "
                       "Connect to the internet soon, or use the USB stick: F6 in the queue.",
                       "notice; numbers")
                .arg(used, most);
    }
    return {};
}

QString noticeAction(CounterNotice notice) {
    switch (notice) {
        case CounterNotice::NoCamera:
            return CounterWords::tr("Practise", "button in a notice: begins practice without a camera");
        case CounterNotice::CameraLostInScan:
        case CounterNotice::CameraUnusable:
        case CounterNotice::SoftwareCamera:
        case CounterNotice::StandInCamera:
        case CounterNotice::RegistersNobody:
            return CounterWords::tr("Cameras", "button in a notice: opens the choice of cameras");
        case CounterNotice::OperatorAsks:
            return CounterWords::tr("Look", "button in a notice: opens the operator's questions");
        case CounterNotice::CameraCheckDue:
            return CounterWords::tr("Check now", "button in a notice: opens the check of camera and light");
        case CounterNotice::NotEnrolled:
        case CounterNotice::EngineStarting:
        case CounterNotice::OtherScanNeedsConsent:
        case CounterNotice::NoSound:
        case CounterNotice::DraftFound:
        case CounterNotice::BuyerScreenGone:
        case CounterNotice::ClockBehind:
        case CounterNotice::ClockAhead:
        case CounterNotice::SetAside:
        case CounterNotice::PolicyWaits:
            return {};
    }
    return {};
}

QString practiceDetailsOffer() {
    return CounterWords::tr("Fill in practice buyer", "button on the details page, in practice only");
}

QString practiceDocumentOffer() {
    return CounterWords::tr("Take practice document", "button on the document page, in practice only");
}

QString practiceClerk() {
    return CounterWords::tr("Practice", "in place of a clerk's name, where nobody has signed in");
}

QString practiceHint() {
    return CounterWords::tr("Practice: the buyer doesn't exist. Nothing here is about a real person.",
                            "tool tip of the buttons for practice");
}

QString tryAgainAction() {
    return CounterWords::tr("Try again", "button in a notice: saving failed, save again");
}

Question giveUpQuestion() {
    return {QuestionKind::Erases, CounterWords::tr("Stop this registration?", "question after Esc"),
            CounterWords::tr("What was entered is erased. Nothing was sent.", "question after Esc"),
            CounterWords::tr("Stop and erase", "answer to: Stop this registration?"),
            CounterWords::tr("Go on", "answer to: Stop this registration?")};
}

Question signOutQuestion() {
    return {QuestionKind::Plain, CounterWords::tr("Sign out now?", "question while a registration is open"),
            CounterWords::tr(
                "What was typed for this buyer is kept, sealed, for whoever signs in next, for one day. "
                "The document's picture and the consent are not kept.",
                "question: sign out now?"),
            CounterWords::tr("Sign out and keep it", "answer"),
            CounterWords::tr("Stay", "answer: do not sign out")};
}

Question closeUnsavedQuestion() {
    return {QuestionKind::Erases,
            CounterWords::tr("Close although this registration is not saved?",
                             "question while a registration could not be written to the disk yet"),
            CounterWords::tr("It could not be written to the disk yet, and the program goes on trying. If "
                             "you close now, it is lost "
                             "and this buyer has to come back.",
                             "question: close although this registration is not saved?"),
            CounterWords::tr("Close and lose it", "answer"),
            CounterWords::tr("Keep trying", "answer: do not close")};
}

Question closeQuestion(int waiting, const QDateTime& oldestWaiting, ScanNow scan) {
    QStringList sentences;
    if (scan == ScanNow::Running)
        sentences << CounterWords::tr(
            "A scan is going on. It is given up, and the buyer is scanned anew; what was typed is kept.",
            "question: close now?");
    if (waiting > 0) {
        const bool today = oldestWaiting.date() == QDate::currentDate();
        const QString since = today ? QLocale().toString(oldestWaiting.time(), QLocale::ShortFormat)
                                    : QLocale().toString(oldestWaiting, QLocale::ShortFormat);
        sentences << CounterWords::tr("Registrations that wait to be sent: %n, the oldest since %1.",
                                      "question: close now? %1 is a time or a date with time", waiting)
                         .arg(since);
        sentences << CounterWords::tr(
            "What waits stays safe on this computer and is sent by itself after the next start.",
            "question: close now? about registrations that wait to be sent");
    }
    return {QuestionKind::Plain, CounterWords::tr("Close now?", "question when the window is closed"),
            sentences.join(QLatin1Char(' ')), CounterWords::tr("Close", "answer to: Close now?"),
            CounterWords::tr("Stay", "answer: do not sign out")};
}

}  // namespace countersign::ui
