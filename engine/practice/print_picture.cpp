#include "practice/print_picture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "practice/renderer.h"

namespace countersign {
namespace {

constexpr float kPixelsPerDecimetre = 180;  // a third more than a camera of 640 px shows
constexpr float kBorder = 0.1F;             // dm of white paper round the picture
constexpr float kEyesApart = 0.63F;         // dm, as people have them in the mean
constexpr float kAxisBelowEyes = 0.25F;     // dm, as the renderer's camera

// What an office printer makes of a picture: softer, paler, less black, a fine dither.
cv::Mat printed(const cv::Mat& picture) {
    cv::Mat soft, grey;
    cv::GaussianBlur(picture, soft, {}, 1.0);
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

PrintPicture finished(const cv::Mat& bgr, PrintPicture picture, Finish finish) {
    cv::Mat paper = bgr;
    if (finish == Finish::Printed) {
        const int border = static_cast<int>(kBorder * picture.pixelsPerDecimetre);
        cv::copyMakeBorder(printed(bgr), paper, border, border, border, border, cv::BORDER_CONSTANT,
                           cv::Scalar(226, 230, 230));
        const auto moved = static_cast<float>(border);
        for (auto* point : {&picture.axis, &picture.rightEye, &picture.leftEye})
            *point += cv::Point2f(moved, moved);
    }
    cv::cvtColor(paper, picture.bgra, cv::COLOR_BGR2BGRA);
    return picture;
}

cv::Size2f eyeOpening(const PrintPicture& picture) {
    const auto apart = static_cast<float>(cv::norm(picture.rightEye - picture.leftEye));
    return {0.29F * apart, 0.17F * apart};  // half axes: lids and lashes
}

}  // namespace

PrintPicture pictureOfPerson(const PersonPtr& person, const Scene& scene, Finish finish) {
    Scene studio = scene;
    studio.samples = 2;
    studio.noise = 0;
    studio.softness = 0;
    studio.backdrop = Backdrop::Shop;
    const float imageWidth = scene.distance / scene.focalLength;  // dm seen at the head's distance
    studio.size = {static_cast<int>(imageWidth * kPixelsPerDecimetre),
                   static_cast<int>(imageWidth * kPixelsPerDecimetre * 0.75F)};
    const cv::Mat whole = renderStill(person, studio, {}, 1);
    const int height = whole.rows * 5 / 6, width = height * 17 / 20;
    const cv::Rect part((whole.cols - width) / 2, whole.rows / 24, width, height);

    PrintPicture picture;
    picture.pixelsPerDecimetre = kPixelsPerDecimetre;
    picture.axis = cv::Point2f(static_cast<float>(whole.cols) / 2, static_cast<float>(whole.rows) / 2) -
                   cv::Point2f(part.tl());
    const cv::Vec3f middle = (person->leftEye + person->rightEye) * 0.5F;
    const auto onPicture = [&](const cv::Vec3f& eye) {
        const float nearer = scene.distance / (scene.distance - (eye[2] - middle[2]));
        return picture.axis +
               cv::Point2f(eye[0] - person->headPivot[0], middle[1] - kAxisBelowEyes - eye[1]) *
                   (kPixelsPerDecimetre * nearer);
    };
    picture.rightEye = onPicture(person->rightEye);
    picture.leftEye = onPicture(person->leftEye);
    return finished(whole(part).clone(), picture, finish);
}

PrintPicture pictureOfStill(const cv::Mat& bgr, cv::Point2f rightEye, cv::Point2f leftEye, Finish finish) {
    const auto apart = static_cast<float>(cv::norm(leftEye - rightEye));
    const float scale = kEyesApart * kPixelsPerDecimetre / std::max(apart, 1.0F);
    cv::Mat sized;
    cv::resize(bgr, sized, {}, static_cast<double>(scale), static_cast<double>(scale),
               scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    PrintPicture picture;
    picture.pixelsPerDecimetre = kPixelsPerDecimetre;
    picture.rightEye = rightEye * scale;
    picture.leftEye = leftEye * scale;
    picture.axis =
        (picture.rightEye + picture.leftEye) * 0.5F + cv::Point2f(0, kAxisBelowEyes * kPixelsPerDecimetre);
    // A print of the head and not of the whole picture.
    const cv::Point half(static_cast<int>(1.6F * kPixelsPerDecimetre),
                         static_cast<int>(1.7F * kPixelsPerDecimetre));
    const cv::Point middle(picture.axis);
    const cv::Rect part = cv::Rect(middle - half, middle + half) & cv::Rect({}, sized.size());
    for (auto* point : {&picture.axis, &picture.rightEye, &picture.leftEye}) *point -= cv::Point2f(part.tl());
    return finished(sized(part).clone(), picture, finish);
}

void cutEyeHoles(PrintPicture& picture) {
    const auto opening = eyeOpening(picture);
    cv::Mat alpha(picture.bgra.size(), CV_8UC1, cv::Scalar(255));
    for (const auto& eye : {picture.rightEye, picture.leftEye})
        cv::ellipse(alpha, cv::Point(eye), cv::Size(opening), 0, 0, 360, cv::Scalar(0), cv::FILLED,
                    cv::LINE_AA);
    cv::insertChannel(alpha, picture.bgra, 3);
}

void paintEyesShut(PrintPicture& picture) {
    const auto opening = eyeOpening(picture);
    for (const auto& eye : {picture.rightEye, picture.leftEye}) {
        const cv::Rect all({}, picture.bgra.size());
        const cv::Point below(eye + cv::Point2f(0, 1.7F * opening.height));
        const cv::Rect cheek = cv::Rect(below - cv::Point(8, 4), cv::Size(17, 9)) & all;
        if (cheek.empty()) continue;
        const cv::Scalar skin = cv::mean(picture.bgra(cheek));
        cv::Mat share(picture.bgra.size(), CV_32FC1, cv::Scalar(0));
        cv::ellipse(share, cv::Point(eye), cv::Size(opening), 0, 0, 360, cv::Scalar(1), cv::FILLED);
        cv::GaussianBlur(share, share, {}, 2.5);
        cv::Mat painted(picture.bgra.size(), CV_8UC4, skin);
        cv::ellipse(painted, cv::Point(eye),
                    cv::Size(cv::Size2f(0.85F * opening.width, 0.4F * opening.height)), 0, 15, 165,
                    cv::Scalar(skin * 0.45), 3, cv::LINE_AA);
        const cv::Rect part =
            cv::Rect(cv::Point(eye - 2 * cv::Point2f(opening.width, opening.height)), cv::Size(opening) * 4) &
            all;
        for (int y = part.y; y < part.br().y; ++y)
            for (int x = part.x; x < part.br().x; ++x) {
                const float s = share.at<float>(y, x);
                auto& to = picture.bgra.at<cv::Vec4b>(y, x);
                const auto& from = painted.at<cv::Vec4b>(y, x);
                for (int i = 0; i < 3; ++i)
                    to[i] = cv::saturate_cast<std::uint8_t>(static_cast<float>(to[i]) * (1 - s) +
                                                            static_cast<float>(from[i]) * s);
            }
    }
}

}  // namespace countersign
