// Pictures of windows and pages for people to look at, drawn without a screen. GUI thread.
#pragma once

#include <QSize>
#include <QString>

class QWidget;

namespace countersign::ui::test {

// Before the widgets are filled: what a picture shows must not hang on time.
void stopMotion();

// Shows `widget` and lets queued layouts run. False: it did not come up.
bool settle(QWidget& widget);

// Shows `widget` at `size`, lets it settle and writes NAME.png into the folder of COUNTERSIGN_SHOTS. Returns
// the file; empty when the variable is not set or the file could not be written.
QString saveShot(QWidget& widget, const QSize& size, const QString& name);

}  // namespace countersign::ui::test
