// A camera and a counter that are not as they should be: takes the frames of a source that obeys, and drops,
// repeats or paints over them. Header only; one thread.
#pragma once

#include <functional>

#include "capture/frame_source.h"

namespace countersign::test {

enum class Fate {
    Kept = 1,
    Dropped,   // lost on the way: the sequence numbers tell
    NotTaken,  // the camera made none: slower, without a gap
    Repeated,  // handed out in place of itself: the picture before, to the bit
};

class DegradedSource final : public FrameSource, public PromptObserver {
  public:
    template <class Source>
    explicit DegradedSource(Source& source) : m_source(source), m_prompts(source) {}

    std::function<Fate(std::uint64_t index, double seconds)> fate = [](auto, auto) { return Fate::Kept; };
    // May paint on the picture or put another in its place.
    std::function<void(cv::Mat& bgr, double seconds)> paint = [](auto&, auto) {};

    [[nodiscard]] Status open() override { return m_source.open(); }
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override {
        while (true) {
            auto made = m_source.next(stop);
            if (!made || !*made) return made;
            const auto index = m_index++;
            const double seconds = std::chrono::duration<double>((*made)->capturedAt).count();
            const auto what = fate(index, seconds);
            if (what == Fate::NotTaken) continue;
            ++m_sequence;
            if (what == Fate::Dropped) continue;
            auto frame = std::make_shared<Frame>();
            frame->sequence = m_sequence;
            frame->capturedAt = (*made)->capturedAt;
            if (what == Fate::Repeated && !m_last.empty()) {
                frame->bgr = m_last.clone();
            } else {
                frame->bgr = (*made)->bgr.clone();
                paint(frame->bgr, seconds);
                m_last = frame->bgr;
            }
            return FramePtr(std::move(frame));
        }
    }
    void close() noexcept override { m_source.close(); }
    [[nodiscard]] SourceInfo info() const override { return m_source.info(); }
    void promptShown(std::optional<Action> action, FrameTime at) override {
        m_prompts.promptShown(action, at);
    }

  private:
    FrameSource& m_source;
    PromptObserver& m_prompts;
    std::uint64_t m_index = 0, m_sequence = 0;
    cv::Mat m_last;
};

}  // namespace countersign::test
