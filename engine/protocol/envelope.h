// What leaves the counter: a header in the clear, a signature by the device, and a payload that only the
// operator can open. Values; any thread.
//
// Container, numbers big-endian:
//   "CSEV" | version u16 | signature algorithm u8 | seal algorithm u8 | header length u32 | signature length
//   u32 | payload length u32 | header (JSON, UTF-8) | signature | sealed payload            and nothing after
//   it.
// Signed are the raw bytes
//   "countersign-envelope-v1" 0x00 | signature algorithm u8 | seal algorithm u8 | header length u32 | header
//   | SHA-256 of the sealed payload,
// never a re-encoding of what was parsed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/scan_route.h"
#include "protocol/audit_chain.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "protocol/scan_evidence.h"

namespace countersign {

inline constexpr std::uint16_t kEnvelopeVersion = 1;
inline constexpr std::size_t kMaxHeaderBytes = 16U * 1024U;
inline constexpr std::size_t kMaxSealedPayloadBytes = 8U * 1024U * 1024U;
inline constexpr std::size_t kMaxSignatureBytes = 256;  // room for DER-encoded ECDSA and later kinds
inline constexpr std::size_t kMaxEnvelopeBytes =
    20 + kMaxHeaderBytes + kMaxSignatureBytes + kMaxSealedPayloadBytes;

// Which camera looked; signals for the operator, no proof.
struct EnvelopeCamera {
    std::string id, driver, bus;
    bool virtualDevice = false;
    int width = 0, height = 0;
    double framesPerSecond = 0;
    std::uint64_t framesDropped = 0;
    bool operator==(const EnvelopeCamera&) const = default;
};

// What binds createdAt to the operator's time (core/told_time.h). Within one start of the computer the time
// since it can't be set by anybody, so records of one start are in true order and at true distances, and at
// true times once the operator told one.
struct EnvelopeClock {
    BootTime boot;
    std::optional<WallTime> toldAt;   // the operator's newest word, whole seconds
    std::optional<Millis> toldSince;  // how long ago, if it came within this start of the computer
    bool operator==(const EnvelopeClock&) const = default;
};

// No name, no number, no picture: everything here is readable by whoever holds the envelope.
struct EnvelopeHeader {
    RecordId recordId;
    DeviceId deviceId;
    std::uint64_t sequence = 0;  // this device's own count, from 1, at most 2^53 - 1
    Sha256 previousHash{};       // envelopeHash of sequence - 1; all zero for the first
    KeyId deviceKeyId;           // filled in by signEnvelope
    KeyId operatorKeyId;         // sealing key the payload is closed to
    KeyProtection keyProtection = KeyProtection::File;  // filled in by signEnvelope
    std::map<std::string, std::string> models;          // name → version or hash, at most 32
    std::string application;                            // version of the program
    EnvelopeCamera camera;
    std::optional<ScanEvidence> evidence;  // empty: without a scan, or by a version that wrote none
    ScanRoute route = ScanRoute::Usual;
    bool practice = false;
    WallTime createdAt;                  // whole seconds; the counter's clock, not trusted
    std::optional<EnvelopeClock> clock;  // empty: by a version that wrote none, as the journal's head
    std::optional<AuditHead> audit;      // of the counter's journal when this was signed
    Sha256 payloadHash{};                // of the sealed payload; filled in by signEnvelope
    bool operator==(const EnvelopeHeader&) const = default;
};

struct Envelope {
    EnvelopeHeader header;
    Bytes headerBytes;  // as signed
    SignatureAlgorithm signatureAlgorithm = SignatureAlgorithm::Ed25519;
    SealAlgorithm sealAlgorithm = SealAlgorithm::SealedBoxX25519;
    Bytes signature;
    Bytes sealedPayload;
};

// A sealed payload and the key it is closed to.
struct SealedPayload {
    SealAlgorithm algorithm = SealAlgorithm::SealedBoxX25519;
    KeyId operatorKeyId;
    Bytes bytes;
};
// MessageTooLarge beyond kMaxSealedPayloadBytes.
[[nodiscard]] Result<SealedPayload> sealPayload(const SealingKey& key, ByteView plain);

// Completes the header (key ids, protection, payload hash, seconds), signs and packs. The result is final: it
// is kept as it is and sent as it is, a second signing of the same record would be a conflict at the
// operator.
[[nodiscard]] Result<Bytes> signEnvelope(EnvelopeHeader header, const SealedPayload& payload,
                                         const Signer& signer);

// Form only: lengths, limits, JSON, payload hash against the header. The signature is NOT checked.
// MessageMalformed, MessageTooLarge, MessageVersionUnsupported, AlgorithmUnknown.
[[nodiscard]] Result<Envelope> parseEnvelope(ByteView bytes);

// SignatureInvalid also when the header names another device key than this one.
[[nodiscard]] Status verifyEnvelope(const Envelope& envelope, const VerifyingKey& deviceKey);

// SHA-256 over the signed bytes: the link of the chain, and what makes two envelopes the same.
[[nodiscard]] Sha256 envelopeHash(const Envelope& envelope);

}  // namespace countersign
