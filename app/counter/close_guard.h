// Whether the window may close while registrations wait to be sent or a scan goes on: asks, and says what
// becomes of them. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "core/clock.h"
#include "dialogs.h"

class QWidget;

namespace countersign {

struct ClosingFacts {
    int waiting = 0;                        // registrations that are not at the operator yet
    std::optional<WallTime> oldestWaiting;  // since when the first of them waits
    bool scanning = false;
};

class CloseGuard final : public QObject {
    Q_OBJECT
  public:
    // `window` and `dialogs` outlive it; `facts` is asked each time.
    CloseGuard(QWidget& window, ui::Dialogs& dialogs, std::function<ClosingFacts()> facts,
               QObject* parent = nullptr);

    // False: the clerk is being asked; the window closes by itself if the answer is yes. Where nothing waits
    // nobody is asked.
    [[nodiscard]] bool mayClose();

  private:
    QWidget& m_window;
    ui::Dialogs& m_dialogs;
    std::function<ClosingFacts()> m_facts;
    bool m_asking = false;
    bool m_sure = false;
};

}  // namespace countersign
