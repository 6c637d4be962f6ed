#include "still_reasons.h"

#include "statistics.h"

namespace countersign::check {

std::vector<Reason> stillReasons(const StillReading& reading, const PortraitThresholds& thresholds) {
    if (!reading.face) return {Reason::NoFace};  // no document, so no portrait is missing on it
    return portraitFaults(reading, thresholds);
}

nlohmann::json qualityJson(const StillReading& reading) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& measure : reading.quality) {
        json[std::string(measure.name)] = {{"raw", rounded(measure.raw, 4)}, {"score", measure.score}};
    }
    return json;
}

}  // namespace countersign::check
