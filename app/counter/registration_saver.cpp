#include "app/counter/registration_saver.h"

#include <utility>

#include "app/counter/journal_notes.h"
#include "app/counter/record_builder.h"
#include "enrolment/wipe_buyer.h"

namespace countersign {
namespace {

// A disk that was full may have room again: the clerk need not watch for it.
constexpr int kSaveAgainMillis = 10'000;

}  // namespace

RegistrationSaver::RegistrationSaver(RegistrationSaverParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSaveAgainMillis);
    connect(&m_soon, &QTimer::timeout, this, &RegistrationSaver::again);
    connect(&m.notices, &NoticeBar::againWanted, this, &RegistrationSaver::again);
    if (m.records == nullptr) return;
    connect(m.records, &RecordsThread::saved, this, &RegistrationSaver::onSaved);
    connect(m.records, &RecordsThread::saveFailed, this, &RegistrationSaver::onFailed);
    // What is sealed from now on, nobody opens who has the key before: it may be in wrong hands.
    connect(m.records, &RecordsThread::keysTaken, this,
            [this](const SealingKey& key) { m.operatorKey = key; });
}

Result<QString> RegistrationSaver::save(Registration& registration) {
    const auto decided = decidedNote(registration);
    const auto secondRole =
        registration.otherWay ? m.roleOf(registration.otherWay->secondClerk) : std::nullopt;
    const auto exception = exceptionNote(registration, secondRole);
    auto sealed = sealRegistration(registration, *m.operatorKey, m.models);
    const auto recordId = registration.recordId;
    wipe(registration);
    if (!sealed) {
        m.log.error("counter", describe(sealed.error()));
        return failure(sealed.error());
    }
    // Only now: what can't be sealed was not decided, and the buyer may still decide otherwise.
    m.records->note(decided);
    if (exception) m.records->note(*exception);
    auto tail = QString::fromStdString(sealed->numberTail);
    m_saving = recordId;
    m.records->save(std::move(*sealed));
    return tail;
}

void RegistrationSaver::onSaved(const QueueRow& row) {
    if (!m_saving || row.recordId != *m_saving) return;
    m_saving.reset();
    m_soon.stop();
    Q_EMIT saved(row);
}

void RegistrationSaver::onFailed(const RecordId& recordId, const Error& error) {
    if (!m_saving || recordId != *m_saving) return;
    m.log.error("counter", describe(error));
    m.notices.tellError(error.code, NoticeBar::Again::Offered);
    m_soon.start();
}

void RegistrationSaver::again() {
    if (m_saving) m.records->retrySave(*m_saving);
}

}  // namespace countersign
