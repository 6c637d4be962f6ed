// The practice buyer as a camera: renders people who don't exist at 640x480 and obeys the prompts it is
// shown. next() on the capture thread; promptShown() from any thread. SourceKind::Practice, driver
// "practice": a registration made with it is marked as practice.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "capture/frame_source.h"
#include "practice/person.h"
#include "practice/practice_buyer.h"

namespace countersign {

enum class Pacing {
    RealTime = 1,  // next() waits for the next frame's moment; a machine that can't follow skips frames
    FilmTime,      // as fast as asked, stamps exactly 1/fps apart: tests, films
};

struct PracticeSettings {
    BuyerHabits habits;
    Pacing pacing = Pacing::RealTime;
    int framesPerSecond = 30;
    Scene scene;
    PersonPtr other;  // who comes in for the AnotherPerson behaviours; needed only for these
};

class Canvas;
class Renderer;
class Sheet;

class PracticeSource final : public FrameSource, public PromptObserver {
  public:
    PracticeSource(PersonPtr person, PracticeSettings settings);
    ~PracticeSource() override;

    [[nodiscard]] Status open() override;  // the buyer begins anew; the time line goes on
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override;
    void close() noexcept override;
    [[nodiscard]] SourceInfo info() const override;

    void promptShown(std::optional<Action> action, FrameTime at) override;

    // What the buyer did on the frame handed out last: the truth that measurements are judged against.
    [[nodiscard]] BuyerPose lastPose() const;

  private:
    [[nodiscard]] bool waitForFrame(std::stop_token stop);
    [[nodiscard]] FrameTime frameTime(std::uint64_t index) const;
    [[nodiscard]] cv::Mat draw(const BuyerPose& pose, float handOver, std::uint64_t index);

    PersonPtr m_person;
    PracticeSettings m_settings;
    std::unique_ptr<Canvas> m_canvas;
    std::unique_ptr<Renderer> m_renderer, m_otherRenderer;
    std::unique_ptr<Sheet> m_print;
    bool m_open = false;
    std::uint64_t m_nextIndex = 0;
    std::optional<std::chrono::steady_clock::time_point> m_start;

    mutable std::mutex m_mutex;  // guards the three below: prompts come from other threads
    std::condition_variable_any m_wake;
    PracticeBuyer m_buyer;
    BuyerPose m_lastPose;
    FrameTime m_origin{0};  // frame time at which the buyer began
};

}  // namespace countersign
