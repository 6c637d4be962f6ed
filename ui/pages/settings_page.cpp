#include "pages/settings_page.h"

#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "text/program_language.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {

const std::vector<int>& textSizes() {
    static const std::vector<int> sizes{100, 125, 150, 200};
    return sizes;
}

SettingsPage::SettingsPage(QWidget* parent)
    : Page(parent),
      m_language(new ChoiceBox),
      m_languageField(new LabeledField({}, m_language)),
      m_coloursLabel(new TextLabel(TextStyle::SmallBold)),
      m_colours(new SegmentedChoice),
      m_textLabel(new TextLabel(TextStyle::SmallBold)),
      m_text(new SegmentedChoice),
      m_textHelp(new TextLabel(TextStyle::Small, Wrap::On)),
      m_motionLabel(new TextLabel(TextStyle::SmallBold)),
      m_motion(new SegmentedChoice),
      m_motionHelp(new TextLabel(TextStyle::Small, Wrap::On)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_clerksCard(new Card),
      m_clerksHelp(new TextLabel(TextStyle::Small, Wrap::On)),
      m_clerks(new SecondaryButton({})) {
    setContentWidth(640);
    hideFooter();
    m_colours->addChoice(static_cast<int>(Scheme::Light), {});
    m_colours->addChoice(static_cast<int>(Scheme::Dark), {});
    for (const int percent : textSizes()) m_text->addChoice(percent, {});
    m_motion->addChoice(static_cast<int>(MotionChoice::Calm), {});
    m_motion->addChoice(static_cast<int>(MotionChoice::None), {});

    auto* card = new Card;
    auto* column = card->body();
    const auto add = [column](TextLabel* label, QWidget* control, TextLabel* help) {
        column->addSpacing(scaled(10));
        column->addWidget(label);
        column->addWidget(control);
        if (help == nullptr) return;
        help->setShade(Shade::SecondInk);
        column->addWidget(help);
    };
    column->addWidget(m_languageField);
    add(m_coloursLabel, m_colours, nullptr);
    add(m_textLabel, m_text, m_textHelp);
    column->addWidget(m_notice);
    add(m_motionLabel, m_motion, m_motionHelp);
    body()->addWidget(card);
    m_clerks->setKeyCap(QKeySequence(Qt::Key_F12));  // the window's, on every page
    m_clerksHelp->setShade(Shade::SecondInk);
    m_clerksCard->body()->addWidget(m_clerks);
    m_clerksCard->body()->addWidget(m_clerksHelp);
    m_clerksCard->hide();
    body()->addSpacing(scaled(8));
    body()->addWidget(m_clerksCard);
    body()->addStretch(1);
    connect(m_clerks, &QPushButton::clicked, this, &SettingsPage::clerksWanted);

    connect(m_language, &ChoiceBox::activated, this, &SettingsPage::chosen);
    for (SegmentedChoice* choice : {m_colours, m_text, m_motion})
        connect(choice, &SegmentedChoice::chosenChanged, this, &SettingsPage::chosen);
    connect(m_notice, &Notice::actionChosen, this, &SettingsPage::signOutWanted);
    SettingsPage::retranslate();
}

void SettingsPage::setLook(const LookSettings& look) {
    m_look = look;
    const int found = m_language->findData(look.language);
    m_language->setCurrentIndex(found >= 0 ? found : m_language->findData(QStringLiteral("en")));
    m_colours->setChosen(static_cast<int>(look.colours));
    m_text->setChosen(look.textPercent);
    m_motion->setChosen(static_cast<int>(look.motion));
}

void SettingsPage::setTextSize(TextSize state) {
    m_state = state;
    if (state == TextSize::Shown) {
        m_notice->clear();
        return;
    }
    m_notice->showMessage(Tone::Information,
                          //: Settings page: after another text size was chosen while somebody is signed in.
                          tr("The new text size shows at the next sign-in. What is typed is kept."),
                          //: Settings page: button beside that sentence.
                          tr("Sign out now"));
    reveal(m_notice);
}

void SettingsPage::setClerksOffer(ClerksOffer offer) {
    m_clerksCard->setVisible(offer == ClerksOffer::Shown);
}

void SettingsPage::entered() {
    m_language->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::chosen() {
    m_look.language = m_language->currentData().toString();
    m_look.colours = static_cast<Scheme>(m_colours->chosen());
    m_look.textPercent = m_text->chosen();
    m_look.motion = static_cast<MotionChoice>(m_motion->chosen());
    Q_EMIT lookChosen(m_look);
}

void SettingsPage::retranslate() {
    //: Settings page: title.
    header()->setTitle(tr("Settings"));
    //: Settings page: under the title.
    header()->setSubtitle(
        tr("How this counter looks and speaks. The buyer's language is chosen with the details."));
    //: Settings page: label of a list.
    m_languageField->setLabel(tr("Language"));
    const auto languages = languagesAtHand();
    m_language->clear();
    for (const auto& language : languages) m_language->addItem(languageLabel(language), language.tag);
    //: Settings page: label of a choice.
    m_coloursLabel->setText(tr("Colours"));
    m_colours->setAccessibleName(m_coloursLabel->text());
    //: Settings page: a choice of colours.
    m_colours->setChoiceText(static_cast<int>(Scheme::Light), tr("Light"));
    //: Settings page: a choice of colours.
    m_colours->setChoiceText(static_cast<int>(Scheme::Dark), tr("Dark"));
    //: Settings page: label of a choice.
    m_textLabel->setText(tr("Text size"));
    m_text->setAccessibleName(m_textLabel->text());
    for (const int percent : textSizes())
        //: Settings page: a text size. %1 is a number.
        m_text->setChoiceText(percent, tr("%1 %").arg(QLocale().toString(percent)));
    //: Settings page: under the text sizes.
    m_textHelp->setText(tr("Pages that no longer fit can be scrolled."));
    //: Settings page: label of a choice.
    m_motionLabel->setText(tr("Motion"));
    m_motion->setAccessibleName(m_motionLabel->text());
    //: Settings page: a choice of motion.
    m_motion->setChoiceText(static_cast<int>(MotionChoice::Calm), tr("Calm"));
    //: Settings page: a choice of motion.
    m_motion->setChoiceText(static_cast<int>(MotionChoice::None), tr("None"));
    //: Settings page: under the choice of motion.
    m_motionHelp->setText(tr("Nothing on these screens blinks, with or without it."));
    //: Settings page: button that opens the page of clerks.
    m_clerks->setText(tr("Clerks and PINs"));
    //: Settings page: under that button.
    m_clerksHelp->setText(tr("Change your PIN here. Supervisors look after the others."));
    setAccessibleName(header()->title());
    setLook(m_look);
    setTextSize(m_state);
}

}  // namespace countersign::ui
