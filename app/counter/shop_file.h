// STATE/shop.json: which shop this counter was provisioned for, and where its updates come from. Written once
// the operator has enrolled it; read by the window, and by whatever updates the computer. Values; any thread.
//
//   {"version": 1, "shop": "S-0172", "shop_name": …, "provisioned_at": …, "issued_at": …, "ring": …,
//    "update_source": …}
// of which name, issue, ring and source may be missing.
//
// STATE/shop.pending holds the same, the first settings and what was enrolled before, while the operator is
// asked: whoever finds another enrolment there than that finishes what a power cut broke off.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "protocol/provisioning.h"

namespace countersign {

inline constexpr const char* kShopFile = "shop.json";
inline constexpr const char* kPendingShopFile = "shop.pending";

struct ShopFile {
    std::string shop, shopName;
    WallTime provisionedAt;
    std::optional<WallTime>
        issuedAt{};  // of the provisioning file; empty: by a code, or before this was kept
    std::string ring, updateSource;
    bool operator==(const ShopFile&) const = default;
};

// Empty: there is none, or none that can be read, which a new provisioning mends.
[[nodiscard]] std::optional<ShopFile> readShopFile(const std::filesystem::path& state);
[[nodiscard]] Status writeShopFile(const std::filesystem::path& state, const ShopFile& shop);

// Whether a file issued then is newer than what the counter was provisioned with.
[[nodiscard]] bool isNewerThan(const ShopFile& shop, WallTime issuedAt);

struct PendingShop {
    ShopFile shop;
    FirstSettings first;     // of which ring and source stand in `shop`
    std::string enrolledAs;  // before the operator was asked: IdentityFolder::mark()
    bool operator==(const PendingShop&) const = default;
};
[[nodiscard]] std::optional<PendingShop> readPendingShop(const std::filesystem::path& state);
[[nodiscard]] Status writePendingShop(const std::filesystem::path& state, const PendingShop& pending);
// Nothing came of it.
void dropPendingShop(const std::filesystem::path& state);

}  // namespace countersign
