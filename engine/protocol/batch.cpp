#include "protocol/batch.h"

#include <algorithm>
#include <string_view>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kMagic = "CSBT";
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kMaxReceiptBytes = 4096;  // a receipt is about 800 bytes

}  // namespace

Result<Bytes> packBatch(std::span<const ByteView> envelopes) {
    if (envelopes.empty()) return failure(malformed("a batch of nothing"));
    std::size_t size = kHeadBytes;
    for (const auto& each : envelopes) size += 4 + each.size();
    if (envelopes.size() > kMaxBatchItems || size > kMaxBatchBytes) return failure(tooLarge("batch"));
    Bytes out;
    out.reserve(size);
    append(out, toBytes(kMagic));
    append16(out, kBatchVersion);
    append16(out, static_cast<std::uint16_t>(envelopes.size()));
    for (const auto& each : envelopes) {
        append32(out, static_cast<std::uint32_t>(each.size()));
        append(out, each);
    }
    return out;
}

Result<std::vector<ByteView>> splitBatch(ByteView bytes) {
    if (bytes.size() > kMaxBatchBytes) return failure(tooLarge("batch"));
    ByteReader reader(bytes);
    const auto magic = reader.take(kMagic.size());
    if (!magic || asText(*magic) != kMagic) return failure(malformed("not a batch"));
    const auto version = reader.number(2);
    if (version && *version != kBatchVersion) return failure(versionUnsupported("batch"));
    const auto count = reader.number(2);
    if (!count || *count == 0 || *count > kMaxBatchItems) return failure(malformed("batch count"));
    std::vector<ByteView> parts;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto length = reader.number(4);
        const auto part = length ? reader.take(*length) : std::nullopt;
        if (!part || part->empty()) return failure(malformed("batch cut short"));
        parts.push_back(*part);
    }
    if (reader.left() != 0) return failure(malformed("bytes after the batch"));
    return parts;
}

Result<Bytes> encodeBatchAnswer(std::span<const BatchItem> items) {
    json list = json::array();
    for (const auto& item : items) {
        if (const auto* receipt = std::get_if<Bytes>(&item)) {
            list.push_back({{"receipt", asText(*receipt)}});
        } else {
            list.push_back({{"refusal", refusalName(std::get<Refusal>(item))}});
        }
    }
    const auto text = dump(json{{"version", kBatchVersion}, {"items", std::move(list)}});
    if (!text) return failure(text.error());
    return toBytes(*text);
}

Result<std::vector<BatchItem>> readBatchAnswer(ByteView bytes, std::size_t count) {
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    fields.number("version", 1, kBatchVersion);
    const auto& list = fields.array("items", kMaxBatchItems);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (list.size() != count) return failure(malformed("as many words as envelopes are wanted"));
    std::vector<BatchItem> items;
    for (const auto& each : list) {
        if (!each.is_object()) return failure(malformed("batch item"));
        FieldReader item(each);
        if (each.contains("receipt")) {
            items.emplace_back(toBytes(item.text("receipt", kMaxReceiptBytes)));
        } else {
            const auto refusal = refusalFromName(item.text("refusal", 64));
            if (!refusal) item.reject("refusal");
            items.emplace_back(refusal.value_or(Refusal::Malformed));
        }
        if (const auto good = item.finish(); !good) return failure(good.error());
    }
    return items;
}

}  // namespace countersign
