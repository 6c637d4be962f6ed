#include "app/counter/records_controller.h"

#include <utility>

#include "text/counter_words.h"
#include "text/error_text.h"
#include "text/local_time.h"

namespace countersign {
namespace {

// All rows at once: the model keeps them, the view draws only what is seen. A shop's database is emptied of
// old rows long before this.
constexpr int kMostRows = 20'000;

}  // namespace

RecordsController::RecordsController(RecordsThread& records, Windows windows, ReceiptWords receiptWords,
                                     Log& log, QObject* parent)
    : QObject(parent),
      m_records(records),
      m_windows(windows),
      m_receiptWords(std::move(receiptWords)),
      m_log(log) {
    connect(&records, &RecordsThread::opened, this,
            [this](const StoreHealth& health, const QueueSummary& summary) {
                m_windows.queue->setHealth(health);
                showSummary(summary);
                m_records.requestRows(0, kMostRows);
            });
    connect(&records, &RecordsThread::openFailed, this, &RecordsController::noteTrouble);
    connect(&records, &RecordsThread::storeFailed, this, &RecordsController::noteTrouble);
    connect(&records, &RecordsThread::actionFailed, this,
            [this](const RecordId&, const Error& error) { noteTrouble(error); });
    connect(&records, &RecordsThread::rowsReady, this,
            [this](const QueuePage& page) { m_windows.queue->setRows(page.rows); });
    const auto apply = [this](const QueueRow& row) {
        m_windows.queue->applyRow(row);
        m_windows.result->setRow(row);
        Q_EMIT rowChanged(row);
    };
    connect(&records, &RecordsThread::saved, this, [this, apply](const QueueRow& row) {
        apply(row);
        if (!m_summary) return;
        // The next count comes a moment later: whoever closes the window at once is asked all the same.
        QueueSummary counted = *m_summary;
        ++counted.waiting;
        if (!counted.oldestWaiting) counted.oldestWaiting = row.createdAt;
        showSummary(counted);
    });
    connect(&records, &RecordsThread::rowChanged, this, apply);
    connect(&records, &RecordsThread::queueChanged, this, &RecordsController::showSummary);
    connect(&records, &RecordsThread::operatorReached, this, [this](WallTime at) {
        m_operator.lastReached = ui::localTime(at).toUTC();
        // It still answers for what it holds of a counter that it has set aside.
        showOperator(m_setAside ? ui::OperatorState::Refuses : ui::OperatorState::Reached);
    });
    connect(&records, &RecordsThread::operatorNotReached, this, [this](const Error& cause) {
        m_log.warn("sync", describe(cause));
        const bool refuses = cause.code == ErrorCode::OperatorNotTrusted ||
                             cause.code == ErrorCode::OperatorCertificateRevoked ||
                             cause.code == ErrorCode::RefusedByOperator;
        showOperator(refuses ? ui::OperatorState::Refuses : ui::OperatorState::NotReached);
    });
    connect(&records, &RecordsThread::limitsJudged, this, &RecordsController::showLimits);
    connect(&records, &RecordsThread::clockJudged, this, &RecordsController::showClock);
    connect(&records, &RecordsThread::noticeTaken, this, &RecordsController::onNotice);
    connect(m_windows.queue, &ui::QueuePage::sendNow, &records, &RecordsThread::sendNow);
    connect(m_windows.queue, &ui::QueuePage::receiptWanted, this,
            [this](const RecordId& id, const QString& language, ui::ReceiptOutput output) {
                m_receiptAsked = {id, language, output};
                m_records.requestTold(id);
            });
    connect(&records, &RecordsThread::toldReady, this, &RecordsController::giveReceipt);
    connect(m_windows.queue, &ui::QueuePage::helpWanted, this, [this](int code) {
        m_windows.help->showError(code);
        m_windows.main->showPlace(ui::Place::Help);
    });
}

void RecordsController::giveReceipt(const QueueRow& row, const std::optional<DataTerms>& told) {
    if (!m_receiptAsked || m_receiptAsked->recordId != row.recordId) return;
    const auto asked = *std::exchange(m_receiptAsked, std::nullopt);
    auto receipt = ui::laterReceipt(row, told, asked.language);
    receipt.operatorName = m_receiptWords.operatorName;
    receipt.contact = m_receiptWords.contact;
    receipt.deletions = m_receiptWords.deletions;
    receipt.retention = m_receiptWords.retentionIn(asked.language);
    m_windows.queue->giveReceipt(receipt, asked.output);
}

void RecordsController::showSummary(const QueueSummary& summary) {
    m_summary = summary;
    m_windows.queue->setSummary(summary);
    m_windows.main->setWaiting(summary.waiting);
    if (summary.lastContact && !std::exchange(m_timeTold, true)) showClockInBar();
    if (summary.lastContact && !m_operator.lastReached.isValid()) {
        m_operator.lastReached = ui::localTime(*summary.lastContact).toUTC();
        showOperator(m_operator.state);
    }
}

void RecordsController::showOperator(ui::OperatorState state) {
    m_operator.state = state;
    m_windows.main->setOperator(m_operator);
}

// Told when it becomes near or reached; how many exactly it is now is no news.
void RecordsController::showLimits(const std::vector<LimitFinding>& findings) {
    const auto worst = findings.empty() ? std::nullopt : std::optional(findings.front());
    const bool news = worst && (!m_limit || m_limit->limit != worst->limit || m_limit->state != worst->state);
    m_limit = worst;
    if (!news) return;
    m_log.warn("records", "limit " + std::string(counterLimitName(worst->limit)) + ": " +
                              std::to_string(worst->used) + " of " + std::to_string(worst->most));
    m_windows.main->showNotice(worst->state == LimitState::Reached ? ui::Tone::Bad : ui::Tone::Warning,
                               ui::limitText(*worst));
}

void RecordsController::showClock(ClockState state) {
    const bool news = std::exchange(m_clock, state) != state;
    showClockInBar();
    if (!news || state == ClockState::Fine) return;
    m_log.warn("records", state == ClockState::Behind ? "the clock is behind" : "the clock is ahead");
    m_windows.main->showNotice(ui::Tone::Warning,
                               ui::noticeText(state == ClockState::Behind ? ui::CounterNotice::ClockBehind
                                                                          : ui::CounterNotice::ClockAhead));
}

// The bar says it as long as it is so; the notice comes once.
void RecordsController::showClockInBar() {
    using ui::ClockStatus;
    m_windows.main->setClock(m_clock == ClockState::Behind  ? ClockStatus::Behind
                             : m_clock == ClockState::Ahead ? ClockStatus::Ahead
                             : m_timeTold                   ? ClockStatus::Fine
                                                            : ClockStatus::NotChecked);
}

void RecordsController::onNotice(const NoticeEffect& effect) {
    if (!effect.policy.empty()) Q_EMIT policyOffered(effect.policy);
    // An older word from a stick doesn't lift what a newer one said, and none of them says that the line is
    // there.
    if (effect.carried && !effect.setAside) return;
    if (!std::exchange(m_setAside, effect.setAside) && effect.setAside) {
        m_log.error("records", "set aside by the operator");
        m_windows.main->showNotice(ui::Tone::Bad, ui::noticeText(ui::CounterNotice::SetAside));
    }
    if (!std::exchange(m_replaced, effect.replaced) && effect.replaced) {
        m_log.error("records", "replaced by another counter");
        m_windows.main->showNotice(ui::Tone::Bad, ui::errorSentence(ErrorCode::CounterReplaced));
    }
    showOperator(m_setAside ? ui::OperatorState::Refuses : ui::OperatorState::Reached);
    if (effect.carried) return;  // it is no clock
    m_timeTold = true;
    showClockInBar();
}

void RecordsController::noteTrouble(const Error& error) {
    m_log.error("records", describe(error));
    m_windows.main->showNotice(ui::Tone::Bad, ui::errorSentence(error.code));
}

}  // namespace countersign
