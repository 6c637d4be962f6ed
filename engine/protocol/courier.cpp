#include "protocol/courier.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "protocol/byte_io.h"
#include "protocol/contact.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;

constexpr std::string_view kMagic = "CSCR";
constexpr std::size_t kHeadBytes = 48;
constexpr std::size_t kSealedKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kStreamHead = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kChunkMore = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kMaxReceiptBytes = 4096;  // a receipt is about 800 bytes
constexpr std::size_t kMaxRefusalName = 64;
constexpr std::string_view kNonceContext = "countersign-courier-v1";
constexpr std::uint8_t kWordReceipt = 1;
constexpr std::uint8_t kWordRefusal = 2;

static_assert(std::tuple_size_v<CourierKey> == crypto_secretstream_xchacha20poly1305_KEYBYTES);

Error unreadable() {
    return sealUnreadable("not closed to this key, altered or cut");
}

void append64(Bytes& out, std::uint64_t value) {
    append32(out, static_cast<std::uint32_t>(value >> 32U));
    append32(out, static_cast<std::uint32_t>(value & 0xffffffffU));
}

void appendPart(Bytes& out, ByteView part) {
    append32(out, static_cast<std::uint32_t>(part.size()));
    append(out, part);
}

Result<Bytes> headBytes(const CourierHead& head) {
    std::array<std::uint8_t, 16> keyId{};
    if (!fromHex(head.operatorKeyId, keyId) || head.part == 0) return failure(malformed("courier head"));
    Bytes out = toBytes(kMagic);
    append16(out, kCourierVersion);
    append8(out, static_cast<std::uint8_t>(head.direction));
    append8(out, 0);
    append(out, head.deviceId.bytes());
    append(out, keyId);
    append64(out, head.part);
    return out;
}

// Adds the encrypted content to `file`, which is authenticated with it.
void appendStream(Bytes& file, ByteView content, const std::uint8_t* key) {
    const Bytes before = file;
    crypto_secretstream_xchacha20poly1305_state state;
    std::array<std::uint8_t, kStreamHead> streamHead{};
    crypto_secretstream_xchacha20poly1305_init_push(&state, streamHead.data(), key);
    append(file, streamHead);
    for (std::size_t at = 0; at == 0 || at < content.size(); at += kCourierChunk) {
        const auto part = content.subspan(at, std::min(kCourierChunk, content.size() - at));
        const bool last = at + part.size() == content.size();
        const std::size_t end = file.size();
        file.resize(end + part.size() + kChunkMore);
        crypto_secretstream_xchacha20poly1305_push(&state, file.data() + end, nullptr, part.data(),
                                                   part.size(), at == 0 ? before.data() : nullptr,
                                                   at == 0 ? before.size() : 0,
                                                   last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                        : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    }
    sodium_memzero(&state, sizeof state);
}

// The content of the stream that begins at `at`.
Result<Bytes> readStream(ByteView file, std::size_t at, const std::uint8_t* key) {
    if (file.size() < at + kStreamHead) return failure(unreadable());
    const auto before = file.first(at);
    auto rest = file.subspan(at + kStreamHead);
    crypto_secretstream_xchacha20poly1305_state state;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state, file.data() + at, key) != 0)
        return failure(unreadable());
    Bytes content;
    content.reserve(rest.size());
    bool first = true;
    bool ended = false;
    while (!rest.empty() && !ended) {
        const auto chunk = rest.first(std::min(rest.size(), kCourierChunk + kChunkMore));
        rest = rest.subspan(chunk.size());
        if (chunk.size() < kChunkMore) break;
        const std::size_t end = content.size();
        content.resize(end + chunk.size() - kChunkMore);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &state, content.data() + end, nullptr, &tag, chunk.data(), chunk.size(),
                first ? before.data() : nullptr, first ? before.size() : 0) != 0) {
            break;
        }
        first = false;
        ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    }
    sodium_memzero(&state, sizeof state);
    // Without the mark of the last chunk the end is missing; with bytes after it somebody added some.
    if (!ended || !rest.empty()) return failure(unreadable());
    return content;
}

// One of at least one byte and at most `most`.
std::optional<ByteView> readPart(ByteReader& reader, std::size_t most) {
    const auto length = reader.number(4);
    if (!length || *length == 0 || *length > most) return std::nullopt;
    return reader.take(*length);
}

std::optional<RecordId> readRecordId(ByteReader& reader) {
    const auto id = reader.take(16);
    return id ? RecordId::parse(toHex(*id)) : std::nullopt;
}

