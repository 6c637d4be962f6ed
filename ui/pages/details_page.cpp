#include "pages/details_page.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLocale>
#include <algorithm>
#include <array>
#include <utility>

#include "dialogs.h"
#include "identity/display_form.h"
#include "identity/document_number.h"
#include "identity/person_name.h"
#include "identity/sim_numbers.h"
#include "text/program_language.h"
#include "widgets/button.h"
#include "widgets/choice_box.h"
#include "widgets/labeled_field.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr std::array kPurchases{Purchase::SimCard, Purchase::Phone, Purchase::SimAndPhone};
constexpr std::array kKinds{DocumentKind::ResidentId,        DocumentKind::TemporaryId,
                            DocumentKind::HouseholdRegister, DocumentKind::MilitaryId,
                            DocumentKind::ArmedPoliceId,     DocumentKind::HongKongMacauPermit,
                            DocumentKind::TaiwanPermit,      DocumentKind::ResidencePermit,
                            DocumentKind::ForeignPassport,   DocumentKind::ForeignerPermanentResidence};

// One character more than any number has, so that "too long" is said instead of silently cutting.
constexpr int kResidentLength = 19;
constexpr int kOtherDocumentLength = 20;
constexpr int kIccidLength = 21;
constexpr int kImeiLength = 17;
constexpr int kMsisdnLength = 17;

// Of the words beside the bold button, and from which width of the page they get the larger one.
constexpr int kMissingWidth = 280;
constexpr int kMissingWidthLess = 180;
constexpr int kRoomy = 940;
constexpr int kLongestScan = 500;  // characters of a scan that are looked at

std::function<QString(const QString&)> grouping(NumberKind kind) {
    return
        [kind](const QString& plain) { return QString::fromStdString(grouped(kind, plain.toStdString())); };
}

}  // namespace

