// Error codes as words for the clerk: what could not be done, and what to do. GUI thread; pure functions.
#pragma once

#include <QString>

#include "core/error.h"

namespace countersign::ui {

struct ErrorText {
    QString what;
    QString todo;
    QString code;  // "E302", for the phone call with support
};

// Codes that never reach this window (the gateway's, the check tool's) get a general sentence with their
// number.
[[nodiscard]] ErrorText errorText(ErrorCode code);
[[nodiscard]] QString errorSentence(ErrorCode code);  // all of it in one line: "What. To do. (E302)"

}  // namespace countersign::ui
