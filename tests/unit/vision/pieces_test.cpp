// Networks cut into pieces: the same numbers as whole, and files that are no networks do no harm.
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "support/shared_data.h"
#include "test_models.h"
#include "vision/frame_analyser.h"
#include "vision/onnx_graph.h"
#include "vision/onnx_net.h"

using namespace countersign;

namespace {

cv::Mat noise(const std::vector<int>& shape) {
    cv::Mat blob(shape, CV_32F);
    cv::RNG rng(9);
    rng.fill(blob, cv::RNG::UNIFORM, -1, 1);
    return blob;
}

OnnxNetSpec detectorSpec(std::vector<double> cutAt) {
    return {.what = "face detection",
            .inputShape = {1, 3, 240, 320},
            .outputs = {"boxes", "scores"},
            .outputSizes = {4420 * 4, 4420 * 2},
            .cutAt = std::move(cutAt)};
}

}  // namespace

TEST_CASE("a network in pieces gives the numbers of the whole one") {
    const auto folder = test::modelsDir();
    if (!folder) {
        WARN("passed over: the models are missing, run packaging/models");
        return;
    }
    const auto bytes = ModelCatalogue::builtIn(*folder).value().read(ModelStage::FaceDetector).value();
    auto whole = OnnxNet::load(bytes, detectorSpec({})).value();
    auto pieces = OnnxNet::load(bytes, detectorSpec({0.08, 0.26})).value();
    CHECK(whole.pieces() == 1);
    REQUIRE(pieces.pieces() == 3);
    const auto blob = noise({1, 3, 240, 320});
    const auto expected = whole.run(blob).value();

    pieces.start(blob);
    CHECK_FALSE(pieces.advance().value().has_value());
    CHECK_FALSE(pieces.advance().value().has_value());
    const auto stepped = pieces.advance().value();
    REQUIRE(stepped.has_value());
    for (std::size_t i = 0; i < 2; ++i) CHECK(cv::norm(expected[i], (*stepped)[i], cv::NORM_INF) < 1e-4);
    CHECK(pieces.advance().error().code == ErrorCode::InferenceFailed);  // nothing is going on
    const auto run = pieces.run(blob).value();
    for (std::size_t i = 0; i < 2; ++i) CHECK(cv::norm(expected[i], run[i], cv::NORM_INF) < 1e-4);
    // Cuts that do not exist leave the network whole.
    CHECK(OnnxNet::load(bytes, detectorSpec({0.26, 0.26})).value().pieces() == 1);
}

TEST_CASE("files that are no networks cannot be cut and do no harm") {
    CHECK_FALSE(OnnxGraph::parse({}));
    CHECK_FALSE(OnnxGraph::parse(toBytes("this is no network at all")));
    CHECK_FALSE(OnnxGraph::parse(Bytes(5000, 0xFF)));
    const auto folder = test::modelsDir();
    if (!folder) return;
    const auto bytes = ModelCatalogue::builtIn(*folder).value().read(ModelStage::EyeState).value();
    const auto graph = OnnxGraph::parse(bytes);
    REQUIRE(graph);
    CHECK(graph->cuts().size() > 3);
    for (std::size_t length = 0; length < bytes.size(); length += bytes.size() / 97) {
        const auto cut = OnnxGraph::parse(ByteView(bytes).first(length));
        CHECK_FALSE((cut && cut->nodeCount() == graph->nodeCount() && length < bytes.size() / 2));
    }
    cv::RNG rng(21);
    for (int i = 0; i < 200; ++i) {  // bytes changed at random: any answer will do, a crash will not
        auto broken = bytes;
        for (int j = 0; j < 8; ++j) {
            broken[static_cast<std::size_t>(rng.uniform(0, static_cast<int>(bytes.size())))] =
                static_cast<std::uint8_t>(rng.uniform(0, 256));
        }
        const auto parsed = OnnxGraph::parse(broken);
        if (parsed) (void)parsed->piece(std::nullopt, {1, 1, 24, 24}, parsed->cutNear(0.5));
    }
}

TEST_CASE("a still picture read in the middle of a stream does not disturb it") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    FrameAnalyser analyser(*models, {});
    const cv::Mat scene(480, 640, CV_8UC3, cv::Scalar(80, 100, 120));
    REQUIRE(models->detector->begin(scene, DetectorPadding::FourToThree, 0.7F));
    CHECK_FALSE(models->detector->step().value().has_value());
    CHECK(models->detector->detect(scene, DetectorPadding::Wide, 0.7F));
    CHECK_FALSE(models->detector->step());  // the run that was going on is gone, and says so
    Frame frame;
    frame.bgr = scene;
    for (int i = 0; i < 20; ++i) {
        frame.sequence = static_cast<std::uint64_t>(i) + 1;
        frame.capturedAt = FrameTime(i * 33333);
        REQUIRE(analyser.analyse(frame));
        if (i % 3 == 0) REQUIRE(models->detector->detect(scene, DetectorPadding::Plain, 0.7F));
    }
}
