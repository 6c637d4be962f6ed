// A small signed text that people can look into: receipts, enrolment, policy. Values; any thread.
//
// JSON object {"kind", "version", "algorithm", "key", "body", "signature"}; body is the base64 of the exact
// JSON bytes that were signed, after "countersign-<kind>-v<version>" 0x00, so one kind can never pass for
// another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign {

inline constexpr std::size_t kMaxMessageBytes = 128U * 1024U;

struct SignedMessage {
    std::string kind;
    int version = 0;
    KeyId keyId;
    SignatureAlgorithm algorithm = SignatureAlgorithm::Ed25519;
    std::string body;  // JSON
    Bytes signature;
};

[[nodiscard]] Result<Bytes> signMessage(std::string_view kind, int version, std::string_view body,
                                        const Signer& signer);

// Form only. MessageMalformed when it is another kind, MessageVersionUnsupported when it is newer than
// `newest`.
[[nodiscard]] Result<SignedMessage> parseSignedMessage(ByteView bytes, std::string_view kind, int newest);

[[nodiscard]] Status verifyMessage(const SignedMessage& message, const VerifyingKey& key);
// By the one of these keys that the message names. SignatureInvalid if it names none of them.
[[nodiscard]] Status verifyByAny(const SignedMessage& message, const std::vector<VerifyingKey>& keys);

}  // namespace countersign
