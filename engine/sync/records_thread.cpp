#include "sync/records_thread.h"

#include <map>
#include <tuple>
#include <utility>

#include "sync/courier_run.h"
#include "sync/handover.h"
#include "sync/sync_worker.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "records";
constexpr Millis kJoinWarning{1'000};

}  // namespace

// Everything of the records thread; made on the GUI thread, used and deleted on its own.
class RecordsThread::Worker final : public QObject {
  public:
    Worker(RecordsSettings settings, DeviceIdentity identity, const Clock& clock, Log& log,
           FaultPoints& faults, RecordsThread& front)
        : m_settings(std::move(settings)),
          m_identity(std::move(identity)),
          m_clock(clock),
          m_log(log),
          m_faults(faults),
          m_front(front) {}

    void customEvent(QEvent* event) override { Handover<Worker>::take(event, *this); }

    void open() {
        if (const auto done = tryOpen(); !done) tell(&RecordsThread::openFailed, done.error());
    }

    // Also later: a disk that was full, or another program that held the folder, may be out of the way by
    // now.
    Status tryOpen() {
        if (m_queue) return {};
        auto queue = RegistrationQueue::open(m_settings.queue, m_clock, m_log, m_faults);
        if (!queue) return openFailed(queue.error());
        m_queue = std::move(*queue);
        auto another = m_queue->belongTo(m_identity.deviceId);
        if (!another && another.error().code == ErrorCode::DiskFull && m_queue->giveUpReserve())
            another = m_queue->belongTo(m_identity.deviceId);
        if (!another) return openFailed(another.error());
        const auto journal = m_settings.queue.folder / "journal";
        if (*another) m_log.info(kArea, "enrolled anew: what waits goes out under the older id");
        const auto memory = m_queue->memory();
        if (!memory) return openFailed(memory.error());
        const auto openJournal = [&] {
            return AuditLog::open(journal, m_clock, m_log, &m_faults, memory->auditHeld);
        };
        auto audit = openJournal();
        // A full disk must not keep what waits from being sent.
        if (!audit && audit.error().code == ErrorCode::DiskFull && m_queue->giveUpReserve())
            audit = openJournal();
        if (!audit) return openFailed(audit.error());
        m_audit.emplace(std::move(*audit));
        m_contact = std::make_unique<ContactKeeper>(*m_queue, *m_audit, m_identity, m_settings.application,
                                                    m_clock, m_log, &m_faults);
        if (m_settings.makeClient) {
            m_client = m_settings.makeClient();
        } else {
            m_client = std::make_unique<HttpsGatewayClient>(m_identity.gateway, m_settings.https);
        }
        m_sync = std::make_unique<SyncWorker>(*m_queue, *m_client, m_identity.operatorKeys,
                                              RetryPolicy(m_settings.retry, m_settings.random), m_clock,
                                              m_log, m_faults);
        if (m_settings.contacts == Contacts::Kept) m_sync->keepContact(*m_contact);
        if (m_settings.identityFolder) {
            m_contact->keepKeys([this](std::span<const Bytes> bundles) { return takeKeys(bundles); });
            const auto certificate = m_settings.identityFolder->certificateOf(m_identity.deviceId);
            m_contact->keepCertificate(
                [this, certificate] {
                    return certificate.wanted(m_clock.wall(),
                                              m_client->certificateRefused() ? Renew::Now : Renew::WhenDue);
                },
                [this, certificate](ByteView der) { return takeCertificate(certificate, der); });
        }
        if (m_settings.conditions) m_sync->bePolite(m_settings.conditions);
        connect(m_sync.get(), &SyncWorker::queueChanged, this, [this](const QueueSummary& summary) {
            tell(&RecordsThread::queueChanged, summary);
            judge(summary);
        });
        connect(m_sync.get(), &SyncWorker::noticeTaken, this,
                [this](const NoticeEffect& effect) { takeEffect(effect); });
        relay(&SyncWorker::rowChanged, &RecordsThread::rowChanged);
        relay(&SyncWorker::recordSent, &RecordsThread::recordSent);
        relay(&SyncWorker::operatorReached, &RecordsThread::operatorReached);
        relay(&SyncWorker::operatorNotReached, &RecordsThread::operatorNotReached);
        relay(&SyncWorker::storeFailed, &RecordsThread::storeFailed);
        const auto summary = m_queue->summary();
        if (!summary) return openFailed(summary.error());
        if (!m_queue->health().clean()) m_log.warn(kArea, "the store was mended at opening");
        tell(&RecordsThread::opened, m_queue->health(), *summary);
        append({AuditEvent::Started, {}, {}, m_settings.application});
        tellClerks();
        tellQuestions();
        judge(*summary);
        m_sync->start();
        return {};
    }

