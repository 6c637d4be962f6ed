// Every page and window of the programs, each in the states that people see, filled with people who don't
// exist and a clock that stands still: for pictures that are looked at and compared. GUI thread.
#pragma once

#include <QImage>
#include <QRectF>
#include <QSize>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

#include "theme/palette.h"
#include "widget/scan_pages_support.h"

class QWidget;

namespace countersign::ui::test {

struct Look {
    QString language;  // BCP 47
    Scheme scheme = Scheme::Light;
    QSize size;
    int textPercent = 100;
    [[nodiscard]] QString name() const;  // "ar-dark-1280-200"
};

// What is cut off in a window, and whether it has to be moved sideways to be read; empty: nothing.
[[nodiscard]] QString cutOff(QWidget& window);

// 3 languages x light and dark x 1280x720 and 1920x1080 x 100 % and 200 %.
[[nodiscard]] std::vector<Look> allLooks();

// Who and what the camera sees. Nobody who exists.
struct Cast {
    QImage buyer = standIn(), inTheDark = standIn(), document = standIn();
    QRectF portrait{222, 102, 196, 268};  // on the document
};

// The windows in one look. Makes the program speak and look so while it lives.
class Gallery {
  public:
    explicit Gallery(const Look& look, Cast cast = {});
    ~Gallery();
    Gallery(const Gallery&) = delete;
    Gallery& operator=(const Gallery&) = delete;

    // Calls `seen` with the name of each scene, the window in it, and what it looks like.
    void show(const std::function<void(const QString& scene, QWidget& window, const QImage& picture)>& seen);

  private:
    struct Stage;
    Look m_look;
    Cast m_cast;
    std::unique_ptr<InLanguage> m_language;  // there before the windows are built, as in the program
    std::unique_ptr<Stage> m_stage;
};

}  // namespace countersign::ui::test