Result<CourierHead> headOf(ByteView file, CourierDirection direction) {
    if (file.size() > kMaxCourierBytes) return failure(tooLarge("courier file"));
    auto head = readCourierHead(file);
    if (head && head->direction != direction)
        return failure(malformed("a courier file of the other direction"));
    return head;
}

}  // namespace

CourierKey newCourierKey() {
    CourierKey key;
    randombytes_buf(key.data(), key.size());
    return key;
}

std::string courierNonce(const DeviceId& device, std::uint64_t part, const CourierKey& answerKey) {
    Bytes bytes = toBytes(kNonceContext);
    append8(bytes, 0);
    append(bytes, device.bytes());
    append64(bytes, part);
    append(bytes, answerKey);
    return toHex(ByteView(sha256(bytes)).first(16));
}

std::string courierFileStem(const DeviceId& device, std::uint64_t part) {
    return device.hex() + "-" + std::to_string(part);
}

Result<CourierHead> readCourierHead(ByteView file) {
    ByteReader reader(file);
    const auto magic = reader.take(kMagic.size());
    if (!magic || asText(*magic) != kMagic) return failure(malformed("not a courier file"));
    // At once: what is cut within one field could still hold a shorter one behind it.
    if (file.size() < kHeadBytes) return failure(malformed("courier head cut short"));
    const auto version = reader.number(2);
    if (*version != kCourierVersion) return failure(versionUnsupported("courier file"));
    const auto direction = reader.number(1);
    const auto reserved = reader.number(1);
    const auto device = reader.take(16);
    const auto keyId = reader.take(16);
    const auto high = reader.number(4);
    const auto low = reader.number(4);
    if (*reserved != 0 || (*direction != 1 && *direction != 2)) return failure(malformed("courier head"));
    CourierHead head;
    head.direction = static_cast<CourierDirection>(*direction);
    head.deviceId = DeviceId::fromBytes(*device).value_or(DeviceId());
    head.operatorKeyId = toHex(*keyId);
    head.part = std::uint64_t{*high} << 32U | *low;
    if (head.part == 0) return failure(malformed("courier part number"));
    return head;
}

Result<Bytes> packForOperator(const DeviceId& device, std::uint64_t part, const CourierLoad& load,
                              const VerifyingKey& operatorKey) {
    if (load.contacts.empty()) return failure(malformed("a courier file without a contact"));
    std::size_t size = load.answerKey.size() + 4;
    for (const auto& each : load.contacts) size += 4 + each.size();
    for (const auto& each : load.envelopes) size += 20 + each.bytes.size();
    const std::size_t chunks = size / kCourierChunk + 1;
    const std::size_t whole = kHeadBytes + kSealedKeyBytes + kStreamHead + size + chunks * kChunkMore;
    if (load.contacts.size() > kMaxCourierContacts || load.envelopes.size() > kMaxCourierRecords ||
        whole > kMaxCourierBytes) {
        return failure(tooLarge("courier file"));
    }
    auto file = headBytes({CourierDirection::ToOperator, device, operatorKey.id(), part});
    if (!file) return failure(file.error());
    file->reserve(whole);
    SecretBytes fileKey(crypto_secretstream_xchacha20poly1305_KEYBYTES);
    crypto_secretstream_xchacha20poly1305_keygen(fileKey.data());
    const auto sealedKey = sealToSigner(operatorKey, fileKey.view());
    if (!sealedKey) return failure(sealedKey.error());
    append(*file, *sealedKey);

    Bytes content;
    content.reserve(size);
    append(content, load.answerKey);
    append16(content, static_cast<std::uint16_t>(load.contacts.size()));
    for (const auto& each : load.contacts) appendPart(content, each);
    append16(content, static_cast<std::uint16_t>(load.envelopes.size()));
    for (const auto& each : load.envelopes) {
        append(content, each.recordId.bytes());
        appendPart(content, each.bytes);
    }
    appendStream(*file, content, fileKey.data());
    wipe(content);
    return file;
}

Result<OpenedLoad> openForOperator(ByteView file, const SigningKey& operatorKey) {
    auto head = headOf(file, CourierDirection::ToOperator);
    if (!head) return failure(head.error());
    if (file.size() < kHeadBytes + kSealedKeyBytes || head->operatorKeyId != operatorKey.verifyingKey().id())
        return failure(unreadable());
    auto fileKey = operatorKey.openSealed(file.subspan(kHeadBytes, kSealedKeyBytes));
    if (!fileKey) return failure(fileKey.error());
    auto content = readStream(file, kHeadBytes + kSealedKeyBytes, fileKey->data());
    wipe(*fileKey);
    if (!content) return failure(content.error());

    auto opened = readCourierLoad(std::move(*content));
    if (opened) opened->head = std::move(*head);
    return opened;
}

