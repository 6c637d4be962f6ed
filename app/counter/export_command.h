// `countersign --export-unsent FOLDER`: what waits is copied into a folder as onto a stick, sealed, and
// besides what the operator did not take, so that removing the program loses nothing. Where the key can't be
// used the records come one by one, and it is said that nothing signs them together. Nothing is erased here.
// Ends with 0 if all of it is there, else 1.
#pragma once

#include "app/counter/options.h"
#include "core/log.h"

class QCoreApplication;

namespace countersign {

[[nodiscard]] int runExportUnsent(QCoreApplication& application, const Options& options, Log& log);

}  // namespace countersign
