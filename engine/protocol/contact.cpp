#include "protocol/contact.h"

#include <algorithm>
#include <utility>

#include "protocol/certificate.h"
#include "protocol/ecdsa_p256.h"
#include "protocol/failures.h"
#include "protocol/header_json.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kContactKind = "contact";
constexpr std::string_view kNoticeKind = "notice";
constexpr std::uint64_t kMostNumber = (std::uint64_t{1} << 53U) - 1;
constexpr std::size_t kNonceDigits = 32;

constexpr std::pair<OrderKind, std::string_view> kOrderNames[] = {
    {OrderKind::RecordStatus, "status"}, {OrderKind::Erase, "erase"},     {OrderKind::ClerkOff, "clerk_off"},
    {OrderKind::ClerkOn, "clerk_on"},    {OrderKind::Explain, "explain"},
};

std::string nonceIn(FieldReader& fields, bool mayBeEmpty) {
    auto nonce = fields.text("nonce", kNonceDigits);
    const bool hex = nonce.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hex || (nonce.size() != kNonceDigits && !(mayBeEmpty && nonce.empty()))) fields.reject("nonce");
    return nonce;
}

json orderJson(const Order& order) {
    json object{{"n", order.number}, {"kind", orderKindName(order.kind)}};
    if (order.record) object["record"] = order.record->hex();
    if (!order.text.empty()) object["text"] = order.text;
    if (!order.receipt.empty()) object["receipt"] = toBase64(order.receipt);
    return object;
}

// Empty for a kind that this version doesn't know: a newer operator's orders must not stop the others.
Result<std::optional<Order>> readOrder(const json& object) {
    if (!object.is_object()) return failure(malformed("order"));
    FieldReader fields(object);
    Order order;
    order.number = fields.number("n", 1, kMostNumber);
    const auto kind = orderKindFromName(fields.text("kind", 32));
    if (object.contains("record")) order.record = fields.recordId("record");
    order.text = fields.optionalText("text", kMaxOrderText);
    if (object.contains("receipt")) order.receipt = fields.base64("receipt");
    if (kind) {
        order.kind = *kind;
        if (*kind == OrderKind::RecordStatus && order.receipt.empty()) fields.reject("receipt");
        if ((*kind == OrderKind::RecordStatus || *kind == OrderKind::Erase) && !order.record)
            fields.reject("record");
        if ((*kind == OrderKind::ClerkOff || *kind == OrderKind::ClerkOn) && order.text.empty())
            fields.reject("text");
    }
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (!kind) return std::optional<Order>();
    return std::optional<Order>(std::move(order));
}

// An absent field is an older gateway's notice.
std::vector<Bytes> readBundles(const json& object, FieldReader& fields) {
    std::vector<Bytes> bundles;
    if (!object.contains("keys")) return bundles;
    for (const auto& each : fields.array("keys", kMaxBundlesAtOnce)) {
        auto bytes = fromBase64(each.is_string() ? each.get_ref<const std::string&>() : std::string());
        if (!bytes || bytes->empty()) fields.reject("keys");
        bundles.push_back(std::move(bytes).value_or(Bytes()));
    }
    return bundles;
}

}  // namespace

std::string_view orderKindName(OrderKind kind) {
    for (const auto& [value, name] : kOrderNames) {
        if (value == kind) return name;
    }
    return "invalid";
}

