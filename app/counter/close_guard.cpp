#include "app/counter/close_guard.h"

#include <QWidget>
#include <utility>

#include "text/counter_words.h"
#include "text/local_time.h"

namespace countersign {

CloseGuard::CloseGuard(QWidget& window, ui::Dialogs& dialogs, std::function<ClosingFacts()> facts,
                       QObject* parent)
    : QObject(parent), m_window(window), m_dialogs(dialogs), m_facts(std::move(facts)) {}

bool CloseGuard::mayClose() {
    if (m_sure) return true;
    if (m_asking) return false;
    const auto facts = m_facts();
    if (facts.waiting == 0 && !facts.scanning) return true;
    m_asking = true;
    const auto oldest = facts.oldestWaiting ? ui::localTime(*facts.oldestWaiting) : QDateTime();
    const auto scan = facts.scanning ? ui::ScanNow::Running : ui::ScanNow::None;
    m_dialogs.ask(&m_window, ui::closeQuestion(facts.waiting, oldest, scan), [this](ui::Answer answer) {
        m_asking = false;
        if (answer != ui::Answer::Yes) return;
        m_sure = true;
        m_window.close();
    });
    return false;
}

}  // namespace countersign
