// `countersign --enrol` and `--add-clerk`: what a technician does once, without a window. Exit statuses as
// for main.
#pragma once

#include "app/counter/options.h"
#include "core/log.h"

class QCoreApplication;

namespace countersign {

[[nodiscard]] int runEnrol(QCoreApplication& application, const Options& options, Log& log);
[[nodiscard]] int runAddClerk(const Options& options, Log& log);

}  // namespace countersign
