#include "pages/consent_page.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "identity/document_number.h"
#include "identity/person_name.h"
#include "text/identity_text.h"
#include "text/program_language.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/labeled_field.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kSign = 40;
constexpr int kAdult = 18;  // full years of a guardian
constexpr int kShortestNumber = 4, kResidentNumber = 18, kLongestNumber = 32;

QString years(int number) {
    return QLocale().toString(number);
}

// An icon in a soft disc, so that the notice can be followed without reading.
class PointSign final : public QWidget {
  public:
    explicit PointSign(QString icon) : m_icon(std::move(icon)) { setFixedSize(scaled(kSign), scaled(kSign)); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        drawBox(painter, rect(), width() / 2.0, shade(*this, Shade::AccentGround), {}, 0);
        const int inset = width() / 4;
        drawIcon(painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_icon,
                 shade(*this, Shade::Accent));
    }

  private:
    QString m_icon;
};

}  // namespace

ConsentPage::ConsentPage(QWidget* parent)
    : Page(parent),
      m_languages(new SegmentedChoice),
      m_young(new Card),
      m_youngTitle(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_youngWords(new TextLabel(TextStyle::Body, Wrap::On)),
      m_ageChoice(new SegmentedChoice),
      m_guardianName(new FieldEdit),
      m_guardianNumber(new FieldEdit),
      m_guardianNameField(new LabeledField({}, m_guardianName)),
      m_guardianNumberField(new LabeledField({}, m_guardianNumber)),
      m_guardianFields(new QWidget),
      m_card(new Card),
      m_text(nullptr),
      m_version(nullptr),
      m_back(new SecondaryButton({})),
      m_aloud(new SecondaryButton({})),
      m_ask(new SecondaryButton({})),
      m_decline(new SecondaryButton({})),
      m_agree(new PrimaryButton({})) {
    m_tags.clear();
    for (const ShippedLanguage& language : languagesAtHand()) {
        if (!consentLanguages().contains(language.tag)) continue;
        m_tags << language.tag;
        m_languages->addChoice(static_cast<int>(m_tags.size()), language.nativeName);
    }
    header()->addTrailing(m_ask);
    header()->addTrailing(m_languages);
    m_ask->setKey(QKeySequence(Qt::Key_F4));
    connect(m_ask, &Button::clicked, this, [this] { ask(!m_asking); });
    m_guardianName->setFormat({Reading::AsInterface, 100, keepPrintable, {}});
    m_guardianNumber->setFormat({Reading::LeftToRight, kLongestNumber, keepLettersAndDigits, {}});
    for (const Age age : {Age::Adult, Age::NeedsGuardian, Age::GuardianConsents})
        m_ageChoice->addChoice(static_cast<int>(age), {});
    m_ageChoice->setChosen(0);  // nobody's age is guessed
    auto* fields = new QHBoxLayout(m_guardianFields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(scaled(16));
    fields->addWidget(m_guardianNameField, 1);
    fields->addWidget(m_guardianNumberField, 1);
    stackWhenNarrow(fields);
    m_youngWords->setShade(Shade::SecondInk);
    m_young->body()->setSpacing(scaled(8));
    m_young->body()->addWidget(m_youngTitle);
    m_young->body()->addWidget(m_ageChoice);
    m_young->body()->addWidget(m_youngWords);
    m_young->body()->addWidget(m_guardianFields);
    body()->addWidget(m_young);
    body()->addWidget(m_card, 1);
    connect(m_ageChoice, &SegmentedChoice::chosenChanged, this, &ConsentPage::updateGuardian);
    for (FieldEdit* field : {m_guardianName, m_guardianNumber})
        connect(field, &FieldEdit::plainTextEdited, this, &ConsentPage::updateGuardian);
    m_decline->setKey(QKeySequence(Qt::Key_F6));
    m_agree->setKey(QKeySequence(Qt::Key_F10));
    addToFooter(m_back, Side::Start);
    addToFooter(m_aloud, Side::Start);
    m_aloud->setIconName(QStringLiteral("sound"));
    m_aloud->setKey(QKeySequence(Qt::Key_F8));
    connect(m_aloud, &Button::clicked, this, &ConsentPage::readAloudWanted);
    addToFooter(m_decline, Side::End);
    addToFooter(m_agree, Side::End);
    connect(m_languages, &SegmentedChoice::chosenChanged, this, [this](int id) {
        showNotice(consentNotice(m_tags.at(id - 1), m_terms));
        retranslate();
        Q_EMIT noticeChanged();
    });
    connect(m_back, &Button::clicked, this, &ConsentPage::backRequested);
    connect(m_decline, &Button::clicked, this, &ConsentPage::declined);
    connect(m_agree, &Button::clicked, this, &ConsentPage::agreed);
    setBuyerLanguage(QStringLiteral("en"));
    setBuyerAge(kAdult, 0, 0, {});
}

void ConsentPage::setBuyerLanguage(const QString& tag) {
    const ConsentNotice chosen = consentNotice(tag, m_terms);
    m_languages->setChosen(static_cast<int>(m_tags.indexOf(chosen.language)) + 1);
    showNotice(chosen);
    retranslate();
}

void ConsentPage::setTerms(const DataTerms& terms) {
    m_terms = terms;
    showNotice(consentNotice(m_notice.language, m_terms));
    retranslate();
    Q_EMIT noticeChanged();
}

void ConsentPage::narrowChanged() {
    showNotice(m_notice);
    retranslate();
}

void ConsentPage::setBuyerAge(std::optional<int> age, int consentsBelow, int presentBelow, WallTime now) {
    m_years = age;
    m_consentsBelow = consentsBelow;
    m_presentBelow = presentBelow;
    m_now = now;
    // An operator may let guardians decide up to the age at which nobody needs one: nobody is between the two
    // then.
    using Offer = SegmentedChoice::Offer;
    m_ageChoice->setOffered(static_cast<int>(Age::NeedsGuardian),
                            consentsBelow < presentBelow ? Offer::Offered : Offer::Not);
    m_ageChoice->setOffered(static_cast<int>(Age::GuardianConsents),
                            consentsBelow > 0 ? Offer::Offered : Offer::Not);
    retranslate();
    updateGuardian();
}

void ConsentPage::setReading(Speaking speaking) {
    m_reading = speaking == Speaking::Aloud;
    retranslate();
}

void ConsentPage::clear() {
    if (m_asking) ask(false);
    m_guardianName->forget();
    m_guardianNumber->forget();
    m_ageChoice->setChosen(0);
    updateGuardian();
}

std::optional<ConsentPage::Age> ConsentPage::age() const {
    if (m_years) {
        return *m_years < m_consentsBelow  ? Age::GuardianConsents
               : *m_years < m_presentBelow ? Age::NeedsGuardian
                                           : Age::Adult;
    }
    const int chosen = m_ageChoice->chosen();
    return chosen == 0 ? std::nullopt : std::optional(static_cast<Age>(chosen));
}

std::optional<Guardian> ConsentPage::guardian() const {
    if (!age() || *age() == Age::Adult) return std::nullopt;
    return Guardian{m_guardianName->plainText().trimmed().toStdString(),
                    m_guardianNumber->plainText().toStdString(), *age() == Age::GuardianConsents};
}

bool ConsentPage::guardianRight() const {
    if (!age()) return false;
    if (*age() == Age::Adult) return true;
    const auto name = checkPersonName(m_guardianName->plainText().toStdString());
    return name.usable() && m_guardianNumberField->mark() == Mark::Good;
}

// Every kind of document may be a guardian's; a resident number says by itself whether it is right and whose
// age it tells.
void ConsentPage::updateGuardian() {
    const auto whose = age();
    const bool needed = whose && *whose != Age::Adult;
    m_young->setVisible(!m_years || needed);
    m_ageChoice->setVisible(!m_years);
    m_guardianFields->setVisible(needed);
    m_youngWords->setVisible(needed);
    if (needed) {
        m_youngWords->setText(
            *whose == Age::GuardianConsents
                //: Consent page: the buyer is a child. %1 is an age.
                ? tr("Under %1, a guardian decides. Ask the guardian, and the child as well.")
                      .arg(years(m_consentsBelow))
                //: Consent page: the buyer is young. %1 is an age.
                : tr("Under %1, a guardian is here, with a document of their own and the household register.")
                      .arg(years(m_presentBelow)));
        const auto name = checkPersonName(m_guardianName->plainText().toStdString());
        m_guardianNameField->setState(name.usable()           ? Mark::Good
                                      : wrongForCertain(name) ? Mark::Bad
                                                              : Mark::None,
                                      numberHelp(NumberField::Name, name));
        const QString number = m_guardianNumber->plainText();
        Mark mark = number.size() >= kShortestNumber ? Mark::Good : Mark::None;
        QString help;
        if (number.size() == kResidentNumber) {
            const auto check = checkResidentNumber(number.toStdString(), m_now);
            help = numberHelp(NumberField::Document, check);
            mark = check.usable() ? Mark::Good : Mark::Bad;
            if (check.usable() && check.birthDate && ageAt(*check.birthDate, m_now) < kAdult) {
                mark = Mark::Bad;
                //: Consent page: under the number of the guardian's document.
                help = tr("This is not the document of an adult.");
            }
        }
        m_guardianNumberField->setState(mark, help);
    }
    const bool ready = guardianRight();
    m_agree->setEnabled(ready);
    m_decline->setEnabled(ready);
}

void ConsentPage::entered() {
    m_languages->setFocus(Qt::OtherFocusReason);
}

void ConsentPage::addQuestions(QVBoxLayout& column) const {
    for (const ConsentQuestion& each : m_notice.questions) {
        column.addWidget(new TextLabel(each.question, TextStyle::CardTitle, Wrap::On));
        column.addWidget(new TextLabel(each.answer, TextStyle::Field, Wrap::On));
        column.addSpacing(scaled(10));
    }
    column.addStretch(1);
}

void ConsentPage::addPoints(QVBoxLayout& column) const {
    column.addWidget(new TextLabel(m_notice.title, TextStyle::PageTitle, Wrap::On));
    column.addWidget(new TextLabel(m_notice.intro, TextStyle::Field, Wrap::On));
    column.addSpacing(scaled(8));
    // Two columns of their own: a long point pushes down only what stands below it.
    const std::size_t count = m_notice.points.size();
    const std::size_t half = isNarrow() ? count : (count + 1) / 2;
    auto* sides = new QHBoxLayout;
    sides->setSpacing(scaled(32));
    for (std::size_t first = 0; first < count; first += half) {
        auto* side = new QVBoxLayout;
        side->setSpacing(scaled(12));
        for (std::size_t i = first; i < std::min(count, first + half); ++i)
            side->addLayout(pointLayout(m_notice.points[i]));
        side->addStretch(1);
        sides->addLayout(side, 1);
    }
    column.addLayout(sides);
    column.addStretch(1);
}

QLayout* ConsentPage::pointLayout(const ConsentPoint& point) const {
    auto* item = new QHBoxLayout;
    item->setSpacing(scaled(14));
    item->addWidget(new PointSign(point.icon), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(2));
    words->addWidget(new TextLabel(point.heading, TextStyle::CardTitle, Wrap::On));
    words->addWidget(new TextLabel(point.text, TextStyle::Body, Wrap::On));
    words->addStretch(1);
    item->addLayout(words, 1);
    return item;
}

void ConsentPage::ask(bool questions) {
    m_asking = questions;
    showNotice(m_notice);
    retranslate();
    Q_EMIT noticeChanged();
}

void ConsentPage::showNotice(const ConsentNotice& notice) {
    m_notice = notice;
    delete m_card;
    m_card = new Card;
    // The notice has the direction of its own language, whatever the program's is.
    m_card->setLayoutDirection(notice.direction);
    body()->insertWidget(1, m_card, 1);  // below the box about young buyers
    auto* column = m_card->body();
    column->setContentsMargins(scaled(28), scaled(16), scaled(28), scaled(14));
    column->setSpacing(scaled(6));
    if (m_asking)
        addQuestions(*column);
    else
        addPoints(*column);
    m_version = new TextLabel(TextStyle::Small, Wrap::On);
    m_version->setShade(Shade::SecondInk);
    m_version->setAlignment(Qt::AlignRight | Qt::AlignBottom);
    auto* last = new QHBoxLayout;
    last->setSpacing(scaled(16));
    last->addWidget(new TextLabel(m_asking ? QString() : notice.question, TextStyle::CardTitle, Wrap::On), 1);
    last->addWidget(m_version, 1);
    column->addLayout(last);
    m_card->setAccessibleName(notice.title);
    m_card->setAccessibleDescription(m_asking ? notice.writtenAnswers() : notice.written());
}

void ConsentPage::retranslate() {
    //: Consent page: title, for the clerk.
    header()->setTitle(tr("The buyer decides"));
    //: Consent page: under the title, for the clerk.
    header()->setSubtitle(tr("Turn the screen to the buyer, or read the text aloud. No answer is a no."));
    //: Consent page: which text is shown. %1 is a number of a version.
    m_version->setText(tr("Notice %1").arg(QChar(u'\u2066') + m_notice.told + QChar(u'\u2069')));
    //: Consent page: title of the box about young buyers.
    m_youngTitle->setText(m_years ? tr("A guardian is needed") : tr("How old is the buyer?"));
    //: Consent page: one of three ages. %1 is a number of years.
    m_ageChoice->setChoiceText(static_cast<int>(Age::Adult), tr("%1 or older").arg(years(m_presentBelow)));
    //: Consent page: one of three ages. %1 and %2 are numbers of years.
    m_ageChoice->setChoiceText(static_cast<int>(Age::NeedsGuardian),
                               tr("%1 to %2").arg(years(m_consentsBelow), years(m_presentBelow - 1)));
    //: Consent page: one of three ages. %1 is a number of years.
    m_ageChoice->setChoiceText(static_cast<int>(Age::GuardianConsents),
                               tr("Under %1").arg(years(m_consentsBelow)));
    //: Accessible name of the choice of three ages.
    m_ageChoice->setAccessibleName(tr("Age of the buyer"));
    //: Consent page: label of a field.
    m_guardianNameField->setLabel(tr("Guardian's name"));
    //: Consent page: label of a field.
    m_guardianNumberField->setLabel(tr("Number of the guardian's document"));
    //: Footer button: one step back; nothing typed is lost.
    m_back->setText(tr("Back"));
    //: Consent page: button; shows the notice again, in place of questions and answers.
    const QString notice = tr("Back to the text");
    //: Consent page: button; shows what buyers ask, and the answers.
    m_ask->setText(m_asking ? notice : tr("Questions"));
    m_ask->setVisible(!m_notice.questions.empty());
    //: Consent page: button; says the notice aloud, or stops saying it.
    m_aloud->setText(m_reading ? tr("Stop reading") : tr("Read aloud"));
    //: Consent page: the buyer wants no scan. It leads to another way, not to an end.
    const QString no = tr("No scan: another way");
    //: Consent page: the buyer agrees to the scan. The clerk presses it after the buyer's yes.
    const QString yes = tr("Buyer agrees");
    m_decline->setText(no);
    m_agree->setText(yes);
    // The buyer may press too: what the buttons mean in the buyer's own words.
    m_decline->setToolTip(m_notice.decline);
    m_agree->setToolTip(m_notice.agree);
    //: Accessible name of the buttons that choose the language of the notice.
    m_languages->setAccessibleName(tr("Language of the notice"));
    setAccessibleName(header()->title());
    updateGuardian();
}

}  // namespace countersign::ui
