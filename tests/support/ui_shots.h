// Pictures of windows and pages for people to look at, drawn without a screen. GUI thread.
#pragma once

#include <QSize>
#include <QString>

class QWidget;

namespace countersign::ui::test {

// Shows `widget` at `size`, lets it settle and writes NAME.png into the folder of COUNTERSIGN_SHOTS. Returns
// the file; empty when the variable is not set or the file could not be written.
QString saveShot(QWidget& widget, const QSize& size, const QString& name);

}  // namespace countersign::ui::test
