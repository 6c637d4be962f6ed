// Between the page of the USB stick and the records thread: finds sticks while the page is seen, starts and
// stops the courier. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <QTimer>

#include "app/counter/windows.h"
#include "sync/records_thread.h"

namespace countersign {

class StickController final : public QObject {
    Q_OBJECT

  public:
    // `records` outlives the controller.
    StickController(RecordsThread& records, Windows windows, QObject* parent = nullptr);

  private:
    void look();

    Windows m_windows;
    QTimer m_look;
};

}  // namespace countersign
