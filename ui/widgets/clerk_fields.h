// What may be typed as a clerk's id and PIN, as the clerk list has them: at the sign-in and wherever somebody
// signs. GUI thread.
#pragma once

#include <QLineEdit>

#include "widgets/field_edit.h"

namespace countersign::ui {

inline constexpr int kShortestPin = 4;

// Lower-case letters, digits, - and _.
[[nodiscard]] inline QString keepClerkId(const QString& text) {
    QString kept;
    for (const QChar c : text.toLower()) {
        const bool letter = c >= u'a' && c <= u'z';
        if (letter || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_') kept += c;
    }
    return kept;
}

inline void makePinField(FieldEdit& pin) {
    constexpr int kLongestPin = 12;
    pin.setFormat({Reading::LeftToRight, kLongestPin, keepDigits, {}});
    pin.setEchoMode(QLineEdit::Password);
    pin.setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
}

inline void makeClerkFields(FieldEdit& id, FieldEdit& pin) {
    constexpr int kLongestId = 32;
    id.setFormat({Reading::LeftToRight, kLongestId, keepClerkId, {}});
    makePinField(pin);
}

}  // namespace countersign::ui
