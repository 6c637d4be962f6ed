// How the face of a registration was scanned: in the clear, because whoever decides must know that a person
// has to look. Why another way was taken stays sealed: it is mostly about somebody's health. Any thread.
#pragma once

#include <optional>
#include <string_view>

namespace countersign {

enum class ScanRoute {
    Usual = 1,
    OtherTerms,  // other or fewer actions
    NoScan,
};

// usual, other_terms, no_scan: in headers and databases.
[[nodiscard]] constexpr std::string_view scanRouteName(ScanRoute route) {
    switch (route) {
        case ScanRoute::Usual:
            return "usual";
        case ScanRoute::OtherTerms:
            return "other_terms";
        case ScanRoute::NoScan:
            return "no_scan";
    }
    return "invalid";
}

[[nodiscard]] constexpr std::optional<ScanRoute> scanRouteFromName(std::string_view name) {
    for (const auto route : {ScanRoute::Usual, ScanRoute::OtherTerms, ScanRoute::NoScan}) {
        if (scanRouteName(route) == name) return route;
    }
    return std::nullopt;
}

}  // namespace countersign
