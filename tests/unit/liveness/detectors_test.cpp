#include <set>

#include "enrolment/policy.h"
#include "liveness/event_finder.h"
#include "liveness/flatness.h"
#include "liveness/person_watch.h"
#include "liveness/picture_check.h"
#include "support/catch.h"
#include "support/synthetic_person.h"

using namespace countersign;
using countersign::test::SyntheticPerson;

namespace {

const LivenessThresholds& limits() {
    return shippedPolicy().liveness;
}

// Feeds frames and lets the test move the person by frame number.
template <class Move>
PersonEvents watch(SyntheticPerson& person, int frames, Move move,
                   TurnLimits turns = TurnLimits::AsInSession) {
    EventFinder finder(limits(), turns);
    for (int i = 0; i < frames; ++i) {
        move(i);
        finder.push(person.next());
    }
    return finder.finish();
}

void closeBoth(SyntheticPerson& person, double closed) {
    person.now.rightClosed = closed;
    person.now.leftClosed = closed;
}

// A turn from frame `first`: 12 frames out, `held` frames there, 12 frames back.
double turnAt(int frame, int first, double degrees, int held = 15) {
    const int out = frame - first;
    if (out < 0 || out > 24 + held) return 0;
    if (out < 12) return degrees * out / 12;
    if (out <= 12 + held) return degrees;
    return degrees * (24 + held - out) / 12;
}

}  // namespace

TEST_CASE("a blink of both eyes is found where it is") {
    SyntheticPerson person;
    const auto events = watch(person, 120, [&](int i) { closeBoth(person, i >= 60 && i < 65 ? 1 : 0); });
    REQUIRE(events.blinks.size() == 1);
    const auto& blink = events.blinks[0];
    CHECK(blink.eyes == Eyes::Both);
    CHECK(blink.closedSequence >= 61);  // sequences count from 1
    CHECK(blink.closedSequence <= 65);
    CHECK(blink.startSequence == 61);
    CHECK(blink.endSequence == 66);
    CHECK(blink.confidence > 0.8);
    CHECK(events.longClosures.empty());
    CHECK(events.eyesVisible);
}

TEST_CASE("each eye is judged against the person's own open eye") {
    // Narrow eyes or glasses lift the open eye towards closed: the level alone says nothing.
    SyntheticPerson person;
    person.ownEye = 4;
    CHECK(watch(person, 150, [](int) {}).blinks.empty());
    SyntheticPerson again;
    again.ownEye = 4;
    const auto events = watch(again, 150, [&](int i) { closeBoth(again, i >= 70 && i < 74 ? 1 : 0); });
    CHECK(events.blinks.size() == 1);
}

TEST_CASE("one closed eye is not a blink of both, and its side is the person's own") {
    SyntheticPerson person;
    auto events = watch(person, 120, [&](int i) { person.now.leftClosed = i >= 60 && i < 66 ? 1 : 0; });
    REQUIRE(events.blinks.size() == 1);
    CHECK(events.blinks[0].eyes == Eyes::Left);
    SyntheticPerson other;
    events = watch(other, 120, [&](int i) { other.now.rightClosed = i >= 60 && i < 66 ? 1 : 0; });
    REQUIRE(events.blinks.size() == 1);
    CHECK(events.blinks[0].eyes == Eyes::Right);
}

TEST_CASE("a closure of more than a second is told apart from a blink") {
    SyntheticPerson person;
    const auto events = watch(person, 200, [&](int i) { closeBoth(person, i >= 60 && i < 110 ? 1 : 0); });
    CHECK(events.blinks.empty());
    REQUIRE(events.longClosures.size() == 1);
    CHECK(events.longClosures[0].startSequence == 61);
}

TEST_CASE("noise, half-lowered lids and a still picture give no blink") {
    SyntheticPerson person;
    CHECK(watch(person, 600, [](int) {}).blinks.empty());
    // Looking down for two seconds lowers the lids a little.
    SyntheticPerson down;
    CHECK(watch(down, 300, [&](int i) { closeBoth(down, i >= 100 && i < 160 ? 0.2 : 0); }).blinks.empty());
}

TEST_CASE("eyes are not judged while the head is turned") {
    SyntheticPerson person;
    const auto events = watch(person, 240, [&](int i) {
        person.now.yaw = turnAt(i, 80, 35, 30);
        closeBoth(person, person.now.yaw > 30 ? 0.9 : 0);  // the far eye as the net sees it
    });
    CHECK(events.blinks.empty());
}