    void close() {
        closeQueue();
        m_unsaved.clear();
    }

    void askToBegin() {
        auto may = tryOpen();
        if (may && m_identity.replaced)
            may = failure(makeError(ErrorCode::CounterReplaced, "another counter took this one's place"));
        if (may) may = m_queue->checkSpace();
        if (may) {
            const auto findings = judge();
            if (scansStop(findings)) {
                const std::string which(counterLimitName(findings.front().limit));
                append({AuditEvent::ScansStopped, {}, {}, which});
                may = failure(makeError(ErrorCode::LimitReached, which));
            }
        }
        if (!may) {
            tell(&RecordsThread::mayNotBegin, may.error());
        } else {
            tell(&RecordsThread::mayBegin);
        }
    }

    // True: it is in the journal.
    bool append(const AuditNote& note) { return tryAppend(note).has_value(); }

    Status tryAppend(const AuditNote& note) {
        auto done = tryOpen();
        if (done) done = m_audit->append(note);
        // The reserve is for receipts, erasing and this.
        if (!done && done.error().code == ErrorCode::DiskFull && m_queue && m_queue->giveUpReserve())
            done = m_audit->append(note);
        if (!done) m_log.error(kArea, "not in the journal: " + describe(done.error()));
        return done;
    }

    // Into the journal first: a line twice does no harm, the operator takes the first; a question that is
    // gone without one would stay open there for ever.
    void answerQuestion(std::uint64_t number, ConductAnswer answer, std::string supervisor) {
        if (append({AuditEvent::Answered, std::move(supervisor), {}, answerDetail(number, answer)})) {
            if (const auto done = m_queue->answerQuestion(number, answer); !done)
                m_log.error(kArea, "an answer is not kept: " + describe(done.error()));
        }
        if (m_queue) tellQuestions();
    }

    // Kept until the queue has it, whatever fails on the way: nothing else on this computer holds it.
    void save(RecordDraft draft) {
        const RecordId recordId = draft.header.recordId;
        m_unsaved.try_emplace(recordId, Unsaved{std::move(draft), {}});
        trySave(recordId);
    }

    void retrySave(RecordId recordId) {
        if (m_unsaved.contains(recordId)) trySave(recordId);
    }

    void sendNow() {
        if (const auto done = tryOpen(); !done) {
            tell(&RecordsThread::storeFailed, done.error());
            return;
        }
        m_sync->sendNow();
    }

    void withdraw(RecordId recordId) {
        if (m_unsaved.erase(recordId) > 0) return;  // it never was in the queue
        if (!m_queue) return;
        const auto row = m_queue->row(recordId);
        const auto link = m_queue->chainLink(recordId);
        // The line first: a number that is missing without one is suspicious at the operator's.
        if (row && link && !row->mayHaveLeft && row->client != ClientState::Withdrawn) {
            if (const auto noted = tryAppend(withdrawnNote(recordId, *link)); !noted)
                return finishAction(recordId, noted);
        }
        finishAction(recordId, m_queue->withdraw(recordId));
    }

    void sendAgain(RecordId recordId) {
        if (m_queue) finishAction(recordId, m_queue->sendAgain(recordId));
    }

    void requestRows(int offset, int limit) {
        if (!m_queue) return;
        auto rows = m_queue->rows(offset, limit);
        if (!rows) {
            tell(&RecordsThread::storeFailed, rows.error());
            return;
        }
        tell(&RecordsThread::rowsReady, QueuePage{offset, std::move(*rows)});
    }

    void requestTold(RecordId recordId) {
        if (!m_queue) return;
        const auto row = m_queue->row(recordId);
        if (!row) return tell(&RecordsThread::actionFailed, recordId, row.error());
        const auto told = m_queue->told(recordId);
        if (!told) return tell(&RecordsThread::actionFailed, recordId, told.error());
        tell(&RecordsThread::toldReady, *row, *told);
    }

