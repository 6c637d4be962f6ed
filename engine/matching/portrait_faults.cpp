#include "matching/portrait_faults.h"

#include <algorithm>
#include <cmath>

#include "vision/face_detector.h"
#include "vision/portrait_wear.h"

namespace countersign {
namespace {

constexpr double kGrainFromEyes =
    28;  // px; chip pictures, with eyes 17 to 24 px apart, had as much grain as copies

}  // namespace

// Order: what hides the other faults comes first. A copy is also hard and dark, glare also pale; blur comes
// last but for the eyes, because dark and tiny pictures are blurred too.
std::vector<Reason> portraitFaults(const StillReading& reading, const PortraitThresholds& t) {
    std::vector<Reason> faults;
    if (!reading.face) return {Reason::PortraitNotFound};
    if (countProminent(reading.faces) > 1) putLast(faults, Reason::MoreThanOneFace);
    if (reading.embedding.empty()) putLast(faults, Reason::OffCentre);
    const auto& face = *reading.face;
    const auto& q = face.quality;
    const auto wear = portraitWear(reading.picture, face.coarse);
    const auto above = [](float value, double limit) { return static_cast<double>(value) > limit; };
    const auto below = [](float value, double limit) { return static_cast<double>(value) < limit; };
    if (below(q.eyeDistancePx, t.smallestEyeDistancePx)) putLast(faults, Reason::TooFar);
    if (above(wear.grid, t.screenGrid)) putLast(faults, Reason::ScreenOrPrintSuspected);
    // A small picture's own detail looks like grain.
    const bool grainy = above(wear.grain, t.copyGrain) && !below(q.eyeDistancePx, kGrainFromEyes);
    if (below(wear.colour, t.copyColour) && (grainy || below(wear.midtones, t.copyMidtones)))
        putLast(faults, Reason::ScreenOrPrintSuspected);
    // A small reflection over an eye is as bad as a large one elsewhere; most lie on the laminate, not on
    // glasses.
    if (above(wear.glare, t.largestGlare) || above(wear.eyeGlare, t.largestEyeGlare) ||
        above(q.luminance, t.brightest))
        putLast(faults, Reason::TooBright);
    if (above(q.covered, t.covered)) putLast(faults, Reason::FaceCovered);
    if (below(q.luminance, t.darkest)) putLast(faults, Reason::TooDark);
    if (above(std::abs(face.pose.yaw), t.largestYaw)) putLast(faults, Reason::NotFacing);
    if (below(wear.detail, t.leastDetail)) putLast(faults, Reason::Blurred);
    if (below(std::max(face.rightEye.visibility, face.leftEye.visibility), t.eyesVisible))
        putLast(faults, Reason::EyesNotVisible);
    return faults;
}

}  // namespace countersign
