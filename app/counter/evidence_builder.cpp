#include "app/counter/evidence_builder.h"

#include <algorithm>
#include <cmath>

#include "enrolment/policy.h"

namespace countersign {
namespace {

std::optional<std::uint32_t> millisFrom(FrameTime start, const std::optional<FrameTime>& time) {
    if (!time) return std::nullopt;
    return static_cast<std::uint32_t>(std::max<std::int64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(*time - start).count(), 0));
}

// The gateway's reader is strict and a registration must never be lost for a number: rounding is cut off,
// what is no number is left out.
std::optional<double> within(double least, double most, const std::optional<double>& value) {
    if (!value || !std::isfinite(*value)) return std::nullopt;
    return std::clamp(*value, least, most);
}

std::map<std::string, std::optional<double>> signalsOf(const LivenessSignals& signals) {
    std::map<std::string, std::optional<double>> named{{"passive", signals.passive},
                                                       {"flatness", signals.flatness},
                                                       {"continuity", signals.continuity},
                                                       {"timing", signals.timing},
                                                       {"capture", signals.capture}};
    for (auto& [name, value] : named) value = within(0, 1, value);
    return named;
}

// Every field of CaptureFigures: a new one gets its line here and is in the evidence.
std::map<std::string, double> figuresOf(const CaptureFigures& figures) {
    std::map<std::string, double> named{{"frames", figures.frames},
                                        {"frames_per_second", figures.framesPerSecond},
                                        {"frames_dropped", static_cast<double>(figures.framesDropped)},
                                        {"width", figures.pictureSize.width},
                                        {"height", figures.pictureSize.height},
                                        {"frames_repeated", figures.framesRepeated},
                                        {"longest_repeat_s", figures.longestRepeatSeconds},
                                        {"loops_seen", figures.loopsSeen},
                                        {"interval_jitter", figures.intervalJitter},
                                        {"resolution_changes", figures.resolutionChanges}};
    if (figures.colourShare) named["colour_share"] = *figures.colourShare;
    std::erase_if(named, [](const auto& figure) { return !std::isfinite(figure.second); });
    for (auto& [name, value] : named) value = std::clamp(value, 0.0, 1e15);
    return named;
}

}  // namespace

std::optional<ScanEvidence> evidenceOf(const Registration& registration) {
    if (registration.withoutScan) return std::nullopt;
    const auto& verdict = registration.liveness;
    ScanEvidence evidence;
    evidence.attempt = std::max<std::uint32_t>(registration.challenge.attempt, 1);
    evidence.binding = registration.challenge.bound ? ChallengeBinding::Record : ChallengeBinding::None;
    evidence.terms = registration.challenge.terms;
    for (const auto& step : verdict.steps) {
        evidence.challenge.push_back(
            {step.action, millisFrom(verdict.startedAt, step.askedAt),
             millisFrom(verdict.startedAt, step.doneAt),
             step.result ? std::string(stepResultName(*step.result)) : std::string()});
    }
    evidence.liveness = decisionName(verdict.decision);
    evidence.reasons = verdict.reasons;
    evidence.score = within(0, 1, verdict.score).value_or(0);
    evidence.signals = signalsOf(verdict.signals);
    evidence.similarity = within(-1, 1, registration.match.similarity);
    if (registration.match.band) evidence.band = bandName(*registration.match.band);
    evidence.capture = figuresOf(registration.capture);
    evidence.cameraRule = registration.cameraRule;
    evidence.policy = registration.policyVersion;
    evidence.thresholds = shippedThresholdsHash();
    evidence.border = registration.border;
    return evidence;
}

}  // namespace countersign
