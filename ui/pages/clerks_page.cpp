#include "pages/clerks_page.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "text/clerk_text.h"
#include "text/error_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/clerk_fields.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kListWidth = 400;
constexpr int kListHeight = 240;  // where the page is narrow
constexpr int kRowHeight = 60;
constexpr int kLongestName = 60;  // shown in the top bar

QString shownName(const ClerkItem& clerk) {
    return clerk.name.isEmpty() ? clerk.id : clerk.name;
}

}  // namespace

ClerksPage::ClerksPage(Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_dialogs(dialogs),
      m_list(new QListWidget),
      m_title(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_about(new TextLabel(TextStyle::Body, Wrap::On)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_id(new FieldEdit),
      m_name(new FieldEdit),
      m_old(new FieldEdit),
      m_pin(new FieldEdit),
      m_again(new FieldEdit),
      m_idField(new LabeledField({}, m_id)),
      m_nameField(new LabeledField({}, m_name)),
      m_oldField(new LabeledField({}, m_old)),
      m_pinField(new LabeledField({}, m_pin)),
      m_againField(new LabeledField({}, m_again)),
      m_roleLabel(new TextLabel(TextStyle::BodyBold)),
      m_role(new SegmentedChoice),
      m_roleWords(new TextLabel(TextStyle::Small, Wrap::On)),
      m_new(new SecondaryButton({})),
      m_remove(new SecondaryButton({})),
      m_save(new PrimaryButton({})) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->viewport()->setAutoFillBackground(false);
    auto* listCard = new Card;
    listCard->body()->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    listCard->body()->addWidget(m_list, 1);
    setWidthBeside(listCard, kListWidth);

    m_name->setFormat({Reading::AsInterface, kLongestName, keepPrintable, {}});
    makeClerkFields(*m_id, *m_pin);
    makePinField(*m_old);
    makePinField(*m_again);
    m_role->addChoice(static_cast<int>(ClerkRole::Clerk), {});
    m_role->addChoice(static_cast<int>(ClerkRole::Supervisor), {});
    m_about->setShade(Shade::SecondInk);
    m_roleWords->setShade(Shade::SecondInk);

    auto* card = new Card;
    auto* column = card->body();
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_notice);
    const auto beside = [this, column](QWidget* first, QWidget* second) {
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(16));
        row->addWidget(first, 1);
        row->addWidget(second, 1);
        column->addLayout(row);
        stackWhenNarrow(row);
    };
    beside(m_idField, m_nameField);
    column->addWidget(m_roleLabel);
    column->addWidget(m_role);
    column->addWidget(m_roleWords);
    column->addWidget(m_oldField);
    beside(m_pinField, m_againField);

    auto* right = new QVBoxLayout;
    right->addWidget(card);
    right->addStretch(1);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(scaled(24));
    sides->addWidget(listCard);
    sides->addLayout(right, 1);
    body()->addLayout(sides, 1);
    stackWhenNarrow(sides);

    m_new->setKey(QKeySequence(Qt::Key_F3));
    m_remove->setKey(QKeySequence(Qt::Key_F4));
    addToFooter(m_new, Side::Start);
    addToFooter(m_remove, Side::Start);
    addToFooter(m_save, Side::End);
    setPrimaryAction(m_save);

    connect(m_list, &QListWidget::currentRowChanged, this, &ClerksPage::select);
    connect(m_new, &QPushButton::clicked, this, &ClerksPage::beginAdding);
    connect(m_remove, &QPushButton::clicked, this, &ClerksPage::askToRemove);
    connect(m_save, &QPushButton::clicked, this, &ClerksPage::save);
    connect(m_role, &SegmentedChoice::chosenChanged, this, &ClerksPage::updateUse);
    for (FieldEdit* field : {m_id, m_name, m_old, m_pin, m_again}) {
        connect(field, &FieldEdit::plainTextEdited, this, [this] {
            // What was said of the last request is no longer true of what is typed now.
            m_notice->clear();
            updateFields();
        });
    }
    ClerksPage::retranslate();
    showForm(Form::Look);
}

void ClerksPage::setClerks(std::vector<ClerkItem> clerks, const QString& self, Manage manage) {
    const QString kept = selected() != nullptr ? selected()->id : QString();
    m_clerks = std::move(clerks);
    m_self = self;
    m_manage = manage;
    fill(kept.isEmpty() ? self : kept);
}

