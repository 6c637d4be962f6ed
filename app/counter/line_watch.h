// Looks at whether the line costs money, for the records thread's politeness (sync/politeness.h). Made on the
// GUI thread, where the system tells it; what it hands out is called on any thread and outlives it.
#pragma once

#include <QObject>
#include <atomic>
#include <memory>

#include "sync/politeness.h"

namespace countersign {

class LineWatch final : public QObject {
    Q_OBJECT

  public:
    // Where no backend of Qt's says anything, the line is taken for one that costs nothing.
    explicit LineWatch(QObject* parent = nullptr);

    [[nodiscard]] ReadConditions reader() const;

  private:
    std::shared_ptr<std::atomic<bool>> m_metered = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace countersign
