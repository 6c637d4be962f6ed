#include "code_scan_dialog.h"

#include <QPainter>
#include <QVBoxLayout>

#include "theme/style.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/picture_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr QSize kSize{640, 560};

}  // namespace

CodeScanDialog::CodeScanDialog(QWidget* parent)
    : QDialog(parent), m_view(new PictureView), m_words(new TextLabel(TextStyle::CardTitle, Wrap::On)) {
    //: Title of the window in which a bar code is read with the camera.
    setWindowTitle(tr("Scan a code"));
    auto* column = new QVBoxLayout(this);
    const int margin = scaled(20);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(scaled(12));
    //: Above the camera's picture. ICCID and IMEI are the names printed beside such codes.
    m_words->setText(tr("Hold the bar code beside ICCID or IMEI before the camera."));
    column->addWidget(m_words);
    column->addWidget(m_view, 1);
    //: Closes the window in which a bar code is read.
    auto* cancel = new Button(ButtonKind::Secondary, tr("Cancel"));
    cancel->setKeyCap(QKeySequence(Qt::Key_Escape));
    column->addWidget(cancel, 0, Qt::AlignTrailing);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    m_view->setEmptyText(QStringLiteral("camera"), tr("No picture"));
    resize(scaled(kSize.width()), scaled(kSize.height()));
}

void CodeScanDialog::setPicture(const QImage& picture) {
    m_view->setPicture(picture);
}

void CodeScanDialog::setForeign() {
    //: In the window in which a bar code is read.
    m_words->setText(tr("That code is of another number. Try the one beside ICCID or IMEI."));
}

// A line of its own, where no window manager draws one.
void CodeScanDialog::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawBox(painter, rect(), 0, shade(*this, Shade::Card), shade(*this, Shade::ControlLine), 1);
}

}  // namespace countersign::ui
