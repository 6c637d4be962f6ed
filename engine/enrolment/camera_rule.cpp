#include "enrolment/camera_rule.h"

#include <algorithm>

namespace countersign {

bool isSoftwareCamera(const SourceInfo& source) {
    return source.kind == SourceKind::Camera && source.virtualDevice;
}

void weighCamera(const SourceInfo& source, VirtualCameraRule rule, Decision& decision,
                 std::vector<Reason>& reasons) {
    if (rule == VirtualCameraRule::Allow || !isSoftwareCamera(source)) return;
    if (decision == Decision::Refused) return;  // its own cause is told
    decision = rule == VirtualCameraRule::Block ? Decision::Refused : Decision::Review;
    reasons.push_back(Reason::CameraNotTrusted);
    std::rotate(reasons.begin(), reasons.end() - 1, reasons.end());
}

}  // namespace countersign
