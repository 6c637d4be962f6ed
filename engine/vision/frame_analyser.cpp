#include "vision/frame_analyser.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/crop.h"
#include "vision/head_pose.h"
#include "vision/image_quality.h"
#include "vision/picture_traits.h"
#include "vision/presentation_cues.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kLookSide = 32;  // px of the picture kept to see whether the face is still the same
constexpr double kSameLook =
    0.75;  // correlation with the frame before, below which the detector runs at once
constexpr float kSameBox =
    0.4F;  // overlap of a detector's box with the followed one, above which it is the same face
constexpr float kLearning = 0.3F;  // how much a detector run corrects the box around the landmarks

// Frames further apart than this leave time to finish a run at once, and waiting for the next would take too
// long.
constexpr FrameTime kSlowFrames{100000};

double threadMillis() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Reports the CPU time between its creation and its end.
class Stopwatch {
  public:
    Stopwatch(StepTimes* times, VisionStep step)
        : m_times(times), m_step(step), m_start(times ? threadMillis() : 0) {}
    ~Stopwatch() {
        if (m_times != nullptr) m_times->spent(m_step, threadMillis() - m_start);
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

  private:
    StepTimes* m_times;
    VisionStep m_step;
    double m_start;
};

// Middle and root mean square spread of all points: both move little with expression.
struct Extent {
    cv::Point2f centre;
    float spread = 1;
};

Extent extentOf(const Landmarks& points) {
    Extent extent;
    for (const auto& point : points) extent.centre += point / static_cast<float>(points.size());
    float sum = 0;
    for (const auto& point : points) {
        const auto d = point - extent.centre;
        sum += d.dot(d);
    }
    extent.spread = std::max(1.0F, std::sqrt(sum / static_cast<float>(points.size())));
    return extent;
}

cv::Mat lookOf(const cv::Mat& grey, const cv::Rect2f& box) {
    const float side = std::max(box.height, 1.0F);
    return squareCrop(grey, {box.x + box.width / 2 - side / 2, box.y}, side, kLookSide);
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
    cv::Scalar meanA, meanB, deviationA, deviationB;
    cv::meanStdDev(a, meanA, deviationA);
    cv::meanStdDev(b, meanB, deviationB);
    const double spread = deviationA[0] * deviationB[0];
    if (spread < 1) return 0;  // a flat grey square looks like nothing
    const double product = a.dot(b) / static_cast<double>(a.total());
    return (product - meanA[0] * meanB[0]) / spread;
}

bool finite(const Landmarks& points) {
    return std::all_of(points.begin(), points.end(), [](const cv::Point2f& point) {
        return std::isfinite(point.x) && std::isfinite(point.y);
    });
}

bool mostlyInside(const cv::Rect2f& box, cv::Size picture) {
    const cv::Rect2f all(0, 0, static_cast<float>(picture.width), static_cast<float>(picture.height));
    return box.area() > 0 && (box & all).area() > 0.5F * box.area();
}

}  // namespace

FrameAnalyser::FrameAnalyser(VisionModels& models, VisionSettings settings, StepTimes* times)
    : m_models(models), m_settings(settings), m_times(times) {}

void FrameAnalyser::reset() {
    m_track.reset();
    m_faces.clear();
    m_search.reset();
    m_scoring = false;
    m_lastAt.reset();
    m_detectedAt.reset();
    m_passiveAt.reset();
    m_edgesAt.reset();
}

Result<FrameReading> FrameAnalyser::analyse(const Frame& frame) {
    const Stopwatch whole(m_times, VisionStep::Whole);
    if (frame.bgr.empty() || frame.bgr.type() != CV_8UC3) {
        reset();
        return failure(vision::pictureUnusable("a frame is 8-bit BGR"));
    }
    FrameReading reading;
    reading.sequence = frame.sequence;
    reading.capturedAt = frame.capturedAt;
    reading.pictureSize = frame.bgr.size();
    const auto traits = pictureTraits(frame.bgr);
    reading.contentHash = traits.contentHash;
    reading.luminance = traits.luminance;
    reading.colourShare = traits.colourShare;
    m_interval = m_lastAt && frame.capturedAt > *m_lastAt ? frame.capturedAt - *m_lastAt : FrameTime(0);
    m_lastAt = frame.capturedAt;
    cv::Mat grey;
    cv::cvtColor(frame.bgr, grey, cv::COLOR_BGR2GRAY);

    const auto found = findFace(frame, grey, reading);
    if (!found) {
        reset();
        return failure(found.error());
    }
    reading.faces = m_faces;
    if (!found->has_value()) return reading;
    FaceReading face;
    face.box = **found;
    if (const auto done = readFace(frame, grey, face); !done) {
        reset();
        return failure(done.error());
    }
    if (!finite(face.coarse) || !mostlyInside(boundsOf(face.coarse), grey.size())) {
        m_track.reset();  // the face has left the picture
        return reading;
    }
    lookForEdges(frame, grey, reading, face);
    scorePassive(frame, reading, face);
    reading.face = std::move(face);
    return reading;
}

