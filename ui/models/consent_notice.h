// The notice that is read to the buyer before a scan: a file per language and version, compiled into the
// program, with what the operator's policy says of the buyer's data set in. GUI thread; values. What was
// shown goes into the record, so a published file is never edited: a change of text is a new version.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "core/data_terms.h"

namespace countersign::ui {

struct ConsentPoint {
    QString icon;  // file of resources/icons
    QString heading;
    QString text;
    QString spoken;  // in place of the text, without the names that only the policy knows; empty: the text
    QString clip;    // what names its clip; empty: its place in the notice
};

struct ConsentQuestion {
    QString question;
    QString answer;
};

// One clip: said in advance, so it can't hold what only the policy knows.
struct SpokenPart {
    QString name;
    QString text;
};

struct ConsentNotice {
    QString version;   // of the file
    QString told;      // of the words as shown: "3-attestation-" and a hash of them; into the record
    QString language;  // BCP 47, of this text
    Qt::LayoutDirection direction = Qt::LeftToRight;
    QString title;
    QString intro;
    std::vector<ConsentPoint> points;
    QString question;  // what the buyer answers
    QString agree;     // the buyer's answer, for the button
    QString decline;
    std::vector<ConsentQuestion> questions;  // what buyers ask, and the answers
    DataTerms terms;                         // what it says of the data

    [[nodiscard]] std::vector<SpokenPart> spokenParts() const;    // in the order in which they are read aloud
    [[nodiscard]] std::vector<SpokenPart> spokenAnswers() const;  // each question with its answer
    [[nodiscard]] QString written() const;                        // the notice as it stands on the screen
    [[nodiscard]] QString writtenAnswers() const;
};

inline constexpr const char* kNoticeVersion = "3";

// In the language asked for; in English where there is none, or where the file doesn't say what `terms` ask
// for. The files are part of the program and a test reads each, so an empty `points` means that the program
// was built wrong.
[[nodiscard]] ConsentNotice consentNotice(const QString& language, const DataTerms& terms = {});
[[nodiscard]] QStringList consentLanguages();  // those with a notice of kNoticeVersion

}  // namespace countersign::ui
