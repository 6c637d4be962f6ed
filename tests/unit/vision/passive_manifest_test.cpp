// An operator's own passive net: taken by its manifest, and refused with a clear word whenever manifest and
// net do not belong together.
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "support/catch.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "vision/passive_net.h"
#include "vision/vision_models.h"

using namespace countersign;
namespace fs = std::filesystem;
using test::TempFolder;

namespace {

std::string textOf(const std::filesystem::path& file) {
    const auto bytes = readFile(file, 64U << 20U).value();
    return {bytes.begin(), bytes.end()};
}

nlohmann::json shippedWay(const std::string& sha256) {
    return {{"schema", "countersign.passive/1"},
            {"id", "own-net"},
            {"version", "7"},
            {"file", "own.onnx"},
            {"sha256", sha256},
            {"source", "made for a test"},
            {"licence", "none"},
            {"input",
             {{"side", 128},
              {"crop_factor", 2.7},
              {"crops", {"box", "square"}},
              {"channels", "bgr"},
              {"mean", {0, 0, 0}},
              {"scale", 1}}},
            {"output", {{"count", 3}, {"live_index", 0}, {"activation", "softmax"}}}};
}

// The shipped net under another name, with the manifest as `change` leaves it.
Result<std::unique_ptr<PassiveNet>> load(const std::string& net,
                                         const std::function<void(nlohmann::json&)>& change) {
    const TempFolder folder;
    folder.write("own.onnx", net);
    auto manifest = shippedWay(toHex(sha256(toBytes(net))));
    change(manifest);
    folder.write("passive_attack.json", manifest.dump());
    const auto catalogue = ModelCatalogue::builtIn(folder.path());
    if (!catalogue) return failure(catalogue.error());
    const auto bytes = catalogue->read(ModelStage::PassiveAttack);
    if (!bytes) return failure(bytes.error());
    return makePassiveNet(*bytes, catalogue->passiveSpec());
}

cv::Mat scene() {
    cv::Mat picture(480, 640, CV_8UC3);
    cv::RNG rng(8);
    rng.fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

std::optional<std::string> shippedNet() {
    const auto models = test::modelsDir();
    if (!models) {
        WARN("passed over: the models are missing, run packaging/models");
        return {};
    }
    return textOf(*models / "fr_liveness.onnx");
}

}  // namespace

TEST_CASE("an own net is taken, named in the catalogue and calibrated") {
    const auto net = shippedNet();
    if (!net) return;
    const cv::Rect2f box(250, 120, 130, 170);
    auto shipped = makePassiveNet(toBytes(*net));
    REQUIRE(shipped);
    auto own = load(*net, [](auto&) {});
    REQUIRE(own);
    const float plain = (*shipped)->live(scene(), box).value();
    CHECK((*own)->live(scene(), box).value() == Approx(plain));
    const auto logits = (*shipped)->cropLogits();
    REQUIRE(logits.size() == 2);
    const float mean = (logits[0] + logits[1]) / 2;
    CHECK(plain == Approx(1 / (1 + std::exp(-mean))));

    auto shifted = load(*net, [](auto& m) { m["calibration"] = {{"scale", 0.5}, {"offset", -2}}; });
    REQUIRE(shifted);
    const float calibrated = (*shifted)->live(scene(), box).value();
    CHECK(std::log(calibrated / (1 - calibrated)) == Approx(0.5F * mean - 2).margin(1e-3));
    auto single = load(*net, [](auto& m) { m["input"]["crops"] = {"square"}; });
    REQUIRE(single);
    REQUIRE((*single)->live(scene(), box));
    CHECK((*single)->cropLogits() == std::vector<float>{logits[1]});

    const TempFolder folder;
    folder.write("passive_attack.json", shippedWay(std::string(64, 'a')).dump());
    const auto catalogue = ModelCatalogue::builtIn(folder.path());
    REQUIRE(catalogue);
    CHECK(catalogue->entry(ModelStage::PassiveAttack).id == "own-net");
    CHECK(catalogue->entries().size() == 6);
}

TEST_CASE("a score spread over calls is the score of one call, and a new begin drops the old run") {
    const auto net = shippedNet();
    if (!net) return;
    auto passive = makePassiveNet(toBytes(*net)).value();
    const cv::Rect2f box(250, 120, 130, 170);
    const float whole = passive->live(scene(), box).value();
    REQUIRE(passive->begin(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(10)), box));
    for (int i = 0; i < 3; ++i) REQUIRE_FALSE(passive->step().value());
    REQUIRE(passive->begin(scene(), box));
    std::optional<float> score;
    int calls = 0;
    for (; !score && calls < 100; ++calls) score = passive->step().value();
    REQUIRE(score);
    CHECK(*score == Approx(whole));
    CHECK(calls > 2);
}

TEST_CASE("a net that is not the one its manifest describes is refused") {
    const auto net = shippedNet();
    if (!net) return;
    const auto codeFor = [&](const auto& change) {
        const auto loaded = load(*net, change);
        REQUIRE_FALSE(loaded);
        CHECK_FALSE(loaded.error().detail.empty());
        return loaded.error().code;
    };
    CHECK(codeFor([](auto& m) { m["sha256"] = std::string(64, '0'); }) == ErrorCode::ModelAltered);
    CHECK(codeFor([](auto& m) { m["file"] = "absent.onnx"; }) == ErrorCode::ModelMissing);
    CHECK(codeFor([](auto& m) { m["output"]["count"] = 2; }) == ErrorCode::ModelUnusable);
    CHECK(codeFor([](auto& m) { m["output"]["count"] = 1000; }) == ErrorCode::ModelUnusable);
    for (const std::string& other : {textOf(*test::modelsDir() / "fr_eye.onnx"), std::string("not a net"),
                                     net->substr(0, net->size() / 2), std::string()}) {
        const auto loaded = load(other, [](auto&) {});
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().code == ErrorCode::ModelUnusable);
    }
}