DetailsPage::DetailsPage(const Clock& clock, Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_clock(clock),
      m_dialogs(dialogs),
      m_purchase(new SegmentedChoice),
      m_kind(new ChoiceBox),
      m_kindField(new LabeledField({}, m_kind)),
      m_language(new ChoiceBox),
      m_languageLabel(new TextLabel(TextStyle::BodyBold)),
      m_number(makeEntry(NumberField::Document)),
      m_name(makeEntry(NumberField::Name)),
      m_msisdn(makeEntry(NumberField::Msisdn)),
      m_iccid(makeEntry(NumberField::Iccid)),
      m_imei(makeEntry(NumberField::Imei)),
      m_grid(new QGridLayout),
      m_missing(new TextLabel(TextStyle::Small, Wrap::On)),
      m_scanCode(new SecondaryButton({})),
      m_startOver(new SecondaryButton({})),
      m_next(new PrimaryButton({})) {
    // Two choices that are seldom changed share a row without labels above or room for helpers below: the
    // page must fit a screen of 720 lines with every helper shown.
    auto* language = new QHBoxLayout;
    language->setSpacing(scaled(12));
    language->addWidget(m_languageLabel);
    language->addWidget(m_language, 1);
    m_languageLabel->setBuddy(m_language);
    for (const Purchase purchase : kPurchases)
        m_purchase->addChoice(static_cast<int>(purchase), purchaseText(purchase));
    fillChoices();

    m_grid->setHorizontalSpacing(scaled(24));
    m_grid->setVerticalSpacing(scaled(10));
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    m_languageRow = new QWidget;
    language->setContentsMargins(0, 0, 0, 0);
    m_languageRow->setLayout(language);
    placeFields();
    body()->addLayout(m_grid);
    body()->addStretch(1);

    m_missing->setShade(Shade::SecondInk);
    m_missing->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_scanCode->setKey(QKeySequence(Qt::Key_F6));
    m_scanCode->setIconName(QStringLiteral("camera"));
    addToFooter(m_startOver, Side::Start);
    addToFooter(m_scanCode, Side::Start);
    addToFooter(m_missing, Side::End);
    addToFooter(m_next, Side::End);
    setPrimaryAction(m_next);
    // The order of reading is the order of Tab.
    QWidget* last = m_purchase;
    for (QWidget* next :
         std::initializer_list<QWidget*>{m_language, m_kind, m_number.edit, m_name.edit, m_msisdn.edit,
                                         m_iccid.edit, m_imei.edit, m_startOver, m_scanCode, m_next}) {
        setTabOrder(last, next);
        last = next;
    }

    connect(m_purchase, &SegmentedChoice::chosenChanged, this, [this] { showPurchase(); });
    connect(m_kind, &QComboBox::activated, this, [this] {
        setFormats();
        judge(m_number);
        updateNext();
    });
    connect(m_scanCode, &Button::clicked, this, &DetailsPage::cameraCodesWanted);
    connect(m_startOver, &Button::clicked, this, &DetailsPage::askStartOver);
    connect(m_next, &Button::clicked, this, [this] { Q_EMIT detailsEntered(details()); });
    setFormats();
    retranslate();
    showPurchase();
}

DetailsPage::Entry DetailsPage::makeEntry(NumberField kind) {
    auto* edit = new FieldEdit;
    Entry entry{kind, edit, new LabeledField({}, edit)};
    edit->installEventFilter(this);
    connect(edit, &FieldEdit::plainTextEdited, this, [this, kind] {
        for (Entry* each : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) {
            if (each->kind == kind) judge(*each);
        }
        updateNext();
    });
    if (kind == NumberField::Iccid || kind == NumberField::Imei) {
        connect(edit, &FieldEdit::pasted, this, [this, kind](const QString& text) {
            takeTyped(kind == NumberField::Iccid ? m_iccid : m_imei, text);
        });
    }
    return entry;
}

void DetailsPage::fillChoices() {
    const int kind = m_kind->currentIndex();
    const int language = m_language->currentIndex();
    m_kind->clear();
    m_language->clear();
    for (const DocumentKind each : kKinds) m_kind->addItem(documentKindText(each), static_cast<int>(each));
    for (const ShippedLanguage& each : languagesAtHand()) m_language->addItem(languageLabel(each), each.tag);
    m_kind->setCurrentIndex(qMax(0, kind));
    m_language->setCurrentIndex(qMax(0, language));
}

void DetailsPage::setFormats() {
    const auto kind = static_cast<DocumentKind>(m_kind->currentData().toInt());
    const bool resident = hasResidentNumber(kind);
    m_number.edit->setFormat({Reading::LeftToRight, resident ? kResidentLength : kOtherDocumentLength,
                              keepLettersAndDigits, grouping(numberKindOf(kind))});
    m_name.edit->setFormat({Reading::AsInterface, static_cast<int>(kLongestName) + 1, keepPrintable, {}});
    m_msisdn.edit->setFormat(
        {Reading::LeftToRight, kMsisdnLength, keepPhoneNumber, grouping(NumberKind::Msisdn)});
    m_iccid.edit->setFormat(
        {Reading::LeftToRight, kIccidLength, keepLettersAndDigits, grouping(NumberKind::Iccid)});
    m_imei.edit->setFormat({Reading::LeftToRight, kImeiLength, keepDigits, grouping(NumberKind::Imei)});
}

NumberCheck DetailsPage::check(const Entry& entry) const {
    const std::string typed = entry.edit->plainText().toStdString();
    switch (entry.kind) {
        case NumberField::Document:
            return checkDocumentNumber(static_cast<DocumentKind>(m_kind->currentData().toInt()), typed,
                                       m_clock.wall());
        case NumberField::Name:
            return checkPersonName(typed);
        case NumberField::Msisdn:
            return checkMsisdn(typed);
        case NumberField::Iccid:
            return checkIccid(typed);
        case NumberField::Imei:
            return checkImei(typed);
    }
    return {};
}

bool DetailsPage::needed(const Entry& entry) const {
    const auto purchase = static_cast<Purchase>(m_purchase->chosen());
    if (entry.kind == NumberField::Iccid) return purchase != Purchase::Phone;
    if (entry.kind == NumberField::Imei) return purchase != Purchase::SimCard;
    return true;
}

void DetailsPage::judge(Entry& entry) {
    const NumberCheck result = check(entry);
    const QString help = numberHelp(entry.kind, result);
    if (result.usable()) {
        entry.field->setState(Mark::Good, help);
    } else if (wrongForCertain(result)) {
        entry.field->setState(Mark::Bad, help);
    } else if (result.outcome == CheckOutcome::Incomplete && entry.left && !entry.edit->hasFocus()) {
        //: Under a number field that the clerk left before the number was complete.
        entry.field->setState(Mark::Bad, tr("This number isn't complete yet."));
    } else {
        entry.field->setState(Mark::None, help);
    }
}

void DetailsPage::judgeAll() {
    for (Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) judge(*entry);
    updateNext();
}

void DetailsPage::updateNext() {
    Q_EMIT edited();
    QStringList missing;
    for (const Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) {
        if (!needed(*entry) || check(*entry).usable()) continue;
        switch (entry->kind) {
            //: In the list "Still needed: ..." beside the button Next, so with a small letter where the
            //: language does so.
            case NumberField::Document:
                missing << tr("document number");
                break;
            //: In the list "Still needed: ...".
            case NumberField::Name:
                missing << tr("name");
                break;
            //: In the list "Still needed: ...".
            case NumberField::Msisdn:
                missing << tr("phone number");
                break;
            //: In the list "Still needed: ...".
            case NumberField::Iccid:
                missing << tr("ICCID");
                break;
            //: In the list "Still needed: ...".
            case NumberField::Imei:
                missing << tr("IMEI");
                break;
        }
    }
    m_next->setEnabled(missing.isEmpty());
    //: Between the names in the list "Still needed: name, phone number". With a space after it where usual.
    const QString list = missing.join(tr(", "));
    //: Beside the button Next: why it can't be pressed yet. %1 is a list of fields.
    m_missing->setText(missing.isEmpty() ? QString() : tr("Still needed: %1").arg(list));
    m_next->setAccessibleDescription(m_missing->text());
}

void DetailsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_missing->setMinimumWidth(scaled(width() >= scaled(kRoomy) ? kMissingWidth : kMissingWidthLess));
}

