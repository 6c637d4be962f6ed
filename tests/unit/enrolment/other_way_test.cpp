// The other ways: their terms, and scans by them with practice buyers who can't do the usual one.

#include "enrolment/other_way.h"

#include <algorithm>
#include <set>

#include "core/challenge_draw.h"
#include "practice/practice_source.h"
#include "scan_world.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// A scan takes six seconds of this test; COUNTERSIGN_SEEDS says how many people are scanned (default 1).
std::size_t people(const World& w) {
    return std::min(w.people.size(), static_cast<std::size_t>(seedsWanted(1)));
}

ScanResult scan(World& w, Behaviour behaviour, std::size_t person, std::uint64_t seed,
                const ChallengePolicy& terms) {
    PracticeSettings settings;
    settings.habits.behaviour = behaviour;
    settings.habits.seed = seed;
    settings.pacing = Pacing::FilmTime;
    PracticeSource source(w.people[person], settings);
    SeededPicker picker(seed * 1000 + 7);
    ScanRunner runner(*w.vision, shippedPolicy(), drawChallenge(terms, picker), w.documents[person]);
    const auto result = runScan(source, runner, &source);
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("every obstacle has a name of its own, and terms that leave out what can't be done") {
    const auto& usual = shippedPolicy().challenge;
    std::set<std::string_view> names;
    for (const auto obstacle : kObstacles) {
        names.insert(obstacleName(obstacle));
        CHECK(obstacleFromName(obstacleName(obstacle)) == obstacle);
        const auto terms = termsFor(obstacle, usual);
        if (!terms) continue;
        CHECK(terms->reduced);
        CHECK(terms->length <= usual.length);
        CHECK(terms->window >= usual.window);
        const auto asks = [&](Action action) {
            return std::find(terms->actions.begin(), terms->actions.end(), action) != terms->actions.end();
        };
        if (obstacle == Obstacle::EyesCannotClose || obstacle == Obstacle::EyesStayClosed)
            CHECK_FALSE(asks(Action::Blink));
        if (obstacle == Obstacle::HeadCannotTurn) CHECK(terms->actions == std::vector{Action::Blink});
        SeededPicker picker(3);
        CHECK(drawSteps(*terms, picker).size() == static_cast<std::size_t>(terms->length));
    }
    CHECK(names.size() == kObstacles.size());
    CHECK_FALSE(obstacleFromName("lazy"));
    CHECK_FALSE(obstacleFromName(""));
}

TEST_CASE("a scan by other terms is for a person, however good it was; a refusal stays one") {
    for (const auto decision : {Decision::Accepted, Decision::Review}) {
        auto left = decision;
        std::vector<Reason> reasons;
        leaveToAPerson(left, reasons);
        leaveToAPerson(left, reasons);
        CHECK(left == Decision::Review);
        CHECK(reasons == std::vector{Reason::UnsureAPersonMustLook});
    }
    auto refused = Decision::Refused;
    std::vector<Reason> reasons{Reason::TooDark};
    leaveToAPerson(refused, reasons);
    CHECK(refused == Decision::Refused);
    CHECK(reasons.size() == 1);
}

TEST_CASE("who can't do the usual scan is refused by it and passes by the other terms") {
    NEEDS_WORLD();
    struct Way {
        Behaviour behaviour;
        Obstacle obstacle;
    };
    for (const auto& way :
         {Way{Behaviour::CannotBlink, Obstacle::EyesCannotClose},
          Way{Behaviour::CannotTurn, Obstacle::HeadCannotTurn},
          Way{Behaviour::EyesClosed, Obstacle::EyesStayClosed}, Way{Behaviour::Obeys, Obstacle::NeedsTime}}) {
        const auto terms = termsFor(way.obstacle, shippedPolicy().challenge);
        REQUIRE(terms);
        int passed = 0, same = 0, all = 0;
        for (std::size_t person = 0; person < people(*w); ++person) {
            const auto usual = scan(*w, way.behaviour, person, 5 + person, shippedPolicy().challenge);
            if (way.behaviour != Behaviour::Obeys) CHECK(usual.decision == Decision::Refused);
            const auto other = scan(*w, way.behaviour, person, 5 + person, *terms);
            INFO(obstacleName(way.obstacle) << " person " << person << ": " << told(other));
            CHECK(other.liveness.decision != Decision::Refused);
            ++all;
            passed += other.liveness.decision != Decision::Refused ? 1 : 0;
            same += other.match.band == MatchBand::Same ? 1 : 0;
            // None of the challenge is left out.
            CHECK(std::all_of(other.liveness.steps.begin(), other.liveness.steps.end(),
                              [](const auto& step) { return step.result == StepResult::Done; }));
        }
        INFO(obstacleName(way.obstacle) << ": passed " << passed << " of " << all << ", same " << same);
        CHECK(same == all);
    }
}

TEST_CASE("other terms don't let attacks through that the usual ones refuse") {
    NEEDS_WORLD();
    for (const auto obstacle : {Obstacle::EyesCannotClose, Obstacle::EyesStayClosed, Obstacle::NeedsTime}) {
        const auto terms = termsFor(obstacle, shippedPolicy().challenge);
        for (std::size_t person = 0; person < people(*w); ++person) {
            for (const auto behaviour : {Behaviour::FlatPrint, Behaviour::Ignores, Behaviour::OtherSide}) {
                const auto result = scan(*w, behaviour, person, 11 + person, *terms);
                INFO(obstacleName(obstacle) << " " << behaviourName(behaviour) << " " << told(result));
                CHECK(result.decision == Decision::Refused);
            }
        }
    }
}
