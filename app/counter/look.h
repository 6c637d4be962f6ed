// Language and colours as remembered, or as the command line says. GUI thread; before the first window.
#pragma once

#include <QSettings>

#include "app/counter/options.h"
#include "text/program_language.h"

namespace countersign {

// The program's settings file in the state folder.
[[nodiscard]] QString settingsFile(const Options& options);
void applyLook(const Options& options, QSettings& settings, ui::ProgramLanguage& language);

}  // namespace countersign
