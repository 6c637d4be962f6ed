// What is said during a scan: the instruction when it changes, a hint when it has stood for a while and
// nothing else was said. GUI thread; owned by the registration controller.
#pragma once

#include <QString>
#include <optional>

#include "app/counter/voice.h"
#include "core/clock.h"
#include "liveness/session_types.h"

namespace countersign {

class ScanVoice {
  public:
    // Both outlive it.
    ScanVoice(Voice& voice, const Clock& clock) : m_voice(voice), m_clock(clock) {}

    void begin(const QString& buyerLanguage);
    void progress(const ScanProgress& progress, Hint shown);
    enum class Ending { Passed = 1, NotPassed, Stopped };
    void end(Ending ending);

  private:
    void say(const QString& key);

    Voice& m_voice;
    const Clock& m_clock;
    QString m_language;
    QString m_instruction;  // key of the last one
    Hint m_hint = Hint::None;
    std::optional<MonotonicTime> m_saidAt;
};

}  // namespace countersign
