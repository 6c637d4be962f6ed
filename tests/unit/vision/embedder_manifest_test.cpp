// An operator's own embedder: taken by its manifest, called as it says, and refused with a clear word
// whenever manifest and net do not belong together.
#include <functional>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "support/catch.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "vision/embedder.h"
#include "vision/model_catalogue.h"

using namespace countersign;
using test::TempFolder;

namespace {

std::string textOf(const std::filesystem::path& file) {
    const auto bytes = readFile(file, 64U << 20U).value();
    return {bytes.begin(), bytes.end()};
}

nlohmann::json shippedWay(const std::string& sha256) {
    return {{"schema", "countersign.embedder/1"},
            {"id", "own-face"},
            {"version", "3"},
            {"file", "own.onnx"},
            {"sha256", sha256},
            {"source", "made for a test"},
            {"licence", "none"},
            {"input", {{"channels", "bgr"}, {"mean", {127, 127, 127}}, {"scale", 0.0078125}}},
            {"output", {{"count", 512}}},
            {"bands", {{"same", 0.6}, {"unsure", 0.4}, {"same_face", 0.3}}}};
}

Result<std::unique_ptr<Embedder>> load(const std::string& net,
                                       const std::function<void(nlohmann::json&)>& change) {
    const TempFolder folder;
    folder.write("own.onnx", net);
    auto manifest = shippedWay(toHex(sha256(toBytes(net))));
    change(manifest);
    folder.write("embedder.json", manifest.dump());
    const auto catalogue = ModelCatalogue::builtIn(folder.path());
    if (!catalogue) return failure(catalogue.error());
    const auto bytes = catalogue->read(ModelStage::Embedder);
    if (!bytes) return failure(bytes.error());
    return makeOnnxEmbedder(*bytes, catalogue->embedderSpec());
}

std::optional<std::string> shippedNet() {
    const auto models = test::modelsDir();
    if (models) return textOf(*models / "fr_feature.onnx");
    WARN("passed over: the models are missing, run packaging/models");
    return {};
}

// A picture and points in it that need no turning: where the net wants eyes, nose and mouth corners.
Landmarks points() {
    Landmarks made{};
    for (std::size_t i = 36; i < 42; ++i) made[i] = {38.3F, 51.7F};
    for (std::size_t i = 42; i < 48; ++i) made[i] = {73.5F, 51.5F};
    made[30] = {56.0F, 71.7F};
    made[48] = made[60] = {41.5F, 92.4F};
    made[54] = made[64] = {70.7F, 92.2F};
    return made;
}

cv::Mat picture() {
    cv::Mat made(112, 112, CV_8UC3);
    cv::RNG(5).fill(made, cv::RNG::UNIFORM, 0, 256);
    return made;
}

}  // namespace

TEST_CASE("the manifest's embedder takes the place of the shipped one, with its own bands") {
    const TempFolder folder;
    REQUIRE(ModelCatalogue::builtIn(folder.path()));
    CHECK_FALSE(ModelCatalogue::builtIn(folder.path())->ownBands());
    folder.write("embedder.json", shippedWay(std::string(64, 'a')).dump());
    const auto catalogue = ModelCatalogue::builtIn(folder.path());
    REQUIRE(catalogue);
    CHECK(catalogue->entry(ModelStage::Embedder).id == "own-face");
    CHECK(catalogue->entry(ModelStage::Embedder).version.starts_with("3@"));
    REQUIRE(catalogue->ownBands());
    CHECK(catalogue->ownBands()->same == Approx(0.6));
    CHECK(catalogue->fingerprint() != ModelCatalogue::builtIn(folder.path().parent_path())->fingerprint());
}

TEST_CASE("the net is called as its manifest says") {
    const auto net = shippedNet();
    if (!net) return;
    const auto embedded = [&](const std::function<void(nlohmann::json&)>& change) {
        auto made = load(*net, change);
        REQUIRE(made);
        return (*made)->embed(picture(), points()).value();
    };
    const auto usual = embedded([](auto&) {});
    CHECK(usual.size() == 512);
    CHECK(cosine(usual, embedded([](auto& m) { m["version"] = "4"; })) == Approx(1));
    CHECK(cosine(usual, embedded([](auto& m) { m["input"]["channels"] = "rgb"; })) < 0.99);
    CHECK(cosine(usual, embedded([](auto& m) { m["input"]["mean"] = {0, 0, 0}; })) < 0.99);
    CHECK(cosine(usual, embedded([](auto& m) { m["input"]["scale"] = 0.002; })) < 0.999);
}

TEST_CASE("an embedder that is not the one its manifest describes is refused") {
    const auto net = shippedNet();
    if (!net) return;
    const auto codeFor = [&](const std::string& bytes, const std::function<void(nlohmann::json&)>& change) {
        const auto loaded = load(bytes, change);
        REQUIRE_FALSE(loaded);
        CHECK_FALSE(loaded.error().detail.empty());
        return loaded.error().code;
    };
    CHECK(codeFor(*net, [](auto& m) { m["sha256"] = std::string(64, '0'); }) == ErrorCode::ModelAltered);
    CHECK(codeFor(*net, [](auto& m) { m["file"] = "absent.onnx"; }) == ErrorCode::ModelMissing);
    CHECK(codeFor(*net, [](auto& m) { m["output"]["count"] = 128; }) == ErrorCode::ModelUnusable);
    const auto models = *test::modelsDir();
    for (const std::string& other : {textOf(models / "fr_eye.onnx"), std::string("not a net"),
                                     net->substr(0, net->size() / 2), std::string()})
        CHECK(codeFor(other, [](auto&) {}) == ErrorCode::ModelUnusable);
}

TEST_CASE("an embedder's manifest with anything wrong in it is refused and says what") {
    const auto wrong = [](const std::function<void(nlohmann::json&)>& change, const std::string& word) {
        auto manifest = shippedWay(std::string(64, 'b'));
        change(manifest);
        const TempFolder folder;
        folder.write("embedder.json", manifest.dump());
        const auto catalogue = ModelCatalogue::builtIn(folder.path());
        REQUIRE_FALSE(catalogue);
        INFO(catalogue.error().detail);
        CHECK(catalogue.error().code == ErrorCode::ModelManifestBad);
        CHECK(catalogue.error().detail.find("embedder.json") != std::string::npos);
        CHECK(catalogue.error().detail.find(word) != std::string::npos);
    };
    for (const auto* key :
         {"schema", "id", "version", "file", "sha256", "source", "licence", "input", "output", "bands"})
        wrong([&](auto& m) { m.erase(key); }, key);
    for (const auto* key : {"channels", "mean", "scale"}) wrong([&](auto& m) { m["input"].erase(key); }, key);
    for (const auto* key : {"same", "unsure", "same_face"})
        wrong([&](auto& m) { m["bands"].erase(key); }, key);
    wrong([](auto& m) { m["schema"] = "countersign.passive/1"; }, "schema");
    wrong([](auto& m) { m["file"] = "../own.onnx"; }, "folder");
    wrong([](auto& m) { m["bands"]["same"] = 0.3; }, "wrong way round");
    wrong([](auto& m) { m["bands"]["same"] = 1.5; }, "same");
    wrong([](auto& m) { m["bands"]["sane"] = 0.5; }, "sane");
    wrong([](auto& m) { m["output"]["count"] = 5; }, "count");
    wrong([](auto& m) { m["output"]["count"] = 1e12; }, "count");
    wrong([](auto& m) { m["input"]["mean"] = {1, 2}; }, "mean");
    wrong([](auto& m) { m["input"]["scale"] = "1"; }, "scale");
}
