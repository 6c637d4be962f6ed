// The notice that is read to the buyer before a scan: a file per language and version, compiled into the
// program. GUI thread; values. The version that was shown goes into the record, so a published file is never
// edited: a change of text is a new version.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace countersign::ui {

struct ConsentPoint {
    QString icon;  // file of resources/icons
    QString heading;
    QString text;
};

struct ConsentQuestion {
    QString question;
    QString answer;
};

struct ConsentNotice {
    QString version;
    QString language;  // BCP 47, of this text
    Qt::LayoutDirection direction = Qt::LeftToRight;
    QString title;
    QString intro;
    std::vector<ConsentPoint> points;
    QString question;  // what the buyer answers
    QString agree;     // the buyer's answer, for the button
    QString decline;
    std::vector<ConsentQuestion> questions;           // what buyers ask, and the answers
    [[nodiscard]] QStringList spokenParts() const;    // in the order in which they are read aloud
    [[nodiscard]] QStringList spokenAnswers() const;  // each question with its answer
    [[nodiscard]] QString spoken() const;             // all of them as one text
};

inline constexpr const char* kNoticeVersion = "2";

// In the language asked for; in English where there is none. The files are part of the program and a test
// reads each, so an empty `points` means that the program was built wrong.
[[nodiscard]] ConsentNotice consentNotice(const QString& language);
[[nodiscard]] QStringList consentLanguages();  // those with a notice of kNoticeVersion

}  // namespace countersign::ui
