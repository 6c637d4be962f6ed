// What the operator asks about this shop, in plain words with its numbers, and the answers. GUI thread; pure
// functions.
#pragma once

#include <QString>

#include "protocol/conduct_question.h"
#include "store/queue_types.h"

namespace countersign::ui {

[[nodiscard]] QString questionSentence(const ConductQuestion& question);  // what happened, with its numbers
[[nodiscard]] QString questionBefore(
    const ShopQuestion& asked);  // what is usual, and which record it is about
[[nodiscard]] QString answerWords(ConductAnswer answer);
[[nodiscard]] QString questionsOffer(int count);  // on the page of clerks, a button

}  // namespace countersign::ui
