#include "enrolment/operator_policy.h"

#include "support/catch.h"

using namespace countersign;

namespace {

LaidPolicy lay(std::string_view json) {
    auto laid = layOperatorPolicy(json, shippedPolicy());
    REQUIRE(laid);
    return *laid;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a policy that names nothing changes nothing but says whose it is") {
    const auto laid = lay(R"({"policy_version":3})");
    CHECK(laid.notTaken.empty());
    CHECK(laid.policy.version == shippedPolicy().version + "+operator-3");
    CHECK(laid.policy.scanTries == shippedPolicy().scanTries);
    CHECK(laid.policy.challenge.actions == shippedPolicy().challenge.actions);
}

TEST_CASE("what is stricter takes effect") {
    const auto laid = lay(R"({"policy_version":1,"scan_tries":2,"virtual_camera":"block",
        "bands":{"same":0.6,"unsure":0.5},
        "challenge":{"actions":["left","blink","right","up"],"length":5,"window_ms":4000,
        "longest_pause_ms":2400}})");
    CHECK(laid.notTaken.empty());
    CHECK(laid.policy.scanTries == 2);
    CHECK(laid.policy.virtualCamera == VirtualCameraRule::Block);
    CHECK(laid.policy.matching.same == Approx(0.6));
    CHECK(laid.policy.matching.unsure == Approx(0.5));
    CHECK(laid.policy.challenge.actions.size() == 4);
    CHECK(laid.policy.challenge.length == 5);
    CHECK(laid.policy.challenge.window == FrameTime{4'000'000});
    CHECK(laid.policy.challenge.longestPause == FrameTime{2'400'000});
    CHECK(laid.policy.liveness.turn.onYaw == Approx(shippedPolicy().liveness.turn.onYaw));
}

TEST_CASE("what is looser leaves the shipped value, each by itself, and is named") {
    const auto laid = lay(R"({"policy_version":1,"scan_tries":5,"virtual_camera":"allow",
        "bands":{"same":0.6,"unsure":0.3},
        "challenge":{"actions":["blink","left"],"length":3,"window_ms":60000,"longest_pause_ms":500}})");
    CHECK(laid.notTaken == Names{"challenge.actions", "challenge.length", "challenge.window_ms",
                                 "challenge.longest_pause_ms", "scan_tries", "virtual_camera",
                                 "bands.unsure"});
    CHECK(laid.policy.scanTries == shippedPolicy().scanTries);
    CHECK(laid.policy.virtualCamera == shippedPolicy().virtualCamera);
    CHECK(laid.policy.matching.same == Approx(0.6));
    CHECK(laid.policy.matching.unsure == Approx(shippedPolicy().matching.unsure));
    CHECK(laid.policy.challenge.actions == shippedPolicy().challenge.actions);
    CHECK(laid.policy.challenge.length == shippedPolicy().challenge.length);
    CHECK(laid.policy.challenge.window == shippedPolicy().challenge.window);
    CHECK(laid.policy.challenge.longestPause == shippedPolicy().challenge.longestPause);
}

TEST_CASE("ages of guardians may only rise, and pictures of documents may only be asked for") {
    const auto stricter = lay(R"({"policy_version":1,"guardian":{"consents_below":16,"present_below":18},
        "supporting_picture":["face_has_changed","no_wish"]})");
    CHECK(stricter.notTaken.empty());
    CHECK(stricter.policy.guardian == GuardianRule{16, 18});
    CHECK(stricter.policy.supportingPicture == std::vector{Obstacle::FaceHasChanged, Obstacle::NoWish});
    for (const char* looser :
         {R"({"policy_version":1,"guardian":{"consents_below":10,"present_below":16}})",
          R"({"policy_version":1,"guardian":{"consents_below":14,"present_below":15}})"}) {
        const auto laid = lay(looser);
        CHECK(laid.notTaken == Names{"guardian"});
        CHECK(laid.policy.guardian == GuardianRule{14, 16});
    }
}

TEST_CASE("a window in which nobody can obey is not taken") {
    CHECK(lay(R"({"policy_version":1,"challenge":{"window_ms":100}})").notTaken ==
          Names{"challenge.window_ms"});
}

TEST_CASE("what becomes of the buyer's data is the operator's word, and nothing where it says nothing") {
    CHECK(lay(R"({"policy_version":1})").policy.dataTerms == DataTerms{});
    CHECK(shippedPolicy().dataTerms == DataTerms{});
    const auto laid = lay(R"({"policy_version":1,"operator":{"name":"Example Mobile"},
        "decisions":{"numbers_a_person":5},"retention":{"pictures_days":90},
        "forwarding":{"content":"attestation","ground":"telecom_rules",
        "ground_text":{"en":"The telecom rules"},"authority":{"en":"The ministry","zh-CN":"主管部门"}}})");
    CHECK(laid.notTaken.empty());
    const auto& terms = laid.policy.dataTerms;
    CHECK(terms.picturesDays == 90);
    CHECK(terms.forwarding.content == ForwardContent::Attestation);
    CHECK(textIn(terms.forwarding.authority, "zh-CN") == "主管部门");
    CHECK(textIn(terms.forwarding.groundText, "zh-CN") == "The telecom rules");
}

TEST_CASE("names of another version and the engine's thresholds are left out and named") {
    const auto laid = lay(R"({"policy_version":1,"fingerprints":true,
        "liveness":{"turn":{"on_yaw":{"value":6}}},"scan_tries":1})");
    CHECK(laid.notTaken == Names{"fingerprints", "liveness"});
    CHECK(laid.policy.scanTries == 1);
    CHECK(laid.policy.liveness.turn.onYaw == Approx(shippedPolicy().liveness.turn.onYaw));
}

TEST_CASE("a known name with a value that can't be meant refuses the whole policy") {
    for (const char* bad :
         {"", "null", "[]", R"({"scan_tries":0})", R"({"scan_tries":"two"})",
          R"({"virtual_camera":"perhaps"})", R"({"bands":{"same":0.4,"unsure":0.9}})",
          R"({"challenge":{"actions":["dance"]}})", R"({"bands":7})", R"({"guardian":{"consents_below":14}})",
          R"({"guardian":14})", R"({"guardian":{"consents_below":18,"present_below":16}})",
          R"({"guardian":{"consents_below":-1,"present_below":16}})",
          R"({"supporting_picture":["laziness"]})", R"({"supporting_picture":"all"})",
          R"({"forwarding":{"content":"attestation","ground":"telecom_rules"}})", R"({"forwarding":"none"})",
          R"({"retention":{"pictures_days":"long"}})"}) {
        INFO(bad);
        const auto laid = layOperatorPolicy(bad, shippedPolicy());
        REQUIRE_FALSE(laid);
        CHECK(laid.error().code == ErrorCode::PolicyUnreadable);
    }
    // So deep that writing it out would take more stack than there is.
    CHECK_FALSE(layOperatorPolicy(
        "{\"challenge\":" + std::string(100000, '[') + std::string(100000, ']') + "}", shippedPolicy()));
}
