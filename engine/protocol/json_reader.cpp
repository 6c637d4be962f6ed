#include "protocol/json_reader.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "protocol/failures.h"

namespace countersign::protocol {
namespace {

constexpr int kMaxDepth = 16;                            // our messages need 4
constexpr std::size_t kMaxBase64Letters = 256U * 1024U;  // more than a whole signed message

const nlohmann::json kNoObject = nlohmann::json::object();
const nlohmann::json kNoArray = nlohmann::json::array();

}  // namespace

Result<nlohmann::json> parseObject(std::string_view text) {
    // Two values under one name are read differently by different readers, and that is a way around a
    // signature.
    bool refused = false;
    std::vector<std::set<std::string>> names;
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        if (depth > kMaxDepth) refused = true;
        if (event == Event::object_start) names.emplace_back();
        if (event == Event::object_end && !names.empty()) names.pop_back();
        if (event == Event::key && !names.empty() && !names.back().insert(value.get<std::string>()).second) {
            refused = true;
        }
        return !refused;
    };
    try {
        auto json = nlohmann::json::parse(text, watch, false);
        if (refused || json.is_discarded() || !json.is_object())
            return failure(malformed("not a JSON object"));
        return json;
    } catch (const nlohmann::json::exception&) {
        return failure(malformed("not JSON"));
    }
}

Result<std::string> dump(const nlohmann::json& json) {
    try {
        return json.dump();
    } catch (const nlohmann::json::exception&) {
        return failure(malformed("text that is not UTF-8"));
    }
}

std::string toBase64(ByteView bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

Result<Bytes> fromBase64(std::string_view text) {
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const char* end = nullptr;
    const int code = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                                       &end, sodium_base64_VARIANT_ORIGINAL);
    if (code != 0 || end != text.data() + text.size()) return failure(malformed("not base64"));
    bytes.resize(length);
    return bytes;
}

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
}

void FieldReader::reject(const char* name) {
    if (m_wrong.empty()) m_wrong = name;
}

const nlohmann::json* FieldReader::find(const char* name) {
    const auto found = m_object.find(name);
    if (found == m_object.end()) {
        reject(name);
        return nullptr;
    }
    return &*found;
}

std::string FieldReader::text(const char* name, std::size_t limit) {
    const auto* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        reject(name);
        return {};
    }
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > limit || !printable(text)) {
        reject(name);
        return {};
    }
    return text;
}

std::string FieldReader::optionalText(const char* name, std::size_t limit) {
    return m_object.contains(name) ? text(name, limit) : std::string();
}

std::uint64_t FieldReader::number(const char* name, std::uint64_t least, std::uint64_t most) {
    const auto* value = find(name);
    if (value == nullptr) return 0;
    if (!value->is_number_unsigned()) {
        reject(name);
        return 0;
    }
    const auto number = value->get<std::uint64_t>();
    if (number < least || number > most) reject(name);
    // Callers go on to the end of the message and may compute with it.
    return std::clamp(number, least, most);
}

double FieldReader::real(const char* name, double least, double most) {
    const auto* value = find(name);
    if (value == nullptr) return 0;
    if (!value->is_number()) {
        reject(name);
        return 0;
    }
    const auto number = value->get<double>();
    if (std::isfinite(number) && number >= least && number <= most) return number;
    reject(name);
    return least;
}

bool FieldReader::flag(const char* name) {
    const auto* value = find(name);
    if (value == nullptr) return false;
    if (!value->is_boolean()) {
        reject(name);
        return false;
    }
    return value->get<bool>();
}

RecordId FieldReader::recordId(const char* name) {
    const auto id = RecordId::parse(text(name, 32));
    if (!id) reject(name);
    return id.value_or(RecordId());
}

DeviceId FieldReader::deviceId(const char* name) {
    const auto id = DeviceId::parse(text(name, 32));
    if (!id) reject(name);
    return id.value_or(DeviceId());
}

Sha256 FieldReader::hash(const char* name) {
    Sha256 hash{};
    if (!fromHex(text(name, 64), hash)) reject(name);
    return hash;
}

WallTime FieldReader::time(const char* name) {
    const auto time = fromRfc3339(text(name, 32));
    if (!time) reject(name);
    return time.value_or(WallTime());
}

Bytes FieldReader::base64(const char* name) {
    auto bytes = fromBase64(text(name, kMaxBase64Letters));
    if (!bytes) {
        reject(name);
        return {};
    }
    return std::move(*bytes);
}

const nlohmann::json& FieldReader::object(const char* name) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_object()) {
        reject(name);
        return kNoObject;
    }
    return *value;
}

const nlohmann::json& FieldReader::array(const char* name, std::size_t limit) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_array() || value->size() > limit) {
        reject(name);
        return kNoArray;
    }
    return *value;
}

Status FieldReader::finish() const {
    if (!m_wrong.empty()) return failure(malformed("field " + m_wrong));
    return {};
}

}  // namespace countersign::protocol
