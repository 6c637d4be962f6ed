#include "worn_portrait.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <random>

namespace countersign::test {
namespace {

cv::Mat jpeg(const cv::Mat& bgr, int quality) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

cv::Mat grey(const cv::Mat& bgr) {
    cv::Mat one, three;
    cv::cvtColor(bgr, one, cv::COLOR_BGR2GRAY);
    cv::cvtColor(one, three, cv::COLOR_GRAY2BGR);
    return three;
}

cv::Mat turned(const cv::Mat& bgr, double degrees) {
    const cv::Point2f middle(static_cast<float>(bgr.cols) / 2, static_cast<float>(bgr.rows) / 2);
    cv::Mat result;
    cv::warpAffine(bgr, result, cv::getRotationMatrix2D(middle, degrees, 1), bgr.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    return result;
}

cv::Mat noisy(const cv::Mat& bgr, double deviation, unsigned seed) {
    cv::RNG draw(seed);
    cv::Mat one(bgr.size(), CV_16SC1), wide, three, noise;
    draw.fill(one, cv::RNG::NORMAL, 0, deviation);
    cv::merge(std::vector<cv::Mat>{one, one, one}, noise);
    bgr.convertTo(wide, CV_16SC3);
    wide += noise;
    wide.convertTo(three, CV_8UC3);
    return three;
}

// A copier: no colour, tones pushed to black and white, toner grain, softened by the scanner that reads it.
cv::Mat photocopy(const cv::Mat& bgr, unsigned seed) {
    cv::Mat tones(1, 256, CV_8UC1);
    for (int i = 0; i < 256; ++i)
        tones.at<std::uint8_t>(0, i) =
            cv::saturate_cast<std::uint8_t>(255 / (1 + std::exp(-(i - 120) / 22.0)));
    cv::Mat pushed, soft;
    cv::LUT(grey(bgr), tones, pushed);
    cv::GaussianBlur(noisy(pushed, 40, seed), soft, cv::Size(), 0.7);
    return jpeg(soft, 75);
}

// A lamp mirrored in the laminate: a burnt-out spot as wide as the eyes are apart with a soft rim.
cv::Mat glare(const cv::Mat& bgr, double eyes, unsigned seed) {
    std::mt19937 draw(seed);
    std::uniform_real_distribution<double> shift(-0.4, 0.4);
    const double x = bgr.cols / 2.0 + shift(draw) * eyes, y = bgr.rows / 2.0 + shift(draw) * eyes;
    cv::Mat result = bgr.clone();
    for (int row = 0; row < bgr.rows; ++row) {
        for (int column = 0; column < bgr.cols; ++column) {
            const double d = std::hypot(column - x, row - y) / (0.75 * eyes);
            const double light = 230 * std::exp(-d * d * d);
            auto& pixel = result.at<cv::Vec3b>(row, column);
            for (int c = 0; c < 3; ++c) pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] + light);
        }
    }
    return result;
}

// A lamp mirrored in one glass, as wide as an eye.
cv::Mat glassesGlare(const cv::Mat& bgr, double eyes, unsigned seed) {
    cv::Mat result = bgr.clone();
    const double side = seed % 2 == 0 ? -0.5 : 0.5;
    const cv::Point middle(static_cast<int>(bgr.cols / 2.0 + side * eyes),
                           static_cast<int>(bgr.rows / 2.0 - 0.4 * eyes));
    cv::Mat light = cv::Mat::zeros(bgr.size(), CV_8UC1);
    cv::ellipse(light, middle, cv::Size(static_cast<int>(0.3 * eyes), static_cast<int>(0.2 * eyes)), 20, 0,
                360, 255, cv::FILLED);
    cv::GaussianBlur(light, light, cv::Size(), 0.03 * eyes + 0.3);
    for (int y = 0; y < bgr.rows; ++y) {
        for (int x = 0; x < bgr.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                auto& value = result.at<cv::Vec3b>(y, x)[c];
                value = cv::saturate_cast<std::uint8_t>(value + 1.1 * light.at<std::uint8_t>(y, x));
            }
        }
    }
    return result;
}

