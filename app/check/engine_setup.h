// What every command needs of the engine before it can look at anything.
#pragma once

#include "command.h"
#include "vision/vision_models.h"

namespace countersign::check {

struct EngineSetup {
    VisionSettings settings;
    VisionModels models;
    double modelsWallMillis = 0;
    double modelsCpuMillis = 0;
};

[[nodiscard]] Result<EngineSetup> setUpEngine(const CommonOptions& common);

}  // namespace countersign::check
