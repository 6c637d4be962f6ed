#include "app/counter/milestones.h"

#include <unistd.h>

#include <QApplication>
#include <QEvent>
#include <ctime>
#include <fstream>
#include <string>

#include "widgets/face_view.h"
#include "widgets/picture_view.h"

namespace countersign {
namespace {

const char* nameOf(ui::Place place) {
    switch (place) {
        case ui::Place::SignIn:
            return "sign-in";
        case ui::Place::Details:
            return "details";
        case ui::Place::Document:
            return "document";
        case ui::Place::Consent:
            return "consent";
        case ui::Place::Scan:
            return "scan";
        case ui::Place::Failure:
            return "failure";
        case ui::Place::Result:
            return "result";
        case ui::Place::Queue:
            return "queue";
        case ui::Place::Help:
            return "help";
        case ui::Place::Cameras:
            return "cameras";
        case ui::Place::Settings:
            return "settings";
        case ui::Place::CameraCheck:
            return "camera-check";
        case ui::Place::Clerks:
            return "clerks";
        case ui::Place::Questions:
            return "questions";
        case ui::Place::Stick:
            return "stick";
        case ui::Place::OtherWay:
            return "other-way";
        case ui::Place::Day:
            return "day";
        case ui::Place::Enrol:
            return "enrol";
        case ui::Place::FirstClerk:
            return "first-clerk";
    }
    return "unknown";
}

constexpr int kBeat = 5;         // ms
constexpr qint64 kTooLong = 50;  // ms: people see a window that answers later

// Milliseconds of CLOCK_BOOTTIME at which the kernel began this process (proc(5): field 22 of stat, in
// ticks). Includes what the loader does before main(), which a clock of our own would miss.
qint64 processStart() {
    std::ifstream stat("/proc/self/stat");
    std::string text;
    std::getline(stat, text);
    const auto name = text.rfind(')');  // the program's name may hold anything
    if (name == std::string::npos) return 0;
    std::size_t at = name + 1;
    for (int field = 3; field <= 22 && at != std::string::npos; ++field) at = text.find(' ', at + 1);
    // `at` is now the space behind field 22; go back to its beginning.
    const auto begin = text.rfind(' ', at == std::string::npos ? at : at - 1);
    if (begin == std::string::npos) return 0;
    const long ticks = ::sysconf(_SC_CLK_TCK);
    return ticks > 0 ? std::atoll(text.c_str() + begin) * 1000 / ticks : 0;
}

qint64 sinceStart() {
    static const qint64 start = processStart();
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1'000'000 - start;
}

QWidget* pictureOf(const Windows& windows, ui::Place place) {
    switch (place) {
        case ui::Place::Document:
            return windows.document->findChild<ui::PictureView*>();
        case ui::Place::Scan:
            return windows.scan->findChild<ui::FaceView*>();
        case ui::Place::Cameras:
            return windows.cameras->findChild<ui::PictureView*>();
        default:
            return nullptr;
    }
}

}  // namespace

Milestones::Milestones(const Windows& windows, Log& log, Measure measure, QObject* parent)
    : QObject(parent), m_windows(windows), m_measure(measure), m_log(log) {
    m_beat.setTimerType(Qt::PreciseTimer);
    m_beat.setInterval(kBeat);
    connect(&m_beat, &QTimer::timeout, this, [this] {
        const qint64 late = m_sinceBeat.restart() - kBeat;
        m_longest = qMax(m_longest, late);
        if (late > kTooLong) ++m_over;
    });
    connect(windows.main, &ui::MainWindow::placeShown, this, &Milestones::pageEntered);
    pageEntered(windows.main->place());
}

void Milestones::engineReady() {
    m_log.info("window", "models loaded, " + std::to_string(sinceStart()) + " ms after the start");
}

void Milestones::pageEntered(ui::Place place) {
    if (m_measure == Measure::Window) probe(place == ui::Place::Scan);
    m_place = place;
    m_enteredAt = sinceStart();
    watch(m_windows.main->page(place), Awaited::Page);
    if (m_watched) m_watched->update();  // shown again without a change, it would not be drawn again
}

void Milestones::probe(bool scanning) {
    if (scanning == m_beat.isActive()) return;
    if (scanning) {
        m_longest = m_over = 0;
        m_sinceBeat.start();
        m_beat.start();
        return;
    }
    m_beat.stop();
    m_log.info("window", "during the scan the window was busy for " + std::to_string(m_longest) +
                             " ms at most, " + std::to_string(m_over) + " times longer than " +
                             std::to_string(kTooLong) + " ms");
}

void Milestones::pictureArrived() {
    if (m_awaited == Awaited::FirstPicture) watch(pictureOf(m_windows, m_place), Awaited::Picture);
}

// Of all widgets, but only until the one awaited is drawn: a page's own area may be covered by its children.
void Milestones::watch(QWidget* widget, Awaited awaited) {
    m_watched = widget;
    m_awaited = widget != nullptr ? awaited : Awaited::Nothing;
    qApp->removeEventFilter(this);
    if (widget != nullptr) qApp->installEventFilter(this);
}

bool Milestones::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && m_watched && watched->isWidgetType()) {
        auto* widget = static_cast<QWidget*>(watched);
        if (widget == m_watched || m_watched->isAncestorOf(widget)) {
            qApp->removeEventFilter(this);
            // After the event: what is drawn now is on the screen when the event loop comes round.
            QMetaObject::invokeMethod(
                this, [this, awaited = m_awaited, place = m_place] { drawn(awaited, place); },
                Qt::QueuedConnection);
        }
    }
    return QObject::eventFilter(watched, event);
}

void Milestones::drawn(Awaited what, ui::Place place) {
    if (what != m_awaited || place != m_place) return;  // the clerk was faster
    const qint64 now = sinceStart();
    if (what == Awaited::Page) {
        m_log.info("window", std::string("page ") + nameOf(place) + " drawn, " + std::to_string(now) +
                                 " ms after the start");
        m_awaited = pictureOf(m_windows, place) != nullptr ? Awaited::FirstPicture : Awaited::Nothing;
        Q_EMIT pageDrawn();
    } else if (what == Awaited::Picture) {
        m_log.info("window", std::string("first picture on page ") + nameOf(place) + " drawn, " +
                                 std::to_string(now - m_enteredAt) + " ms after the page, " +
                                 std::to_string(now) + " ms after the start");
        m_awaited = Awaited::Nothing;
    }
}

}  // namespace countersign
