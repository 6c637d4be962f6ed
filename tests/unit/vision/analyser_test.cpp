// The stream: what happens from frame to frame. Stages are replaced by scripted ones where the order of
// events matters.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "support/shared_data.h"
#include "test_models.h"
#include "vision/frame_analyser.h"
#include "vision/head_model.h"

using namespace countersign;

namespace {

class ScriptedDetector final : public FaceDetector {
  public:
    [[nodiscard]] Result<std::vector<FaceBox>> detect(const cv::Mat&, DetectorPadding, float) override {
        ++calls;
        return faces;
    }
    std::vector<FaceBox> faces;
    int calls = 0;
};

// Puts the mean head into the box.
class ScriptedLandmarks final : public CoarseLandmarks, public FineLandmarks {
  public:
    [[nodiscard]] Result<Landmarks> locate(const cv::Mat&, const cv::Rect2f& box) override {
        Landmarks points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            points[i] = {box.x + box.width * (0.5F + 0.5F * kHeadModel[i].x),
                         box.y + box.height * (0.5F - 0.5F * kHeadModel[i].y)};
        }
        return points;
    }
};

class ScriptedEyes final : public EyeStateNet {
  public:
    [[nodiscard]] Result<float> closedMinusOpen(const cv::Mat&) override { return -7.0F; }
};

class ScriptedPassive final : public PassiveNet {
  public:
    [[nodiscard]] Result<float> live(const cv::Mat&, const cv::Rect2f&) override { return 0.8F; }
};

struct Stage {
    VisionModels models;
    ScriptedDetector* detector = nullptr;
    Stage() {
        auto scripted = std::make_unique<ScriptedDetector>();
        detector = scripted.get();
        models.detector = std::move(scripted);
        models.coarse = std::make_unique<ScriptedLandmarks>();
        models.fine = std::make_unique<ScriptedLandmarks>();
        models.eyes = std::make_unique<ScriptedEyes>();
        models.passive = std::make_unique<ScriptedPassive>();
    }
};

// A picture with texture, so that one look can be told from another.
cv::Mat textured(int seed) {
    cv::Mat picture(480, 640, CV_8UC3);
    cv::RNG rng(static_cast<std::uint64_t>(seed));
    rng.fill(picture, cv::RNG::UNIFORM, 0, 256);
    cv::GaussianBlur(picture, picture, cv::Size(), 8);
    cv::normalize(picture, picture, 0, 255, cv::NORM_MINMAX);
    return picture;
}

Frame frameAt(int index, const cv::Mat& picture) {
    Frame frame;
    frame.bgr = picture;
    frame.sequence = static_cast<std::uint64_t>(index) + 1;
    frame.capturedAt = FrameTime(index * 33333);
    return frame;
}

}  // namespace

