// Plays frames kept in memory: for tests and replays. Capture thread.
#pragma once

#include <vector>

#include "capture/frame_source.h"

namespace countersign {

// What every source of stored frames tells after its last one.
[[nodiscard]] Error endOfRecording();

class RecordedSource final : public FrameSource {
  public:
    RecordedSource(std::vector<FramePtr> frames, SourceInfo info);
    [[nodiscard]] Status open() override;
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override;  // does not wait: as fast as asked
    void close() noexcept override;
    [[nodiscard]] SourceInfo info() const override;

  private:
    std::vector<FramePtr> m_frames;
    SourceInfo m_info;
    std::size_t m_next = 0;
};

}  // namespace countersign
