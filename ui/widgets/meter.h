// A plain bar: how good one thing about the picture is, in words and length, with room for the one hint below
// it so that nothing jumps when the hint comes. GUI thread.
#pragma once

#include <QWidget>

namespace countersign::ui {

class Meter final : public QWidget {
    Q_OBJECT

  public:
    explicit Meter(const QString& name, QWidget* parent = nullptr);
    void setName(const QString& name);
    void setValue(double value);        // 0..1, 1 = good; others are clipped
    void setHint(const QString& hint);  // empty: nothing to improve
    [[nodiscard]] QString hint() const { return m_hint; }
    [[nodiscard]] bool isGood() const { return m_value >= kGood; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

    static constexpr double kGood = 0.6;  // where the bar turns from amber to green; shows, judges nothing

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void describe();
    QString m_name;
    QString m_hint;
    double m_value = 0;
};

}  // namespace countersign::ui
