#include "pages/receipt_desk.h"

#include <QDir>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QPrinterInfo>
#include <QStandardPaths>
#include <memory>

#include "dialogs.h"
#include "pages/receipt_printer.h"
#include "widgets/notice.h"

namespace countersign::ui {

ReceiptDesk::ReceiptDesk(Notice& notice, QWidget* page) : QObject(page), m_notice(notice), m_page(page) {
    connect(&m_notice, &Notice::actionChosen, this, &ReceiptDesk::savePdf);
}

void ReceiptDesk::give(const ReceiptContent& receipt, ReceiptOutput output) {
    m_receipt = receipt;
    if (output == ReceiptOutput::Print)
        print();
    else
        savePdf();
}

void ReceiptDesk::savePdf() {
    auto* dialog = new QFileDialog(m_page, tr("Save the privacy receipt"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF (*.pdf)", "file kind; keep *.pdf"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    dialog->setDirectory(folder);
    dialog->selectFile(
        QStringLiteral("receipt-%1.pdf").arg(QString::fromStdString(m_receipt.recordId.shortCode())));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (writeReceiptPdf(file, m_receipt) == ReceiptWritten::Yes) {
            m_notice.showMessage(Tone::Good, tr("Saved as %1").arg(QDir::toNativeSeparators(file)));
        } else {
            m_notice.showMessage(
                Tone::Bad, tr("The PDF could not be written there. Choose another folder and try again."));
        }
    });
    openOver(dialog);
}

void ReceiptDesk::print() {
    if (QPrinterInfo::availablePrinterNames().isEmpty()) {
        m_notice.showMessage(Tone::Warning,
                             tr("No printer is set up on this computer. Save the receipt as PDF, or "
                                "let the buyer photograph the code."),
                             //: Button in a notice: no printer is there.
                             tr("Save as PDF"));
        return;
    }
    // The connection below holds the printer until the dialog is gone.
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), m_page);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        if (paintReceipt(*printer, m_receipt) == ReceiptWritten::Yes) {
            m_notice.showMessage(Tone::Good, tr("Sent to the printer “%1”.").arg(printer->printerName()));
        } else {
            m_notice.showMessage(Tone::Bad,
                                 tr("The printer did not take the receipt. Save it as PDF instead."),
                                 tr("Save as PDF"));
        }
    });
    openOver(dialog);
}

}  // namespace countersign::ui
