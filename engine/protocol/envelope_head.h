// An envelope of which only the beginning is there: what can be known of it before its payload has come.
// Values; any thread.
#pragma once

#include "protocol/envelope.h"

namespace countersign {

inline constexpr std::size_t kMaxEnvelopeHeadBytes = kMaxEnvelopeBytes - kMaxSealedPayloadBytes;

struct EnvelopeHead {
    EnvelopeHeader header;
    Bytes headerBytes;  // as signed
    SignatureAlgorithm signatureAlgorithm = SignatureAlgorithm::Ed25519;
    SealAlgorithm sealAlgorithm = SealAlgorithm::SealedBoxX25519;
    Bytes signature;
    std::size_t bytes = 0;  // of the head: all before the payload
    std::size_t total = 0;  // of the whole envelope, as the head says
};

// `beginning`: at least the head; more may follow. Form only, as parseEnvelope, and with its errors.
[[nodiscard]] Result<EnvelopeHead> parseEnvelopeHead(ByteView beginning);

// The device signed this head, and with it the hash of the payload that is still to come. SignatureInvalid.
[[nodiscard]] Status verifyEnvelopeHead(const EnvelopeHead& head, const VerifyingKey& deviceKey);

// As envelopeHash of the whole.
[[nodiscard]] Sha256 envelopeHash(const EnvelopeHead& head);

}  // namespace countersign
