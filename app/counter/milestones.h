// Writes into the log when the window first shows something: each page, and the first picture of the camera
// on a page, with the time since the process began. People who measure and tests that drive the window read
// it; nothing here is about a buyer. GUI thread; owned by the composition root.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "app/counter/windows.h"
#include "core/log.h"

namespace countersign {

class Milestones final : public QObject {
    Q_OBJECT

  public:
    // `log` and the windows outlive it.
    // Measuring wakes the program 200 times a second during a scan: only where somebody asked for it.
    enum class Measure { No = 1, Window };
    Milestones(const Windows& windows, Log& log, Measure measure, QObject* parent = nullptr);

    void pictureArrived();  // a camera picture was handed to the page that is shown
    void engineReady();     // the models are loaded

  Q_SIGNALS:
    void pageDrawn();  // a page that was shown is on the screen

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    enum class Awaited { Nothing = 1, Page, FirstPicture, Picture };

    void pageEntered(ui::Place place);
    void watch(QWidget* widget, Awaited awaited);
    void drawn(Awaited what, ui::Place place);
    void probe(bool scanning);

    Windows m_windows;
    Measure m_measure;
    Log& m_log;
    QPointer<QWidget> m_watched;
    Awaited m_awaited = Awaited::Nothing;
    ui::Place m_place = ui::Place::SignIn;
    qint64 m_enteredAt = 0;  // ms since the process began
    // How long the window was busy at a time during a scan: a beat that comes late by so much.
    QTimer m_beat;
    QElapsedTimer m_sinceBeat;
    qint64 m_longest = 0, m_over = 0;  // ms, and beats later than the limit
};

}  // namespace countersign
