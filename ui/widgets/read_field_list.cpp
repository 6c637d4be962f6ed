#include "widgets/read_field_list.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "text/document_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kStripWidth = 200, kStripHeight = 34;  // px at 100 %

// A strip as large as it fits, never larger than it is.
QPixmap fitted(const QImage& strip, qreal ratio) {
    const QSize room = QSize(scaled(kStripWidth), scaled(kStripHeight)) * ratio;
    QPixmap pixmap = QPixmap::fromImage(strip.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace

ReadFieldList::ReadFieldList(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    build();
}

void ReadFieldList::setRows(std::vector<ReadRow> rows) {
    m_rows = std::move(rows);
    build();
}

void ReadFieldList::retranslate() {
    //: Document page: name of the list for screen readers.
    setAccessibleName(tr("Read from the document"));
    build();
}

void ReadFieldList::build() {
    delete m_inner;
    m_inner = new QWidget;
    layout()->addWidget(m_inner);
    auto* grid = new QGridLayout(m_inner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaled(12));
    grid->setVerticalSpacing(scaled(2));
    grid->setColumnStretch(0, 1);
    int line = 0;
    for (const auto& row : m_rows) {
        auto* label = new TextLabel(rowLabel(row.row), TextStyle::Small);
        label->setShade(Shade::SecondInk);
        auto* value = new TextLabel(row.value, TextStyle::BodyBold, Wrap::On);
        auto* proof =
            new Chip(proofText(row.proof), {proofTone(row.proof), ChipSize::Small, ChipSign::ByTone});
        auto* strip = new QLabel;
        strip->setPixmap(row.strip.isNull() ? QPixmap() : fitted(row.strip, devicePixelRatioF()));
        //: Document page: for screen readers, the piece of the picture beside a value. %1 is its label.
        strip->setAccessibleName(tr("Where it stands in the picture: %1").arg(rowLabel(row.row)));
        auto* head = new QHBoxLayout;
        head->setSpacing(scaled(10));
        head->addWidget(label);
        head->addWidget(proof);
        grid->addLayout(head, line, 0);
        auto* values = new QHBoxLayout;
        values->setSpacing(scaled(10));
        values->addWidget(value, 1);
        grid->addLayout(values, line + 1, 0);
        grid->addWidget(strip, line + 1, 1, Qt::AlignTrailing | Qt::AlignVCenter);
        if (row.use != RowUse::NotOffered) {
            const bool used = row.use == RowUse::Used;
            //: Document page: puts the value that was read into the details; afterwards takes that back.
            auto* use = new Button(ButtonKind::Quiet, used ? tr("Undo") : tr("Use this"));
            use->setIconName(used ? QStringLiteral("undo") : QStringLiteral("tick"));
            use->setAccessibleName(rowLabel(row.row) + QStringLiteral(": ") + use->text());
            grid->addWidget(use, line, 1, Qt::AlignTrailing | Qt::AlignVCenter);
            connect(
                use, &Button::clicked, this,
                [this, which = row.row, used] {
                    if (used) {
                        Q_EMIT undoWanted(which);
                    } else {
                        Q_EMIT useWanted(which);
                    }
                },
                Qt::QueuedConnection);  // the answer builds the rows anew
        }
        const QString agreement = agreementText(row.agreement);
        if (!agreement.isEmpty()) {
            auto* typed = new TextLabel(agreement, TextStyle::Small);
            typed->setShade(row.agreement == RowAgreement::Agrees    ? Shade::Accent
                            : row.agreement == RowAgreement::Differs ? Shade::Bad
                                                                     : Shade::SecondInk);
            values->addWidget(typed, 0, Qt::AlignVCenter);
        }
        head->addStretch(1);
        grid->setRowMinimumHeight(line + 2, scaled(6));
        line += 3;
    }
    m_inner->show();  // at once: a widget that joins a visible one is else shown a turn later
}

}  // namespace countersign::ui
