// The batch, the regulator's word on its items, and the regulator's keys.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/key_json.h"
#include "protocol/regulator.h"
#include "protocol/regulator_json.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kMagic = "CSRB";
constexpr std::string_view kBatchKind = "regulator-batch";
constexpr std::string_view kAcknowledgementKind = "regulator-acknowledgement";
constexpr std::string_view kAcknowledgementSchema = "countersign.acknowledgement/1";
constexpr std::string_view kKeysKind = "countersign-regulator-keys";
constexpr std::size_t kMaxRegulatorKeys = 8;
constexpr std::size_t kBatchIdBytes = 16;

bool isBatchId(std::string_view text) {
    std::array<std::uint8_t, kBatchIdBytes> bytes{};
    // One form only: it is compared as text.
    return fromHex(text, bytes) && toHex(bytes) == text;
}

std::string batchId(FieldReader& fields) {
    auto id = fields.text("batch", 2 * kBatchIdBytes);
    if (!isBatchId(id)) fields.reject("batch");
    return id;
}

json keyFields(const ItemKey& key) {
    return {{"counter", key.device.hex()}, {"record", key.record.hex()}, {"revision", key.revision}};
}

bool eachOnce(const std::vector<ForwardEntry>& entries) {
    std::set<ItemKey> keys;
    return std::ranges::all_of(entries,
                               [&](const ForwardEntry& each) { return keys.insert(each.key).second; });
}

Result<ForwardBatch> readHead(std::string_view body, std::span<const ByteView> items) {
    const auto object = parseObject(body);
    if (!object) return failure(object.error());
    FieldReader fields(*object);
    ForwardBatch batch;
    batch.id = batchId(fields);
    batch.operatorId = fields.text("operator", 64);
    if (batch.operatorId.empty()) fields.reject("operator");
    batch.at = fields.time("at");
    const auto& list = fields.array("items", kMaxForwardItems);
    if (list.size() != items.size()) fields.reject("items");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!list[i].is_object()) return failure(malformed("batch item"));
        FieldReader item(list[i]);
        const auto key = readItemKey(item, "counter");
        if (item.hash("item_sha256") != sha256Of(items[i])) item.reject("item_sha256");
        if (const auto good = item.finish(); !good) return failure(good.error());
        batch.entries.push_back({key, items[i]});
    }
    if (!eachOnce(batch.entries)) return failure(malformed("an item twice"));
    return batch;
}

Result<Acknowledgement> decode(const SignedMessage& message) {
    const auto object = parseObject(message.body);
    if (!object) return failure(object.error());
    FieldReader fields(*object);
    Acknowledgement ack;
    if (fields.text("schema", 64) != kAcknowledgementSchema) fields.reject("schema");
    ack.key = readItemKey(fields, "counter");
    ack.itemHash = fields.hash("item_sha256");
    const auto word = regulatorWordFromName(fields.text("word", 32));
    if (!word) fields.reject("word");
    ack.word = word.value_or(RegulatorWord::Refused);
    ack.reason = fields.optionalText("reason", 64);
    const bool stable = std::ranges::all_of(
        ack.reason, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!stable || ack.reason.empty() != (ack.word == RegulatorWord::Acknowledged)) fields.reject("reason");
    ack.batch = batchId(fields);
    ack.at = fields.time("at");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return ack;
}

}  // namespace

std::string newBatchId() {
    std::array<std::uint8_t, kBatchIdBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return toHex(bytes);
}

