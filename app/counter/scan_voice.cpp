#include "app/counter/scan_voice.h"

#include "text/spoken_text.h"

namespace countersign {
namespace {

// A hint is three words long; sooner than this it would talk over the instruction before it.
constexpr std::chrono::seconds kApart{4};

}  // namespace

void ScanVoice::begin(const QString& buyerLanguage) {
    m_language = buyerLanguage;
    m_hint = Hint::None;
    m_instruction = ui::kSayCome;
    say(m_instruction);
}

void ScanVoice::progress(const ScanProgress& progress, Hint shown) {
    QString instruction = progress.faceInOval ? ui::kSayStraight : m_instruction;
    if (progress.current && *progress.current < progress.steps.size())
        instruction = ui::spokenKey(progress.steps[*progress.current].action);
    if (instruction != m_instruction) {
        m_instruction = instruction;
        m_hint = Hint::None;
        say(instruction);
        return;
    }
    const bool quiet = !m_saidAt || m_clock.monotonic() - *m_saidAt >= kApart;
    if (shown == Hint::None || shown == m_hint || !quiet) return;
    m_hint = shown;
    say(ui::spokenKey(shown));
}

void ScanVoice::end(Ending ending) {
    if (ending == Ending::Stopped)
        m_voice.stop();
    else
        say(ending == Ending::Passed ? ui::kSayThanks : ui::kSayMoment);
}

void ScanVoice::say(const QString& key) {
    m_saidAt = m_clock.monotonic();
    m_voice.say(m_language, {key});
}

}  // namespace countersign
