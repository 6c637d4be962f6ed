// Sentences of the controllers: notices above the page and questions before something is lost. GUI thread;
// pure functions.
#pragma once

#include <QDateTime>
#include <QString>

#include "core/counter_limits.h"
#include "dialogs.h"

namespace countersign::ui {

enum class CounterNotice {
    NotEnrolled = 1,
    NoCamera,
    CameraLostInScan,
    CameraUnusable,
    EngineStarting,
    SoftwareCamera,  // only a software camera was found
    OtherScanNeedsConsent,
    NoSound,
    DraftFound,  // something typed was left unfinished
    CameraCheckDue,   // there is a good state, and nobody checked today
    BuyerScreenGone,  // the second screen was unplugged
    StandInCamera,   // another camera took the remembered one's place
    ClockBehind,     // the computer's clock is certainly slow
    ClockAhead,
    SetAside,        // the operator takes nothing new from this counter
    PolicyWaits,     // the operator's newer rules hold from the next start
    RegistersNobody,  // a technician signed in
    OperatorAsks,     // a supervisor signed in, and the operator has a question
};

[[nodiscard]] QString noticeText(CounterNotice notice);
[[nodiscard]] QString noticeAction(CounterNotice notice);  // empty: no button
// How near a limit of the operator's is, and what to do.
[[nodiscard]] QString limitText(const LimitFinding& finding);
[[nodiscard]] QString tryAgainAction();
[[nodiscard]] QString practiceDetailsOffer();   // button on the details page
[[nodiscard]] QString practiceDocumentOffer();  // button on the document page
[[nodiscard]] QString practiceHint();           // tool tip of both

[[nodiscard]] QString practiceClerk();                  // in place of a clerk's name
[[nodiscard]] Question giveUpQuestion();                // erase what was entered and begin anew
[[nodiscard]] Question signOutQuestion();               // signing out keeps what was typed
[[nodiscard]] Question closeUnsavedQuestion();          // closing loses a registration that is not on the disk
// Closing the window while registrations wait to be sent (since when the oldest does), a scan goes on, or both.
enum class ScanNow { None = 1, Running };
[[nodiscard]] Question closeQuestion(int waiting, const QDateTime& oldestWaiting, ScanNow scan);

}  // namespace countersign::ui
