#include <map>
#include <set>

#include "core/secret.h"
#include "enrolment/policy.h"
#include "liveness/challenge_plan.h"
#include "support/catch.h"

using namespace countersign;

namespace {

std::vector<Action> order(const ChallengePlan& plan) {
    std::vector<Action> actions;
    for (const auto& step : plan.steps) actions.push_back(step.action);
    return actions;
}

}  // namespace

TEST_CASE("every action of the policy is asked once, in any order, after a pause within its limits") {
    const auto& policy = shippedPolicy().challenge;
    REQUIRE(policy.actions.size() == 3);
    std::map<std::vector<Action>, int> orders;
    std::set<FrameTime> pauses;
    SeededPicker picker(5);
    for (int i = 0; i < 6000; ++i) {
        const auto plan = drawChallenge(policy, picker);
        ++orders[order(plan)];
        for (const auto& step : plan.steps) {
            REQUIRE(step.pause >= policy.shortestPause);
            REQUIRE(step.pause <= policy.longestPause);
            REQUIRE(step.window == policy.window);
            pauses.insert(step.pause);
        }
    }
    // Six orders, each expected 1,000 times with a deviation of 29: five deviations either way.
    REQUIRE(orders.size() == 6);
    for (const auto& [actions, count] : orders) {
        CHECK(count > 850);
        CHECK(count < 1150);
    }
    CHECK(pauses.size() == 121);  // every step of 10 ms from 400 to 1600
}

TEST_CASE("the same seed asks the same, another seed asks something else") {
    const auto& policy = shippedPolicy().challenge;
    const auto draw = [&](std::uint64_t seed) {
        SeededPicker picker(seed);
        std::vector<std::pair<Action, FrameTime>> steps;
        for (const auto& step : drawChallenge(policy, picker).steps)
            steps.emplace_back(step.action, step.pause);
        return steps;
    };
    CHECK(draw(1) == draw(1));
    std::set<std::vector<std::pair<Action, FrameTime>>> different;
    for (std::uint64_t seed = 0; seed < 50; ++seed) different.insert(draw(seed));
    CHECK(different.size() == 50);
}

TEST_CASE("production draws from the system's generator") {
    REQUIRE(initCrypto());
    SecurePicker picker;
    std::set<std::vector<Action>> orders;
    for (int i = 0; i < 200; ++i) orders.insert(order(drawChallenge(shippedPolicy().challenge, picker)));
    CHECK(orders.size() == 6);  // missing one of six in 200 draws: one in 10^15
}

TEST_CASE("equal pauses and a single action are possible") {
    ChallengePolicy policy{{Action::Blink}, FrameTime{500'000}, FrameTime{500'000}, FrameTime{4'000'000}};
    SeededPicker picker(1);
    const auto plan = drawChallenge(policy, picker);
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.steps[0].pause == FrameTime{500'000});
}
