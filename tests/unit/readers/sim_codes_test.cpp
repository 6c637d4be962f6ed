// Bar codes as the library's own writer draws them, then turned, blurred and noisy as a webcam sees them.

#include "readers/sim_codes.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <opencv2/imgproc.hpp>

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(2026y / 11 / 27) + 4h;
const std::string kImei = "352099001761481";
const std::string kIccid = "8991101200003204514";

cv::Mat drawn(const std::string& text, ZXing::BarcodeFormat format, int width, int height) {
    ZXing::MultiFormatWriter writer(format);
    writer.setMargin(10);
    const auto bits = writer.encode(std::wstring(text.begin(), text.end()), width, height);
    cv::Mat picture(bits.height(), bits.width(), CV_8UC1);
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x) picture.at<std::uint8_t>(y, x) = bits.get(x, y) ? 20 : 235;
    }
    return picture;
}

// On a desk in front of the camera, turned by so many degrees.
cv::Mat onDesk(const cv::Mat& label, double degrees, double blur) {
    cv::Mat desk(900, 1200, CV_8UC1, cv::Scalar(140));
    cv::Mat turn = cv::getRotationMatrix2D(
        {static_cast<float>(label.cols) / 2, static_cast<float>(label.rows) / 2}, degrees, 1);
    turn.at<double>(0, 2) += desk.cols / 2.0 - label.cols / 2.0;
    turn.at<double>(1, 2) += desk.rows / 2.0 - label.rows / 2.0;
    cv::Mat seen = desk.clone();
    cv::warpAffine(label, seen, turn, desk.size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
    if (blur > 0) cv::GaussianBlur(seen, seen, {}, blur);
    cv::Mat noise(seen.size(), CV_16SC1), wide;
    cv::RNG random(5);
    random.fill(noise, cv::RNG::NORMAL, 0, 6);
    seen.convertTo(wide, CV_16SC1);
    wide += noise;
    wide.convertTo(seen, CV_8UC1);
    return seen;
}

}  // namespace

TEST_CASE("numbers are read from the codes that boxes and cards carry, turned and a little blurred") {
    const std::vector<ScannedCode> imei{{ScannedKind::Imei, kImei}}, iccid{{ScannedKind::Iccid, kIccid}};
    for (const double degrees : {0.0, 5.0, 90.0, 180.0}) {
        INFO(degrees);
        CHECK(readSimCodes(onDesk(drawn(kImei, ZXing::BarcodeFormat::Code128, 620, 120), degrees, 0.8),
                           kNow) == imei);
        CHECK(readSimCodes(
                  onDesk(drawn("ICCID:" + kIccid, ZXing::BarcodeFormat::QRCode, 300, 300), degrees, 1.0),
                  kNow) == iccid);
        CHECK(readSimCodes(onDesk(drawn(kIccid, ZXing::BarcodeFormat::DataMatrix, 300, 300), degrees, 1.0),
                           kNow) == iccid);
    }
    cv::Mat colour;
    cv::cvtColor(onDesk(drawn(kImei, ZXing::BarcodeFormat::Code39, 900, 120), 0, 0.5), colour,
                 cv::COLOR_GRAY2BGR);
    CHECK(readSimCodes(colour, kNow) == imei);
    CHECK(readSimCodes(colour(cv::Rect(0, 0, colour.cols - 7, colour.rows)), kNow) ==
          imei);  // rows with gaps
}

TEST_CASE("two codes in a picture give two numbers, the same twice gives one") {
    const auto label = drawn(kImei, ZXing::BarcodeFormat::Code128, 620, 120);
    cv::Mat both(400, 700, CV_8UC1, cv::Scalar(235));
    label.copyTo(both(cv::Rect(20, 20, label.cols, label.rows)));
    label.copyTo(both(cv::Rect(20, 220, label.cols, label.rows)));
    CHECK(readSimCodes(both, kNow).size() == 1);
    const auto other = drawn(kIccid, ZXing::BarcodeFormat::QRCode, 150, 150);
    other.copyTo(both(cv::Rect(20, 220, other.cols, other.rows)));
    CHECK(readSimCodes(both, kNow).size() >= 1);
}

TEST_CASE("what holds no such number gives none") {
    std::string wrong = kImei;
    wrong.back() = '0';
    CHECK(readSimCodes(onDesk(drawn(wrong, ZXing::BarcodeFormat::Code128, 620, 120), 0, 0), kNow).empty());
    CHECK(
        readSimCodes(onDesk(drawn("https://example.com", ZXing::BarcodeFormat::QRCode, 300, 300), 0, 0), kNow)
            .empty());
    CHECK(readSimCodes({}, kNow).empty());
    CHECK(readSimCodes(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0)), kNow).empty());
    CHECK(readSimCodes(cv::Mat(3, 4000, CV_8UC3, cv::Scalar(0)), kNow).empty());
    CHECK(readSimCodes(cv::Mat(100, 100, CV_32FC1, cv::Scalar(0)), kNow).empty());
    cv::Mat noise(480, 640, CV_8UC1);
    cv::RNG random(9);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    CHECK(readSimCodes(noise, kNow).empty());
}
