#include "documents/document_edges.h"

#include <opencv2/imgproc.hpp>

#include "practice/document_photo.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("a light card on a desk is found with its proportions") {
    const cv::Mat card(540, 856, CV_8UC3, cv::Scalar(225, 230, 228));
    DocumentPhoto how;
    how.size = {1200, 900};
    how.degrees = 5;
    how.perspective = 0.06;
    const auto corners = findDocument(photograph(card, how));
    REQUIRE(corners);
    const cv::Mat flat = straighten(photograph(card, how), *corners);
    CHECK(static_cast<double>(flat.cols) / flat.rows == Approx(856.0 / 540).epsilon(0.12));
    CHECK(cv::mean(flat)[1] > 215);
}

TEST_CASE("where no document lies none is found") {
    CHECK_FALSE(findDocument({}));
    CHECK_FALSE(findDocument(cv::Mat(10, 10, CV_8UC3, cv::Scalar(9, 9, 9))));
    CHECK_FALSE(findDocument(cv::Mat(600, 800, CV_8UC3, cv::Scalar(90, 90, 90))));
    cv::Mat noise(600, 800, CV_8UC3);
    cv::RNG(5).fill(noise, cv::RNG::UNIFORM, 0, 256);
    CHECK_FALSE(findDocument(noise));
    cv::Mat round(600, 800, CV_8UC3, cv::Scalar(40, 40, 40));
    cv::circle(round, {400, 300}, 200, {230, 230, 230}, cv::FILLED);
    CHECK_FALSE(findDocument(round));
}
