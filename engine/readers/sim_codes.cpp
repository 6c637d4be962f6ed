#include "readers/sim_codes.h"

#define ZX_USE_UTF8  // text() as a std::string, as from release 2 on
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <exception>

namespace countersign {
namespace {

// The library's options changed their name between the releases that Debian 12 and 13 carry.
#if __has_include(<ZXing/ReaderOptions.h>)
using ReadingOptions = ZXing::ReaderOptions;
#else
using ReadingOptions = ZXing::DecodeHints;
#endif

}  // namespace

std::vector<ScannedCode> readSimCodes(const cv::Mat& picture, WallTime now) {
    if (picture.empty() || (picture.type() != CV_8UC1 && picture.type() != CV_8UC3)) return {};
    const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
    std::vector<ScannedCode> found;
    try {
        ReadingOptions options;
        options.setTryHarder(true);
        options.setTryRotate(true);
        // Release 1.4 stops the whole program by an assertion (Result::operator==, lineCount() == 1) when its
        // scaled-down pictures show a bar code again.
        options.setTryDownscale(false);
        options.setFormats(ZXing::BarcodeFormat::Code128 | ZXing::BarcodeFormat::Code39 |
                           ZXing::BarcodeFormat::ITF | ZXing::BarcodeFormat::EAN13 |
                           ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::DataMatrix);
        const ZXing::ImageView view(
            whole.data, whole.cols, whole.rows,
            whole.channels() == 1 ? ZXing::ImageFormat::Lum : ZXing::ImageFormat::BGR);
        for (const auto& code : ZXing::ReadBarcodes(view, options)) {
            if (!code.isValid()) continue;
            for (auto& scanned : classifyScanned(code.text(), now)) {
                if (std::find(found.begin(), found.end(), scanned) == found.end())
                    found.push_back(std::move(scanned));
            }
        }
    } catch (const std::exception&) {
        return {};  // a picture in which the library fails shows no code
    }
    return found;
}

}  // namespace countersign
