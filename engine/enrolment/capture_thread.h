// The capture thread: opens the source, passes its frames on, opens it again after a loss. A source is made,
// used and closed on this thread only. Made, started and stopped by the composition root.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "capture/frame_source.h"
#include "core/clock.h"
#include "core/log.h"

namespace countersign {

// Passes prompts to whichever source is open; does nothing for a source that does not obey. Any thread.
class PromptRelay final : public PromptObserver {
  public:
    void promptShown(std::optional<Action> action, FrameTime at) override;
    void attach(PromptObserver* observer);  // capture thread; nullptr before the source goes
  private:
    std::mutex m_mutex;
    PromptObserver* m_observer = nullptr;
};

enum class CameraState { Opening = 1, Running, Lost, Ended, Failed };

struct CameraReport {
    CameraState state = CameraState::Opening;
    std::optional<SourceInfo> info;  // while Running
    std::optional<Error> error;      // why Lost or Failed
};

// Called on the capture thread; must return at once.
class CaptureSink {
  public:
    virtual ~CaptureSink() = default;
    virtual void frameCaptured(FramePtr frame) = 0;  // usually EngineThread::offer
    virtual void cameraReported(
        CameraReport report) = 0;  // on every change; Running: send SourceChanged to the engine
};

class CaptureThread {
  public:
    // Called on the capture thread for the first opening and for every one after a loss (so that a camera can
    // be looked for again). An error is reported as Lost and tried again.
    using SourceFactory = std::function<Result<std::unique_ptr<FrameSource>>()>;

    CaptureThread(CaptureSink& sink, PromptRelay& prompts, Log& log, Millis retryAfter = Millis{1000});
    ~CaptureThread();  // stops and joins
    CaptureThread(const CaptureThread&) = delete;
    CaptureThread& operator=(const CaptureThread&) = delete;

    // Any thread. Starts with, or changes to, the sources of this factory. An empty factory: no source.
    void use(SourceFactory factory);
    void stop();  // closes the source and joins; at most 500 ms. May be called twice.

  private:
    void run(const std::stop_token& stop);
    void serve(const std::stop_token& stop);
    void play(const SourceFactory& factory, std::uint64_t generation, const std::stop_token& stop);
    [[nodiscard]] bool current(std::uint64_t generation);
    void report(CameraState state, std::optional<SourceInfo> info, std::optional<Error> error);
    void waitToRetry(std::uint64_t generation, const std::stop_token& stop);

    CaptureSink& m_sink;
    PromptRelay& m_prompts;
    Log& m_log;
    Millis m_retryAfter;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    SourceFactory m_factory;
    std::uint64_t m_generation = 0;
    std::jthread m_thread;
};

}  // namespace countersign
