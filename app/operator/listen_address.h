// An IP address to listen on. A value.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <string>

namespace countersign {

class ListenAddress {
  public:
    // "127.0.0.1", "::1".
    [[nodiscard]] static std::optional<ListenAddress> parse(const std::string& address, std::uint16_t port);
    // "127.0.0.1:9464", "[::1]:9464".
    [[nodiscard]] static std::optional<ListenAddress> parseWithPort(const std::string& text);

    [[nodiscard]] const sockaddr* get() const;
    [[nodiscard]] bool v6() const { return m_isV6; }
    [[nodiscard]] bool loopback() const;
    [[nodiscard]] bool any() const;  // "::" or "0.0.0.0"

  private:
    bool m_isV6 = false;
    sockaddr_in m_v4{};
    sockaddr_in6 m_v6{};
};

}  // namespace countersign