TEST_CASE("a manifest with anything wrong in it is refused and says what") {
    const auto wrong = [](const std::function<void(nlohmann::json&)>& change, const std::string& word) {
        auto manifest = shippedWay(std::string(64, 'b'));
        change(manifest);
        const TempFolder folder;
        folder.write("passive_attack.json", manifest.dump());
        const auto catalogue = ModelCatalogue::builtIn(folder.path());
        REQUIRE_FALSE(catalogue);
        INFO(catalogue.error().detail);
        CHECK(catalogue.error().code == ErrorCode::ModelManifestBad);
        CHECK(catalogue.error().detail.find("passive_attack.json") != std::string::npos);
        CHECK(catalogue.error().detail.find(word) != std::string::npos);
    };
    for (const auto* key :
         {"schema", "id", "version", "file", "sha256", "source", "licence", "input", "output"})
        wrong([&](auto& m) { m.erase(key); }, key);
    for (const auto* key : {"side", "crop_factor", "crops", "channels", "mean", "scale"})
        wrong([&](auto& m) { m["input"].erase(key); }, key);
    for (const auto* key : {"count", "live_index", "activation"})
        wrong([&](auto& m) { m["output"].erase(key); }, key);
    wrong([](auto& m) { m["schema"] = "countersign.models/1"; }, "schema");
    wrong([](auto& m) { m["file"] = "../own.onnx"; }, "folder");
    wrong([](auto& m) { m["file"] = "/etc/passwd"; }, "folder");
    wrong([](auto& m) { m["file"] = ".hidden"; }, "folder");
    wrong([](auto& m) { m["sha256"] = "abc"; }, "SHA-256");
    wrong([](auto& m) { m["calibrate"] = nlohmann::json::object(); }, "calibrate");
    wrong([](auto& m) { m["input"]["chanels"] = "rgb"; }, "chanels");
    wrong([](auto& m) { m["input"]["side"] = 1000000; }, "side");
    wrong([](auto& m) { m["input"]["side"] = 0; }, "side");
    wrong([](auto& m) { m["input"]["side"] = 128.5; }, "side");
    wrong([](auto& m) { m["input"]["side"] = "128"; }, "side");
    wrong([](auto& m) { m["input"]["side"] = 18446744073709551615ULL; }, "side");
    wrong([](auto& m) { m["input"]["crop_factor"] = -1; }, "crop_factor");
    wrong([](auto& m) { m["input"]["crops"] = nlohmann::json::array(); }, "crops");
    wrong([](auto& m) { m["input"]["crops"] = {"box", "box"}; }, "crops");
    wrong([](auto& m) { m["input"]["crops"] = {"round"}; }, "crops");
    wrong([](auto& m) { m["input"]["channels"] = "grey"; }, "channels");
    wrong([](auto& m) { m["input"]["mean"] = {0, 0}; }, "mean");
    wrong([](auto& m) { m["input"]["mean"] = {0, 0, 1e9}; }, "mean");
    wrong([](auto& m) { m["input"]["scale"] = 0; }, "scale");
    wrong([](auto& m) { m["input"]["scale"] = nullptr; }, "scale");
    wrong([](auto& m) { m["input"] = 5; }, "input");
    wrong([](auto& m) { m["output"]["live_index"] = 3; }, "live_index");
    wrong([](auto& m) { m["output"]["live_index"] = -1; }, "live_index");
    wrong([](auto& m) { m["output"]["activation"] = "relu"; }, "activation");
    wrong([](auto& m) { m["output"] = {{"count", 1}, {"live_index", 0}, {"activation", "softmax"}}; },
          "softmax");
    wrong([](auto& m) { m["calibration"] = {{"scale", 0}, {"offset", 0}}; }, "calibration");
    wrong([](auto& m) { m["calibration"] = {{"scale", 1}, {"offset", 1e9}}; }, "calibration");
    wrong([](auto& m) { m = nlohmann::json::array(); }, "object");
}

TEST_CASE("a manifest that is no manifest is refused, and none at all is the shipped net") {
    const TempFolder folder;
    REQUIRE(ModelCatalogue::builtIn(folder.path()));
    for (const std::string& text : {std::string(), std::string("{"), std::string(100'000, ' '),
                                    std::string(10'000, '['), std::string("\xff\xfe{}")}) {
        folder.write("passive_attack.json", text);
        const auto catalogue = ModelCatalogue::builtIn(folder.path());
        REQUIRE_FALSE(catalogue);
        CHECK(catalogue.error().code == ErrorCode::ModelManifestBad);
    }
    const TempFolder link;
    fs::create_symlink("nowhere.json", link.path() / "passive_attack.json");
    CHECK_FALSE(ModelCatalogue::builtIn(link.path()));
    const TempFolder directory;
    fs::create_directory(directory.path() / "passive_attack.json");
    CHECK_FALSE(ModelCatalogue::builtIn(directory.path()));
}
