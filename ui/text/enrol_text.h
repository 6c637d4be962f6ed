// What is said while a counter is set up. GUI thread; pure functions.
#pragma once

#include <QString>

#include "core/error.h"

namespace countersign::ui {

// How far the setting up has come.
enum class EnrolStep { Checking = 1, Asking, Settling };
[[nodiscard]] QString enrolStepText(EnrolStep step);

// What may be done about a failure.
enum class EnrolAgain {
    AnotherFile = 1,  // or another code: the same one leads nowhere
    Kept,             // the file is tried again at the next start, or by the button
    SameAgain,        // by hand
};
enum class EnrolBy { File = 1, Code };
[[nodiscard]] QString enrolFailureText(ErrorCode code, EnrolAgain again, EnrolBy by);

}  // namespace countersign::ui