// Two columns, or one where the page is narrow; in both the order of reading is the order of Tab.
void DetailsPage::placeFields() {
    std::vector<QWidget*> fields{m_purchase,   m_languageRow,  m_kindField,   m_number.field,
                                 m_name.field, m_msisdn.field, m_iccid.field, m_imei.field};
    for (QWidget* field : fields) m_grid->removeWidget(field);
    // The only one of the two stands at the start of its row.
    if (!needed(m_iccid)) std::swap(fields[6], fields[7]);
    const int columns = isNarrow() ? 1 : 2;
    for (int i = 0; i < static_cast<int>(fields.size()); ++i) {
        QWidget* field = fields[static_cast<std::size_t>(i)];
        if (field == m_purchase) {
            m_grid->addWidget(field, 0, 0, Qt::AlignLeading);
        } else {
            m_grid->addWidget(field, i / columns, i % columns);
        }
    }
    m_grid->setColumnStretch(1, isNarrow() ? 0 : 1);
    m_grid->setHorizontalSpacing(scaled(isNarrow() ? 0 : 24));
}

void DetailsPage::showPurchase() {
    m_iccid.field->setVisible(needed(m_iccid));
    m_imei.field->setVisible(needed(m_imei));
    placeFields();
    retranslate();
    judgeAll();
}

