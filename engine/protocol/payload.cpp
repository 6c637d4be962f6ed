#include "protocol/payload.h"

#include <algorithm>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;

constexpr char kMagic[4] = {'C', 'S', 'P', 'L'};

}  // namespace

Result<Bytes> encodePayload(const RecordPayload& payload) {
    if (!payload.fields.is_object()) return failure(malformed("payload fields are not an object"));
    auto text = dump(payload.fields);
    if (!text) return failure(text.error());
    auto json = toBytes(*text);
    std::fill(text->begin(), text->end(), '\0');
    if (json.size() > kMaxPayloadJsonBytes) return failure(tooLarge("payload fields"));
    const bool supported = !payload.supportingJpeg.empty();
    std::size_t pictures = 0;
    for (const auto* picture : {&payload.portraitJpeg, &payload.bestFrameJpeg, &payload.supportingJpeg}) {
        if (picture->size() > kMaxPictureBytes) return failure(tooLarge("picture"));
        pictures += picture->size();
    }
    Bytes out;
    out.reserve(24 + json.size() + pictures);
    append(out, toBytes(std::string_view(kMagic, sizeof kMagic)));
    append16(out, supported ? kPayloadVersionWithSupport : kPayloadVersion);
    append16(out, 0);
    append32(out, static_cast<std::uint32_t>(json.size()));
    append32(out, static_cast<std::uint32_t>(payload.portraitJpeg.size()));
    append32(out, static_cast<std::uint32_t>(payload.bestFrameJpeg.size()));
    if (supported) append32(out, static_cast<std::uint32_t>(payload.supportingJpeg.size()));
    append(out, json);
    append(out, payload.portraitJpeg);
    append(out, payload.bestFrameJpeg);
    append(out, payload.supportingJpeg);
    wipe(json);
    return out;
}

Result<RecordPayload> decodePayload(ByteView bytes) {
    ByteReader reader(bytes);
    const auto magic = reader.take(sizeof kMagic);
    const auto version = reader.number(2);
    const auto reserved = reader.number(2);
    const auto jsonLength = reader.number(4);
    const auto portraitLength = reader.number(4);
    const auto bestFrameLength = reader.number(4);
    if (!magic || !std::equal(magic->begin(), magic->end(), std::begin(kMagic)) || !version) {
        return failure(malformed("not a payload"));
    }
    if (*version != kPayloadVersion && *version != kPayloadVersionWithSupport)
        return failure(versionUnsupported("payload version " + std::to_string(*version)));
    // An empty third picture is written as version 1.
    const auto supportLength =
        *version == kPayloadVersionWithSupport ? reader.number(4) : std::optional<std::uint32_t>(0);
    if (!bestFrameLength || *reserved != 0 || !supportLength || (*version == 2 && *supportLength == 0))
        return failure(malformed("payload cut short"));
    if (*jsonLength > kMaxPayloadJsonBytes) return failure(tooLarge("payload fields"));
    if (*portraitLength > kMaxPictureBytes || *bestFrameLength > kMaxPictureBytes ||
        *supportLength > kMaxPictureBytes)
        return failure(tooLarge("picture"));
    const auto json = reader.take(*jsonLength);
    const auto portrait = reader.take(*portraitLength);
    const auto bestFrame = reader.take(*bestFrameLength);
    const auto support = reader.take(*supportLength);
    if (!json || !portrait || !bestFrame || !support || reader.left() != 0)
        return failure(malformed("payload of a wrong length"));
    auto fields = parseObject(asText(*json));
    if (!fields) return failure(fields.error());
    return RecordPayload{std::move(*fields), Bytes(portrait->begin(), portrait->end()),
                         Bytes(bestFrame->begin(), bestFrame->end()),
                         Bytes(support->begin(), support->end())};
}

}  // namespace countersign
