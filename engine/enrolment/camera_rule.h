// What the policy says of a camera that exists only in software. It is judged by what the system tells of the
// device (capture/camera_description.h): a signal and no proof. Pure functions; any thread.
#pragma once

#include <vector>

#include "capture/frame_source.h"
#include "core/reason.h"
#include "enrolment/policy.h"
#include "liveness/session_types.h"

namespace countersign {

// A practice buyer or a film is none: such records say in their header what they are.
[[nodiscard]] bool isSoftwareCamera(const SourceInfo& source);

// The scan's decision under the rule, never a milder one: "flag" sends what would be accepted to a person at
// the operator, "block" refuses it, "allow" changes nothing. The reason CameraNotTrusted is put first when
// the rule decided.
void weighCamera(const SourceInfo& source, VirtualCameraRule rule, Decision& decision,
                 std::vector<Reason>& reasons);

// As evidence has it: "trusted", or what the rule makes of a software camera: "allowed", "flagged",
// "blocked".
[[nodiscard]] std::string_view cameraRuleOutcome(const SourceInfo& source, VirtualCameraRule rule);

}  // namespace countersign