TEST_CASE("the detector rests while the face is followed, but looks around three times a second") {
    Stage stage;
    stage.detector->faces = {{{220, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    const auto picture = textured(1);
    int passives = 0;
    for (int i = 0; i < 60; ++i) {
        const auto reading = analyser.analyse(frameAt(i, picture)).value();
        REQUIRE(reading.face);
        CHECK(reading.faces.size() == 1);
        CHECK(reading.face->fine);
        CHECK(reading.face->rightEye.closedMinusOpen == -7.0F);
        CHECK(reading.sequence == static_cast<std::uint64_t>(i) + 1);
        CHECK_FALSE((reading.detectorRan && reading.face->passiveLive));  // never both on one frame
        if (reading.face->passiveLive) ++passives;
        // The box stays where it is: nothing moves.
        CHECK(overlap(reading.face->box.rect, {220, 140, 200, 240}) > 0.95F);
    }
    CHECK(stage.detector->calls >= 6);  // two seconds
    CHECK(stage.detector->calls <= 10);
    CHECK(passives >= 4);
}

TEST_CASE("at five frames a second every other frame is searched") {
    Stage stage;
    stage.detector->faces = {{{220, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    for (int i = 0; i < 10; ++i) REQUIRE(analyser.analyse(frameAt(6 * i, textured(1))).value().face);
    CHECK(stage.detector->calls >= 5);
}

TEST_CASE("a search spread over frames ends with the face of the frame it began on") {
    // Three steps a search; the face moves on meanwhile.
    class SlowDetector final : public FaceDetector {
      public:
        [[nodiscard]] Result<std::vector<FaceBox>> detect(const cv::Mat&, DetectorPadding, float) override {
            ++whole;
            return faces;
        }
        [[nodiscard]] Status begin(const cv::Mat&, DetectorPadding, float) override {
            m_steps = 0;
            ++begun;
            return {};
        }
        [[nodiscard]] Result<std::optional<std::vector<FaceBox>>> step() override {
            if (++m_steps < 3) return std::optional<std::vector<FaceBox>>();
            return std::optional(faces);
        }
        std::vector<FaceBox> faces;
        int begun = 0;
        int whole = 0;

      private:
        int m_steps = 0;
    };
    Stage stage;
    auto slow = std::make_unique<SlowDetector>();
    auto* detector = slow.get();
    stage.models.detector = std::move(slow);
    detector->faces = {{{220, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    const auto picture = textured(1);
    std::vector<int> ended;
    for (int i = 0; i < 40; ++i) {
        const auto reading = analyser.analyse(frameAt(i, picture)).value();
        REQUIRE(reading.face);
        if (reading.detectorRan) ended.push_back(i);
    }
    CHECK(detector->whole == 1);  // the first frame, at once
    CHECK(detector->begun == 3);
    REQUIRE(ended.size() == 4);
    CHECK(ended[1] - ended[0] >= 10);
    // The face vanishes from the detector's view: this frame is searched whole before it is given up.
    detector->faces.clear();
    int lostAt = 0;
    for (int i = 40; i < 60 && lostAt == 0; ++i) {
        if (!analyser.analyse(frameAt(i, picture)).value().face) lostAt = i;
    }
    CHECK(lostAt > 0);
    CHECK(lostAt <= 53);
    CHECK(detector->whole >= 2);
}

TEST_CASE("a picture that changes at once is searched at once") {
    Stage stage;
    stage.detector->faces = {{{220, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    REQUIRE(analyser.analyse(frameAt(0, textured(1))).value().face);
    REQUIRE_FALSE(analyser.analyse(frameAt(1, textured(1))).value().detectorRan);
    stage.detector->faces.clear();
    const auto reading = analyser.analyse(frameAt(2, textured(2))).value();
    CHECK(reading.detectorRan);
    CHECK_FALSE(reading.face);
    CHECK(reading.faces.empty());
}

TEST_CASE("a second face is seen within a third of a second and the first one stays the one that is read") {
    Stage stage;
    stage.detector->faces = {{{100, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    const auto picture = textured(1);
    REQUIRE(analyser.analyse(frameAt(0, picture)).value().face);
    stage.detector->faces.push_back({{300, 140, 210, 240}, 0.99F});  // larger and more central
    int seenAt = 0;
    for (int i = 1; i < 30 && seenAt == 0; ++i) {
        const auto reading = analyser.analyse(frameAt(i, picture)).value();
        if (reading.faces.size() == 2) seenAt = i;
        REQUIRE(reading.face);
        CHECK(reading.face->box.rect.x < 150);
    }
    CHECK(seenAt > 0);
    CHECK(seenAt <= 11);
}

TEST_CASE("doubtful faces are not taken up") {
    Stage stage;
    stage.detector->faces = {{{220, 140, 200, 240}, 0.6F}};
    FrameAnalyser analyser(stage.models, {});
    CHECK_FALSE(analyser.analyse(frameAt(0, textured(1))).value().face);
    stage.detector->faces = {{{220, 140, 200, 240}, 0.95F}, {{20, 20, 150, 150}, 0.8F}};
    const auto reading = analyser.analyse(frameAt(20, textured(1))).value();
    REQUIRE(reading.face);
    CHECK(reading.faces.size() == 1);
}

TEST_CASE("frames that are no pictures are errors and the next good one works") {
    Stage stage;
    stage.detector->faces = {{{220, 140, 200, 240}, 0.99F}};
    FrameAnalyser analyser(stage.models, {});
    CHECK(analyser.analyse(frameAt(0, {})).error().code == ErrorCode::PictureUnusable);
    CHECK(analyser.analyse(frameAt(1, cv::Mat(4, 4, CV_8UC1))).error().code == ErrorCode::PictureUnusable);
    CHECK(analyser.analyse(frameAt(2, textured(1))).value().face);
    // A new source begins at another time.
    analyser.reset();
    const auto reading = analyser.analyse(frameAt(0, textured(1))).value();
    CHECK(reading.detectorRan);
    CHECK(reading.face);
}

TEST_CASE("a stream without a face costs no error and finds none") {
    auto* models = test::testModels();
    if (models == nullptr) return;
    FrameAnalyser analyser(*models, {});
    for (int i = 0; i < 12; ++i) {
        const auto reading = analyser.analyse(frameAt(i, textured(i)));
        REQUIRE(reading);
        CHECK_FALSE(reading->face);
    }
}

TEST_CASE("a real face moving across the picture is followed") {
    const auto data = test::sharedData();
    auto* models = test::testModels();
    if (!data || models == nullptr) {
        WARN("passed over: no portraits");
        return;
    }
    cv::Mat portrait = cv::imread((*data / "match/frontal/frontal_00_1.jpg").string());
    REQUIRE_FALSE(portrait.empty());
    cv::resize(portrait, portrait, cv::Size(320, 320 * portrait.rows / portrait.cols), 0, 0, cv::INTER_AREA);
    FrameAnalyser analyser(*models, {});
    float firstX = 0;
    float lastX = 0;
    int detected = 0;
    for (int i = 0; i < 40; ++i) {
        cv::Mat scene(480, 640, CV_8UC3, cv::Scalar::all(120));
        const cv::Rect place(20 + 6 * i, 60, portrait.cols, portrait.rows);
        const cv::Rect seen = place & cv::Rect(0, 0, 640, 480);
        portrait(cv::Rect(0, 0, seen.width, seen.height)).copyTo(scene(seen));
        const auto reading = analyser.analyse(frameAt(i, scene)).value();
        INFO("frame " << i);
        REQUIRE(reading.face);
        REQUIRE(reading.face->fine);
        const float x = (*reading.face->fine)[30].x;
        if (i == 0) firstX = x;
        lastX = x;
        detected += reading.detectorRan ? 1 : 0;
        CHECK(reading.face->leftEye.closedMinusOpen < 0);
        CHECK(std::abs(reading.face->pose.yaw) < 15);
    }
    CHECK(lastX - firstX == Approx(39 * 6).margin(8));
    CHECK(detected < 25);
}
