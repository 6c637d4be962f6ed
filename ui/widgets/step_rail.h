// The list at the side: steps of the registration (done, now, to come), or places outside it. GUI thread.
// Done steps can be chosen; steps to come cannot.
#pragma once

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace countersign::ui {

enum class RailState { Done = 1, Now, ToCome };

struct RailItem {
    int id = 0;  // the caller's enumerator
    QString text;
    RailState state = RailState::ToCome;
    QString icon;  // empty: the number of the step in a ring
};

class StepRail final : public QWidget {
    Q_OBJECT
  public:
    explicit StepRail(QWidget* parent = nullptr);
    void setItems(const std::vector<RailItem>& items);
    // In a list of places every item can be chosen; in a list of steps only done ones.
    enum class Kind { Steps = 1, Places };
    void setKind(Kind kind);
    void lock();  // nothing can be chosen (while a scan runs)
    void unlock();

  Q_SIGNALS:
    void itemChosen(int id);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    class Item;
    void updateUse();

    QVBoxLayout* m_column;
    std::vector<Item*> m_items;
    Kind m_kind = Kind::Steps;
    bool m_locked = false;
};

inline constexpr int kRailWidth = 224;

}  // namespace countersign::ui
