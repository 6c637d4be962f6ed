// What the tests of the scan, failure, result, queue and help pages share: one application, a drawn stand-in
// for a camera picture, languages, and a search for text that does not fit.
#pragma once

#include <QApplication>
#include <QImage>
#include <QString>
#include <QStringList>
#include <QTranslator>
#include <memory>

#include "theme/palette.h"

namespace countersign::ui::test {

// The one QApplication of this executable, with the program's theme.
QApplication& application();
void useTheme(Scheme scheme);

// Sets translation, layout direction and default locale for its life.
class InLanguage {
  public:
    explicit InLanguage(const QString& bcp47);
    ~InLanguage();
    InLanguage(const InLanguage&) = delete;
    InLanguage& operator=(const InLanguage&) = delete;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

  private:
    QTranslator m_translator;
    bool m_loaded = false;
};

// 640x480, somebody who does not exist. Unmirrored; the person's own left side (the right of the picture)
// carries a pure red patch, the other one a pure blue one, so that a test can see what was mirrored.
[[nodiscard]] QImage standIn();

// Names of the visible widgets below `root` whose text is cut off or that lie outside their parent.
[[nodiscard]] QStringList clippedBelow(const QWidget& root);

// Visible controls below `root` that a screen reader could not name.
[[nodiscard]] QStringList unnamedBelow(const QWidget& root);

}  // namespace countersign::ui::test
