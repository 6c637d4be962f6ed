// One scan: its challenge to the engine, what the engine says of it to both windows and the loudspeaker, and
// its end. What the scan means for the registration is not its business. GUI thread; owned by the
// registration controller.
#pragma once

#include <QImage>
#include <QObject>
#include <optional>

#include "app/counter/engine_bridge.h"
#include "app/counter/scan_voice.h"
#include "app/counter/windows.h"
#include "core/challenge_draw.h"
#include "liveness/challenge_plan.h"

namespace countersign {

struct ScanParts {
    Windows& windows;
    EngineThread& engine;
    EngineBridge& bridge;
    Voice& voice;
    const Clock& clock;
    std::optional<ChallengeKey> challengeKey;  // that the operator shares
};

struct ScanOrder {
    RecordId recordId;            // the challenge is drawn from it
    std::uint32_t challenge = 0;  // how many were shown for this record, this one included
    ChallengePolicy terms;
    int attempt = 0, attempts = 0;  // for the eye
    QString buyerLanguage;
};

class ScanController final : public QObject {
    Q_OBJECT
  public:
    explicit ScanController(ScanParts parts, QObject* parent = nullptr);

    void begin(const ScanOrder& order);
    void stop();    // by the clerk or because of the camera; harmless without one
    void forget();  // the buyer is done or gone

    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] bool engineReady() const { return m_engineReady; }
    [[nodiscard]] bool challengeBound() const { return m.challengeKey.has_value(); }
    [[nodiscard]] std::optional<Action> asked() const { return m_asked; }  // what it asks now

    void showPreview(const FramePtr& frame);
    // The best frame, or where there is none the last one; lets go of that.
    [[nodiscard]] QImage takePicture(const ScanFinished& scan);
    // How both windows and the voice take the end: it went well, or it didn't.
    enum class Ending { Passed = 1, NotPassed };
    void showEnding(Ending ending);

  Q_SIGNALS:
    void ended(const countersign::ScanFinished& scan);

  private:
    void onProgress(const ScanProgressed& event);
    void onEnded(const ScanFinished& scan);

    ScanParts m;
    ScanVoice m_voice;
    // Where no operator shares a key, challenges are as random but bound to nothing, and the evidence says
    // so.
    ChallengeKey m_ownKey = ChallengeKey::random();
    SessionId m_session = 0;
    bool m_running = false;
    bool m_engineReady = false;
    std::optional<Action> m_asked;
    FramePtr m_lastFrame;  // for the failure card
};

}  // namespace countersign
