#include "pages/sign_in_page.h"

#include <QLocale>
#include <QVBoxLayout>

#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/clerk_fields.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
SignInPage::SignInPage(QWidget* parent)
    : Page(parent),
      m_card(new Card),
      m_title(new TextLabel(TextStyle::PageTitle, Wrap::On)),
      m_subtitle(new TextLabel(TextStyle::Body, Wrap::On)),
      m_id(new FieldEdit),
      m_pin(new FieldEdit),
      m_idField(new LabeledField({}, m_id)),
      m_pinField(new LabeledField({}, m_pin)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_signIn(new PrimaryButton({})),
      m_practice(new SecondaryButton({})) {
    setContentWidth(440);
    header()->hide();
    hideFooter();
    makeClerkFields(*m_id, *m_pin);
    m_subtitle->setShade(Shade::SecondInk);

    auto* column = m_card->body();
    const int margin = scaled(32);
    column->setContentsMargins(margin, scaled(28), margin, margin);
    column->setSpacing(scaled(4));
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(scaled(14));
    column->addWidget(m_notice);
    column->addSpacing(scaled(10));
    column->addWidget(m_idField);
    column->addWidget(m_pinField);
    column->addSpacing(scaled(8));
    column->addWidget(m_signIn);
    column->addSpacing(scaled(8));
    column->addWidget(m_practice);
    m_practice->hide();
    body()->addStretch(2);
    body()->addWidget(m_card);
    body()->addStretch(3);

    setPrimaryAction(m_signIn);
    connect(m_signIn, &Button::clicked, this, &SignInPage::submit);
    connect(m_practice, &Button::clicked, this, &SignInPage::practiceRequested);
    for (FieldEdit* field : {m_id, m_pin}) {
        connect(field, &FieldEdit::plainTextEdited, this, [this] {
            // What was said of the last try is no longer true of what is typed now.
            if (m_problem == SignInProblem::WrongIdOrPin || m_problem == SignInProblem::WasIdle ||
                m_problem == SignInProblem::SwitchedOff)
                setProblem(SignInProblem::None);
            updateUse();
        });
    }
    retranslate();
    updateUse();
}

void SignInPage::setProblem(SignInProblem problem, int waitSeconds) {
    const bool fresh = problem != m_problem;
    m_problem = problem;
    m_waitSeconds = waitSeconds;
    switch (problem) {
        case SignInProblem::None:
            m_notice->clear();
            break;
        case SignInProblem::WrongIdOrPin:
            //: Sign-in page: which of the two is wrong is not told on purpose.
            m_notice->showMessage(Tone::Bad, tr("Clerk id and PIN don't fit together."));
            break;
        case SignInProblem::TooManyTries:
            //: Sign-in page: after several wrong PINs. %1 is a number of seconds.
            m_notice->showMessage(
                Tone::Warning, tr("Too many tries. Please wait %1 s.").arg(QLocale().toString(waitSeconds)));
            break;
        case SignInProblem::NoClerks:
            //: Sign-in page: the counter was set up without any clerk.
            m_notice->showMessage(
                Tone::Warning, tr("No clerk is known at this counter yet. A technician adds the first one."));
            break;
        case SignInProblem::ListDamaged:
            //: Sign-in page: the file with the clerks is damaged.
            m_notice->showMessage(Tone::Bad, tr("The list of clerks can't be read. Call support (E1221)."));
            break;
        case SignInProblem::WasIdle:
            //: Sign-in page: the clerk was signed out because nobody touched anything for long.
            m_notice->showMessage(Tone::Information,
                                  tr("Locked because nobody was here. What was typed is kept."));
            break;
        case SignInProblem::SwitchedOff:
            //: Sign-in page: the operator lets this clerk in no longer, at once or at the next sign-in.
            m_notice->showMessage(
                Tone::Bad,
                tr("The operator has switched this clerk off. What was typed is kept. Another clerk can sign "
                   "in; the operator says why."));
            break;
    }
    if (problem == SignInProblem::WrongIdOrPin && fresh) {
        m_pin->clear();
        m_pin->setFocus(Qt::OtherFocusReason);
    }
    updateUse();
}

void SignInPage::setBusy(Busy busy) {
    m_busy = busy == Busy::Yes;
    updateUse();
}

void SignInPage::setShop(const QString& shop) {
    m_shop = shop;
    retranslate();
}

void SignInPage::setPracticeOffer(PracticeOffer offer) {
    m_practice->setVisible(offer == PracticeOffer::Shown);
}

void SignInPage::clear() {
    m_id->clear();
    m_pin->clear();
    setProblem(SignInProblem::None);
}

void SignInPage::entered() {
    (m_id->text().isEmpty() ? m_id : m_pin)->setFocus(Qt::OtherFocusReason);
}

QWidget* SignInPage::incomplete() {
    if (m_id->plainText().isEmpty()) return m_id;
    return m_pin->plainText().size() < kShortestPin ? m_pin : nullptr;
}

void SignInPage::updateUse() {
    const bool closed = m_problem == SignInProblem::TooManyTries || m_problem == SignInProblem::ListDamaged ||
                        m_problem == SignInProblem::NoClerks;
    m_signIn->setEnabled(!m_busy && !closed && incomplete() == nullptr);
}

void SignInPage::submit() {
    Q_EMIT signInRequested(m_id->plainText(), m_pin->plainText());
}

void SignInPage::retranslate() {
    //: Sign-in page: title.
    m_title->setText(tr("Sign in"));
    //: Sign-in page: under the title. %1 is the name of the shop.
    m_subtitle->setText(m_shop.isEmpty() ? tr("Each registration carries the id of its clerk.") : m_shop);
    //: Sign-in page: label of a field.
    m_idField->setLabel(tr("Clerk id"));
    //: Sign-in page: label of a field.
    m_pinField->setLabel(tr("PIN"));
    //: Sign-in page: under the field PIN.
    m_pinField->setHelp(tr("4 to 12 digits"));
    //: Sign-in page: the bold button.
    m_signIn->setText(tr("Sign in"));
    //: Sign-in page: starts training with a made-up buyer; what is sent is marked as practice.
    m_practice->setText(tr("Practise with a made-up buyer"));
    setAccessibleName(m_title->text());
    setProblem(m_problem, m_waitSeconds);
}

}  // namespace countersign::ui
