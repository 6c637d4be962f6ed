#include "vision/still_analyser.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "vision/frame_analyser.h"
#include "vision/head_pose.h"
#include "vision/image_quality.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr float kLowestScore = 0.7F;
constexpr float kSureScore = 0.95F;  // below it, or with several faces, the other passes are added
constexpr float kSameFace = 0.3F;    // overlap above which boxes of different passes are one face
constexpr float kFineMaxYaw = 30;    // degrees
constexpr int kSmallest = 24;        // px of the shorter side; a face needs more
// Detectors find lying and upside-down faces almost as surely as upright ones; two landmark models agree on
// upright ones only. Of 226 portraits turned by quarters the best of the three wrong ways reached this in 1 %
// (tests/bench/README.md); a picture above it is looked at the other ways up too.
constexpr float kUprightDisagreement = 0.18F;

}  // namespace

bool StillAnalyser::Look::plausible() const {
    return !faces.empty() && disagreement <= kUprightDisagreement;
}

Result<cv::Mat> toBgr8(const cv::Mat& picture) {
    if (picture.empty()) return failure(vision::pictureUnusable("it is empty"));
    try {
        cv::Mat eight;
        switch (picture.depth()) {
            case CV_8U:
                eight = picture;
                break;
            case CV_16U:
                picture.convertTo(eight, CV_8U, 1.0 / 257);
                break;
            case CV_32F:
            case CV_64F:
                picture.convertTo(eight, CV_8U, 255);
                break;
            default:
                return failure(vision::pictureUnusable("its depth is not 8, 16 or 32 bits"));
        }
        cv::Mat bgr;
        switch (eight.channels()) {
            case 1:
                cv::cvtColor(eight, bgr, cv::COLOR_GRAY2BGR);
                return bgr;
            case 3:
                return eight;
            case 4: {
                // Transparent parts as on white paper.
                bgr.create(eight.size(), CV_8UC3);
                for (int y = 0; y < eight.rows; ++y) {
                    const auto* from = eight.ptr<cv::Vec4b>(y);
                    auto* to = bgr.ptr<cv::Vec3b>(y);
                    for (int x = 0; x < eight.cols; ++x) {
                        for (int c = 0; c < 3; ++c) {
                            to[x][c] = static_cast<std::uint8_t>(
                                (from[x][c] * from[x][3] + 255 * (255 - from[x][3]) + 127) / 255);
                        }
                    }
                }
                return bgr;
            }
            default:
                return failure(
                    vision::pictureUnusable("it has " + std::to_string(eight.channels()) + " channels"));
        }
    } catch (const cv::Exception& error) {
        return failure(vision::pictureUnusable(error.what()));
    }
}

// One way up: the faces, and how well two landmark models agree on the first.
Result<StillAnalyser::Look> StillAnalyser::look(const cv::Mat& bgr) {
    auto boxes = m_models.detector->detect(bgr, DetectorPadding::FourToThree, kLowestScore);
    if (!boxes) return failure(boxes.error());
    if (boxes->size() != 1 || boxes->front().score < kSureScore) {
        for (const auto padding : {DetectorPadding::Plain, DetectorPadding::Wide}) {
            const auto more = m_models.detector->detect(bgr, padding, kLowestScore);
            if (!more) return failure(more.error());
            boxes->insert(boxes->end(), more->begin(), more->end());
        }
        *boxes = suppressOverlaps(std::move(*boxes), kSameFace);
    }
    sortByProminence(*boxes, bgr.size());
    Look seen;
    seen.faces = std::move(*boxes);
    if (seen.faces.empty()) return seen;
    cv::cvtColor(bgr, seen.grey, cv::COLOR_BGR2GRAY);
    seen.face.box = seen.faces.front();
    const auto coarse = m_models.coarse->locate(seen.grey, seen.face.box.rect);
    if (!coarse) return failure(coarse.error());
    seen.face.coarse = *coarse;
    seen.face.pose = headPose(seen.face.coarse);
    const auto fine = m_models.fine->locate(seen.grey, seen.face.box.rect);
    if (!fine) return failure(fine.error());
    if (std::abs(seen.face.pose.yaw) <= kFineMaxYaw) seen.face.fine = *fine;
    seen.disagreement = landmarkDisagreement(*coarse, *fine);
    return seen;
}

Result<StillReading> StillAnalyser::analyse(const cv::Mat& picture) {
    StillReading reading;
    // Shrunk before it is converted: a picture of 50 megapixels is large enough once.
    const int longest = std::max(picture.cols, picture.rows);
    cv::Mat small = picture;
    if (longest > kStillMaxSide) {
        reading.scale = static_cast<double>(kStillMaxSide) / longest;
        const cv::Size size(std::max(1, static_cast<int>(picture.cols * reading.scale)),
                            std::max(1, static_cast<int>(picture.rows * reading.scale)));
        try {
            cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
        } catch (const cv::Exception& error) {
            return failure(vision::pictureUnusable(error.what()));
        }
    }
    auto bgr = toBgr8(small);
    if (!bgr) return failure(bgr.error());
    reading.picture = *bgr;
    if (std::min(bgr->cols, bgr->rows) < kSmallest) return reading;

    auto seen = look(*bgr);
    if (!seen) return failure(seen.error());
    if (!seen->plausible()) {
        for (int quarter = 1; quarter < 4; ++quarter) {
            cv::Mat turned;
            cv::rotate(*bgr, turned, quarter - 1);
            auto other = look(turned);
            if (!other) return failure(other.error());
            if (!other->plausible() || other->disagreement >= seen->disagreement) continue;
            seen = std::move(other);
            reading.picture = turned;
            reading.quarterTurns = quarter;
        }
    }
    reading.faces = std::move(seen->faces);
    if (reading.faces.empty()) return reading;

    FaceReading face = std::move(seen->face);
    if (const auto eyes = readEyes(*m_models.eyes, seen->grey, face); !eyes) return failure(eyes.error());
    face.quality = measureQuality(reading.picture, seen->grey, face.box.rect, face.coarse, face.pose);
    reading.wholeness = wholeness(reading.picture.size(), face.coarse);
    if (reading.wholeness >= kWholeFace) {
        auto embedding = m_models.embedder->embedStill(reading.picture, face.coarse);
        if (!embedding) return failure(embedding.error());
        reading.embedding = std::move(*embedding);
    }
    reading.quality = qualityMeasures(reading.picture, face, reading.faces);
    reading.face = std::move(face);
    return reading;
}

}  // namespace countersign
