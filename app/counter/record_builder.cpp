#include "app/counter/record_builder.h"

#include "app/counter/evidence_builder.h"
#include "identity/document_number.h"

namespace countersign {
namespace {

using nlohmann::json;

std::string_view purchaseName(Purchase purchase) {
    switch (purchase) {
        case Purchase::SimCard:
            return "sim_card";
        case Purchase::Phone:
            return "phone";
        case Purchase::SimAndPhone:
            return "sim_and_phone";
    }
    return "invalid";
}

json millis(const std::optional<FrameTime>& time) {
    if (!time) return nullptr;
    return std::chrono::duration_cast<Millis>(*time).count();
}

template <class T>
json orNull(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json livenessJson(const LivenessVerdict& verdict) {
    json steps = json::array();
    for (const auto& step : verdict.steps) {
        steps.push_back({{"action", actionName(step.action)},
                         {"asked_ms", millis(step.askedAt)},
                         {"done_ms", millis(step.doneAt)},
                         {"result", step.result ? json(stepResultName(*step.result)) : json(nullptr)}});
    }
    json reasons = json::array();
    for (const Reason reason : verdict.reasons) reasons.push_back(reasonName(reason));
    return {{"decision", decisionName(verdict.decision)},
            {"reasons", reasons},
            {"challenge", steps},
            {"score", verdict.score},
            {"signals",
             {{"passive", orNull(verdict.signals.passive)},
              {"flatness", orNull(verdict.signals.flatness)},
              {"continuity", orNull(verdict.signals.continuity)},
              {"timing", orNull(verdict.signals.timing)},
              {"capture", orNull(verdict.signals.capture)}}}};
}

}  // namespace

RecordPayload payloadOf(const Registration& registration) {
    RecordPayload payload;
    const auto& details = registration.details;
    json reasons = json::array();
    for (const Reason reason : registration.reasons) reasons.push_back(reasonName(reason));
    payload.fields = {{"schema", "countersign.registration/1"},
                      {"record_id", registration.recordId.hex()},
                      {"clerk", registration.clerk},
                      {"tries", registration.tries},
                      {"policy", registration.policyVersion},
                      {"practice", registration.practice},
                      {"finished_at", toRfc3339(registration.finishedAt)},
                      {"decision", decisionName(registration.decision)},
                      {"reasons", reasons},
                      {"without_scan", registration.withoutScan},
                      {"details",
                       {{"purchase", purchaseName(details.purchase)},
                        {"document_kind", documentKindName(details.documentKind)},
                        {"document_number", details.documentNumber},
                        {"name", details.name},
                        {"msisdn", details.msisdn},
                        {"iccid", details.iccid},
                        {"imei", details.imei},
                        {"language", details.buyerLanguage}}}};
    // Without a scan nobody agreed to one, but what is forwarded was told all the same.
    if (const auto& told = registration.told) {
        payload.fields["consent"] = {{"notice_version", told->noticeVersion},
                                     {"language", told->language},
                                     {"at", toRfc3339(told->at)},
                                     {"scan", !registration.withoutScan},
                                     {"forwarding", forwardContentName(told->terms.forwarding.content)}};
    }
    if (const auto& guardian = registration.guardian) {
        payload.fields["guardian"] = {{"name", guardian->name},
                                      {"document_number", guardian->documentNumber},
                                      {"role", guardian->consents ? "consents" : "present"}};
    }
    if (const auto& way = registration.otherWay) {
        payload.fields["other_way"] = {
            {"reason", obstacleName(way->obstacle)},
            {"second_clerk", way->secondClerk.empty() ? json(nullptr) : json(way->secondClerk)},
            {"supporting_picture", !way->supportingJpeg.empty()}};
        payload.supportingJpeg = way->supportingJpeg;
    }
    if (!registration.withoutScan) {
        payload.fields["liveness"] = livenessJson(registration.liveness);
        payload.fields["match"] = {
            {"ran", registration.match.ran},
            {"similarity", orNull(registration.match.similarity)},
            {"band", registration.match.band ? json(bandName(*registration.match.band)) : json(nullptr)},
            {"frames_used", registration.match.framesUsed}};
    }
    payload.portraitJpeg = registration.portraitJpeg;
    payload.bestFrameJpeg = registration.bestFrameJpeg;
    return payload;
}

ScanRoute routeOf(const Registration& registration) {
    if (registration.withoutScan) return ScanRoute::NoScan;
    return registration.otherWay ? ScanRoute::OtherTerms : ScanRoute::Usual;
}

Result<RecordDraft> sealRegistration(const Registration& registration, const SealingKey& operatorKey,
                                     const std::map<std::string, std::string>& models) {
    auto payload = payloadOf(registration);
    auto plain = encodePayload(payload);
    wipe(payload.portraitJpeg);
    wipe(payload.bestFrameJpeg);
    wipe(payload.supportingJpeg);
    if (!plain) return failure(plain.error());
    auto sealed = sealPayload(operatorKey, *plain);
    wipe(*plain);
    if (!sealed) return failure(sealed.error());

    RecordDraft draft;
    draft.header.recordId = registration.recordId;
    draft.header.models = models;
    draft.header.application = COUNTERSIGN_VERSION;
    draft.header.route = routeOf(registration);
    draft.header.practice = registration.practice;
    draft.header.createdAt = registration.finishedAt;
    draft.header.camera.id = registration.camera.id;
    draft.header.camera.driver = registration.camera.driver;
    draft.header.camera.bus = registration.camera.bus;
    draft.header.camera.virtualDevice = registration.camera.virtualDevice;
    draft.header.camera.width = registration.camera.width;
    draft.header.camera.height = registration.camera.height;
    draft.header.camera.framesPerSecond = registration.camera.framesPerSecond;
    draft.header.camera.framesDropped = registration.camera.framesDropped;
    draft.header.evidence = evidenceOf(registration);
    draft.payload = std::move(*sealed);
    if (registration.told) draft.told = registration.told->terms;
    const auto& number =
        registration.details.msisdn.empty() ? registration.details.imei : registration.details.msisdn;
    draft.numberTail = number.substr(number.size() - std::min<std::size_t>(4, number.size()));
    return draft;
}

}  // namespace countersign