void ClerksPage::setBusy(Busy busy) {
    m_busy = busy == Busy::Yes;
    updateUse();
}

void ClerksPage::showDone(ClerksDone what, const QString& id) {
    forgetTyped();
    fill(id);
    const auto* clerk = selected();
    const QString name = clerk != nullptr && clerk->id == id ? shownName(*clerk) : id;
    QString words;
    switch (what) {
        case ClerksDone::Added:
            //: Page of clerks. %1 is a name.
            words = tr("%1 can sign in now.").arg(name);
            break;
        case ClerksDone::Changed:
            //: Page of clerks. %1 is a name.
            words = tr("%1 was changed.").arg(name);
            break;
        case ClerksDone::Removed:
            //: Page of clerks. %1 is the id of a clerk.
            words = tr("%1 was removed and can't sign in any more.").arg(id);
            break;
        case ClerksDone::OwnPin:
            //: Page of clerks.
            words = tr("Your PIN is changed. Use the new one from now on.");
            break;
    }
    m_notice->showMessage(Tone::Good, words);
    reveal(m_notice);
    m_list->setFocus(Qt::OtherFocusReason);
}

void ClerksPage::showProblem(ClerksProblem problem, int waitSeconds) {
    switch (problem) {
        case ClerksProblem::WrongPin:
            //: Page of clerks, after the present PIN was typed to change it.
            m_notice->showMessage(Tone::Bad, tr("The present PIN is not right."));
            m_old->forget();
            m_old->setFocus(Qt::OtherFocusReason);
            break;
        case ClerksProblem::TooManyTries:
            //: Page of clerks: after several wrong PINs. %1 is a number of seconds.
            m_notice->showMessage(
                Tone::Warning, tr("Too many tries. Please wait %1 s.").arg(QLocale().toString(waitSeconds)));
            break;
        case ClerksProblem::NotAllowed:
            //: Page of clerks: what somebody wanted to do is for another role.
            m_notice->showMessage(Tone::Warning, tr("Only a supervisor does this."));
            break;
        case ClerksProblem::Busy:
            //: Page of clerks: the list is being written, or a PIN checked.
            m_notice->showMessage(Tone::Information, tr("One moment, then try again."));
            break;
    }
    updateFields();
    reveal(m_notice);
}

void ClerksPage::showError(ErrorCode code) {
    m_notice->showMessage(Tone::Bad, errorSentence(code));
    reveal(m_notice);
}

void ClerksPage::clear() {
    forgetTyped();
    m_notice->clear();
    m_clerks.clear();
    m_self.clear();
    m_manage = Manage::No;
    fill({});
}

void ClerksPage::entered() {
    m_notice->clear();
    forgetTyped();
    fill(m_self);
    m_list->setFocus(Qt::OtherFocusReason);
}

void ClerksPage::narrowChanged() {
    m_list->setMinimumHeight(isNarrow() ? scaled(kListHeight) : 0);
}

const ClerkItem* ClerksPage::selected() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < static_cast<int>(m_clerks.size()) ? &m_clerks[static_cast<std::size_t>(row)]
                                                               : nullptr;
}

ClerkRole ClerksPage::chosenRole() const {
    const int chosen = m_role->chosen();
    return chosen == 0 ? ClerkRole::Technician : static_cast<ClerkRole>(chosen);
}

bool ClerksPage::idTaken() const {
    return std::any_of(m_clerks.begin(), m_clerks.end(),
                       [this](const ClerkItem& clerk) { return clerk.id == m_id->plainText(); });
}

void ClerksPage::fill(const QString& select) {
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        int row = m_clerks.empty() ? -1 : 0;
        for (const ClerkItem& clerk : m_clerks) {
            //: Page of clerks, in the list: the id and the role.
            QString second = tr("%1 · %2").arg(clerk.id, roleName(clerk.role));
            if (clerk.byOperator == ClerkItem::Operator::SwitchedOff) {
                //: Page of clerks, in the list: %1 is the id; the operator lets this clerk in nowhere.
                second = tr("%1 · switched off by the operator").arg(clerk.id);
            }
            //: Page of clerks, in the list: %1 is the name of who is signed in.
            const QString name = clerk.id == m_self ? tr("%1 (you)").arg(shownName(clerk)) : shownName(clerk);
            auto* item = new QListWidgetItem(name + QLatin1Char('\n') + second, m_list);
            item->setFont(textFont(clerk.id == m_self ? TextStyle::BodyBold : TextStyle::Body));
            item->setSizeHint({0, scaled(kRowHeight)});
            if (clerk.id == select) row = m_list->count() - 1;
        }
        m_list->setCurrentRow(row);
    }
    this->select();
}

