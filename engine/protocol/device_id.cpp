#include "protocol/device_id.h"

#include <sodium.h>

#include <algorithm>

namespace countersign {

DeviceId DeviceId::random() {
    DeviceId id;
    randombytes_buf(id.m_bytes.data(), id.m_bytes.size());
    return id;
}

std::optional<DeviceId> DeviceId::parse(std::string_view hex) {
    DeviceId id;
    if (!fromHex(hex, id.m_bytes)) return std::nullopt;
    return id;
}

std::optional<DeviceId> DeviceId::fromBytes(ByteView bytes) {
    DeviceId id;
    if (bytes.size() != id.m_bytes.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), id.m_bytes.begin());
    return id;
}

std::string DeviceId::hex() const {
    return toHex(m_bytes);
}

std::string DeviceId::shortCode() const {
    const auto all = hex();
    return all.substr(0, 4) + "-" + all.substr(4, 4);
}

}  // namespace countersign
