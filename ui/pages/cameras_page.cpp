#include "pages/cameras_page.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/labeled_field.h"
#include "widgets/page_header.h"
#include "widgets/picture_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kListWidth = 440;
constexpr int kListHeight = 280;  // both where the page is narrow
constexpr int kViewHeight = 240;
constexpr int kIdRole = Qt::UserRole;
constexpr int kKindRole = Qt::UserRole + 1;
constexpr int kCurrentRole = Qt::UserRole + 2;
constexpr int kMayUseRole = Qt::UserRole + 3;
enum RowKind { HeadingRow = 1, WordsRow, CameraRow, PracticeRow };

QString habitText(const QString& id) {
    const auto habits = practiceHabits();
    const auto found = std::ranges::find(habits, id, &HabitItem::id);
    return found == habits.end() ? QString() : found->text;
}

}  // namespace

std::vector<HabitItem> practiceHabits() {
    return {
        {QStringLiteral("obeys"), CamerasPage::tr("Does as asked", "what a practice buyer does")},
        {QStringLiteral("ignores"), CamerasPage::tr("Does nothing", "what a practice buyer does")},
        {QStringLiteral("late"), CamerasPage::tr("Is slow", "what a practice buyer does")},
        {QStringLiteral("early"), CamerasPage::tr("Moves before being asked", "what a practice buyer does")},
        {QStringLiteral("other_side"),
         CamerasPage::tr("Turns to the other side", "what a practice buyer does")},
        {QStringLiteral("one_eye"), CamerasPage::tr("Closes one eye only", "what a practice buyer does")},
        {QStringLiteral("another_person"),
         CamerasPage::tr("Lets another person sit down", "what a practice buyer does")},
        {QStringLiteral("flat_print"), CamerasPage::tr("Holds up a picture", "what a practice buyer does")},
        {QStringLiteral("cannot_blink"),
         CamerasPage::tr("Can't close the eyes", "what a practice buyer does")},
        {QStringLiteral("cannot_turn"), CamerasPage::tr("Can't turn the head", "what a practice buyer does")},
        {QStringLiteral("eyes_closed"),
         CamerasPage::tr("Keeps the eyes closed", "what a practice buyer does")},
    };
}

CamerasPage::CamerasPage(QWidget* parent)
    : Page(parent),
      m_list(new QListWidget),
      m_about(new TextLabel(TextStyle::Small, Wrap::On)),
      m_habit(new ChoiceBox),
      m_habitField(new LabeledField({}, m_habit)),
      m_view(new PictureView),
      m_use(new PrimaryButton({})),
      m_search(new SecondaryButton({})),
      m_check(new SecondaryButton({})) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_about->setShade(Shade::SecondInk);

    auto* card = new Card;
    card->body()->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    card->body()->addWidget(m_list, 1);
    setWidthBeside(card, kListWidth);
    auto* right = new QVBoxLayout;
    right->setSpacing(scaled(10));
    right->addWidget(m_about);
    right->addWidget(m_habitField);
    right->addWidget(m_view, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(24));
    row->addWidget(card);
    row->addLayout(right, 1);
    body()->addLayout(row, 1);
    stackWhenNarrow(row);
    addToFooter(m_search, Side::Start);
    addToFooter(m_check, Side::Start);
    m_check->setKey(QKeySequence(Qt::Key_F3));
    addToFooter(m_use, Side::End);
    setPrimaryAction(m_use);

    connect(m_use, &Button::clicked, this, &CamerasPage::choose);
    connect(m_search, &Button::clicked, this, &CamerasPage::searchRequested);
    connect(m_check, &Button::clicked, this, &CamerasPage::checkWanted);
    // Not itemActivated: Enter goes on to the page, whose main button it is.
    connect(m_list, &QListWidget::itemDoubleClicked, this, &CamerasPage::choose);
    connect(m_list, &QListWidget::currentRowChanged, this, &CamerasPage::updateUse);
    CamerasPage::retranslate();
}

void CamerasPage::setItems(const std::vector<CameraItem>& cameras, const std::vector<PracticeItem>& people) {
    m_cameras = cameras;
    m_people = people;
    fill();
}

void CamerasPage::setPractice(Practice practice) {
    m_practice = practice;
    updateUse();
}

void CamerasPage::setPreview(const QImage& picture) {
    m_view->setPicture(picture);
}

void CamerasPage::narrowChanged() {
    m_list->setMinimumHeight(isNarrow() ? scaled(kListHeight) : 0);
    m_view->setMinimumHeight(isNarrow() ? scaled(kViewHeight) : 0);
}

void CamerasPage::entered() {
    m_list->setFocus(Qt::OtherFocusReason);
}

