#include "practice/screen.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <random>

namespace countersign {
namespace {

constexpr double kLampHertz = 59.94;
constexpr double kReadOut = 1 / 36.0;  // s from the first row to the last of a rolling shutter
constexpr float kBlack = 0.012F;       // linear light that a dark pixel lets through
constexpr float kPi = static_cast<float>(CV_PI);

float between(std::mt19937_64& random, float low, float high) {
    return low + (high - low) * static_cast<float>(random() % 10'001U) / 10'000.0F;
}

}  // namespace

Screen::Screen(const Scene& scene, ScreenView view, std::uint64_t seed) : m_view(view) {
    std::mt19937_64 random(seed * 77 + 5);
    const cv::Size size = scene.size * scene.samples;
    const auto width = static_cast<float>(size.width), height = static_cast<float>(size.height);
    const bool full = view == ScreenView::Full;
    // Film px per camera px: a full screen is filmed a little too near, a whole device from farther away.
    const float zoom = (full ? between(random, 0.80F, 0.93F) : between(random, 1.22F, 1.32F)) * 640 / width;
    const float roll = between(random, -1.5F, 1.5F) * kPi / 180;
    const float pitch = between(random, 0.86F, 1.16F);  // camera px per pixel of the screen: near each other
    const float depth = between(random, 0.05F, 0.10F);
    m_banding = between(random, 0.03F, 0.07F);
    m_phase = between(random, 0, 2 * kPi);
    const cv::Point2f slip(between(random, -12, 12), between(random, -8, 8));

    m_toFilm.create(size, CV_32FC2);
    m_grid.create(size, CV_32FC3);
    m_onScreen.create(size, CV_8UC1);
    const float c = std::cos(roll), s = std::sin(roll);
    const float filmWidth = static_cast<float>(scene.size.width),
                filmHeight = static_cast<float>(scene.size.height);
    const float bezel = 0.045F * filmWidth;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const float dx = static_cast<float>(x) - width / 2, dy = static_cast<float>(y) - height / 2;
            const float u = zoom * (c * dx + s * dy) + slip.x, v = zoom * (c * dy - s * dx) + slip.y;
            m_toFilm.at<cv::Vec2f>(y, x) = {u + filmWidth / 2, v + filmHeight / 2};
            // Red, green and blue stripes stand side by side, rows of pixels above each other.
            const float column = (c * dx + s * dy) / pitch, row = (c * dy - s * dx) / pitch;
            const float rows = 1 - depth * (0.5F + 0.5F * std::cos(2 * kPi * row));
            auto& grid = m_grid.at<cv::Vec3f>(y, x);
            for (int channel = 0; channel < 3; ++channel) {
                const float third = static_cast<float>(channel) / 3;
                grid[channel] = rows * (1 - depth * (0.5F + 0.5F * std::cos(2 * kPi * (column + third))));
            }
            grid = grid.mul(cv::Vec3f(1.10F, 1.0F, 0.96F));  // screens are bluer than rooms
            const float outX = std::abs(u) - filmWidth / 2, outY = std::abs(v) - filmHeight / 2;
            const float out = std::max(outX, outY);
            m_onScreen.at<std::uint8_t>(y, x) = out <= 0 ? 2 : out <= bezel ? 1 : 0;
        }
}

void Screen::draw(Canvas& canvas, const cv::Mat& film, double seconds) const {
    cv::Mat shown;
    cv::remap(film, shown, m_toFilm, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    shown.convertTo(shown, CV_32F, 1 / 255.0);
    cv::multiply(shown, shown, shown);
    cv::multiply(shown, m_grid, shown);
    const bool full = m_view == ScreenView::Full;
    for (int y = 0; y < canvas.height(); ++y) {
        // Two flashes a period; the stamp of a frame and the lamp drift apart slowly.
        const double row = seconds + kReadOut * y / canvas.height();
        const auto lamp =
            static_cast<float>(std::sin(2 * CV_PI * 2 * kLampHertz * row + static_cast<double>(m_phase)));
        const float light = 0.92F * (1 + m_banding * lamp);
        const auto* from = shown.ptr<cv::Vec3f>(y);
        const auto* what = m_onScreen.ptr<std::uint8_t>(y);
        cv::Vec3f* to = canvas.colour(y);
        for (int x = 0; x < canvas.width(); ++x) {
            if (full || what[x] == 2)
                to[x] = from[x] * light + cv::Vec3f(1.3F * kBlack, 1.1F * kBlack, kBlack);
            else if (what[x] == 1)
                to[x] = cv::Vec3f(0.006F, 0.005F, 0.005F);
        }
    }
}

}  // namespace countersign
