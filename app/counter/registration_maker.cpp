#include "app/counter/registration_maker.h"

#include "enrolment/camera_rule.h"

namespace countersign {
namespace {

void addScan(Registration& registration, const ScanFinished& scan, const Draft& draft, const Policy& policy,
             const MakingFacts& facts) {
    registration.told = draft.consent;
    registration.decision = scan.decision;
    registration.reasons = scan.reasons;
    registration.liveness = scan.liveness;
    registration.match = scan.match;
    registration.bestFrameJpeg = scan.bestFrameJpeg;
    registration.border = scan.border;
    registration.challenge = {draft.challenges, facts.challengeBound, scanTerms(draft, policy)};
    registration.capture = scan.capture;
    if (const auto& source = facts.source) {
        registration.cameraRule = cameraRuleOutcome(*source, policy.virtualCamera);
        registration.camera = {source->id,
                               source->driver,
                               source->bus,
                               source->virtualDevice,
                               scan.capture.pictureSize.width,
                               scan.capture.pictureSize.height,
                               scan.capture.framesPerSecond,
                               scan.capture.framesDropped};
    }
}

}  // namespace

ChallengePolicy scanTerms(const Draft& draft, const Policy& policy) {
    const auto other = draft.otherWay ? termsFor(draft.otherWay->obstacle, policy.challenge) : std::nullopt;
    return other.value_or(policy.challenge);
}

Registration makeRegistration(const Draft& draft, const ScanFinished* scan, const Policy& policy,
                              const MakingFacts& facts) {
    Registration registration;
    registration.recordId = draft.recordId;
    registration.clerk = facts.clerk;
    registration.details = draft.details;
    registration.tries = draft.triesUsed + (scan != nullptr ? 1 : 0);
    registration.portraitJpeg = draft.portraitJpeg;
    registration.guardian = draft.guardian;
    registration.otherWay = draft.otherWay;
    registration.policyVersion = policy.version;
    registration.practice = facts.practice;
    registration.finishedAt = facts.at;
    if (scan != nullptr) {
        addScan(registration, *scan, draft, policy, facts);
    } else {
        registration.withoutScan = true;
        registration.told = draft.told;
        registration.decision = Decision::Review;
        registration.reasons = draft.lastReasons;
    }
    return registration;
}

ui::ResultView resultViewOf(const Registration& registration, const ReceiptWords& words) {
    ui::ResultView view;
    view.decision = registration.decision;
    auto& receipt = view.receipt;
    if (!registration.withoutScan) {
        view.steps = registration.liveness.steps;
        for (const auto& step : view.steps) receipt.actions.push_back(step.action);
    }
    receipt.recordId = registration.recordId;
    receipt.at = registration.finishedAt;
    receipt.scan = registration.withoutScan ? ui::FaceScan::NotMade : ui::FaceScan::Made;
    receipt.match = registration.match;
    receipt.otherWay = registration.otherWay.has_value();
    receipt.supportingPicture = registration.otherWay && !registration.otherWay->supportingJpeg.empty();
    receipt.guardian = registration.guardian.has_value();
    receipt.purchase = registration.details.purchase;
    receipt.language = QString::fromStdString(registration.details.buyerLanguage);
    receipt.practice = registration.practice;
    receipt.operatorName = words.operatorName;
    receipt.contact = words.contact;
    receipt.deletions = words.deletions;
    receipt.retention = words.retentionIn(receipt.language);
    if (registration.told) receipt.terms = registration.told->terms;
    return view;
}

}  // namespace countersign
