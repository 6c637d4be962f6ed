#include "practice/shading.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

// By eye, against pictures of faces at a counter: a lamp above to one side, a weak light opposite, and the
// room.
const cv::Vec3f kFillLight = cv::normalize(cv::Vec3f{0.8F, 0.15F, 0.6F});
const cv::Vec3f kKeyColour{0.59F, 0.62F, 0.62F};  // BGR
const cv::Vec3f kFillColour{0.13F, 0.13F, 0.13F};
const cv::Vec3f kSkyColour{0.28F, 0.26F, 0.26F};  // ambient from above
const cv::Vec3f kGroundColour{0.15F, 0.145F, 0.145F};

// How far light creeps round an edge; skin lets red through farthest.
cv::Vec3f wrap(PartKind kind) {
    switch (kind) {
        case PartKind::Skin:
            return {0.16F, 0.21F, 0.35F};
        case PartKind::Hair:
            return {0.6F, 0.6F, 0.6F};
        default:
            return {0.15F, 0.15F, 0.15F};
    }
}

float power(float base, int exponent) {
    float out = 1;
    for (; exponent > 0; exponent >>= 1, base *= base)
        if ((exponent & 1) != 0) out *= base;
    return out;
}

float glossOf(PartKind kind, float alongHalf, float facing) {
    switch (kind) {
        case PartKind::Skin:
            return 0.05F * power(alongHalf, 18) + 0.03F * power(1 - facing, 4);
        case PartKind::Eye:
            return 0.9F * power(alongHalf, 180);
        case PartKind::Hair:
            return 0.05F * power(alongHalf, 12);
        case PartKind::Glasses:
            return 0.2F * power(alongHalf, 40);
        default:
            return 0;
    }
}

}  // namespace

Shade shadeSurface(PartKind kind, cv::Vec3f normal, const cv::Vec3f& towardsCamera, const Scene& scene,
                   float open) {
    const cv::Vec3f key = cv::normalize(scene.keyLight);
    float facing = normal.dot(towardsCamera);
    if (facing < 0 && kind != PartKind::Skin && kind != PartKind::Eye) {  // thin things have two sides
        normal = -normal;
        facing = -facing;
    }
    facing = std::max(0.0F, facing);
    const float up = 0.5F + 0.5F * normal[1];
    const float towardsKey = normal.dot(key), towardsFill = normal.dot(kFillLight);
    const cv::Vec3f bend = wrap(kind);
    Shade shade;
    for (int i = 0; i < 3; ++i) {
        const float norm = 1 / ((1 + bend[i]) * (1 + bend[i]));
        const float ambient = kGroundColour[i] + (kSkyColour[i] - kGroundColour[i]) * up;
        shade.light[i] = scene.exposure * open *
                         (scene.ambientStrength * ambient +
                          scene.keyStrength * kKeyColour[i] * std::max(0.0F, towardsKey + bend[i]) * norm +
                          scene.fillStrength * kFillColour[i] * std::max(0.0F, towardsFill + bend[i]) * norm);
    }
    const float alongHalf = std::max(0.0F, normal.dot(cv::normalize(key + towardsCamera)));
    shade.gloss = scene.exposure * scene.keyStrength * open * glossOf(kind, alongHalf, facing);
    return shade;
}

}  // namespace countersign
