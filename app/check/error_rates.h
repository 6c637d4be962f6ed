// Error rates of a score by which live people are told from attacks (1 = live), with their 95 % limits. Pure
// functions; any thread.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/confidence.h"

namespace countersign::check {

struct LabelledScores {
    std::vector<double> live;
    std::map<std::string, std::vector<double>> attacks;  // by kind

    [[nodiscard]] std::vector<double> allAttacks() const;
};

// {"apcer":{kind:rate},"bpcer":rate} where rate is {"rate","errors","of","ci95":[low,high]}; at or below
// `threshold` is an attack. Null rates where there is nothing of the kind.
[[nodiscard]] nlohmann::json ratesAt(const LabelledScores& scores, double threshold);

// BPCER at the lowest threshold at which no kind of attack passes in more than `apcer` of its pictures.
[[nodiscard]] std::optional<double> bpcerAtApcer(const LabelledScores& scores, double apcer);

// Where the share of attacks that pass and of live people stopped come nearest; all kinds together.
[[nodiscard]] std::optional<double> equalErrorRate(const LabelledScores& scores);

// Chance that a live score lies above an attack's. Empty if either is missing.
[[nodiscard]] std::optional<double> areaUnderCurve(const std::vector<double>& live,
                                                   const std::vector<double>& attacks);

}  // namespace countersign::check