void DetailsPage::setDetails(const BuyerDetails& given) {
    m_purchase->setChosen(static_cast<int>(given.purchase));
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(static_cast<int>(given.documentKind))));
    m_language->setCurrentIndex(qMax(0, m_language->findData(QString::fromStdString(given.buyerLanguage))));
    setFormats();
    m_number.edit->setPlainText(QString::fromStdString(given.documentNumber));
    m_name.edit->setPlainText(QString::fromStdString(given.name));
    m_msisdn.edit->setPlainText(QString::fromStdString(given.msisdn));
    m_iccid.edit->setPlainText(QString::fromStdString(given.iccid));
    m_imei.edit->setPlainText(QString::fromStdString(given.imei));
    for (Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) entry->left = false;
    showPurchase();
}

BuyerDetails DetailsPage::details() const {
    BuyerDetails typed;
    typed.purchase = static_cast<Purchase>(m_purchase->chosen());
    typed.documentKind = static_cast<DocumentKind>(m_kind->currentData().toInt());
    typed.documentNumber = check(m_number).value;
    typed.name = check(m_name).value;
    typed.msisdn = check(m_msisdn).value;
    if (needed(m_iccid)) typed.iccid = check(m_iccid).value;
    if (needed(m_imei)) typed.imei = check(m_imei).value;
    typed.buyerLanguage = m_language->currentData().toString().toStdString();
    return typed;
}

bool DetailsPage::isComplete() const {
    return m_next->isEnabled();
}

void DetailsPage::clear() {
    // The purchase, the document and the language of the last buyer are the likeliest of the next one.
    BuyerDetails empty;
    empty.purchase = static_cast<Purchase>(m_purchase->chosen());
    empty.documentKind = static_cast<DocumentKind>(m_kind->currentData().toInt());
    empty.buyerLanguage = m_language->currentData().toString().toStdString();
    setDetails(empty);
    for (Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) entry->edit->forget();
    m_raw.clear();
    m_before.clear();
}

QWidget* DetailsPage::incomplete() {
    for (const Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) {
        if (needed(*entry) && !check(*entry).usable()) return entry->edit;
    }
    return nullptr;
}

bool DetailsPage::takeScanned(const std::vector<ScannedCode>& codes) {
    bool taken = false;
    for (Entry* entry : {&m_iccid, &m_imei}) {
        const auto kind = entry->kind == NumberField::Iccid ? ScannedKind::Iccid : ScannedKind::Imei;
        const auto found = std::find_if(codes.begin(), codes.end(),
                                        [&](const ScannedCode& code) { return code.kind == kind; });
        if (found == codes.end() || !needed(*entry)) continue;
        entry->edit->setPlainText(QString::fromStdString(found->value));
        judge(*entry);
        taken = true;
    }
    updateNext();
    return taken;
}

// What came with a label, or into the wrong one of the two fields, goes where it belongs; the field it was
// typed into is as before.
void DetailsPage::takeTyped(Entry& entry, const QString& raw) {
    const auto codes = classifyScanned(raw.toStdString(), m_clock.wall());
    if (codes.empty()) return;
    const auto own = entry.kind == NumberField::Iccid ? ScannedKind::Iccid : ScannedKind::Imei;
    const bool here =
        std::any_of(codes.begin(), codes.end(), [&](const ScannedCode& code) { return code.kind == own; });
    const QString before = m_before;
    if (!takeScanned(codes)) {
        entry.edit->setPlainText(before);
        judge(entry);
        //: Under a number field: a bar code was scanned that holds another number than is asked for.
        entry.field->setState(Mark::Bad, tr("The code that was scanned is of another number."));
        return;
    }
    if (!here) {
        entry.edit->setPlainText(before);
        judge(entry);
        updateNext();
    }
}

// Scanners type their number and then Enter or Tab. Enter goes on to what is still missing and never presses
// Next: the clerk has not seen the number yet. True: the key is done with.
bool DetailsPage::keyTyped(Entry& entry, const QKeyEvent& key) {
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (!enter && key.key() != Qt::Key_Tab) {
        if (key.key() == Qt::Key_Backspace) m_raw.chop(1);
        for (const QChar c : key.text()) {
            if (c.isPrint() && m_raw.size() < kLongestScan) m_raw += c;
        }
        return false;
    }
    if (m_raw.isEmpty()) return false;
    takeTyped(entry, std::exchange(m_raw, {}));
    if (!enter) return false;
    QWidget* next = incomplete();
    if (next == entry.edit) return true;  // wrong or unfinished: stay and see why
    (next != nullptr ? next : m_next)->setFocus(Qt::TabFocusReason);
    return true;
}

