#include "documents/text_reader.h"

#include "documents/mrz_reader.h"
#include "practice/text_painter.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("missing data is a named error, not a crash") {
    TextReader reader("/nonexistent");
    const auto read =
        reader.read(cv::Mat(60, 400, CV_8UC1, cv::Scalar(255)), TextScript::Digits, TextLayout::OneLine);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::TextDataMissing);
}

TEST_CASE("pictures without text have none") {
    TextReader reader;
    for (const auto script : {TextScript::MachineReadable, TextScript::Digits, TextScript::Chinese}) {
        CHECK(reader.read({}, script, TextLayout::OneLine).value().empty());
        CHECK(reader.read(cv::Mat(3, 2000, CV_8UC1, cv::Scalar(0)), script, TextLayout::OneLine)
                  .value()
                  .empty());
        CHECK(reader.read(cv::Mat(8, 20000, CV_8UC1, cv::Scalar(0)), script, TextLayout::OneLine)
                  .value()
                  .empty());
        CHECK(reader.read(cv::Mat(200, 300, CV_8UC1, cv::Scalar(255)), script, TextLayout::Block));
    }
    const auto coloured =
        reader.read(cv::Mat(60, 60, CV_8UC3, cv::Scalar(0, 0, 0)), TextScript::Digits, TextLayout::OneLine);
    REQUIRE_FALSE(coloured);
    CHECK(coloured.error().code == ErrorCode::TextReadingFailed);
}

TEST_CASE("no zone is seen in noise, blank pages and slivers") {
    TextReader reader;
    cv::Mat noise(700, 1000, CV_8UC1);
    cv::RNG(3).fill(noise, cv::RNG::UNIFORM, 0, 256);
    CHECK_FALSE(readMrz(noise, reader).value());
    CHECK_FALSE(readMrz({}, reader).value());
    CHECK_FALSE(readMrz(cv::Mat(700, 1000, CV_8UC1, cv::Scalar(255)), reader).value());
    CHECK_FALSE(readMrz(cv::Mat(2, 5000, CV_8UC1, cv::Scalar(255)), reader).value());
}

TEST_CASE("text with bytes that are no UTF-8 is painted without them") {
    auto painter = TextPainter::open(Typeface::Latin);
    REQUIRE(painter);
    cv::Mat page(60, 300, CV_8UC3, cv::Scalar(255, 255, 255));
    CHECK(painter->write(page, "", {10, 40}, 30, {0, 0, 0}) == 10);
    CHECK(painter->write(page,
                         "A\xFF"
                         "B",
                         {10, 40}, 30, {0, 0, 0}) > 30);
    CHECK(painter->write(page, std::string(5000, 'W'), {-50, 40}, 30, {0, 0, 0}) > 300);
}
