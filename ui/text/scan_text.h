// Words of the scan: what the buyer is asked, the hints, and how a step went. In the program's own language,
// or in any other shipped language (the buyer's screen shows two at once). GUI thread; values, cheap to copy.
#pragma once

#include <QString>
#include <optional>

#include "core/action.h"
#include "liveness/session_types.h"
#include "text/language.h"

namespace countersign::ui {

enum class StepState { ToCome = 1, Now, Done, NotDone };

// Where a step stands; `current` is ScanProgress::current.
[[nodiscard]] StepState stepState(const ScanProgress& progress, std::size_t index);

class ScanText {
  public:
    ScanText() = default;                                                 // the program's language
    explicit ScanText(const QString& language) : m_language(language) {}  // BCP 47, "zh-CN"

    [[nodiscard]] QString instruction(Action action) const;  // "Turn your head to the left"
    [[nodiscard]] QString shortName(Action action) const;    // "Turn left"
    // One that was not asked yet is a number only: who knows what comes can prepare for it.
    [[nodiscard]] QString stepName(const ScanProgress& progress, std::size_t index) const;
    [[nodiscard]] QString lookStraight() const;              // between the actions
    [[nodiscard]] QString comeIntoOval() const;              // no face in the oval yet
    [[nodiscard]] QString thankYou() const;                  // the scan is over and went well
    [[nodiscard]] QString oneMoment() const;                 // something was not right; the clerk explains
    [[nodiscard]] QString hint(Hint hint) const;             // empty for Hint::None
    [[nodiscard]] QString stepStateName(StepState state) const;
    [[nodiscard]] Qt::LayoutDirection direction() const { return m_language.direction(); }
    [[nodiscard]] bool isFallback() const { return m_language.isFallback(); }

  private:
    [[nodiscard]] QString words(SourceText source) const { return m_language.words("ScanText", source); }
    Language m_language;
};

}  // namespace countersign::ui
