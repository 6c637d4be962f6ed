// What counter and operator say to each other beside the records: the counter how it stands, the operator
// what time it is, what became of records, and what it wants done. Both signed, so that it may also travel on
// a stick. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/audit_chain.h"
#include "protocol/device_id.h"
#include "protocol/envelope.h"
#include "protocol/key_bundle.h"
#include "protocol/keys.h"
#include "protocol/signed_message.h"

namespace countersign {

inline constexpr int kContactVersion = 1;
inline constexpr int kNoticeVersion = 1;
inline constexpr std::size_t kMaxAuditLinesAtOnce = 200;
inline constexpr std::size_t kMaxOrdersAtOnce = 64;
inline constexpr std::size_t kMaxOrderText = 64;

// From the counter, signed by its key.
struct Contact {
    DeviceId deviceId;
    std::string nonce;  // 32 hex digits, new each time: the answer repeats it, so an old one is no clock
    WallTime at;        // by the counter's clock
    EnvelopeClock clock;
    std::string application;
    KeyProtection keyProtection = KeyProtection::File;
    std::uint64_t policyVersion = 0;
    std::optional<std::uint64_t> keysVersion{};  // empty: a counter that can't take key bundles
    std::uint64_t lastOrder = 0;  // the highest that was carried out, or was none of this counter's business
    std::uint64_t lastReserved = 0;  // the highest number that was given out; 0: none yet
    std::uint64_t lastSaved = 0;     // of the newest record
    Sha256 lastSavedHash{};          // its envelopeHash
    std::uint32_t waiting = 0;       // records not sent yet
    std::optional<WallTime> oldestWaiting;
    AuditHead audit;
    // Journal lines from this number on, at most kMaxAuditLinesAtOnce: those the operator has not said it
    // holds.
    std::uint64_t auditFrom = 1;
    std::vector<std::string> auditLines;
    // A key for TLS that this counter asks a certificate for, as in ecdsa_p256.h; empty: it needs none now.
    Bytes certificateKey{};
    bool operator==(const Contact&) const = default;
};
[[nodiscard]] Result<Bytes> signContact(const Contact& contact, const Signer& deviceKey);
// Form only: whose key has to have signed it stands in it.
struct SignedContact {
    Contact contact;
    SignedMessage message;
};
[[nodiscard]] Result<SignedContact> readContact(ByteView bytes);

enum class OrderKind {
    RecordStatus = 1,  // receipt: a later word on a record
    Erase,             // record: what this counter still holds of it
    ClerkOff,          // text: a clerk's id, who may not sign in any more
    ClerkOn,
    Explain,  // text: a question to the shop's supervisor (conduct_question.h); record: the newer one of two
};
[[nodiscard]] std::string_view orderKindName(OrderKind kind);  // "status"
[[nodiscard]] std::optional<OrderKind> orderKindFromName(std::string_view name);

// Numbers only rise; a counter passes over what it has done before.
struct Order {
    std::uint64_t number = 0;
    OrderKind kind = OrderKind::RecordStatus;
    std::optional<RecordId> record;
    std::string text;  // at most kMaxOrderText bytes
    Bytes receipt;     // signed
    bool operator==(const Order&) const = default;
};

// From the operator, signed by one of its keys.
struct Notice {
    DeviceId deviceId;
    std::string nonce;                  // of the contact it answers; empty if it travels by itself
    WallTime at;                        // the operator's clock, whole seconds
    std::uint64_t auditHeld = 0;        // journal lines that the operator holds
    std::uint64_t sequenceLimit = 0;    // the last number this counter may use; 0: no limit
    std::uint64_t highestSequence = 0;  // of this counter's records that the operator holds
    bool setAside =
        false;  // what this counter sends contradicts what the operator holds: nothing new is taken
    std::vector<Order> orders;  // in the order of their numbers
    Bytes policy;               // signed; empty: the counter has the newest
    std::vector<Bytes> keys{};  // signed key bundles the counter has not taken, oldest first
    // Another counter took this one's place: it registers nobody any more, sends what it holds and erases it.
    bool replaced = false;
    Bytes certificate{};  // DER, over the key that the contact asked for
    bool operator==(const Notice&) const = default;
};
[[nodiscard]] Result<Bytes> signNotice(const Notice& notice, const Signer& operatorKey);
// SignatureInvalid unless one of these keys signed it; MessageMalformed if it is for another counter than
// `deviceId`.
[[nodiscard]] Result<Notice> verifyNotice(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys,
                                          const DeviceId& deviceId);
// The key bundles of a notice, whoever signed it: a counter that slept through a rotation doesn't know its
// signer yet. Each bundle has to prove itself (key_bundle.h). Errors: form only.
[[nodiscard]] Result<std::vector<Bytes>> keyBundlesIn(ByteView notice);

}  // namespace countersign
