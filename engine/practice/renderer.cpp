#include "practice/renderer.h"

#include <algorithm>
#include <cmath>

#include "practice/shading.h"

namespace countersign {
namespace {

constexpr float kRadians = static_cast<float>(CV_PI / 180);
constexpr float kCameraBelowEyes = 0.25F;  // dm: a counter's camera sits a little below
constexpr float kBrowSlack = 0.985F;       // brows and lashes lie on the skin

// Degrees, signs of BuyerPose. Roll first, then pitch, then yaw.
cv::Matx33f rotation(float yaw, float pitch, float roll) {
    const float cy = std::cos(yaw * kRadians), sy = std::sin(yaw * kRadians);
    const float cp = std::cos(-pitch * kRadians), sp = std::sin(-pitch * kRadians);
    const float cr = std::cos(-roll * kRadians), sr = std::sin(-roll * kRadians);
    const cv::Matx33f aroundY(cy, 0, sy, 0, 1, 0, -sy, 0, cy);
    const cv::Matx33f aroundX(1, 0, 0, 0, cp, -sp, 0, sp, cp);
    const cv::Matx33f aroundZ(cr, -sr, 0, sr, cr, 0, 0, 0, 1);
    return aroundY * aroundX * aroundZ;
}

}  // namespace

Renderer::Renderer(PersonPtr person, const Scene& scene)
    : m_person(std::move(person)), m_scene(scene), m_posed(m_person->parts.size()) {
    const cv::Vec3f eyes = (m_person->leftEye + m_person->rightEye) * 0.5F;
    m_camera = {m_person->headPivot[0], eyes[1] - kCameraBelowEyes, eyes[2] + scene.distance};
    for (std::size_t i = 0; i < m_posed.size(); ++i) {
        const std::size_t vertices = m_person->parts[i].vertices.size();
        m_posed[i].points.resize(vertices);
        m_posed[i].normals.resize(vertices);
        m_posed[i].lit.resize(vertices);
    }
}

void Renderer::draw(Canvas& canvas, const BuyerPose& pose) {
    for (std::size_t w = 0; w < m_turns.size(); ++w) {
        const float share = static_cast<float>(w) / 255.0F;
        m_turns[w] = rotation(pose.yaw * share, pose.pitch * share, pose.roll * share);
    }
    for (std::size_t i = 0; i < m_posed.size(); ++i) {
        posePart(i, pose);
        lightPart(i, canvas);
    }
    for (std::size_t i = 0; i < m_posed.size(); ++i) {
        const PartKind kind = m_person->parts[i].kind;
        if (kind == PartKind::Skin || kind == PartKind::Cloth) drawOpaque(canvas, i);
    }
    // The cornea is clear over the iris: far to near. Then all that is thin, over skin and eyes.
    drawSorted(canvas, [](PartKind kind) { return kind == PartKind::Eye; });
    drawSorted(canvas, [](PartKind kind) { return kind >= PartKind::Lash; });
}

void Renderer::posePart(std::size_t index, const BuyerPose& pose) {
    const PersonPart& part = m_person->parts[index];
    auto& points = m_posed[index].points;
    points = part.vertices;
    const std::array<float, kShapeCount> amounts{pose.rightEyeClosed, pose.leftEyeClosed, pose.smile};
    for (std::size_t s = 0; s < kShapeCount; ++s)
        if (amounts[s] != 0)
            for (const ShapeOffset& offset : part.offsets[s]) points[offset.vertex] += offset.by * amounts[s];
    if (part.kind == PartKind::Eye) {
        const cv::Matx33f gaze = rotation(pose.gazeYaw, pose.gazePitch, 0);
        const float middle = m_person->headPivot[0];
        for (cv::Vec3f& point : points) {
            const cv::Vec3f& centre = point[0] > middle ? m_person->leftEye : m_person->rightEye;
            point = gaze * (point - centre) + centre;
        }
    }
    const cv::Vec3f& pivot = m_person->headPivot;
    const cv::Vec3f toCamera = pivot + cv::Vec3f{pose.shiftX, pose.shiftY, pose.shiftZ} - m_camera;
    for (std::size_t v = 0; v < points.size(); ++v) {
        const auto weight = static_cast<std::size_t>(std::lround(part.headWeight[v] * 255.0F));
        points[v] = m_turns[weight] * (points[v] - pivot) + toCamera;
    }
    auto& normals = m_posed[index].normals;
    std::fill(normals.begin(), normals.end(), cv::Vec3f());
    for (const cv::Vec3i& t : part.triangles) {
        const auto a = static_cast<std::size_t>(t[0]), b = static_cast<std::size_t>(t[1]),
                   c = static_cast<std::size_t>(t[2]);
        const cv::Vec3f n =
            (points[b] - points[a]).cross(points[c] - points[a]);  // long where the triangle is large
        normals[a] += n;
        normals[b] += n;
        normals[c] += n;
    }
}

void Renderer::lightPart(std::size_t index, const Canvas& canvas) {
    const PersonPart& part = m_person->parts[index];
    Posed& posed = m_posed[index];
    const float focal = m_scene.focalLength * static_cast<float>(canvas.width());
    const float middleX = static_cast<float>(canvas.width()) * 0.5F;
    const float middleY = static_cast<float>(canvas.height()) * 0.5F;
    constexpr float kNearest = 0.2F;  // dm; nearer is behind the lens
    for (std::size_t v = 0; v < posed.points.size(); ++v) {
        const cv::Vec3f& p = posed.points[v];
        LitVertex& lit = posed.lit[v];
        if (p[2] > -kNearest) {
            lit.nearness = 0;
            continue;
        }
        lit.nearness = -1 / p[2];
        lit.x = middleX + focal * p[0] * lit.nearness;
        lit.y = middleY - focal * p[1] * lit.nearness;
        const float length = std::sqrt(posed.normals[v].dot(posed.normals[v])) + 1e-12F;
        const Shade shade = shadeSurface(part.kind, posed.normals[v] * (1 / length), cv::normalize(-p),
                                         m_scene, part.openness[v]);
        lit.light = shade.light;
        lit.gloss = shade.gloss;
    }
}

void Renderer::drawOpaque(Canvas& canvas, std::size_t index) {
    const PersonPart& part = m_person->parts[index];
    const auto& lit = m_posed[index].lit;
    const FillRules rules{part.kind == PartKind::Cloth ? Fill::OpaqueTwoSided : Fill::Opaque};
    for (std::size_t t = 0; t < part.triangles.size(); ++t) {
        const cv::Vec3i& corner = part.triangles[t];
        fillTriangle(canvas,
                     {&lit[static_cast<std::size_t>(corner[0])], &lit[static_cast<std::size_t>(corner[1])],
                      &lit[static_cast<std::size_t>(corner[2])]},
                     part.texturePositions[t], part.texture, rules);
    }
}

void Renderer::drawSorted(Canvas& canvas, bool (*wanted)(PartKind)) {
    m_order.clear();
    for (std::size_t i = 0; i < m_posed.size(); ++i) {
        const PersonPart& part = m_person->parts[i];
        if (!wanted(part.kind)) continue;
        const auto& points = m_posed[i].points;
        for (std::size_t t = 0; t < part.triangles.size(); ++t) {
            const cv::Vec3i& corner = part.triangles[t];
            const float distance = -points[static_cast<std::size_t>(corner[0])][2] -
                                   points[static_cast<std::size_t>(corner[1])][2] -
                                   points[static_cast<std::size_t>(corner[2])][2];
            m_order.push_back({distance, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(t)});
        }
    }
    std::sort(m_order.begin(), m_order.end(), [](const Sorted& a, const Sorted& b) {
        if (a.distance != b.distance) return a.distance > b.distance;
        return a.part != b.part ? a.part < b.part
                                : a.triangle < b.triangle;  // the same order on every machine
    });
    for (const Sorted& item : m_order) {
        const PersonPart& part = m_person->parts[item.part];
        const auto& lit = m_posed[item.part].lit;
        const cv::Vec3i& corner = part.triangles[item.triangle];
        const FillRules rules{Fill::Blended, part.kind == PartKind::Lash ? kBrowSlack : 1.0F};
        fillTriangle(canvas,
                     {&lit[static_cast<std::size_t>(corner[0])], &lit[static_cast<std::size_t>(corner[1])],
                      &lit[static_cast<std::size_t>(corner[2])]},
                     part.texturePositions[item.triangle], part.texture, rules);
    }
}

cv::Mat renderStill(const PersonPtr& person, const Scene& scene, const BuyerPose& pose, std::uint64_t grain) {
    Canvas canvas(scene);
    canvas.clear();
    Renderer(person, scene).draw(canvas, pose);
    return canvas.develop(grain);
}

}  // namespace countersign
