// Tells the service manager that started this program (systemd, by sd_notify(3)) that the window is there,
// that it lives, and that it is about to end: a window that hangs is then ended and started again. The beats
// come from a timer of the GUI thread, so that they stop when it does. Where nobody asked for it (no
// NOTIFY_SOCKET), it does nothing. GUI thread; owned by main, outlives the windows.
//
// The datagrams are written here and not by libsystemd: the protocol is a promise of systemd's, it is one
// sendto(), and the library would bring four packers and a cipher library into the program.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <string>
#include <string_view>

#include "core/log.h"

namespace countersign {

// What the service manager asked for.
struct WatchdogRequest {
    std::string socket;                  // a path, or '@' and an abstract name; empty: nothing
    std::chrono::microseconds limit{0};  // a beat is wanted at least that often; 0: none
    bool operator==(const WatchdogRequest&) const = default;
};

// Takes it out of the environment: what this program starts (the voice, a PDF's drawing) must not speak for
// it. Called in main before there are threads. What can't be meant is no request.
[[nodiscard]] WatchdogRequest takeWatchdogRequest();

class Watchdog final : public QObject {
    Q_OBJECT

  public:
    // `log` outlives it.
    Watchdog(WatchdogRequest request, Log& log, QObject* parent = nullptr);
    ~Watchdog() override;
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void ready();     // the first page is drawn: from now on it beats; harmless twice
    void stopping();  // no beats any more: what the end may take is another limit

  private:
    void beat();
    [[nodiscard]] bool tell(std::string_view text);

    WatchdogRequest m_request;
    Log& m_log;
    QTimer m_timer;
    int m_socket = -1;
    bool m_isReady = false;
    bool m_readyTold = false;
    bool m_failureLogged = false;
};

}  // namespace countersign
