// The bar at the bottom: camera, light, try, queue, operator, clock; each with a dot that differs in shape as
// well as in colour. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/status_values.h"

namespace countersign::ui {

class StatusBar final : public QWidget {
    Q_OBJECT
  public:
    explicit StatusBar(QWidget* parent = nullptr);
    void setCamera(const CameraStatus& status);
    void setLight(LightState state);
    void setTry(const TryCount& count);
    void setWaiting(int registrations);
    void setOperator(const OperatorStatus& status);
    void setClock(ClockStatus status);
    void retranslate();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    class Item;
    Item* m_camera;
    Item* m_light;
    Item* m_try;
    Item* m_queue;
    Item* m_operator;
    Item* m_clock;
    CameraStatus m_cameraStatus;
    LightState m_lightState = LightState::Unknown;
    TryCount m_tryCount;
    int m_waiting = 0;
    OperatorStatus m_operatorStatus;
    ClockStatus m_clockStatus = ClockStatus::Hidden;
};

inline constexpr int kStatusBarHeight = 40;

}  // namespace countersign::ui
