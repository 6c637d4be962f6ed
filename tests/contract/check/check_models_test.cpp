// Models that are missing or altered: status 4, the file named, and how to repair.
#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "check_tool.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;
using test::Folder;
using test::runCheck;

namespace {

constexpr const char* kModels[] = {
    "fr_detect.onnx", "fr_landmark.onnx", "shape_predictor_68_face_landmarks.dat",
    "fr_eye.onnx",    "fr_liveness.onnx", "fr_feature.onnx"};

}  // namespace

TEST_CASE("a missing or altered model is named with status 4") {
    const auto models = test::modelsDir();
    if (!models) {
        WARN("passed over: the models are missing, run packaging/models");
        return;
    }
    const Folder folder;
    const auto picture = folder.file("a.png");
    REQUIRE(cv::imwrite(picture, cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(99))));
    for (const std::string broken : {"fr_eye.onnx", "shape_predictor_68_face_landmarks.dat"}) {
        const Folder copy;
        for (const std::string name : kModels) {
            if (name != broken) {
                std::filesystem::create_symlink(std::filesystem::absolute(*models / name), copy.file(name));
            }
        }
        const auto missing = runCheck({"--models", copy.path().string(), "compare", picture, picture});
        INFO(missing.errors);
        CHECK(missing.status == 4);
        CHECK(missing.output.empty());
        CHECK(missing.errors.find(broken) != std::string::npos);
        CHECK(missing.errors.find("packaging/models") != std::string::npos);
        CHECK(missing.errors.find("E302") != std::string::npos);

        auto bytes = test::readAll(*models / broken);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        copy.write(broken, bytes);
        const auto altered = runCheck({"--models", copy.path().string(), "compare", picture, picture});
        INFO(altered.errors);
        CHECK(altered.status == 4);
        CHECK(altered.errors.find(broken) != std::string::npos);
        CHECK(altered.errors.find("E303") != std::string::npos);
    }
    const auto nowhere = runCheck({"--models", folder.file("none"), "compare", picture, picture});
    CHECK(nowhere.status == 4);
}