Result<OpenedLoad> readCourierLoad(Bytes content) {
    OpenedLoad opened;
    opened.content = std::move(content);
    ByteReader reader(opened.content);
    const auto answerKey = reader.take(opened.answerKey.size());
    const auto bad = [] { return failure(malformed("courier content")); };
    const auto contacts = answerKey ? reader.number(2) : std::nullopt;
    if (!contacts || *contacts == 0 || *contacts > kMaxCourierContacts) return bad();
    for (std::uint32_t i = 0; i < *contacts; ++i) {
        const auto contact = readPart(reader, kMaxMessageBytes);
        if (!contact) return bad();
        opened.contacts.push_back(*contact);
    }
    const auto envelopes = reader.number(2);
    if (!envelopes || *envelopes > kMaxCourierRecords) return bad();
    for (std::uint32_t i = 0; i < *envelopes; ++i) {
        const auto record = readRecordId(reader);
        const auto envelope = record ? readPart(reader, kMaxEnvelopeBytes) : std::nullopt;
        if (!envelope) return bad();
        opened.envelopes.push_back({*record, *envelope});
    }
    if (reader.left() != 0) return bad();
    std::ranges::copy(*answerKey, opened.answerKey.begin());
    return opened;
}

Status verifyCourierContact(ByteView bytes, const OpenedLoad& load, const VerifyingKey& deviceKey) {
    const auto read = readContact(bytes);
    if (!read) return failure(read.error());
    const auto nonce = courierNonce(load.head.deviceId, load.head.part, load.answerKey);
    if (read->contact.deviceId != load.head.deviceId || read->contact.nonce != nonce)
        return failure(signatureInvalid());
    return verifyMessage(read->message, deviceKey);
}

Result<Bytes> packForCounter(const CourierHead& answered, const CourierAnswer& answer,
                             const CourierKey& answerKey) {
    if (answer.words.size() > kMaxCourierRecords || answer.notice.size() > kMaxMessageBytes)
        return failure(tooLarge("courier answer"));
    CourierHead head = answered;
    head.direction = CourierDirection::ToCounter;
    auto file = headBytes(head);
    if (!file) return failure(file.error());
    Bytes content;
    appendPart(content, answer.notice);
    append16(content, static_cast<std::uint16_t>(answer.words.size()));
    for (const auto& each : answer.words) {
        append(content, each.recordId.bytes());
        if (const auto* receipt = std::get_if<Bytes>(&each.word)) {
            if (receipt->size() > kMaxReceiptBytes) return failure(tooLarge("receipt"));
            append8(content, kWordReceipt);
            appendPart(content, *receipt);
        } else {
            append8(content, kWordRefusal);
            appendPart(content, toBytes(refusalName(std::get<Refusal>(each.word))));
        }
    }
    appendStream(*file, content, answerKey.data());
    return file;
}

Result<CourierAnswer> openForCounter(ByteView file, const CourierKey& answerKey) {
    if (const auto head = headOf(file, CourierDirection::ToCounter); !head) return failure(head.error());
    const auto content = readStream(file, kHeadBytes, answerKey.data());
    if (!content) return failure(content.error());
    return readCourierAnswer(*content);
}

Result<CourierAnswer> readCourierAnswer(ByteView content) {
    ByteReader reader(content);
    CourierAnswer answer;
    const auto noticeLength = reader.number(4);
    const auto notice =
        noticeLength && *noticeLength <= kMaxMessageBytes ? reader.take(*noticeLength) : std::nullopt;
    const auto count = notice ? reader.number(2) : std::nullopt;
    if (!count || *count > kMaxCourierRecords) return failure(malformed("courier answer"));
    answer.notice.assign(notice->begin(), notice->end());
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto record = readRecordId(reader);
        const auto kind = record ? reader.number(1) : std::nullopt;
        const auto bytes = kind ? readPart(reader, *kind == kWordReceipt ? kMaxReceiptBytes : kMaxRefusalName)
                                : std::nullopt;
        if (!bytes) return failure(malformed("courier answer cut short"));
        if (*kind == kWordReceipt) {
            answer.words.push_back({*record, Bytes(bytes->begin(), bytes->end())});
            continue;
        }
        const auto refusal = *kind == kWordRefusal ? refusalFromName(asText(*bytes)) : std::nullopt;
        if (!refusal) return failure(malformed("courier word"));
        answer.words.push_back({*record, *refusal});
    }
    if (reader.left() != 0) return failure(malformed("bytes after the courier answer"));
    return answer;
}

}  // namespace countersign
