#include "liveness/picture_check.h"

#include <algorithm>
#include <cmath>

namespace countersign {

bool secondFace(const FrameReading& reading, const ContinuityThresholds& thresholds) {
    if (reading.faces.size() < 2) return false;
    const double first = static_cast<double>(reading.faces[0].rect.area());
    return std::any_of(reading.faces.begin() + 1, reading.faces.end(), [&](const FaceBox& other) {
        return static_cast<double>(other.score) >= thresholds.secondFaceScore &&
               static_cast<double>(other.rect.area()) >= thresholds.secondFaceArea * first;
    });
}

// Order: what hides the other faults comes first. Light before sharpness, because a dark picture is always
// blurred.
std::optional<Reason> pictureFault(const FrameReading& reading, const LivenessThresholds& thresholds) {
    if (!reading.face) {
        const bool dark =
            reading.luminance && static_cast<double>(*reading.luminance) < thresholds.picture.darkest;
        return dark ? Reason::TooDark : Reason::NoFace;
    }
    if (secondFace(reading, thresholds.continuity)) return Reason::MoreThanOneFace;
    const auto& t = thresholds.picture;
    const auto& face = *reading.face;
    const auto& q = face.quality;
    if (q.eyeDistancePx < t.smallestEyeDistancePx || q.faceArea < t.smallestFaceArea) return Reason::TooFar;
    if (q.faceArea > t.largestFaceArea) return Reason::TooNear;
    if (q.centreOffset > t.largestCentreOffset) return Reason::OffCentre;
    if (q.luminance < t.darkest || q.darkShare > t.largestDarkShare) return Reason::TooDark;
    if (q.luminance > t.brightest || q.brightShare > t.largestBrightShare) return Reason::TooBright;
    if (q.sideLight > t.largestSideLight || q.backLight > t.largestBackLight) return Reason::LightFromOneSide;
    if (q.covered > t.covered) return Reason::FaceCovered;
    if (std::max(face.rightEye.visibility, face.leftEye.visibility) < t.eyesVisible)
        return Reason::EyesNotVisible;
    if (q.sharpness < t.leastSharpness) return Reason::Blurred;
    return {};
}

std::optional<Reason> facingFault(const FaceReading& face, const PictureThresholds& t) {
    if (std::abs(face.pose.yaw) > t.facingYaw || std::abs(face.pose.pitch) > t.facingPitch ||
        std::abs(face.pose.roll) > t.facingRoll) {
        return Reason::NotFacing;
    }
    return {};
}

Hint hintFor(Reason fault) {
    switch (fault) {
        case Reason::NoFace:
        case Reason::FaceLost:
        case Reason::OffCentre:
            return Hint::MoveToCentre;
        case Reason::MoreThanOneFace:
        case Reason::AnotherFaceAppeared:
            return Hint::OnePersonOnly;
        case Reason::TooFar:
            return Hint::ComeNearer;
        case Reason::TooNear:
            return Hint::MoveBack;
        case Reason::TooDark:
            return Hint::MoreLight;
        case Reason::TooBright:
            return Hint::LessLight;
        case Reason::LightFromOneSide:
            return Hint::EvenLight;
        case Reason::Blurred:
            return Hint::HoldStill;
        case Reason::EyesNotVisible:
            return Hint::ShowEyes;
        case Reason::FaceCovered:
            return Hint::UncoverFace;
        case Reason::NotFacing:
            return Hint::LookStraight;
        default:
            return Hint::None;
    }
}

namespace {

// 0 at `bad`, 1 at `good`.
double rise(double value, double bad, double good) {
    return std::clamp((value - bad) / (good - bad), 0.0, 1.0);
}

}  // namespace

// 1 well inside the limits, 0 at a limit: full marks at twice the least and at three quarters of the most.
PictureMeters meters(const FaceReading& face, const PictureThresholds& t) {
    const auto& q = face.quality;
    PictureMeters meters;
    meters.distance = std::min(
        {rise(static_cast<double>(q.eyeDistancePx), t.smallestEyeDistancePx, 1.5 * t.smallestEyeDistancePx),
         rise(static_cast<double>(q.faceArea), t.smallestFaceArea, 2 * t.smallestFaceArea),
         rise(-static_cast<double>(q.faceArea), -t.largestFaceArea, -0.75 * t.largestFaceArea)});
    meters.light =
        std::min({rise(static_cast<double>(q.luminance), t.darkest, 2 * t.darkest),
                  rise(-static_cast<double>(q.luminance), -t.brightest, -(t.brightest + 0.5) / 2),
                  rise(-static_cast<double>(q.sideLight), -t.largestSideLight, -0.5 * t.largestSideLight),
                  rise(-static_cast<double>(q.backLight), -t.largestBackLight, -0.5 * t.largestBackLight)});
    meters.sharpness = rise(static_cast<double>(q.sharpness), t.leastSharpness, 2 * t.leastSharpness);
    return meters;
}

double templateWeight(const FaceReading& face, const PictureThresholds& t) {
    const auto m = meters(face, t);
    const double front = std::max(0.0, 1 - std::abs(static_cast<double>(face.pose.yaw)) / 45);
    return std::max(1e-3,
                    (0.2 + 0.8 * m.distance) * (0.2 + 0.8 * m.light) * (0.2 + 0.8 * m.sharpness) * front);
}

}  // namespace countersign
