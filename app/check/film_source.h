// A film file as a frame source: for the check tool and for tests, never for the counter program. One thread.
#pragma once

#include <filesystem>
#include <opencv2/videoio.hpp>

#include "capture/frame_source.h"

namespace countersign::check {

class FilmSource final : public FrameSource {
  public:
    explicit FilmSource(std::filesystem::path file);

    // Error: CheckInputUnreadable.
    [[nodiscard]] Status open() override;
    // Does not wait. Frames are upright and at most kFilmMaxSide long, the size of a large counter camera.
    // EndOfRecording after the last; CheckInputUnreadable if the film ends long before its own length.
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override;
    void close() noexcept override;
    [[nodiscard]] SourceInfo info() const override;

    [[nodiscard]] std::uint64_t framesRead() const { return m_sequence; }

  private:
    [[nodiscard]] FrameTime timeOfFrame() const;

    std::filesystem::path m_file;
    cv::VideoCapture m_capture;
    SourceInfo m_info;
    double m_declaredFrames = 0;
    int m_quarterTurns = 0;  // clockwise, to be upright
    std::uint64_t m_sequence = 0;
    FrameTime m_last{-1};
};

inline constexpr int kFilmMaxSide = 1280;  // px

}  // namespace countersign::check
