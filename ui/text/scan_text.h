// Words of the scan: what the buyer is asked, the hints, and how a step went. In the program's own language,
// or in any other shipped language (the buyer's screen shows two at once). GUI thread; values, cheap to copy.
#pragma once

#include <QString>
#include <memory>
#include <optional>

#include "core/action.h"
#include "liveness/session_types.h"

class QTranslator;

namespace countersign {

enum class StepState { ToCome = 1, Now, Done, NotDone };

// Where a step stands; `current` is ScanProgress::current.
[[nodiscard]] StepState stepState(const ScanProgress& progress, std::size_t index);

class ScanText {
  public:
    ScanText();                                  // the program's language
    explicit ScanText(const QString& language);  // BCP 47, "zh-CN"; English where no translation is shipped

    [[nodiscard]] QString instruction(Action action) const;  // "Turn your head to the left"
    [[nodiscard]] QString shortName(Action action) const;    // "Turn left"
    [[nodiscard]] QString lookStraight() const;              // between the actions
    [[nodiscard]] QString comeIntoOval() const;              // no face in the oval yet
    [[nodiscard]] QString hint(Hint hint) const;             // empty for Hint::None
    [[nodiscard]] QString stepStateName(StepState state) const;
    [[nodiscard]] Qt::LayoutDirection direction() const { return m_direction; }
    [[nodiscard]] bool isFallback() const { return m_fallback; }

  private:
    struct Source {
        const char* text;
        const char* where;
    };
    QString words(Source source) const;
    std::shared_ptr<QTranslator> m_translator;  // null: the program's own
    Qt::LayoutDirection m_direction;
    bool m_fallback = false;
};

}  // namespace countersign
