// The USB stick: for a counter without a network. Says what is copied, takes the operator's answers in, and
// when the stick may be pulled. Beside the registration, like the queue. GUI thread; owned by the main
// window.
#pragma once

#include <optional>
#include <vector>

#include "pages/page.h"
#include "store/queue_types.h"
#include "store/stick_types.h"

namespace countersign::ui {

class Button;
class ChoiceBox;
class Dialogs;
class LabeledField;
class Notice;
class SegmentedChoice;
class TextLabel;

struct StickItem {
    QString folder;  // where it is mounted
    QString label;
    friend bool operator==(const StickItem&, const StickItem&) = default;
};

class StickPage final : public Page {
    Q_OBJECT

  public:
    explicit StickPage(Dialogs& dialogs, QWidget* parent = nullptr);  // `dialogs` outlives the page

    void setSticks(const std::vector<StickItem>& sticks);  // the chosen one stays chosen
    void setSummary(const QueueSummary& summary);
    void setProgress(const StickProgress& progress);  // under way
    void showResult(const StickSummary& summary);
    [[nodiscard]] bool working() const { return m_progress.has_value(); }
    [[nodiscard]] QString folder() const;  // chosen; empty: none
    void entered() override;

  Q_SIGNALS:
    void workWanted(const QString& folder, countersign::StickTask task);
    void cancelWanted();

  protected:
    void retranslate() override;
    [[nodiscard]] QWidget* incomplete() override;

  private:
    void showState();
    void chooseOther();

    Dialogs& m_dialogs;
    int m_waiting = 0;
    std::vector<StickItem> m_sticks;
    QString m_other;  // a folder that was chosen by hand
    std::optional<StickProgress> m_progress;
    std::optional<StickSummary> m_result;
    TextLabel* m_what;
    TextLabel* m_safe;
    ChoiceBox* m_stick;
    LabeledField* m_stickField;
    Button* m_otherButton;
    TextLabel* m_none;
    TextLabel* m_whichLabel;
    SegmentedChoice* m_which;
    TextLabel* m_underWay;
    Notice* m_notice;
    TextLabel* m_counts;
    Button* m_cancel;
    Button* m_start;
};

}  // namespace countersign::ui
