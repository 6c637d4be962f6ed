#include "protocol/refusal.h"

#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;

constexpr std::pair<Refusal, std::string_view> kNames[] = {
    {Refusal::Malformed, "malformed"},
    {Refusal::TooLarge, "too_large"},
    {Refusal::VersionUnsupported, "version_unsupported"},
    {Refusal::UnknownDevice, "unknown_device"},
    {Refusal::DeviceSwitchedOff, "device_switched_off"},
    {Refusal::SignatureInvalid, "signature_invalid"},
    {Refusal::UnknownOperatorKey, "unknown_operator_key"},
    {Refusal::Conflict, "conflict"},
    {Refusal::CodeInvalid, "code_invalid"},
    {Refusal::TryLater, "try_later"},
    {Refusal::NoSuchRoute, "no_such_route"},
    {Refusal::TooMany, "too_many"},
    {Refusal::DeviceSetAside, "device_set_aside"},
    {Refusal::NotKnown, "not_known"},
};
constexpr std::size_t kMaxRefusalBytes = 4096;

}  // namespace

std::string_view refusalName(Refusal refusal) {
    for (const auto& [value, name] : kNames) {
        if (value == refusal) return name;
    }
    return "invalid";
}

std::optional<Refusal> refusalFromName(std::string_view name) {
    for (const auto& [value, known] : kNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

Bytes encodeRefusal(Refusal refusal) {
    return toBytes(R"({"refusal":")" + std::string(refusalName(refusal)) + R"(","version":1})");
}

std::optional<Refusal> parseRefusal(ByteView bytes) {
    if (bytes.size() > kMaxRefusalBytes) return std::nullopt;
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return std::nullopt;
    FieldReader fields(*parsed);
    const auto name = fields.text("refusal", 64);
    if (!fields.finish()) return std::nullopt;
    return refusalFromName(name);
}

}  // namespace countersign
