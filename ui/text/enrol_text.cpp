#include "text/enrol_text.h"

#include <QCoreApplication>

#include "text/error_text.h"

namespace countersign::ui {
namespace {

// All strings of this file show on the page that sets a counter up.
class Words {
    Q_DECLARE_TR_FUNCTIONS(EnrolText)
};

// What stands in the way of an attempt that may succeed later.
QString firstThingToDo(ErrorCode code) {
    switch (code) {
        case ErrorCode::OperatorUnreachable:
            return Words::tr("Check the network cable or Wi-Fi.", "setting a counter up: what to do first");
        case ErrorCode::OperatorNotTrusted:  // a portal's certificate, or a date at which the operator's is
                                             // not valid
            return Words::tr("Check this computer's date, and whether the network asks for a sign-in.",
                             "setting a counter up: what to do first");
        case ErrorCode::NetworkWantsSignIn:
        case ErrorCode::OperatorRedirects:
            return Words::tr("Open a web browser and sign in to the network.",
                             "setting a counter up: what to do first");
        case ErrorCode::ProxyRefused:
        case ErrorCode::ProxyUnreachable:
            return Words::tr("Ask who looks after this network.", "setting a counter up: what to do first");
        default:
            return Words::tr("Wait some minutes.", "setting a counter up: what to do first");
    }
}

}  // namespace

QString enrolStepText(EnrolStep step) {
    switch (step) {
        case EnrolStep::Checking:
            return Words::tr("Checking…", "setting a counter up: under way");
        case EnrolStep::Asking:
            return Words::tr("Asking the operator. This may take a minute…",
                             "setting a counter up: under way");
        case EnrolStep::Settling:
            return Words::tr("The operator knows this counter now. Writing its settings…",
                             "setting a counter up: under way");
    }
    return {};
}

QString enrolFailureText(ErrorCode code, EnrolAgain again, EnrolBy by) {
    auto text = errorText(code);
    if (code == ErrorCode::EnrolmentRefused && by == EnrolBy::File) {
        text.what = Words::tr(
            "The operator doesn't take the code in this file: it was used already, or is no longer good.",
            "setting a counter up: what happened");
        text.todo = Words::tr("Ask the operator for a new file.", "setting a counter up: what to do");
    }
    QString then;
    if (again == EnrolAgain::Kept) {
        //: Setting a counter up: what to do. "Set up" is the button.
        then = Words::tr("The file is kept: it is tried again at the next start. \"Set up\" tries it now.");
    } else if (again == EnrolAgain::SameAgain) {
        then = by == EnrolBy::File
                   ? Words::tr("Then try again with the same file.", "setting a counter up: what to do")
                   : Words::tr("Then try again with the same code.", "setting a counter up: what to do");
    }
    if (!then.isEmpty()) text.todo = firstThingToDo(code) + u' ' + then;
    return QStringLiteral("%1 %2 (%3)").arg(text.what, text.todo, text.code);
}

}  // namespace countersign::ui
