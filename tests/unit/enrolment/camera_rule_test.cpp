#include "enrolment/camera_rule.h"
#include "support/catch.h"

using namespace countersign;

namespace {

SourceInfo software() {
    SourceInfo source;
    source.kind = SourceKind::Camera;
    source.driver = "v4l2 loopback";
    source.virtualDevice = true;
    return source;
}

struct Weighed {
    Decision decision;
    std::vector<Reason> reasons;
};

Weighed weigh(const SourceInfo& source, VirtualCameraRule rule, Decision decision,
              std::vector<Reason> reasons = {}) {
    weighCamera(source, rule, decision, reasons);
    return {decision, reasons};
}

}  // namespace

TEST_CASE("a software camera is weighed as the policy says") {
    CHECK(weigh(software(), VirtualCameraRule::Allow, Decision::Accepted).decision == Decision::Accepted);
    const auto flagged = weigh(software(), VirtualCameraRule::Flag, Decision::Accepted);
    CHECK(flagged.decision == Decision::Review);
    CHECK(flagged.reasons == std::vector{Reason::CameraNotTrusted});
    const auto blocked = weigh(software(), VirtualCameraRule::Block, Decision::Accepted);
    CHECK(blocked.decision == Decision::Refused);
    CHECK(blocked.reasons == std::vector{Reason::CameraNotTrusted});
}

TEST_CASE("the rule never makes a decision milder and keeps a refusal's own cause first") {
    const auto unsure =
        weigh(software(), VirtualCameraRule::Flag, Decision::Review, {Reason::UnsureAPersonMustLook});
    CHECK(unsure.decision == Decision::Review);
    CHECK(unsure.reasons == std::vector{Reason::CameraNotTrusted, Reason::UnsureAPersonMustLook});
    for (const auto rule : {VirtualCameraRule::Allow, VirtualCameraRule::Flag, VirtualCameraRule::Block}) {
        const auto refused = weigh(software(), rule, Decision::Refused, {Reason::FlatFace});
        CHECK(refused.decision == Decision::Refused);
        CHECK(refused.reasons == std::vector{Reason::FlatFace});
    }
}

TEST_CASE("hardware, a practice buyer and a film are not software cameras") {
    SourceInfo hardware = software();
    hardware.virtualDevice = false;
    SourceInfo practice = software();
    practice.kind = SourceKind::Practice;
    SourceInfo film = software();
    film.kind = SourceKind::Recorded;
    for (const auto& source : {hardware, practice, film}) {
        CHECK_FALSE(isSoftwareCamera(source));
        const auto same = weigh(source, VirtualCameraRule::Block, Decision::Accepted);
        CHECK(same.decision == Decision::Accepted);
        CHECK(same.reasons.empty());
    }
}
