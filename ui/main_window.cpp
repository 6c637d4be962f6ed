#include "main_window.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "pages/page.h"
#include "theme/type.h"
#include "widgets/notice.h"
#include "widgets/status_bar.h"
#include "widgets/step_rail.h"

namespace countersign::ui {
namespace {

// Small enough for the old 1024 x 768 screens of counters, with a task bar.
constexpr QSize kMinimum{1024, 640};
constexpr QSize kUsual{1280, 720};

constexpr std::array kSteps{Place::Details, Place::Document, Place::Consent, Place::Scan, Place::Result};

Place stepOf(Place place) {
    return place == Place::Failure || place == Place::OtherWay ? Place::Scan : place;
}

}  // namespace

bool isBeside(Place place) {
    switch (place) {
        case Place::Queue:
        case Place::Help:
        case Place::Cameras:
        case Place::Day:
        case Place::Settings:
        case Place::CameraCheck:
        case Place::Stick:
        case Place::Clerks:
        case Place::Questions:
            return true;
        default:
            return false;
    }
}

bool isBeforeSignIn(Place place) {
    return place == Place::SignIn || place == Place::Enrol || place == Place::FirstClerk;
}

MainWindow::MainWindow(QWidget* parent)
    : QWidget(parent),
      m_top(new TopBar),
      m_rail(new StepRail),
      m_notice(new Notice),
      m_noticeRoom(new QWidget),
      m_stack(new QStackedWidget),
      m_status(new StatusBar) {
    setMinimumSize(kMinimum);
    resize(kUsual);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_top);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    auto* noticeRow = new QVBoxLayout(m_noticeRoom);
    noticeRow->addWidget(m_notice);
    m_noticeRoom->hide();
    right->addWidget(m_noticeRoom);
    right->addWidget(m_stack, 1);
    middle->addLayout(right, 1);
    whole->addLayout(middle, 1);
    whole->addWidget(m_status);

    connect(m_top, &TopBar::helpChosen, this, [this] { Q_EMIT placeRequested(Place::Help); });
    connect(m_top, &TopBar::queueChosen, this, [this] { Q_EMIT placeRequested(Place::Queue); });
    auto* cameras = new QShortcut(QKeySequence(Qt::Key_F7), this);
    connect(cameras, &QShortcut::activated, this, [this] { Q_EMIT placeRequested(Place::Cameras); });
    auto* clerks = new QShortcut(QKeySequence(Qt::Key_F12), this);
    connect(clerks, &QShortcut::activated, this, [this] {
        if (!m_clerk.isEmpty()) Q_EMIT placeRequested(Place::Clerks);
    });
    connect(m_top, &TopBar::settingsChosen, this, [this] { Q_EMIT placeRequested(Place::Settings); });
    connect(m_top, &TopBar::signOutChosen, this, &MainWindow::signOutRequested);
    connect(m_top, &TopBar::stopChosen, this, [this] {
        if (isBeside(m_place)) {
            Q_EMIT backRequested();
        } else {
            Q_EMIT stopRequested();
        }
    });
    connect(m_rail, &StepRail::itemChosen, this,
            [this](int id) { Q_EMIT placeRequested(static_cast<Place>(id)); });
    connect(m_notice, &Notice::actionChosen, this, &MainWindow::noticeActionChosen);
    connect(m_notice, &Notice::closed, this, &MainWindow::closeNotice);
    retranslate();
}

void MainWindow::setPage(Place place, Page* page) {
    if (Page* old = this->page(place)) {
        m_stack->removeWidget(old);
        old->deleteLater();
    }
    m_pages[place] = page;
    m_stack->addWidget(page);
    if (place == m_place) m_stack->setCurrentWidget(page);
}

Page* MainWindow::page(Place place) const {
    const auto found = m_pages.find(place);
    return found == m_pages.end() ? nullptr : found->second;
}

