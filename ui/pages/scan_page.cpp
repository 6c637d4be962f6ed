#include "pages/scan_page.h"

#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <cmath>

#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/face_view.h"
#include "widgets/meter.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kSideWidth = 380;
constexpr int kWidest = 1640;

enum class HintPlace { Distance = 1, Light, Sharpness, General };

HintPlace placeOf(Hint hint) {
    switch (hint) {
        case Hint::ComeNearer:
        case Hint::MoveBack:
        case Hint::MoveToCentre:
            return HintPlace::Distance;
        case Hint::MoreLight:
        case Hint::LessLight:
        case Hint::EvenLight:
            return HintPlace::Light;
        case Hint::HoldStill:
            return HintPlace::Sharpness;
        default:
            return HintPlace::General;
    }
}

ChipLook lookOf(StepState state) {
    switch (state) {
        case StepState::ToCome:
            return {Tone::Neutral, ChipSize::Small, ChipSign::Circle};
        case StepState::Now:
            return {Tone::Information, ChipSize::Small, ChipSign::Disc};
        case StepState::Done:
            return {Tone::Good, ChipSize::Small, ChipSign::Tick};
        case StepState::NotDone:
            return {Tone::Warning, ChipSize::Small, ChipSign::ByTone};
    }
    return {};
}

// A quarter of the way with every frame; a value that is no number moves nothing.
double eased(double shown, double wanted) {
    return std::isfinite(wanted) ? shown + (wanted - shown) * 0.25 : shown;
}

}  // namespace

// Instruction, picture and caption under one another; the picture takes the largest 4:3 that fits between
// them, so that the caption always follows it at once.
class ScanPage::PictureColumn final : public QWidget {
  public:
    PictureColumn(QWidget* instruction, QWidget* second, QWidget* picture, QWidget* caption)
        : m_instruction(instruction), m_second(second), m_picture(picture), m_caption(caption) {
        for (QWidget* child : {instruction, second, picture, caption}) child->setParent(this);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        return {m_picture->minimumSizeHint().width(),
                headHeight() + m_picture->minimumSizeHint().height() + scaled(60)};
    }
    [[nodiscard]] QSize sizeHint() const override { return {640, minimumSizeHint().height() + scaled(200)}; }

    // After the second line came or went.
    void arrange() {
        updateGeometry();
        const int gap = scaled(12);
        const int first = m_instruction->sizeHint().height();
        const int top = headHeight();
        m_instruction->setGeometry(0, 0, width(), first);
        m_second->setGeometry(0, first, width(), top - first);
        const int captionHeight = m_caption->hasHeightForWidth() ? m_caption->heightForWidth(width())
                                                                 : m_caption->sizeHint().height();
        const int room = height() - top - captionHeight - 2 * gap;
        const int pictureHeight = qMax(m_picture->minimumSizeHint().height(), qMin(room, width() * 3 / 4));
        m_picture->setGeometry(0, top + gap, width(), pictureHeight);
        m_caption->setGeometry(0, top + gap + pictureHeight + gap / 2, width(), captionHeight);
    }

  protected:
    void resizeEvent(QResizeEvent*) override { arrange(); }

  private:
    [[nodiscard]] int headHeight() const {
        return m_instruction->sizeHint().height() +
               (m_second->isHidden() ? 0 : m_second->sizeHint().height());
    }

    QWidget* m_instruction;
    QWidget* m_second;
    QWidget* m_picture;
    QWidget* m_caption;
};

