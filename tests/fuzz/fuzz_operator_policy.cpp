// The operator's policy laid over the shipped one: whatever it says, nothing becomes looser.

#include <algorithm>
#include <cstring>

#include "enrolment/operator_policy.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

template <class T>
bool includes(const std::vector<T>& more, const std::vector<T>& fewer) {
    return std::all_of(fewer.begin(), fewer.end(), [&](const T& value) {
        return std::find(more.begin(), more.end(), value) != more.end();
    });
}

// What buyers are told is whole, can be read, and is the same after it was kept.
void holdTold(const DataTerms& terms) {
    const auto& rules = terms.forwarding;
    hold(terms.picturesDays >= 0 && terms.picturesDays <= 3650, "days");
    if (rules.content != ForwardContent::None) {
        hold(!rules.ground.empty(), "ground");
        for (const auto* language : {"en", "zh-CN", "xx"})
            hold(!textIn(rules.groundText, language).empty() && !textIn(rules.authority, language).empty(),
                 "words in every language");
    }
    for (const auto* texts : {&rules.groundText, &rules.authority}) {
        for (const auto& [tag, text] : *texts) {
            hold(!text.empty() && text.size() <= 4 * kLongestGround, "length of a text");
            for (const char c : text) hold(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "control");
        }
    }
    const auto kept = dataTermsFromText(dataTermsText(terms));
    hold(kept && *kept == terms, "kept as told");
}

void holdMeant(const Policy& policy) {
    const auto& challenge = policy.challenge;
    hold(challengeLength(challenge.actions, challenge.length).has_value(), "a challenge can be drawn");
    hold(challenge.length >= 1 && challenge.length <= kLongestChallenge, "length");
    hold(challenge.shortestPause.count() >= 0 && challenge.shortestPause <= challenge.longestPause &&
             challenge.longestPause <= std::chrono::seconds(10),
         "pauses");
    hold(challenge.window.count() >= 0 && challenge.window <= std::chrono::minutes(2), "window");
    hold(policy.scanTries >= 1 && policy.scanTries <= 10, "tries");
    hold(policy.guardian.consentsBelow >= 0 &&
             policy.guardian.consentsBelow <= policy.guardian.presentBelow &&
             policy.guardian.presentBelow <= 21,
         "ages");
    hold(within(policy.matching.unsure, -1, policy.matching.same) && within(policy.matching.same, -1, 1),
         "bands");
    for (const double likeness : {-1.0, -0.1, 0.3, 0.55, 1.0})
        hold(within(policy.matching.calibration.log10Likelihood(likeness), -12, 12), "likelihood");
    hold(policy.liveness.flatness.flatDepth < policy.liveness.flatness.headDepth, "flat and head");
    hold(policy.liveness.passive.edgeFloor < policy.liveness.passive.edgeCap, "edges");
    holdTold(policy.dataTerms);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = textOf(data, size);
    const Policy& shipped = shippedPolicy();
    if (const auto own = parsePolicy(text, shipped)) holdMeant(*own);
    const auto laid = layOperatorPolicy(text, shipped);
    if (!laid) return 0;
    const Policy& policy = laid->policy;
    holdMeant(policy);
    hold(policy.scanTries <= shipped.scanTries, "no more tries");
    hold(includes(policy.challenge.actions, shipped.challenge.actions), "no action less");
    hold(policy.challenge.length >= shipped.challenge.length, "no shorter challenge");
    hold(policy.challenge.window <= shipped.challenge.window &&
             policy.challenge.window >= std::chrono::seconds(2),
         "no longer window, and one that people can meet");
    hold(policy.challenge.longestPause - policy.challenge.shortestPause >=
             shipped.challenge.longestPause - shipped.challenge.shortestPause,
         "no less chance in the pauses");
    hold(policy.guardian.consentsBelow >= shipped.guardian.consentsBelow &&
             policy.guardian.presentBelow >= shipped.guardian.presentBelow,
         "no lower age");
    hold(policy.virtualCamera >= shipped.virtualCamera, "no milder rule for cameras");
    hold(policy.matching.same >= shipped.matching.same && policy.matching.unsure >= shipped.matching.unsure,
         "no lower band");
    hold(includes(policy.supportingPicture, shipped.supportingPicture), "no picture less");
    hold(std::memcmp(&policy.portrait, &shipped.portrait, sizeof policy.portrait) == 0 &&
             policy.matching.templateFrames == shipped.matching.templateFrames &&
             policy.liveness.blink.closeRise == shipped.liveness.blink.closeRise,
         "the engine's thresholds are not the operator's");
    hold(policy.version.starts_with(shipped.version), "the shipped version is named");
    return 0;
}
