// An envelope in parts, for lines that break before a whole one is through. Values; any thread.
//
// Part, numbers big-endian:
//   "CSPT" | version u16 | SHA-256 of the whole envelope | its length u32 | offset u32 | bytes            to
//   the end.
// A part without bytes asks how many are held. Answer while bytes are missing: JSON
// {"version":1,"held":16384}, not signed: it permits nothing but to go on. When all are there the answer is
// the one to a whole envelope.
#pragma once

#include <cstdint>

#include "core/result.h"
#include "protocol/envelope.h"

namespace countersign {

inline constexpr std::uint16_t kPartVersion = 1;
inline constexpr std::size_t kPartHeadBytes = 46;
// Whatever goes through in one piece on a line that breaks; the gateway holds one such piece for each
// request.
inline constexpr std::size_t kMaxPartBytes = std::size_t{512} * 1024;

struct EnvelopePart {
    Sha256 whole{};
    std::uint32_t total = 0;  // 1 to kMaxEnvelopeBytes
    std::uint32_t offset = 0;
    ByteView bytes;  // of the envelope, from `offset` on
};

// MessageMalformed, MessageTooLarge: what readPart would refuse.
[[nodiscard]] Result<Bytes> packPart(const EnvelopePart& part);
// `bytes` of the result point into `message`. MessageMalformed, MessageTooLarge, MessageVersionUnsupported.
[[nodiscard]] Result<EnvelopePart> readPart(ByteView message);

[[nodiscard]] Bytes encodeHeld(std::uint32_t held);
[[nodiscard]] Result<std::uint32_t> readHeld(ByteView answer);

}  // namespace countersign