ScanPage::ScanPage(const Clock& clock, QWidget* parent)
    : Page(parent),
      m_clock(clock),
      m_instruction(new TextLabel(TextStyle::Instruction)),
      m_buyerWords(new TextLabel(TextStyle::BuyerSecond)),
      m_face(new FaceView(FaceView::Shape::OvalInPicture)),
      m_caption(new TextLabel(TextStyle::Small, Wrap::On)),
      m_askedTitle(new TextLabel(TextStyle::CardTitle)),
      m_try(new Chip({}, {Tone::Neutral, ChipSize::Small, ChipSign::None})),
      m_askedList(new QVBoxLayout),
      m_pictureTitle(new TextLabel(TextStyle::CardTitle)),
      m_distance(new Meter({})),
      m_light(new Meter({})),
      m_sharpness(new Meter({})),
      m_generalHint(new TextLabel(TextStyle::SmallBold, Wrap::On)),
      m_cannot(new SecondaryButton({})),
      m_sound(new SecondaryButton({})),
      m_keys(new QBoxLayout(QBoxLayout::LeftToRight)) {
    header()->hide();
    hideFooter();
    setContentWidth(kWidest);

    m_caption->setShade(Shade::SecondInk);
    m_generalHint->setShade(Shade::Warning);
    auto* asked = new Card;
    auto* askedHead = new QHBoxLayout;
    askedHead->addWidget(m_askedTitle, 1);
    askedHead->addWidget(m_try);
    asked->body()->addLayout(askedHead);
    m_askedList->setSpacing(scaled(8));
    asked->body()->addLayout(m_askedList);

    auto* picture = new Card;
    picture->body()->setSpacing(scaled(6));
    picture->body()->addWidget(m_pictureTitle);
    for (Meter* meter : {m_distance, m_light, m_sharpness}) {
        picture->body()->addWidget(meter);
        picture->body()->addSpacing(scaled(4));
    }
    picture->body()->addWidget(m_generalHint);
    // Room for one line, so that a hint moves nothing.
    m_generalHint->setMinimumHeight(QFontMetrics(textFont(TextStyle::SmallBold)).height());

    m_cannot->setKey(QKeySequence(Qt::Key_F6));
    connect(m_cannot, &QPushButton::clicked, this, &ScanPage::cannotDo);

    m_sound->setKey(QKeySequence(Qt::Key_F8));
    connect(m_sound, &QPushButton::clicked, this, &ScanPage::soundToggled);

    auto* side = new QVBoxLayout;
    side->setSpacing(scaled(16));
    side->addWidget(asked);
    side->addWidget(picture);
    m_keys->setSpacing(scaled(10));
    m_keys->addWidget(m_cannot, 1);
    m_keys->addWidget(m_sound);
    side->addLayout(m_keys);
    side->addStretch(1);
    auto* sideBox = new QWidget;
    setWidthBeside(sideBox, kSideWidth);
    side->setContentsMargins(0, 0, 0, 0);
    sideBox->setLayout(side);
    m_cannot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(26));
    m_column = new PictureColumn(m_instruction, m_buyerWords, m_face, m_caption);
    m_buyerWords->hide();
    row->addWidget(m_column, 1);
    row->addWidget(sideBox);
    body()->addLayout(row, 1);
    stackWhenNarrow(row);

    ScanPage::retranslate();
    start(1, 3);
}

void ScanPage::start(int attempt, int of) {
    m_attempt = attempt;
    m_attempts = of;
    m_progress = {};
    m_eased = {};
    m_seenProgress = false;
    m_hint.reset();
    m_face->setPrompt({});
    m_face->setFace(FaceView::Face::InOval);
    for (Meter* meter : {m_distance, m_light, m_sharpness}) meter->setValue(0);
    m_try->setText(tr("Try %1 of %2", "scan page; which attempt this is").arg(attempt).arg(of));
    showSteps();
    showHint(Hint::None);
    showInstruction();
}

void ScanPage::setPreview(const QImage& unmirrored) {
    m_face->setFrame(unmirrored);
}

void ScanPage::setProgress(const ScanProgress& progress) {
    m_progress = progress;
    const PictureMeters& now = progress.meters;
    const bool sound =
        std::isfinite(now.distance) && std::isfinite(now.light) && std::isfinite(now.sharpness);
    if (!m_seenProgress && sound) m_eased = now;  // no slow rise from nothing at the start
    m_seenProgress = true;
    m_eased.distance = eased(m_eased.distance, now.distance);
    m_eased.light = eased(m_eased.light, now.light);
    m_eased.sharpness = eased(m_eased.sharpness, now.sharpness);
    m_distance->setValue(m_eased.distance);
    m_light->setValue(m_eased.light);
    m_sharpness->setValue(m_eased.sharpness);
    showSteps();
    showHint(m_hint.update(progress.hint, m_clock.monotonic()));
    showInstruction();
}

void ScanPage::setSound(Sound sound) {
    m_soundOn = sound == Sound::On;
    retranslate();
}

void ScanPage::setBuyerLanguage(const QString& tag) {
    m_buyerText.reset();
    if (!tag.isEmpty()) m_buyerText.emplace(tag);
    // One that the clerk's window speaks already is not said twice.
    if (m_buyerText && m_buyerText->lookStraight() == ScanText().lookStraight()) m_buyerText.reset();
    m_buyerWords->setVisible(m_buyerText.has_value());
    if (m_buyerText) m_buyerWords->setLayoutDirection(m_buyerText->direction());
    showInstruction();
    m_column->arrange();
}

