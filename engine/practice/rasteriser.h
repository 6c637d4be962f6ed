// Fills triangles on a canvas: depth test, texture, light that was computed at the corners. One thread.
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "practice/canvas.h"

namespace countersign {

struct LitVertex {
    float x = 0, y = 0;  // px
    float nearness = 0;  // 1/z, decimetres; <= 0: behind the camera
    cv::Vec3f light;     // multiplies the texture, BGR
    float gloss = 0;     // is added
};

enum class Fill {
    Opaque = 1,      // front faces only, texture alpha ignored
    OpaqueTwoSided,  // cloth: its inside is seen in a collar
    Blended,         // both faces, drawn from far to near
};

struct FillRules {
    Fill fill = Fill::Opaque;
    float depthSlack = 1;  // < 1 lets what lies closely behind show: brows and lashes on the skin
};

// `corners`: a, b, c with their places in `texture` (CV_8UC4, px). Attributes are interpolated without
// perspective: the triangles of a head are a few pixels large.
void fillTriangle(Canvas& canvas, const std::array<const LitVertex*, 3>& corners,
                  const std::array<cv::Vec2f, 3>& texturePositions, const cv::Mat& texture, FillRules rules);

}  // namespace countersign
