// What the buyer's privacy receipt says, as values. GUI thread.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/clock.h"
#include "core/data_terms.h"
#include "core/ids.h"
#include "enrolment/registration.h"
#include "store/queue_types.h"

namespace countersign::ui {

enum class FaceScan { Made = 1, NotMade };  // NotMade: the way without a scan

// Later: printed again from the queue, which knows where a record stands and nothing of its buyer.
enum class ReceiptKind { AtRegistration = 1, Later };

struct ReceiptContent {
    ReceiptKind kind = ReceiptKind::AtRegistration;
    RecordId recordId;
    WallTime at{};  // when the registration was finished
    FaceScan scan = FaceScan::Made;
    std::vector<Action> actions;     // in the order asked
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
    QString deletions;     // the address under which the operator says what was erased; may be empty
    QString language;      // BCP 47, the buyer's
    bool practice = false;
    std::optional<DataTerms> terms;          // what the buyer was told of the data; empty: not known any more
    ServerState answer = ServerState::None;  // the operator's newest word
    std::optional<WallTime> forwardedAt;     // when the authority had what is forwarded
};

// What a row of the queue says of its record, into a receipt.
void takeState(ReceiptContent& receipt, const QueueRow& row);
// For a record whose buyer this counter has forgotten. Operator, contact and retention are the caller's.
[[nodiscard]] ReceiptContent laterReceipt(const QueueRow& row, const std::optional<DataTerms>& told,
                                          const QString& language);

// core/receipt_code.h
[[nodiscard]] QString receiptCheckCode(const RecordId& id);
// "https://operator.example/v1/deletions/7F3K-22QD-K4P1"; empty where the operator named no address.
[[nodiscard]] QString deletionAddress(const ReceiptContent& receipt);

// "COUNTERSIGN 7F3K-22QD K4P1": what the QR code holds. Words only: a camera that reads it opens no web page.
[[nodiscard]] QString receiptCodeText(const RecordId& id);

}  // namespace countersign::ui
