// A model that is missing, altered or swapped is named and never used; a manifest that lies is refused.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/ids.h"
#include "support/catch.h"
#include "vision/vision_models.h"

using namespace countersign;
namespace fs = std::filesystem;

namespace {

class TempFolder {
  public:
    TempFolder() : m_path(fs::temp_directory_path() / ("vision-" + RecordId::random().hex())) {
        fs::create_directories(m_path);
    }
    ~TempFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return m_path; }

  private:
    fs::path m_path;
};

void writeText(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string digestOf(const std::string& text) {
    return toHex(sha256(toBytes(text)));
}

const std::vector<std::string> kStages{"face_detector", "coarse_landmarks", "fine_landmarks",
                                       "eye_state",     "passive_attack",   "embedder"};

nlohmann::json manifestFor(const std::string& content) {
    nlohmann::json models = nlohmann::json::array();
    for (const auto& stage : kStages) {
        models.push_back({{"id", stage},
                          {"version", "1"},
                          {"stage", stage},
                          {"file", stage + ".bin"},
                          {"sha256", digestOf(content)},
                          {"source", "made for a test"},
                          {"licence", "none"}});
    }
    return {{"schema", "countersign.models/1"}, {"models", models}};
}

}  // namespace

TEST_CASE("the compiled-in manifest lists every stage with a licence") {
    const auto catalogue = ModelCatalogue::builtIn("/nowhere");
    REQUIRE(catalogue);
    CHECK(catalogue->entries().size() == kStages.size());
    for (const auto& entry : catalogue->entries()) {
        CHECK_FALSE(entry.licence.empty());
        CHECK_FALSE(entry.source.empty());
    }
    CHECK(catalogue->entry(ModelStage::Embedder).file == "fr_feature.onnx");
}

TEST_CASE("a model file is read only if it is the listed one") {
    const TempFolder folder;
    const auto catalogue = ModelCatalogue::parse(manifestFor("right").dump(), folder.path()).value();
    const auto file = folder.path() / "eye_state.bin";

    const auto missing = catalogue.read(ModelStage::EyeState);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::ModelMissing);
    CHECK(missing.error().detail.find("eye_state.bin") != std::string::npos);
    CHECK(missing.error().detail.find("packaging/models") != std::string::npos);

    writeText(file, "right");
    CHECK(catalogue.read(ModelStage::EyeState).value() == toBytes("right"));

    for (const std::string altered : {"righT", "right ", "", "righ"}) {
        writeText(file, altered);
        const auto read = catalogue.read(ModelStage::EyeState);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::ModelAltered);
        CHECK(read.error().detail.find("eye_state.bin") != std::string::npos);
    }

    fs::remove(file);
    fs::create_directory(file);
    CHECK(catalogue.read(ModelStage::EyeState).error().code == ErrorCode::ModelMissing);
}

TEST_CASE("a manifest that lies is refused") {
    const auto good = manifestFor("x");
    REQUIRE(ModelCatalogue::parse(good.dump(), "/m"));
    const auto refused = [](const nlohmann::json& manifest) {
        const auto catalogue = ModelCatalogue::parse(manifest.dump(), "/m");
        return !catalogue && catalogue.error().code == ErrorCode::ModelManifestBad;
    };
    auto bad = good;
    bad["models"].erase(0);
    CHECK(refused(bad));  // a stage is missing
    bad = good;
    bad["models"].push_back(good["models"][0]);
    CHECK(refused(bad));  // a stage twice
    for (const std::string name : {"../eye.bin", "/etc/passwd", "", ".hidden", "a/b"}) {
        bad = good;
        bad["models"][2]["file"] = name;
        CHECK(refused(bad));
    }
    for (const std::string& digest :
         {std::string(), std::string(63, 'a'), std::string(64, 'G'), std::string(64, 'A')}) {
        bad = good;
        bad["models"][1]["sha256"] = digest;
        CHECK(refused(bad));
    }
    bad = good;
    bad["models"][0]["stage"] = "mind_reading";
    CHECK(refused(bad));
    bad = good;
    bad["schema"] = "countersign.models/2";
    CHECK(refused(bad));
    bad = good;
    bad["models"][0].erase("licence");
    CHECK(refused(bad));
    for (const std::string text : {"", "[]", "{", "null", "{\"models\":7}", "\xff\xfe"}) {
        const auto catalogue = ModelCatalogue::parse(text, "/m");
        REQUIRE_FALSE(catalogue);
        CHECK(catalogue.error().code == ErrorCode::ModelManifestBad);
    }
}

TEST_CASE("files with the right digest that are no models are told apart from altered ones") {
    const TempFolder folder;
    const std::string rubbish(5000, 'x');
    for (const auto& stage : kStages) writeText(folder.path() / (stage + ".bin"), rubbish);
    const auto catalogue = ModelCatalogue::parse(manifestFor(rubbish).dump(), folder.path()).value();
    const auto models = loadVisionModels(catalogue, {});
    REQUIRE_FALSE(models);
    CHECK(models.error().code == ErrorCode::ModelUnusable);
    CHECK(makeFineLandmarks(toBytes(rubbish), 5).error().code == ErrorCode::ModelUnusable);
    CHECK(makeFineLandmarks({}, 5).error().code == ErrorCode::ModelUnusable);
    CHECK(makeEyeStateNet({}).error().code == ErrorCode::ModelUnusable);
}
