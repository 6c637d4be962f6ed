#include "widgets/focus_ring.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QScrollArea>

namespace countersign::ui {

FocusRing::FocusRing(QApplication& application) : QObject(nullptr) {
    connect(&application, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing() {
    delete m_frame;
}

void FocusRing::follow(QWidget* now) {
    const bool ringed = now != nullptr && !now->isWindow() && now->parentWidget() != nullptr &&
                        now->windowType() != Qt::Popup && now->window()->windowType() != Qt::Popup &&
                        qobject_cast<QScrollArea*>(now) == nullptr;
    if (!ringed) {
        if (m_frame != nullptr) m_frame->setWidget(nullptr);
        return;
    }
    // The frame becomes a child of the followed window and may die with it.
    if (m_frame == nullptr) m_frame = new QFocusFrame;
    m_frame->setWidget(now);
}

}  // namespace countersign::ui
