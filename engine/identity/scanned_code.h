// What a bar code scanner typed, or a 2D code holds: numbers picked out of labels, prefixes and line ends,
// and only those that their own check digit proves. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"

namespace countersign {

enum class ScannedKind { Iccid = 1, Imei, ResidentNumber, MachineReadableZone };

struct ScannedCode {
    ScannedKind kind = ScannedKind::Iccid;
    std::string value;  // plain: ASCII digits and X; a zone as its lines with '\n' between them
    bool operator==(const ScannedCode&) const = default;
};

// In the order in which they stand, each once. Understood: "IMEI1: 35 209900 176148 1", "ICCID8986...",
// "]C1..." (symbology identifiers), "(8002)..." (GS1), addresses, full-width digits, CR, LF and Tab. An ICCID
// printed without its check digit is not taken: nothing would prove it. At most the first 2,000 bytes are
// looked at.
[[nodiscard]] std::vector<ScannedCode> classifyScanned(std::string_view text, WallTime now);

}  // namespace countersign
