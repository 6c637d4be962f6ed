#include "shop_list.h"

#include <algorithm>
#include <set>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/provisioning.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestList = 16U * 1024U * 1024U;

std::vector<std::string> columnsOf(const std::string& line) {
    std::vector<std::string> columns;
    std::size_t begin = 0;
    for (;;) {
        const auto end = line.find('\t', begin);
        columns.push_back(line.substr(begin, end == std::string::npos ? end : end - begin));
        if (end == std::string::npos) return columns;
        begin = end + 1;
    }
}

// 0: can't be meant.
int countersIn(const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 2 && text.front() != '0' &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::stoi(text) : 0;
}

}  // namespace

std::vector<std::string> fileStemsOf(const ShopToProvision& shop) {
    if (shop.counters == 1) return {shop.id};
    std::vector<std::string> stems;
    for (int i = 1; i <= shop.counters; ++i) stems.push_back(shop.id + "-" + std::to_string(i));
    return stems;
}

Result<std::vector<ShopToProvision>> readShopList(const std::filesystem::path& file, int counters) {
    const auto bytes = readFile(file, kLargestList);
    if (!bytes) return failure(bytes.error());
    std::vector<ShopToProvision> shops;
    std::set<std::string> known, stems;
    const std::string text(bytes->begin(), bytes->end());
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        auto line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        auto columns = columnsOf(line);
        const auto wrong = [&](const std::string& why) {
            return failure(folderUnusable("line " + std::to_string(number) + " of the shops: " + why));
        };
        if (columns.size() > 4) return wrong("more than shop, name, language and counters");
        const bool counted = columns.size() > 3 && !columns[3].empty();
        columns.resize(4);
        ShopToProvision shop{columns[0], columns[1], columns[2], counted ? countersIn(columns[3]) : counters};
        if (!isShopId(shop.id)) return wrong("no shop's id");
        if (!shop.language.empty() && !isLanguageTag(shop.language)) return wrong("no language");
        if (shop.counters < 1 || shop.counters > kMaxCountersOfShop)
            return wrong("counters: a number from 1 to " + std::to_string(kMaxCountersOfShop));
        if (!known.insert(shop.id).second) return wrong("this shop stands there twice");
        for (const auto& stem : fileStemsOf(shop)) {
            if (!isShopId(stem)) return wrong("the id is too long for several counters");
            if (!stems.insert(stem).second)
                return wrong("its file " + stem + " would have the name of another shop's");
        }
        shops.push_back(std::move(shop));
    }
    if (shops.empty()) return failure(folderUnusable("there is no shop in the list"));
    return shops;
}

}  // namespace countersign
