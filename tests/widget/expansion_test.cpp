// Languages are longer than English: every sentence made longer by 40 % must not break a page. The stand-in
// language keeps the English words and adds to them.
#include <QTranslator>

#include "support/catch.h"
#include "widget/gallery.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

class Longer final : public QTranslator {
  public:
    [[nodiscard]] QString translate(const char*, const char* source, const char*, int n) const override {
        QString text = QString::fromUtf8(source);
        if (text.contains(QStringLiteral("(*."))) return text;  // a file kind
        if (n >= 0) text.replace(QStringLiteral("%n"), QString::number(n));
        // Short words grow most (German, Uyghur); as words, because that is where lines may break.
        QString more;
        while (more.size() < text.size() * 2 / 5) more += QStringLiteral(" longer");
        return text + more.left(text.size() * 2 / 5);
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

}  // namespace

TEST_CASE("sentences that are 40 % longer break no page") {
    QApplication& app = application();
    Longer longer;
    app.installTranslator(&longer);
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        Gallery gallery({QStringLiteral("en"), Scheme::Light, size, 100});
        gallery.show([&](const QString& scene, QWidget& window, const QImage&) {
            if (scene.startsWith(QStringLiteral("buyer"))) return;  // sized by itself
            INFO(size.width() << " " << scene.toStdString());
            CHECK(cutOff(window).toStdString() == "");
        });
    }
    app.removeTranslator(&longer);
}
