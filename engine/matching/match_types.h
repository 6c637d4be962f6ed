// Result of comparing one buyer with the portrait of that buyer's own document. Plain values; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace countersign {

enum class MatchBand { Same = 1, Unsure, Different };

[[nodiscard]] constexpr std::string_view bandName(MatchBand band) {
    switch (band) {
        case MatchBand::Same:
            return "same";
        case MatchBand::Unsure:
            return "unsure";
        case MatchBand::Different:
            return "different";
    }
    return "invalid";
}

struct MatchOutcome {
    bool ran = false;                  // false: no match runs on a bad frame or without a portrait
    std::optional<double> similarity;  // cosine, -1..1
    std::optional<MatchBand> band;
    // How many times likelier between two pictures of one person than between two people, as a power of ten,
    // by the policy's calibration for the worst measured group; empty without one. Told, never decided by.
    std::optional<double> log10Likelihood;
    int framesUsed = 0;
};

}  // namespace countersign
