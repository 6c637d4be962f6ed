#include "trouble_window.h"

#include <QPainter>
#include <QVBoxLayout>

#include "text/error_text.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kWidth = 560;

// Paths and details keep their order in a window that reads from the right.
QString isolated(const QString& text) {
    return QStringLiteral("\u2066%1\u2069").arg(text);
}

}  // namespace

TroubleWindow::TroubleWindow(const Error& error, const QString& about, QWidget* parent)
    : QDialog(parent),
      //: Button of the window that says why the program can't begin.
      m_close(new Button(ButtonKind::Primary, tr("Close"))) {
    setWindowTitle(QStringLiteral("Countersign"));
    const auto text = errorText(error.code);
    auto* column = new QVBoxLayout(this);
    const int margin = scaled(28);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(scaled(12));
    const auto add = [column](const QString& words, TextStyle style, Shade shade) {
        if (words.isEmpty()) return;
        auto* label = new TextLabel(words, style, Wrap::On);
        label->setShade(shade);
        // Whoever calls support reads it out, or copies it.
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    //: Title within the window that says why the program can't begin.
    add(tr("Countersign can't start"), TextStyle::PageTitle, Shade::Ink);
    add(text.what, TextStyle::BodyBold, Shade::Ink);
    add(about.isEmpty() ? about : isolated(about), TextStyle::Body, Shade::Ink);
    add(text.todo, TextStyle::Body, Shade::Ink);
    const auto detail = QString::fromStdString(error.detail);
    add(detail.isEmpty() ? text.code : isolated(text.code + QStringLiteral(": ") + detail), TextStyle::Small,
        Shade::SecondInk);
    column->addStretch(1);
    column->addWidget(m_close, 0, Qt::AlignTrailing);
    m_close->setDefault(true);
    connect(m_close, &Button::clicked, this, &QDialog::accept);
    setAccessibleName(text.what);
    setMinimumWidth(scaled(kWidth));
}

// The button, and not the first text that may be selected.
void TroubleWindow::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    m_close->setFocus(Qt::OtherFocusReason);
}

// A line of its own, where no window manager draws one.
void TroubleWindow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawBox(painter, rect(), 0, shade(*this, Shade::Card), shade(*this, Shade::ControlLine), 1);
}

}  // namespace countersign::ui
