// One of a few, side by side. GUI thread. One stop of the Tab key; arrow keys choose.
#pragma once

#include <QWidget>
#include <vector>

namespace countersign::ui {

class SegmentedChoice final : public QWidget {
    Q_OBJECT
  public:
    explicit SegmentedChoice(QWidget* parent = nullptr);

    void addChoice(int id, const QString& text);  // ids are the caller's enumerators
    void setChoiceText(int id, const QString& text);
    enum class Offer { Offered = 1, Not };
    void setOffered(int id, Offer offer);  // what is chosen and no longer offered is chosen no more
    void setChosen(int id);                // does not emit; 0: none of them yet
    [[nodiscard]] int chosen() const;

  Q_SIGNALS:
    void chosenChanged(int id);  // by people only

  private:
    class Segment;
    void choose(int id);
    void step(int by);

    std::vector<Segment*> m_segments;
};

}  // namespace countersign::ui
