// From where a request comes, for limits: in memory only, never logged. Any thread.
#pragma once

#include <string>
#include <string_view>

struct MHD_Connection;

namespace countersign {

// The address as text, of IPv6 its network: whoever has one address of it has 2^64 of them. "unknown": no
// address.
[[nodiscard]] std::string networkOf(MHD_Connection* connection);
// The same of an address that a proxy wrote.
[[nodiscard]] std::string networkOf(std::string_view address);

// The site that such a network belongs to: of IPv6 its /48, which is the largest that one customer is given
// as a rule; else the same.
[[nodiscard]] std::string siteOf(const std::string& network);

}  // namespace countersign
