#include "support/ui_shots.h"

#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace countersign::ui::test {

QString saveShot(QWidget& widget, const QSize& size, const QString& name) {
    widget.resize(size);
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget)) return {};
    QCoreApplication::sendPostedEvents();
    QTest::qWait(50);  // not a deadline: lets queued layouts run before the picture is taken
    const QString folder = qEnvironmentVariable("COUNTERSIGN_SHOTS");
    if (folder.isEmpty() || !QDir().mkpath(folder)) return {};
    const QString file = QDir(folder).filePath(name + QStringLiteral(".png"));
    return widget.grab().save(file) ? file : QString();
}

}  // namespace countersign::ui::test
