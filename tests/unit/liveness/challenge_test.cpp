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

template <std::uint8_t from, std::size_t count>
Bytes counting() {
    Bytes bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(from + i);
    return bytes;
}

ChallengeKey knownKey() {
    return ChallengeKey::fromBytes(counting<0, 32>()).value();
}
RecordId knownRecord() {
    return RecordId::parse(toHex(counting<0x10, 16>())).value();
}

}  // namespace

TEST_CASE(
    "every order of four with a blink and two turns is as likely as another, after pauses within their limits") {
    const auto& policy = shippedPolicy().challenge;
    REQUIRE(policy.actions.size() == 3);
    REQUIRE(possibleOrders(policy.actions, policy.length) == 56);
    std::map<std::vector<Action>, int> orders;
    std::map<FrameTime, int> pauses;
    SeededPicker picker(5);
    for (int i = 0; i < 56'000; ++i) {
        const auto plan = drawChallenge(policy, picker);
        REQUIRE(plan.steps.size() == 4);
        ++orders[order(plan)];
        for (const auto& step : plan.steps) {
            REQUIRE(step.pause >= policy.shortestPause);
            REQUIRE(step.pause <= policy.longestPause);
            REQUIRE(step.window == policy.window);
            ++pauses[step.pause];
        }
    }
    // Each expected 1,000 times with a deviation of 31: five deviations either way.
    CHECK(orders.size() == 56);
    for (const auto& [actions, count] : orders) {
        const auto blinks = std::count(actions.begin(), actions.end(), Action::Blink);
        CHECK(blinks > 0);
        CHECK(blinks <= 2);
        CHECK(count > 845);
        CHECK(count < 1155);
    }
    CHECK(pauses.size() == 121);  // every step of 10 ms from 400 to 1600, each expected 1,851 times
    for (const auto& [pause, count] : pauses) {
        CHECK(count > 1636);
        CHECK(count < 2066);
    }
}

TEST_CASE("the draw for a known key, record and try is the documented one") {
    // From an independent implementation (Python's hmac): the operator's side must not drift from it.
    RecordPicker numbers(knownKey(), knownRecord(), 2);
    for (const std::uint32_t expected : {2006933448U, 1017034835U, 1597341234U, 15318050U, 1124779411U,
                                         1067502077U, 13038357U, 1537598153U, 1247611964U, 1676632294U}) {
        CHECK(numbers.below(1U << 31U) == expected);
    }
    RecordPicker picker(knownKey(), knownRecord(), 2);
    const ChallengeTerms terms{{Action::Blink, Action::TurnLeft, Action::TurnRight},
                               4,
                               std::chrono::milliseconds(400),
                               std::chrono::milliseconds(1600)};
    using std::chrono::milliseconds;
    CHECK(drawSteps(terms, picker) == std::vector<DrawnStep>{{Action::Blink, milliseconds(1140)},
                                                             {Action::TurnRight, milliseconds(660)},
                                                             {Action::Blink, milliseconds(420)},
                                                             {Action::TurnRight, milliseconds(1000)}});
}

TEST_CASE("another record, try or key draws another challenge, the same draws the same") {
    const auto& policy = shippedPolicy().challenge;
    const auto draw = [&](const ChallengeKey& key, const RecordId& record, std::uint32_t attempt) {
        RecordPicker picker(key, record, attempt);
        return drawSteps(policy, picker);
    };
    const auto first = draw(knownKey(), knownRecord(), 1);
    CHECK(draw(knownKey(), knownRecord(), 1) == first);
    CHECK(draw(knownKey(), knownRecord(), 2) != first);
    CHECK(draw(ChallengeKey::random(), knownRecord(), 1) != first);
    CHECK(draw(knownKey(), RecordId::random(), 1) != first);
    std::set<std::vector<Action>> orders;
    for (std::uint32_t attempt = 1; attempt <= 2000; ++attempt) {
        std::vector<Action> actions;
        for (const auto& step : draw(knownKey(), knownRecord(), attempt)) actions.push_back(step.action);
        orders.insert(actions);
    }
    CHECK(orders.size() == 56);
}

TEST_CASE("a key has 32 bytes, and no two are the same") {
    CHECK_FALSE(ChallengeKey::fromBytes(Bytes(31)));
    CHECK_FALSE(ChallengeKey::fromBytes(Bytes(33)));
    CHECK_FALSE(ChallengeKey::fromBytes({}));
    CHECK_FALSE(ChallengeKey::random() == ChallengeKey::random());
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

TEST_CASE("who can't do an action is asked more often instead: a guess stays under 1 in 50") {
    using Set = std::vector<Action>;
    const std::vector<Set> sets{{Action::Blink, Action::TurnLeft},
                                {Action::TurnLeft, Action::TurnRight},
                                {Action::Blink, Action::LookUp, Action::LookDown},
                                {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::LookUp},
                                {Action::LookUp, Action::LookDown}};
    for (const auto& set : sets) {
        ChallengePolicy policy = shippedPolicy().challenge;
        policy.actions = set;
        policy.length = 1;
        SeededPicker picker(9);
        std::set<Set> orders;
        for (int i = 0; i < 20'000; ++i) orders.insert(order(drawChallenge(policy, picker)));
        const auto length = challengeLength(set, 1);
        REQUIRE(length);
        CHECK(orders.size() >= kLeastOrders);
        CHECK(orders.size() == possibleOrders(set, *length));
    }
    CHECK(challengeLength({Action::Blink, Action::TurnLeft}, 4) == 7);
    CHECK(challengeLength({Action::Blink, Action::TurnLeft, Action::TurnRight}, 3) == 4);
    CHECK(challengeLength({Action::Blink, Action::TurnLeft, Action::TurnRight}, 6) == 6);
    CHECK_FALSE(challengeLength({Action::Blink}, 4));
    CHECK_FALSE(challengeLength({}, 4));
    CHECK_FALSE(challengeLength({Action::Blink, Action::TurnLeft}, kLongestChallenge + 1));
    CHECK(possibleOrders({}, 4) == 0);
}

TEST_CASE("equal pauses are possible") {
    ChallengePolicy policy = shippedPolicy().challenge;
    policy.shortestPause = policy.longestPause = FrameTime{500'000};
    SeededPicker picker(1);
    for (const auto& step : drawChallenge(policy, picker).steps) CHECK(step.pause == FrameTime{500'000});
}
