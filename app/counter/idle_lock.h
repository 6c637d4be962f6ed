// Tells when nobody has touched keyboard, mouse or screen for so long. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

namespace countersign {

class IdleLock final : public QObject {
    Q_OBJECT
  public:
    // Watches everything that people do in the windows of `application`.
    IdleLock(QObject& application, std::chrono::milliseconds after, QObject* parent = nullptr);

    // What must not be broken off goes on without hands: the time begins anew.
    void stir() { m_timer.start(); }

  Q_SIGNALS:
    void idle();  // once, until somebody touches something again

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QTimer m_timer;
};

}  // namespace countersign
