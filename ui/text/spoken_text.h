// Every sentence that the program says aloud, by a key that names its clip: one file per key in a folder per
// language (voice/LANGUAGE/KEY.wav). GUI thread; pure functions.
#pragma once

#include <QString>
#include <vector>

#include "core/action.h"
#include "liveness/session_types.h"

namespace countersign::ui {

struct SpokenText {
    QString key;  // letters, digits and hyphens: a file's name
    QString text;
};

// All of one language (BCP 47 as in languagesAtHand()); in English where it has no words of its own.
[[nodiscard]] std::vector<SpokenText> spokenTexts(const QString& language);

[[nodiscard]] QString spokenKey(Action action);
[[nodiscard]] QString spokenKey(Hint hint);  // empty for Hint::None
inline const QString kSayStraight = QStringLiteral("straight");
inline const QString kSayCome = QStringLiteral("come");
inline const QString kSayThanks = QStringLiteral("thanks");
inline const QString kSayMoment = QStringLiteral("moment");
// A part of the notice of this version, by its name (ConsentNotice::spokenParts).
[[nodiscard]] QString spokenNoticeKey(const QString& version, const QString& part);

}  // namespace countersign::ui
