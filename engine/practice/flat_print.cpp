#include "practice/flat_print.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "practice/renderer.h"

namespace countersign {
namespace {

constexpr float kRadians = static_cast<float>(CV_PI / 180);
constexpr float kBorder = 0.1F;  // dm of white paper round the picture
constexpr float kPixelsPerDecimetre = 220;

// What an office printer makes of a picture: softer, paler, less black, a fine dither.
cv::Mat printed(const cv::Mat& picture) {
    cv::Mat soft, grey;
    cv::GaussianBlur(picture, soft, {}, 1.2);
    cv::cvtColor(soft, grey, cv::COLOR_BGR2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2BGR);
    cv::addWeighted(soft, 0.75 * 0.82, grey, 0.25 * 0.82, 28, soft);
    for (int y = 0; y < soft.rows; ++y)
        for (int x = 0; x < soft.cols; ++x) {
            const auto dither = static_cast<int>(std::lround(5 * std::sin(1.9 * x + 1.1 * y)));
            soft.at<cv::Vec3b>(y, x) += cv::Vec3b::all(static_cast<std::uint8_t>(5 + dither));
        }
    return soft;
}

}  // namespace

FlatPrint::FlatPrint(const PersonPtr& person, const Scene& scene) : m_scene(scene) {
    // Taken as a good attacker would: from the same distance, even light, sharp.
    Scene studio = scene;
    studio.samples = 2;
    studio.noise = 0;
    studio.softness = 0;
    const float imageWidth = scene.distance / scene.focalLength;  // dm seen at the head's distance
    studio.size = {static_cast<int>(imageWidth * kPixelsPerDecimetre),
                   static_cast<int>(imageWidth * kPixelsPerDecimetre * 0.75F)};
    const cv::Mat whole = renderStill(person, studio, {}, 1);
    const int height = whole.rows * 5 / 6, width = height * 17 / 20;
    const cv::Mat picture =
        printed(whole({(whole.cols - width) / 2, whole.rows / 24, width, height}).clone());
    const int border = static_cast<int>(kBorder * kPixelsPerDecimetre);
    cv::Mat paper;
    cv::copyMakeBorder(picture, paper, border, border, border, border, cv::BORDER_CONSTANT,
                       cv::Scalar(226, 230, 230));
    m_paper = cv::Size2f(static_cast<float>(paper.cols), static_cast<float>(paper.rows)) *
              (1 / kPixelsPerDecimetre);
    paper.convertTo(m_print, CV_32F, 1 / 255.0);
    cv::multiply(m_print, m_print, m_print);
}

void FlatPrint::draw(Canvas& canvas, const BuyerPose& pose) const {
    const float cy = std::cos(pose.yaw * kRadians), sy = std::sin(pose.yaw * kRadians);
    const float cp = std::cos(-pose.pitch * kRadians), sp = std::sin(-pose.pitch * kRadians);
    const float cr = std::cos(-pose.roll * kRadians), sr = std::sin(-pose.roll * kRadians);
    const cv::Matx33f turn = cv::Matx33f(cy, 0, sy, 0, 1, 0, -sy, 0, cy) *
                             cv::Matx33f(1, 0, 0, 0, cp, -sp, 0, sp, cp) *
                             cv::Matx33f(cr, -sr, 0, sr, cr, 0, 0, 0, 1);
    const float focal = m_scene.focalLength * static_cast<float>(canvas.width());
    const cv::Point2f middle(static_cast<float>(canvas.width()) * 0.5F,
                             static_cast<float>(canvas.height()) * 0.5F);
    const auto project = [&](float x, float y) {
        const cv::Vec3f p =
            turn * cv::Vec3f{x, y, 0} + cv::Vec3f{pose.shiftX, pose.shiftY, pose.shiftZ - m_scene.distance};
        return middle + cv::Point2f(focal * p[0] / -p[2], -focal * p[1] / -p[2]);
    };
    const float w = m_paper.width / 2, h = m_paper.height / 2;
    const std::array<cv::Point2f, 4> onScreen{project(-w, h), project(w, h), project(w, -h), project(-w, -h)};
    const auto columns = static_cast<float>(m_print.cols), rows = static_cast<float>(m_print.rows);
    const std::array<cv::Point2f, 4> onPrint{cv::Point2f(0, 0), {columns, 0}, {columns, rows}, {0, rows}};
    const cv::Mat map = cv::getPerspectiveTransform(onPrint.data(), onScreen.data());

    // Paper is matt: brightest where it faces the light.
    const cv::Vec3f normal = turn * cv::Vec3f{0, 0, 1};
    const float light =
        m_scene.exposure * (0.45F + 0.6F * std::max(0.0F, normal.dot(cv::normalize(m_scene.keyLight))));
    const cv::Size size(canvas.width(), canvas.height());
    cv::Mat warped, mask;
    cv::warpPerspective(m_print * light, warped, map, size, cv::INTER_AREA);
    cv::warpPerspective(cv::Mat(m_print.size(), CV_8UC1, cv::Scalar(255)), mask, map, size, cv::INTER_LINEAR);
    for (int y = 0; y < size.height; ++y) {
        const auto* from = warped.ptr<cv::Vec3f>(y);
        const auto* share = mask.ptr<std::uint8_t>(y);
        cv::Vec3f* to = canvas.colour(y);
        for (int x = 0; x < size.width; ++x)
            if (share[x] > 127) to[x] = from[x];
    }
}

}  // namespace countersign