Result<Bytes> packForRegulator(const ForwardBatch& batch, const Signer& operatorKey) {
    if (batch.entries.empty() || !eachOnce(batch.entries) || !isBatchId(batch.id) || batch.operatorId.empty())
        return failure(malformed("batch for the regulator"));
    if (batch.entries.size() > kMaxForwardItems) return failure(tooLarge("batch for the regulator"));
    json items = json::array();
    std::size_t size = 12;
    for (const auto& each : batch.entries) {
        if (each.item.empty()) return failure(malformed("an empty item"));
        if (each.item.size() > kMaxForwardItemBytes) return failure(tooLarge("item for the regulator"));
        auto fields = keyFields(each.key);
        fields["item_sha256"] = toHex(sha256(each.item));
        items.push_back(std::move(fields));
        size += forwardedBytes(each.item.size());
    }
    const auto text = dump(json{{"batch", batch.id},
                                {"operator", batch.operatorId},
                                {"at", toRfc3339(batch.at)},
                                {"items", std::move(items)}});
    if (!text) return failure(text.error());
    const auto head = signMessage(kBatchKind, kForwardBatchVersion, *text, operatorKey);
    if (!head) return failure(head.error());
    size += head->size();
    if (size > kMaxForwardBytes) return failure(tooLarge("batch for the regulator"));
    Bytes out;
    out.reserve(size);
    append(out, toBytes(kMagic));
    append16(out, kForwardBatchVersion);
    append16(out, static_cast<std::uint16_t>(batch.entries.size()));
    append32(out, static_cast<std::uint32_t>(head->size()));
    append(out, *head);
    for (const auto& each : batch.entries) {
        append32(out, static_cast<std::uint32_t>(each.item.size()));
        append(out, each.item);
    }
    return out;
}

Result<ReadForwardBatch> readForwardBatch(ByteView bytes) {
    if (bytes.size() > kMaxForwardBytes) return failure(tooLarge("batch for the regulator"));
    ByteReader reader(bytes);
    const auto magic = reader.take(kMagic.size());
    if (!magic || asText(*magic) != kMagic) return failure(malformed("not a batch for the regulator"));
    const auto version = reader.number(2);
    if (version && *version != kForwardBatchVersion)
        return failure(versionUnsupported("batch for the regulator"));
    const auto count = reader.number(2);
    if (!count || *count == 0 || *count > kMaxForwardItems) return failure(malformed("batch count"));
    const auto headLength = reader.number(4);
    const auto head = headLength ? reader.take(*headLength) : std::nullopt;
    if (!head) return failure(malformed("batch cut short"));
    auto message = parseSignedMessage(*head, kBatchKind, kForwardBatchVersion);
    if (!message) return failure(message.error());
    std::vector<ByteView> items;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto length = reader.number(4);
        if (length && *length > kMaxForwardItemBytes) return failure(tooLarge("item for the regulator"));
        const auto item = length ? reader.take(*length) : std::nullopt;
        if (!item || item->empty()) return failure(malformed("batch cut short"));
        items.push_back(*item);
    }
    if (reader.left() != 0) return failure(malformed("bytes after the batch"));
    auto batch = readHead(message->body, items);
    if (!batch) return failure(batch.error());
    return ReadForwardBatch{std::move(*batch), std::move(*message)};
}

std::string_view regulatorWordName(RegulatorWord word) {
    switch (word) {
        case RegulatorWord::Acknowledged:
            return "acknowledged";
        case RegulatorWord::Refused:
            return "refused";
    }
    return "invalid";
}

std::optional<RegulatorWord> regulatorWordFromName(std::string_view name) {
    for (const auto word : {RegulatorWord::Acknowledged, RegulatorWord::Refused}) {
        if (regulatorWordName(word) == name) return word;
    }
    return std::nullopt;
}

Result<Bytes> signAcknowledgement(const Acknowledgement& ack, const Signer& regulatorKey) {
    json body = keyFields(ack.key);
    body["schema"] = kAcknowledgementSchema;
    body["item_sha256"] = toHex(ack.itemHash);
    body["word"] = regulatorWordName(ack.word);
    if (!ack.reason.empty()) body["reason"] = ack.reason;
    body["batch"] = ack.batch;
    body["at"] = toRfc3339(ack.at);
    const auto text = dump(body);
    if (!text) return failure(text.error());
    // By the reader's own rules.
    SignedMessage draft;
    draft.body = *text;
    if (const auto good = decode(draft); !good) return failure(good.error());
    return signMessage(kAcknowledgementKind, kAcknowledgementVersion, *text, regulatorKey);
}

