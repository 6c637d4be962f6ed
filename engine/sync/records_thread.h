// The records thread: the only owner of the database, the spool and the line to the operator. This object
// lives on the GUI thread; every function returns at once and the answer comes as a signal on the GUI thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThread>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/counter_limits.h"
#include "core/log.h"
#include "core/retry_policy.h"
#include "protocol/envelope.h"
#include "store/audit_log.h"
#include "store/device_identity.h"
#include "store/queue_types.h"
#include "store/registration_queue.h"
#include "store/stick_types.h"
#include "sync/contact_keeper.h"
#include "sync/gateway_client.h"
#include "sync/https_gateway_client.h"
#include "sync/politeness.h"

namespace countersign {

// A finished registration, already sealed. The records thread adds the device's id, number and chain, signs
// and saves.
struct RecordDraft {
    EnvelopeHeader header;            // recordId, models, application, camera, practice, createdAt filled in
    SealedPayload payload;            // sealPayload(identity.sealingKey, encodePayload(...))
    std::string numberTail;           // last four digits of the buyer's number
    std::optional<DataTerms> told{};  // what the buyer was told of the data
};

struct QueuePage {
    int offset = 0;
    std::vector<QueueRow> rows;  // newest first
};

enum class Contacts { Kept = 1, None };

struct RecordsSettings {
    QueueSettings queue;
    CounterLimits limits;     // of the policy in force; zeros: none
    std::string application;  // version of the program, told to the operator
    Contacts contacts = Contacts::Kept;
    ReadConditions
        conditions;  // of the line and the battery; called on the records thread; none: both are fine
    RetryLimits retry;
    HttpsLimits https;
    std::optional<IdentityFolder>
        identityFolder;  // where the operator's newer keys are kept; empty: none are taken
    RetryPolicy::Random random = systemRandom();
    // For tests; otherwise an HttpsGatewayClient to the identity's address. Called once, on the records
    // thread.
    std::function<std::unique_ptr<GatewayClient>()> makeClient;
};

class RecordsThread final : public QObject {
    Q_OBJECT
  public:
    // `clock`, `log` and `faults` outlive this object.
    RecordsThread(RecordsSettings settings, DeviceIdentity identity, const Clock& clock, Log& log,
                  FaultPoints& faults, QObject* parent = nullptr);
    ~RecordsThread() override;  // stops

    void start();  // → opened or openFailed
    // Aborts replies, closes the database, joins. Waits for the statement under way and nothing else; logs a
    // warning if that takes longer than a second. Harmless twice.
    void stop();

    void askToBegin();  // → mayBegin or mayNotBegin: DiskSpaceLow, LimitReached, CounterReplaced, or why the
                        // queue is not open
    // A line for the journal; what can't be written is told in the log and holds nobody up.
    void note(AuditNote note);
    // A supervisor's word on a question of the operator's: into the journal, which goes to the operator with
    // the next contact, then done here. → questionsChanged; a question that could not be answered stays.
    void answerQuestion(std::uint64_t number, ConductAnswer answer, std::string supervisor);
    void save(RecordDraft draft);              // → saved or saveFailed
    void retrySave(const RecordId& recordId);  // after saveFailed: the same record again
    void sendNow();
    void withdraw(const RecordId& recordId);     // → rowChanged, or actionFailed
    void sendAgain(const RecordId& recordId);    // a record set aside; → rowChanged, or actionFailed
    void requestRows(int offset, int limit);     // → rowsReady
    void requestSummary();                       // → queueChanged
    void requestTold(const RecordId& recordId);  // → toldReady, or actionFailed
    // The courier over a stick, mounted at `folder` → stickProgressed, then stickDone, once. One at a time:
    // asked for while one is under way, nothing comes of it.
    void workWithStick(std::filesystem::path folder, StickTask task);
    void cancelStick();  // after the file under way; → stickDone

  Q_SIGNALS:
    void opened(const countersign::StoreHealth& health, const countersign::QueueSummary& summary);
    void openFailed(const countersign::Error& error);
    void mayBegin();
    void mayNotBegin(const countersign::Error& error);
    void limitsJudged(
        const std::vector<countersign::LimitFinding>& findings);  // near or reached; empty: none
    void clockJudged(countersign::ClockState state);
    void clerksSwitchedOff(const std::vector<std::string>& clerkIds);           // all who are
    void questionsChanged(const std::vector<countersign::ShopQuestion>& open);  // all that wait for an answer
    void noticeTaken(const countersign::NoticeEffect& effect);
    void keysTaken(const countersign::SealingKey& sealingKey);  // new records are sealed to this one
    void stickProgressed(const countersign::StickProgress& progress);
    void stickDone(const countersign::StickSummary& summary);
    void saved(const countersign::QueueRow& row);
    void saveFailed(const countersign::RecordId& recordId, const countersign::Error& error);
    void actionFailed(const countersign::RecordId& recordId, const countersign::Error& error);
    void rowsReady(const countersign::QueuePage& page);
    void rowChanged(const countersign::QueueRow& row);
    // The row as it is now, and what its buyer was told; empty: not known any more.
    void toldReady(const countersign::QueueRow& row, const std::optional<countersign::DataTerms>& told);
    void queueChanged(const countersign::QueueSummary& summary);
    void recordSent(const countersign::RecordId& recordId);
    void operatorReached(countersign::WallTime at);
    void operatorNotReached(const countersign::Error& cause);
    void storeFailed(const countersign::Error& cause);

  protected:
    void customEvent(QEvent* event) override;  // what the records thread tells

  private:
    class Worker;
    template <class Work>
    void post(Work work);

    Log& m_log;
    QThread m_thread;
    Worker* m_worker = nullptr;  // lives on m_thread, deleted there
};

}  // namespace countersign
