// A word on a case as the policy would say it, signed as an operator signs.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "operator/case_book.h"
#include "operator/ledger.h"
#include "protocol/keys.h"
#include "protocol/receipt.h"

namespace countersign::test {

[[nodiscard]] inline Sha256 hashOf(std::string_view text) {
    return sha256Of(toBytes(text));
}

[[nodiscard]] inline Decision madeDecision(const RecordRow& row, ReceiptStatus status,
                                           const std::string& reason, const SigningKey& key, WallTime now) {
    Decision word;
    word.deviceId = row.deviceId;
    word.recordId = row.recordId;
    word.basedOn = row.revision;
    word.status = status;
    word.reason = reason;
    word.by = kByPolicy;
    word.policyVersion = 7;
    word.at = now;
    word.receipt = signReceipt({row.recordId,
                                row.deviceId,
                                row.sequence,
                                row.payloadHash,
                                row.receivedAt,
                                status,
                                reason,
                                row.revision + 1,
                                {}},
                               key)
                       .value();
    word.numbersAPerson = 5;
    word.picturesUntil = now + std::chrono::hours(24);
    return word;
}

// The same with what it is counted by: a person, and the line and the card of one SIM card.
[[nodiscard]] inline Decision withIndex(Decision word, const std::string& person, const std::string& card) {
    word.index = CaseIndex{
        hashOf(person),
        {{NumberKind::Msisdn, hashOf("line " + card)}, {NumberKind::Iccid, hashOf("card " + card)}}};
    return word;
}

// The line about a hold, or its end, as the command writes it.
[[nodiscard]] inline ReviewLogRow holdLine(const std::string& reason) {
    return {WallTime(std::chrono::seconds(1795504525)), "user:lina",
            std::string(reason.empty() ? kUnholdAction : kHoldAction), reason};
}

}  // namespace countersign::test
