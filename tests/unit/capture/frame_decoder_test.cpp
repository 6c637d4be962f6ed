#include "capture/frame_decoder.h"

#include <random>

#include "scripted_device.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("a JPEG cut anywhere is refused") {
    FrameDecoder decoder;
    const auto whole = jpegPicture(160, 120);
    REQUIRE(decoder.mjpeg(whole, 160, 120));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        INFO(length << " of " << whole.size());
        CHECK_FALSE(decoder.mjpeg(std::span(whole).first(length), 160, 120));
    }
    CHECK(decoder.mjpeg(whole, 160, 120));  // the decoder is as good as before
}

TEST_CASE("a frame cut in the middle and filled up with zeros is refused") {
    FrameDecoder decoder;
    auto cut = jpegPicture(160, 120);
    std::fill(cut.begin() + static_cast<std::ptrdiff_t>(cut.size() / 2), cut.end(), std::uint8_t{0});
    CHECK_FALSE(decoder.mjpeg(cut, 160, 120));
}

TEST_CASE("what webcams put around a whole picture does no harm") {
    FrameDecoder decoder;
    const auto whole = jpegPicture(160, 120);
    auto padded = whole;
    padded.resize(padded.size() + 4096, 0);
    CHECK(decoder.mjpeg(padded, 160, 120));
    auto extraneous = whole;  // two bytes between the last block and the end marker
    extraneous.insert(extraneous.end() - 2, {0x12, 0x34});
    CHECK(decoder.mjpeg(extraneous, 160, 120));
}

TEST_CASE("webcams leave out the Huffman tables") {
    // UVC's MJPEG has no DHT segments; the standard tables are meant.
    FrameDecoder decoder;
    auto bytes = jpegPicture(160, 120);
    for (std::size_t at = 2; at + 4 < bytes.size() && bytes[at] == 0xFF && bytes[at + 1] != 0xDA;) {
        const std::size_t length = static_cast<std::size_t>(bytes[at + 2]) * 256 + bytes[at + 3] + 2;
        if (bytes[at + 1] == 0xC4) {
            bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                        bytes.begin() + static_cast<std::ptrdiff_t>(at + length));
        } else {
            at += length;
        }
    }
    const auto picture = decoder.mjpeg(bytes, 160, 120);
    REQUIRE(picture);
    const auto wanted = decoder.mjpeg(jpegPicture(160, 120), 160, 120);
    CHECK(cv::norm(*picture, *wanted, cv::NORM_INF) == 0);
}

TEST_CASE("another size than agreed is refused before it is decoded") {
    FrameDecoder decoder;
    CHECK_FALSE(decoder.mjpeg(jpegPicture(160, 120), 640, 480));
    auto huge = jpegPicture(160, 120);
    for (std::size_t i = 0; i + 9 < huge.size(); ++i) {
        if (huge[i] == 0xFF && huge[i + 1] == 0xC0) {
            huge[i + 5] = huge[i + 6] = huge[i + 7] = huge[i + 8] = 0xFF;  // says 65535 x 65535
            break;
        }
    }
    CHECK_FALSE(decoder.mjpeg(huge, 160, 120));
    CHECK_FALSE(decoder.mjpeg(huge, 0, 0));
}

TEST_CASE("no bytes whatever break the decoder") {
    FrameDecoder decoder;
    std::mt19937 random(5);
    const auto whole = jpegPicture(160, 120);
    int kept = 0;
    for (int round = 0; round < 2000; ++round) {
        auto bytes = whole;
        const auto changes = 1 + random() % 8;
        for (std::size_t i = 0; i < changes; ++i)
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        const auto picture = decoder.mjpeg(bytes, 160, 120);
        if (picture) CHECK(picture->size() == cv::Size(160, 120));
        kept += picture ? 1 : 0;
    }
    CHECK(kept < 2000);
    std::vector<std::uint8_t> noise(5000);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
    CHECK_FALSE(decoder.mjpeg(noise, 160, 120));
}

TEST_CASE("YUYV rows may be padded") {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(20 * 4), 0);
    for (std::size_t y = 0; y < 4; ++y) {
        for (std::size_t x = 0; x < 16; x += 2) {
            bytes[y * 20 + x] = 235;
            bytes[y * 20 + x + 1] = 128;
        }
    }
    const auto picture = FrameDecoder::yuyv(bytes, 8, 4, 20);
    REQUIRE(picture);
    CHECK(cv::norm(*picture, cv::Mat(4, 8, CV_8UC3, cv::Scalar::all(255)), cv::NORM_INF) <= 1);
    CHECK_FALSE(FrameDecoder::yuyv(bytes, 8, 4, 15));
    CHECK_FALSE(FrameDecoder::yuyv(bytes, 8, 5, 20));
    CHECK_FALSE(FrameDecoder::yuyv(bytes, 7, 4, 20));
    CHECK_FALSE(FrameDecoder::yuyv({}, 8, 4, 16));
    CHECK(FrameDecoder::yuyv(std::span(bytes).first(76), 8, 4, 20));  // the last row needs no padding
}
