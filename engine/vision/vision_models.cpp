#include "vision/vision_models.h"

#include <opencv2/core/utility.hpp>
#include <thread>

namespace countersign {
namespace {

// Reads and checks the file of `stage` and hands its bytes to `make`.
template <class Stage, class Make>
Status fill(const ModelCatalogue& catalogue, ModelStage stage, std::unique_ptr<Stage>& into, Make make) {
    auto bytes = catalogue.read(stage);
    if (!bytes) return failure(bytes.error());
    auto made = make(*bytes);
    if (!made) return failure(made.error());
    into = std::move(*made);
    return {};
}

}  // namespace

Result<VisionModels> loadVisionModels(const ModelCatalogue& catalogue, const VisionSettings& settings) {
    VisionModels models;
    Status fine;
    Status nets;
    {
        // 100 MB against 15 MB for all others together: they finish while it is still being read.
        const std::jthread reader([&] {
            fine = fill(catalogue, ModelStage::FineLandmarks, models.fine,
                        [&](ByteView bytes) { return makeFineLandmarks(bytes, settings.finePasses); });
        });
        nets = fill(catalogue, ModelStage::FaceDetector, models.detector, makeRfbDetector);
        if (nets) nets = fill(catalogue, ModelStage::CoarseLandmarks, models.coarse, makeCoarseLandmarks);
        if (nets) nets = fill(catalogue, ModelStage::EyeState, models.eyes, makeEyeStateNet);
        if (nets)
            nets = fill(catalogue, ModelStage::PassiveAttack, models.passive,
                        [&](ByteView bytes) { return makePassiveNet(bytes, catalogue.passiveSpec()); });
        if (nets)
            nets = fill(catalogue, ModelStage::Embedder, models.embedder,
                        [&](ByteView bytes) { return makeOnnxEmbedder(bytes, catalogue.embedderSpec()); });
    }
    if (!nets) return failure(nets.error());
    if (!fine) return failure(fine.error());
    return models;
}

void limitComputeThreads(int threads) {
    cv::setNumThreads(threads < 1 ? 1 : threads);
}

void VisionModels::forget() {
    detector->forget();
    coarse->forget();
    eyes->forget();
    passive->forget();
    embedder->forget();
}

}  // namespace countersign
