// Words of the failure card: one entry for every Reason, none shared. A time-out, a bad picture and a
// mismatch are different things and read differently. GUI thread; values.
#pragma once

#include <QString>
#include <QStringList>

#include "core/reason.h"

namespace countersign::ui {

// What kind of thing went wrong; decides colour, sign and drawing style of the card.
enum class FailureKind {
    Picture = 1,  // the picture could not be judged: light, distance, blur, cover
    Movement,     // an action did not come as asked or not in time: nobody is doubted
    People,       // no face, two faces, somebody left or came
    Doubt,        // what the camera saw may not be a live person before it
    Mismatch,     // two good pictures, two faces
    Review,       // undecided: a person looks
    Camera,       // the device
    Document,     // the document picture
};

// What the bold button of the card does.
enum class FailureRemedy { ScanAgain = 1, RetakeDocument, ChooseCamera };

struct FailureText {
    FailureKind kind;
    FailureRemedy remedy;
    QString chip;       // a few words, on the coloured chip
    QString heading;    // what it was, and that nobody was refused where that is so
    QString sentence;   // what it means
    QStringList steps;  // exactly three things to do
};

[[nodiscard]] FailureText failureText(Reason reason);
[[nodiscard]] FailureKind failureKind(Reason reason);
[[nodiscard]] QString remedyName(FailureRemedy remedy);  // text of the bold button
// "2 tries left. After that ..."; none left: says what happens now.
[[nodiscard]] QString triesLeftText(int left);

}  // namespace countersign::ui
