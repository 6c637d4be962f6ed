// The letters that the program brings along, so that a bare computer shows every language it speaks. GUI
// thread; once, after QApplication and before the first window.
#pragma once

#include <QString>
#include <QStringList>

namespace countersign::ui {

// Where the build, or the package, has laid the font files.
[[nodiscard]] QString shippedFontFolder();
// Makes the fonts of `folder` known to this program. Returns the file names that could not be used; the
// program then draws with what the computer has. A folder without fonts answers with its own path.
[[nodiscard]] QStringList loadFonts(const QString& folder);

}  // namespace countersign::ui
