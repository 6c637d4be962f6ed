#include "vision/vision_settings.h"

#include <nlohmann/json.hpp>

#include "vision/vision_errors.h"

namespace countersign {
namespace {

// Reads a number within low..high into `value`; a missing key leaves it alone.
bool take(const nlohmann::json& section, const char* key, double low, double high, double& value) {
    const auto found = section.find(key);
    if (found == section.end()) return true;
    if (!found->is_number()) return false;
    value = found->get<double>();
    return value >= low && value <= high;
}

}  // namespace

Result<VisionSettings> parseVisionSettings(std::string_view thresholdsJson) {
    const auto json = nlohmann::json::parse(thresholdsJson, nullptr, false);
    if (!json.is_object()) return failure(vision::thresholdsBad("not a JSON object"));
    VisionSettings settings;
    const auto found = json.find("vision");
    if (found == json.end()) return settings;
    if (!found->is_object()) return failure(vision::thresholdsBad("\"vision\" is not an object"));
    struct Field {
        const char* key;
        double low, high, value;
    };
    std::array<Field, 7> fields{{
        {"track_score", 0.1, 1, settings.trackScore},
        {"new_face_score", 0.1, 1, settings.newFaceScore},
        {"other_face_score", 0.1, 1, settings.otherFaceScore},
        {"redetect_ms", 0, 500, static_cast<double>(settings.redetectEvery.count())},
        {"passive_every_ms", 0, 5000, static_cast<double>(settings.passiveEvery.count())},
        {"fine_max_yaw", 0, 45, settings.fineMaxYaw},
        {"fine_passes", 1, 5, static_cast<double>(settings.finePasses)},
    }};
    for (auto& field : fields) {
        if (!take(*found, field.key, field.low, field.high, field.value)) {
            return failure(vision::thresholdsBad(std::string(field.key) + " is not a number in its range"));
        }
    }
    settings.trackScore = static_cast<float>(fields[0].value);
    settings.newFaceScore = static_cast<float>(fields[1].value);
    settings.otherFaceScore = static_cast<float>(fields[2].value);
    settings.redetectEvery = std::chrono::milliseconds(static_cast<long>(fields[3].value));
    settings.passiveEvery = std::chrono::milliseconds(static_cast<long>(fields[4].value));
    settings.fineMaxYaw = static_cast<float>(fields[5].value);
    settings.finePasses = static_cast<int>(fields[6].value);
    return settings;
}

}  // namespace countersign
