// Each stage with what it must refuse, and against the figures of the design where labelled pictures are
// there.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "support/shared_data.h"
#include "test_models.h"

using namespace countersign;

TEST_CASE("stages refuse pictures of the wrong kind") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    const cv::Mat grey(100, 100, CV_8UC1, cv::Scalar(0));
    const cv::Mat bgr(100, 100, CV_8UC3, cv::Scalar(0));
    const cv::Rect2f box(10, 10, 50, 60);
    const auto code = ErrorCode::PictureUnusable;
    CHECK(models->detector->detect(grey, DetectorPadding::FourToThree, 0.5F).error().code == code);
    CHECK(models->detector->detect({}, DetectorPadding::FourToThree, 0.5F).error().code == code);
    CHECK(models->coarse->locate(bgr, box).error().code == code);
    CHECK(models->fine->locate(bgr, box).error().code == code);
    CHECK(models->fine->locate({}, box).error().code == code);
    CHECK(models->eyes->closedMinusOpen(grey).error().code == code);
    CHECK(models->eyes->closedMinusOpen({}).error().code == code);
    CHECK(models->passive->live(grey, box).error().code == code);
    CHECK(models->passive->live(bgr, {500, 500, 50, 50}).error().code == code);
    CHECK(models->embedder->embed(grey, Landmarks{}).error().code == code);
}

TEST_CASE("boxes far outside the picture do no harm") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    const cv::Mat grey(100, 100, CV_8UC1, cv::Scalar(90));
    const cv::Mat bgr(100, 100, CV_8UC3, cv::Scalar::all(90));
    for (const auto& box : {cv::Rect2f(-5000, -5000, 50, 60), cv::Rect2f(1e6F, 10, 1e5F, 1e5F),
                            cv::Rect2f(0, 0, 0, 0), cv::Rect2f(-200, -200, 500, 500)}) {
        CHECK(models->coarse->locate(grey, box));
        CHECK(models->fine->locate(grey, box));
    }
    CHECK(models->passive->live(bgr, {-200, -200, 500, 500}));
    CHECK(models->passive->live(bgr, {99, 99, 1, 1}).has_value() == false);
}

TEST_CASE("pictures without a face have none") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    cv::Mat noise(480, 640, CV_8UC3);
    cv::RNG rng(11);
    rng.fill(noise, cv::RNG::UNIFORM, 0, 256);
    cv::Mat stripes(480, 640, CV_8UC3, cv::Scalar::all(30));
    for (int x = 0; x < 640; x += 40) stripes.colRange(x, x + 20).setTo(cv::Scalar(200, 180, 160));
    for (const auto& picture : {noise, stripes, cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(0)),
                                cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(255)), cv::Mat(1, 1, CV_8UC3),
                                cv::Mat(2000, 3, CV_8UC3, cv::Scalar::all(9))}) {
        for (const auto padding :
             {DetectorPadding::FourToThree, DetectorPadding::Plain, DetectorPadding::Wide}) {
            const auto faces = models->detector->detect(picture, padding, 0.7F);
            REQUIRE(faces);
            CHECK(faces->empty());
        }
    }
}

TEST_CASE("the eye net is right on labelled 24x24 patches") {
    const auto data = test::sharedData();
    auto* models = test::testModels();
    if (!data || models == nullptr) {
        WARN("passed over: no labelled eyes");
        return;
    }
    int right = 0;
    int all = 0;
    for (const auto& file : std::filesystem::directory_iterator(*data / "eyes")) {
        const cv::Mat patch = cv::imread(file.path().string(), cv::IMREAD_GRAYSCALE);
        if (patch.size() != cv::Size(24, 24)) continue;
        const bool closed = file.path().filename().string().find("_closed") != std::string::npos;
        const auto logit = models->eyes->closedMinusOpen(patch);
        REQUIRE(logit);
        right += (*logit > 0) == closed ? 1 : 0;
        ++all;
    }
    REQUIRE(all > 500);
    // Measured 98.1%; with the wrong scale or the wrong index it falls to 90% and below.
    CHECK(right >= 0.97 * all);
}

TEST_CASE("a portrait's landmarks, pose and embedding hang together") {
    const auto data = test::sharedData();
    auto* models = test::testModels();
    if (!data || models == nullptr) {
        WARN("passed over: no portraits");
        return;
    }
    const cv::Mat first = cv::imread((*data / "match/frontal/frontal_00_1.jpg").string());
    REQUIRE_FALSE(first.empty());
    const auto faces = models->detector->detect(first, DetectorPadding::FourToThree, 0.7F);
    REQUIRE(faces);
    REQUIRE(faces->size() >= 1);
    cv::Mat grey;
    cv::cvtColor(first, grey, cv::COLOR_BGR2GRAY);
    const auto coarse = models->coarse->locate(grey, faces->front().rect);
    const auto fine = models->fine->locate(grey, faces->front().rect);
    REQUIRE(coarse);
    REQUIRE(fine);
    const float unit = eyeDistance(*fine);
    CHECK(cv::norm(rightEyeCentre(*coarse) - rightEyeCentre(*fine)) < 0.1 * unit);
    CHECK(cv::norm(leftEyeCentre(*coarse) - leftEyeCentre(*fine)) < 0.1 * unit);
    CHECK(rightEyeCentre(*fine).x < leftEyeCentre(*fine).x);  // the person's right is the picture's left
    const auto embedding = models->embedder->embed(first, *coarse);
    REQUIRE(embedding);
    CHECK(embedding->size() == 512);
    CHECK(cv::norm(*embedding) == Approx(1).margin(1e-4));
    // The same face twice as large is the same face.
    cv::Mat large;
    cv::resize(first, large, cv::Size(), 2, 2, cv::INTER_LINEAR);
    Landmarks moved;
    for (std::size_t i = 0; i < moved.size(); ++i) moved[i] = (*coarse)[i] * 2.0F;
    CHECK(cosine(*embedding, models->embedder->embed(large, moved).value()) > 0.95F);
}

TEST_CASE("embeddings are compared and averaged with care") {
    CHECK(cosine({1, 0}, {0, 1}) == 0);
    CHECK(cosine({1, 0}, {2, 0}) == Approx(1));
    CHECK(cosine({1, 0}, {-1, 0}) == Approx(-1));
    CHECK(cosine({}, {}) == 0);
    CHECK(cosine({1, 0}, {1, 0, 0}) == 0);
    CHECK(cosine({0, 0}, {1, 0}) == 0);
    const std::vector<Embedding> both{{1, 0}, {0, 1}};
    const auto mean = averageEmbedding(both);
    REQUIRE(mean.size() == 2);
    CHECK(mean[0] == Approx(std::sqrt(0.5)));
    CHECK(averageEmbedding({}).empty());
    const std::vector<Embedding> opposite{{1, 0}, {-1, 0}};
    CHECK(averageEmbedding(opposite).empty());
}
