// Whether a document's portrait may be matched at all: no match runs on a bad picture, and the one thing most
// in the way becomes the reason. Pure function; any thread.
#pragma once

#include <vector>

#include "core/reason.h"
#include "vision/still_analyser.h"

namespace countersign {

// resources/thresholds.json, matching.portrait: each with the place where it was found.
struct PortraitThresholds {
    double smallestEyeDistancePx = 0;
    double darkest = 0, brightest = 0;  // mean grey of the face, 0..1
    double largestEyeGlare = 0;  // share of one eye burnt out, by a lamp that the laminate or glasses mirror
    double covered = 0;          // likelihood of a mask by the colour of the lower face, 0..1
    double largestGlare = 0;     // share of the face in one burnt-out patch
    double leastDetail = 0;
    double largestYaw = 0;  // degrees
    // A copier leaves less colour than the first and fewer tones in the middle than the second, or more grain
    // than the third.
    double copyColour = 0, copyMidtones = 0, copyGrain = 0;
    double screenGrid = 0;   // a screen's grid stands out of the spectrum by this, in decades
    double eyesVisible = 0;  // of the better eye, 0..1
};

// The dominant fault first; empty: may be matched. NoFace, PortraitNotFound and the like are told by the
// reading.
[[nodiscard]] std::vector<Reason> portraitFaults(const StillReading& reading,
                                                 const PortraitThresholds& thresholds);

}  // namespace countersign
