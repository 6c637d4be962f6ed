// Which of the cameras to use. Pure function; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "capture/camera_description.h"

namespace countersign {

enum class CameraChoiceReason {
    Remembered = 1,   // the same camera at the same place
    RememberedMoved,  // the only one of the same make, at another port
    OnlyOne,          // nothing remembered, and only one real camera
    FirstOfSeveral,   // nothing remembered, several: let the clerk confirm
    StandIn,          // the remembered one is missing; another real camera takes its place: say so
    OnlyVirtual,      // only software cameras, and none of them was chosen by a person: none is taken
    NoCamera,
};

struct CameraChoice {
    CameraChoiceReason reason = CameraChoiceReason::NoCamera;
    std::optional<CameraDescription> camera;  // empty with OnlyVirtual and NoCamera
    bool rememberedMissing = false;
};

// `remembered`: CameraIdentity::text() of the camera a person last chose, or empty. A virtual camera is taken
// only if it is that one.
[[nodiscard]] CameraChoice chooseCamera(const std::vector<CameraDescription>& cameras,
                                        std::string_view remembered);

}  // namespace countersign
