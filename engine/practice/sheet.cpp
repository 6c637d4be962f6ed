#include "practice/sheet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "practice/rasteriser.h"

namespace countersign {
namespace {

constexpr float kRadians = static_cast<float>(CV_PI / 180);
// Triangles are drawn without perspective: small ones don't show it.
constexpr int kColumns = 48, kRows = 32;

// Signs of BuyerPose; the same order as the renderer's.
cv::Matx33f turnOf(const BuyerPose& pose) {
    const float cy = std::cos(pose.yaw * kRadians), sy = std::sin(pose.yaw * kRadians);
    const float cp = std::cos(-pose.pitch * kRadians), sp = std::sin(-pose.pitch * kRadians);
    const float cr = std::cos(-pose.roll * kRadians), sr = std::sin(-pose.roll * kRadians);
    return cv::Matx33f(cy, 0, sy, 0, 1, 0, -sy, 0, cy) * cv::Matx33f(1, 0, 0, 0, cp, -sp, 0, sp, cp) *
           cv::Matx33f(cr, -sr, 0, sr, cr, 0, 0, 0, 1);
}

struct Place {
    cv::Vec3f at, normal;
};

// Where a point of the paper lies when it has its form; x along the paper.
Place formed(float x, float y, const SheetForm& form) {
    if (form.curvature != 0) {
        const float angle = x * form.curvature;
        return {{std::sin(angle) / form.curvature, y, (std::cos(angle) - 1) / form.curvature},
                {std::sin(angle), 0, std::cos(angle)}};
    }
    const float along = x - form.foldAt;
    const float c = std::cos(form.fold * kRadians), s = std::sin(form.fold * kRadians);
    return {{form.foldAt + along * c, y, -std::abs(along) * s}, {along < 0 ? -s : s, 0, c}};
}

}  // namespace

Sheet::Sheet(PrintPicture picture, const Scene& scene) : m_scene(scene), m_picture(std::move(picture)) {}

void Sheet::draw(Canvas& canvas, const BuyerPose& pose, const SheetForm& form, const SheetHold& hold) const {
    for (int y = 0; y < canvas.height(); ++y) std::fill_n(canvas.depth(y), canvas.width(), 0.0F);
    const auto turn = turnOf(pose);
    const auto keyLight = cv::normalize(m_scene.keyLight);
    const cv::Vec3f shift(pose.shiftX, pose.shiftY, pose.shiftZ - hold.distance);
    const float focal = m_scene.focalLength * static_cast<float>(canvas.width());
    const cv::Point2f middle(static_cast<float>(canvas.width()) / 2, static_cast<float>(canvas.height()) / 2);
    const auto& texture = m_picture.bgra;
    constexpr auto kAcross = static_cast<std::size_t>(kColumns) + 1;
    std::vector<LitVertex> corners((static_cast<std::size_t>(kRows) + 1) * kAcross);
    std::vector<cv::Vec2f> onPicture(corners.size());
    for (int row = 0; row <= kRows; ++row)
        for (int column = 0; column <= kColumns; ++column) {
            const auto index = static_cast<std::size_t>(row) * kAcross + static_cast<std::size_t>(column);
            const float u = static_cast<float>(texture.cols * column) / kColumns;
            const float v = static_cast<float>(texture.rows * row) / kRows;
            onPicture[index] = {u, v};
            const auto place = formed((u - m_picture.axis.x) / m_picture.pixelsPerDecimetre,
                                      (m_picture.axis.y - v) / m_picture.pixelsPerDecimetre, form);
            const cv::Vec3f p = turn * (place.at - hold.pivot) + hold.pivot + shift;
            auto& corner = corners[index];
            if (p[2] > -0.2F) continue;  // behind the lens
            corner.nearness = -1 / p[2];
            corner.x = middle.x + focal * p[0] * corner.nearness;
            corner.y = middle.y - focal * p[1] * corner.nearness;
            // Paper is matt: brightest where it faces the light.
            const float lit = 0.45F + 0.6F * std::max(0.0F, (turn * place.normal).dot(keyLight));
            corner.light = cv::Vec3f::all(m_scene.exposure * lit);
        }
    const FillRules rules{Fill::Blended};
    for (std::size_t row = 0; row < static_cast<std::size_t>(kRows); ++row)
        for (std::size_t column = 0; column < static_cast<std::size_t>(kColumns); ++column) {
            const std::size_t a = row * kAcross + column, b = a + 1, c = a + kAcross, d = c + 1;
            fillTriangle(canvas, {&corners[a], &corners[c], &corners[b]},
                         {onPicture[a], onPicture[c], onPicture[b]}, texture, rules);
            fillTriangle(canvas, {&corners[b], &corners[c], &corners[d]},
                         {onPicture[b], onPicture[c], onPicture[d]}, texture, rules);
        }
}

}  // namespace countersign
