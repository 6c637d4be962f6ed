// How numbers look on screens and on paper; the value itself stays plain. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "identity/document_kind.h"

namespace countersign {

enum class NumberKind { ResidentNumber = 1, OtherDocument, Iccid, Imei, Msisdn };

// Which look the number of such a document has.
[[nodiscard]] NumberKind numberKindOf(DocumentKind kind);

// A plain value, complete or not, in groups: 1101 0519 4912 3100 2X; 8986 0011 ...; 35 209900 176148 1;
// +86 137 0013 8000. Never changes anything but spaces; what is no plain value comes back as it is.
[[nodiscard]] std::string grouped(NumberKind kind, std::string_view value);

// Two numbers that must be told apart but not read: "••• 8000". Fewer than eight characters show nothing but
// "•••".
[[nodiscard]] std::string masked(std::string_view value);

}  // namespace countersign
