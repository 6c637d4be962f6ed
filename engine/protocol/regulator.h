// What the operator forwards to the regulator, and the regulator's signed word on it. Values; any thread.
//
// Item, plain, numbers big-endian:
//   "CSAT" | version u16 | reserved u16 = 0 | JSON length u32 | portrait length u32 | JSON | portrait (JPEG)
// The JSON is resources/schemas/attestation-1.json. It leaves the operator's review side sealed to the
// regulator's key, so that neither outbox nor forwarder can read it:
//   "CSRI" | version u16 | seal algorithm u8 | 0x00 | sealing key id (16) | sealed item
// Batch:
//   "CSRB" | version u16 | count u16 | head length u32 | head | count times (length u32 | sealed item)
// and nothing after it. The head is a signed message "regulator-batch" by the operator's key: batch id,
// operator, time, and for each item its key and the SHA-256 of its sealed bytes.
// Answer: JSON {"version":1,"batch":"<id>","items":["<signed acknowledgement>", ...]}, in the order of the
// batch. Not signed as a whole: each acknowledgement is, and is kept by itself
// (resources/schemas/acknowledgement-1.json).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/data_terms.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "protocol/signed_message.h"

namespace countersign {

inline constexpr std::string_view kForwardRoute = "/v1/registrations";  // POST a batch → the answer
inline constexpr std::string_view kForwardContentType = "application/vnd.countersign.regulator-batch";

inline constexpr std::uint16_t kAttestationVersion = 1;
inline constexpr std::uint16_t kForwardBatchVersion = 1;
inline constexpr int kAcknowledgementVersion = 1;
inline constexpr std::size_t kMaxAttestationJsonBytes = 8U * 1024U;  // all fields at their limits need 2
// A portrait at its limit (payload.h), the fields and the seal.
inline constexpr std::size_t kMaxForwardItemBytes = 3U * 1024U * 1024U + 16U * 1024U;
inline constexpr std::size_t kMaxForwardItems = 64;
// About a hundred usual portraits, or two of the largest; both sides hold a whole batch in memory.
inline constexpr std::size_t kMaxForwardBytes = 8U * 1024U * 1024U;
inline constexpr std::size_t kMaxAcknowledgementBytes = 4096;  // usual: 900

// Names one word on one record for ever: the regulator takes it once, however often it comes.
struct ItemKey {
    DeviceId device;
    RecordId record;
    std::uint32_t revision = 0;  // of the operator's word on the record, from 1
    auto operator<=>(const ItemKey&) const = default;
};

// How it was made sure that the buyer is who the document names.
enum class AttestedWay {
    Scan = 1,  // the usual scan
    OtherWay,  // a scan by other terms
    Person,    // without a scan: people looked
};
[[nodiscard]] std::string_view attestedWayName(AttestedWay way);  // scan, other_way, person
[[nodiscard]] std::optional<AttestedWay> attestedWayFromName(std::string_view name);

enum class AttestedResult { Accepted = 1, Refused };
[[nodiscard]] std::string_view attestedResultName(AttestedResult result);  // accepted, refused
[[nodiscard]] std::optional<AttestedResult> attestedResultFromName(std::string_view name);

// Personal throughout. Texts are UTF-8 without control characters.
struct Attestation {
    ItemKey key;
    std::string name;            // as on the document, 1 to 256 bytes
    std::string documentKind;    // the registration's stable name: small letters, digits, _
    std::string documentNumber;  // 1 to 64 bytes
    std::string msisdn;          // E.164 with +; of these three at least one
    std::string iccid;           // empty: none
    std::string imei;
    AttestedResult result = AttestedResult::Accepted;
    AttestedWay way = AttestedWay::Scan;
    WallTime at;              // of the operator's word, whole seconds
    Sha256 evidenceHash{};    // envelopeHash: whoever has the envelope can prove that it is the one meant
    std::string legalGround;  // the ground's stable name in the operator's policy: small letters, digits, _
    bool practice = false;
    Bytes portraitJpeg;  // of the document; empty: an attestation only
    [[nodiscard]] ForwardContent content() const {
        return portraitJpeg.empty() ? ForwardContent::Attestation : ForwardContent::Portrait;
    }
    bool operator==(const Attestation&) const = default;
};

// The plain item: personal, wipe() it. MessageMalformed for a field beyond its limit, MessageTooLarge.
[[nodiscard]] Result<Bytes> encodeAttestation(const Attestation& attestation);
[[nodiscard]] Result<Attestation> readAttestation(ByteView plain);

// What goes into the outbox. Errors: as encodeAttestation; KeyUnusable, AlgorithmUnknown.
[[nodiscard]] Result<Bytes> sealAttestation(const Attestation& attestation, const SealingKey& regulator);
// Which of the regulator's keys it is closed to. Form only.
[[nodiscard]] Result<KeyId> sealedTo(ByteView item);
// SealUnreadable: closed to another key, altered or cut.
[[nodiscard]] Result<Attestation> openAttestation(ByteView item, const OpeningKey& regulator);

struct ForwardEntry {
    ItemKey key;
    ByteView item;  // sealed
};
struct ForwardBatch {
    std::string id;          // 32 hex digits, new for each post
    std::string operatorId;  // as the regulator knows the operator, 1 to 64 bytes
    WallTime at;             // whole seconds
    std::vector<ForwardEntry> entries;
};
[[nodiscard]] std::string newBatchId();
// MessageTooLarge beyond a limit; MessageMalformed for none, or one key twice.
[[nodiscard]] Result<Bytes> packForRegulator(const ForwardBatch& batch, const Signer& operatorKey);
// How many bytes an item adds to a batch.
[[nodiscard]] constexpr std::size_t forwardedBytes(std::size_t itemBytes) {
    return itemBytes + 4;
}
// What there is besides items; the head is within the limit of signed messages.
inline constexpr std::size_t kForwardHeadBytes = 12 + kMaxMessageBytes;

struct ReadForwardBatch {
    ForwardBatch batch;     // its items point into the bytes that were read
    SignedMessage message;  // whose key has to be the operator's: verifyByAny
};
// Form, and that the items are those the head names. MessageMalformed, MessageTooLarge,
// MessageVersionUnsupported. The signature is NOT checked.
[[nodiscard]] Result<ReadForwardBatch> readForwardBatch(ByteView bytes);

enum class RegulatorWord { Acknowledged = 1, Refused };
[[nodiscard]] std::string_view regulatorWordName(RegulatorWord word);  // acknowledged, refused
[[nodiscard]] std::optional<RegulatorWord> regulatorWordFromName(std::string_view name);

// The regulator's word on one item. Final: the same item again gets the same word.
struct Acknowledgement {
    ItemKey key;
    Sha256 itemHash{};  // of the sealed item
    RegulatorWord word = RegulatorWord::Acknowledged;
    std::string reason;  // stable, 1 to 64 of small letters, digits and _; empty unless refused
    std::string batch;   // in which the item came first
    WallTime at;         // the regulator's clock, whole seconds
    bool operator==(const Acknowledgement&) const = default;
};
[[nodiscard]] Result<Bytes> signAcknowledgement(const Acknowledgement& acknowledgement,
                                                const Signer& regulatorKey);
// SignatureInvalid unless one of these keys signed it; MessageMalformed if it is about another item.
[[nodiscard]] Result<Acknowledgement> verifyAcknowledgement(ByteView bytes,
                                                            const std::vector<VerifyingKey>& regulatorKeys,
                                                            const ItemKey& key, const Sha256& itemHash);
// Form only, for showing what is stored.
[[nodiscard]] Result<Acknowledgement> parseAcknowledgement(ByteView bytes);

[[nodiscard]] Result<Bytes> encodeForwardAnswer(std::string_view batchId,
                                                std::span<const Bytes> acknowledgements);
// One for each of `count` items of this batch, or MessageMalformed. Nothing of it is verified.
[[nodiscard]] Result<std::vector<Bytes>> readForwardAnswer(ByteView bytes, std::string_view batchId,
                                                           std::size_t count);

// What the operator has of the regulator: given out by it in a file, by a way that both trust.
struct RegulatorKeys {
    std::vector<VerifyingKey> verifyingKeys;  // 1 to 8: several while they rotate
    SealingKey sealingKey;
    bool operator==(const RegulatorKeys&) const = default;
};
[[nodiscard]] Result<Bytes> encodeRegulatorKeys(const RegulatorKeys& keys);
[[nodiscard]] Result<RegulatorKeys> readRegulatorKeys(ByteView bytes);

}  // namespace countersign