    void requestSummary() {
        if (!m_queue) return;
        const auto summary = m_queue->summary();
        if (!summary) {
            tell(&RecordsThread::storeFailed, summary.error());
            return;
        }
        tell(&RecordsThread::queueChanged, *summary);
    }

    void workWithStick(std::filesystem::path folder, StickTask task) {
        if (m_courier) return;
        if (const auto opened = tryOpen(); !opened) {
            StickSummary summary;
            summary.end = StickEnd::StoreFailed;
            summary.error = opened.error().code;
            tell(&RecordsThread::stickDone, summary);
            return;
        }
        m_courier =
            std::make_unique<CourierRun>(*m_queue, *m_contact, m_identity, m_log, std::move(folder), task);
        connect(m_courier.get(), &CourierRun::progressed, this,
                [this](const StickProgress& progress) { tell(&RecordsThread::stickProgressed, progress); });
        connect(m_courier.get(), &CourierRun::rowChanged, this,
                [this](const QueueRow& row) { tell(&RecordsThread::rowChanged, row); });
        connect(m_courier.get(), &CourierRun::recordSent, this,
                [this](const RecordId& recordId) { tell(&RecordsThread::recordSent, recordId); });
        connect(m_courier.get(), &CourierRun::noticeTaken, this,
                [this](const NoticeEffect& effect) { takeEffect(effect); });
        connect(m_courier.get(), &CourierRun::finished, this, [this](const StickSummary& summary) {
            m_courier.release()->deleteLater();  // it is still telling
            tell(&RecordsThread::stickDone, summary);
            m_sync->wake();  // tells how the queue stands, and goes on with what is still due
        });
        m_courier->start();
    }

    void cancelStick() {
        if (m_courier) m_courier->cancel();
    }

  private:
    struct Unsaved {
        RecordDraft draft;
        Bytes envelope;  // empty until numbered and signed: signing the same record anew would be another
    };

    void trySave(RecordId recordId) {
        Unsaved& unsaved = m_unsaved.at(recordId);
        if (const auto done = tryOpen(); !done) return saveFailed(recordId, done.error());
        if (unsaved.envelope.empty()) {
            const auto ticket = m_queue->reserve();
            if (!ticket) return saveFailed(recordId, ticket.error());
            EnvelopeHeader header = unsaved.draft.header;
            header.deviceId = m_identity.deviceId;
            header.sequence = ticket->sequence;
            header.previousHash = ticket->previousHash;
            header.audit = m_audit->head();
            if (auto readings = m_contact->clockNow()) header.clock = std::move(*readings);
            auto envelope = signEnvelope(std::move(header), unsaved.draft.payload, *m_identity.signer);
            if (!envelope) return saveFailed(recordId, envelope.error());
            unsaved.envelope = std::move(*envelope);
        }
        const auto row = m_queue->save(unsaved.envelope, unsaved.draft.numberTail, unsaved.draft.told);
        if (!row) return saveFailed(recordId, row.error());
        m_unsaved.erase(recordId);
        tell(&RecordsThread::saved, *row);
        tell(&RecordsThread::rowChanged, *row);
        m_sync->wake();
    }

    // What an operator's notice leaves to others, however it came.
    void takeEffect(const NoticeEffect& effect) {
        tell(&RecordsThread::noticeTaken, effect);
        if (effect.clerksChanged) tellClerks();
        if (effect.questionsChanged) tellQuestions();
        if (effect.replaced) noteReplaced();
        judge();
    }

    // On the disk before in force.
    Status takeKeys(std::span<const Bytes> bundles) {
        const auto taken = m_settings.identityFolder->takeKeys(bundles);
        if (!taken) return failure(taken.error());
        m_identity.operatorKeys = taken->operatorKeys;
        m_identity.officeKeys = taken->officeKeys;
        m_identity.sealingKey = taken->sealingKey;
        m_identity.keysVersion = taken->keysVersion;
        m_identity.gateway.caPem = taken->gateway.caPem;
        m_identity.gateway.revoked = taken->gateway.revoked;
        m_sync->believe(m_identity.operatorKeys);
        m_client->use(m_identity.gateway);
        m_log.info(kArea, "keys of the operator taken: " + std::to_string(m_identity.keysVersion));
        tell(&RecordsThread::keysTaken, m_identity.sealingKey);
        return {};
    }

