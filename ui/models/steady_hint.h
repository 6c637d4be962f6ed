// Keeps the one hint on the scan page from flickering. The engine names a hint for every frame; people need a
// second to read one. GUI thread; owned by the page. Time comes in as an argument, so a test can move it.
#pragma once

#include <optional>

#include "core/clock.h"
#include "liveness/session_types.h"

namespace countersign::ui {

class SteadyHint {
  public:
    // A hint must have lasted this long before it is shown: shorter than that is noise of single frames.
    static constexpr Millis kSettle{350};
    // Once shown it stays at least this long: a short sentence is read in about a second and a half.
    static constexpr Millis kMinimumShown{1500};

    // Feeds the newest raw hint; returns the one to show.
    Hint update(Hint raw, MonotonicTime now);
    [[nodiscard]] Hint shown() const { return m_shown; }
    void reset();

  private:
    Hint m_shown = Hint::None;
    Hint m_candidate = Hint::None;
    std::optional<MonotonicTime> m_shownSince;
    std::optional<MonotonicTime> m_candidateSince;
};

}  // namespace countersign::ui
