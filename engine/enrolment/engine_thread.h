// The engine: owns models and the scan on a thread of its own. Commands in order and first, frames newest
// only. Everything it tells goes to an EngineSink as values. Made, started and stopped by the composition
// root.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "capture/frame_source.h"
#include "core/inbox.h"
#include "core/log.h"
#include "core/secret.h"
#include "documents/auto_capture.h"
#include "enrolment/policy.h"
#include "enrolment/scan_runner.h"
#include "enrolment/scan_vision.h"
#include "vision/border_hash.h"

namespace countersign {

using SessionId =
    std::uint64_t;  // counts up from 1; events of another session than the current one are stale

enum class PreviewMode {
    Off = 1,
    Picture,
    PictureAndFace,
    Document,
};  // Picture: no analysis, for the camera's own preview; Document: looks for one that is held still

// --- commands ---
struct PreparePortrait {
    std::uint64_t request = 0;  // comes back with PortraitReady
    cv::Mat bgr;                // CV_8UC3; not written again by the sender
};
// After PreparePortrait of the same picture: what is printed on it.
struct ReadDocument {
    std::uint64_t request = 0;  // comes back with DocumentRead
    cv::Mat bgr;                // CV_8UC3; not written again by the sender
    WallTime now;
};
struct StartScan {
    SessionId session = 0;
    ChallengePlan plan;
};
struct CancelScan {
    SessionId session = 0;  // no ScanFinished follows
};
struct SetPreview {
    PreviewMode mode = PreviewMode::Off;
};
struct SourceChanged {};  // another camera or the same one opened again: time and faces start anew. A scan
                          // that has seen frames ends as FaceLost, interrupted; one without waits on.
struct ForgetBuyer {};    // cancels a scan and wipes portrait, template and frames
using EngineCommand = std::variant<PreparePortrait, ReadDocument, StartScan, CancelScan, SetPreview,
                                   SourceChanged, ForgetBuyer>;

// --- events ---
struct Preview {
    FramePtr frame;  // not mirrored; the GUI mirrors
    std::optional<FaceBox> face;
    PictureMeters meters;  // while no scan runs too: the state bar's light and distance
    Hint hint = Hint::None;
};
struct DocumentSeen {  // with PreviewMode::Document, after the preview of its frame
    FramePtr frame;
    std::optional<Corners> corners;  // px of the frame
    CaptureState state;
};
struct DocumentRead {
    std::uint64_t request = 0;
    Result<DocumentReading> reading;
};
struct ScanProgressed {
    SessionId session = 0;
    ScanProgress progress;
};
struct PortraitReady {
    std::uint64_t request = 0;
    bool usable = false;
    std::optional<FrameQuality> quality;
    int quarterTurns = 0;                // clockwise, from the picture as sent to one with the face upright
    std::optional<cv::Rect2f> faceRect;  // in pixels of the turned picture
    int score = 0;                       // 0..100, the worst of the quality measures
    std::vector<Reason> reasons;         // empty when nothing speaks against it
    Bytes jpeg;                          // portrait with margin; empty if no face was found
};
struct ScanFinished {
    SessionId session = 0;
    // Nobody was judged: the camera went (CameraLost), or why a frame could not be looked at.
    std::optional<ErrorCode> interrupted;
    Decision decision = Decision::Refused;
    std::vector<Reason> reasons;  // the dominant one first
    LivenessVerdict liveness;
    MatchOutcome match;
    CaptureFigures capture;
    Bytes bestFrameJpeg;               // may be empty
    std::optional<BorderHash> border;  // of the same frame
};

// Called on the engine thread; must return at once (hand the value to the GUI's event loop).
class EngineSink {
  public:
    virtual ~EngineSink() = default;
    virtual void engineReady() = 0;  // models are loaded
    virtual void preview(Preview event) = 0;
    virtual void scanProgressed(ScanProgressed event) = 0;
    virtual void portraitReady(PortraitReady event) = 0;
    virtual void documentSeen(DocumentSeen event) = 0;
    virtual void documentRead(DocumentRead event) = 0;
    virtual void scanFinished(ScanFinished event) = 0;
    virtual void engineFailed(Error error) = 0;  // models missing, or the thread died: no more events follow
};

class EngineThread {
  public:
    using VisionFactory =
        std::function<Result<std::unique_ptr<ScanVision>>()>;  // called on the engine thread

    // All references outlive the thread. `prompts` is told what is asked (a PromptRelay).
    EngineThread(VisionFactory factory, Policy policy, EngineSink& sink, PromptObserver& prompts, Log& log);
    ~EngineThread();  // stops and joins
    EngineThread(const EngineThread&) = delete;
    EngineThread& operator=(const EngineThread&) = delete;

    void start();
    void stop();  // asks to stop and joins; at most one frame's work. May be called twice.
    // Any thread.
    void send(EngineCommand command);
    void offer(FramePtr frame) { m_inbox.offer(std::move(frame)); }

  private:
    struct Running;
    void run(const std::stop_token& stop);
    void work(const std::stop_token& stop);
    void handle(PreparePortrait command);
    void handle(ReadDocument command);
    void handle(StartScan command);
    void handle(CancelScan command);
    void handle(SetPreview command);
    void handle(SourceChanged command);
    void handle(ForgetBuyer command);
    void handleFrame(const FramePtr& frame);
    void scanFrame(const FramePtr& frame);
    void previewFrame(const FramePtr& frame);
    void documentFrame(const FramePtr& frame);
    void finishScan(ScanResult result, std::optional<ErrorCode> interrupted = std::nullopt);
    void endScan();

    VisionFactory m_factory;
    Policy m_policy;
    EngineSink& m_sink;
    PromptObserver& m_prompts;
    Log& m_log;
    Inbox<EngineCommand, FramePtr> m_inbox;

    // Engine thread only.
    std::unique_ptr<ScanVision> m_vision;
    std::unique_ptr<Running> m_scan;
    std::optional<Embedding> m_portrait;
    PreviewMode m_preview = PreviewMode::Off;
    FrameTime m_frameAt{0};
    std::optional<FrameTime> m_lookedAt;  // previews look at the face now and then only
    struct Look {
        std::optional<FaceBox> face;
        PictureMeters meters;
        Hint hint = Hint::None;
    };
    Look m_lastLook;
    AutoCapture m_capture;
    std::jthread m_thread;  // last: stops before what it uses is gone
};

}  // namespace countersign