void ClerksPage::select() {
    forgetTyped();
    m_notice->clear();
    const auto* clerk = selected();
    if (clerk == nullptr) {
        showForm(Form::Look);
        return;
    }
    m_role->setChosen(clerk->role == ClerkRole::Technician ? 0 : static_cast<int>(clerk->role));
    showForm(clerk->id == m_self ? Form::Own : m_manage == Manage::Yes ? Form::Other : Form::Look);
}

void ClerksPage::beginAdding() {
    if (m_manage != Manage::Yes) return;
    forgetTyped();
    m_notice->clear();
    m_role->setChosen(static_cast<int>(ClerkRole::Clerk));
    showForm(Form::Add);
    m_id->setFocus(Qt::OtherFocusReason);
}

void ClerksPage::forgetTyped() {
    for (FieldEdit* field : {m_id, m_name, m_old, m_pin, m_again}) field->forget();
}

void ClerksPage::showForm(Form form) {
    m_form = form;
    const auto* clerk = selected();
    const bool adds = form == Form::Add;
    const bool pins = form != Form::Look;
    m_idField->setVisible(adds);
    m_nameField->setVisible(adds);
    m_oldField->setVisible(form == Form::Own);
    m_pinField->setVisible(pins);
    m_againField->setVisible(pins);
    const bool roleMayChange =
        adds || (form == Form::Other && clerk != nullptr && clerk->role != ClerkRole::Technician);
    m_role->setEnabled(roleMayChange);
    m_roleLabel->setVisible(adds || clerk != nullptr);
    m_role->setVisible(adds || clerk != nullptr);
    m_roleWords->setVisible(adds || clerk != nullptr);
    //: Page of clerks: title of the form for a new one.
    m_title->setText(adds ? tr("New clerk") : clerk != nullptr ? shownName(*clerk) : QString());
    QString about;
    if (form == Form::Look && clerk != nullptr)
        //: Page of clerks: what whoever is signed in may not do, and who may.
        about = tr("A supervisor adds clerks, changes roles, gives new PINs and removes.");
    if (form == Form::Own && m_manage == Manage::Yes)
        //: Page of clerks: about the own entry of a supervisor.
        about = tr("This is you. Another supervisor changes your role or removes you.");
    if (form == Form::Own && m_manage == Manage::No)
        //: Page of clerks: about the own entry of a clerk.
        about = tr("This is you. A supervisor changes roles; your PIN you change yourself.");
    m_about->setText(about);
    m_about->setVisible(!about.isEmpty());
    //: Page of clerks: the label of the field for a PIN that replaces the present one.
    m_pinField->setLabel(adds ? tr("PIN") : tr("New PIN"));
    //: Page of clerks: label of a field; the same digits a second time.
    m_againField->setLabel(adds ? tr("PIN again") : tr("New PIN again"));
    //: Page of clerks: under the field PIN of another clerk.
    m_pinField->setHelp(form == Form::Other ? tr("4 to 12 digits; empty: the PIN stays as it is")
                                            : tr("4 to 12 digits"));
    //: Page of clerks: the bold button for a new clerk.
    m_save->setText(adds ? tr("Add this clerk")
                    //: Page of clerks: the bold button for the own PIN.
                    : form == Form::Own ? tr("Change my PIN")
                                        //: Page of clerks: the bold button for another clerk.
                                        : tr("Save changes"));
    updateFields();
}

void ClerksPage::updateFields() {
    const bool taken = m_form == Form::Add && idTaken();
    //: Page of clerks: under the field for the id.
    m_idField->setState(taken ? Mark::Bad : Mark::None, taken ? tr("This id is taken.") : QString());
    const QString pin = m_pin->plainText(), again = m_again->plainText();
    const bool differs = !again.isEmpty() && again.size() >= pin.size() && again != pin;
    //: Page of clerks: under the field for the PIN a second time.
    m_againField->setState(differs ? Mark::Bad : Mark::None,
                           differs ? tr("The two are not the same.") : QString());
    updateUse();
}

