// Gives the buyer the privacy receipt: on paper or as a PDF, and says below the page's notice how it went.
// GUI thread; owned by the page that offers it.
#pragma once

#include <QObject>

#include "models/receipt.h"

class QWidget;

namespace countersign::ui {

class Notice;

enum class ReceiptOutput { Print = 1, Pdf };

class ReceiptDesk final : public QObject {
    Q_OBJECT

  public:
    // `notice` outlives the desk; `page` is below the dialogs and owns the desk.
    ReceiptDesk(Notice& notice, QWidget* page);

    void give(const ReceiptContent& receipt, ReceiptOutput output);

  private:
    void print();
    void savePdf();

    Notice& m_notice;
    QWidget* m_page;
    ReceiptContent m_receipt;  // the one asked for last
};

}  // namespace countersign::ui
