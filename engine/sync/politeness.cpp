#include "sync/politeness.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

namespace countersign {
namespace {

// One word of a file of the kernel's; empty if there is none.
std::string wordIn(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string word;
    stream >> word;
    return word;
}

std::optional<int> percentIn(const std::filesystem::path& file) {
    const std::string word = wordIn(file);
    int value = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (code != std::errc() || end != word.data() + word.size() || value < 0 || value > 100)
        return std::nullopt;
    return value;
}

}  // namespace

PowerState readPower(const std::filesystem::path& folder) {
    PowerState state;
    bool discharging = false;
    bool fed = false;
    std::error_code code;
    for (const auto& supply : std::filesystem::directory_iterator(folder, code)) {
        const auto& path = supply.path();
        if (wordIn(path / "scope") == "Device") continue;
        if (wordIn(path / "type") == "Battery") {
            discharging = discharging || wordIn(path / "status") == "Discharging";
            if (const auto percent = percentIn(path / "capacity"))
                state.percentLeft = std::min(state.percentLeft.value_or(100), *percent);
        } else {
            fed = fed || wordIn(path / "online") == "1";
        }
    }
    state.onBattery = discharging && !fed;
    return state;
}

Pace paceFor(const LineConditions& conditions) {
    const bool low =
        conditions.power.onBattery && conditions.power.percentLeft.value_or(100) < kLowBatteryPercent;
    return conditions.metered || low ? kPolitePace : kUsualPace;
}

}  // namespace countersign
