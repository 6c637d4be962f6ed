// Files by which a counter without a network and its operator talk: on a stick that anybody may find. Values;
// any thread.
//
// Numbers big-endian. The head is in the clear:
//   "CSCR" | version u16 | direction u8 | 0x00 | device id (16) | key id (16) | part number u64
// To the operator follow the sealed file key (80), the stream's header (24) and the chunks; to the counter
// the stream's header and the chunks. The stream is XChaCha20-Poly1305 (libsodium's secretstream) over chunks
// of kCourierChunk bytes; all that stands before its header is authenticated with the first chunk, and the
// last one says that it is the last: a file that was cut, put together or given another head does not open.
//   To the operator:  answer key (32) | count u16 | count times (length u32 | signed contact)
//                     | count u16 | count times (record id (16) | length u32 | envelope)
//   To the counter:   length u32 | signed notice, or nothing | count u16
//                     | count times (record id (16) | 1: receipt, 2: refusal | length u32 | bytes)
// and nothing after it.
//
// The file key is sealed to the operator's signing key, turned into its X25519 form: the gateway that takes
// envelopes in has that key at hand, and counters know it already, so no further key has to be spread and
// changed. One key pair for Ed25519 and for X25519 sealing is shown to be safe together in E. Thormarker, "On
// using the same key pair for Ed25519 and an X25519 based KEM", IACR ePrint 2021/509. What is within stays
// sealed to the opening key besides.
//
// The answer key is new with each file and known to the counter and whoever opens the file; the answer is
// closed to it, so that a finder learns nothing from answers either.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"
#include "protocol/batch.h"
#include "protocol/device_id.h"
#include "protocol/keys.h"

namespace countersign {

inline constexpr std::uint16_t kCourierVersion = 1;
// Of one file. Some seconds on a slow stick, which is what is lost if it is pulled; far below what FAT bears;
// about two hundred records of the usual 150 KB; and both sides keep a whole file in memory.
inline constexpr std::size_t kMaxCourierBytes = 32U * 1024U * 1024U;
// What the counter puts of envelopes into one: the rest is room for the journal.
inline constexpr std::size_t kCourierEnvelopeBytes = 24U * 1024U * 1024U;
inline constexpr std::size_t kMaxCourierRecords = 2'000;
// Each carries up to kMaxAuditLinesAtOnce lines of the journal: together more than a busy month writes.
inline constexpr std::size_t kMaxCourierContacts = 48;
inline constexpr std::size_t kCourierChunk = 64U * 1024U;

enum class CourierDirection : std::uint8_t { ToOperator = 1, ToCounter = 2 };

struct CourierHead {
    CourierDirection direction = CourierDirection::ToOperator;
    DeviceId deviceId;       // of the counter
    KeyId operatorKeyId;     // the verifying key it is sealed to, or whose owner answers
    std::uint64_t part = 0;  // the counter's own count of files, from 1; the answer has the same
    bool operator==(const CourierHead&) const = default;
};
// MessageMalformed, MessageVersionUnsupported. Nothing is authentic before the file was opened.
[[nodiscard]] Result<CourierHead> readCourierHead(ByteView file);

using CourierKey = std::array<std::uint8_t, 32>;
[[nodiscard]] CourierKey newCourierKey();

// What a contact in such a file has as its nonce: so that what the counter signed is tied to this file's
// answer key, and nobody can have another counter's words answered to a key of his own.
[[nodiscard]] std::string courierNonce(const DeviceId& device, std::uint64_t part,
                                       const CourierKey& answerKey);

// With its id beside it: what the operator can't read has an answer, too.
struct CarriedEnvelope {
    RecordId recordId;
    ByteView bytes;
};
struct CourierLoad {
    CourierKey answerKey{};
    std::vector<Bytes> contacts;             // signed; at least one, the newest standing last
    std::vector<CarriedEnvelope> envelopes;  // may be none
};
// MessageTooLarge beyond a limit; AlgorithmUnknown unless the operator's key is Ed25519; KeyUnusable.
[[nodiscard]] Result<Bytes> packForOperator(const DeviceId& device, std::uint64_t part,
                                            const CourierLoad& load, const VerifyingKey& operatorKey);

struct OpenedLoad {
    CourierHead head;
    CourierKey answerKey{};
    std::vector<ByteView> contacts;
    std::vector<CarriedEnvelope> envelopes;
    Bytes content;  // what the views point into
};
// Form only, not of what is in it. SealUnreadable for another key, or if anything was altered or cut;
// MessageMalformed, MessageTooLarge, MessageVersionUnsupported.
[[nodiscard]] Result<OpenedLoad> openForOperator(ByteView file, const SigningKey& operatorKey);

// The content by itself, once it is decrypted; the head is left as it is. For openForOperator and tests.
[[nodiscard]] Result<OpenedLoad> readCourierLoad(Bytes content);

// SignatureInvalid unless this contact is the counter's own word on this very file.
[[nodiscard]] Status verifyCourierContact(ByteView contact, const OpenedLoad& load,
                                          const VerifyingKey& deviceKey);

struct CourierWord {
    RecordId recordId;
    BatchItem word;  // the signed receipt, or why there is none
    bool operator==(const CourierWord&) const = default;
};
struct CourierAnswer {
    Bytes notice;  // signed; empty: the operator has none for this counter
    std::vector<CourierWord> words;
    bool operator==(const CourierAnswer&) const = default;
};
[[nodiscard]] Result<Bytes> packForCounter(const CourierHead& answered, const CourierAnswer& answer,
                                           const CourierKey& answerKey);
// As openForOperator.
[[nodiscard]] Result<CourierAnswer> openForCounter(ByteView file, const CourierKey& answerKey);

[[nodiscard]] Result<CourierAnswer> readCourierAnswer(ByteView content);

// "<32 digits of the device>-<number>", without folder and ending: nothing of a person.
[[nodiscard]] std::string courierFileStem(const DeviceId& device, std::uint64_t part);
inline constexpr std::string_view kCourierFolder = "countersign";
inline constexpr std::string_view kCourierOut = ".out";
inline constexpr std::string_view kCourierIn = ".in";
// Beside that folder: envelopes one by one, each signed and sealed, of which nobody says that they are all.
inline constexpr std::string_view kEnvelopesFolder = "countersign-kept";
inline constexpr std::string_view kEnvelopeFileSuffix = ".envelope";

}  // namespace countersign