void MainWindow::showPlace(Place place) {
    closeNotice();
    m_place = place;
    if (!isBeside(place) && !isBeforeSignIn(place)) {
        if (stepOf(place) > m_furthest || place == Place::Details)
            m_furthest = std::max(m_furthest, stepOf(place));
    }
    updateRail();
    updateKeys();
    if (Page* shown = page(place)) {
        m_stack->setCurrentWidget(shown);
        shown->entered();
    }
    Q_EMIT placeShown(place);
}

void MainWindow::setReachable(std::vector<Place> steps) {
    m_reachable = std::move(steps);
    updateRail();
}

void MainWindow::setFurthest(Place step) {
    m_furthest = stepOf(step);
    updateRail();
}

void MainWindow::setClerk(const QString& name) {
    m_clerk = name;
    m_top->setClerk(name);
    updateRail();
    updateKeys();
}

void MainWindow::setPractice(Practice practice) {
    m_top->setPractice(practice);
}

void MainWindow::setWaiting(int registrations) {
    m_top->setWaiting(registrations);
    m_status->setWaiting(registrations);
}

void MainWindow::setCamera(const CameraStatus& status) {
    m_status->setCamera(status);
}
void MainWindow::setLight(LightState state) {
    m_status->setLight(state);
}
void MainWindow::setOperator(const OperatorStatus& status) {
    m_status->setOperator(status);
}
void MainWindow::setClock(ClockStatus status) {
    m_status->setClock(status);
}
void MainWindow::setTry(const TryCount& count) {
    m_status->setTry(count);
}

void MainWindow::showNotice(Tone tone, const QString& text, const QString& action) {
    placeNotice();
    m_noticeRoom->show();
    if (Page* shown = page(m_place)) shown->setAbove(Page::Above::Message);
    m_notice->showMessage(tone, text, action);
}

void MainWindow::closeNotice() {
    m_notice->clear();
    m_noticeRoom->hide();
    if (Page* shown = page(m_place)) shown->setAbove(Page::Above::Nothing);
}

void MainWindow::updateRail() {
    m_rail->setVisible(!m_clerk.isEmpty() && !isBeforeSignIn(m_place));
    const std::array names{
        //: Step of a registration, in the list at the side.
        tr("Details"),
        //: Step of a registration, in the list at the side.
        tr("Document"),
        //: Step of a registration, in the list at the side.
        tr("Consent"),
        //: Step of a registration, in the list at the side.
        tr("Scan"),
        //: Step of a registration, in the list at the side.
        tr("Result"),
    };
    std::vector<RailItem> items;
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
        const Place step = kSteps[i];
        RailItem item;
        item.id = static_cast<int>(step);
        item.text = names[i];
        item.state = step == stepOf(m_place) ? RailState::Now
                     : step < m_furthest     ? RailState::Done
                                             : RailState::ToCome;
        const bool open = std::find(m_reachable.begin(), m_reachable.end(), step) != m_reachable.end();
        if (open && step != stepOf(m_place)) item.use = RailUse::CanChoose;
        items.push_back(item);
    }
    m_rail->setItems(items);
}

void MainWindow::updateKeys() {
    const bool stops = !m_clerk.isEmpty() && !isBeforeSignIn(m_place) && m_place != Place::Result;
    m_top->setStopKey(isBeside(m_place) ? StopKey::Back : stops ? StopKey::Stop : StopKey::Hidden);
}

void MainWindow::retranslate() {
    //: Title of the window.
    setWindowTitle(tr("Countersign"));
    m_top->retranslate();
    m_status->retranslate();
    updateRail();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_mayClose && !m_mayClose()) {
        event->ignore();
        return;
    }
    Q_EMIT closing();
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // With large text in a small window the steps give their room to the page.
    m_rail->setCompact(width() < scaled(kMinimum.width()));
    placeNotice();
}

// In line with the page below it.
void MainWindow::placeNotice() {
    const int side = Page::sideMargin(width() - (m_rail->isHidden() ? 0 : m_rail->minimumWidth()));
    m_noticeRoom->layout()->setContentsMargins(side, scaled(12), side, 0);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace countersign::ui
