// A key bundle on its way to the office: what is to be signed, and the one before it, by which the office
// sees what comes and goes. Nobody signed it; it comes from the gateway, which somebody may have broken into,
// so the office believes the earlier bundle only if it signed that one itself. Values; any thread.
//
// JSON object {"kind": "keys-draft", "version": 1, "bundle": base64 of the text to sign,
//              "before": base64 of the signed bundle before it, absent if there is none}
#pragma once

#include <string>

#include "core/result.h"
#include "protocol/key_bundle.h"

namespace countersign {

inline constexpr int kKeyDraftVersion = 1;
inline constexpr std::size_t kMaxKeyDraftBytes = 128U * 1024U;  // two of the largest bundles in base64

struct KeyDraft {
    KeyBundle bundle;
    Bytes before;  // signed; empty: there is none
    bool operator==(const KeyDraft&) const = default;
};

// Errors: those of writeKeyBundle.
[[nodiscard]] Result<Bytes> writeKeyDraft(const KeyDraft& draft);
// MessageMalformed, MessageTooLarge, MessageVersionUnsupported. `before` is not looked at.
[[nodiscard]] Result<KeyDraft> readKeyDraft(ByteView bytes);

}  // namespace countersign