// A mask of pale blue cloth from the nose to the chin, shaded by what lay there.
cv::Mat mask(const cv::Mat& bgr, double eyes) {
    cv::Mat result = bgr.clone(), cloth = cv::Mat::zeros(bgr.size(), CV_8UC1);
    const double x = bgr.cols / 2.0, y = bgr.rows / 2.0;
    const auto at = [&](double across, double down) {
        return cv::Point(static_cast<int>(x + across * eyes), static_cast<int>(y + down * eyes));
    };
    const std::vector<cv::Point> outline{at(-0.75, 0.1), at(0, -0.05),   at(0.75, 0.1),  at(0.65, 0.75),
                                         at(0.3, 1.15),  at(-0.3, 1.15), at(-0.65, 0.75)};
    cv::fillConvexPoly(cloth, outline, 255, cv::LINE_AA);
    cv::Mat soft;
    cv::GaussianBlur(grey(bgr), soft, cv::Size(), 0.25 * eyes);
    for (int row = 0; row < bgr.rows; ++row) {
        for (int column = 0; column < bgr.cols; ++column) {
            if (cloth.at<std::uint8_t>(row, column) < 128) continue;
            const double shade = 0.55 + 0.45 * soft.at<cv::Vec3b>(row, column)[0] / 255.0;
            result.at<cv::Vec3b>(row, column) = cv::Vec3b(cv::saturate_cast<std::uint8_t>(235 * shade),
                                                          cv::saturate_cast<std::uint8_t>(215 * shade),
                                                          cv::saturate_cast<std::uint8_t>(190 * shade));
        }
    }
    return result;
}

// The picture on a screen of about its own resolution, filmed a little turned: the screen's columns of red,
// green and blue beat with the camera's pixels.
cv::Mat screen(const cv::Mat& bgr, unsigned seed) {
    constexpr int kZoom = 3;
    cv::Mat large;
    cv::resize(bgr, large, cv::Size(), kZoom, kZoom, cv::INTER_NEAREST);
    for (int y = 0; y < large.rows; ++y) {
        for (int x = 0; x < large.cols; ++x) {
            auto& pixel = large.at<cv::Vec3b>(y, x);
            const int lit = 2 - x % kZoom;
            for (int c = 0; c < 3; ++c) {
                const double share = (c == lit ? 1.6 : 0.7) * (y % kZoom == 0 ? 0.75 : 1.1);
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * share);
            }
        }
    }
    std::mt19937 draw(seed);
    std::uniform_real_distribution<double> angle(1.5, 6), scale(0.36, 0.48);
    const cv::Point2f middle(static_cast<float>(large.cols) / 2, static_cast<float>(large.rows) / 2);
    const double by = scale(draw);
    cv::Mat view = cv::getRotationMatrix2D(middle, angle(draw), by);
    view.at<double>(0, 2) += large.cols * by / 2 - middle.x;
    view.at<double>(1, 2) += large.rows * by / 2 - middle.y;
    cv::Mat filmed;
    cv::warpAffine(large, filmed, view,
                   cv::Size(static_cast<int>(large.cols * by), static_cast<int>(large.rows * by)),
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return jpeg(filmed, 85);
}

}  // namespace

const std::vector<Wear>& wears() {
    static const std::vector<Wear> all{{"none"},
                                       {"chip_102x126"},
                                       {"turned_15"},
                                       {"turned_-15"},
                                       {"jpeg_60"},
                                       {"jpeg_30"},
                                       {"grey"},
                                       {"washed_out"},
                                       {"blur", true},
                                       {"glare", true},
                                       {"photocopy", true},
                                       {"screen", true},
                                       {"glasses_glare", true},
                                       {"mask", true}};
    return all;
}

cv::Mat worn(const cv::Mat& bgr, const std::string& wear, double eyes, unsigned seed) {
    cv::Mat result;
    if (wear == "chip_102x126") {
        cv::resize(bgr, result, cv::Size(102, std::max(1, 102 * bgr.rows / bgr.cols)), 0, 0, cv::INTER_AREA);
        return jpeg(result, 60);
    }
    if (wear == "turned_15") return turned(bgr, 15);
    if (wear == "turned_-15") return turned(bgr, -15);
    if (wear == "jpeg_60") return jpeg(bgr, 60);
    if (wear == "jpeg_30") return jpeg(bgr, 30);
    if (wear == "grey") return grey(bgr);
    if (wear == "washed_out") {
        bgr.convertTo(result, -1, 0.5, 110);
        return result;
    }
    if (wear == "blur") {
        cv::GaussianBlur(bgr, result, cv::Size(), 0.09 * eyes);
        return result;
    }
    if (wear == "glare") return glare(bgr, eyes, seed);
    if (wear == "photocopy") return photocopy(bgr, seed);
    if (wear == "glasses_glare") return glassesGlare(bgr, eyes, seed);
    if (wear == "mask") return mask(bgr, eyes);
    if (wear == "screen") return screen(bgr, seed);
    return bgr.clone();
}

}  // namespace countersign::test
