#include "protocol/provisioning.h"

#include <algorithm>
#include <array>

#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/key_bundle.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kKind = "provisioning";
constexpr std::string_view kDraftKind = "provisioning-draft";
constexpr std::size_t kMaxTagBytes = 16;
constexpr std::size_t kMaxRingBytes = 32;
constexpr std::array kThemes{std::string_view("light"), std::string_view("dark")};
constexpr int kMinTextPercent = 50, kMaxTextPercent = 400;  // which sizes there are, the window says

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

json settingsJson(const FirstSettings& settings) {
    json object = json::object();
    const auto put = [&](const char* name, const std::string& text) {
        if (!text.empty()) object[name] = text;
    };
    put("language", settings.language);
    // As it is read back: a number without a sign; one below nothing is far too large then.
    if (settings.textPercent != 0) object["text_size"] = static_cast<std::uint64_t>(settings.textPercent);
    put("theme", settings.theme);
    put("ring", settings.ring);
    put("update_source", settings.updateSource);
    return object;
}

json bodyJson(const Provisioning& provisioning) {
    json authorities = json::array();
    for (const auto& der : provisioning.authorities) authorities.push_back(toBase64(der));
    json object{{"shop", provisioning.shop},
                {"operator", provisioning.operatorUrl},
                {"authorities", std::move(authorities)},
                {"code", provisioning.code},
                {"issued_at", toRfc3339(provisioning.issuedAt)},
                {"expires_at", toRfc3339(provisioning.expiresAt)}};
    if (!provisioning.shopName.empty()) object["shop_name"] = provisioning.shopName;
    if (auto settings = settingsJson(provisioning.settings); !settings.empty())
        object["settings"] = std::move(settings);
    return object;
}

FirstSettings readSettings(const json& object, FieldReader& outer) {
    FieldReader fields(object);
    FirstSettings settings;
    const auto text = [&](const char* name, std::size_t limit, const auto& good) {
        auto value = fields.optionalText(name, limit);
        if (object.contains(name) && !good(value)) outer.reject(name);
        return value;
    };
    settings.language = text("language", kMaxTagBytes, isLanguageTag);
    settings.theme = text("theme", kMaxTagBytes, [](const std::string& theme) {
        return std::ranges::find(kThemes, theme) != kThemes.end();
    });
    settings.ring = text("ring", kMaxRingBytes, isRingName);
    settings.updateSource = text("update_source", kMaxAddressBytes, isUpdateSource);
    if (object.contains("text_size"))
        settings.textPercent = static_cast<int>(fields.number("text_size", kMinTextPercent, kMaxTextPercent));
    if (!fields.finish()) outer.reject("settings");
    return settings;
}

std::vector<Bytes> readAuthorities(FieldReader& fields) {
    std::vector<Bytes> authorities;
    for (const auto& each : fields.array("authorities", kMaxAuthorities)) {
        auto der = each.is_string() ? fromBase64(each.get_ref<const std::string&>())
                                    : Result<Bytes>(failure(malformed("an authority")));
        if (!der || der->size() > kMaxAuthorityBytes || !checkCertificate(*der)) {
            fields.reject("authorities");
            return {};
        }
        authorities.push_back(std::move(*der));
    }
    if (authorities.empty()) fields.reject("authorities");
    return authorities;
}

Result<Provisioning> provisioningOf(const json& object) {
    FieldReader fields(object);
    Provisioning made;
    made.shop = fields.text("shop", kMaxShopBytes);
    if (!isShopId(made.shop)) fields.reject("shop");
    made.shopName = fields.optionalText("shop_name", kMaxShopNameBytes);
    made.operatorUrl = fields.text("operator", kMaxAddressBytes);
    if (!isGatewayAddress(made.operatorUrl)) fields.reject("operator");
    made.authorities = readAuthorities(fields);
    made.code = fields.text("code", 64);
    if (!normaliseEnrolmentCode(made.code)) fields.reject("code");
    made.issuedAt = fields.time("issued_at");
    made.expiresAt = fields.time("expires_at");
    if (made.expiresAt <= made.issuedAt || made.expiresAt - made.issuedAt > kLongestProvisioning)
        fields.reject("expires_at");
    if (object.contains("settings")) made.settings = readSettings(fields.object("settings"), fields);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return made;
}

