// The list of shops that new-provisioning draws files up for. Values; main thread.
//
//   S-0172<TAB>North Street<TAB>ar<TAB>3
// A line a shop: id, name, language of its windows at first, and how many counters it has. Only the id must
// be there. Empty lines and those that begin with # are passed over.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace countersign {

// More than a shop has; a mistyped number makes no heap of codes.
inline constexpr int kMaxCountersOfShop = 99;

struct ShopToProvision {
    std::string id, name, language;
    int counters = 1;
};

// Names of its files without their ending: the id, or with several counters the id with -1, -2 … after it.
[[nodiscard]] std::vector<std::string> fileStemsOf(const ShopToProvision& shop);

// `counters`: of a line that does not say it. OperatorFolderUnusable names the line that can't be meant; two
// shops whose files would have the same name are such.
[[nodiscard]] Result<std::vector<ShopToProvision>> readShopList(const std::filesystem::path& file,
                                                                int counters);

}  // namespace countersign
