// Envelopes: whole containers as they come, and bytes taken for a header that the device has signed, since
// no fuzzer guesses a signature.

#include <algorithm>

#include "protocol/envelope.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

constexpr std::uint64_t kMostExact = (std::uint64_t{1} << 53U) - 1;

void put(Bytes& out, std::size_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
}

void put(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// Both as the head of envelope.h documents them.
Bytes container(const Envelope& envelope) {
    Bytes out = toBytes("CSEV");
    put(out, 1, 2);
    put(out, static_cast<std::size_t>(envelope.signatureAlgorithm), 1);
    put(out, static_cast<std::size_t>(envelope.sealAlgorithm), 1);
    put(out, envelope.headerBytes.size(), 4);
    put(out, envelope.signature.size(), 4);
    put(out, envelope.sealedPayload.size(), 4);
    put(out, envelope.headerBytes);
    put(out, envelope.signature);
    put(out, envelope.sealedPayload);
    return out;
}

Bytes signedBytesOf(const Envelope& envelope) {
    Bytes out = toBytes("countersign-envelope-v1");
    put(out, 0, 1);
    put(out, static_cast<std::size_t>(envelope.signatureAlgorithm), 1);
    put(out, static_cast<std::size_t>(envelope.sealAlgorithm), 1);
    put(out, envelope.headerBytes.size(), 4);
    put(out, envelope.headerBytes);
    put(out, sha256(envelope.sealedPayload));
    return out;
}

void holdEvidenceLimits(const ScanEvidence& evidence) {
    hold(evidence.attempt >= 1 && evidence.attempt <= 65535, "attempt");
    hold(!evidence.terms.actions.empty() && evidence.terms.actions.size() <= 5, "actions");
    auto actions = evidence.terms.actions;
    std::sort(actions.begin(), actions.end());
    hold(std::adjacent_find(actions.begin(), actions.end()) == actions.end(), "each action once");
    hold(evidence.terms.length >= 1 && evidence.terms.length <= kLongestChallenge, "length");
    hold(evidence.terms.shortestPause.count() >= 0 &&
             evidence.terms.shortestPause <= evidence.terms.longestPause,
         "pauses");
    hold(evidence.challenge.size() <= kLongestChallenge, "steps");
    for (const auto& step : evidence.challenge)
        hold(!step.doneMs || (step.askedMs && *step.askedMs <= *step.doneMs), "done after asked");
    hold(evidence.reasons.size() <= 16, "reasons");
    hold(within(evidence.score, 0, 1), "score");
    hold(evidence.signals.size() <= protocol::kMaxEvidenceNumbers, "signals");
    for (const auto& [name, value] : evidence.signals) {
        hold(printable(name, 32), "signal's name");
        hold(!value || within(*value, 0, 1), "signal");
    }
    hold(!evidence.similarity || within(*evidence.similarity, -1, 1), "similarity");
    hold(evidence.capture.size() <= protocol::kMaxEvidenceNumbers, "capture");
    for (const auto& [name, value] : evidence.capture) {
        hold(printable(name, 32), "figure's name");
        hold(within(value, 0, 9007199254740992.0), "figure");
    }
    hold(printable(evidence.policy, 64) && printable(evidence.thresholds, 64), "versions");
}

void holdLimits(const Envelope& envelope) {
    hold(envelope.headerBytes.size() <= kMaxHeaderBytes, "header's length");
    hold(envelope.signature.size() <= kMaxSignatureBytes, "signature's length");
    hold(envelope.sealedPayload.size() <= kMaxSealedPayloadBytes, "payload's length");
    const auto& header = envelope.header;
    hold(header.sequence >= 1 && header.sequence <= kMostExact, "sequence");
    hold(header.payloadHash == sha256Of(envelope.sealedPayload), "payload's hash");
    hold(header.models.size() <= 32, "models");
    for (const auto& [name, version] : header.models)
        hold(printable(name, 64) && printable(version, 128), "model");
    hold(printable(header.deviceKeyId, 64) && printable(header.operatorKeyId, 64), "key ids");
    hold(printable(header.application, 64), "application");
    const auto& camera = header.camera;
    hold(printable(camera.id, 256) && printable(camera.driver, 64) && printable(camera.bus, 256), "camera");
    hold(camera.width >= 0 && camera.width <= 65535 && camera.height >= 0 && camera.height <= 65535, "size");
    hold(within(camera.framesPerSecond, 0, 10000), "frames per second");
    hold(camera.framesDropped <= kMostExact, "frames dropped");
    hold(fromRfc3339(toRfc3339(header.createdAt)) == header.createdAt, "time");
    if (header.evidence) holdEvidenceLimits(*header.evidence);
}

void holdPackedAgain(const Envelope& envelope) {
    auto expected = envelope.header;
    const auto packed = signEnvelope(
        expected, {envelope.sealAlgorithm, expected.operatorKeyId, envelope.sealedPayload}, deviceKey());
    if (!packed) {
        // The same numbers may need more letters than they came with.
        hold(packed.error().code == ErrorCode::MessageTooLarge, "what was read can be written");
        return;
    }
    const auto again = parseEnvelope(*packed);
    hold(again.has_value(), "what was written can be read");
    expected.deviceKeyId = deviceKey().verifyingKey().id();
    expected.keyProtection = deviceKey().protection();
    hold(again->header == expected, "the same header");
    hold(again->sealedPayload == envelope.sealedPayload, "the same payload");
    hold(verifyEnvelope(*again, deviceKey().verifyingKey()).has_value(), "own signature");
}

void look(ByteView bytes) {
    const auto envelope = parseEnvelope(bytes);
    if (!envelope) return;
    const auto whole = container(*envelope);
    hold(std::equal(whole.begin(), whole.end(), bytes.begin(), bytes.end()), "nothing but the envelope");
    holdLimits(*envelope);
    hold(envelopeHash(*envelope) == sha256Of(signedBytesOf(*envelope)), "the documented hash");
    hold(!verifyEnvelope(*envelope, strangersKey().verifyingKey()), "a key that signed nothing");
    if (verifyEnvelope(*envelope, deviceKey().verifyingKey())) {
        holdMadeBy(deviceKey(), signedBytesOf(*envelope), envelope->signature);
        if (whole.size() % kRarely != 0) return holdPackedAgain(*envelope);
        auto changed = *envelope;
        changed.signature.at(whole.size() % changed.signature.size()) ^= 1;
        hold(!verifyEnvelope(changed, deviceKey().verifyingKey()), "a changed signature");
        changed = *envelope;
        changed.headerBytes.push_back(' ');
        hold(!verifyEnvelope(changed, deviceKey().verifyingKey()), "a changed header");
        changed = *envelope;
        changed.sealedPayload.push_back(0);
        hold(!verifyEnvelope(changed, deviceKey().verifyingKey()), "a changed payload");
    }
    holdPackedAgain(*envelope);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    // The same bytes as a header over an empty payload; a header with the hash of nothing gets through.
    Envelope made;
    made.headerBytes.assign(data, data + size);
    made.signature = deviceKey().sign(signedBytesOf(made)).value();
    look(container(made));
    return 0;
}
