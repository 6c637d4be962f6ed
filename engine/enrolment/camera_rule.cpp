#include "enrolment/camera_rule.h"

namespace countersign {

bool isSoftwareCamera(const SourceInfo& source) {
    return source.kind == SourceKind::Camera && source.virtualDevice;
}

void weighCamera(const SourceInfo& source, VirtualCameraRule rule, Decision& decision,
                 std::vector<Reason>& reasons) {
    if (rule == VirtualCameraRule::Allow || !isSoftwareCamera(source)) return;
    if (decision == Decision::Refused) return;  // its own cause is told
    decision = rule == VirtualCameraRule::Block ? Decision::Refused : Decision::Review;
    putFirst(reasons, Reason::CameraNotTrusted);
}

std::string_view cameraRuleOutcome(const SourceInfo& source, VirtualCameraRule rule) {
    if (!isSoftwareCamera(source)) return "trusted";
    switch (rule) {
        case VirtualCameraRule::Allow:
            return "allowed";
        case VirtualCameraRule::Flag:
            return "flagged";
        case VirtualCameraRule::Block:
            return "blocked";
    }
    return "invalid";
}

}  // namespace countersign
