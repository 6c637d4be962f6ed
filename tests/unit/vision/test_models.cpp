#include "test_models.h"

#include "support/catch.h"
#include "support/shared_data.h"

namespace countersign::test {

VisionModels* testModels() {
    static std::optional<VisionModels> models;
    if (!models) {
        const auto folder = modelsDir();
        if (!folder) {
            WARN("passed over: the models are missing, run packaging/models");
            return nullptr;
        }
        limitComputeThreads(1);
        auto loaded = loadVisionModels(ModelCatalogue::builtIn(*folder).value(), {});
        if (!loaded) FAIL(describe(loaded.error()));
        models = std::move(*loaded);
    }
    return &*models;
}

}  // namespace countersign::test
