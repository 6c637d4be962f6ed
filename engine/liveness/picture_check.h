// Turns the raw measures of a frame into the one thing most in the way, with a hint for the people in front
// of the camera, and into the meters of the scan page. Pure functions; any thread.
#pragma once

#include <optional>

#include "liveness/session_types.h"
#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

// What is wrong with a reading, most important first; empty: fit to judge. Head pose is not looked at: a
// turned head is what the scan asks for (see facingFault).
[[nodiscard]] std::optional<Reason> pictureFault(const FrameReading& reading,
                                                 const LivenessThresholds& thresholds);
// NotFacing if the head is turned away by its raw pose: for finding the neutral pose.
[[nodiscard]] std::optional<Reason> facingFault(const FaceReading& face, const PictureThresholds& thresholds);
[[nodiscard]] Hint hintFor(Reason fault);
[[nodiscard]] PictureMeters meters(const FaceReading& face, const PictureThresholds& thresholds);
[[nodiscard]] bool secondFace(const FrameReading& reading, const ContinuityThresholds& thresholds);
// Weight of a frame in the matching template, 0..1: size, light, sharpness, nearness to the front.
[[nodiscard]] double templateWeight(const FaceReading& face, const PictureThresholds& thresholds);

}  // namespace countersign
