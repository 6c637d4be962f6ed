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

}  // namespace countersign
