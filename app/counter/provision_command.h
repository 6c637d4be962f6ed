// `countersign --provision FILE`: makes this computer the counter of a shop, without a window, telling each
// step. Ends with 0 done or done before, 1 refused, 3 the operator can't be reached now: the file is kept.
#pragma once

#include "app/counter/options.h"
#include "core/log.h"

class QCoreApplication;

namespace countersign {

[[nodiscard]] int runProvision(QCoreApplication& application, const Options& options, Log& log);

}  // namespace countersign
