#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "enrolment/policy.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("the shipped policy holds what the field asks for") {
    const auto& policy = shippedPolicy();
    CHECK(policy.scanTries == 3);
    CHECK(policy.matching.same == Approx(0.55));
    CHECK(policy.matching.unsure == Approx(0.45));
    CHECK(policy.matching.templateFrames >= 5);
    CHECK(policy.challenge.actions.size() == 3);
    CHECK(policy.challenge.length == 4);
    CHECK(possibleOrders(policy.challenge.actions, policy.challenge.length) == 56);
    CHECK(policy.liveness.turn.onYaw < 17);  // an honest small turn
    CHECK(policy.liveness.session.returnYaw <= policy.liveness.turn.offYaw);
    CHECK(policy.liveness.blink.longestBlink == FrameTime{1'000'000});
}

TEST_CASE("every number of the thresholds file names its source") {
    std::ifstream file(std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "resources/thresholds.json");
    const auto json = nlohmann::json::parse(file);
    int numbers = 0;
    for (const auto* section : {"liveness", "matching"}) {
        for (const auto& [part, fields] : json.at(section).items()) {
            for (const auto& [name, entry] : fields.items()) {
                INFO(part << "." << name);
                CHECK(entry.at("value").is_number());
                CHECK(entry.at("source").get<std::string>().size() > 15);
                ++numbers;
            }
        }
    }
    CHECK(numbers > 60);
}

TEST_CASE("an operator's policy changes what it names and nothing else") {
    const auto policy = parsePolicy(R"({"version":"op-7","bands":{"same":0.6,"unsure":0.5},
        "challenge":{"actions":["left","blink"],"length":7,"window_ms":8000},"scan_tries":2,"virtual_camera":"block",
        "liveness":{"turn":{"on_yaw":{"value":20,"source":"operator"}}}})",
                                    shippedPolicy());
    REQUIRE(policy);
    CHECK(policy->version == "op-7");
    CHECK(policy->matching.same == Approx(0.6));
    CHECK(policy->challenge.actions == std::vector<Action>{Action::TurnLeft, Action::Blink});
    CHECK(policy->challenge.length == 7);
    CHECK(policy->challenge.window == FrameTime{8'000'000});
    CHECK(policy->challenge.longestPause == shippedPolicy().challenge.longestPause);
    CHECK(policy->scanTries == 2);
    CHECK(policy->virtualCamera == VirtualCameraRule::Block);
    CHECK(policy->liveness.turn.onYaw == Approx(20));
    CHECK(policy->liveness.turn.offYaw == Approx(shippedPolicy().liveness.turn.offYaw));
}

TEST_CASE("a policy that cannot be meant is refused whole") {
    for (const char* bad : {"",
                            "null",
                            "[]",
                            "{",
                            "{\"bands\":{\"same\":0.4,\"unsure\":0.5}}",
                            "{\"bands\":{\"same\":7,\"unsure\":0}}",
                            "{\"bands\":{\"same\":0.6}}",
                            "{\"bandz\":{}}",
                            "{\"scan_tries\":0}",
                            "{\"scan_tries\":1e9}",
                            "{\"scan_tries\":\"three\"}",
                            "{\"challenge\":{\"actions\":[]}}",
                            "{\"challenge\":{\"shortest_pause_ms\":400.5}}",
                            "{\"liveness\":{\"flatness\":{\"head_depth\":{\"value\":0.3}}}}",
                            "{\"liveness\":{\"passive\":{\"clear\":{\"value\":0.2}}}}",
                            "{\"challenge\":{\"actions\":[\"jump\"]}}",
                            "{\"challenge\":{\"actions\":[1]}}",
                            "{\"challenge\":{\"actions\":[\"blink\"]}}",
                            "{\"challenge\":{\"actions\":[\"left\",\"blink\",\"left\"]}}",
                            "{\"challenge\":{\"length\":0}}",
                            "{\"challenge\":{\"length\":13}}",
                            "{\"challenge\":{\"length\":1e30}}",
                            "{\"challenge\":{\"length\":\"four\"}}",
                            "{\"challenge\":{\"shortest_pause_ms\":5000,\"longest_pause_ms\":10}}",
                            "{\"challenge\":{\"window_ms\":-1}}",
                            "{\"virtual_camera\":\"maybe\"}",
                            "{\"liveness\":{\"turn\":{\"on_yaw\":{\"value\":500,\"source\":\"x\"}}}}",
                            "{\"liveness\":{\"turn\":{\"on_yaw\":13}}}",
                            "{\"liveness\":{\"turn\":{\"onyaw\":{\"value\":13}}}}",
                            "{\"liveness\":{\"magic\":{}}}",
                            "{\"liveness\":7}"}) {
        INFO(bad);
        const auto policy = parsePolicy(bad, shippedPolicy());
        REQUIRE_FALSE(policy);
        CHECK(policy.error().code == ErrorCode::PolicyUnreadable);
    }
    CHECK_FALSE(loadPolicy("/nowhere/policy.json", shippedPolicy()));
}
