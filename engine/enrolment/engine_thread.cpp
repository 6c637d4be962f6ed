#include "enrolment/engine_thread.h"

#include <exception>
#include <utility>

#include "capture/jpeg.h"
#include "enrolment/enrolment_errors.h"
#include "liveness/picture_check.h"

namespace countersign {
namespace {

// Good enough to look at and to compare again, small enough to send: about 60 to 100 KB for a whole frame.
constexpr int kRecordJpegQuality = 90;

// While no scan runs the light and distance meters need no more than a look now and then.
constexpr FrameTime kLookEvery{250'000};
constexpr FrameTime kSeeEvery{100'000};  // documents: a hand's tremble is of 8 to 12 Hz

// The worst of the measures that speak about the picture itself. How much of the document lies around the
// portrait says nothing about it.
int worstScore(const std::vector<QualityMeasure>& measures) {
    int worst = measures.empty() ? 0 : 100;
    for (const auto& measure : measures) {
        for (const char* name : {"eye_distance", "eyes_open", "yaw", "luminance_mean", "under_exposure",
                                 "over_exposure", "dynamic_range", "sharpness"}) {
            if (measure.name == name) worst = std::min(worst, measure.score);
        }
    }
    return worst;
}

}  // namespace

struct EngineThread::Running {
    SessionId session;
    ScanRunner runner;
    bool watched = false;  // a frame came
};

EngineThread::EngineThread(VisionFactory factory, Policy policy, EngineSink& sink, PromptObserver& prompts,
                           Log& log)
    : m_factory(std::move(factory)),
      m_policy(std::move(policy)),
      m_sink(sink),
      m_prompts(prompts),
      m_log(log) {}

EngineThread::~EngineThread() {
    stop();
}

void EngineThread::start() {
    if (m_thread.joinable()) return;
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void EngineThread::stop() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void EngineThread::send(EngineCommand command) {
    // Commands go before frames: a frame of the source that was would come after the change, with times of
    // another clock, and the next scan would begin with it.
    if (std::holds_alternative<SourceChanged>(command))
        m_inbox.pushAfresh(std::move(command));
    else
        m_inbox.push(std::move(command));
}

void EngineThread::run(const std::stop_token& stop) {
    try {
        work(stop);
    } catch (const std::exception& problem) {
        m_log.error("engine", problem.what());
        m_sink.engineFailed(enrolment::engineDied(problem.what()));
    }
    // Models and faces go on the thread that made them.
    m_scan.reset();
    m_portrait.reset();
    m_vision.reset();
}

void EngineThread::work(const std::stop_token& stop) {
    auto vision = m_factory();
    if (!vision) {
        m_log.error("engine", describe(vision.error()));
        m_sink.engineFailed(vision.error());
        return;
    }
    m_vision = std::move(*vision);
    m_sink.engineReady();
    while (auto item = m_inbox.take(stop)) {
        if (auto* frame = std::get_if<FramePtr>(&*item)) {
            if (*frame) handleFrame(*frame);
        } else {
            std::visit([this](auto& command) { handle(std::move(command)); }, std::get<EngineCommand>(*item));
        }
    }
}

// --- commands ---

void EngineThread::handle(PreparePortrait command) {
    PortraitReady ready;
    ready.request = command.request;
    m_portrait.reset();
    auto portrait = m_vision->readPortrait(command.bgr);
    if (!portrait) {
        m_log.warn("engine", describe(portrait.error()));
        ready.reasons.push_back(Reason::DocumentUnreadable);
        m_sink.portraitReady(std::move(ready));
        return;
    }
    ready.reasons = portrait->reasons;
    if (portrait->face) ready.quality = portrait->face->quality;
    ready.quarterTurns = portrait->quarterTurns;
    ready.faceRect = portrait->faceRect;
    ready.score = worstScore(portrait->quality);
    if (portrait->embedding) {
        auto jpeg = encodeJpeg(portrait->cropped.bgr, kRecordJpegQuality);
        if (jpeg) {
            ready.jpeg = std::move(*jpeg);
            ready.usable = true;
            m_portrait = std::move(portrait->embedding);
        } else {
            m_log.warn("engine", describe(jpeg.error()));
            ready.reasons.push_back(Reason::DocumentUnreadable);
        }
    }
    m_sink.portraitReady(std::move(ready));
}

void EngineThread::handle(ReadDocument command) {
    m_sink.documentRead({command.request, m_vision->readDocument(command.bgr, command.now)});
}

void EngineThread::handle(StartScan command) {
    endScan();
    m_scan = std::make_unique<Running>(
        Running{command.session, ScanRunner(*m_vision, m_policy, std::move(command.plan), m_portrait)});
}

void EngineThread::handle(CancelScan command) {
    if (m_scan && m_scan->session == command.session) endScan();
}

void EngineThread::handle(SetPreview command) {
    m_preview = command.mode;
    m_capture.reset();
}

void EngineThread::handle(SourceChanged) {
    m_lookedAt.reset();
    m_capture.reset();
    m_vision->reset();
    // A camera that was still opening when the scan began has shown nobody yet.
    if (m_scan && m_scan->watched) finishScan(m_scan->runner.sourceLost(), ErrorCode::CameraLost);
}

void EngineThread::handle(ForgetBuyer) {
    endScan();
    m_portrait.reset();
    m_lastLook = {};
    m_capture.reset();
    m_vision->forget();
}

// --- frames ---

void EngineThread::handleFrame(const FramePtr& frame) {
    m_frameAt = frame->capturedAt;
    if (m_scan)
        scanFrame(frame);
    else if (m_preview != PreviewMode::Off)
        previewFrame(frame);
}

void EngineThread::scanFrame(const FramePtr& frame) {
    m_scan->watched = true;
    auto step = m_scan->runner.push(frame);
    if (!step) {
        // A single frame that vision can't take is a fault of the program, not of the buyer: end and say so.
        m_log.error("engine", describe(step.error()));
        finishScan(m_scan->runner.sourceLost(), step.error().code);
        return;
    }
    Preview shown;
    shown.frame = frame;
    if (step->reading.face) shown.face = step->reading.face->box;
    shown.meters = step->update.progress.meters;
    shown.hint = step->update.progress.hint;
    m_sink.preview(std::move(shown));
    m_sink.scanProgressed({m_scan->session, std::move(step->update.progress)});
    if (const auto& prompt = step->update.prompt) m_prompts.promptShown(prompt->action, prompt->at);
    if (step->result) finishScan(std::move(*step->result));
}

void EngineThread::previewFrame(const FramePtr& frame) {
    Preview shown;
    shown.frame = frame;
    if (m_preview == PreviewMode::PictureAndFace) {
        // Cameras start anew now and then: a stamp that runs backwards counts as due.
        const bool due =
            !m_lookedAt || frame->capturedAt < *m_lookedAt || frame->capturedAt - *m_lookedAt >= kLookEvery;
        if (due) {
            m_lookedAt = frame->capturedAt;
            m_lastLook = {};
            if (auto reading = m_vision->analyse(*frame)) {
                if (reading->face) {
                    m_lastLook.face = reading->face->box;
                    m_lastLook.meters = meters(*reading->face, m_policy.liveness.picture);
                }
                if (const auto fault = pictureFault(*reading, m_policy.liveness))
                    m_lastLook.hint = hintFor(*fault);
            } else {
                m_log.warn("engine", describe(reading.error()));
            }
        }
        shown.face = m_lastLook.face;
        shown.meters = m_lastLook.meters;
        shown.hint = m_lastLook.hint;
    }
    m_sink.preview(std::move(shown));
    if (m_preview == PreviewMode::Document) documentFrame(frame);
}

void EngineThread::documentFrame(const FramePtr& frame) {
    const bool due =
        !m_lookedAt || frame->capturedAt < *m_lookedAt || frame->capturedAt - *m_lookedAt >= kSeeEvery;
    if (!due) return;
    m_lookedAt = frame->capturedAt;
    auto sight = seeDocument(frame->bgr);
    const auto state = m_capture.push(sight, frame->capturedAt);
    m_sink.documentSeen({frame, std::move(sight.corners), state});
}

void EngineThread::finishScan(ScanResult result, std::optional<ErrorCode> interrupted) {
    ScanFinished finished;
    finished.session = m_scan->session;
    finished.interrupted = interrupted;
    finished.decision = result.decision;
    finished.reasons = std::move(result.reasons);
    finished.liveness = std::move(result.liveness);
    finished.match = result.match;
    finished.capture = result.capture;
    if (result.bestFrame) {
        auto jpeg = encodeJpeg(result.bestFrame->bgr, kRecordJpegQuality);
        if (jpeg)
            finished.bestFrameJpeg = std::move(*jpeg);
        else
            m_log.warn("engine", describe(jpeg.error()));
        // While the pixels are the camera's own: a JPEG rounds the noise away.
        if (result.bestReading && result.bestReading->face)
            finished.border = borderHash(result.bestFrame->bgr, result.bestReading->face->box.rect);
    }
    endScan();
    m_sink.scanFinished(std::move(finished));
}

void EngineThread::endScan() {
    if (!m_scan) return;
    m_scan.reset();
    m_prompts.promptShown({}, m_frameAt);
}

}  // namespace countersign