void CamerasPage::fill() {
    const auto* old = m_list->currentItem();
    const QString kept = old != nullptr ? old->data(kIdRole).toString() : QString();
    m_list->clear();
    int select = -1;
    const auto add = [&](RowKind kind, const QString& text, const QString& id, bool current) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setData(kKindRole, kind);
        item->setData(kIdRole, id);
        item->setData(kCurrentRole, current);
        if (kind == HeadingRow) {
            item->setFlags(Qt::NoItemFlags);
            item->setFont(textFont(TextStyle::SmallBold));
            item->setSizeHint({0, scaled(34)});
        } else if (kind == WordsRow) {
            item->setFlags(Qt::NoItemFlags);
            item->setFont(textFont(TextStyle::Small));
        } else {
            item->setFont(textFont(current ? TextStyle::BodyBold : TextStyle::Body));
            item->setSizeHint({0, scaled(kind == CameraRow ? 60 : 40)});
            if (id == kept || (select < 0 && current)) select = m_list->count() - 1;
        }
    };
    //: Choice of cameras: heading of the list of real cameras.
    add(HeadingRow, tr("Cameras"), {}, false);
    if (m_cameras.empty()) {
        //: Choice of cameras: instead of a list.
        add(WordsRow, tr("None found. Plug one in; it appears here by itself."), {}, false);
    }
    for (const auto& camera : m_cameras) {
        QString second = camera.place;
        //: Choice of cameras: a camera that is only a program.
        if (camera.software) second = tr("A program, not a camera. The operator may not accept it.");
        //: Choice of cameras: %1 is the name of the camera that is in use.
        const QString name = camera.current ? tr("%1 (in use)").arg(camera.label) : camera.label;
        add(CameraRow, name + QLatin1Char('\n') + second, camera.id, camera.current);
        m_list->item(m_list->count() - 1)->setData(kMayUseRole, camera.mayUse);
    }
    if (!m_people.empty()) {
        //: Choice of cameras: heading of the list of practice buyers, people who don't exist.
        add(HeadingRow, tr("Practice, with buyers who don't exist"), {}, false);
    }
    for (const auto& person : m_people) {
        QString text = person.name;
        if (person.current) {
            const QString habit = habitText(person.habit);
            text =
                habit.isEmpty()
                    ? tr("%1 (in use)").arg(person.name)
                    //: Choice of cameras: %1 is the practice buyer in use, %2 what he or she does: "Is slow".
                    : tr("%1 (in use: %2)").arg(person.name, habit);
        }
        add(PracticeRow, text, person.id, person.current);
    }
    if (select < 0) {
        for (int i = 0; i < m_list->count() && select < 0; ++i) {
            if (m_list->item(i)->data(kKindRole).toInt() >= CameraRow) select = i;
        }
    }
    if (select >= 0) m_list->setCurrentRow(select);
    updateUse();
}

void CamerasPage::choose() {
    const auto* item = m_list->currentItem();
    if (item == nullptr || !m_use->isEnabled()) return;
    const QString id = item->data(kIdRole).toString();
    const int kind = item->data(kKindRole).toInt();
    // The list is filled anew by it, and the button off meanwhile: a mouse's click would leave the keyboard
    // to whatever comes next, which is the clerk's name, and Enter there signs out.
    m_list->setFocus(Qt::OtherFocusReason);
    if (kind == CameraRow) Q_EMIT cameraChosen(id);
    if (kind == PracticeRow) Q_EMIT practiceChosen(id, m_habit->currentData().toString());
}

void CamerasPage::updateUse() {
    const auto* item = m_list->currentItem();
    const int kind = item != nullptr ? item->data(kKindRole).toInt() : HeadingRow;
    // The same practice buyer may be chosen again, to do something else.
    const bool mayUse = kind != CameraRow || item->data(kMayUseRole).toBool();
    m_use->setEnabled(kind == PracticeRow ||
                      (kind == CameraRow && mayUse && !item->data(kCurrentRole).toBool()));
    m_habitField->setVisible(kind == PracticeRow);
    if (kind == PracticeRow) {
        m_about->setText(
            //: Choice of cameras: above the picture, while a practice buyer is selected.
            m_practice == Practice::KeepsNothing ? tr("Practice shows a rendered buyer in place of the "
                                                      "camera, until you choose a camera again. "
                                                      "Nothing is stored and nothing is sent.")
                                                 : tr("Practice shows a rendered buyer in place of the "
                                                      "camera, until you choose a camera again. "
                                                      "What is registered is marked as practice and sent."));
    } else if (!mayUse) {
        //: Choice of cameras: above the picture, where whoever looks may not choose the selected camera.
        m_about->setText(
            tr("A supervisor or a technician chooses another camera. Where no camera works, everybody may "
               "choose a real one."));
    } else {
        //: Choice of cameras: above the picture.
        m_about->setText(tr("The camera is remembered by what it is and where it is plugged in."));
    }
}

void CamerasPage::retranslate() {
    //: Choice of cameras: title.
    header()->setTitle(tr("Camera"));
    //: Choice of cameras: under the title.
    header()->setSubtitle(tr("Put it at eye height, the light in front of the buyer."));
    m_view->setEmptyText(QStringLiteral("camera"), tr("No picture"));
    //: Choice of cameras: the bold button.
    m_use->setText(tr("Use this one"));
    //: Choice of cameras: looks for cameras again.
    m_search->setText(tr("Search again"));
    //: Choice of cameras: opens the camera and light doctor.
    m_check->setText(tr("Check camera and light"));
    //: Choice of cameras: name of the list for screen readers.
    m_list->setAccessibleName(tr("Cameras and practice buyers"));
    //: Choice of cameras: label of a list of habits of a practice buyer.
    m_habitField->setLabel(tr("What the practice buyer does"));
    const QString habit = m_habit->currentData().toString();
    m_habit->clear();
    for (const auto& item : practiceHabits()) m_habit->addItem(item.text, item.id);
    m_habit->setCurrentIndex(qMax(0, m_habit->findData(habit)));
    fill();
}

}  // namespace countersign::ui
