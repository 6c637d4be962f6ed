// The one place where this folder's errors are made. Any thread.
#pragma once

#include <string>

#include "core/error.h"

namespace countersign::readers {

[[nodiscard]] Error libraryUnusable(const std::string& why);  // the vendor's library
[[nodiscard]] Error readerFailed(const std::string& why);     // the device, or its cable
[[nodiscard]] Error noCard();                                 // none there, or taken away while it was read
[[nodiscard]] Error chipDataDamaged(const std::string& what);

}  // namespace countersign::readers
