#include "protocol/header_json.h"

namespace countersign::protocol {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMostNumber = (std::uint64_t{1} << 53U) - 1;  // exact in every JSON reader

}  // namespace

json clockJson(const EnvelopeClock& clock) {
    json object{{"boot", clock.boot.boot}, {"up_ms", clock.boot.since.count()}};
    if (clock.toldAt) object["told_at"] = toRfc3339(*clock.toldAt);
    if (clock.toldSince) object["told_ms_ago"] = clock.toldSince->count();
    return object;
}

Result<EnvelopeClock> readClock(const json& object) {
    FieldReader fields(object);
    const auto millis = [&](const char* name) {
        return Millis(static_cast<Millis::rep>(fields.number(name, 0, kMostNumber)));
    };
    EnvelopeClock clock;
    clock.boot = {fields.text("boot", 32), millis("up_ms")};
    if (object.contains("told_at")) clock.toldAt = fields.time("told_at");
    if (object.contains("told_ms_ago")) clock.toldSince = millis("told_ms_ago");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return clock;
}

Result<AuditHead> readAuditHead(const json& object) {
    FieldReader fields(object);
    AuditHead head{fields.number("count", 0, kMostNumber), fields.hash("head")};
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return head;
}

json auditHeadJson(const AuditHead& head) {
    return {{"count", head.count}, {"head", toHex(head.seal)}};
}

}  // namespace countersign::protocol