std::optional<OrderKind> orderKindFromName(std::string_view name) {
    for (const auto& [value, known] : kOrderNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

Result<Bytes> signContact(const Contact& contact, const Signer& deviceKey) {
    json object{{"device", contact.deviceId.hex()},
                {"nonce", contact.nonce},
                {"at", toRfc3339(contact.at)},
                {"clock", clockJson(contact.clock)},
                {"application", contact.application},
                {"key_protection", keyProtectionName(contact.keyProtection)},
                {"policy", contact.policyVersion},
                {"last_order", contact.lastOrder},
                {"last_reserved", contact.lastReserved},
                {"last_saved", contact.lastSaved},
                {"last_saved_hash", toHex(contact.lastSavedHash)},
                {"waiting", contact.waiting},
                {"audit", auditHeadJson(contact.audit)},
                {"audit_from", contact.auditFrom},
                {"audit_lines", contact.auditLines}};
    if (contact.keysVersion) object["keys_version"] = *contact.keysVersion;
    if (contact.oldestWaiting) object["oldest_waiting"] = toRfc3339(*contact.oldestWaiting);
    if (!contact.certificateKey.empty()) object["certificate_key"] = toBase64(contact.certificateKey);
    const auto text = dump(object);
    if (!text) return failure(text.error());
    return signMessage(kContactKind, kContactVersion, *text, deviceKey);
}

Result<SignedContact> readContact(ByteView bytes) {
    auto message = parseSignedMessage(bytes, kContactKind, kContactVersion);
    if (!message) return failure(message.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    Contact contact;
    contact.deviceId = fields.deviceId("device");
    contact.nonce = nonceIn(fields, false);
    contact.at = fields.time("at");
    contact.application = fields.text("application", 64);
    const auto protection = keyProtectionFromName(fields.text("key_protection", 32));
    if (!protection) fields.reject("key_protection");
    contact.keyProtection = protection.value_or(KeyProtection::File);
    contact.policyVersion = fields.number("policy", 0, kMostNumber);
    if (parsed->contains("keys_version")) contact.keysVersion = fields.number("keys_version", 0, kMostNumber);
    contact.lastOrder = fields.number("last_order", 0, kMostNumber);
    contact.lastReserved = fields.number("last_reserved", 0, kMostNumber);
    contact.lastSaved = fields.number("last_saved", 0, kMostNumber);
    contact.lastSavedHash = fields.hash("last_saved_hash");
    contact.waiting = static_cast<std::uint32_t>(fields.number("waiting", 0, 0xffffffffU));
    if (parsed->contains("oldest_waiting")) contact.oldestWaiting = fields.time("oldest_waiting");
    contact.auditFrom = fields.number("audit_from", 1, kMostNumber);
    if (parsed->contains("certificate_key")) {
        contact.certificateKey = fields.base64("certificate_key");
        if (contact.certificateKey.size() != kP256PointBytes) fields.reject("certificate_key");
    }
    for (const auto& line : fields.array("audit_lines", kMaxAuditLinesAtOnce)) {
        if (line.is_string() && line.get_ref<const std::string&>().size() <= kMaxAuditLine)
            contact.auditLines.push_back(line.get<std::string>());
        else
            fields.reject("audit_lines");
    }
    const auto& clock = fields.object("clock");
    const auto& audit = fields.object("audit");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    auto readings = readClock(clock);
    if (!readings) return failure(readings.error());
    contact.clock = std::move(*readings);
    const auto head = readAuditHead(audit);
    if (!head) return failure(head.error());
    contact.audit = *head;
    return SignedContact{std::move(contact), std::move(*message)};
}

Result<Bytes> signNotice(const Notice& notice, const Signer& operatorKey) {
    json orders = json::array();
    for (const auto& order : notice.orders) orders.push_back(orderJson(order));
    json object{{"device", notice.deviceId.hex()},
                {"nonce", notice.nonce},
                {"at", toRfc3339(notice.at)},
                {"audit_held", notice.auditHeld},
                {"sequence_limit", notice.sequenceLimit},
                {"highest_sequence", notice.highestSequence},
                {"set_aside", notice.setAside},
                {"orders", std::move(orders)}};
    if (!notice.policy.empty()) object["policy"] = toBase64(notice.policy);
    if (notice.replaced) object["replaced"] = true;
    if (!notice.certificate.empty()) object["certificate"] = toBase64(notice.certificate);
    if (!notice.keys.empty()) {
        json keys = json::array();
        for (const auto& bundle : notice.keys) keys.push_back(toBase64(bundle));
        object["keys"] = std::move(keys);
    }
    const auto text = dump(object);
    if (!text) return failure(text.error());
    return signMessage(kNoticeKind, kNoticeVersion, *text, operatorKey);
}

Result<Notice> verifyNotice(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys,
                            const DeviceId& deviceId) {
    const auto message = parseSignedMessage(bytes, kNoticeKind, kNoticeVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, operatorKeys); !genuine) return failure(genuine.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    Notice notice;
    notice.deviceId = fields.deviceId("device");
    notice.nonce = nonceIn(fields, true);
    notice.at = fields.time("at");
    notice.auditHeld = fields.number("audit_held", 0, kMostNumber);
    notice.sequenceLimit = fields.number("sequence_limit", 0, kMostNumber);
    notice.highestSequence = fields.number("highest_sequence", 0, kMostNumber);
    notice.setAside = fields.flag("set_aside");
    if (parsed->contains("policy")) notice.policy = fields.base64("policy");
    if (parsed->contains("replaced")) notice.replaced = fields.flag("replaced");
    if (parsed->contains("certificate")) {
        notice.certificate = fields.base64("certificate");
        if (!checkCertificate(notice.certificate)) fields.reject("certificate");
    }
    notice.keys = readBundles(*parsed, fields);
    const auto& orders = fields.array("orders", kMaxOrdersAtOnce);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (notice.deviceId != deviceId) return failure(malformed("a notice for another counter"));
    for (const auto& each : orders) {
        auto order = readOrder(each);
        if (!order) return failure(order.error());
        if (*order) notice.orders.push_back(std::move(**order));
    }
    return notice;
}

Result<std::vector<Bytes>> keyBundlesIn(ByteView notice) {
    const auto message = parseSignedMessage(notice, kNoticeKind, kNoticeVersion);
    if (!message) return failure(message.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    auto bundles = readBundles(*parsed, fields);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return bundles;
}

}  // namespace countersign