QWidget* ClerksPage::incomplete() {
    const QString pin = m_pin->plainText();
    switch (m_form) {
        case Form::Look:
            return m_list;
        case Form::Add:
            if (m_id->plainText().isEmpty() || idTaken()) return m_id;
            break;
        case Form::Own:
            if (m_old->plainText().size() < kShortestPin) return m_old;
            break;
        case Form::Other:
            if (pin.isEmpty() && m_again->plainText().isEmpty()) {
                const auto* clerk = selected();
                return clerk != nullptr && clerk->role != chosenRole() ? nullptr : m_pin;
            }
            break;
    }
    if (pin.size() < kShortestPin) return m_pin;
    return m_again->plainText() == pin ? nullptr : m_again;
}

void ClerksPage::updateUse() {
    m_roleWords->setText(roleWords(chosenRole()));
    const bool manages = m_manage == Manage::Yes;
    m_save->setEnabled(!m_busy && m_form != Form::Look && incomplete() == nullptr);
    m_new->setEnabled(!m_busy && manages);
    m_remove->setEnabled(!m_busy && manages && m_form == Form::Other);
}

void ClerksPage::save() {
    if (m_busy || incomplete() != nullptr) return;
    const auto* clerk = selected();
    switch (m_form) {
        case Form::Look:
            break;
        case Form::Add:
            Q_EMIT addWanted({m_id->plainText(), m_name->plainText().trimmed(), chosenRole()},
                             m_pin->plainText());
            break;
        case Form::Other:
            if (clerk != nullptr) Q_EMIT changeWanted(clerk->id, chosenRole(), m_pin->plainText());
            break;
        case Form::Own:
            Q_EMIT ownPinWanted(m_old->plainText(), m_pin->plainText());
            break;
    }
}

void ClerksPage::askToRemove() {
    const auto* clerk = selected();
    if (m_busy || clerk == nullptr || m_form != Form::Other) return;
    const Question question{//: Page of clerks: a question. %1 is a name.
                            QuestionKind::Erases, tr("Remove %1?").arg(shownName(*clerk)),
                            //: Page of clerks: below that question.
                            tr("This clerk can't sign in here any more. What was registered stays as it is, "
                               "with the clerk's id."),
                            //: Page of clerks: answer to the question.
                            tr("Remove"),
                            //: Page of clerks: answer to the question.
                            tr("Keep")};
    m_dialogs.ask(this, question, [this, id = clerk->id](Answer answer) {
        if (answer == Answer::Yes) Q_EMIT removeWanted(id);
    });
}

void ClerksPage::retranslate() {
    //: Page of clerks: title.
    header()->setTitle(tr("Clerks"));
    //: Page of clerks: under the title.
    header()->setSubtitle(tr("Who may sign in at this counter, and as what."));
    //: Page of clerks: name of the list for screen readers.
    m_list->setAccessibleName(tr("Clerks of this counter"));
    //: Page of clerks: label of a field.
    m_idField->setLabel(tr("Clerk id"));
    //: Page of clerks: under the field for the id.
    m_idField->setHelp(tr("Small letters, digits, - and _; it can't be changed later"));
    //: Page of clerks: label of a field.
    m_nameField->setLabel(tr("Name"));
    //: Page of clerks: under the field for the name.
    m_nameField->setHelp(tr("As shown at the top of the window"));
    //: Page of clerks: label of a field.
    m_oldField->setLabel(tr("Present PIN"));
    //: Page of clerks: label of a choice.
    m_roleLabel->setText(tr("Role"));
    m_role->setAccessibleName(m_roleLabel->text());
    for (const ClerkRole role : {ClerkRole::Clerk, ClerkRole::Supervisor})
        m_role->setChoiceText(static_cast<int>(role), roleName(role));
    //: Page of clerks: button.
    m_new->setText(tr("New clerk"));
    //: Page of clerks: button; a question follows.
    m_remove->setText(tr("Remove"));
    setAccessibleName(header()->title());
    if (m_form == Form::Add) {
        showForm(Form::Add);
    } else {
        fill(selected() != nullptr ? selected()->id : m_self);
    }
}

}  // namespace countersign::ui