void ScanPage::setCaption(const QString& words) {
    m_ownCaption = words;
    retranslate();
}

void ScanPage::setCameraNotice(const QString& words) {
    m_face->setNotice(words);
    m_face->clearFrame();
}

QString ScanPage::instruction() const {
    return m_instruction->text();
}

void ScanPage::showSteps() {
    const ScanText words;
    const std::size_t count = m_progress.steps.size();
    while (m_chips.size() > count) {
        m_chips.back()->deleteLater();
        m_chips.back()->hide();
        m_chips.pop_back();
    }
    while (m_chips.size() < count) {
        m_chips.push_back(new Chip);
        m_askedList->addWidget(m_chips.back());
    }
    std::vector<StepState> states;
    for (std::size_t i = 0; i < count; ++i) {
        const StepState state = stepState(m_progress, i);
        states.push_back(state);
        const QString name = words.stepName(m_progress, i);
        const QString said = QStringLiteral("%1: %2").arg(name, words.stepStateName(state));
        if (m_chips[i]->accessibleName() == said) continue;
        m_chips[i]->setText(name);
        m_chips[i]->setLook(lookOf(state));
        m_chips[i]->setAccessibleName(said);
    }
    m_face->setSteps(std::move(states));
    const bool asking = m_progress.current && *m_progress.current < count;
    m_face->setPrompt(asking ? std::optional(m_progress.steps[*m_progress.current].action) : std::nullopt);
    if (m_seenProgress) {
        m_face->setFace(m_progress.faceInOval || asking ? FaceView::Face::InOval : FaceView::Face::Missing);
    }
}

void ScanPage::showHint(Hint hint) {
    const QString words = ScanText().hint(hint);
    const HintPlace place = placeOf(hint);
    m_distance->setHint(place == HintPlace::Distance ? words : QString());
    m_light->setHint(place == HintPlace::Light ? words : QString());
    m_sharpness->setHint(place == HintPlace::Sharpness ? words : QString());
    const QString general = place == HintPlace::General ? words : QString();
    if (m_generalHint->text() != general) m_generalHint->setText(general);
}

QString ScanPage::sentence(const ScanText& words) const {
    if (m_progress.current && *m_progress.current < m_progress.steps.size())
        return words.instruction(m_progress.steps[*m_progress.current].action);
    return m_progress.faceInOval ? words.lookStraight() : words.comeIntoOval();
}

void ScanPage::showInstruction() {
    const QString wanted = sentence(ScanText());
    if (m_instruction->text() != wanted) m_instruction->setText(wanted);
    const QString second = m_buyerText ? sentence(*m_buyerText) : QString();
    if (m_buyerWords->text() != second) m_buyerWords->setText(second);
}

void ScanPage::retranslate() {
    m_askedTitle->setText(tr("Asked", "scan page; title of the list of movements"));
    m_pictureTitle->setText(tr("Picture", "scan page; title of the meters"));
    m_distance->setName(tr("Distance", "scan page; a meter"));
    m_light->setName(tr("Light", "scan page; a meter"));
    m_sharpness->setName(tr("Sharpness", "scan page; a meter"));
    m_cannot->setText(tr("Buyer can't do this", "scan page; opens the other ways"));
    m_sound->setIconName(m_soundOn ? QStringLiteral("sound") : QStringLiteral("mute"));
    const QString sound = m_soundOn ? tr("Sound is on", "scan page; a button that switches it off")
                                    : tr("Sound is off", "scan page; a button that switches it on");
    m_sound->setAccessibleName(sound);
    m_sound->setToolTip(sound);
    // Long words take a row of their own.
    const bool beside =
        m_cannot->sizeHint().width() + m_sound->sizeHint().width() + m_keys->spacing() <= scaled(kSideWidth);
    m_keys->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_caption->setText(
        m_ownCaption.isEmpty()
            ? tr("The picture is a mirror: the buyer's left is on the left.", "below the picture")
            : m_ownCaption);
    m_face->setNotice(tr("Waiting for the camera", "in place of the camera picture"));
    m_try->setText(tr("Try %1 of %2", "scan page; which attempt this is").arg(m_attempt).arg(m_attempts));
    for (Chip* chip : m_chips) chip->setAccessibleName({});  // said again in the new language
    showSteps();
    showHint(m_hint.shown());
    showInstruction();
}

void ScanPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        event->accept();
        Q_EMIT stopRequested();
        return;
    }
    Page::keyPressEvent(event);
}

}  // namespace countersign::ui
