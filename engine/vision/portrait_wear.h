// What printing, copying and filming do to a portrait: measured on the face of a still picture. Pure
// functions; any thread.
#pragma once

#include "vision/face_types.h"

namespace countersign {

struct PortraitWear {
    float grain = 0;  // standard deviation of pixel noise (Immerkaer 1996), of a scale of 0..1
    float midtones =
        0;  // share of the face in the middle half of its own range (2 % to 98 %): a copier leaves few
    float glare = 0;  // share of the face in its largest burnt-out patch (>= 250)
    float eyeGlare =
        0;           // share of an eye's opening and rim (0.36 x 0.24 eye distances) burnt out, the worse eye
    float grid = 0;  // height of the sharpest peak of the face's spectrum over its surroundings, in decades
    // Share of the energy of edges that a blur of 0.06 eye distances takes away, brows to mouth: 0.8 crisp;
    // what is already blurred by as much has little left to lose. In the face's own scale, so that a small
    // picture is not a blurred one.
    float detail = 0;
    float colour = 0;  // mean of the largest minus the smallest channel, 0 grey .. 1
};

// Alone, see above; 0 where the eyes lie outside.
[[nodiscard]] double eyeGlare(const cv::Mat& bgr, const Landmarks& points);

// `bgr` CV_8UC3; `points` of a face in it.
[[nodiscard]] PortraitWear portraitWear(const cv::Mat& bgr, const Landmarks& points);

}  // namespace countersign