    Status takeCertificate(const ClientCertificate& certificate, ByteView der) {
        if (const auto taken = certificate.take(der); !taken) return taken;
        m_identity.gateway.clientPem = certificate.pem();
        m_client->use(m_identity.gateway);
        m_log.info(kArea, "a certificate of the operator taken");
        return {};
    }

    void noteReplaced() {
        if (std::exchange(m_identity.replaced, true)) return;
        m_log.error(kArea, "replaced by another counter, says the operator");
        if (!m_settings.identityFolder) return;
        // If it can't be kept it is said again with the next contact.
        if (const auto kept = m_settings.identityFolder->markReplaced(); !kept)
            m_log.warn(kArea, "not remembered: " + describe(kept.error()));
    }

    std::vector<LimitFinding> judge() {
        const auto summary = m_queue->summary();
        if (!summary) {
            m_log.warn(kArea, "limits not judged: " + describe(summary.error()));
            return {};
        }
        return judge(*summary);
    }

    // Looks at the clock and at the limits; tells both.
    std::vector<LimitFinding> judge(const QueueSummary& summary) {
        if (const auto state = m_contact->lookAtClock()) tell(&RecordsThread::clockJudged, *state);
        const auto memory = m_queue->memory();
        if (!memory) return {};
        // A clock that was set back gives nobody more days.
        WallTime now = std::max(m_clock.wall(), memory->latestWall.value_or(m_clock.wall()));
        if (const auto exact = trueTime(memory->told, m_clock.boot())) {
            now = *exact;
        } else if (memory->told) {
            now = std::max(now, memory->told->at);
        }
        CounterStanding standing;
        standing.waiting = summary.waiting;
        standing.oldestWaiting = summary.oldestWaiting;
        standing.lastContact = m_identity.enrolledAt;
        if (summary.lastContact) standing.lastContact = std::max(standing.lastContact, *summary.lastContact);
        if (memory->told) standing.lastContact = std::max(standing.lastContact, memory->told->at);
        standing.lastSequence = m_queue->lastSaved().reserved;
        standing.sequenceLimit = memory->sequenceLimit;
        standing.blockSize = memory->sequenceBlock;
        auto findings = judgeLimits(m_settings.limits, standing, now);
        tell(&RecordsThread::limitsJudged, findings);
        return findings;
    }

    void tellClerks() {
        if (auto clerks = m_queue->clerksOff()) tell(&RecordsThread::clerksSwitchedOff, std::move(*clerks));
    }

    void tellQuestions() {
        if (auto open = m_queue->openQuestions()) tell(&RecordsThread::questionsChanged, std::move(*open));
    }

    // A signal of the front, emitted on the front's own thread.
    template <class... Parameters, class... Values>
    void tell(void (RecordsThread::*signal)(Parameters...), Values... values) {
        Handover<RecordsThread>::post(
            m_front, [signal, told = std::make_tuple(std::move(values)...)](RecordsThread& front) {
                std::apply([&](const auto&... each) { Q_EMIT(front.*signal)(each...); }, told);
            });
    }

    template <class... Parameters>
    void relay(void (SyncWorker::*from)(Parameters...), void (RecordsThread::*to)(Parameters...)) {
        connect(m_sync.get(), from, this,
                [this, to](Parameters... values) { tell(to, std::decay_t<Parameters>(values)...); });
    }

    void closeQueue() {
        m_courier.reset();  // joins
        m_sync.reset();     // aborts
        m_client.reset();
        m_contact.reset();
        m_audit.reset();
        m_queue.reset();  // releases the folder
    }

    Status openFailed(const Error& error) {
        m_log.error(kArea, "store not opened: " + describe(error));
        closeQueue();
        return failure(error);
    }

    void saveFailed(RecordId recordId, const Error& error) {
        m_log.error(kArea, "record " + recordId.shortCode() + " not saved: " + describe(error));
        tell(&RecordsThread::saveFailed, recordId, error);
    }

