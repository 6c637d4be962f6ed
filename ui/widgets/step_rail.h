// The list at the side: steps of the registration (done, now, to come), or places outside it. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace countersign::ui {

enum class RailState { Done = 1, Now, ToCome };
enum class RailUse { Fixed = 1, CanChoose };

struct RailItem {
    int id = 0;  // the caller's enumerator
    QString text;
    RailState state = RailState::ToCome;
    RailUse use = RailUse::Fixed;
    QString icon;  // empty: the number of the step in a ring
};

class StepRail final : public QWidget {
    Q_OBJECT
  public:
    explicit StepRail(QWidget* parent = nullptr);
    void setItems(const std::vector<RailItem>& items);

  Q_SIGNALS:
    void itemChosen(int id);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    class Item;
    QVBoxLayout* m_column;
    std::vector<Item*> m_items;
};

inline constexpr int kRailWidth = 224;

}  // namespace countersign::ui
