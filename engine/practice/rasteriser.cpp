#include "practice/rasteriser.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

constexpr float kInvisible = 0.02F;  // alpha below this leaves no trace
constexpr float kSolid = 0.5F;       // alpha from which a blended pixel hides what is behind

struct Texel {
    cv::Vec3f colour;  // linear, 0..1
    float alpha;
};

Texel sample(const cv::Mat& texture, float x, float y) {
    const float cx = std::clamp(x, 0.0F, static_cast<float>(texture.cols - 1));
    const float cy = std::clamp(y, 0.0F, static_cast<float>(texture.rows - 1));
    const int x0 = std::min(static_cast<int>(cx), texture.cols - 2);
    const int y0 = std::min(static_cast<int>(cy), texture.rows - 2);
    const float fx = cx - static_cast<float>(x0), fy = cy - static_cast<float>(y0);
    const auto* top = texture.ptr<cv::Vec4b>(y0) + x0;
    const auto* bottom = texture.ptr<cv::Vec4b>(y0 + 1) + x0;
    const float w00 = (1 - fx) * (1 - fy), w10 = fx * (1 - fy), w01 = (1 - fx) * fy, w11 = fx * fy;
    std::array<float, 4> v{};
    for (int i = 0; i < 4; ++i)
        v[static_cast<std::size_t>(i)] =
            (static_cast<float>(top[0][i]) * w00 + static_cast<float>(top[1][i]) * w10 +
             static_cast<float>(bottom[0][i]) * w01 + static_cast<float>(bottom[1][i]) * w11) *
            (1.0F / 255.0F);
    return {{v[0] * v[0], v[1] * v[1], v[2] * v[2]}, v[3]};
}

// A value that is linear over the picture: at(x, y) = base + x * dx + y * dy.
struct Plane {
    float base, dx, dy;
    [[nodiscard]] float at(float x, float y) const { return base + x * dx + y * dy; }
};

}  // namespace

void fillTriangle(Canvas& canvas, const std::array<const LitVertex*, 3>& corners,
                  const std::array<cv::Vec2f, 3>& texturePositions, const cv::Mat& texture, FillRules rules) {
    const LitVertex &a = *corners[0], &b = *corners[1], &c = *corners[2];
    if (a.nearness <= 0 || b.nearness <= 0 || c.nearness <= 0) return;
    const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    // y goes down in the picture, so a front face has a negative area.
    if (std::abs(area) < 1e-6F || (rules.fill == Fill::Opaque && area > 0)) return;

    const auto [lowX, highX] = std::minmax({a.x, b.x, c.x});
    const auto [lowY, highY] = std::minmax({a.y, b.y, c.y});
    const auto limit = [](float v, int size) {
        return static_cast<int>(std::clamp(v, 0.0F, static_cast<float>(size)));
    };
    const int x0 = limit(std::floor(lowX), canvas.width()), x1 = limit(std::ceil(highX), canvas.width());
    const int y0 = limit(std::floor(lowY), canvas.height()), y1 = limit(std::ceil(highY), canvas.height());
    if (x0 >= x1 || y0 >= y1) return;

    const float inverse = 1 / area;
    const float ux = (b.x - a.x), uy = (b.y - a.y), vx = (c.x - a.x), vy = (c.y - a.y);
    // Barycentric weights of b and c as planes; every other value is built from them.
    const Plane wb{(a.y * vx - a.x * vy) * inverse, vy * inverse, -vx * inverse};
    const Plane wc{(a.x * uy - a.y * ux) * inverse, -uy * inverse, ux * inverse};
    const auto plane = [&](float va, float vb, float vc) {
        return Plane{va + wb.base * (vb - va) + wc.base * (vc - va), wb.dx * (vb - va) + wc.dx * (vc - va),
                     wb.dy * (vb - va) + wc.dy * (vc - va)};
    };
    const Plane nearness = plane(a.nearness, b.nearness, c.nearness);
    const Plane tx = plane(texturePositions[0][0], texturePositions[1][0], texturePositions[2][0]);
    const Plane ty = plane(texturePositions[0][1], texturePositions[1][1], texturePositions[2][1]);
    const Plane gloss = plane(a.gloss, b.gloss, c.gloss);
    std::array<Plane, 3> light{};
    for (int i = 0; i < 3; ++i)
        light[static_cast<std::size_t>(i)] = plane(a.light[i], b.light[i], c.light[i]);

    constexpr float kEdge = -1e-5F;
    for (int y = y0; y < y1; ++y) {
        cv::Vec3f* const colours = canvas.colour(y);
        float* const depths = canvas.depth(y);
        const float py = static_cast<float>(y) + 0.5F;
        for (int x = x0; x < x1; ++x) {
            const float px = static_cast<float>(x) + 0.5F;
            const float sb = wb.at(px, py), sc = wc.at(px, py);
            if (sb < kEdge || sc < kEdge || sb + sc > 1 - kEdge) continue;
            const float near = nearness.at(px, py);
            if (near < depths[x] * rules.depthSlack) continue;
            const Texel texel = sample(texture, tx.at(px, py), ty.at(px, py));
            const float shine = gloss.at(px, py);
            cv::Vec3f& out = colours[x];
            if (rules.fill != Fill::Blended) {
                for (int i = 0; i < 3; ++i)
                    out[i] = std::min(
                        1.0F, texel.colour[i] * light[static_cast<std::size_t>(i)].at(px, py) + shine);
                depths[x] = near;
                continue;
            }
            const float alpha = std::max(texel.alpha, std::min(1.0F, shine));
            if (alpha < kInvisible) continue;
            for (int i = 0; i < 3; ++i) {
                const float lit = texel.colour[i] * light[static_cast<std::size_t>(i)].at(px, py) + shine;
                out[i] += (std::min(1.0F, lit) - out[i]) * alpha;
            }
            if (alpha > kSolid) depths[x] = std::max(depths[x], near);
        }
    }
}

}  // namespace countersign
