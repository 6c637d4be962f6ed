#include "app/counter/idle_lock.h"

#include <QEvent>

namespace countersign {

IdleLock::IdleLock(QObject& application, std::chrono::milliseconds after, QObject* parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::idle);
    application.installEventFilter(this);
    m_timer.start();
}

bool IdleLock::eventFilter(QObject* /*watched*/, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::Wheel:
        case QEvent::TouchBegin:
        case QEvent::TabletPress:
        case QEvent::InputMethod:
            m_timer.start();
            break;
        default:
            break;
    }
    return false;
}

}  // namespace countersign