TEST_CASE("a blink is found while the head is half turned, where the far eye shows nothing of it") {
    for (const double degrees : {32.0, -32.0}) {
        SyntheticPerson person;
        const auto events = watch(person, 240, [&](int i) {
            person.now.yaw = turnAt(i, 80, degrees, 60);
            const double closed = i >= 115 && i < 120 ? 1 : 0;
            // The near eye is the person's right one when the nose points to the left.
            (degrees > 0 ? person.now.rightClosed : person.now.leftClosed) = closed;
            person.now.closedShape = closed;
        });
        INFO(degrees);
        REQUIRE(events.blinks.size() == 1);
        CHECK(events.blinks[0].eyes == Eyes::Both);
        CHECK(events.blinks[0].closedSequence >= 116);
        CHECK(events.blinks[0].closedSequence <= 121);
    }
}

TEST_CASE("an eye that slowly looks more closed, as in a turn, and all at once open again is no blink") {
    SyntheticPerson person;
    const auto events = watch(person, 200, [&](int i) {
        person.ownEye = -9 + 24 * (i < 110 ? std::clamp((i - 60) / 30.0, 0.0, 1.0) : 0);
    });
    CHECK(events.blinks.empty());
    CHECK(events.longClosures.empty());
}

TEST_CASE("a blink with which the gaze goes down is one, lids that only half fall and stay are not") {
    SyntheticPerson person;
    auto events = watch(person, 200, [&](int i) { closeBoth(person, i < 80 ? 0 : i < 84 ? 1 : 0.45); });
    REQUIRE(events.blinks.size() == 1);
    CHECK(events.blinks[0].endSequence < 90);
    SyntheticPerson half;
    events = watch(half, 200, [&](int i) { closeBoth(half, i < 80 ? 0 : i < 84 ? 0.65 : 0.45); });
    CHECK(events.blinks.empty());
}

TEST_CASE("lids that follow a head going down are no blink") {
    SyntheticPerson person;
    const auto events = watch(person, 200, [&](int i) {
        person.now.pitch = 15 - std::clamp((i - 80) * 2.5, 0.0, 33.0);
        closeBoth(person, i >= 80 && i < 96 ? 0.9 : 0);
    });
    CHECK(events.blinks.empty());
}

TEST_CASE("where nothing is asked neutral is the pose in which the person rests, not the first one") {
    SyntheticPerson person;
    person.ownYaw = 0;
    const auto events = watch(
        person, 400, [&](int i) { person.now.yaw = i < 40 ? 17 : turnAt(i, 150, -25) + turnAt(i, 250, 25); },
        TurnLimits::Unprompted);
    REQUIRE(events.turns.size() == 2);
    CHECK(events.turns[0].side == Action::TurnRight);
    CHECK(events.turns[1].side == Action::TurnLeft);
}

TEST_CASE("who rests turned away from the camera turns both ways all the same") {
    SyntheticPerson person;
    person.ownYaw = 0;
    const auto events = watch(
        person, 400, [&](int i) { person.now.yaw = 16 + turnAt(i, 100, 14) + turnAt(i, 200, -40); },
        TurnLimits::Unprompted);
    REQUIRE(events.turns.size() == 2);
    CHECK(events.turns[0].side == Action::TurnLeft);
    CHECK(events.turns[1].side == Action::TurnRight);
}

TEST_CASE("eyes behind dark glasses are reported as not visible") {
    SyntheticPerson person;
    person.now.visibility = 0.1;
    const auto events = watch(person, 120, [&](int i) { closeBoth(person, i == 60 ? 1 : 0); });
    CHECK_FALSE(events.eyesVisible);
    CHECK(events.blinks.empty());
}

TEST_CASE("blinks are found from 15 frames a second") {
    SyntheticPerson person(15);
    const auto events = watch(person, 90, [&](int i) { closeBoth(person, i == 40 || i == 41 ? 1 : 0); });
    CHECK(events.blinks.size() == 1);
}

TEST_CASE("turns are told by side, relative to the person's own neutral pose") {
    for (const double degrees : {18.0, -18.0, 35.0, -35.0}) {
        SyntheticPerson person;
        person.ownYaw = degrees > 0 ? -8 : 8;  // an offset that pulls against the turn
        const auto events = watch(person, 200, [&](int i) { person.now.yaw = turnAt(i, 80, degrees); });
        INFO(degrees);
        REQUIRE(events.turns.size() == 1);
        const auto& turn = events.turns[0];
        CHECK(turn.side == (degrees > 0 ? Action::TurnLeft : Action::TurnRight));
        CHECK(turn.startSequence >= 80);
        CHECK(turn.startSequence < 95);
        CHECK(turn.peakSequence > 90);
        CHECK(turn.endSequence > turn.peakSequence);
        CHECK(turn.endSequence <= 121);
        CHECK(turn.peakDegrees > 13);
    }
}

