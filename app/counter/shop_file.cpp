#include "app/counter/shop_file.h"

#include "core/files.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestFile = 8192;

json jsonOf(const ShopFile& shop) {
    json object{{"version", 1}, {"shop", shop.shop}, {"provisioned_at", toRfc3339(shop.provisionedAt)}};
    if (!shop.shopName.empty()) object["shop_name"] = shop.shopName;
    if (shop.issuedAt) object["issued_at"] = toRfc3339(*shop.issuedAt);
    if (!shop.ring.empty()) object["ring"] = shop.ring;
    if (!shop.updateSource.empty()) object["update_source"] = shop.updateSource;
    return object;
}

std::optional<ShopFile> shopOf(const json& object) {
    protocol::FieldReader fields(object);
    ShopFile shop;
    fields.number("version", 1, 1);
    shop.shop = fields.text("shop", kMaxShopBytes);
    shop.shopName = fields.optionalText("shop_name", kMaxShopNameBytes);
    shop.provisionedAt = fields.time("provisioned_at");
    if (object.contains("issued_at")) shop.issuedAt = fields.time("issued_at");
    shop.ring = fields.optionalText("ring", 32);
    shop.updateSource = fields.optionalText("update_source", kMaxAddressBytes);
    if (!fields.finish() || !isShopId(shop.shop)) return std::nullopt;
    return shop;
}

std::optional<json> objectIn(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return std::nullopt;
    auto parsed = protocol::parseObject(protocol::asText(*bytes));
    if (!parsed) return std::nullopt;
    return std::move(*parsed);
}

Status writeObject(const std::filesystem::path& file, const json& object) {
    return writeFileDurably(file, toBytes(object.dump(2, ' ', false, json::error_handler_t::replace)));
}

}  // namespace

std::optional<ShopFile> readShopFile(const std::filesystem::path& state) {
    const auto object = objectIn(state / kShopFile);
    return object ? shopOf(*object) : std::nullopt;
}

Status writeShopFile(const std::filesystem::path& state, const ShopFile& shop) {
    return writeObject(state / kShopFile, jsonOf(shop));
}

bool isNewerThan(const ShopFile& shop, WallTime issuedAt) {
    return issuedAt > shop.issuedAt.value_or(shop.provisionedAt);
}

std::optional<PendingShop> readPendingShop(const std::filesystem::path& state) {
    const auto object = objectIn(state / kPendingShopFile);
    if (!object) return std::nullopt;
    auto shop = shopOf(*object);
    if (!shop) return std::nullopt;
    protocol::FieldReader fields(*object);
    PendingShop pending{std::move(*shop), {}, {}};
    pending.enrolledAs = fields.optionalText("enrolled_as", 128);
    pending.first.language = fields.optionalText("language", 16);
    pending.first.theme = fields.optionalText("theme", 16);
    if (object->contains("text_size"))
        pending.first.textPercent = static_cast<int>(fields.number("text_size", 1, 1000));
    if (!fields.finish()) return std::nullopt;
    return pending;
}

Status writePendingShop(const std::filesystem::path& state, const PendingShop& pending) {
    auto object = jsonOf(pending.shop);
    if (!pending.enrolledAs.empty()) object["enrolled_as"] = pending.enrolledAs;
    if (!pending.first.language.empty()) object["language"] = pending.first.language;
    if (!pending.first.theme.empty()) object["theme"] = pending.first.theme;
    if (pending.first.textPercent != 0) object["text_size"] = pending.first.textPercent;
    return writeObject(state / kPendingShopFile, object);
}

void dropPendingShop(const std::filesystem::path& state) {
    std::error_code gone;
    std::filesystem::remove(state / kPendingShopFile, gone);
}

}  // namespace countersign
