// All stages, loaded once. Created on any thread, used by one thread at a time (the engine thread).
#pragma once

#include <memory>

#include "vision/embedder.h"
#include "vision/eye_state.h"
#include "vision/face_detector.h"
#include "vision/landmarks.h"
#include "vision/model_catalogue.h"
#include "vision/passive_net.h"
#include "vision/vision_settings.h"

namespace countersign {

struct VisionModels {
    std::unique_ptr<FaceDetector> detector;
    std::unique_ptr<CoarseLandmarks> coarse;
    std::unique_ptr<FineLandmarks> fine;
    std::unique_ptr<EyeStateNet> eyes;
    std::unique_ptr<PassiveNet> passive;
    std::unique_ptr<Embedder> embedder;

    // The buyer goes: every stage that keeps the last picture lets go of it. Costs one run of each net.
    void forget();
};

// Reads, checks, loads and warms up every model; the largest is read on a thread of its own, joined before
// return. Errors: ModelMissing, ModelAltered, ModelUnusable.
[[nodiscard]] Result<VisionModels> loadVisionModels(const ModelCatalogue& catalogue,
                                                    const VisionSettings& settings);

// Size of OpenCV's pool for the whole process. Call once in main: left alone it takes every core and starves
// the GUI.
void limitComputeThreads(int threads);

}  // namespace countersign