// As it is signed. Read back, so that nobody signs what no counter takes.
Result<std::string> bodyText(const Provisioning& provisioning) {
    const auto object = bodyJson(provisioning);
    auto text = dump(object);
    if (!text) return failure(text.error());
    const auto again = provisioningOf(object);
    if (!again) return failure(again.error());
    if (*again != provisioning) return failure(malformed("a time of less than whole seconds"));
    return text;
}

}  // namespace

bool isShopId(std::string_view text) {
    return !text.empty() && text.size() <= kMaxShopBytes && (isLetter(text[0]) || isDigit(text[0])) &&
           std::ranges::all_of(
               text, [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.'; });
}

bool isGatewayAddress(std::string_view text) {
    constexpr std::string_view kScheme = "https://";
    if (!text.starts_with(kScheme) || text.size() > kMaxAddressBytes) return false;
    text.remove_prefix(kScheme.size());
    std::string_view port;
    if (text.starts_with('[')) {  // an IPv6 address
        const auto end = text.find(']');
        if (end == std::string_view::npos || end < 3) return false;
        const auto inside = text.substr(1, end - 1);
        if (inside.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
        port = text.substr(end + 1);
    } else {
        const auto end = std::min(text.find(':'), text.size());
        const auto host = text.substr(0, end);
        if (host.empty() || host.front() == '-' || host.front() == '.') return false;
        if (!std::ranges::all_of(host,
                                 [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '.'; }))
            return false;
        port = text.substr(end);
    }
    if (port.empty()) return true;
    port.remove_prefix(1);
    if (text[text.size() - port.size() - 1] != ':' || port.empty() || port.size() > 5 ||
        !std::ranges::all_of(port, isDigit))
        return false;
    const int number = std::stoi(std::string(port));
    return number >= 1 && number <= 65535;
}

bool isLanguageTag(std::string_view text) {
    return !text.empty() && text.size() <= kMaxTagBytes && isLetter(text[0]) &&
           std::ranges::all_of(
               text, [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '@'; });
}

bool isRingName(std::string_view text) {
    return !text.empty() && text.size() <= kMaxRingBytes && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || c == '-' || c == '_';
    }) && isLetter(text[0]);
}

bool isUpdateSource(std::string_view text) {
    const bool known = text.starts_with("https://") || text.starts_with("file:///");
    return known && text.size() <= kMaxAddressBytes && std::ranges::all_of(text, [](char c) {
               // What could end a line or a word of a package manager's list stays out.
               return c > ' ' && c <= '~' && c != '"' && c != '\'' && c != '\\' && c != '#' && c != '[' &&
                      c != ']';
           });
}

Result<Bytes> writeProvisioningDraft(const Provisioning& provisioning) {
    if (const auto good = bodyText(provisioning); !good) return failure(good.error());
    auto object = bodyJson(provisioning);
    object["kind"] = kDraftKind;
    object["version"] = kProvisioningVersion;
    auto text = object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    if (text.size() > kMaxProvisioningBytes) return failure(tooLarge("provisioning"));
    return toBytes(text);
}

Result<Provisioning> readProvisioningDraft(ByteView bytes) {
    if (bytes.size() > kMaxProvisioningBytes) return failure(tooLarge("provisioning"));
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    if (fields.text("kind", 64) != kDraftKind) fields.reject("kind");
    const auto version = fields.number("version", 1, 65535);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (version > kProvisioningVersion)
        return failure(versionUnsupported("provisioning version " + std::to_string(version)));
    return provisioningOf(*parsed);
}

Result<Bytes> signProvisioning(const Provisioning& provisioning, const Signer& office) {
    const auto text = bodyText(provisioning);
    if (!text) return failure(text.error());
    auto made = signMessage(kKind, kProvisioningVersion, *text, office);
    if (made && made->size() > kMaxProvisioningBytes) return failure(tooLarge("provisioning"));
    return made;
}

Result<Provisioning> verifyProvisioning(ByteView bytes, const std::vector<VerifyingKey>& office) {
    if (bytes.size() > kMaxProvisioningBytes) return failure(tooLarge("provisioning"));
    const auto message = parseSignedMessage(bytes, kKind, kProvisioningVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, office); !genuine) return failure(genuine.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    return provisioningOf(*parsed);
}

}  // namespace countersign