// The box of the face in this frame: made from the landmarks of the frame before, or the detector's.
Result<std::optional<FaceBox>> FrameAnalyser::findFace(const Frame& frame, const cv::Mat& grey,
                                                       FrameReading& reading) {
    if (!m_track || !looksTheSame(grey)) return searchNow(frame, grey, reading);
    const bool due = !m_detectedAt || frame.capturedAt - *m_detectedAt >= m_settings.redetectEvery ||
                     frame.capturedAt < *m_detectedAt;
    if (!m_search && (!due || m_scoring)) return FaceBox{m_track->box, m_track->score};
    if (!m_search) {
        const Stopwatch watch(m_times, VisionStep::Detect);
        m_detectedAt = frame.capturedAt;
        const auto begun = m_models.detector->begin(frame.bgr, DetectorPadding::FourToThree, lowestScore());
        if (!begun) return failure(begun.error());
        m_search = Search{m_track->points, m_track->box};
    }
    // The face was not found where it was followed: look at this very frame before anything is concluded.
    if (!searchOn(frame, reading)) return searchNow(frame, grey, reading);
    return FaceBox{m_track->box, m_track->score};
}

float FrameAnalyser::lowestScore() const {
    return std::min({m_settings.trackScore, m_settings.newFaceScore, m_settings.otherFaceScore});
}

// Goes on with the spread search. False if it failed or has ended without the followed face.
bool FrameAnalyser::searchOn(const Frame& frame, FrameReading& reading) {
    const Stopwatch watch(m_times, VisionStep::Detect);
    do {
        auto boxes = m_models.detector->step();
        if (!boxes) return false;
        if (!boxes->has_value()) continue;
        const auto search = *m_search;
        m_search.reset();
        const auto followed = takeUp(std::move(**boxes), frame.bgr.size(), search.box);
        if (!followed) return false;
        learnBox(*followed, search.points);
        reading.detectorRan = true;
        return true;
    } while (m_interval > kSlowFrames);
    return true;
}

Result<std::optional<FaceBox>> FrameAnalyser::searchNow(const Frame& frame, const cv::Mat& grey,
                                                        FrameReading& reading) {
    const Stopwatch watch(m_times, VisionStep::Detect);
    m_search.reset();
    auto boxes = m_models.detector->detect(frame.bgr, DetectorPadding::FourToThree, lowestScore());
    if (!boxes) return failure(boxes.error());
    reading.detectorRan = true;
    m_detectedAt = frame.capturedAt;
    const auto followed =
        takeUp(std::move(*boxes), grey.size(), m_track ? std::optional(m_track->box) : std::nullopt);
    if (followed) {
        learnBox(*followed, m_track->points);
        return FaceBox{m_track->box, followed->score};
    }
    m_track.reset();
    m_scoring = false;
    if (m_faces.empty()) return std::optional<FaceBox>();
    return m_faces.front();
}

// Keeps the faces that count, the followed one first even if another is now more central. Returns the
// followed one if it is among them.
std::optional<FaceBox> FrameAnalyser::takeUp(std::vector<FaceBox> boxes, cv::Size picture,
                                             const std::optional<cv::Rect2f>& followedBox) {
    std::optional<FaceBox> followed;
    if (followedBox) {
        for (const auto& box : boxes) {
            const float shared = overlap(box.rect, *followedBox);
            if (box.score < m_settings.trackScore || shared < kSameBox) continue;
            if (!followed || shared > overlap(followed->rect, *followedBox)) followed = box;
        }
    }
    sortByProminence(boxes, picture);
    m_faces.clear();
    for (const auto& box : boxes) {
        const bool isFollowed = followed && box.rect == followed->rect;
        const float needed = m_faces.empty() ? m_settings.newFaceScore : m_settings.otherFaceScore;
        if (isFollowed || box.score >= needed) m_faces.push_back(box);
    }
    if (followed) {
        const auto place = std::find_if(m_faces.begin(), m_faces.end(),
                                        [&](const FaceBox& box) { return box.rect == followed->rect; });
        std::rotate(m_faces.begin(), place, place + 1);
    }
    return followed;
}

// The passive net on its schedule, a piece a frame, never on a frame that also searches.
void FrameAnalyser::scorePassive(const Frame& frame, const FrameReading& reading, FaceReading& face) {
    const bool due = !m_passiveAt || frame.capturedAt - *m_passiveAt >= m_settings.passiveEvery;
    if (reading.detectorRan || m_search || (!m_scoring && !due)) return;
    const Stopwatch watch(m_times, VisionStep::Passive);
    if (!m_scoring) {
        m_passiveAt = frame.capturedAt;
        m_scoring = m_models.passive->begin(frame.bgr, face.box.rect).has_value();
    }
    while (m_scoring) {
        const auto live = m_models.passive->step();
        m_scoring = live && !live->has_value();
        if (live && live->has_value()) face.passiveLive = **live;
        if (m_interval <= kSlowFrames) return;
    }
}

