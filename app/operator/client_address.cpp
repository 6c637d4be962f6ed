#include "client_address.h"

#include <arpa/inet.h>
#include <microhttpd.h>

#include <array>
#include <cstring>

namespace countersign {
namespace {

constexpr char kUnknown[] = "unknown";

std::string textOf(const in_addr& v4) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &v4, text.data(), text.size());
    return text.data();
}

std::string textOf(in6_addr v6) {
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {  // what a socket for both kinds tells of IPv4
        in_addr v4{};
        std::memcpy(&v4, &v6.s6_addr[12], sizeof v4);
        return textOf(v4);
    }
    std::memset(&v6.s6_addr[8], 0, 8);
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET6, &v6, text.data(), text.size());
    return text.data();
}

}  // namespace

std::string siteOf(const std::string& network) {
    in6_addr v6{};
    if (::inet_pton(AF_INET6, network.c_str(), &v6) != 1) return network;
    std::memset(&v6.s6_addr[6], 0, 2);
    return textOf(v6);
}

std::string networkOf(MHD_Connection* connection) {
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == nullptr || info->client_addr == nullptr) return kUnknown;
    if (info->client_addr->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, info->client_addr, sizeof v4);
        return textOf(v4.sin_addr);
    }
    if (info->client_addr->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, info->client_addr, sizeof v6);
        return textOf(v6.sin6_addr);
    }
    return kUnknown;
}

std::string networkOf(std::string_view address) {
    const std::string text(address.substr(0, INET6_ADDRSTRLEN));
    in_addr v4{};
    in6_addr v6{};
    if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) return textOf(v4);
    if (::inet_pton(AF_INET6, text.c_str(), &v6) == 1) return textOf(v6);
    return kUnknown;
}

}  // namespace countersign
