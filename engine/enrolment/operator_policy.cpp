#include "enrolment/operator_policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "enrolment/enrolment_errors.h"

namespace countersign {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 16;  // as signed messages; a policy needs 3

// A prompt that nobody can follow in time would refuse everyone.
constexpr FrameTime kShortestWindow{2'000'000};

// Everything of `fewer` is there.
template <class T>
bool includes(std::vector<T> more, std::vector<T> fewer) {
    std::ranges::sort(more);
    std::ranges::sort(fewer);
    return std::ranges::includes(more, fewer);
}

class StricterOnly {
  public:
    explicit StricterOnly(std::vector<std::string>& notTaken) : m_notTaken(notTaken) {}

    template <class T>
    void operator()(const char* name, T& value, const T& shipped, bool stricter) {
        if (value == shipped || stricter) return;
        value = shipped;
        m_notTaken.emplace_back(name);
    }

  private:
    std::vector<std::string>& m_notTaken;
};

void limit(Policy& policy, const Policy& shipped, std::vector<std::string>& notTaken) {
    StricterOnly keep(notTaken);
    auto& challenge = policy.challenge;
    const auto& own = shipped.challenge;
    keep("challenge.actions", challenge.actions, own.actions, includes(challenge.actions, own.actions));
    keep("challenge.length", challenge.length, own.length, challenge.length > own.length);
    keep("challenge.window_ms", challenge.window, own.window,
         challenge.window < own.window && challenge.window >= kShortestWindow);
    const bool pausesStricter =
        challenge.longestPause - challenge.shortestPause >= own.longestPause - own.shortestPause;
    keep("challenge.shortest_pause_ms", challenge.shortestPause, own.shortestPause, pausesStricter);
    keep("challenge.longest_pause_ms", challenge.longestPause, own.longestPause, pausesStricter);
    keep("scan_tries", policy.scanTries, shipped.scanTries, policy.scanTries < shipped.scanTries);
    keep("guardian", policy.guardian, shipped.guardian,
         policy.guardian.consentsBelow >= shipped.guardian.consentsBelow &&
             policy.guardian.presentBelow >= shipped.guardian.presentBelow);
    keep("supporting_picture", policy.supportingPicture, shipped.supportingPicture,
         includes(policy.supportingPicture, shipped.supportingPicture));
    keep("virtual_camera", policy.virtualCamera, shipped.virtualCamera,
         policy.virtualCamera > shipped.virtualCamera);
    const auto keepLower = [&](const char* name, int& value, int most) {
        keep(name, value, most, value < most);
    };
    keepLower("limits.unsent", policy.limits.unsent, shipped.limits.unsent);
    keepLower("limits.waiting_days", policy.limits.waitingDays, shipped.limits.waitingDays);
    keepLower("limits.contact_days", policy.limits.contactDays, shipped.limits.contactDays);
    keepLower("idle_lock_minutes", policy.idleLockMinutes, shipped.idleLockMinutes);
    keep("bands.same", policy.matching.same, shipped.matching.same,
         policy.matching.same > shipped.matching.same);
    keep("bands.unsure", policy.matching.unsure, shipped.matching.unsure,
         policy.matching.unsure > shipped.matching.unsure);
}

}  // namespace

Result<LaidPolicy> layOperatorPolicy(std::string_view json, const Policy& shipped) {
    static const std::set<std::string> taken{
        "challenge",          "scan_tries", "virtual_camera",    "bands",      "calibration", "guardian",
        "supporting_picture", "limits",     "idle_lock_minutes", "forwarding", "retention"};
    // "operator" is for receipts (app/counter/receipt_words.h), "decisions" for the operator alone.
    static const std::set<std::string> silent{"policy_version", "version",  "notes",
                                              "about",          "operator", "decisions"};
    // What is nested deeper than any policy would cost the stack when it is copied and written.
    bool tooDeep = false;
    const auto watch = [&](int depth, Json::parse_event_t, Json&) {
        tooDeep = tooDeep || depth > kMaxDepth;
        return !tooDeep;
    };
    const auto all = Json::parse(json, watch, false);
    if (tooDeep || !all.is_object())
        return failure(enrolment::policyUnreadable("the operator's: not a JSON object"));
    LaidPolicy laid;
    Json known = Json::object();
    for (const auto& [name, value] : all.items()) {
        if (taken.contains(name)) {
            known[name] = value;
        } else if (!silent.contains(name)) {
            laid.notTaken.push_back(name);
        }
    }
    auto parsed = parsePolicy(known.dump(-1, ' ', true, Json::error_handler_t::replace), shipped);
    if (!parsed) return failure(parsed.error());
    limit(*parsed, shipped, laid.notTaken);
    laid.policy = std::move(*parsed);
    if (const auto number = all.find("policy_version"); number != all.end() && number->is_number_unsigned())
        laid.policy.version += "+operator-" + std::to_string(number->get<std::uint64_t>());
    return laid;
}

}  // namespace countersign