// As often as the passive net, never on a frame that also searches.
void FrameAnalyser::lookForEdges(const Frame& frame, const cv::Mat& grey, const FrameReading& reading,
                                 FaceReading& face) {
    const bool due = !m_edgesAt || frame.capturedAt - *m_edgesAt >= m_settings.passiveEvery ||
                     frame.capturedAt < *m_edgesAt;
    if (reading.detectorRan || m_search || !due) return;
    const Stopwatch watch(m_times, VisionStep::Cues);
    m_edgesAt = frame.capturedAt;
    face.edges = straightEdges(grey, face.box.rect);
}

// Corrects how the box lies around the landmarks it was found with. Slowly, because a box that jumps at every
// detector run makes the landmarks jump with it.
void FrameAnalyser::learnBox(const FaceBox& detected, const Landmarks& points) {
    auto& track = *m_track;
    const auto extent = extentOf(points);
    const auto& rect = detected.rect;
    const cv::Point2f centre(rect.x + rect.width / 2, rect.y + rect.height / 2);
    const cv::Point2f offset = (centre - extent.centre) / extent.spread;
    const cv::Size2f size(rect.width / extent.spread, rect.height / extent.spread);
    track.offset += kLearning * (offset - track.offset);
    track.size.width += kLearning * (size.width - track.size.width);
    track.size.height += kLearning * (size.height - track.size.height);
    track.score = detected.score;
    placeBox();
}

void FrameAnalyser::placeBox() {
    auto& track = *m_track;
    const auto extent = extentOf(track.points);
    const cv::Point2f centre = extent.centre + track.offset * extent.spread;
    const cv::Size2f size(track.size.width * extent.spread, track.size.height * extent.spread);
    track.box = cv::Rect2f(centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height);
}

bool FrameAnalyser::looksTheSame(const cv::Mat& grey) const {
    return mostlyInside(m_track->box, grey.size()) &&
           correlation(lookOf(grey, m_track->box), m_track->look) >= kSameLook;
}

// Keeps what the next frame needs to find this face again.
void FrameAnalyser::follow(const cv::Mat& grey, const FaceReading& face) {
    const auto extent = extentOf(face.coarse);
    const auto& rect = face.box.rect;
    if (!m_track) {
        m_track.emplace();
        const cv::Point2f centre(rect.x + rect.width / 2, rect.y + rect.height / 2);
        m_track->offset = (centre - extent.centre) / extent.spread;
        m_track->size = {rect.width / extent.spread, rect.height / extent.spread};
    }
    m_track->points = face.coarse;
    m_track->score = face.box.score;
    m_track->look = lookOf(grey, rect);
    placeBox();
}

Status FrameAnalyser::readFace(const Frame& frame, const cv::Mat& grey, FaceReading& face) {
    const auto& box = face.box.rect;
    {
        const Stopwatch watch(m_times, VisionStep::Coarse);
        const auto coarse = m_models.coarse->locate(grey, box);
        if (!coarse) return failure(coarse.error());
        face.coarse = *coarse;
    }
    if (!finite(face.coarse)) return {};
    {
        const Stopwatch watch(m_times, VisionStep::Pose);
        face.pose = headPose(face.coarse);
    }
    if (std::abs(face.pose.yaw) <= m_settings.fineMaxYaw) {
        const Stopwatch watch(m_times, VisionStep::Fine);
        const auto fine = m_models.fine->locate(grey, box);
        if (!fine) return failure(fine.error());
        face.fine = *fine;
    }
    {
        const Stopwatch watch(m_times, VisionStep::Eyes);
        const auto eyes = readEyes(*m_models.eyes, grey, face);
        if (!eyes) return eyes;
    }
    {
        const Stopwatch watch(m_times, VisionStep::Quality);
        face.quality = measureQuality(frame.bgr, grey, box, face.coarse, face.pose);
    }
    follow(grey, face);
    return {};
}

Status readEyes(EyeStateNet& net, const cv::Mat& grey, FaceReading& face) {
    const auto read = [&](std::size_t first, EyeReading& eye) -> Status {
        float sum = 0;
        int count = 0;
        for (const Landmarks* points : {&face.coarse, face.fine ? &*face.fine : nullptr}) {
            if (points == nullptr) continue;
            const auto patch = eyePatch(grey, *points, first);
            if (patch.empty()) continue;
            const auto logit = net.closedMinusOpen(patch);
            if (!logit) return failure(logit.error());
            sum += *logit;
            ++count;
        }
        const auto& shape = face.fine ? *face.fine : face.coarse;
        eye.closedMinusOpen = count > 0 ? sum / static_cast<float>(count) : 0;
        eye.openness = eyeAspectRatio(shape, first);
        eye.visibility = count > 0 ? eyeVisibility(grey, shape, first) : 0;
        return {};
    };
    if (const auto done = read(36, face.rightEye); !done) return done;
    return read(42, face.leftEye);
}

}  // namespace countersign
