// Inside the folder only: parts of a header that other messages carry too.
#pragma once

#include "protocol/audit_chain.h"
#include "protocol/envelope.h"
#include "protocol/json_reader.h"

namespace countersign::protocol {

[[nodiscard]] nlohmann::json clockJson(const EnvelopeClock& clock);
[[nodiscard]] Result<EnvelopeClock> readClock(const nlohmann::json& object);
[[nodiscard]] nlohmann::json auditHeadJson(const AuditHead& head);
[[nodiscard]] Result<AuditHead> readAuditHead(const nlohmann::json& object);

}  // namespace countersign::protocol
