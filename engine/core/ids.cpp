#include "core/ids.h"

#include <sodium.h>

#include "core/secret.h"

namespace countersign {

RecordId RecordId::random() {
    RecordId id;
    randombytes_buf(id.m_bytes.data(), id.m_bytes.size());
    return id;
}

std::optional<RecordId> RecordId::parse(std::string_view hex) {
    RecordId id;
    if (!fromHex(hex, id.m_bytes)) return std::nullopt;
    return id;
}

std::string RecordId::hex() const { return toHex(m_bytes); }

std::string RecordId::shortCode() const {
    static constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::uint64_t bits = 0;
    for (int i = 0; i < 5; ++i) bits = bits << 8 | m_bytes[static_cast<std::size_t>(i)];
    std::string code;
    for (int shift = 35; shift >= 0; shift -= 5) {
        code += kAlphabet[bits >> shift & 31U];
        if (shift == 20) code += '-';
    }
    return code;
}

}  // namespace countersign
