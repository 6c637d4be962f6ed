#include "pages/receipt_printer.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

#include "text/receipt_text.h"
#include "theme/palette.h"
#include "theme/type.h"
#include "widgets/qr_view.h"

namespace countersign::ui {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr double kQrMillimetres = 32;

class Typesetter {
  public:
    Typesetter(QTextDocument& document, const ReceiptText& text) : m_cursor(&document), m_text(text) {}

    // Room beside the QR code, which is painted over the upper corner.
    void write(double qrWidth) {
        block(m_text.title, 20, QFont::Bold, 0, 4, qrWidth);
        block(m_text.codes, 11, QFont::DemiBold, 0, 2, qrWidth);
        block(m_text.when, 9, QFont::Normal, 0, m_text.practice.isEmpty() ? 26 : 4, qrWidth);
        if (!m_text.practice.isEmpty()) block(m_text.practice, 11, QFont::Bold, 0, 26, qrWidth);
        for (const ReceiptSection& section : m_text.sections) {
            block(section.heading, 12, QFont::Bold, 10, 3, 0);
            for (const QString& sentence : section.sentences) block(sentence, 10, QFont::Normal, 0, 5, 0);
        }
    }

  private:
    void block(const QString& words, double points, QFont::Weight weight, double above, double below,
               double end) {
        QTextBlockFormat format;
        // Qt takes margins as 1/96 inch and scales them to the device itself.
        format.setTopMargin(above);
        format.setBottomMargin(below);
        format.setLayoutDirection(m_text.direction);
        // Arabic letters bring their own tall lines.
        const double line = m_text.direction == Qt::RightToLeft ? 92 : 112;
        format.setLineHeight(line, QTextBlockFormat::ProportionalHeight);
        if (m_text.direction == Qt::RightToLeft) {
            format.setLeftMargin(end);
        } else {
            format.setRightMargin(end);
        }
        QTextCharFormat look;
        look.setFontPointSize(points);
        look.setFontWeight(weight);
        look.setForeground(shade(Scheme::Light, Shade::Ink));
        if (m_first) {
            m_cursor.setBlockFormat(format);
        } else {
            m_cursor.insertBlock(format);
        }
        m_first = false;
        m_cursor.insertText(words, look);
    }

  private:
    QTextCursor m_cursor;
    const ReceiptText& m_text;
    bool m_first = true;
};

void paintCode(QPainter& painter, const QRectF& into, const QImage& code) {
    const double module = into.width() / code.width();
    for (int y = 0; y < code.height(); ++y) {
        for (int x = 0; x < code.width(); ++x) {
            if (code.constScanLine(y)[x] != 0) continue;
            // A hair wider, so that no white lines show between modules.
            painter.fillRect(
                QRectF(into.left() + x * module, into.top() + y * module, module * 1.02, module * 1.02),
                shade(Scheme::Light, Shade::CodeInk));
        }
    }
}

}  // namespace

ReceiptWritten paintReceipt(QPagedPaintDevice& device, const ReceiptContent& content) {
    const ReceiptText text = receiptText(content);
    QPainter painter;
    if (!painter.begin(&device)) return ReceiptWritten::CouldNotWrite;
    const double dots = device.logicalDpiX();
    const QSizeF page(device.width(), device.height());
    const double qr = kQrMillimetres / kMillimetresPerInch * dots;

    QTextDocument document;
    document.documentLayout()->setPaintDevice(&device);
    QFont font = applicationFont(1.0);
    font.setPointSizeF(10);
    document.setDefaultFont(font);
    document.setDocumentMargin(0);
    document.setPageSize(page);
    QTextOption option;
    option.setTextDirection(text.direction);
    document.setDefaultTextOption(option);
    Typesetter setter(document, text);
    setter.write((kQrMillimetres + 6) / kMillimetresPerInch * 96);

    const QImage code = qrImage(receiptCodeText(content.recordId));
    const int pages = qMax(1, document.pageCount());
    for (int i = 0; i < pages; ++i) {
        if (i > 0 && !device.newPage()) return ReceiptWritten::CouldNotWrite;
        painter.save();
        painter.translate(0, -i * page.height());
        document.drawContents(&painter, QRectF(0, i * page.height(), page.width(), page.height()));
        painter.restore();
        if (i == 0 && !code.isNull()) {
            const double left = text.direction == Qt::RightToLeft ? 0 : page.width() - qr;
            paintCode(painter, QRectF(left, 0, qr, qr), code);
        }
    }
    return painter.end() ? ReceiptWritten::Yes : ReceiptWritten::CouldNotWrite;
}

ReceiptWritten writeReceiptPdf(const QString& file, const ReceiptContent& content) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) return ReceiptWritten::CouldNotWrite;
    QPdfWriter writer(&out);
    writer.setResolution(600);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout::Millimeter);
    writer.setTitle(receiptText(content).title);
    writer.setCreator(QStringLiteral("Countersign"));
    if (paintReceipt(writer, content) != ReceiptWritten::Yes) {
        out.cancelWriting();
        return ReceiptWritten::CouldNotWrite;
    }
    return out.commit() ? ReceiptWritten::Yes : ReceiptWritten::CouldNotWrite;
}

}  // namespace countersign::ui
