#include "pages/first_clerk_page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "text/clerk_text.h"
#include "text/error_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/clerk_fields.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kLongestName = 60;  // as on the page of clerks

}  // namespace

FirstClerkPage::FirstClerkPage(QWidget* parent)
    : Page(parent),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_about(new TextLabel(TextStyle::Body, Wrap::On)),
      m_id(new FieldEdit),
      m_name(new FieldEdit),
      m_pin(new FieldEdit),
      m_again(new FieldEdit),
      m_idField(new LabeledField({}, m_id)),
      m_nameField(new LabeledField({}, m_name)),
      m_pinField(new LabeledField({}, m_pin)),
      m_againField(new LabeledField({}, m_again)),
      m_add(new PrimaryButton({})) {
    setContentWidth(760);
    m_notice->clear();
    m_about->setShade(Shade::SecondInk);
    m_name->setFormat({Reading::AsInterface, kLongestName, keepPrintable, {}});
    makeClerkFields(*m_id, *m_pin);
    makePinField(*m_again);

    auto* card = new Card;
    auto* column = card->body();
    column->addWidget(m_notice);
    column->addWidget(m_about);
    const auto beside = [this, column](QWidget* first, QWidget* second) {
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(16));
        row->addWidget(first, 1);
        row->addWidget(second, 1);
        column->addLayout(row);
        stackWhenNarrow(row);
    };
    beside(m_idField, m_nameField);
    beside(m_pinField, m_againField);
    body()->addWidget(card);
    body()->addStretch(1);
    addToFooter(m_add, Side::End);
    setPrimaryAction(m_add);

    connect(m_add, &QPushButton::clicked, this, &FirstClerkPage::submit);
    for (FieldEdit* field : {m_id, m_name, m_pin, m_again}) {
        connect(field, &FieldEdit::plainTextEdited, this, [this] {
            m_error.reset();  // no longer true of what is typed now
            showState();
        });
    }
    FirstClerkPage::retranslate();
}

void FirstClerkPage::setShop(const QString& shop) {
    m_shop = shop;
    retranslate();
}

void FirstClerkPage::setBusy(Busy busy) {
    m_busy = busy == Busy::Yes;
    showState();
}

void FirstClerkPage::showError(ErrorCode code) {
    m_error = code;
    m_busy = false;
    showState();
    reveal(m_notice);
}

void FirstClerkPage::clear() {
    for (FieldEdit* field : {m_id, m_name, m_pin, m_again}) field->forget();
    m_error.reset();
    m_busy = false;
    showState();
}

void FirstClerkPage::entered() {
    QWidget* first = incomplete();
    (first != nullptr ? first : m_add)->setFocus(Qt::OtherFocusReason);
}

QWidget* FirstClerkPage::incomplete() {
    if (m_id->plainText().isEmpty()) return m_id;
    if (m_pin->plainText().size() < kShortestPin) return m_pin;
    return m_again->plainText() == m_pin->plainText() ? nullptr : m_again;
}

void FirstClerkPage::showState() {
    m_add->setEnabled(!m_busy && incomplete() == nullptr);
    const QString pin = m_pin->plainText(), again = m_again->plainText();
    // Told once it can't become right by going on.
    if (!again.isEmpty() && !pin.startsWith(again)) {
        //: First clerk of a counter: under the second field for the PIN.
        m_againField->setState(Mark::Bad, tr("Not the same PIN"));
    } else {
        m_againField->setState(!again.isEmpty() && pin == again && pin.size() >= kShortestPin ? Mark::Good
                                                                                              : Mark::None);
    }
    if (m_error) {
        m_notice->showMessage(Tone::Bad, errorSentence(*m_error));
    } else {
        m_notice->clear();
    }
}

void FirstClerkPage::submit() {
    if (m_busy || incomplete() != nullptr) return;
    Q_EMIT addWanted(m_id->plainText(), m_name->plainText().trimmed(), m_pin->plainText());
}

void FirstClerkPage::retranslate() {
    //: First clerk of a counter: title.
    header()->setTitle(tr("Who looks after this counter?"));
    //: First clerk of a counter: under the title; %1 is the name of a shop.
    header()->setSubtitle(m_shop.isEmpty()
                              ? tr("Nobody can sign in here yet. The first one is the supervisor.")
                              : tr("%1 · Nobody can sign in here yet. The first one is the "
                                   "supervisor.")
                                    .arg(m_shop));
    m_about->setText(roleWords(ClerkRole::Supervisor));
    //: First clerk of a counter: label of a field.
    m_idField->setLabel(tr("Clerk id"));
    //: First clerk of a counter: under the field.
    m_idField->setHelp(tr("Small letters and digits; stands in each registration"));
    //: First clerk of a counter: label of a field.
    m_nameField->setLabel(tr("Name"));
    //: First clerk of a counter: under the field.
    m_nameField->setHelp(tr("As colleagues say it; may stay empty"));
    //: First clerk of a counter: label of a field.
    m_pinField->setLabel(tr("PIN"));
    //: First clerk of a counter: under the field.
    m_pinField->setHelp(tr("4 to 12 digits"));
    //: First clerk of a counter: label of a field.
    m_againField->setLabel(tr("PIN again"));
    //: First clerk of a counter: the bold button.
    m_add->setText(tr("Add and go on"));
    setAccessibleName(header()->title());
    showState();
}

}  // namespace countersign::ui
