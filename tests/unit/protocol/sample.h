// One made record for the protocol's tests.
#pragma once

#include "protocol/envelope.h"
#include "protocol/payload.h"

namespace countersign::test {

inline Bytes noise(std::size_t size, std::uint32_t seed) {
    Bytes bytes(size);
    for (auto& byte : bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(seed >> 24U);
    }
    return bytes;
}

inline ScanEvidence sampleEvidence() {
    ScanEvidence evidence;
    evidence.attempt = 2;
    evidence.binding = ChallengeBinding::Record;
    evidence.terms = {{Action::Blink, Action::TurnLeft, Action::TurnRight},
                      4,
                      std::chrono::milliseconds(400),
                      std::chrono::milliseconds(1600)};
    evidence.challenge = {{Action::Blink, 1200, 2100, "done"},
                          {Action::TurnLeft, 3000, 4100, "done"},
                          {Action::Blink, 5200, {}, "missed"},
                          {Action::TurnLeft, {}, {}, ""}};
    evidence.liveness = "review";
    evidence.reasons = {Reason::ScreenOrPrintSuspected};
    evidence.score = 0.25;
    evidence.signals = {{"passive", 0.25}, {"flatness", std::nullopt}};
    evidence.similarity = 0.61;
    evidence.band = "same";
    evidence.capture = {{"frames", 300}, {"frames_per_second", 29.97}};
    evidence.cameraRule = "trusted";
    evidence.policy = "shipped-3+operator-1";
    evidence.thresholds = "0123456789abcdef0123456789abcdef";
    return evidence;
}

inline EnvelopeHeader sampleHeader() {
    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = DeviceId::random();
    header.sequence = 7;
    header.previousHash.fill(0xab);
    header.models = {{"detector", "v1 sha256:12ab"}, {"embedder", "v3"}};
    header.application = "0.1.0";
    header.camera = {"usb-1.2:046d:0825", "uvcvideo", "usb-0000:00:14.0-1", false, 640, 480, 29.97, 3};
    header.createdAt = WallTime(std::chrono::seconds(1795504525));
    return header;
}

inline RecordPayload samplePayload() {
    return {{{"name", "韦小兰"}, {"number", "11010519491231002X"}, {"score", 0.93}},
            noise(40000, 1),
            noise(50000, 2)};
}

struct Sample {
    SigningKey device = SigningKey::generate();
    OpeningKey opening = OpeningKey::generate();
    EnvelopeHeader header = sampleHeader();
    RecordPayload payload = samplePayload();
    Bytes plain = encodePayload(payload).value();
    SealedPayload sealed = sealPayload(opening.sealingKey(), plain).value();
    Bytes bytes = signEnvelope(header, sealed, device).value();
};

// Overwrites one place of a container.
inline Bytes altered(Bytes bytes, std::size_t at, std::uint8_t flip = 0x01) {
    bytes.at(at) ^= flip;
    return bytes;
}

}  // namespace countersign::test
