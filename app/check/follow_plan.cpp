#include "follow_plan.h"

#include <algorithm>
#include <limits>

namespace countersign::check {
namespace {

// A prompt stands half a second before its action where there is room, as for a person with quick reactions.
constexpr FrameTime kBefore{500'000};

struct Shown {
    Action action;
    FrameTime start, end;  // end: when a session can call it done and ask for the next
};

std::vector<Shown> shownIn(const PersonEvents& events, FrameTime blinkApart) {
    std::vector<Shown> shown;
    FrameTime free = -blinkApart;  // a session takes no blink for an answer that follows another at once
    for (const auto& blink : events.blinks) {
        if (blink.eyes != Eyes::Both) continue;
        const bool apart = blink.start >= free + blinkApart;
        free = blink.end;
        if (apart) shown.push_back({Action::Blink, blink.start, blink.end});
    }
    for (const auto& turn : events.turns) shown.push_back({turn.side, turn.start, turn.peak});
    std::sort(shown.begin(), shown.end(), [](const Shown& a, const Shown& b) { return a.start < b.start; });
    return shown;
}

// The longest sequence of shown actions that uses each wanted one once. Among equals the one that leaves the
// fewest turns unasked on its way (at the counter an unasked turn counts against the person), then the
// earliest.
class Choice {
  public:
    Choice(const std::vector<Action>& wanted, const std::vector<Shown>& shown, const FollowLimits& limits)
        : m_wanted(wanted), m_shown(shown), m_limits(limits) {
        look(0, limits.settledBy, 0);
    }
    [[nodiscard]] const std::vector<Shown>& best() const { return m_best; }

  private:
    void look(std::size_t from, FrameTime free, int unasked) {
        // While something is still asked in vain, the turns to come are unasked too.
        const int cost = m_wanted.empty() ? unasked : unasked + turnsFrom(from);
        if (m_current.size() > m_best.size() || (m_current.size() == m_best.size() && cost < m_bestUnasked)) {
            m_best = m_current;
            m_bestUnasked = cost;
        }
        const auto reachable = m_current.size() + m_wanted.size();
        if (reachable < m_best.size()) return;
        // Unasked turns only grow on the way: it can't become better than the best.
        if (reachable == m_best.size() && unasked >= m_bestUnasked) return;
        for (std::size_t i = from; i < m_shown.size(); ++i) {
            const auto& candidate = m_shown[i];
            const auto place = std::find(m_wanted.begin(), m_wanted.end(), candidate.action);
            if (place != m_wanted.end() && candidate.start >= free + m_limits.soonest) {
                m_wanted.erase(place);
                m_current.push_back(candidate);
                look(i + 1, candidate.end, unasked);
                m_current.pop_back();
                m_wanted.push_back(candidate.action);
            }
            if (isTurn(candidate) && candidate.end > m_limits.settledBy) ++unasked;
        }
    }
    [[nodiscard]] static bool isTurn(const Shown& shown) {
        return shown.action == Action::TurnLeft || shown.action == Action::TurnRight;
    }
    [[nodiscard]] int turnsFrom(std::size_t from) const {
        return static_cast<int>(
            std::count_if(m_shown.begin() + static_cast<std::ptrdiff_t>(from), m_shown.end(), isTurn));
    }

    std::vector<Action> m_wanted;
    const std::vector<Shown>& m_shown;
    FollowLimits m_limits;
    std::vector<Shown> m_current, m_best;
    int m_bestUnasked = std::numeric_limits<int>::max();
};

}  // namespace

ChallengePlan followPlan(const std::vector<Action>& actions, const PersonEvents& events,
                         const FollowLimits& limits) {
    const auto shown = shownIn(events, limits.blinkApart);
    const auto chosen = Choice(actions, shown, limits).best();
    ChallengePlan plan;
    auto left = actions;
    FrameTime free = limits.settledBy;
    for (const auto& next : chosen) {
        const auto askAt = std::max(free, next.start - kBefore);
        plan.steps.push_back({next.action, {}, limits.window, askAt});
        left.erase(std::find(left.begin(), left.end(), next.action));
        free = next.end;
    }
    for (const auto action : left) plan.steps.push_back({action, kBefore, limits.window, free + kBefore});
    return plan;
}

}  // namespace countersign::check
