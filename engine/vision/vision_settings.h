// What may be tuned without a new build: the "vision" section of thresholds.json. Plain values; any thread.
#pragma once

#include <chrono>
#include <string_view>

#include "core/result.h"

namespace countersign {

struct VisionSettings {
    float trackScore = 0.5F;      // a face already followed is kept down to this detector score
    float newFaceScore = 0.7F;    // a face is taken up from this score on
    float otherFaceScore = 0.9F;  // a second face counts from this score on
    std::chrono::milliseconds redetectEvery{330};  // at most this long without looking for faces
    std::chrono::milliseconds passiveEvery{330};   // passive net, on frames without a detector run
    float fineMaxYaw = 30;                         // degrees; beyond it the fine landmarks err
    int finePasses = 5;                            // boxes averaged by the fine landmarks
};

// Takes the whole thresholds.json; missing keys keep their defaults. Error: ThresholdsBad (wrong type or out
// of range).
[[nodiscard]] Result<VisionSettings> parseVisionSettings(std::string_view thresholdsJson);

}  // namespace countersign
