#include <algorithm>
#include <chrono>
#include <cmath>

#include "liveness/event_finder.h"
#include "session_driver.h"
#include "support/catch.h"

using namespace countersign;
using countersign::test::planOf;
using countersign::test::SessionDriver;

namespace {

const std::vector<Action> kUsual{Action::Blink, Action::TurnLeft, Action::TurnRight};

Reason firstReason(const LivenessVerdict& verdict) {
    REQUIRE_FALSE(verdict.reasons.empty());
    return verdict.reasons.front();
}

}  // namespace

TEST_CASE("a person who obeys is accepted, in every order") {
    auto order = kUsual;
    std::sort(order.begin(), order.end());
    do {
        SessionDriver driver(planOf(order));
        const auto verdict = driver.run();
        REQUIRE(verdict.decision == Decision::Accepted);
        CHECK(verdict.reasons.empty());
        CHECK(driver.prompts == order);
        for (const auto& step : verdict.steps) {
            CHECK(step.result == StepResult::Done);
            REQUIRE(step.askedAt);
            REQUIRE(step.doneAt);
            CHECK(*step.doneAt > *step.askedAt);
        }
        CHECK(verdict.signals.timing == Approx(1));
        REQUIRE(verdict.signals.continuity);
        CHECK(*verdict.signals.continuity == Approx(1));
        CHECK(driver.embeddingsAsked >= 5);
        CHECK(verdict.decidedAt < FrameTime{20'000'000});
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("who obeys a challenge with repeats is accepted, and each action answers one prompt") {
    const std::vector<std::vector<Action>> orders{
        {Action::TurnLeft, Action::TurnLeft, Action::Blink, Action::Blink},
        {Action::Blink, Action::Blink, Action::Blink, Action::TurnRight},
        {Action::TurnRight, Action::TurnRight, Action::TurnRight, Action::Blink},
        {Action::Blink, Action::TurnLeft, Action::Blink, Action::TurnLeft}};
    for (const auto& order : orders) {
        auto plan = planOf(order);
        for (auto& step : plan.steps) step.pause = FrameTime{400'000};
        SessionDriver driver(plan);
        // As fast as people are: two answers to two prompts to blink lie less than a second apart otherwise.
        driver.act = [&](Action action, double since) { driver.obey(action, since, 20, 0.25); };
        const auto verdict = driver.run();
        INFO(actionName(order[0]) << " " << actionName(order[1]) << " ...");
        REQUIRE(verdict.decision == Decision::Accepted);
        CHECK(driver.prompts == order);
        for (std::size_t i = 1; i < verdict.steps.size(); ++i)
            CHECK(*verdict.steps[i].askedAt > *verdict.steps[i - 1].doneAt);
        CHECK(verdict.startedAt < *verdict.steps[0].askedAt);
    }
}

TEST_CASE("one turn or one blink is never the answer to two prompts") {
    for (const auto action : {Action::TurnLeft, Action::TurnRight, Action::Blink}) {
        SessionDriver once(planOf({action, action}));
        int asked = 0;
        once.act = [&](Action what, double since) {
            asked = static_cast<int>(once.prompts.size());
            if (asked < 2)
                once.obey(what, since);
            else
                once.person.now = {};
        };
        const auto verdict = once.run();
        INFO(actionName(action));
        CHECK(asked == 2);
        CHECK(firstReason(verdict) == Reason::ActionNotSeenInTime);
        CHECK(verdict.steps[0].result == StepResult::Done);
        CHECK(verdict.steps[1].result == StepResult::Missed);
    }
    // Held to the side until the next prompt: it is never asked, since nobody looked straight ahead.
    SessionDriver held(planOf({Action::TurnLeft, Action::TurnLeft}));
    held.act = [&](Action, double since) { held.person.now.yaw = std::clamp((since - 0.5) * 50, 0.0, 20.0); };
    const auto verdict = held.run();
    CHECK(held.prompts.size() == 1);
    CHECK(firstReason(verdict) == Reason::NotFacing);
}

TEST_CASE("looking up and down can be asked too") {
    SessionDriver driver(planOf({Action::LookUp, Action::Blink, Action::LookDown}));
    CHECK(driver.run().decision == Decision::Accepted);
}

TEST_CASE("by the usual terms nobody is accepted who was asked for no turn and so showed no head") {
    for (const bool usual : {true, false}) {
        auto plan = planOf({Action::LookUp, Action::Blink, Action::LookDown, Action::Blink});
        plan.headMustShow = usual;
        SessionDriver driver(plan);
        const auto verdict = driver.run();
        CHECK(verdict.decision == (usual ? Decision::Review : Decision::Accepted));
        if (usual) CHECK(firstReason(verdict) == Reason::UnsureAPersonMustLook);
    }
    auto plan = planOf(kUsual);
    plan.headMustShow = true;
    CHECK(SessionDriver(plan).run().decision == Decision::Accepted);
}

TEST_CASE("small honest turns of 17 degrees are enough, glances of 8 are not") {
    SessionDriver small(planOf(kUsual));
    small.act = [&](Action action, double since) { small.obey(action, since, 17); };
    CHECK(small.run().decision == Decision::Accepted);
    SessionDriver glance(planOf({Action::TurnLeft}));
    glance.act = [&](Action action, double since) { glance.obey(action, since, 8); };
    const auto verdict = glance.run();
    CHECK(firstReason(verdict) == Reason::ActionNotSeenInTime);
    CHECK(verdict.steps[0].result == StepResult::Missed);
}

TEST_CASE("who does nothing has missed it, and that is a time-out") {
    for (const auto action : kUsual) {
        SessionDriver driver(planOf({action}));
        driver.act = [](Action, double) {};
        const auto verdict = driver.run();
        CHECK(verdict.decision == Decision::Refused);
        CHECK(firstReason(verdict) == Reason::ActionNotSeenInTime);
        CHECK(verdict.steps[0].result == StepResult::Missed);
        CHECK_FALSE(verdict.steps[0].doneAt);
    }
}

TEST_CASE("an action after its window is late, which is not the same as missing") {
    for (const auto action : kUsual) {
        SessionDriver driver(planOf({action}));
        driver.act = [&](Action asked, double since) { driver.obey(asked, since, 20, 6.5); };
        const auto verdict = driver.run();
        CHECK(verdict.decision == Decision::Refused);
        CHECK(firstReason(verdict) == Reason::ActionNotSeenInTime);
        CHECK(verdict.steps[0].result == StepResult::Late);
    }
}

TEST_CASE("the other side is a wrong action") {
    SessionDriver driver(planOf({Action::TurnLeft}));
    driver.act = [&](Action, double since) { driver.obey(Action::TurnRight, since); };
    const auto verdict = driver.run();
    CHECK(firstReason(verdict) == Reason::WrongAction);
    CHECK(verdict.steps[0].result == StepResult::Wrong);
}

TEST_CASE("a turn where a blink is asked is a wrong action") {
    SessionDriver driver(planOf({Action::Blink}));
    driver.act = [&](Action, double since) { driver.obey(Action::TurnRight, since); };
    CHECK(firstReason(driver.run()) == Reason::WrongAction);
}

TEST_CASE("one closed eye is no blink, but a proper blink may still follow") {
    SessionDriver one(planOf({Action::Blink}));
    one.act = [&](Action, double since) { one.person.now.leftClosed = since > 0.5 && since < 0.8 ? 1 : 0; };
    auto verdict = one.run();
    CHECK(firstReason(verdict) == Reason::WrongAction);
    CHECK(verdict.steps[0].result == StepResult::Wrong);
    SessionDriver then(planOf({Action::Blink}));
    then.act = [&](Action, double since) {
        then.person.now.leftClosed = (since > 0.5 && since < 0.8) || (since > 2 && since < 2.2) ? 1 : 0;
        then.person.now.rightClosed = since > 2 && since < 2.2 ? 1 : 0;
    };
    CHECK(then.run().decision == Decision::Accepted);
}

TEST_CASE("half a blink and eyes shut for seconds are not blinks") {
    SessionDriver half(planOf({Action::Blink}));
    half.act = [&](Action, double since) {
        half.person.now.leftClosed = half.person.now.rightClosed = since > 0.5 && since < 0.7 ? 0.35 : 0;
    };
    CHECK(firstReason(half.run()) == Reason::ActionNotSeenInTime);
    SessionDriver longer(planOf({Action::Blink}));
    longer.act = [&](Action, double since) {
        longer.person.now.leftClosed = longer.person.now.rightClosed = since > 0.5 && since < 2.5 ? 1 : 0;
    };
    CHECK(firstReason(longer.run()) == Reason::ActionNotSeenInTime);
}

TEST_CASE("a turn before anything is asked is too early; a natural blink never is") {
    SessionDriver turning(planOf(kUsual));
    turning.always = [&](double time) { turning.person.now.yaw = time > 0.85 && time < 1.6 ? 25 : 0; };
    turning.act = [](Action, double) {};
    const auto verdict = turning.run();
    CHECK(firstReason(verdict) == Reason::ActionTooEarly);
    CHECK(verdict.steps[0].result == StepResult::Early);

    SessionDriver blinking(planOf(kUsual));
    blinking.always = [&](double time) {
        const bool blink = std::fmod(time, 1.9) < 0.15;
        if (blink) blinking.person.now.leftClosed = blinking.person.now.rightClosed = 1;
    };
    blinking.act = [&](Action action, double since) { blinking.obey(action, since); };
    // Reset between blinks when nothing is asked.
    const auto inner = blinking.always;
    blinking.always = [&, inner](double time) {
        if (blinking.prompts.empty()) blinking.person.now.leftClosed = blinking.person.now.rightClosed = 0;
        inner(time);
    };
    CHECK(blinking.run().decision == Decision::Accepted);
}

TEST_CASE("who blinks all the time or only before the prompt has not answered") {
    SessionDriver always(planOf({Action::Blink}));
    always.act = [](Action, double) {};
    always.always = [&](double time) {
        always.person.now.leftClosed = always.person.now.rightClosed = std::fmod(time, 0.7) < 0.15 ? 1 : 0;
    };
    const auto verdict = always.run();
    CHECK(verdict.decision == Decision::Refused);
    CHECK(firstReason(verdict) == Reason::ActionTooEarly);
    CHECK(verdict.steps[0].result == StepResult::Early);

    SessionDriver before(planOf({Action::Blink}));
    before.act = [&](Action, double) { before.person.now.leftClosed = before.person.now.rightClosed = 0; };
    before.always = [&](double time) {
        const bool blink = before.prompts.empty() && std::fmod(time, 0.5) < 0.15;
        if (blink || before.prompts.empty())
            before.person.now.leftClosed = before.person.now.rightClosed = blink ? 1 : 0;
    };
    CHECK(before.run().decision == Decision::Refused);

    // A natural blink just before the prompt costs nothing: the answer may come a second later.
    SessionDriver natural(planOf({Action::Blink}));
    natural.act = [&](Action action, double since) { natural.obey(action, since, 20, 1.5); };
    natural.always = [&](double time) {
        if (natural.prompts.empty())
            natural.person.now.leftClosed = natural.person.now.rightClosed = std::fmod(time, 1.9) < 0.15;
    };
    CHECK(natural.run().decision == Decision::Accepted);
}

TEST_CASE("a turn that was begun before its prompt is early, whatever is asked then") {
    for (const auto action : kUsual) {
        SessionDriver driver(planOf({action}));
        driver.act = [](Action, double) {};
        // Out of neutral shortly before the prompt, far enough to be a turn only after it.
        std::optional<double> begun;
        driver.always = [&](double time) {
            if (!begun && driver.session.settledAt() &&
                time > std::chrono::duration<double>(*driver.session.settledAt()).count() + 0.45)
                begun = time;
            driver.person.now.yaw = begun ? std::clamp((time - *begun) * 60, 0.0, 22.0) : 0;
            if (begun && time - *begun > 1.2) driver.person.now.yaw = 0;
        };
        const auto verdict = driver.run();
        INFO(actionName(action));
        CHECK(verdict.decision == Decision::Refused);
        CHECK(firstReason(verdict) == Reason::ActionTooEarly);
    }
}

TEST_CASE("a first pose that was turned is forgotten when the person looks straight ahead") {
    SessionDriver driver(planOf(kUsual));
    driver.person.ownYaw = 0;
    driver.always = [&](double time) {
        if (driver.prompts.empty()) driver.person.now.yaw = time < 0.6 ? 15 : 0;
    };
    CHECK(driver.run().decision == Decision::Accepted);
}

TEST_CASE("an answer sooner than a human can give one was no answer") {
    SessionDriver driver(planOf({Action::TurnLeft}));
    driver.act = [&](Action, double since) { driver.person.now.yaw = since >= 0 && since < 1 ? 25 : 0; };
    const auto verdict = driver.run();
    CHECK(firstReason(verdict) == Reason::ActionTooEarly);
}

TEST_CASE("a face that goes is lost, one that a hand brushes is not") {
    SessionDriver gone(planOf(kUsual));
    gone.always = [&](double time) { gone.person.now.faces = time > 2.2 && time < 3.4 ? 0 : 1; };
    CHECK(firstReason(gone.run()) == Reason::FaceLost);
    SessionDriver brushed(planOf(kUsual));
    brushed.always = [&](double time) { brushed.person.now.faces = time > 2.2 && time < 2.5 ? 0 : 1; };
    CHECK(brushed.run().decision == Decision::Accepted);
}

TEST_CASE("dropped frames for a second are a lost face: nobody was watched") {
    SessionDriver driver(planOf(kUsual));
    bool dropped = false;
    driver.always = [&](double time) {
        if (time > 2.2 && !dropped) {
            driver.person.drop(40);
            dropped = true;
        }
    };
    CHECK(firstReason(driver.run()) == Reason::FaceLost);
}

TEST_CASE("a second face gives a hint and, if it stays, ends the scan with its own reason") {
    SessionDriver stays(planOf(kUsual));
    stays.always = [&](double time) { stays.person.now.faces = time > 2.2 ? 2 : 1; };
    CHECK(firstReason(stays.run()) == Reason::MoreThanOneFace);
    CHECK(stays.hinted(Hint::OnePersonOnly));
    SessionDriver passes(planOf(kUsual));
    passes.always = [&](double time) { passes.person.now.faces = time > 2.2 && time < 2.7 ? 2 : 1; };
    CHECK(passes.run().decision == Decision::Accepted);
}

TEST_CASE("another person on the seat is noticed, also without a gap and after the last action") {
    SessionDriver cut(planOf(kUsual));
    cut.always = [&](double time) {
        if (time > 3) cut.face = {0, 1, 0, 0};
    };
    CHECK(firstReason(cut.run()) == Reason::AnotherFaceAppeared);
    SessionDriver late(planOf({Action::TurnLeft}));
    late.always = [&](double) {
        if (!late.prompts.empty() && late.person.now.yaw > 15) late.face = {0, 1, 0, 0};
    };
    CHECK(firstReason(late.run()) == Reason::AnotherFaceAppeared);
}

TEST_CASE("a flat picture that is turned is refused as flat") {
    SessionDriver driver(planOf({Action::TurnLeft, Action::TurnRight}));
    driver.person.now.depth = 0;
    // A plane turned far reads as a smaller turn: pose alone proves nothing.
    driver.act = [&](Action action, double since) { driver.obey(action, since, 50); };
    const auto verdict = driver.run();
    CHECK(verdict.decision == Decision::Refused);
    CHECK(std::find(verdict.reasons.begin(), verdict.reasons.end(), Reason::FlatFace) ==
          verdict.reasons.begin());
}

TEST_CASE("a flat picture whose turn is not even read as one is told apart from someone who does nothing") {
    SessionDriver driver(planOf({Action::TurnLeft}));
    driver.person.now.depth = 0;
    driver.person.now.passive = 0.01;
    driver.person.planeReadsAs = 0;
    driver.act = [&](Action action, double since) { driver.obey(action, since, 40); };
    CHECK(firstReason(driver.run()) == Reason::FlatFace);
    SessionDriver still(planOf({Action::TurnLeft}));
    still.person.now.passive = 0.01;
    still.act = [](Action, double) {};
    CHECK(firstReason(still.run()) == Reason::ActionNotSeenInTime);
}

TEST_CASE("a bent picture that is turned and obeys goes to a person at best") {
    SessionDriver driver(planOf({Action::Blink, Action::TurnLeft, Action::TurnRight}));
    driver.person.now.depth = 0;
    driver.person.now.bend = 1.57;
    driver.person.planeReadsAs = 0.4;
    driver.act = [&](Action action, double since) { driver.obey(action, since, 45); };
    const auto verdict = driver.run();
    CHECK(verdict.decision != Decision::Accepted);
    CHECK(firstReason(verdict) == Reason::FlatFace);
}

TEST_CASE("a shallow face goes to a person unless the passive signs speak for it") {
    const auto scan = [](double passive) {
        SessionDriver driver(planOf(kUsual));
        driver.person.now.depth = 0.7;
        driver.person.now.passive = passive;
        return driver.run();
    };
    CHECK(scan(0.9).decision == Decision::Accepted);
    const auto doubtful = scan(0.4);
    CHECK(doubtful.decision == Decision::Review);
    CHECK(firstReason(doubtful) == Reason::FlatFace);
}

TEST_CASE("a very low passive score sends to a person and never refuses alone") {
    SessionDriver driver(planOf(kUsual));
    driver.person.now.passive = 0.01;
    const auto verdict = driver.run();
    CHECK(verdict.decision == Decision::Review);
    CHECK(firstReason(verdict) == Reason::ScreenOrPrintSuspected);
    // One bad instant does not.
    SessionDriver once(planOf(kUsual));
    once.always = [&](double time) { once.person.now.passive = time > 3 && time < 3.4 ? 0 : 0.9; };
    CHECK(once.run().decision == Decision::Accepted);
}

TEST_CASE("a screen that net and edges agree on is refused, edges alone are a door frame") {
    SessionDriver screen(planOf(kUsual));
    screen.person.now.passive = 0.001;
    screen.person.now.edges = StraightEdges{0.93F, 0.02F};
    const auto verdict = screen.run();
    CHECK(verdict.decision == Decision::Refused);
    CHECK(firstReason(verdict) == Reason::ScreenOrPrintSuspected);
    REQUIRE(verdict.signals.passive);
    CHECK(*verdict.signals.passive < 0.1);
    SessionDriver door(planOf(kUsual));
    door.person.now.edges = StraightEdges{0.93F, 0.02F};
    door.person.now.passive = 0.99;
    CHECK(door.run().decision == Decision::Accepted);
}

TEST_CASE("a bad picture gives a hint first and is the reason only after its time") {
    SessionDriver brief(planOf(kUsual));
    brief.always = [&](double time) {
        brief.person.now.quality.luminance = time > 2.2 && time < 3.2 ? 0.05F : 0.5F;
    };
    CHECK(brief.run().decision == Decision::Accepted);
    CHECK(brief.hinted(Hint::MoreLight));
    SessionDriver dark(planOf(kUsual));
    dark.always = [&](double time) { dark.person.now.quality.luminance = time > 2.2 ? 0.05F : 0.5F; };
    CHECK(firstReason(dark.run()) == Reason::TooDark);
}

TEST_CASE("a face that never settles is refused for what was wrong with the picture") {
    const auto reasonFor = [](auto spoil) {
        SessionDriver driver(planOf(kUsual));
        spoil(driver.person.now);
        return firstReason(driver.run());
    };
    using Now = countersign::test::PersonNow;
    CHECK(reasonFor([](Now& n) { n.visibility = 0.1; }) == Reason::EyesNotVisible);
    CHECK(reasonFor([](Now& n) { n.quality.covered = 1; }) == Reason::FaceCovered);
    CHECK(reasonFor([](Now& n) { n.faces = 0; }) == Reason::NoFace);
    CHECK(reasonFor([](Now& n) { n.faces = 2; }) == Reason::MoreThanOneFace);
    CHECK(reasonFor([](Now& n) { n.yaw = 40; }) == Reason::NotFacing);
    CHECK(reasonFor([](Now& n) { n.quality.eyeDistancePx = 15; }) == Reason::TooFar);
}

TEST_CASE("too slow a camera is refused as that, also when it slows down midway") {
    SessionDriver slow(planOf(kUsual), 10);
    CHECK(firstReason(slow.run()) == Reason::CameraTooSlowOrSmall);
    SessionDriver slows(planOf(kUsual));
    slows.act = [](Action, double) {};
    slows.always = [&](double time) {
        if (time > 2) slows.person.setStep(FrameTime{200'000});
    };
    CHECK(firstReason(slows.run()) == Reason::CameraTooSlowOrSmall);
    SessionDriver fifteen(planOf(kUsual), 15);
    CHECK(fifteen.run().decision == Decision::Accepted);
}

TEST_CASE("in too small a picture what is wrong with the face is told first, the size besides") {
    const auto judge = [](auto spoil) {
        LivenessSession session(planOf(kUsual), shippedPolicy().liveness);
        countersign::test::SyntheticPerson person;
        spoil(person.now);
        while (!session.verdict()) {
            auto reading = person.next();
            reading.pictureSize = {480, 270};
            (void)session.push(reading);
        }
        return session.verdict()->reasons;
    };
    using Now = countersign::test::PersonNow;
    CHECK(judge([](Now&) {}) == std::vector{Reason::CameraTooSlowOrSmall});
    CHECK(judge([](Now& n) { n.faces = 2; }) ==
          std::vector{Reason::MoreThanOneFace, Reason::CameraTooSlowOrSmall});
    CHECK(judge([](Now& n) { n.quality.covered = 1; }) ==
          std::vector{Reason::FaceCovered, Reason::CameraTooSlowOrSmall});
}

TEST_CASE("stamps that run backwards are not trusted") {
    SessionDriver driver(planOf(kUsual));
    auto reading = driver.person.next();
    (void)driver.session.push(reading);
    (void)driver.session.push(reading);  // the same frame again
    REQUIRE(driver.session.verdict());
    CHECK(firstReason(*driver.session.verdict()) == Reason::CameraNotTrusted);
}

TEST_CASE("a recording that ends has a reason at every point") {
    for (const double seconds : {0.05, 0.5, 1.6, 2.4, 4.0, 6.0}) {
        SessionDriver driver(planOf(kUsual));
        const auto verdict = driver.run(seconds);
        INFO(seconds);
        CHECK(verdict.decision == Decision::Refused);
        CHECK_FALSE(verdict.reasons.empty());
        CHECK_FALSE(verdict.notes.empty());
    }
    LivenessSession never(planOf(kUsual), shippedPolicy().liveness);
    CHECK(never.sourceEnded().reasons.front() == Reason::NoFace);
}

TEST_CASE("the same readings give the same verdict") {
    const auto run = [] {
        SessionDriver driver(planOf(kUsual));
        return driver.run();
    };
    const auto a = run(), b = run();
    CHECK(a.decidedAt == b.decidedAt);
    CHECK(a.score == Approx(b.score));
    CHECK(a.notes == b.notes);
}

TEST_CASE("after its verdict a session takes frames without changing its mind") {
    SessionDriver driver(planOf({Action::Blink}));
    const auto verdict = driver.run();
    REQUIRE(verdict.decision == Decision::Accepted);
    driver.person.now.faces = 0;
    for (int i = 0; i < 100; ++i) CHECK_FALSE(driver.session.push(driver.person.next()).verdict);
    CHECK(driver.session.sourceEnded().decision == Decision::Accepted);
}
