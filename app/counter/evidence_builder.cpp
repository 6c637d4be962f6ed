#include "app/counter/evidence_builder.h"

#include <algorithm>

#include "enrolment/policy.h"

namespace countersign {
namespace {

std::optional<std::uint32_t> millisFrom(FrameTime start, const std::optional<FrameTime>& time) {
    if (!time) return std::nullopt;
    return static_cast<std::uint32_t>(std::max<std::int64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(*time - start).count(), 0));
}

std::map<std::string, std::optional<double>> signalsOf(const LivenessSignals& signals) {
    return {{"passive", signals.passive},
            {"flatness", signals.flatness},
            {"continuity", signals.continuity},
            {"timing", signals.timing},
            {"capture", signals.capture}};
}

// Every field of CaptureFigures: a new one gets its line here and is in the evidence.
std::map<std::string, double> figuresOf(const CaptureFigures& figures) {
    return {{"frames", static_cast<double>(figures.frames)},
            {"frames_per_second", figures.framesPerSecond},
            {"frames_dropped", static_cast<double>(figures.framesDropped)},
            {"width", static_cast<double>(figures.pictureSize.width)},
            {"height", static_cast<double>(figures.pictureSize.height)}};
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
    evidence.score = verdict.score;
    evidence.signals = signalsOf(verdict.signals);
    // Rounding may carry a cosine a hair beyond its range; the operator's reader is strict.
    if (registration.match.similarity)
        evidence.similarity = std::clamp(*registration.match.similarity, -1.0, 1.0);
    if (registration.match.band) evidence.band = bandName(*registration.match.band);
    evidence.capture = figuresOf(registration.capture);
    evidence.cameraRule = registration.cameraRule;
    evidence.policy = registration.policyVersion;
    evidence.thresholds = shippedThresholdsHash();
    return evidence;
}

}  // namespace countersign
