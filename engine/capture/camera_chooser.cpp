#include "capture/camera_chooser.h"

namespace countersign {

CameraChoice chooseCamera(const std::vector<CameraDescription>& cameras, std::string_view remembered) {
    const auto wanted = CameraIdentity::parse(remembered);
    CameraChoice choice;
    if (wanted) {
        const CameraDescription* sameMake = nullptr;
        int ofSameMake = 0;
        for (const auto& camera : cameras) {
            if (camera.identity == *wanted) return {CameraChoiceReason::Remembered, camera, false};
            if (camera.identity.product == wanted->product && !camera.virtualDevice) {
                sameMake = &camera;
                ++ofSameMake;
            }
        }
        // Two of one make at new places cannot be told apart: then it is a stand-in.
        if (ofSameMake == 1) return {CameraChoiceReason::RememberedMoved, *sameMake, false};
        choice.rememberedMissing = true;
    }
    int real = 0;
    for (const auto& camera : cameras) {
        if (camera.virtualDevice) continue;
        ++real;
        if (!choice.camera) choice.camera = camera;
    }
    if (real == 0) {
        choice.reason = cameras.empty() ? CameraChoiceReason::NoCamera : CameraChoiceReason::OnlyVirtual;
    } else if (wanted) {
        choice.reason = CameraChoiceReason::StandIn;
    } else {
        choice.reason = real == 1 ? CameraChoiceReason::OnlyOne : CameraChoiceReason::FirstOfSeveral;
    }
    return choice;
}

}  // namespace countersign
