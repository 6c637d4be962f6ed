#include "practice/canvas.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <random>

namespace countersign {
namespace {

constexpr int kGrainMargin = 64;  // the grain is shifted by up to so much from frame to frame

// A shop behind the buyer, out of focus: wall, shelves with goods, a darker doorway. 8-bit BGR.
cv::Mat shopBackdrop(cv::Size size) {
    constexpr int kWidth = 320, kHeight = 240;
    cv::Mat wall(kHeight, kWidth, CV_8UC3, cv::Scalar(142, 150, 156));
    std::mt19937 random(7);
    const auto shade = [&random](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low));
    };
    for (int shelf = 0; shelf < 5; ++shelf) {
        const int y = 34 + shelf * 46;
        int x = 4;
        while (x < 104) {
            const int w = shade(8, 17), h = shade(18, 36), grey = shade(90, 175);
            cv::rectangle(wall, {x, y - h, w, h},
                          cv::Scalar(grey + shade(-25, 26), grey + shade(-14, 15), grey + shade(-22, 30)),
                          cv::FILLED);
            x += w + shade(1, 4);
        }
        cv::rectangle(wall, {0, y, 108, 5}, cv::Scalar(84, 96, 104), cv::FILLED);
    }
    cv::rectangle(wall, {248, 30, 72, 210}, cv::Scalar(74, 80, 84), cv::FILLED);
    cv::rectangle(wall, {256, 40, 56, 200}, cv::Scalar(112, 112, 106), cv::FILLED);
    cv::GaussianBlur(wall, wall, {}, 5.5);
    for (int y = 0; y < kHeight; ++y)  // the lamp is above to the left
        for (int x = 0; x < kWidth; ++x) {
            const double u = double(x) / kWidth - 0.25, v = double(y) / kHeight - 0.1;
            wall.at<cv::Vec3b>(y, x) *= 0.72 + 0.42 * std::exp(-3.0 * (u * u + v * v));
        }
    cv::Mat out;
    cv::resize(wall, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

}  // namespace

Canvas::Canvas(const Scene& scene)
    : m_outputSize(scene.size),
      m_softness(scene.softness),
      m_colour(scene.size * scene.samples, CV_32FC3),
      m_depth(scene.size * scene.samples, CV_32FC1) {
    const cv::Mat flat = scene.backdrop == Backdrop::Shop
                             ? shopBackdrop(m_colour.size())
                             : cv::Mat(m_colour.size(), CV_8UC3, cv::Scalar(232, 232, 230));
    flat.convertTo(m_backdrop, CV_32F, std::sqrt(scene.exposure) / 255.0);
    cv::multiply(m_backdrop, m_backdrop, m_backdrop);

    if (scene.noise > 0) {
        cv::Mat a(m_outputSize + cv::Size(kGrainMargin, kGrainMargin), CV_32FC3), b = a.clone();
        cv::RNG random(20261);
        random.fill(a, cv::RNG::UNIFORM, 0.0, scene.noise);
        random.fill(b, cv::RNG::UNIFORM, 0.0, scene.noise);
        cv::Mat grain = a - b;
        grain.convertTo(m_grainUp, CV_8U);
        grain.convertTo(m_grainDown, CV_8U, -1);
    }
}

void Canvas::clear() {
    m_backdrop.copyTo(m_colour);
    m_depth.setTo(0);
}

cv::Mat Canvas::develop(std::uint64_t grain) const {
    cv::Mat root, picture;
    cv::sqrt(m_colour, root);
    root.convertTo(picture, CV_8U, 255);
    if (picture.size() != m_outputSize) cv::resize(picture, picture, m_outputSize, 0, 0, cv::INTER_AREA);
    if (m_softness > 0) cv::GaussianBlur(picture, picture, {3, 3}, m_softness);
    if (!m_grainUp.empty()) {
        std::minstd_rand pick(static_cast<unsigned>(grain % 2147483645U) + 1U);
        pick.discard(3);
        const cv::Rect window(
            {static_cast<int>(pick() % kGrainMargin), static_cast<int>(pick() % kGrainMargin)}, m_outputSize);
        const bool flip = pick() % 2 == 0;
        cv::add(picture, (flip ? m_grainDown : m_grainUp)(window), picture);
        cv::subtract(picture, (flip ? m_grainUp : m_grainDown)(window), picture);
    }
    return picture;
}

}  // namespace countersign