    void finishAction(RecordId recordId, const Status& done) {
        if (!done) {
            tell(&RecordsThread::actionFailed, recordId, done.error());
            return;
        }
        if (const auto row = m_queue->row(recordId)) tell(&RecordsThread::rowChanged, *row);
        m_sync->wake();
    }

    RecordsSettings m_settings;
    DeviceIdentity m_identity;
    const Clock& m_clock;
    Log& m_log;
    FaultPoints& m_faults;
    RecordsThread& m_front;
    std::map<RecordId, Unsaved> m_unsaved;
    // Order matters: the worker uses the client, the keeper and the queue.
    std::unique_ptr<RegistrationQueue> m_queue;
    std::optional<AuditLog> m_audit;
    std::unique_ptr<ContactKeeper> m_contact;
    std::unique_ptr<GatewayClient> m_client;
    std::unique_ptr<SyncWorker> m_sync;
    std::unique_ptr<CourierRun> m_courier;  // while one is under way
};

RecordsThread::RecordsThread(RecordsSettings settings, DeviceIdentity identity, const Clock& clock, Log& log,
                             FaultPoints& faults, QObject* parent)
    : QObject(parent), m_log(log) {
    m_thread.setObjectName(QStringLiteral("records"));
    m_worker = new Worker(std::move(settings), std::move(identity), clock, log, faults, *this);
    m_worker->moveToThread(&m_thread);
}

RecordsThread::~RecordsThread() {
    stop();
    delete m_worker;  // only if the thread never ran
}

template <class Work>
void RecordsThread::post(Work work) {
    if (m_worker != nullptr) Handover<Worker>::post(*m_worker, std::move(work));
}

void RecordsThread::customEvent(QEvent* event) {
    Handover<RecordsThread>::take(event, *this);
}

void RecordsThread::start() {
    if (m_thread.isRunning() || m_worker == nullptr) return;
    m_thread.start();
    post([](Worker& worker) { worker.open(); });
}

void RecordsThread::stop() {
    if (!m_thread.isRunning()) return;
    // Last in the worker's line: what was asked before is still done. Closed and deleted on its own thread.
    post([thread = &m_thread](Worker& worker) {
        worker.close();
        worker.deleteLater();
        thread->quit();
    });
    m_worker = nullptr;
    if (!m_thread.wait(QDeadlineTimer(kJoinWarning))) {
        m_log.warn(kArea, "the records thread takes longer than a second to end");
        m_thread.wait();
    }
}

void RecordsThread::askToBegin() {
    post([](Worker& worker) { worker.askToBegin(); });
}

void RecordsThread::note(AuditNote note) {
    post([note = std::move(note)](Worker& worker) { worker.append(note); });
}

void RecordsThread::answerQuestion(std::uint64_t number, ConductAnswer answer, std::string supervisor) {
    post([number, answer, supervisor = std::move(supervisor)](Worker& worker) mutable {
        worker.answerQuestion(number, answer, std::move(supervisor));
    });
}

void RecordsThread::save(RecordDraft draft) {
    post([draft = std::move(draft)](Worker& worker) mutable { worker.save(std::move(draft)); });
}

void RecordsThread::retrySave(const RecordId& recordId) {
    post([recordId](Worker& worker) { worker.retrySave(recordId); });
}

void RecordsThread::sendNow() {
    post([](Worker& worker) { worker.sendNow(); });
}

void RecordsThread::withdraw(const RecordId& recordId) {
    post([recordId](Worker& worker) { worker.withdraw(recordId); });
}

void RecordsThread::sendAgain(const RecordId& recordId) {
    post([recordId](Worker& worker) { worker.sendAgain(recordId); });
}

void RecordsThread::requestRows(int offset, int limit) {
    post([offset, limit](Worker& worker) { worker.requestRows(offset, limit); });
}

void RecordsThread::workWithStick(std::filesystem::path folder, StickTask task) {
    post([folder = std::move(folder), task](Worker& worker) { worker.workWithStick(folder, task); });
}

void RecordsThread::cancelStick() {
    post([](Worker& worker) { worker.cancelStick(); });
}

void RecordsThread::requestTold(const RecordId& recordId) {
    post([recordId](Worker& worker) { worker.requestTold(recordId); });
}

void RecordsThread::requestSummary() {
    post([](Worker& worker) { worker.requestSummary(); });
}

}  // namespace countersign
