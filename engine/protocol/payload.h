// What is sealed: the registration's fields as JSON and two pictures, or three. Knows nothing of faces; the
// program maps its Registration to it. Values; any thread.
//
// "CSPL" | version u16 | reserved u16 = 0 | JSON length u32 | portrait length u32 | best frame length u32 |
// [version 2: supporting picture length u32] | parts in the same order. Version 1 is written where there is
// no supporting picture.
#pragma once

#include <nlohmann/json.hpp>

#include "core/result.h"
#include "core/secret.h"

namespace countersign {

inline constexpr std::uint16_t kPayloadVersion = 1;
inline constexpr std::uint16_t kPayloadVersionWithSupport = 2;
inline constexpr std::size_t kMaxPayloadJsonBytes = 256U * 1024U;
inline constexpr std::size_t kMaxPictureBytes = 3U * 1024U * 1024U;

struct RecordPayload {
    nlohmann::json fields = nlohmann::json::object();  // an object; pictures are not in it
    Bytes portraitJpeg;                                // may be empty where no portrait was found
    Bytes bestFrameJpeg;                               // may be empty
    Bytes supportingJpeg{};  // of a document that supports another way; mostly empty
};

// The result is personal data: wipe() it as soon as it is sealed. MessageTooLarge, MessageMalformed (not an
// object, text that is not UTF-8).
[[nodiscard]] Result<Bytes> encodePayload(const RecordPayload& payload);
[[nodiscard]] Result<RecordPayload> decodePayload(ByteView bytes);

}  // namespace countersign
