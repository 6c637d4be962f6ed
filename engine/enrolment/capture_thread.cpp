#include "enrolment/capture_thread.h"

#include <exception>

#include "enrolment/enrolment_errors.h"

namespace countersign {

void PromptRelay::promptShown(std::optional<Action> action, FrameTime at) {
    // Held while the source is told, so that it can't be closed meanwhile.
    const std::lock_guard lock(m_mutex);
    if (m_observer) m_observer->promptShown(action, at);
}

void PromptRelay::attach(PromptObserver* observer) {
    const std::lock_guard lock(m_mutex);
    m_observer = observer;
}

CaptureThread::CaptureThread(CaptureSink& sink, PromptRelay& prompts, Log& log, Millis retryAfter)
    : m_sink(sink),
      m_prompts(prompts),
      m_log(log),
      m_retryAfter(retryAfter),
      m_thread([this](const std::stop_token& stop) { run(stop); }) {}

CaptureThread::~CaptureThread() {
    stop();
}

void CaptureThread::use(SourceFactory factory) {
    {
        const std::lock_guard lock(m_mutex);
        m_factory = std::move(factory);
        ++m_generation;
    }
    m_changed.notify_all();
}

void CaptureThread::stop() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void CaptureThread::run(const std::stop_token& stop) {
    try {
        serve(stop);
    } catch (const std::exception& problem) {
        m_prompts.attach(nullptr);
        m_log.error("capture", problem.what());
        report(CameraState::Failed, {}, enrolment::captureDied(problem.what()));
    }
}

void CaptureThread::serve(const std::stop_token& stop) {
    std::uint64_t done = 0;
    while (!stop.stop_requested()) {
        SourceFactory factory;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return m_generation != done; })) return;
            factory = m_factory;
            done = m_generation;
        }
        while (factory && !stop.stop_requested() && current(done)) play(factory, done, stop);
    }
}

bool CaptureThread::current(std::uint64_t generation) {
    const std::lock_guard lock(m_mutex);
    return m_generation == generation;
}

// One life of a source: made, opened, read to its loss or its end.
void CaptureThread::play(const SourceFactory& factory, std::uint64_t generation,
                         const std::stop_token& stop) {
    report(CameraState::Opening, {}, {});
    auto made = factory();
    if (!made) {
        report(CameraState::Lost, {}, made.error());
        waitToRetry(generation, stop);
        return;
    }
    const auto source = std::move(*made);
    if (auto opened = source->open(); !opened) {
        report(CameraState::Lost, {}, opened.error());
        source->close();
        waitToRetry(generation, stop);
        return;
    }
    m_prompts.attach(dynamic_cast<PromptObserver*>(source.get()));
    struct Close {
        PromptRelay& prompts;
        FrameSource& source;
        ~Close() {
            prompts.attach(nullptr);
            source.close();
        }
    };
    std::optional<Error> lost;
    {
        const Close close{m_prompts, *source};
        report(CameraState::Running, source->info(), {});
        while (!stop.stop_requested() && current(generation)) {
            auto frame = source->next(stop);
            if (!frame) {
                lost = frame.error();
                break;
            }
            if (*frame) m_sink.frameCaptured(std::move(*frame));
        }
    }
    if (!lost) return;
    if (lost->code == ErrorCode::EndOfRecording) {
        report(CameraState::Ended, {}, lost);
        // Nothing to wait for: stay here until another source is chosen.
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [&] { return m_generation != generation; });
        return;
    }
    m_log.warn("capture", describe(*lost));
    report(CameraState::Lost, {}, lost);
    waitToRetry(generation, stop);
}

void CaptureThread::report(CameraState state, std::optional<SourceInfo> info, std::optional<Error> error) {
    m_sink.cameraReported({state, std::move(info), std::move(error)});
}

void CaptureThread::waitToRetry(std::uint64_t generation, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, stop, m_retryAfter, [&] { return m_generation != generation; });
}

}  // namespace countersign
