// Error rates by group, one row each, with the limits within which the true rate lies. GUI thread.
#pragma once

#include <QTableWidget>
#include <vector>

#include "models/calibration_values.h"

namespace countersign::ui {

class RateTable final : public QTableWidget {
    Q_OBJECT
  public:
    explicit RateTable(QWidget* parent = nullptr);
    void setGroups(const std::vector<BenchGroup>& groups);
    void retranslate();

  Q_SIGNALS:
    void groupChosen(int row);  // -1: none

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void measure();
    std::vector<BenchGroup> m_groups;
};

}  // namespace countersign::ui
