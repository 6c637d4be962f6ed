#include <cmath>
#include <functional>

#include "practice/practice_buyer.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

constexpr FrameTime kFrame = 33333us;

struct Seen {
    float most = 0, least = 0;         // of the value watched
    std::optional<FrameTime> movedAt;  // first time beyond half of its largest magnitude
};

// Shows `action` at 1 s, takes it away at `goneAt`, and watches a value of the pose for six seconds.
Seen watch(BuyerHabits habits, Action action, const std::function<float(const BuyerPose&)>& value,
           FrameTime goneAt = 4s) {
    PracticeBuyer buyer(habits);
    std::vector<std::pair<FrameTime, float>> trace;
    for (FrameTime t{0}; t < 6s; t += kFrame) {
        if (t >= 1s && t - kFrame < 1s) buyer.promptShown(action, t);
        if (t >= goneAt && t - kFrame < goneAt) buyer.promptShown(std::nullopt, t);
        trace.emplace_back(t, value(buyer.state(t)));
    }
    Seen seen;
    for (const auto& [t, v] : trace) {
        seen.most = std::max(seen.most, v);
        seen.least = std::min(seen.least, v);
    }
    const float half = std::max(seen.most, -seen.least) / 2;
    for (const auto& [t, v] : trace)
        if (!seen.movedAt && std::abs(v) > half) seen.movedAt = t;
    return seen;
}

float yaw(const BuyerPose& pose) {
    return pose.yaw;
}
float bothShut(const BuyerPose& pose) {
    return std::min(pose.leftEyeClosed, pose.rightEyeClosed);
}
float oneShut(const BuyerPose& pose) {
    return std::max(pose.leftEyeClosed, pose.rightEyeClosed);
}

BuyerHabits habits(Behaviour behaviour, std::uint64_t seed) {
    BuyerHabits out;
    out.behaviour = behaviour;
    out.seed = seed;
    return out;
}

}  // namespace

TEST_CASE("an obedient buyer turns to the side asked, by about twenty degrees, after a human delay") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Seen left = watch(habits(Behaviour::Obeys, seed), Action::TurnLeft, yaw);
        CHECK(left.most > 16);
        CHECK(left.most < 26);
        CHECK(left.least > -4);
        REQUIRE(left.movedAt);
        CHECK(*left.movedAt >= 1300ms);  // asked at 1 s, at least 0.3 s to react
        CHECK(*left.movedAt <= 2300ms);  // at most 0.9 s, then half of a 0.4 s turn
        CHECK(watch(habits(Behaviour::Obeys, seed), Action::TurnRight, yaw).least < -16);
    }
}

TEST_CASE("an obedient buyer shuts both eyes for a blink and keeps them open otherwise") {
    PracticeBuyer buyer(habits(Behaviour::Obeys, 3));
    int shutFrames = 0, shutBefore = 0;
    for (FrameTime t{0}; t < 3s; t += kFrame) {
        if (t >= 1s && t - kFrame < 1s) buyer.promptShown(Action::Blink, t);
        if (t >= 2200ms && t - kFrame < 2200ms) buyer.promptShown(std::nullopt, t);
        const bool shut = bothShut(buyer.state(t)) > 0.7F;
        shutFrames += shut ? 1 : 0;
        shutBefore += shut && t < 1300ms ? 1 : 0;
    }
    CHECK(shutBefore == 0);
    CHECK(shutFrames >= 3);  // 200 ms at 30 frames a second
    CHECK(shutFrames <= 6);
}

TEST_CASE("the head comes back once the prompt has gone, and moves without jumps") {
    PracticeBuyer buyer(habits(Behaviour::Obeys, 8));
    float before = buyer.state(FrameTime(0)).yaw, widest = 0, end = 0;
    for (FrameTime t{0}; t < 5s; t += kFrame) {
        if (t >= 1s && t - kFrame < 1s) buyer.promptShown(Action::TurnRight, t);
        if (t >= 2500ms && t - kFrame < 2500ms) buyer.promptShown(std::nullopt, t);
        end = buyer.state(t).yaw;
        widest = std::max(widest, std::abs(end - before));
        before = end;
    }
    CHECK(widest < 4);
    CHECK(std::abs(end) < 4);
}

