#include "documents/auto_capture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "vision/image_quality.h"

namespace countersign {
namespace {

// The 44 characters of a passport's line, 10 px each, on the smallest camera that is taken (640 px).
constexpr double kLeastWidth =
    0.68;  // of the picture's width or height, whichever the document's longer side fills more
constexpr FrameTime kHold{
    700'000};  // long enough for a hand to have come to rest, short enough not to tire it
constexpr FrameTime kLongestGap{1'000'000};  // between two frames: after it stillness is unknown
// Of the document's diagonal and a tenth of a second: a page's letters, 1/60 of it high, must not smear over
// themselves in an exposure of a thirtieth.
constexpr double kMoved = 0.012;
// Sheen that hides more than a line of print: a machine-readable line is a tenth of the page, its tenth a
// word.
constexpr double kGlare = 0.02;
constexpr int kBurnt = 250;  // grey levels: 255 less what JPEG adds and takes away
// The lens may still be finding its focus: not much below the best that this document has shown, and never
// what is only a smear (sharpnessOf gives 0.2 to 0.3 for frames that people call blurred).
constexpr double kOfSharpest = 0.85, kLeastSharpness = 0.2;

double length(cv::Point2f a, cv::Point2f b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double diagonal(const Corners& c) {
    return std::max(length(c[0], c[2]), length(c[1], c[3]));
}

// The farthest that a corner went, whichever corner the search began with.
double movement(const Corners& before, const Corners& now) {
    double least = 1e9;
    for (std::size_t turn = 0; turn < 4; ++turn) {
        double most = 0;
        for (std::size_t i = 0; i < 4; ++i) most = std::max(most, length(before[i], now[(i + turn) % 4]));
        least = std::min(least, most);
    }
    return least / std::max(1.0, diagonal(now));
}

bool largeEnough(const DocumentSight& sight) {
    float left = 1e9F, right = 0, top = 1e9F, bottom = 0;
    for (const auto& corner : *sight.corners) {
        left = std::min(left, corner.x);
        right = std::max(right, corner.x);
        top = std::min(top, corner.y);
        bottom = std::max(bottom, corner.y);
    }
    return (right - left) >= kLeastWidth * sight.picture.width ||
           (bottom - top) >= kLeastWidth * sight.picture.height;
}

}  // namespace

DocumentSight seeDocument(const cv::Mat& bgr) {
    DocumentSight sight;
    sight.picture = bgr.size();
    sight.corners = findDocument(bgr);
    if (!sight.corners) return sight;
    const cv::Mat flat = straighten(bgr, *sight.corners);
    cv::Mat grey, labels, sizes, centres;
    cv::cvtColor(flat, grey, cv::COLOR_BGR2GRAY);
    const int count = cv::connectedComponentsWithStats(grey >= kBurnt, labels, sizes, centres, 8);
    int largest = 0;
    for (int i = 1; i < count; ++i) largest = std::max(largest, sizes.at<int>(i, cv::CC_STAT_AREA));
    sight.glare = largest / std::max<double>(1, static_cast<double>(grey.total()));
    sight.sharpness = static_cast<double>(sharpnessOf(grey));
    return sight;
}

void AutoCapture::reset() {
    *this = {};
}

CaptureState AutoCapture::push(const DocumentSight& sight, FrameTime at) {
    CaptureState state;
    const bool knownBefore = m_corners && m_at && at > *m_at && at - *m_at <= kLongestGap;
    const double since = m_at ? std::chrono::duration<double>(at - *m_at).count() : 0;
    const double moved =
        knownBefore && sight.corners ? movement(*m_corners, *sight.corners) / std::max(1.0, since / 0.1) : 1;
    m_at = at;
    m_corners = sight.corners;
    if (!sight.corners) {
        m_stillSince.reset();
        m_sharpest = 0;
        m_taken = false;
        return state;
    }
    m_sharpest = std::max(m_sharpest, sight.sharpness);
    if (!largeEnough(sight)) {
        m_stillSince.reset();
        state.hint = CaptureHint::Nearer;
        return state;
    }
    if (moved > kMoved) {
        m_stillSince.reset();
        state.hint = CaptureHint::HoldStill;
        return state;
    }
    if (sight.glare > kGlare) {
        m_stillSince.reset();
        state.hint = CaptureHint::Glare;
        return state;
    }
    if (!m_stillSince) m_stillSince = at;
    state.held = std::min(
        1.0, std::chrono::duration<double>(at - *m_stillSince) / std::chrono::duration<double>(kHold));
    state.hint = CaptureHint::Holding;
    if (state.held < 1) return state;
    if (sight.sharpness < kLeastSharpness || sight.sharpness < kOfSharpest * m_sharpest) {
        state.hint = CaptureHint::Blurred;
        return state;
    }
    state.take = !std::exchange(m_taken, true);
    return state;
}

}  // namespace countersign
