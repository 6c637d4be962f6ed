#include "text/enrol_text.h"

#include <QCoreApplication>

#include "text/error_text.h"

namespace countersign::ui {
namespace {

// All strings of this file show on the page that sets a counter up.
class Words {
    Q_DECLARE_TR_FUNCTIONS(EnrolText)
};

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

QString enrolFailureText(ErrorCode code, EnrolAgain again) {
    const auto text = errorText(code);
    QString todo = text.todo;
    if (again == EnrolAgain::Kept) {
        todo = Words::tr(
            "The file is kept: it is tried again at the next start, and here as soon as there is a "
            "network.",
            "setting a counter up: what to do");
    } else if (again == EnrolAgain::SameAgain) {
        todo = Words::tr("Check the network cable or Wi-Fi, then try again with the same code.",
                         "setting a counter up: what to do");
    }
    return QStringLiteral("%1 %2 (%3)").arg(text.what, todo, text.code);
}

}  // namespace countersign::ui
