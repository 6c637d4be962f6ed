// Words of the result page: the verdict, and how far the record has come. GUI thread; values.
#pragma once

#include <QString>
#include <optional>

#include "models/receipt.h"
#include "store/queue_types.h"
#include "theme/palette.h"

namespace countersign::ui {

struct ToldState {
    QString words;
    Tone tone = Tone::Neutral;
};

[[nodiscard]] ToldState verdictText(Decision decision, FaceScan scan);
[[nodiscard]] QString resultTitle(const std::optional<QueueRow>& row);  // pending until the operator answers
[[nodiscard]] QString recordSentence(const RecordId& id, const std::optional<QueueRow>& row);
// In training nothing is stored.
[[nodiscard]] QString trainingTitle();
[[nodiscard]] QString trainingSentence();
[[nodiscard]] ToldState trainingSent();
[[nodiscard]] QString actionsInOrder(
    const std::vector<ChallengeStep>& steps);  // "Blink, turn left, turn right"
[[nodiscard]] ToldState scanDone(const std::vector<ChallengeStep>& steps, FaceScan scan);
[[nodiscard]] ToldState matchDone(const MatchOutcome& match);
[[nodiscard]] ToldState sendDone(const std::optional<QueueRow>& row, WallTime now);
[[nodiscard]] QString sendCause(const std::optional<QueueRow>& row);  // below it; empty if there is none

}  // namespace countersign::ui
