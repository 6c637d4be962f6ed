// Draws a record's challenge again and holds the signed evidence against it. Pure; any thread.
#pragma once

#include <optional>

#include "operator/ledger.h"
#include "protocol/scan_evidence.h"

namespace countersign {

// Differs: a scan that was not refused though not all was done, other actions or another order than drawn, a
// prompt sooner after the last action than its pause, terms that a guess would meet more often than once in
// kLeastOrders and that are not called reduced (whoever decides sees that they are), or a claim to be bound
// or unbound that does not fit the counter's key.
[[nodiscard]] ChallengeOutcome checkChallenge(const std::optional<ScanEvidence>& evidence,
                                              const RecordId& record, const std::optional<ChallengeKey>& key);

}  // namespace countersign
