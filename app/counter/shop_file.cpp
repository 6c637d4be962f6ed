#include "app/counter/shop_file.h"

#include "core/files.h"
#include "protocol/json_reader.h"
#include "protocol/provisioning.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestFile = 8192;

}  // namespace

std::optional<ShopFile> readShopFile(const std::filesystem::path& state) {
    const auto bytes = readFile(state / kShopFile, kLargestFile);
    if (!bytes) return std::nullopt;
    const auto parsed = protocol::parseObject(protocol::asText(*bytes));
    if (!parsed) return std::nullopt;
    protocol::FieldReader fields(*parsed);
    ShopFile shop;
    fields.number("version", 1, 1);
    shop.shop = fields.text("shop", kMaxShopBytes);
    shop.shopName = fields.optionalText("shop_name", kMaxShopNameBytes);
    shop.provisionedAt = fields.time("provisioned_at");
    shop.ring = fields.optionalText("ring", 32);
    shop.updateSource = fields.optionalText("update_source", kMaxAddressBytes);
    if (!fields.finish() || !isShopId(shop.shop)) return std::nullopt;
    return shop;
}

Status writeShopFile(const std::filesystem::path& state, const ShopFile& shop) {
    nlohmann::json object{
        {"version", 1}, {"shop", shop.shop}, {"provisioned_at", toRfc3339(shop.provisionedAt)}};
    if (!shop.shopName.empty()) object["shop_name"] = shop.shopName;
    if (!shop.ring.empty()) object["ring"] = shop.ring;
    if (!shop.updateSource.empty()) object["update_source"] = shop.updateSource;
    return writeFileDurably(state / kShopFile,
                            toBytes(object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)));
}

}  // namespace countersign
