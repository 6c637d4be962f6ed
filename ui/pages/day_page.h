// The day's end: what was registered, what is still here, what needs somebody. Beside the registration, like
// the queue. GUI thread; owned by the main window.
#pragma once

#include <QDate>
#include <vector>

#include "core/clock.h"
#include "pages/page.h"
#include "store/queue_types.h"

class QGridLayout;

namespace countersign::ui {

class Card;
class Chip;
class Dialogs;
class Notice;
class QueueModel;
class SecondaryButton;
class TextLabel;

class DayPage final : public Page {
    Q_OBJECT

  public:
    // All outlive the page. `queue` is where the rows are.
    DayPage(const Clock& clock, const QueueModel& queue, Dialogs& dialogs, QWidget* parent = nullptr);

    void setDay(QDate day);
    [[nodiscard]] QDate day() const { return m_day; }
    [[nodiscard]] int shown(const QString& key) const;  // the count of a line by its key; -1: no such line
    void entered() override;

  protected:
    void retranslate() override;

  private:
    [[nodiscard]] std::vector<QueueRow> rows() const;
    void refresh();
    void savePdf();
    void saveCsv();
    void told(bool written, const QString& file);

    const Clock& m_clock;
    const QueueModel& m_queue;
    Dialogs& m_dialogs;
    QDate m_day;
    struct Line {
        QString key;
        TextLabel* words;
        TextLabel* help;
        Chip* count;
        int shown = 0;
    };
    std::vector<Line> m_lines;
    Notice* m_notice;
    Card* m_card;
    SecondaryButton* m_before;
    SecondaryButton* m_after;
    SecondaryButton* m_csv;
    SecondaryButton* m_pdf;
};

}  // namespace countersign::ui
