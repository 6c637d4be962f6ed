// Detection error trade-off: false matches across, misses upward, both logarithmic; a line for each group and
// a dot where "same" lies. GUI thread. Lines differ by dash as well as by colour; the table beside it says
// the same in numbers, which is what a screen reader gets.
#pragma once

#include <QWidget>

#include "models/calibration_values.h"

namespace countersign::ui {

class DetPlot final : public QWidget {
    Q_OBJECT
  public:
    explicit DetPlot(QWidget* parent = nullptr);
    void setGroups(std::vector<BenchGroup> groups);
    void setTarget(double falseMatch);  // an upright line
    void setChosen(int group);          // drawn strong, the others faint; -1: all alike
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    struct Axes;
    [[nodiscard]] Axes axes() const;
    void drawGrid(QPainter& painter, const Axes& axes) const;
    void drawGroup(QPainter& painter, const Axes& axes, std::size_t number) const;
    void drawNames(QPainter& painter, const Axes& axes) const;
    [[nodiscard]] QPen penOf(std::size_t number) const;

    std::vector<BenchGroup> m_groups;
    double m_target = 0;
    int m_chosen = -1;
};

}  // namespace countersign::ui
