#include "support/ui_shots.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace countersign::ui::test {

void stopMotion() {
    qApp->setProperty("countersignNoMotion", true);
}

bool settle(QWidget& widget) {
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget)) return false;
    // Laying out may ask for another layout; what is left after this is for later events, not for this
    // picture.
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    return true;
}

QString saveShot(QWidget& widget, const QSize& size, const QString& name) {
    widget.resize(size);
    if (!settle(widget)) return {};
    const QString folder = qEnvironmentVariable("COUNTERSIGN_SHOTS");
    if (folder.isEmpty() || !QDir().mkpath(folder)) return {};
    const QString file = QDir(folder).filePath(name + QStringLiteral(".png"));
    return widget.grab().save(file) ? file : QString();
}

}  // namespace countersign::ui::test
