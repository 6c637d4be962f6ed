// The queue: the truth in one sentence, then the rows. GUI thread; owned by the main window. Values come from
// the records thread through the setters.
#pragma once

#include <vector>

#include "core/clock.h"
#include "pages/page.h"
#include "pages/receipt_desk.h"
#include "store/queue_types.h"

class QModelIndex;
class QLineEdit;
class QTimer;

namespace countersign::ui {

class Button;
class Card;
class Chip;
class Notice;
class QueueFilter;
class QueueModel;
class QueueTable;
class SegmentedChoice;
class TextLabel;

class QueuePage final : public Page {
    Q_OBJECT

  public:
    // `clock` outlives the page.
    explicit QueuePage(const Clock& clock, QWidget* parent = nullptr);

    void setSummary(const QueueSummary& summary);
    void setRows(std::vector<QueueRow> rows);  // all of them, in any order
    void applyRow(const QueueRow& row);        // one changed or new
    // What receiptWanted asked for: printed or saved.
    void giveReceipt(const ReceiptContent& receipt, ReceiptOutput output);
    void setHealth(const StoreHealth& health);  // what opening the store found; says it once, until closed

    [[nodiscard]] QString headline() const;
    [[nodiscard]] const QueueModel& model() const { return *m_model; }
    [[nodiscard]] QueueTable* table() const { return m_table; }
    void entered() override;

  Q_SIGNALS:
    void sendNow();
    void dayWanted();                // F3: the day's end
    void stickWanted();              // F6: the USB stick
    void helpWanted(int errorCode);  // the clerk asks what an error means
    // The buyer came back for the privacy receipt as it stands now, in this language (BCP 47).
    void receiptWanted(const countersign::RecordId& recordId, const QString& language,
                       countersign::ui::ReceiptOutput output);

  protected:
    void retranslate() override;
    void narrowChanged() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void showTruth();
    void showDetails();
    void showEmptiness();
    void offerReceipt();
    [[nodiscard]] const QueueRow* chosenRow() const;
    void tick();

    const Clock& m_clock;
    QueueSummary m_summary;
    QueueModel* m_model;
    QueueFilter* m_filter;
    QTimer* m_tick;
    int m_lost = 0;

    Button* m_send;
    Button* m_day;
    Button* m_stick;
    Notice* m_notice;
    ReceiptDesk* m_desk;
    QLineEdit* m_search;
    SegmentedChoice* m_show;
    QueueTable* m_table;
    Card* m_frame;
    TextLabel* m_empty;
    Card* m_details;
    TextLabel* m_detailTitle;
    Chip* m_detailState;
    TextLabel* m_detailMeaning;
    TextLabel* m_detailFacts;
    Button* m_detailReceipt;
    Button* m_detailHelp;
    Button* m_detailClose;
};

}  // namespace countersign::ui
