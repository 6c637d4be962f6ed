// What a certificate of deletion names, as a test writes it down.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "operator/deletion_certificate.h"

namespace countersign::test {

using PartNames = std::vector<std::string>;

inline PartNames erasedParts(const DeletionCertificate& certificate) {
    PartNames names;
    for (const auto& each : certificate.erased) names.push_back(each.part);
    return names;
}
inline PartNames keptParts(const DeletionCertificate& certificate) {
    PartNames names;
    for (const auto& each : certificate.kept) names.push_back(each.part);
    return names;
}
// Why a part is kept; empty: it is not.
inline std::string keptBecause(const DeletionCertificate& certificate, std::string_view part) {
    const auto found = std::ranges::find(certificate.kept, part, &KeptPart::part);
    return found == certificate.kept.end() ? std::string() : found->because;
}

}  // namespace countersign::test
