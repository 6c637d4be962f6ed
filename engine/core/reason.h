// Why a scan did not simply succeed: outcomes shown to people, kept in evidence and counted in reports.
// A time-out is not a failed check and a bad picture is not a mismatch, so each has a code of its own.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace countersign {

enum class Reason {
    NoFace = 1,
    MoreThanOneFace,
    TooFar,
    TooNear,
    OffCentre,
    TooDark,
    TooBright,
    LightFromOneSide,
    Blurred,
    EyesNotVisible,      // dark glasses
    FaceCovered,         // mask, hand
    NotFacing,
    WrongAction,
    ActionTooEarly,
    ActionNotSeenInTime,
    FaceLost,
    AnotherFaceAppeared,
    FlatFace,
    ScreenOrPrintSuspected,
    CameraNotTrusted,
    CameraTooSlowOrSmall,
    NotThePersonOnTheDocument,
    UnsureAPersonMustLook,
    DocumentUnreadable,
    PortraitNotFound,
};

// snake_case, stable: stored in records and printed by the check tool.
[[nodiscard]] std::string_view reasonName(Reason reason);
[[nodiscard]] std::optional<Reason> reasonFromName(std::string_view name);

// The dominant reason stands first in every list of them.
// Each is named once: one that is there already is moved by putFirst and left alone by putLast.
void putFirst(std::vector<Reason>& reasons, Reason dominant);
void putLast(std::vector<Reason>& reasons, Reason besides);

}  // namespace countersign