TEST_CASE("looking up and down are told apart from turning") {
    for (const double degrees : {20.0, -20.0}) {
        SyntheticPerson person;
        const auto events = watch(person, 200, [&](int i) { person.now.pitch = turnAt(i, 80, degrees); });
        REQUIRE(events.turns.size() == 1);
        CHECK(events.turns[0].side == (degrees > 0 ? Action::LookUp : Action::LookDown));
    }
}

TEST_CASE("left straight on to right is two turns") {
    SyntheticPerson person;
    const auto events =
        watch(person, 260, [&](int i) { person.now.yaw = turnAt(i, 80, 25) + turnAt(i, 119, -25); });
    REQUIRE(events.turns.size() == 2);
    CHECK(events.turns[0].side == Action::TurnLeft);
    CHECK(events.turns[1].side == Action::TurnRight);
    CHECK(events.turns[1].start >= events.turns[0].peak);
}

TEST_CASE("a frame that slips in the middle of a turn does not make two of it") {
    for (const double read : {0.0, -20.0}) {
        SyntheticPerson person;
        const auto events = watch(
            person, 200, [&](int i) { person.now.yaw = i == 98 || i == 103 ? read : turnAt(i, 80, 30); });
        REQUIRE(events.turns.size() == 1);
        CHECK(events.turns[0].side == Action::TurnLeft);
        CHECK(events.turns[0].endSequence >= 110);
    }
}

TEST_CASE("a slipped frame before a gap without a face is no turn") {
    SyntheticPerson person;
    const auto events = watch(person, 200, [&](int i) {
        person.now.yaw = i == 100 ? 20 : 0;
        person.now.faces = i > 100 && i < 112 ? 0 : 1;
    });
    CHECK(events.turns.empty());
}

TEST_CASE("where nothing is asked a sway of 17 degrees is not told as a turn, 25 degrees are") {
    for (const double degrees : {17.0, 25.0}) {
        SyntheticPerson person;
        const auto events = watch(
            person, 200, [&](int i) { person.now.yaw = turnAt(i, 80, degrees); }, TurnLimits::Unprompted);
        CHECK(events.turns.size() == (degrees > 20 ? 1 : 0));
    }
}

TEST_CASE("eyes are not judged while the head is tipped back or lowered") {
    for (const double degrees : {45.0, -30.0}) {
        SyntheticPerson person;
        const auto events = watch(person, 240, [&](int i) {
            person.now.pitch = turnAt(i, 80, degrees, 30);
            closeBoth(person, std::abs(person.now.pitch) > 0.9 * std::abs(degrees) ? 0.9 : 0);
        });
        CHECK(events.blinks.empty());
    }
}

TEST_CASE("swaying, shifting on the chair, one slipped frame and a lost frame are no turns") {
    SyntheticPerson person;
    CHECK(watch(person, 400, [&](int i) {
              person.now.yaw = 6 * std::sin(i / 12.0);
              person.now.shift = {static_cast<float>(60 * std::sin(i / 30.0)), 0};
          }).turns.empty());
    SyntheticPerson slipped;
    CHECK(watch(slipped, 200, [&](int i) { slipped.now.yaw = i == 100 || i == 101 ? 40 : 0; }).turns.empty());
    SyntheticPerson lost;
    CHECK(watch(lost, 200, [&](int i) { lost.now.faces = i == 100 ? 0 : 1; }).turns.empty());
}

TEST_CASE("a slow drift of the whole pose does not become a turn") {
    SyntheticPerson person;  // 12 degrees in 10 s
    CHECK(watch(person, 500, [&](int i) {
              person.now.yaw = std::min(12.0, std::max(0, i - 60) * 12.0 / 300);
          }).turns.empty());
}

