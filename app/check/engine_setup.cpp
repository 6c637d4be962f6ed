#include "engine_setup.h"

#include <chrono>

#include "statistics.h"

namespace countersign::check {

Result<Policy> setUpPolicy(const CommonOptions& common) {
    const auto catalogue = ModelCatalogue::builtIn(common.models);
    if (!catalogue) return failure(catalogue.error());
    auto own = policyFor(catalogue->ownBands());
    if (common.policy.empty()) return own;
    return loadPolicy(common.policy, own);
}

Result<EngineSetup> setUpEngine(const CommonOptions& common) {
    EngineSetup setup;
    const auto started = std::chrono::steady_clock::now();
    const double cpu = processCpuMillis();
    const auto catalogue = ModelCatalogue::builtIn(common.models);
    if (!catalogue) return failure(catalogue.error());
    auto models = loadVisionModels(*catalogue, setup.settings);
    if (!models) return failure(models.error());
    setup.models = std::move(*models);
    setup.modelFingerprint = catalogue->fingerprint();
    setup.modelsCpuMillis = processCpuMillis() - cpu;
    setup.modelsWallMillis =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    return setup;
}

}  // namespace countersign::check
