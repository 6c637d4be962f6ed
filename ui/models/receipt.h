// What the buyer's privacy receipt says, as values. GUI thread.
#pragma once

#include <QString>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "enrolment/registration.h"

namespace countersign::ui {

enum class FaceScan { Made = 1, NotMade };  // NotMade: the way without a scan

struct ReceiptContent {
    RecordId recordId;
    WallTime at{};  // when the registration was finished
    FaceScan scan = FaceScan::Made;
    std::vector<Action> actions;  // in the order asked
    bool otherWay = false;           // why the usual scan was not right is in the record, sealed
    bool supportingPicture = false;  // of a document shown for it
    bool guardian = false;           // of a young buyer: name and document number are in the record
    MatchOutcome match;
    Purchase purchase = Purchase::SimCard;
    QString numberTail;    // last four digits of the phone number
    QString shopName;      // may be empty
    QString operatorName;  // may be empty: "the operator"
    QString retention;     // the operator's own words on how long; may be empty
    QString contact;       // where to object; may be empty
    QString language;      // BCP 47, the buyer's
    bool practice = false;
};

// Four letters that belong to this record only, so that a record code read out on the telephone can be
// checked: the first 20 bits, in Crockford's base 32, of SHA-256("countersign receipt" and the id's 16
// bytes). Whoever holds the record can reckon it again.
[[nodiscard]] QString receiptCheckCode(const RecordId& id);

// "COUNTERSIGN 7F3K-22QD K4P1": what the QR code holds. Words only: a camera that reads it opens no web page.
[[nodiscard]] QString receiptCodeText(const RecordId& id);

}  // namespace countersign::ui
