#include "models/steady_hint.h"

namespace countersign::ui {

Hint SteadyHint::update(Hint raw, MonotonicTime now) {
    if (!m_candidateSince || raw != m_candidate) {
        m_candidate = raw;
        m_candidateSince = now;
    }
    if (m_candidate == m_shown) return m_shown;
    const bool settled = now - *m_candidateSince >= kSettle;
    const bool readLongEnough =
        m_shown == Hint::None || !m_shownSince || now - *m_shownSince >= kMinimumShown;
    if (settled && readLongEnough) {
        m_shown = m_candidate;
        m_shownSince = now;
    }
    return m_shown;
}

void SteadyHint::reset() {
    *this = SteadyHint{};
}

}  // namespace countersign::ui