Result<Acknowledgement> verifyAcknowledgement(ByteView bytes, const std::vector<VerifyingKey>& regulatorKeys,
                                              const ItemKey& key, const Sha256& itemHash) {
    const auto message = parseSignedMessage(bytes, kAcknowledgementKind, kAcknowledgementVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, regulatorKeys); !genuine) return failure(genuine.error());
    auto ack = decode(*message);
    if (ack && (ack->key != key || ack->itemHash != itemHash))
        return failure(malformed("an acknowledgement of another item"));
    return ack;
}

Result<Acknowledgement> parseAcknowledgement(ByteView bytes) {
    const auto message = parseSignedMessage(bytes, kAcknowledgementKind, kAcknowledgementVersion);
    if (!message) return failure(message.error());
    return decode(*message);
}

Result<Bytes> encodeForwardAnswer(std::string_view id, std::span<const Bytes> acknowledgements) {
    json list = json::array();
    for (const auto& each : acknowledgements) list.push_back(asText(each));
    const auto text = dump(json{{"version", 1}, {"batch", id}, {"items", std::move(list)}});
    if (!text) return failure(text.error());
    return toBytes(*text);
}

Result<std::vector<Bytes>> readForwardAnswer(ByteView bytes, std::string_view id, std::size_t count) {
    if (bytes.size() > kMaxForwardItems * (kMaxAcknowledgementBytes + 16) + 256)
        return failure(tooLarge("the regulator's answer"));
    const auto object = parseObject(asText(bytes));
    if (!object) return failure(object.error());
    FieldReader fields(*object);
    fields.number("version", 1, 1);
    if (batchId(fields) != id) fields.reject("batch");
    const auto& list = fields.array("items", kMaxForwardItems);
    if (list.size() != count) fields.reject("items");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    std::vector<Bytes> answers;
    for (const auto& each : list) {
        const auto* text = each.get_ptr<const std::string*>();
        if (text == nullptr || text->empty() || text->size() > kMaxAcknowledgementBytes)
            return failure(malformed("an acknowledgement"));
        answers.push_back(toBytes(*text));
    }
    return answers;
}

Result<Bytes> encodeRegulatorKeys(const RegulatorKeys& keys) {
    json verifying = json::array();
    for (const auto& each : keys.verifyingKeys) verifying.push_back(keyJson(each));
    const auto text = dump(json{{"kind", kKeysKind},
                                {"version", 1},
                                {"verifying", std::move(verifying)},
                                {"sealing", keyJson(keys.sealingKey)}});
    if (!text) return failure(text.error());
    return toBytes(*text + "\n");
}

Result<RegulatorKeys> readRegulatorKeys(ByteView bytes) {
    if (bytes.size() > kMaxMessageBytes) return failure(tooLarge("the regulator's keys"));
    const auto object = parseObject(asText(bytes));
    if (!object) return failure(object.error());
    FieldReader fields(*object);
    if (fields.text("kind", 64) != kKeysKind) fields.reject("kind");
    fields.number("version", 1, 1);
    const auto& list = fields.array("verifying", kMaxRegulatorKeys);
    if (list.empty()) fields.reject("verifying");
    const auto& sealing = fields.object("sealing");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    RegulatorKeys keys;
    for (const auto& each : list) {
        auto key = readVerifyingKey(each);
        if (!key) return failure(key.error());
        keys.verifyingKeys.push_back(std::move(*key));
    }
    auto sealingKey = readSealingKey(sealing);
    if (!sealingKey) return failure(sealingKey.error());
    keys.sealingKey = std::move(*sealingKey);
    return keys;
}

}  // namespace countersign
