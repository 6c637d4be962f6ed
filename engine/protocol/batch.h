// Several envelopes in one request, and the operator's word on each in one answer: a counter that comes back
// after weeks is not held up by the way there and back for every record. Values; any thread.
//
// Batch, numbers big-endian:
//   "CSBT" | version u16 | count u16 | count times (length u32 | envelope)          and nothing after it.
// Answer: JSON {"version":1,"items":[{"receipt":"<signed receipt>"} or {"refusal":"<name>"}, ...]}, in the
// order of the batch. Not signed as a whole: each receipt is, and a refusal never permits erasing.
#pragma once

#include <span>
#include <variant>
#include <vector>

#include "core/result.h"
#include "protocol/envelope.h"
#include "protocol/refusal.h"

namespace countersign {

inline constexpr std::uint16_t kBatchVersion = 1;
inline constexpr std::size_t kMaxBatchItems = 64;
// No more than the largest single envelope: whoever takes that can take a batch.
inline constexpr std::size_t kMaxBatchBytes = kMaxEnvelopeBytes;

// MessageTooLarge beyond either limit; MessageMalformed for none.
[[nodiscard]] Result<Bytes> packBatch(std::span<const ByteView> envelopes);
// The parts of `bytes`, which they point into. Form of the batch only, not of what is in it.
// MessageMalformed, MessageTooLarge, MessageVersionUnsupported.
[[nodiscard]] Result<std::vector<ByteView>> splitBatch(ByteView bytes);

using BatchItem = std::variant<Bytes, Refusal>;  // the signed receipt, or why there is none
[[nodiscard]] Result<Bytes> encodeBatchAnswer(std::span<const BatchItem> items);
// MessageMalformed unless there is exactly one item for each of `count` envelopes.
[[nodiscard]] Result<std::vector<BatchItem>> readBatchAnswer(ByteView bytes, std::size_t count);

}  // namespace countersign
