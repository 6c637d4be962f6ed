#include "still_reasons.h"

#include "statistics.h"
#include "vision/face_detector.h"

namespace countersign::check {

std::vector<Reason> stillReasons(const StillReading& reading) {
    if (!reading.face) return {Reason::NoFace};
    if (reading.embedding.empty()) return {Reason::OffCentre};
    if (countProminent(reading.faces) > 1) return {Reason::MoreThanOneFace};
    return {};
}

nlohmann::json qualityJson(const StillReading& reading) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& measure : reading.quality) {
        json[std::string(measure.name)] = {{"raw", rounded(measure.raw, 4)}, {"score", measure.score}};
    }
    return json;
}

}  // namespace countersign::check
