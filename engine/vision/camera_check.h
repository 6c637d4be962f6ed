// The camera and light doctor: looks at the pictures of twenty seconds and says what is wrong with camera and
// light, held against a state that somebody called good. It looks at the scene, not at people: nobody need
// sit there, and of the pictures only a few numbers stay. Not thread-safe; any one thread.
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "capture/frame.h"
#include "vision/camera_check_types.h"

namespace countersign {

// 16 x 9 cells of how the picture's brightness rises from cell to cell: enough to see that the camera was
// turned, too little to see anybody. The middle, where buyers sit, is left out.
inline constexpr int kSceneColumns = 16;
inline constexpr int kSceneRows = 9;
using SceneLayout = std::array<float, kSceneColumns * kSceneRows>;

// One picture in numbers. Light is linear (the sRGB curve taken off), so that a factor of two is one stop.
struct SceneMeasure {
    double light = 0;   // mean, 0..1
    double middle = 0;  // mean of the middle third, where the buyer's face is
    double around = 0;  // mean of the upper half beside and above it
    double left = 0;    // mean of the left half
    double right = 0;
    double clipped = 0;    // share of pixels at the upper end, 0..1
    double sharpness = 0;  // 1 - blur effect (image_quality.h) of the whole picture, 0..1
    double red = 1;        // mean of red over green
    double blue = 1;       // mean of blue over green
    SceneLayout layout{};
};
// `bgr` CV_8UC3, not empty.
[[nodiscard]] SceneMeasure measureScene(const cv::Mat& bgr);

// What stays of a check: medians over its pictures.
struct SceneState {
    SceneMeasure scene;
    double framesPerSecond = 0;
    double uneven = 0;  // longest gap between two pictures of which none was dropped, in median gaps
};

class CameraCheck {
  public:
    static constexpr FrameTime kLength{20'000'000};

    // Frames in the order they come; some may be missing (a window shows the newest only). A source whose
    // time runs back starts the check anew.
    void add(const Frame& frame);
    [[nodiscard]] double progress() const;  // 0..1
    // Enough was seen. Never for a source that stands still: whoever waits needs a limit of their own.
    [[nodiscard]] bool done() const { return progress() >= 1 && m_scenes.size() >= kFewest; }
    [[nodiscard]] SceneState state() const;  // of what was seen so far; empty before the first frame

  private:
    static constexpr std::size_t kFewest = 10;
    std::optional<FrameTime> m_first;
    std::uint64_t m_firstSequence = 0;
    FrameTime m_last{0};
    std::uint64_t m_lastSequence = 0;
    FrameTime m_nextScene{0};
    std::vector<SceneMeasure> m_scenes;
    std::vector<double> m_gaps;  // seconds, between pictures that followed one another
};

// The worst first; empty: all good. Without a good state only what no counter can work with is found.
// Limits and their reasons stand beside them in camera_check.cpp.
[[nodiscard]] std::vector<CameraFinding> findings(const SceneState& now,
                                                  const std::optional<SceneState>& good);

}  // namespace countersign
