// From a finished registration to what the records thread saves: fields to JSON, sealed at once. Engine-free;
// called on the GUI thread (sealing 300 KiB takes about 1 ms).
#pragma once

#include <map>
#include <string>

#include "enrolment/registration.h"
#include "protocol/payload.h"
#include "sync/records_thread.h"

namespace countersign {

// The JSON that is sealed. Schema "countersign.registration/1".
[[nodiscard]] RecordPayload payloadOf(const Registration& registration);

// Seals to the operator's key; the plain bytes are wiped before it returns.
[[nodiscard]] Result<RecordDraft> sealRegistration(const Registration& registration,
                                                   const SealingKey& operatorKey,
                                                   const std::map<std::string, std::string>& models);

[[nodiscard]] ScanRoute routeOf(const Registration& registration);

}  // namespace countersign
