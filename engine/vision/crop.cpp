#include "vision/crop.h"

#include <opencv2/imgproc.hpp>

namespace countersign {

cv::Mat squareCrop(const cv::Mat& picture, cv::Point2f corner, float side, int pixels) {
    int fine = pixels;
    while (side > 1.5F * static_cast<float>(fine) && fine < 8 * pixels) fine *= 2;
    const float scale = static_cast<float>(fine) / side;
    const cv::Matx23f toCrop(scale, 0, (0.5F - corner.x) * scale - 0.5F,  //
                             0, scale, (0.5F - corner.y) * scale - 0.5F);
    cv::Mat crop;
    cv::warpAffine(picture, crop, toCrop, cv::Size(fine, fine), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    if (fine == pixels) return crop;
    cv::Mat small;
    cv::resize(crop, small, cv::Size(pixels, pixels), 0, 0, cv::INTER_AREA);
    return small;
}

}  // namespace countersign
