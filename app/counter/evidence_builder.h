// From a finished registration to the evidence in the signed header: the one place where measured values get
// their names in the clear. Engine-free; any thread.
#pragma once

#include <optional>

#include "enrolment/registration.h"
#include "protocol/scan_evidence.h"

namespace countersign {

// Empty for a registration without a scan.
[[nodiscard]] std::optional<ScanEvidence> evidenceOf(const Registration& registration);

}  // namespace countersign
