// STATE/shop.json: which shop this counter was provisioned for, and where its updates come from. Written once
// the operator has enrolled it; read by the window, and by whatever updates the computer. Values; any thread.
//
//   {"version": 1, "shop": "S-0172", "shop_name": …, "provisioned_at": …, "ring": …, "update_source": …}
// of which name, ring and source may be missing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"

namespace countersign {

inline constexpr const char* kShopFile = "shop.json";

struct ShopFile {
    std::string shop, shopName;
    WallTime provisionedAt;
    std::string ring, updateSource;
    bool operator==(const ShopFile&) const = default;
};

// Empty: there is none, or none that can be read, which a new provisioning mends.
[[nodiscard]] std::optional<ShopFile> readShopFile(const std::filesystem::path& state);
[[nodiscard]] Status writeShopFile(const std::filesystem::path& state, const ShopFile& shop);

}  // namespace countersign
