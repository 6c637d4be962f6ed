// What happened, in the order it happened; the receipt for the buyer; the next buyer. Follows the record
// while it is sent. GUI thread; owned by the main window.
#pragma once

#include <optional>

#include "liveness/session_types.h"
#include "matching/match_types.h"
#include "models/receipt.h"
#include "pages/page.h"
#include "store/queue_types.h"
#include "theme/palette.h"

class QTimer;
class QVBoxLayout;

namespace countersign::ui {

class Button;
class Card;
class Chip;
class Dialogs;
class Notice;
class QrView;
class ReceiptDesk;
class TextLabel;
enum class ReceiptOutput;

// What the page tells; made by the controller when the registration is stored.
struct ResultView {
    Decision decision = Decision::Accepted;  // Accepted or Review; a refusal has its own page
    std::vector<ChallengeStep> steps;        // as done; empty for the way without a scan
    ReceiptContent receipt;                  // record id, match and the rest
    bool training = false;                   // nothing was stored and nothing will be sent
};

class ResultPage final : public Page {
    Q_OBJECT

  public:
    // `clock` and `dialogs` outlive the page.
    ResultPage(const Clock& clock, Dialogs& dialogs, QWidget* parent = nullptr);

    void showResult(const ResultView& result);
    void setRow(const QueueRow& row);  // live; rows of other records are ignored

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString sendState() const;  // words of the last line
    void entered() override;

  Q_SIGNALS:
    void nextBuyer();          // Enter
    void withdrawConfirmed();  // asked and answered with yes

  protected:
    void retranslate() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    struct Line {
        QWidget* box;
        TextLabel* what;
        Chip* how;
        TextLabel* why;  // hidden while empty
    };
    Line addLine(QVBoxLayout* into);
    void setLine(const Line& line, const QString& what, const QString& how, Tone tone,
                 const QString& why = {});
    void showSending();
    void askWithdraw();
    void giveReceipt(ReceiptOutput output);

    const Clock& m_clock;
    Dialogs& m_dialogs;
    ResultView m_result;
    std::optional<QueueRow> m_row;
    QTimer* m_tick;

    Chip* m_verdict;
    Chip* m_practice;
    TextLabel* m_title;
    TextLabel* m_record;
    Notice* m_notice;
    ReceiptDesk* m_desk;
    TextLabel* m_happened;
    Line m_scan;
    Line m_match;
    Line m_sent;
    TextLabel* m_forBuyer;
    TextLabel* m_receiptWords;
    TextLabel* m_codeWords;
    QrView* m_code;
    Button* m_print;
    Button* m_pdf;
    Button* m_next;
    Button* m_withdraw;
};

}  // namespace countersign::ui
