// Still pictures of every kind: used where they can be, refused with a reason where they cannot.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "support/shared_data.h"
#include "test_models.h"
#include "vision/still_analyser.h"

using namespace countersign;

TEST_CASE("every usual kind of picture becomes 8-bit BGR") {
    const auto pixel = [](const cv::Mat& picture) { return toBgr8(picture).value().at<cv::Vec3b>(0, 0); };
    CHECK(pixel(cv::Mat(4, 4, CV_8UC1, cv::Scalar(77))) == cv::Vec3b(77, 77, 77));
    CHECK(pixel(cv::Mat(4, 4, CV_8UC3, cv::Scalar(1, 2, 3))) == cv::Vec3b(1, 2, 3));
    CHECK(pixel(cv::Mat(4, 4, CV_16UC1, cv::Scalar(65535))) == cv::Vec3b(255, 255, 255));
    CHECK(pixel(cv::Mat(4, 4, CV_16UC3, cv::Scalar(0, 257, 514))) == cv::Vec3b(0, 1, 2));
    CHECK(pixel(cv::Mat(4, 4, CV_32FC1, cv::Scalar(0.5))) == cv::Vec3b(128, 128, 128));
    CHECK(pixel(cv::Mat(4, 4, CV_8UC4, cv::Scalar(10, 20, 30, 255))) == cv::Vec3b(10, 20, 30));
    CHECK(pixel(cv::Mat(4, 4, CV_8UC4, cv::Scalar(10, 20, 30, 0))) == cv::Vec3b(255, 255, 255));
    CHECK(pixel(cv::Mat(4, 4, CV_16UC4, cv::Scalar(0, 0, 0, 32896))) == cv::Vec3b(127, 127, 127));
    for (const auto& bad :
         {cv::Mat(), cv::Mat(4, 4, CV_8UC2), cv::Mat(4, 4, CV_32SC1), cv::Mat(4, 4, CV_8SC3)}) {
        const auto refused = toBgr8(bad);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::PictureUnusable);
    }
}

TEST_CASE("pictures without a usable face are read and hold none") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    StillAnalyser analyser(*models);
    CHECK(analyser.analyse({}).error().code == ErrorCode::PictureUnusable);
    for (const auto& picture :
         {cv::Mat(1, 1, CV_8UC1, cv::Scalar(5)), cv::Mat(1, 30000, CV_8UC3, cv::Scalar::all(5)),
          cv::Mat(400, 300, CV_16UC1, cv::Scalar(30000)),
          cv::Mat(300, 300, CV_8UC4, cv::Scalar(0, 0, 0, 0))}) {
        const auto reading = analyser.analyse(picture);
        REQUIRE(reading);
        CHECK(reading->faces.empty());
        CHECK_FALSE(reading->face);
        CHECK(reading->embedding.empty());
        CHECK(reading->quality.empty());
    }
}

TEST_CASE("fifty megapixels are brought down before they are looked at") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    const auto reading = StillAnalyser(*models).analyse(cv::Mat(7000, 7200, CV_8UC1, cv::Scalar(100)));
    REQUIRE(reading);
    CHECK(std::max(reading->picture.cols, reading->picture.rows) == kStillMaxSide);
    CHECK(reading->scale == Approx(1600.0 / 7200));
    CHECK(reading->faces.empty());
}

TEST_CASE("one person's two portraits are alike, grey, deep and large ones too") {
    const auto data = test::sharedData();
    auto* models = test::testModels();
    if (!data || models == nullptr) {
        WARN("passed over: no portraits");
        return;
    }
    StillAnalyser analyser(*models);
    const auto folder = *data / "match/eastasian";
    const cv::Mat first = cv::imread((folder / "eastasian_00_1.jpg").string());
    const cv::Mat second = cv::imread((folder / "eastasian_00_2.jpg").string());
    REQUIRE_FALSE(first.empty());
    REQUIRE_FALSE(second.empty());
    const auto a = analyser.analyse(first);
    const auto b = analyser.analyse(second);
    REQUIRE(a);
    REQUIRE(b);
    REQUIRE(a->face);
    REQUIRE(b->face);
    CHECK(cosine(a->embedding, b->embedding) > 0.4F);
    CHECK(a->quality.size() == 21);

    cv::Mat grey, deep, alpha, large;
    cv::cvtColor(first, grey, cv::COLOR_BGR2GRAY);
    first.convertTo(deep, CV_16U, 257);
    cv::cvtColor(first, alpha, cv::COLOR_BGR2BGRA);
    cv::resize(first, large, cv::Size(), 6, 6, cv::INTER_LINEAR);
    CHECK(cosine(analyser.analyse(deep).value().embedding, a->embedding) > 0.99F);
    CHECK(cosine(analyser.analyse(alpha).value().embedding, a->embedding) > 0.99F);
    CHECK(cosine(analyser.analyse(large).value().embedding, a->embedding) > 0.9F);
    CHECK(cosine(analyser.analyse(grey).value().embedding, a->embedding) > 0.6F);
}
