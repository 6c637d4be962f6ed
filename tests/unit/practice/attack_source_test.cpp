#include "practice/attack_source.h"

#include <opencv2/imgproc.hpp>
#include <set>

#include "made_person.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

AttackSettings settingsOf(AttackKind kind, std::uint64_t seed = 1) {
    AttackSettings settings;
    settings.kind = kind;
    settings.seed = seed;
    return settings;
}

double difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
}

// The pictures of so many frames, with a turn asked at frame 10 and taken away at frame 60.
std::vector<cv::Mat> film(const AttackSettings& settings, int frames) {
    AttackSource source({smallPerson(), smallPerson(), {}}, settings);
    REQUIRE(source.open());
    std::vector<cv::Mat> pictures;
    for (int i = 0; i < frames; ++i) {
        const auto frame = source.next({});
        REQUIRE(frame);
        REQUIRE(*frame);
        CHECK((*frame)->sequence == static_cast<std::uint64_t>(i) + 1);
        if (i == 10) source.promptShown(Action::TurnLeft, (*frame)->capturedAt);
        if (i == 60) source.promptShown(std::nullopt, (*frame)->capturedAt);
        pictures.push_back((*frame)->bgr);
    }
    return pictures;
}

}  // namespace

TEST_CASE("every attack has a name of its own and gives the same film for the same seed") {
    std::set<std::string_view> names;
    for (const auto kind : allAttacks()) {
        INFO(attackName(kind));
        CHECK(names.insert(attackName(kind)).second);
        CHECK(attackFromName(attackName(kind)) == kind);
        const auto one = film(settingsOf(kind), 40), two = film(settingsOf(kind), 40);
        for (std::size_t i = 0; i < one.size(); i += 13) {
            CHECK(one[i].size() == cv::Size(640, 480));
            CHECK(one[i].type() == CV_8UC3);
            CHECK(cv::norm(one[i], two[i], cv::NORM_INF) == 0);
        }
        // Another seed gives another film.
        CHECK(difference(one.back(), film(settingsOf(kind, 2), 40).back()) > 0.1);
    }
    CHECK_FALSE(attackFromName("no such attack"));
}

TEST_CASE("a source that was not opened says so") {
    AttackSource source({smallPerson(), {}, {}}, settingsOf(AttackKind::FlatPrint));
    CHECK(source.next({}).error().code == ErrorCode::PracticeNotOpen);
    source.promptShown(Action::Blink, FrameTime(0));  // nobody is there to hear it
    REQUIRE(source.open());
    CHECK(source.next({}));
    source.close();
    CHECK(source.next({}).error().code == ErrorCode::PracticeNotOpen);
}

TEST_CASE("frozen and looped pictures are equal to the bit, with noise they are not") {
    auto settings = settingsOf(AttackKind::FrozenFrames);
    const auto frozen = film(settings, 130);
    CHECK(difference(frozen[5], frozen[6]) > 0.1);
    CHECK(cv::norm(frozen[110], frozen[129], cv::NORM_INF) == 0);
    settings.repeats = Repeats::WithNoise;
    const auto noisy = film(settings, 130);
    const double between = difference(noisy[110], noisy[129]);
    CHECK(between > 0.1);
    CHECK(between < 3);

    const auto looped = film(settingsOf(AttackKind::LoopedFilm), 200);
    const auto again = std::find_if(looped.begin() + 1, looped.end(), [&](const cv::Mat& picture) {
        return cv::norm(picture, looped.front(), cv::NORM_INF) == 0;
    });
    REQUIRE(again != looped.end());
    CHECK(again - looped.begin() >= 90);
    CHECK(cv::norm(*(again + 1), looped[1], cv::NORM_INF) == 0);
}

TEST_CASE("a slow film shows each picture twice and a fast one none twice") {
    const auto slow = film(settingsOf(AttackKind::SlowFilm), 20);
    for (std::size_t i = 0; i + 2 < slow.size(); i += 2) {
        CHECK(cv::norm(slow[i], slow[i + 1], cv::NORM_INF) == 0);
        CHECK(cv::norm(slow[i + 1], slow[i + 2], cv::NORM_INF) > 0);
    }
    const auto fast = film(settingsOf(AttackKind::FastFilm), 20);
    for (std::size_t i = 0; i + 1 < fast.size(); ++i) CHECK(cv::norm(fast[i], fast[i + 1], cv::NORM_INF) > 0);
}

TEST_CASE("paper turns to the side asked, and painted lids stay for two frames") {
    for (const auto kind : {AttackKind::FlatPrint, AttackKind::BentPrint, AttackKind::FoldedPrint,
                            AttackKind::EyeHoles, AttackKind::BentEyeHoles}) {
        INFO(attackName(kind));
        AttackSource source({smallPerson(), {}, {}}, settingsOf(kind));
        REQUIRE(source.open());
        source.promptShown(Action::TurnRight, FrameTime(0));
        float most = 0;
        for (int i = 0; i < 75; ++i) {
            REQUIRE(source.next({}));
            most = std::min(most, source.lastPose().yaw);
        }
        CHECK(most < -18);
    }
    // A painted still differs from its open self only while it is shut: two pictures to each blink asked.
    auto settings = settingsOf(AttackKind::PaintedEyes);
    settings.scene.noise = 0;
    const auto blinks = [&](bool asked) {
        AttackSource source({smallPerson(), {}, {}}, settings);
        REQUIRE(source.open());
        std::vector<cv::Mat> pictures;
        for (int i = 0; i < 45; ++i) {
            const auto frame = source.next({});
            if (i == 2 && asked) source.promptShown(Action::Blink, (*frame)->capturedAt);
            pictures.push_back((*frame)->bgr);
        }
        return pictures;
    };
    const auto open = blinks(false), shut = blinks(true);
    int painted = 0;
    for (std::size_t i = 0; i < open.size(); ++i)
        painted += cv::norm(open[i], shut[i], cv::NORM_INF) > 8 ? 1 : 0;
    CHECK(painted == 2);
}

TEST_CASE("a print of any picture is brought to the size of a head") {
    cv::Mat still(900, 700, CV_8UC3, cv::Scalar(90, 120, 150));
    const auto print = pictureOfStill(still, {250, 400}, {450, 400}, Finish::AsIs);
    const auto apart = static_cast<float>(cv::norm(print.leftEye - print.rightEye));
    CHECK(apart / print.pixelsPerDecimetre > 0.62F);
    CHECK(apart / print.pixelsPerDecimetre < 0.64F);
    auto holed = print;
    cutEyeHoles(holed);
    CHECK(holed.bgra.at<cv::Vec4b>(cv::Point(print.leftEye))[3] == 0);
    CHECK(holed.bgra.at<cv::Vec4b>(cv::Point(print.axis))[3] == 255);
}
