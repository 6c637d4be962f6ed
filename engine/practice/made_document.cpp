#include "practice/made_document.h"

#include <opencv2/imgproc.hpp>

#include "capture/jpeg.h"
#include "practice/renderer.h"

namespace countersign {
namespace {

constexpr int kJpegQuality = 60;  // as a shop's scanner or phone leaves it
const cv::Size kCard{920, 580};
const cv::Rect kPortrait{40, 150, 240, 300};

// A passport photo: a longer lens from farther away, light from the other side and more from the front.
Scene photoBooth() {
    Scene scene;
    scene.size = kPortrait.size();
    scene.distance = 7;
    scene.focalLength = 2.5F;
    scene.keyLight = {0.25F, 0.35F, 0.9F};
    scene.keyStrength = 0.95F;
    scene.ambientStrength = 1.25F;
    scene.noise = 0;
    scene.samples = 3;
    scene.softness = 0;
    scene.backdrop = Backdrop::PlainLight;
    return scene;
}

void write(cv::Mat& card, const std::string& text, cv::Point at, double size, const cv::Scalar& ink,
           int weight) {
    cv::putText(card, text, at, cv::FONT_HERSHEY_SIMPLEX, size, ink, weight, cv::LINE_AA);
}

// Fine waves, so that the card is not a plain picture.
cv::Mat blankCard() {
    cv::Mat card(kCard, CV_8UC3);
    for (int y = 0; y < card.rows; ++y)
        for (int x = 0; x < card.cols; ++x) {
            const double wave = std::sin(0.12 * y + 2.2 * std::sin(0.014 * x)) +
                                std::sin(0.05 * x + 1.5 * std::sin(0.02 * y));
            const double tint = 5 * wave, slope = 16.0 * x / card.cols;
            card.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(232 + tint - slope),
                                        cv::saturate_cast<std::uint8_t>(236 + tint),
                                        cv::saturate_cast<std::uint8_t>(222 + tint + slope)};
        }
    return card;
}

}  // namespace

cv::Mat portraitOnly(const Person& person) {
    // The renderer shares its person: an alias that does not own it lives as long as this call.
    const PersonPtr alias(PersonPtr(), &person);
    BuyerPose pose;
    pose.yaw = -2;
    pose.pitch = 1.5F;
    return renderStill(alias, photoBooth(), pose, 0);
}

MadeDocument makeDocument(const Person& person) {
    const cv::Scalar ink(60, 48, 40), faint(186, 190, 176), accent(96, 110, 14);
    cv::Mat card = blankCard();
    write(card, "SPECIMEN", {316, 520}, 3.6, faint, 9);
    cv::rectangle(card, {0, 0, kCard.width, 96}, accent, cv::FILLED);
    write(card, "COUNTERSIGN PRACTICE CARD", {40, 62}, 1.2, cv::Scalar(255, 255, 255), 2);
    write(card, "SPECIMEN", {720, 62}, 1.0, cv::Scalar(255, 255, 255), 2);
    portraitOnly(person).copyTo(card(kPortrait));
    cv::rectangle(card, kPortrait, ink, 1, cv::LINE_AA);
    const int left = kPortrait.br().x + 40;
    write(card, "Name", {left, 180}, 0.6, ink, 1);
    write(card, person.details.name, {left, 216}, 1.0, ink, 2);
    write(card, "Number", {left, 274}, 0.6, ink, 1);
    write(card, person.details.documentNumber, {left, 310}, 1.0, ink, 2);
    write(card, "This person does not exist", {left, 372}, 0.7, ink, 1);
    MadeDocument document;
    document.jpeg = encodeJpeg(card, kJpegQuality).value_or(Bytes{});
    document.portrait = kPortrait;
    // The picture that is looked at is the worn one.
    document.bgr = decodeJpeg(document.jpeg, kCard, 3).value_or(card);
    return document;
}

cv::Mat documentPicture(const Person& person) {
    return makeDocument(person).bgr;
}

}  // namespace countersign
