// Gives out one-time codes and takes counters in against them. Any thread; everything passed in outlives it.
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "operator/ledger.h"
#include "operator/operator_folder.h"
#include "protocol/refusal.h"

namespace countersign {

struct EnrolmentOutcome {
    std::optional<Refusal> refusal;
    Bytes response;                    // without a refusal
    std::optional<DeviceId> deviceId;  // for the log
};

// Twelve letters; only its hash is stored.
[[nodiscard]] Result<std::string> issueEnrolmentCode(Ledger& ledger, const Clock& clock,
                                                     std::chrono::hours validFor);

// The same for whoever takes the place of a counter that is lost; from now on that one registers nobody.
[[nodiscard]] Result<std::string> issueReplacementCode(Ledger& ledger, const DeviceId& lost,
                                                       const Clock& clock, std::chrono::hours validFor);

class EnrolmentDesk {
  public:
    EnrolmentDesk(Ledger& ledger, const OperatorIdentity& identity, const Clock& clock);
    // An Error: the ledger failed, the code is still good or the same request gets the same answer.
    [[nodiscard]] Result<EnrolmentOutcome> enrol(ByteView request);

  private:
    Ledger& m_ledger;
    const OperatorIdentity& m_identity;
    const Clock& m_clock;
};

}  // namespace countersign
