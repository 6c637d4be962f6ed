// The models, loaded once for all tests of this program; null (with a message) where packaging/models has not
// been run.
#pragma once

#include "vision/vision_models.h"

namespace countersign::test {

[[nodiscard]] VisionModels* testModels();

}  // namespace countersign::test
