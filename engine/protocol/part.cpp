#include "protocol/part.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;

constexpr std::string_view kMagic = "CSPT";

Status check(const EnvelopePart& part) {
    if (part.total == 0) return failure(malformed("a part of nothing"));
    if (part.total > kMaxEnvelopeBytes || part.bytes.size() > kMaxPartBytes) return failure(tooLarge("part"));
    if (part.offset > part.total || part.bytes.size() > part.total - part.offset)
        return failure(malformed("a part beyond the end"));
    return {};
}

}  // namespace

Result<Bytes> packPart(const EnvelopePart& part) {
    if (const auto good = check(part); !good) return failure(good.error());
    Bytes out;
    out.reserve(kPartHeadBytes + part.bytes.size());
    append(out, toBytes(kMagic));
    append16(out, kPartVersion);
    append(out, part.whole);
    append32(out, part.total);
    append32(out, part.offset);
    append(out, part.bytes);
    return out;
}

Result<EnvelopePart> readPart(ByteView message) {
    ByteReader reader(message);
    const auto magic = reader.take(kMagic.size());
    if (!magic || asText(*magic) != kMagic) return failure(malformed("not a part"));
    const auto version = reader.number(2);
    if (version && *version != kPartVersion) return failure(versionUnsupported("part"));
    EnvelopePart part;
    const auto whole = reader.take(part.whole.size());
    const auto total = reader.number(4);
    const auto offset = reader.number(4);
    if (!whole || !total || !offset) return failure(malformed("part cut short"));
    std::copy(whole->begin(), whole->end(), part.whole.begin());
    part.total = *total;
    part.offset = *offset;
    part.bytes = message.subspan(kPartHeadBytes);
    if (const auto good = check(part); !good) return failure(good.error());
    return part;
}

Bytes encodeHeld(std::uint32_t held) {
    return toBytes(R"({"held":)" + std::to_string(held) + R"(,"version":)" + std::to_string(kPartVersion) +
                   "}");
}

Result<std::uint32_t> readHeld(ByteView answer) {
    const auto parsed = parseObject(asText(answer));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    fields.number("version", kPartVersion, kPartVersion);
    const auto held = fields.number("held", 0, kMaxEnvelopeBytes);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return static_cast<std::uint32_t>(held);
}

}  // namespace countersign
