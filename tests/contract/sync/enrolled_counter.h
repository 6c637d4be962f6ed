// A counter enrolled at a gateway, as the program does it; for tests that talk to a real gateway.
#pragma once

#include <memory>

#include "core/files.h"
#include "store/device_identity.h"
#include "support/gateway_process.h"
#include "sync/enrolment_client.h"
#include "sync/https_gateway_client.h"
#include "sync/records_thread.h"
#include "unit/store/record_maker.h"
#include "unit/sync/qt_loop.h"

namespace countersign::test {

inline GatewayAddress addressOf(const GatewayProcess& gateway) {
    const auto ca = must(readFile(gateway.caFile(), 64U * 1024U));
    return {gateway.url(), std::string(ca.begin(), ca.end())};
}

inline Result<DeviceIdentity> enrolCounter(const GatewayAddress& address, const IdentityFolder& folder,
                                           const std::string& code,
                                           OtherOperator other = OtherOperator::Refused) {
    needQt();
    HttpsGatewayClient client(address);
    EnrolmentClient enrolment(client, address, folder, {other});
    std::optional<Result<DeviceIdentity>> outcome;
    enrolment.enrol(code, "test", [&](Result<DeviceIdentity> result) { outcome.emplace(std::move(result)); });
    if (!waitUntil([&] { return outcome.has_value(); })) throw std::runtime_error("enrolment did not end");
    return std::move(*outcome);
}

inline RecordDraft draftFor(const DeviceIdentity& identity, RecordId recordId, std::size_t payloadBytes) {
    RecordDraft draft;
    draft.header.recordId = recordId;
    draft.header.application = "test";
    draft.header.createdAt = SystemClock().wall();
    draft.payload = must(sealPayload(identity.sealingKey, Bytes(payloadBytes, 0x5a)));
    draft.numberTail = "8000";
    return draft;
}

// How often the gateway holds the record, as its own list command says.
inline int timesHeld(const std::string& listJson, RecordId recordId) {
    const std::string needle = "\"record\"";
    int count = 0;
    for (auto at = listJson.find(recordId.hex()); at != std::string::npos;
         at = listJson.find(recordId.hex(), at + 1)) {
        const auto head = listJson.rfind('"', at - 2);  // the name before `: "<hex>`
        if (head != std::string::npos && head >= needle.size() - 1 &&
            listJson.compare(head - (needle.size() - 1), needle.size(), needle) == 0) {
            ++count;
        }
    }
    return count;
}

}  // namespace countersign::test
