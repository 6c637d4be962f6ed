#include "app/counter/build_date.h"

namespace countersign {

WallTime builtOn() {
    return WallTime(std::chrono::seconds(COUNTERSIGN_BUILT_ON));
}

}  // namespace countersign
