// Keeps what is typed while it is typed, and gives it back after a restart or to the next clerk. What nobody
// comes back for goes after its day, whether somebody signs in or not. GUI thread;
// owned by the registration controller.
#pragma once

#include <QObject>
#include <QTimer>
#include <array>
#include <functional>

#include "app/counter/draft_store.h"
#include "app/counter/windows.h"
#include "core/log.h"

namespace countersign {

struct DraftKeeperParts {
    std::function<DraftStore&()> store;  // of the kind of buyer who is being registered now
    std::array<DraftStore*, 2> all;      // of either kind: what is over goes, whoever is registered
    ui::DetailsPage& page;
    Log& log;
    std::function<std::optional<BuyerDetails>()> typed;  // so far; empty: nothing may be kept now
    std::function<std::string()> clerk;
};

class DraftKeeper final : public QObject {
  public:
    explicit DraftKeeper(DraftKeeperParts parts, QObject* parent = nullptr);

    void keep();   // now; where nothing is typed the last one is erased
    bool offer();  // puts what was kept into the page; false: there is nothing
    // The registration that was kept is safe in the queue: nothing of it stays, whatever is done meanwhile.
    void eraseSaved();
    void erase();  // only where something may be kept: practice leaves alone what it did not make

  private:
    DraftKeeperParts m;
    QTimer m_soon;
    QTimer m_look;
};

}  // namespace countersign