bool DetailsPage::eventFilter(QObject* watched, QEvent* event) {
    for (Entry* entry : {&m_iccid, &m_imei}) {
        if (entry->edit != watched) continue;
        if (event->type() == QEvent::FocusIn) {
            m_raw.clear();
            m_before = entry->edit->plainText();
        }
        if (event->type() == QEvent::KeyPress && keyTyped(*entry, static_cast<QKeyEvent&>(*event)))
            return true;
    }
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::FocusIn) {
        for (Entry* entry : {&m_number, &m_name, &m_msisdn, &m_iccid, &m_imei}) {
            if (entry->edit != watched) continue;
            if (event->type() == QEvent::FocusOut) entry->left = true;
            // After the event: hasFocus() still says the old thing here.
            QMetaObject::invokeMethod(this, [this, entry] { judge(*entry); }, Qt::QueuedConnection);
        }
    }
    return Page::eventFilter(watched, event);
}

void DetailsPage::askStartOver() {
    Question question;
    question.kind = QuestionKind::Erases;
    //: Question after "Start over" on the details page: title.
    question.title = tr("Start over?");
    //: Question after "Start over" on the details page.
    question.text = tr("Everything entered for this buyer is erased.");
    //: Answer to "Start over?".
    question.yes = tr("Erase and start over");
    //: Answer to "Start over?".
    question.no = tr("Keep");
    m_dialogs.ask(this, question, [this](Answer answer) {
        if (answer != Answer::Yes) return;
        clear();
        entered();
        Q_EMIT startOverConfirmed();
    });
}

void DetailsPage::retranslate() {
    //: Details page: button; reads the bar code on a SIM card or phone box with the camera.
    m_scanCode->setText(tr("Scan a code"));
    //: Details page: title.
    header()->setTitle(tr("Who is buying, and what"));
    //: Details page: under the title.
    header()->setSubtitle(tr("Type the numbers, or scan their barcodes."));
    //: Details page: name of the choice between SIM card, phone, or both.
    m_purchase->setAccessibleName(tr("What is bought"));
    for (const Purchase purchase : kPurchases) {
        m_purchase->setChoiceText(static_cast<int>(purchase), purchaseText(purchase));
    }
    fillChoices();
    //: Details page: label of the list of documents.
    m_kindField->setLabel(tr("Document"));
    //: Details page: label of a field.
    m_number.field->setLabel(tr("Document number"));
    //: Details page: label of a field.
    m_name.field->setLabel(tr("Name as on the document"));
    if (needed(m_iccid)) {
        //: Details page: label of a field: the number that the new SIM card gets.
        m_msisdn.field->setLabel(tr("Phone number to activate"));
    } else {
        //: Details page: label of a field, when only a phone is bought.
        m_msisdn.field->setLabel(tr("Phone number of the buyer"));
    }
    //: Details page: label of a field; ICCID is the number printed on a SIM card.
    m_iccid.field->setLabel(tr("ICCID on the SIM"));
    //: Details page: label of a field; IMEI is the serial number of a phone.
    m_imei.field->setLabel(tr("IMEI of the phone"));
    //: Details page: label of the list of languages.
    m_languageLabel->setText(tr("Language of the buyer"));
    m_language->setAccessibleName(m_languageLabel->text());
    //: Details page: button that erases what was typed, after a question.
    m_startOver->setText(tr("Start over"));
    //: Details page: the bold button; the next step is the document's portrait.
    m_next->setText(tr("Next: Document"));
    setAccessibleName(header()->title());
    judgeAll();
}

}  // namespace countersign::ui
