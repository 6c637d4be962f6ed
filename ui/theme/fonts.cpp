#include "theme/fonts.h"

#include <QDir>
#include <QFontDatabase>

namespace countersign::ui {

QString shippedFontFolder() {
    return QStringLiteral(COUNTERSIGN_FONT_DIR);
}

QStringList loadFonts(const QString& folder) {
    const QDir dir(folder);
    const QStringList files = dir.entryList(
        {QStringLiteral("*.ttf"), QStringLiteral("*.ttc"), QStringLiteral("*.otf")}, QDir::Files);
    if (files.isEmpty()) return {folder};
    QStringList unusable;
    for (const QString& file : files) {
        if (QFontDatabase::addApplicationFont(dir.filePath(file)) < 0) unusable << file;
    }
    return unusable;
}

}  // namespace countersign::ui
