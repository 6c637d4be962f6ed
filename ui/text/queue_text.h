// Words of the queue page: states, causes, times. GUI thread; plain functions of values.
#pragma once

#include <QString>

#include "core/clock.h"
#include "store/queue_types.h"

namespace countersign::ui {

enum class QueueTone { Quiet = 1, Good, Information, Warning, Bad };

struct QueueStateText {
    QString words;
    QueueTone tone = QueueTone::Quiet;
};

[[nodiscard]] QueueStateText queueState(const QueueRow& row);
[[nodiscard]] QString queueStateMeaning(const QueueRow& row);  // one sentence, for the details of a row
// The operator's reason code (engine/operator/review_reasons.h, judge.h) in a few words; another one as it
// is.
[[nodiscard]] QString serverReasonWords(const std::string& reason);
// What the clerk does now, in a sentence; empty for a code that this version doesn't know.
[[nodiscard]] QString serverReasonNext(const std::string& reason);
[[nodiscard]] QString queueWhy(const QueueRow& row);  // "No connection"; "–" if there is nothing
[[nodiscard]] QString queueNextTry(const QueueRow& row, WallTime now);  // "in 38 s", "now", "–"
[[nodiscard]] QString queueSize(const QueueRow& row);                   // "214 KB" or "erased"
[[nodiscard]] QString maskedNumber(const QueueRow& row);                // "••• 8000"
[[nodiscard]] QString recordCode(const RecordId& id);                   // "7F3K-22QD", kept left to right
[[nodiscard]] QString queueErrorWords(ErrorCode code);  // a few words; the help page has the rest

// The truth first: "3 waiting, nothing lost". `lost`: rows whose sealed file is missing.
[[nodiscard]] QString queueHeadline(const QueueSummary& summary, int lost);
[[nodiscard]] QString queueSubline(const QueueSummary& summary, WallTime now);

[[nodiscard]] QString relativePast(WallTime then, WallTime now);  // "2 min ago"
[[nodiscard]] QString clockTime(WallTime time);                   // the same, hours and minutes
[[nodiscard]] QString dateAndTime(WallTime time);                 // local, in the program's language

}  // namespace countersign::ui
