// The 3 px ring around whatever the keyboard is on. GUI thread; one for the whole program, owned by its main.
#pragma once

#include <QFocusFrame>
#include <QPointer>

class QApplication;

namespace countersign::ui {

class FocusRing final : public QObject {
    Q_OBJECT
  public:
    explicit FocusRing(QApplication& application);
    ~FocusRing() override;

  private:
    void follow(QWidget* now);
    QPointer<QFocusFrame> m_frame;
};

}  // namespace countersign::ui
