#include <thread>

#include "made_person.h"
#include "practice/practice_source.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

PracticeSettings filmSettings(Behaviour behaviour = Behaviour::Obeys, std::uint64_t seed = 1) {
    PracticeSettings settings;
    settings.habits.behaviour = behaviour;
    settings.habits.seed = seed;
    settings.pacing = Pacing::FilmTime;
    return settings;
}

FramePtr must(Result<FramePtr> frame) {
    REQUIRE(frame);
    REQUIRE(*frame);
    return *frame;
}

double difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
}

}  // namespace

TEST_CASE("a practice source hands out fresh, stamped frames of the size asked for") {
    PracticeSource source(smallPerson(), filmSettings());
    CHECK(source.next({}).error().code == ErrorCode::PracticeNotOpen);
    REQUIRE(source.open());
    FramePtr last;
    for (int i = 0; i < 5; ++i) {
        const FramePtr frame = must(source.next({}));
        CHECK(frame->bgr.size() == cv::Size(640, 480));
        CHECK(frame->bgr.type() == CV_8UC3);
        CHECK(frame->bgr.isContinuous());
        if (last) {
            CHECK(frame->sequence == last->sequence + 1);
            CHECK((frame->capturedAt - last->capturedAt == 33333us ||
                   frame->capturedAt - last->capturedAt == 33334us));
            CHECK(frame->bgr.data != last->bgr.data);
            CHECK(difference(frame->bgr, last->bgr) > 0.1);  // no camera repeats a frame to the bit
        }
        last = frame;
    }
    source.close();
    CHECK(source.next({}).error().code == ErrorCode::PracticeNotOpen);
    REQUIRE(source.open());
    CHECK(must(source.next({}))->capturedAt > last->capturedAt);
    CHECK(source.info().kind == SourceKind::Practice);
}

TEST_CASE("the same person, seed and prompts give the same film to the bit") {
    const PersonPtr person = smallPerson();
    const auto film = [&person](std::uint64_t seed) {
        PracticeSource source(person, filmSettings(Behaviour::Obeys, seed));
        REQUIRE(source.open());
        source.promptShown(Action::TurnLeft, 0us);
        cv::Mat last;
        for (int i = 0; i < 40; ++i) last = must(source.next({}))->bgr;
        return last;
    };
    const cv::Mat once = film(3);
    CHECK(cv::norm(once, film(3), cv::NORM_INF) == 0);
    CHECK(difference(once, film(4)) > 0.5);
}

TEST_CASE("a prompt shown from another thread is obeyed") {
    PracticeSource source(smallPerson(), filmSettings());
    REQUIRE(source.open());
    const FrameTime at = must(source.next({}))->capturedAt;
    std::jthread([&source, at] { source.promptShown(Action::TurnLeft, at); }).join();
    float most = 0;
    for (int i = 0; i < 60; ++i) {
        REQUIRE(source.next({}));
        most = std::max(most, source.lastPose().yaw);
    }
    CHECK(most > 16);
}

TEST_CASE("in real time a waiting source ends at once when it is stopped") {
    PracticeSettings settings = filmSettings();
    settings.pacing = Pacing::RealTime;
    settings.framesPerSecond = 1;
    PracticeSource source(smallPerson(), settings);
    REQUIRE(source.open());
    std::stop_source stop;
    stop.request_stop();
    const auto frame = source.next(stop.get_token());
    REQUIRE(frame);
    CHECK_FALSE(*frame);
}

TEST_CASE("in real time the next frame is not early and never repeats") {
    PracticeSettings settings = filmSettings();
    settings.pacing = Pacing::RealTime;
    PracticeSource source(smallPerson(), settings);
    REQUIRE(source.open());
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t last = 0;
    FrameTime at{0};
    for (int i = 0; i < 4; ++i) {
        const FramePtr frame = must(source.next({}));
        CHECK(frame->sequence > last);
        last = frame->sequence;
        at = frame->capturedAt;
    }
    CHECK(std::chrono::steady_clock::now() - start >= at - 5ms);
}

TEST_CASE("each behaviour that changes the picture changes it") {
    const PersonPtr person = smallPerson();
    const auto frameAfterFirstAction = [&person](Behaviour behaviour) {
        PracticeSettings settings = filmSettings(behaviour);
        settings.other = loadPerson(writeTemporary("other.person", smallPersonFile())).value();
        PracticeSource source(person, settings);
        REQUIRE(source.open());
        source.promptShown(Action::Blink, 0us);
        source.promptShown(std::nullopt, 33333us);
        cv::Mat frame;
        for (int i = 0; i < 28; ++i) frame = must(source.next({}))->bgr;
        return frame;
    };
    const cv::Mat plain = frameAfterFirstAction(Behaviour::Obeys);
    CHECK(difference(plain, frameAfterFirstAction(Behaviour::AnotherPersonMidway)) >
          5);  // two in the picture
    CHECK(difference(plain, frameAfterFirstAction(Behaviour::FlatPrint)) > 5);
}

TEST_CASE("without another person nobody can take over, and nothing breaks") {
    PracticeSource source(smallPerson(), filmSettings(Behaviour::AnotherPersonCut));
    REQUIRE(source.open());
    source.promptShown(Action::Blink, 0us);
    source.promptShown(std::nullopt, 33333us);
    for (int i = 0; i < 30; ++i) CHECK(must(source.next({}))->bgr.size() == cv::Size(640, 480));
}
