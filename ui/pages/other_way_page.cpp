#include "pages/other_way_page.h"

#include <QHBoxLayout>
#include <QImage>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "text/other_way_text.h"
#include "theme/icon.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/clerk_fields.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/picture_view.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kListWidth = 400;
constexpr int kBesideWidth = 900;  // of the page, at 100 %: narrower, and the list stands above the rest
constexpr int kRowHeight = 40;
constexpr int kSupportHeight = 190;

}  // namespace

OtherWayPage::OtherWayPage(QWidget* parent)
    : Page(parent),
      m_sides(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_listCard(new Card),
      m_list(new QListWidget),
      m_name(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_advice(new TextLabel(TextStyle::Body, Wrap::On)),
      m_terms(new TextLabel(TextStyle::BodyBold, Wrap::On)),
      m_supportCard(new Card),
      m_supportTitle(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_support(new PictureView),
      m_take(new SecondaryButton({})),
      m_secondTitle(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_signs(new Card),
      m_second(new SegmentedChoice),
      m_secondFields(new QWidget),
      m_id(new FieldEdit),
      m_pin(new FieldEdit),
      m_idField(new LabeledField({}, m_id)),
      m_pinField(new LabeledField({}, m_pin)),
      m_alone(new TextLabel(TextStyle::Body, Wrap::On)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_back(new SecondaryButton({})),
      m_without(new SecondaryButton({})),
      m_scan(new PrimaryButton({})) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_listCard->body()->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    m_listCard->body()->addWidget(m_list, 1);

    auto* what = new Card;
    what->body()->setSpacing(scaled(6));
    what->body()->addWidget(m_name);
    what->body()->addWidget(m_advice);
    what->body()->addWidget(m_terms);
    m_advice->setShade(Shade::SecondInk);
    m_terms->setShade(Shade::Accent);

    m_supportCard->body()->setSpacing(scaled(8));
    m_supportCard->body()->addWidget(m_supportTitle);
    m_support->setFixedHeight(scaled(kSupportHeight));
    m_supportCard->body()->addWidget(m_support);
    m_supportCard->body()->addWidget(m_take);
    m_take->setKey(QKeySequence(Qt::Key_F8));

    makeClerkFields(*m_id, *m_pin);
    m_second->addChoice(static_cast<int>(Second::Signs), {});
    m_second->addChoice(static_cast<int>(Second::NobodyThere), {});
    m_alone->setShade(Shade::SecondInk);
    auto* fields = new QHBoxLayout(m_secondFields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(scaled(16));
    fields->addWidget(m_idField, 1);
    fields->addWidget(m_pinField, 1);
    stackWhenNarrow(fields);
    m_signs->body()->setSpacing(scaled(8));
    m_signs->body()->addWidget(m_secondTitle);
    m_signs->body()->addWidget(m_second);
    m_signs->body()->addWidget(m_notice);
    m_signs->body()->addWidget(m_secondFields);
    m_signs->body()->addWidget(m_alone);

    auto* right = new QVBoxLayout;
    right->setSpacing(scaled(14));
    right->addWidget(what);
    right->addWidget(m_supportCard);
    right->addWidget(m_signs);
    right->addStretch(1);
    m_sides->setSpacing(scaled(24));
    auto* left = new QVBoxLayout;
    left->addWidget(m_listCard);
    left->addStretch(1);
    m_sides->addLayout(left);
    m_sides->addLayout(right, 1);
    body()->addLayout(m_sides, 1);
    stackWhenNarrow(m_sides);
    setWidthBeside(m_listCard, kListWidth);

    addToFooter(m_back, Side::Start);
    addToFooter(m_without, Side::End);
    addToFooter(m_scan, Side::End);

    connect(m_list, &QListWidget::currentRowChanged, this, &OtherWayPage::showChosen);
    connect(m_second, &SegmentedChoice::chosenChanged, this, &OtherWayPage::updateUse);
    connect(m_take, &QPushButton::clicked, this, [this] {
        if (m_taken)
            Q_EMIT pictureDropped();
        else
            Q_EMIT pictureWanted();
    });
    connect(m_back, &QPushButton::clicked, this, &OtherWayPage::backRequested);
    connect(m_without, &QPushButton::clicked, this, [this] { choose(Way::NoScan); });
    connect(m_scan, &QPushButton::clicked, this, [this] { choose(Way::OtherScan); });
    for (FieldEdit* field : {m_id, m_pin}) {
        connect(field, &FieldEdit::plainTextEdited, this, [this] {
            if (m_problem != SecondProblem::TooManyTries) setProblem(SecondProblem::None);
            updateUse();
        });
    }
    fillList();
    OtherWayPage::retranslate();
    ask(Obstacle::NoWish, ScanOffer::Offered);
}

void OtherWayPage::fillList() {
    const int kept = m_list->currentRow();
    m_list->clear();
    for (const Obstacle obstacle : kObstacles) {
        const ObstacleText text = obstacleText(obstacle);
        auto* item = new QListWidgetItem(text.name, m_list);
        item->setData(Qt::UserRole, static_cast<int>(obstacle));
        item->setIcon(
            QIcon(iconPixmap(text.icon, shade(*this, Shade::SecondInk), scaled(20), devicePixelRatioF())));
        item->setFont(textFont(TextStyle::Body));
        item->setSizeHint({0, scaled(kRowHeight)});
    }
    m_list->setIconSize({scaled(20), scaled(20)});
    m_list->setCurrentRow(kept);
}

void OtherWayPage::ask(Obstacle first, ScanOffer scan) {
    clear();
    m_offer = scan;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toInt() == static_cast<int>(first))
            m_list->setCurrentRow(row);
    }
    showChosen();
}

void OtherWayPage::clear() {
    m_id->clear();
    m_pin->clear();
    m_second->setChosen(static_cast<int>(Second::Signs));
    m_hadFocus.clear();
    setBusy(Busy::No);
    setSupportingPicture({});
    m_support->setPicture({});
    setProblem(SecondProblem::None);
}

void OtherWayPage::setSupporting(std::vector<Obstacle> obstacles) {
    m_supporting = std::move(obstacles);
    showChosen();
}

void OtherWayPage::setPreview(const QImage& picture) {
    if (!m_taken) m_support->setPicture(picture);
}

void OtherWayPage::setSupportingPicture(const QImage& taken) {
    m_taken = !taken.isNull();
    m_support->setPicture(taken);
    retranslate();
    updateUse();
}

// What was answered is being signed: none of it changes meanwhile, and leaving stays possible.
void OtherWayPage::setBusy(Busy busy) {
    const bool now = busy == Busy::Yes;
    if (now == m_busy) return;
    m_busy = now;
    if (now) m_hadFocus = focusWidget();
    for (Card* card : {m_listCard, m_supportCard, m_signs}) card->setEnabled(!now);
    if (!now && m_hadFocus) m_hadFocus->setFocus(Qt::OtherFocusReason);
    if (!now) m_hadFocus.clear();
    updateUse();
}

Obstacle OtherWayPage::chosen() const {
    const auto* item = m_list->currentItem();
    return item == nullptr ? Obstacle::NoWish : static_cast<Obstacle>(item->data(Qt::UserRole).toInt());
}

bool OtherWayPage::wantsPicture() const {
    return std::find(m_supporting.begin(), m_supporting.end(), chosen()) != m_supporting.end();
}

void OtherWayPage::entered() {
    m_list->setFocus(Qt::OtherFocusReason);
}

void OtherWayPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    // All of its rows are shown; where that is too much the page scrolls.
    m_list->setFixedHeight(m_list->count() * scaled(kRowHeight) + scaled(4));
}

void OtherWayPage::showChosen() {
    const ObstacleText text = obstacleText(chosen());
    m_name->setText(text.name);
    m_advice->setText(text.advice);
    const bool scan = !text.scanTerms.isEmpty() && m_offer == ScanOffer::Offered;
    m_terms->setText(scan ? text.scanTerms : QString());
    m_terms->setVisible(scan);
    m_scan->setVisible(scan);
    m_without->setKind(scan ? ButtonKind::Secondary : ButtonKind::Primary);
    m_without->setKeyCap({});
    setPrimaryAction(scan ? m_scan : m_without);
    m_supportCard->setVisible(wantsPicture());
    updateUse();
}

QWidget* OtherWayPage::incomplete() {
    if (wantsPicture() && !m_taken) return m_take;
    if (m_second->chosen() == static_cast<int>(Second::NobodyThere)) return nullptr;
    if (m_id->plainText().isEmpty()) return m_id;
    return m_pin->plainText().size() < kShortestPin ? m_pin : nullptr;
}

void OtherWayPage::updateUse() {
    const bool alone = m_second->chosen() == static_cast<int>(Second::NobodyThere);
    m_secondFields->setVisible(!alone);
    m_alone->setVisible(alone);
    if (alone && m_problem != SecondProblem::None) setProblem(SecondProblem::None);
    const bool wait = m_problem == SecondProblem::TooManyTries && !alone;
    const bool ready = !m_busy && !wait && incomplete() == nullptr;
    m_without->setEnabled(ready);
    m_scan->setEnabled(ready);
}

void OtherWayPage::setProblem(SecondProblem problem, int waitSeconds) {
    const bool fresh = problem != m_problem;
    m_problem = problem;
    m_wait = waitSeconds;
    switch (problem) {
        case SecondProblem::None:
            m_notice->clear();
            break;
        case SecondProblem::WrongIdOrPin:
            //: Other ways: the second person's sign-in. Which of the two is wrong is not told on purpose.
            m_notice->showMessage(Tone::Bad, tr("This id and PIN don't fit together."));
            break;
        case SecondProblem::SamePerson:
            //: Other ways: the clerk who is signed in tried to sign a second time.
            m_notice->showMessage(Tone::Warning,
                                  tr("This is you. Another person has to sign, or choose that nobody "
                                     "else is here."));
            break;
        case SecondProblem::MayNotSign:
            //: Other ways: the PIN was right, but this person is a technician or was switched off.
            m_notice->showMessage(Tone::Warning,
                                  tr("This person can't sign here. Another clerk or a supervisor can, or "
                                     "choose that nobody else is here."));
            break;
        case SecondProblem::TooManyTries:
            //: Other ways: after several wrong PINs. %1 is a number of seconds.
            m_notice->showMessage(Tone::Warning,
                                  tr("Too many tries. Please wait %1 s, or choose that nobody else is "
                                     "here.")
                                      .arg(QLocale().toString(waitSeconds)));
            break;
    }
    if (fresh && problem == SecondProblem::WrongIdOrPin) {
        m_pin->clear();
        m_pin->setFocus(Qt::OtherFocusReason);
    }
    if (fresh) updateUse();
}

void OtherWayPage::choose(Way way) {
    if (m_busy || incomplete() != nullptr) return;
    const bool alone = m_second->chosen() == static_cast<int>(Second::NobodyThere);
    Q_EMIT wayChosen(way, chosen(), alone ? QString() : m_id->plainText(),
                     alone ? QString() : m_pin->plainText());
}

void OtherWayPage::retranslate() {
    //: Other ways: title of the page.
    header()->setTitle(tr("Another way"));
    //: Other ways: under the title.
    header()->setSubtitle(
        tr("Nobody is refused for this. A person at the operator looks at every such registration."));
    //: Other ways: name of the list for screen readers.
    m_list->setAccessibleName(tr("What hinders the buyer"));
    //: Other ways: title of the box where a second person signs.
    m_secondTitle->setText(tr("A second person signs"));
    //: Other ways: one of two choices.
    m_second->setChoiceText(static_cast<int>(Second::Signs), tr("Signs here"));
    //: Other ways: one of two choices; the clerk is alone in the shop.
    m_second->setChoiceText(static_cast<int>(Second::NobodyThere), tr("Nobody else is here"));
    //: Other ways: name of the two choices for screen readers.
    m_second->setAccessibleName(tr("Second person"));
    //: Other ways: label of a field.
    m_idField->setLabel(tr("Second person's id"));
    //: Other ways: label of a field.
    m_pinField->setLabel(tr("Second person's PIN"));
    //: Other ways: shown when nobody else is there.
    m_alone->setText(tr("The registration goes on, and says that nobody else was there."));
    //: Other ways: title of the box for a picture of a document, such as a letter of a doctor.
    m_supportTitle->setText(tr("Picture of the supporting document"));
    m_support->setEmptyText(QStringLiteral("document"), tr("Hold it into the camera"));
    m_take->setText(m_taken ? tr("Take again", "other ways; the picture of a document") : tr("Take picture"));
    //: Footer button: one step back; nothing typed is lost.
    m_back->setText(tr("Back"));
    //: Other ways: registers; a person at the operator decides.
    m_without->setText(tr("Register without a scan"));
    //: Other ways: begins the scan with what the buyer can do.
    m_scan->setText(tr("Scan this way"));
    setAccessibleName(header()->title());
    fillList();
    setProblem(m_problem, m_wait);
}

}  // namespace countersign::ui
