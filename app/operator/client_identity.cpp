#include "client_identity.h"

#include <microhttpd.h>

#include <algorithm>
#include <string_view>

#include "client_address.h"
#include "operator/certificates.h"
#include "protocol/hash.h"

namespace countersign {
namespace {

constexpr char kProxyHeader[] = "X-Countersign-Proxy";
constexpr char kDeviceHeader[] = "X-Countersign-Device";
constexpr char kAddressHeader[] = "X-Countersign-Address";

struct HeaderValue {
    const char* name = nullptr;
    int count = 0;
    std::string_view text{};
};

MHD_Result look(void* found, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    auto& header = *static_cast<HeaderValue*>(found);
    const std::string_view given(name), wanted(header.name);
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };  // letters and dashes only
    if (std::equal(given.begin(), given.end(), wanted.begin(), wanted.end(), same)) {
        ++header.count;
        header.text = value == nullptr ? std::string_view() : std::string_view(value);
    }
    return MHD_YES;
}

// A header that comes twice is nobody's: two programs might each believe another one.
std::optional<std::string_view> single(MHD_Connection* connection, const char* name) {
    HeaderValue header{name};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &look, &header);
    if (header.count != 1) return std::nullopt;
    return header.text;
}

ClientIdentity byProxy(MHD_Connection* connection, const GatewayDoor& door) {
    const auto word = single(connection, kProxyHeader);
    // Hashes are compared: how far a guess is right can't be measured.
    if (!word || sha256Of(toBytes(*word)) != sha256Of(toBytes(door.proxySecret))) return {false, {}, {}};
    // Without one (a configuration of before) all share one bucket: slow, and no way around a limit.
    const auto address = networkOf(single(connection, kAddressHeader).value_or(std::string_view()));
    const auto device = single(connection, kDeviceHeader);
    if (!device || device->empty()) return {true, {}, address};
    const auto id = DeviceId::parse(*device);
    return {id.has_value(), id, address};
}

}  // namespace

ClientIdentity identityOf(MHD_Connection* connection, const GatewayDoor& door) {
    if (door.behindProxy()) return byProxy(connection, door);
    const auto address = networkOf(connection);
    if (door.certificates == ClientCertificates::None) return {true, {}, address};
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (info == nullptr || info->tls_session == nullptr) return {false, {}, address};
    return {true, peerDevice(info->tls_session), address};
}

}  // namespace countersign
