// What makes a computer the counter of one shop: a file that the operator's office signed, carried on a stick
// or by whatever installs computers. It holds a one-time code, so it is kept like a password until it was
// used. Values; any thread.
//
// Signed message of kind "provisioning" whose body is the JSON object
//   {"shop", "shop_name", "operator": "https://…", "authorities": [base64 DER …], "code", "issued_at",
//    "expires_at", "settings": {"language", "text_size", "theme", "ring", "update_source"}}
// of which shop_name and each of the settings may be missing. Not signed yet it is that object with
// "kind": "provisioning-draft" and "version" besides.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "protocol/keys.h"

namespace countersign {

inline constexpr int kProvisioningVersion = 1;
// Four authorities of the largest kind in base64 twice over, and room for the rest.
inline constexpr std::size_t kMaxProvisioningBytes = 64U * 1024U;
inline constexpr std::size_t kMaxShopBytes = 32;
inline constexpr std::size_t kMaxShopNameBytes = 200;
inline constexpr std::size_t kMaxAddressBytes = 512;
// A code that lies about for longer than this is better made anew.
inline constexpr std::chrono::hours kLongestProvisioning{24 * 366};

// What a counter of this shop begins with; whoever uses it may choose otherwise. Empty or 0: not said.
struct FirstSettings {
    std::string language;  // "en", "zh_CN", "ar", or one dropped in
    int textPercent = 0;
    std::string theme;         // "light" or "dark"
    std::string ring;          // of updates: "stable", "early" …
    std::string updateSource;  // "https://…" or "file:///…"
    bool operator==(const FirstSettings&) const = default;
};

struct Provisioning {
    std::string shop;      // "S-0172"
    std::string shopName;  // UTF-8, for people; may be empty
    std::string operatorUrl;
    std::vector<Bytes> authorities;  // DER; whose certificates the operator's gateway may show
    std::string code;                // of one enrolment
    WallTime issuedAt, expiresAt;    // whole seconds
    FirstSettings settings;
    bool operator==(const Provisioning&) const = default;
};

// Letters, digits, - _ and . within; 1 to 32.
[[nodiscard]] bool isShopId(std::string_view text);
// "https://host" or "https://host:port" and nothing after it.
[[nodiscard]] bool isGatewayAddress(std::string_view text);
// The words that a setting may hold, wherever it stands.
[[nodiscard]] bool isLanguageTag(std::string_view text);
[[nodiscard]] bool isRingName(std::string_view text);
[[nodiscard]] bool isUpdateSource(std::string_view text);

// MessageMalformed, MessageTooLarge for one that no counter would take.
[[nodiscard]] Result<Bytes> writeProvisioningDraft(const Provisioning& provisioning);
// As above, and MessageVersionUnsupported.
[[nodiscard]] Result<Provisioning> readProvisioningDraft(ByteView bytes);

// Errors: those of writeProvisioningDraft.
[[nodiscard]] Result<Bytes> signProvisioning(const Provisioning& provisioning, const Signer& office);
// SignatureInvalid unless one of these keys signed it; MessageMalformed, MessageTooLarge,
// MessageVersionUnsupported. Of shop and time nothing is judged.
[[nodiscard]] Result<Provisioning> verifyProvisioning(ByteView bytes,
                                                      const std::vector<VerifyingKey>& office);

}  // namespace countersign
