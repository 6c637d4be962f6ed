#include "operator/ring.h"

#include <algorithm>

#include "protocol/hash.h"

namespace countersign {
namespace {

using nlohmann::json;

// A counter's place among a thousand, by chance but always the same for one version.
int placeOf(const DeviceId& counter, std::uint64_t version) {
    Bytes text = toBytes("countersign rollout 1 " + std::to_string(version) + " ");
    const auto& id = counter.bytes();
    text.insert(text.end(), id.begin(), id.end());
    const auto hash = sha256Of(text);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | hash[i];
    return static_cast<int>(number % static_cast<std::uint64_t>(kWholeShare));
}

}  // namespace

bool Ring::reaches(const DeviceId& counter) const {
    if (stopped) return false;
    return placeOf(counter, version) < share || std::ranges::find(counters, counter) != counters.end();
}

void Ring::widen(int larger, const std::vector<DeviceId>& more) {
    share = std::max(share, larger);
    for (const auto& id : more) {
        if (std::ranges::find(counters, id) == counters.end()) counters.push_back(id);
    }
}

void writeRing(const Ring& ring, json& into) {
    json counters = json::array();
    for (const auto& id : ring.counters) counters.push_back(id.hex());
    into["share"] = ring.share;
    into["counters"] = std::move(counters);
    into["stopped"] = ring.stopped;
}

void readRing(protocol::FieldReader& fields, Ring& into) {
    into.share = static_cast<int>(fields.number("share", 0, kWholeShare));
    into.stopped = fields.flag("stopped");
    for (const auto& entry : fields.array("counters", kMaxNamedCounters)) {
        const auto id = entry.is_string() ? DeviceId::parse(entry.get<std::string>()) : std::nullopt;
        if (id)
            into.counters.push_back(*id);
        else
            fields.reject("counters");
    }
}

}  // namespace countersign
