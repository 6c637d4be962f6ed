// Between the records thread and the windows: queue page, bars, the result page's live line. GUI thread;
// owned by the composition root.
#pragma once

#include <QObject>
#include <optional>

#include "app/counter/receipt_words.h"
#include "app/counter/windows.h"
#include "sync/records_thread.h"

namespace countersign {

class RecordsController final : public QObject {
    Q_OBJECT

  public:
    // Both outlive the controller. `clock` tells now.
    RecordsController(RecordsThread& records, Windows windows, ReceiptWords receiptWords, Log& log,
                      QObject* parent = nullptr);

    [[nodiscard]] const std::optional<QueueSummary>& summary() const { return m_summary; }

  Q_SIGNALS:
    void rowChanged(const countersign::QueueRow& row);
    void policyOffered(const countersign::Bytes& signedPolicy);

  private:
    void showSummary(const QueueSummary& summary);
    void showOperator(ui::OperatorState state);
    void noteTrouble(const Error& error);
    void showLimits(const std::vector<LimitFinding>& findings);
    void showClock(ClockState state);
    void showClockInBar();
    void onNotice(const NoticeEffect& effect);
    void giveReceipt(const QueueRow& row, const std::optional<DataTerms>& told);

    RecordsThread& m_records;
    Windows m_windows;
    ReceiptWords m_receiptWords;
    Log& m_log;
    struct ReceiptAsked {
        RecordId recordId;
        QString language;
        ui::ReceiptOutput output = ui::ReceiptOutput::Print;
    };
    std::optional<ReceiptAsked> m_receiptAsked;
    std::optional<QueueSummary> m_summary;
    ui::OperatorStatus m_operator;
    // What was told already: a notice comes when something changes, not with every look.
    std::optional<LimitFinding> m_limit;
    ClockState m_clock = ClockState::Fine;
    bool m_setAside = false;
    bool m_timeTold = false;  // the operator has answered once, with its time
    bool m_replaced = false;
};

}  // namespace countersign
