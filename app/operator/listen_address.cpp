#include "listen_address.h"

#include <arpa/inet.h>

#include <charconv>

namespace countersign {

std::optional<ListenAddress> ListenAddress::parse(const std::string& address, std::uint16_t port) {
    ListenAddress made;
    if (inet_pton(AF_INET, address.c_str(), &made.m_v4.sin_addr) == 1) {
        made.m_v4.sin_family = AF_INET;
        made.m_v4.sin_port = htons(port);
        return made;
    }
    if (inet_pton(AF_INET6, address.c_str(), &made.m_v6.sin6_addr) == 1) {
        made.m_isV6 = true;
        made.m_v6.sin6_family = AF_INET6;
        made.m_v6.sin6_port = htons(port);
        return made;
    }
    return std::nullopt;
}

std::optional<ListenAddress> ListenAddress::parseWithPort(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    auto address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, port);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return parse(address, port);
}

const sockaddr* ListenAddress::get() const {
    return m_isV6 ? reinterpret_cast<const sockaddr*>(&m_v6) : reinterpret_cast<const sockaddr*>(&m_v4);
}

bool ListenAddress::loopback() const {
    if (m_isV6) return IN6_IS_ADDR_LOOPBACK(&m_v6.sin6_addr) != 0;
    return (ntohl(m_v4.sin_addr.s_addr) >> 24U) == 127U;
}

bool ListenAddress::any() const {
    return m_isV6 ? IN6_IS_ADDR_UNSPECIFIED(&m_v6.sin6_addr) != 0 : m_v4.sin_addr.s_addr == 0;
}

}  // namespace countersign
