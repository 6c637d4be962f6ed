// What the camera and light doctor says, as values. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"

namespace countersign {

// What may be wrong with the counter's camera or light, whoever sits in front of it.
enum class CameraFinding {
    TooSlow = 1,  // fewer pictures a second than a scan needs
    Uneven,       // pictures come in jerks
    TooDark,
    TooBright,
    LightFromBehind,  // the place around the buyer is brighter than the buyer
    LightFromOneSide,
    Blurred,  // out of focus or a dirty lens
    ColourCast,
    Moved,  // the camera looks at another place than when it was good
};

// snake_case, stable: kept in the history.
[[nodiscard]] std::string_view findingName(CameraFinding finding);
[[nodiscard]] std::optional<CameraFinding> findingFromName(std::string_view name);

// One check that was made, as kept in the history.
struct CameraCheckEntry {
    WallTime at;
    std::string camera;                   // CameraIdentity::text() or the practice buyer
    std::vector<CameraFinding> findings;  // empty: all good
    bool compared = false;                // there was a good state to hold it against
};

}  // namespace countersign
