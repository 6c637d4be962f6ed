// Why the portrait of a document can or cannot be used, in words. GUI thread; pure functions.
#pragma once

#include <QString>

#include "core/reason.h"

namespace countersign::ui {

// What is wrong with the document's portrait and what to do, in one or two short sentences.
[[nodiscard]] QString portraitAdvice(Reason reason);

}  // namespace countersign::ui
