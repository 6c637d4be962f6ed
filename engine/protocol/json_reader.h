// Inside the folder only: JSON from strangers. Strict UTF-8, no duplicate names, bounded depth; then fields
// one by one, with the first wrong one remembered instead of an exception.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"

namespace countersign::protocol {

// An object, or MessageMalformed.
[[nodiscard]] Result<nlohmann::json> parseObject(std::string_view text);

// Serialises without throwing; MessageMalformed for text that is not UTF-8.
[[nodiscard]] Result<std::string> dump(const nlohmann::json& json);

// Standard base64 with padding.
[[nodiscard]] std::string toBase64(ByteView bytes);
[[nodiscard]] Result<Bytes> fromBase64(std::string_view text);

// Without control characters.
[[nodiscard]] bool printable(std::string_view text);

[[nodiscard]] inline std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Unknown names are passed over: a later minor field must not make today's reader refuse, and the signature
// covers the raw bytes anyway.
class FieldReader {
  public:
    explicit FieldReader(const nlohmann::json& object) : m_object(object) {}

    std::string text(const char* name, std::size_t limit);  // printable: no control characters
    std::string optionalText(const char* name, std::size_t limit);
    std::uint64_t number(const char* name, std::uint64_t least, std::uint64_t most);
    double real(const char* name, double least, double most);
    bool flag(const char* name);
    RecordId recordId(const char* name);
    DeviceId deviceId(const char* name);
    Sha256 hash(const char* name);
    WallTime time(const char* name);
    Bytes base64(const char* name);
    const nlohmann::json& object(const char* name);
    const nlohmann::json& array(const char* name, std::size_t limit);
    // For what only the caller can judge.
    void reject(const char* name);

    [[nodiscard]] Status finish() const;

  private:
    const nlohmann::json* find(const char* name);
    const nlohmann::json& m_object;
    std::string m_wrong;
};

}  // namespace countersign::protocol