TEST_CASE("a picture turned like a picture is flat, a head is not, and what is no turn decides nothing") {
    struct Held {
        double depth, degrees, bend = 0;
        double readAs = 1;  // share of the angle that is read as a turn
    };
    const auto judge = [](Held held) {
        SyntheticPerson person;
        person.now.depth = held.depth;
        person.now.bend = held.bend;
        FlatnessMeter meter(limits().flatness);
        for (int i = 0; i < 120; ++i) {
            person.now.yaw = turnAt(i, 20, held.degrees, 60);
            meter.push(*person.next().face, held.readAs * person.now.yaw);
        }
        return meter.result();
    };
    for (const double degrees : {15.0, -15.0, 25.0, 35.0, -35.0}) {
        const auto head = judge({1, degrees});
        CAPTURE(degrees, head.depth, head.uncertainty, head.residual);
        CHECK(head.shape == FaceShape::Head);
        CHECK(head.depth > 0.45);
        CHECK(head.uncertainty < 0.1);
        const auto plane = judge({0, degrees});
        CHECK(plane.shape == FaceShape::Flat);
        CHECK(std::abs(plane.depth) < 0.1);
    }
    CHECK(judge({1, 10}).shape == FaceShape::CannotTell);
    CHECK(judge({0, 10}).shape == FaceShape::CannotTell);
    // A picture bent to a third or a half of a cylinder, turned by 40 degrees, reads as some 15.
    for (const double bend : {1.05, 1.57}) {
        const auto bent = judge({0, 40, bend, 0.4});
        CAPTURE(bend, bent.depth, bent.uncertainty);
        CHECK(bent.shape != FaceShape::Head);
        CHECK(bent.depth > 0);
    }
    // The nose that moves against the turn is no nose.
    CHECK(judge({1, 25, 0, -1}).shape == FaceShape::Flat);
    CHECK(judge({1, 35}).residual > judge({0, 35}).residual);
}

TEST_CASE("another person's embeddings are noticed after two in a row, one bad frame is forgiven") {
    PersonWatch watch(limits().continuity);
    const Embedding own{1, 0, 0}, alike{0.8F, 0.6F, 0}, other{0, 1, 0};
    FrameTime at{0};
    const auto push = [&](const Embedding& embedding) {
        return watch.push(at += FrameTime{600'000}, embedding);
    };
    CHECK(push(own) == Continuity::Same);
    CHECK(push(alike) == Continuity::Same);
    CHECK(push({0, 0, 1}) == Continuity::Doubtful);
    // A doubt is followed up soon, but not by the neighbouring frame, which is as bad.
    CHECK_FALSE(watch.wantsEmbedding(at + FrameTime{33'000}));
    CHECK(watch.wantsEmbedding(at + limits().continuity.embedFaster));
    CHECK_FALSE(watch.anotherPerson());
    CHECK(push(own) == Continuity::Same);
    CHECK_FALSE(watch.wantsEmbedding(at + FrameTime{10'000}));
    CHECK(push({0, 0, 1}) == Continuity::Doubtful);
    CHECK(push({0, 0, 1}) == Continuity::Doubtful);
    CHECK(watch.anotherPerson());
    CHECK(*watch.signal() == Approx(0));
}

TEST_CASE("each fault of a picture has its own reason, hint and order") {
    SyntheticPerson person;
    const auto fault = [&](auto spoil) {
        SyntheticPerson spoiled;
        spoil(spoiled.now);
        return pictureFault(spoiled.next(), limits());
    };
    using Now = countersign::test::PersonNow;
    CHECK_FALSE(pictureFault(person.next(), limits()));
    CHECK(fault([](Now& n) { n.faces = 0; }) == Reason::NoFace);
    CHECK(fault([](Now& n) { n.faces = 2; }) == Reason::MoreThanOneFace);
    CHECK(fault([](Now& n) { n.quality.eyeDistancePx = 20; }) == Reason::TooFar);
    CHECK(fault([](Now& n) { n.quality.faceArea = 0.9F; }) == Reason::TooNear);
    CHECK(fault([](Now& n) { n.quality.centreOffset = 0.5F; }) == Reason::OffCentre);
    CHECK(fault([](Now& n) { n.quality.luminance = 0.05F; }) == Reason::TooDark);
    CHECK(fault([](Now& n) { n.quality.luminance = 0.95F; }) == Reason::TooBright);
    CHECK(fault([](Now& n) { n.quality.sideLight = 0.9F; }) == Reason::LightFromOneSide);
    CHECK(fault([](Now& n) { n.quality.sharpness = 0.02F; }) == Reason::Blurred);
    CHECK(fault([](Now& n) { n.quality.covered = 0.95F; }) == Reason::FaceCovered);
    CHECK(fault([](Now& n) { n.visibility = 0.1; }) == Reason::EyesNotVisible);
    // A dark picture is always blurred: the light is the cause.
    CHECK(fault([](Now& n) {
              n.quality.luminance = 0.05F;
              n.quality.sharpness = 0.02F;
          }) == Reason::TooDark);
    for (const auto reason :
         {Reason::TooFar, Reason::TooNear, Reason::OffCentre, Reason::TooDark, Reason::TooBright,
          Reason::LightFromOneSide, Reason::Blurred, Reason::FaceCovered, Reason::EyesNotVisible,
          Reason::MoreThanOneFace, Reason::NotFacing, Reason::NoFace}) {
        CHECK(hintFor(reason) != Hint::None);
    }
    CHECK(hintFor(Reason::FlatFace) == Hint::None);  // an attacker is told nothing on the way
}
