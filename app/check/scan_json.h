// Scan results in the words of the check tool's JSON. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "enrolment/scan_runner.h"
#include "liveness/event_finder.h"

namespace countersign::check {

[[nodiscard]] nlohmann::json reasonsJson(const std::vector<Reason>& reasons);
[[nodiscard]] nlohmann::json challengeJson(const std::vector<ChallengeStep>& steps);
[[nodiscard]] nlohmann::json livenessJson(const LivenessVerdict& verdict);
[[nodiscard]] nlohmann::json matchJson(const MatchOutcome& match);
// {measure: {"raw":..,"score":0..100}}
[[nodiscard]] nlohmann::json qualityJson(const std::vector<QualityMeasure>& quality);
// Blinks, turns and what could be seen; added to the object of `events`.
void addEvents(nlohmann::json& result, const PersonEvents& events);

}  // namespace countersign::check
