// By which keys and certificates a counter knows its operator: what enrolment gave, and since then the
// operator's signed bundles, each signed by a key that the one before it names: one of the office's keys if
// it names any (rule_keys.h), else one of the gateway's. So they form a chain: a counter that slept through
// several is handed all of them and follows link by link. Values; any thread.
//
// Whoever has an old office key, or where there is none an old signing key, can lead counters astray that
// have not heard of its retirement, if he also stands in the operator's place before TLS; against that there
// is only retiring it soon.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "protocol/rule_keys.h"

namespace countersign {

inline constexpr int kKeyBundleVersion = 1;              // of the message's form
inline constexpr std::size_t kMaxOperatorKeys = 8;       // two overlap; more only after a mishap
inline constexpr std::size_t kMaxOfficeKeys = 4;         // two overlap, or one lies in reserve
inline constexpr std::size_t kMaxAuthorities = 4;        // as above
inline constexpr std::size_t kMaxAuthorityBytes = 4096;  // DER; ours have 500
inline constexpr std::size_t kMaxRevoked = 128;          // certificates live two years: more than one a week
// Beyond the largest that these limits allow, 46 KiB.
inline constexpr std::size_t kMaxKeyBundleBytes = 48U * 1024U;
// In one notice, where what is more comes with the next contact, or in one answer to an enrolment.
inline constexpr std::size_t kMaxBundlesAtOnce = 16;
inline constexpr std::size_t kMaxBundleBytesAtOnce = 48U * 1024U;  // leaves room for orders and policy

struct KeyBundle {
    std::uint64_t version = 0;                // only rises; 0: as enrolled, no bundle came yet
    std::vector<VerifyingKey> verifyingKeys;  // the gateway's: receipts, notices, answers; never empty
    SealingKey sealingKey;                    // new payloads are closed to this one
    std::vector<Bytes> authorities;           // DER; whose certificates the gateway may show; never empty
    // SHA-256 of whole DER certificates. Not issuer and serial: a fingerprint needs nothing of the
    // certificate's own words to be believed, and it is what people can read off any tool.
    std::vector<Sha256> revoked;
    // The office's: policies and the next bundle. Empty: of before there was one, verifyingKeys do its work.
    // None of them is one of verifyingKeys. Once there are some, no later bundle is without.
    std::vector<VerifyingKey> officeKeys{};
    [[nodiscard]] RuleKeys ruleKeys() const { return {verifyingKeys, officeKeys}; }
    bool operator==(const KeyBundle&) const = default;
};

// The text that is signed. MessageMalformed, MessageTooLarge for one that no counter would take.
[[nodiscard]] Result<std::string> writeKeyBundle(const KeyBundle& bundle);
// What writeKeyBundle wrote, or a stranger; form only.
[[nodiscard]] Result<KeyBundle> readKeyBundle(std::string_view text);

// Errors: those of writeKeyBundle.
[[nodiscard]] Result<Bytes> signKeyBundle(const KeyBundle& bundle, const Signer& operatorKey);

// SignatureInvalid unless one of `trusted` signed it.
[[nodiscard]] Result<KeyBundle> verifyKeyBundle(ByteView bytes, const std::vector<VerifyingKey>& trusted);

// As a counter judges it: also OfficeSignatureMissing.
[[nodiscard]] Result<KeyBundle> verifyKeyBundle(ByteView bytes, const RuleKeys& keys);

// One link: a bundle that may take the place of `present`. KeysNotNewer besides those of verifyKeyBundle.
[[nodiscard]] Result<KeyBundle> followKeys(const KeyBundle& present, ByteView bytes);

}  // namespace countersign