TEST_CASE("who still sees the prompt does it again") {
    PracticeBuyer buyer(habits(Behaviour::Obeys, 5));
    int blinks = 0;
    bool shut = false;
    for (FrameTime t{0}; t < 5s; t += kFrame) {
        if (t == FrameTime(0)) buyer.promptShown(Action::Blink, t);
        const bool now = bothShut(buyer.state(t)) > 0.7F;
        blinks += now && !shut ? 1 : 0;
        shut = now;
    }
    CHECK(blinks >= 3);
}

TEST_CASE("each disobedient buyer fails in its own way") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Seen still = watch(habits(Behaviour::Ignores, seed), Action::TurnLeft, yaw);
        CHECK(still.most < 5);
        CHECK(watch(habits(Behaviour::Ignores, seed), Action::Blink, oneShut).most == 0);
        CHECK(watch(habits(Behaviour::OtherSide, seed), Action::TurnLeft, yaw).least < -16);
        CHECK(watch(habits(Behaviour::OtherSide, seed), Action::TurnLeft, yaw).most < 5);
        CHECK(watch(habits(Behaviour::OneEye, seed), Action::Blink, bothShut).most == 0);
        CHECK(watch(habits(Behaviour::OneEye, seed), Action::Blink, oneShut).most > 0.9F);
        BuyerHabits late = habits(Behaviour::Late, seed);
        late.lateBy = 3s;
        const Seen slow = watch(late, Action::TurnLeft, yaw, 3s);
        REQUIRE(slow.movedAt);
        CHECK(*slow.movedAt >= 4s);
        CHECK(watch(habits(Behaviour::FlatPrint, seed), Action::Blink, oneShut).most == 0);
        CHECK(watch(habits(Behaviour::FlatPrint, seed), Action::TurnLeft, yaw).most > 20);
    }
}

TEST_CASE("the early buyer acts in the pause after the first prompt") {
    PracticeBuyer buyer(habits(Behaviour::Early, 2));
    bool acted = false;
    for (FrameTime t{0}; t < 5s; t += kFrame) {
        if (t >= 1s && t - kFrame < 1s) buyer.promptShown(Action::Blink, t);
        if (t >= 2200ms && t - kFrame < 2200ms) buyer.promptShown(std::nullopt, t);
        const BuyerPose pose = buyer.state(t);
        if (t > 2500ms && (std::abs(pose.yaw) > 8 || bothShut(pose) > 0.7F)) acted = true;
    }
    CHECK(acted);
}

TEST_CASE("another person takes over only after the first action") {
    for (const Behaviour behaviour : {Behaviour::AnotherPersonMidway, Behaviour::AnotherPersonCut}) {
        PracticeBuyer buyer(habits(behaviour, 4));
        buyer.promptShown(std::nullopt, 500ms);
        CHECK(buyer.handOver(2s) == 0);
        buyer.promptShown(Action::Blink, 2s);
        CHECK(buyer.handOver(4s) == 0);
        buyer.promptShown(std::nullopt, 4s);
        CHECK(buyer.handOver(4100ms) == 0);
        CHECK(buyer.handOver(6s) == 1);
        const float between = buyer.handOver(4900ms);
        if (behaviour == Behaviour::AnotherPersonMidway) CHECK((between > 0.2F && between < 0.8F));
        if (behaviour == Behaviour::AnotherPersonCut) CHECK(between == 1);
    }
    PracticeBuyer honest(habits(Behaviour::Obeys, 4));
    honest.promptShown(Action::Blink, 1s);
    honest.promptShown(std::nullopt, 2s);
    CHECK(honest.handOver(9s) == 0);
}

TEST_CASE("the same seed and prompts give the same movement, another seed another") {
    const auto run = [](std::uint64_t seed) {
        PracticeBuyer buyer(habits(Behaviour::Obeys, seed));
        std::vector<float> out;
        for (FrameTime t{0}; t < 4s; t += kFrame) {
            if (t >= 1s && t - kFrame < 1s) buyer.promptShown(Action::TurnLeft, t);
            const BuyerPose pose = buyer.state(t);
            out.insert(out.end(), {pose.yaw, pose.pitch, pose.shiftX});
        }
        return out;
    };
    CHECK(run(7) == run(7));
    CHECK(run(7) != run(8));
}

TEST_CASE("behaviours are known by name") {
    for (int i = 1; i <= static_cast<int>(Behaviour::FlatPrint); ++i) {
        const auto behaviour = static_cast<Behaviour>(i);
        CHECK(behaviourFromName(behaviourName(behaviour)) == behaviour);
    }
    CHECK_FALSE(behaviourFromName("nonsense"));
}
