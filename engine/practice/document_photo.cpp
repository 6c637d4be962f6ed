#include "practice/document_photo.h"

#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "capture/jpeg.h"

namespace countersign {
namespace {

// Wood-like stripes, darker than any document.
cv::Mat desk(cv::Size size, cv::RNG& random) {
    cv::Mat picture(size, CV_8UC3);
    const double phase = random.uniform(0.0, 6.0);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double wave = 14 * std::sin(0.021 * y + phase + 0.6 * std::sin(0.004 * x));
            picture.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(70 + wave),
                                           cv::saturate_cast<std::uint8_t>(96 + wave),
                                           cv::saturate_cast<std::uint8_t>(122 + wave)};
        }
    return picture;
}

void addGlare(cv::Mat& picture, const cv::Rect& within, double strength, cv::RNG& random) {
    const cv::Point centre(random.uniform(within.x, within.br().x), random.uniform(within.y, within.br().y));
    const double radius = within.width * 0.09;
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            const double d2 = std::pow((x - centre.x) / radius, 2) + std::pow((y - centre.y) / radius, 2);
            if (d2 > 9) continue;
            const double light = 255 * strength * std::exp(-d2 / 2);
            for (int c = 0; c < 3; ++c) {
                auto& value = picture.at<cv::Vec3b>(y, x)[c];
                value = cv::saturate_cast<std::uint8_t>(value + light);
            }
        }
}

}  // namespace

cv::Mat photograph(const cv::Mat& document, const DocumentPhoto& how) {
    cv::RNG random(how.seed);
    cv::Mat turned = document;
    if (how.quarterTurns % 4 != 0) cv::rotate(document, turned, how.quarterTurns % 4 - 1);
    const double scale = how.fill * std::min(static_cast<double>(how.size.width) / turned.cols,
                                             static_cast<double>(how.size.height) / turned.rows);
    const double angle = how.degrees * std::numbers::pi / 180;
    const float w = static_cast<float>(turned.cols), h = static_cast<float>(turned.rows);
    const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    std::array<cv::Point2f, 4> to;
    for (std::size_t i = 0; i < 4; ++i) {
        const double x = (from[i].x / w - 0.5 + how.perspective * random.uniform(-0.5, 0.5)) * w * scale;
        const double y = (from[i].y / h - 0.5 + how.perspective * random.uniform(-0.5, 0.5)) * h * scale;
        to[i] = {static_cast<float>(how.size.width / 2.0 + std::cos(angle) * x - std::sin(angle) * y),
                 static_cast<float>(how.size.height / 2.0 + std::sin(angle) * x + std::cos(angle) * y)};
    }
    cv::Mat picture = desk(how.size, random);
    cv::warpPerspective(turned, picture, cv::getPerspectiveTransform(from.data(), to.data()), how.size,
                        cv::INTER_AREA, cv::BORDER_TRANSPARENT);
    const cv::Rect within =
        cv::boundingRect(std::vector<cv::Point2f>(to.begin(), to.end())) & cv::Rect({}, how.size);
    if (how.glare > 0 && !within.empty()) addGlare(picture, within, how.glare, random);
    if (how.blurPx > 0) cv::GaussianBlur(picture, picture, {}, how.blurPx);
    if (how.noise > 0) {
        cv::Mat grain(picture.size(), CV_16SC3), sum;
        random.fill(grain, cv::RNG::NORMAL, 0, how.noise);
        picture.convertTo(sum, CV_16S);
        sum += grain;
        sum.convertTo(picture, CV_8U);
    }
    const auto jpeg = encodeJpeg(picture, how.jpegQuality);
    if (!jpeg) return picture;
    return decodeJpeg(*jpeg, how.size, 3).value_or(picture);
}

}  // namespace countersign
