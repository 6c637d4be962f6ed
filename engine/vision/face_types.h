// Values that vision hands on. Plain values; any thread. Pixels are of the unmirrored picture; "left" and
// "right" eye, side and cheek are the person's own.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "capture/frame.h"

namespace countersign {

struct FaceBox {
    cv::Rect2f rect;  // px; may reach beyond the picture
    float score = 0;  // 0..1, the detector's
};

// The usual 68 points (jaw 0-16, brows 17-26, nose 27-35, person's right eye 36-41, person's left eye 42-47,
// mouth 48-67).
using Landmarks = std::array<cv::Point2f, 68>;

// Degrees. yaw > 0: the nose points to the person's own left (towards the right edge of the picture).
// pitch > 0: looks up. roll > 0: the head leans towards the person's own left shoulder (clockwise in
// the picture). Raw values carry a personal offset: judge them against the person's own neutral frame.
struct HeadPose {
    float yaw = 0;
    float pitch = 0;
    float roll = 0;
};

struct EyeReading {
    float closedMinusOpen = 0;  // logit difference of the eye-state net; > 0 leans to closed
    float openness = 0;         // lid gap divided by eye width (eye aspect ratio) of the fine landmarks
    float visibility = 0;       // 0..1, how far an eye can be judged here; low behind dark glasses or hair
};

// Raw measures of one face in one frame; thresholds and words live elsewhere (thresholds.json,
// core/reason.h).
struct FrameQuality {
    float eyeDistancePx = 0;  // between eye centres, divided by cos(yaw)
    float faceArea = 0;       // face box area / picture area
    float centreOffset = 0;   // distance of the face centre from the picture's, in picture heights
    float luminance = 0;      // mean grey of the face, 0..1
    float darkShare = 0;      // share of face pixels 0..25
    float brightShare = 0;    // share of face pixels 247..255
    float sideLight = 0;      // 0 even .. 1 one cheek dark
    float backLight = 0;      // luminance of the surround minus the face, -1..1
    float sharpness = 0;      // stated in vision/image_quality.h
    float covered = 0;        // 0..1, likelihood that mouth or nose is covered
};

// An upright straight edge beside the face, as a screen or paper held up has them; 0 none .. 1 perfect.
struct StraightEdges {
    float value = 0;
    float uncertainty = 0;  // standard error of value
};

struct FaceReading {
    FaceBox box;
    Landmarks coarse{};             // small net: keeps its sense in large turns
    std::optional<Landmarks> fine;  // dlib: eye shape, only near the front
    HeadPose pose;
    EyeReading rightEye;
    EyeReading leftEye;
    FrameQuality quality;
    std::optional<float> passiveLive;    // 0..1, 1 = bona fide; only on frames on which the passive net ran
    std::optional<StraightEdges> edges;  // only on frames on which they were looked for and had room
};

// Everything liveness needs of one frame.
struct FrameReading {
    std::uint64_t sequence = 0;
    FrameTime capturedAt{0};
    cv::Size pictureSize;
    std::uint64_t contentHash = 0;     // of all pixels: equal only for equal pictures; 0: not computed
    std::optional<float> luminance;    // mean grey of the whole picture, 0..1
    std::optional<float> colourShare;  // of its places that are not grey, 0..1
    bool detectorRan = false;          // false: the face was followed by its landmarks
    std::vector<FaceBox> faces;        // at the last detector run, most prominent first
    std::optional<FaceReading> face;   // the most prominent one
};

using Embedding = std::vector<float>;  // unit length

}  // namespace countersign
