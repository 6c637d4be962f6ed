// What is wrong with a still picture, and its quality as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "core/reason.h"
#include "matching/portrait_faults.h"
#include "vision/still_analyser.h"

namespace countersign::check {

[[nodiscard]] std::vector<Reason> stillReasons(const StillReading& reading,
                                               const PortraitThresholds& thresholds);
[[nodiscard]] nlohmann::json qualityJson(
    const StillReading& reading);  // {measure: {"raw":..,"score":0..100}}

}  // namespace countersign::check
