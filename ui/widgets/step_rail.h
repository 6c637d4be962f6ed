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
    void setCompact(bool compact);  // signs only

  Q_SIGNALS:
    void itemChosen(int id);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    class Item;
    QVBoxLayout* m_column;
    std::vector<Item*> m_items;
    bool m_compact = false;
};

inline constexpr int kRailWidth = 224;
inline constexpr int kRailWidthCompact = 72;

}  // namespace countersign::ui
