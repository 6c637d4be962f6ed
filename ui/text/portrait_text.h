// Why the portrait of a document can or cannot be used, in words. GUI thread; pure functions.
#pragma once

#include <QString>

#include "core/reason.h"

namespace countersign::ui {

// How well a portrait that can be used will compare. `quality` is the worst of its measures, 0 to 100: no
// number for people, because a good portrait may have a low one.
[[nodiscard]] QString portraitVerdict(int quality);

// What is wrong with the document's portrait and what to do, in one or two short sentences.
[[nodiscard]] QString portraitAdvice(Reason reason);

}  // namespace countersign::ui
