// Turns a stream of frames into readings: finds the face, follows it by its landmarks between detector runs,
// reads eyes, pose, quality and, on a schedule, the passive score and the physical cues. One object per
// stream. Engine thread.
#pragma once

#include <array>
#include <optional>

#include "vision/vision_models.h"

namespace countersign {

enum class VisionStep { Detect = 1, Coarse, Fine, Eyes, Pose, Quality, Passive, Cues, Whole };

// Told the CPU time of each step by thread clock; for the bench. Optional.
class StepTimes {
  public:
    virtual ~StepTimes() = default;
    virtual void spent(VisionStep step, double cpuMillis) = 0;
};

class FrameAnalyser {
  public:
    // `models` outlives the analyser. `times` may be null.
    FrameAnalyser(VisionModels& models, VisionSettings settings, StepTimes* times = nullptr);

    // Frames in order of capture. No face is a reading without face, not an error. Errors: PictureUnusable,
    // InferenceFailed; the track is dropped then.
    [[nodiscard]] Result<FrameReading> analyse(const Frame& frame);

    // A new session: the next frame is looked at as if nothing had been seen.
    void reset();

  private:
    // How the detector's box lies around the landmarks of the person being followed: learnt whenever the
    // detector runs, so that in between a box can be made from landmarks alone.
    struct Track {
        Landmarks points{};
        cv::Rect2f box;
        cv::Point2f offset;  // box centre minus landmark centre, in landmark spreads
        cv::Size2f size;     // box size in landmark spreads
        cv::Mat look;        // the face as it was, 32x32 grey
        float score = 0;
    };

    // A detector run that is spread over frames while a face is followed: no frame may be slow.
    struct Search {
        Landmarks points{};  // of the followed face when it began
        cv::Rect2f box;
    };

    [[nodiscard]] Result<std::optional<FaceBox>> findFace(const Frame& frame, const cv::Mat& grey,
                                                          FrameReading& reading);
    [[nodiscard]] Result<std::optional<FaceBox>> searchNow(const Frame& frame, const cv::Mat& grey,
                                                           FrameReading& reading);
    [[nodiscard]] float lowestScore() const;
    [[nodiscard]] bool searchOn(const Frame& frame, FrameReading& reading);
    void scorePassive(const Frame& frame, const FrameReading& reading, FaceReading& face);
    void lookForEdges(const Frame& frame, const cv::Mat& grey, const FrameReading& reading,
                      FaceReading& face);
    [[nodiscard]] std::optional<FaceBox> takeUp(std::vector<FaceBox> boxes, cv::Size picture,
                                                const std::optional<cv::Rect2f>& followedBox);
    [[nodiscard]] Status readFace(const Frame& frame, const cv::Mat& grey, FaceReading& face);
    void follow(const cv::Mat& grey, const FaceReading& face);
    void learnBox(const FaceBox& detected, const Landmarks& points);
    void placeBox();
    [[nodiscard]] bool looksTheSame(const cv::Mat& grey) const;

    VisionModels& m_models;
    VisionSettings m_settings;
    StepTimes* m_times;
    std::optional<Track> m_track;
    std::vector<FaceBox> m_faces;
    std::optional<Search> m_search;
    bool m_scoring = false;  // a passive run is going on
    std::optional<FrameTime> m_lastAt;
    FrameTime m_interval{0};  // between this frame and the one before
    std::optional<FrameTime> m_detectedAt;
    std::optional<FrameTime> m_passiveAt;
    std::optional<FrameTime> m_edgesAt;
};

// Both eyes of a face whose landmarks are known: state from the crops of both landmark models, opening of the
// fine ones.
[[nodiscard]] Status readEyes(EyeStateNet& net, const cv::Mat& grey, FaceReading& face);

}  // namespace countersign
