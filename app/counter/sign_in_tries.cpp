#include "app/counter/sign_in_tries.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/files.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestFile = 4096;
// Beyond what doubling needs to reach the longest wait, by far.
constexpr int kMostWaits = 1000;

std::optional<SignInTries> read(const Bytes& bytes) {
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto number = [&json](const char* key, std::int64_t most) -> std::optional<std::int64_t> {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_number_integer()) return std::nullopt;
        // Large unsigned ones would turn negative and are refused with them.
        const auto value = found->get<std::int64_t>();
        return value >= 0 && value <= most ? std::optional(value) : std::nullopt;
    };
    constexpr std::int64_t kMostMillis = std::int64_t{1} << 53U;
    const auto wrong = number("wrong", kWrongPinsBeforeWait - 1);
    const auto waits = number("waits", kMostWaits);
    const auto left = number("wait_left_s", kLongestWait);
    const auto since = number("up_ms", kMostMillis);
    const auto boot = json.find("boot");
    if (!wrong || !waits || !left || !since || boot == json.end() || !boot->is_string()) return std::nullopt;
    return SignInTries{static_cast<int>(*wrong),
                       static_cast<int>(*waits),
                       static_cast<int>(*left),
                       {boot->get<std::string>(), Millis(*since)}};
}

}  // namespace

SignInTries afterWrongPin(SignInTries tries, const BootTime& now) {
    tries.at = now;
    tries.waitLeft = 0;
    if (++tries.wrong < kWrongPinsBeforeWait) return tries;
    tries.wrong = 0;
    tries.waitLeft = std::min(kLongestWait, kWaitSeconds << std::min(tries.waits, 10));
    tries.waits = std::min(tries.waits + 1, kMostWaits);
    return tries;
}

int waitLeftAt(const SignInTries& tries, const BootTime& now) {
    const bool sameStart = !now.boot.empty() && tries.at.boot == now.boot && now.since >= tries.at.since;
    const auto passed = sameStart ? now.since - tries.at.since : now.boot.empty() ? Millis(0) : now.since;
    const auto left = std::chrono::seconds(tries.waitLeft) - passed;
    return static_cast<int>(std::max<Millis::rep>(0, std::chrono::ceil<std::chrono::seconds>(left).count()));
}

SignInTries SignInTriesFile::load(const BootTime& now, Log& log) const {
    SignInTries tries{kWrongPinsBeforeWait - 1, 0, 0, now};
    std::error_code ignored;
    if (!std::filesystem::exists(m_file, ignored)) return tries;
    const auto bytes = readFile(m_file, kLargestFile);
    const auto kept = bytes ? read(*bytes) : std::nullopt;
    if (!kept) {
        log.warn("counter", "the count of wrong PINs can't be read: everybody waits " +
                                std::to_string(kWaitSeconds) + " s");
        return {kWrongPinsBeforeWait - 1, 1, kWaitSeconds, now};
    }
    tries = *kept;
    tries.waitLeft = waitLeftAt(*kept, now);
    tries.at = now;
    return tries;
}

Status SignInTriesFile::save(const SignInTries& tries) const {
    const nlohmann::json json{{"schema", 1},           {"wrong", tries.wrong},
                              {"waits", tries.waits},  {"wait_left_s", tries.waitLeft},
                              {"boot", tries.at.boot}, {"up_ms", tries.at.since.count()}};
    return writeFileDurably(m_file, toBytes(json.dump()));
}

}  // namespace countersign
