// What every command needs of the engine before it can look at anything.
#pragma once

#include "command.h"
#include "enrolment/policy.h"
#include "vision/vision_models.h"

namespace countersign::check {

struct EngineSetup {
    VisionSettings settings;
    VisionModels models;
    std::string modelFingerprint;
    double modelsWallMillis = 0;
    double modelsCpuMillis = 0;
};

// --policy over the one that belongs to the models.
[[nodiscard]] Result<Policy> setUpPolicy(const CommonOptions& common);
[[nodiscard]] Result<EngineSetup> setUpEngine(const CommonOptions& common);

}  // namespace countersign::check
