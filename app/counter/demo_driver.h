// `countersign --demo`: goes through one registration with the practice buyer as a clerk would, through the
// real windows, by key presses and clicks; tells each step on standard output and saves a picture of every
// page. GUI thread; ends the program with 0 only when the operator's receipt was verified, or, where nothing
// is kept and sent, when the result is shown.
#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/counter/counter_app.h"

namespace countersign {

enum class DemoEnd { Receipt = 1, Result };

class DemoDriver final : public QObject {
    Q_OBJECT

  public:
    // The clerk's id and PIN come from standard input, "id PIN". `app` outlives the driver.
    DemoDriver(CounterApp& app, std::filesystem::path shots, DemoEnd end);
    void start();

  private:
    struct Step {
        std::string name;
        std::function<bool()> ready;  // may the step be done now?
        std::function<void()> act;
        int limitSeconds;  // how long it may take to become ready
    };
    void listen();
    void plan();
    void planReceipt();
    void tellScan();
    void tick();
    void finish(int status);
    void shot(const char* name);
    void say(const std::string& line);
    [[nodiscard]] bool at(ui::Place place) const;

    CounterApp& m_app;
    std::filesystem::path m_shots;
    DemoEnd m_end;
    std::string m_clerk, m_pin;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    QTimer m_timer;
    int m_waited = 0;  // milliseconds for the present step
    int m_shotCount = 0;
    std::optional<PortraitReady> m_portrait;
    std::optional<ScanFinished> m_scan;
    std::optional<QueueRow> m_row;
    bool m_scanSeen = false;
    bool m_receipt = false;
};

}  // namespace countersign
