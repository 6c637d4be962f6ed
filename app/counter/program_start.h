// What every start has in common before there is a window of the counter's: fonts and names, and a small
// window for what keeps the program from beginning. Main thread; used by main.
#pragma once

#include <string>

#include "app/counter/options.h"
#include "app/counter/watchdog.h"
#include "core/error.h"
#include "core/log.h"

namespace countersign {

// Once in a process, after its QApplication was made.
void prepareApplication(Log& log);

// What keeps the program from beginning, and the file, folder or user that it is about (may be empty).
struct StartTrouble {
    Error error;
    std::string about;
};
// On standard error, and in a window where there is a screen and a window was asked for; returns when it is
// closed. The exit status. No QApplication may be there yet. Who watches over the window is told that it is
// there: it would be ended in the middle of its sentence otherwise.
[[nodiscard]] int tellTrouble(int argc, char** argv, const Options& options, const StartTrouble& trouble,
                              WatchdogRequest watched);

// Makes the state folder for its owner alone. StateFolderUnusable.
[[nodiscard]] Status makeStateFolder(const std::filesystem::path& folder);

}  // namespace countersign
