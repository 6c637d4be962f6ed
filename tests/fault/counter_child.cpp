// A counter without windows, to be killed: saves registrations, takes some back, sends the rest, does what
// the operator orders, and prints what it confirmed. Never installed.
//   counter_child QUEUE_FOLDER IDENTITY_FOLDER [NAME=VALUE...]
//     saves=N     registrations to save; withdraw=N: so many of them are taken back before the network comes
//     offline=1   the network never comes: ends with "idle" when all is saved; stay=1: does not end then
//     contact=1   does not end before a notice of the operator was taken
//     policy=1    keeps a policy that comes with it, as the program does
//     full=1      the disk is full at the journal's first line, until something is given up
//     point=P times=N   ends without a word when point P (a number of FaultPoint) is reached the N-th time
// Prints "open", "saved <id>", "asked <id>" (to be taken back), "withdrawn <id>", "sent <id>", "notice",
// "policy <n>", and "drained" when nothing waits any more.

#include <signal.h>
#include <unistd.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <map>
#include <string>

#include "fault/io_faults.h"
#include "sync/records_thread.h"

using namespace countersign;

namespace {

class Points final : public FaultPoints {
  public:
    Points(int point, int times, bool full) : m_point(point), m_left(times), m_full(full) {}
    void reached(FaultPoint point) override {
        if (static_cast<int>(point) == m_point && m_left.fetch_sub(1) == 1) ::raise(SIGKILL);
        // The records thread's own calls: the line's first one finds the disk full, the next ones don't.
        if (point == FaultPoint::JournalWriting && m_full) {
            m_full = false;
            test::armIo(test::IoFault::Fail, 1, ENOSPC);
        } else if (point == FaultPoint::ReserveGivingUp) {
            test::disarmIo();
        }
    }

  private:
    int m_point;
    std::atomic<int> m_left;
    bool m_full;  // of the records thread
};

// The network cable: as long as it is out, nothing leaves and everybody hears so.
class Cable final : public GatewayClient {
  public:
    Cable(std::unique_ptr<GatewayClient> client, const std::atomic<bool>& plugged)
        : m_client(std::move(client)), m_plugged(plugged) {}
    void post(GatewayRequest request, Done done) override {
        if (m_plugged) return m_client->post(std::move(request), std::move(done));
        QTimer::singleShot(0, &m_context, [done = std::move(done)] {
            const Error away{ErrorCode::OperatorUnreachable, "cable out", "counter_child"};
            done(tl::unexpected(TransportFailure{away, MayHaveLeft::No}));
        });
    }
    void abort() override { m_client->abort(); }

  private:
    std::unique_ptr<GatewayClient> m_client;
    const std::atomic<bool>& m_plugged;
    QObject m_context;
};

void say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) ::_exit(3);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3 || !initCrypto()) return 2;
    QCoreApplication application(argc, argv);
    std::map<std::string, int> wanted;
    for (int i = 3; i < argc; ++i) {
        const std::string word = argv[i];
        const auto equals = word.find('=');
        if (equals == std::string::npos) return 2;
        wanted[word.substr(0, equals)] = std::stoi(word.substr(equals + 1));
    }
    const IdentityFolder folder(argv[2]);
    const auto identity = folder.load();
    if (!identity) {
        std::fprintf(stderr, "%s\n", describe(identity.error()).c_str());
        return 2;
    }
    const int saves = wanted["saves"], withdrawals = wanted["withdraw"];
    const bool offline = wanted["offline"] != 0;
    Points points(wanted["point"], std::max(1, wanted["times"]), wanted["full"] != 0);
    std::atomic<bool> plugged = !offline && withdrawals == 0;
    SystemClock clock;
    const auto log = openStderrLog();
    RecordsSettings settings;
    settings.queue.folder = argv[1];
    settings.queue.freeSpaceLimit = 0;
    settings.queue.reserveBytes = 64'000;
    settings.retry = {Millis(5), Millis(5), Millis(20), Millis(1000)};
    settings.makeClient = [&] {
        return std::make_unique<Cable>(std::make_unique<HttpsGatewayClient>(identity->gateway, HttpsLimits{}),
                                       plugged);
    };
    RecordsThread records(settings, *identity, clock, *log, points);

    std::vector<RecordId> toWithdraw;
    int confirmed = 0, withdrawn = 0;
    bool noticed = wanted["contact"] == 0;
    const auto endIfDone = [&](const QueueSummary& summary) {
        if (confirmed < saves || withdrawn < withdrawals) return;
        if (offline) {
            say("idle");
            if (wanted["stay"] == 0) QCoreApplication::quit();
            return;
        }
        if (summary.waiting > 0 || !noticed) return;
        say("drained");
        QCoreApplication::quit();
    };
    QObject::connect(&records, &RecordsThread::opened, &application, [&] {
        say("open");
        for (int i = 0; i < saves; ++i) {
            RecordDraft draft;
            draft.header.application = "test";
            draft.header.recordId = RecordId::random();
            draft.header.createdAt = clock.wall();
            draft.numberTail = "8000";
            auto sealed = sealPayload(identity->sealingKey, Bytes(20'000, 0x5a));
            if (!sealed) ::_exit(4);
            draft.payload = std::move(*sealed);
            if (i >= saves - withdrawals) toWithdraw.push_back(draft.header.recordId);
            records.save(std::move(draft));
        }
        records.requestSummary();
    });
    QObject::connect(&records, &RecordsThread::openFailed, &application, [](const Error& error) {
        say("failed " + describe(error));
        ::_exit(5);
    });
    QObject::connect(&records, &RecordsThread::saved, &application, [&](const QueueRow& row) {
        ++confirmed;
        say("saved " + row.recordId.hex());
        if (std::ranges::find(toWithdraw, row.recordId) == toWithdraw.end()) return;
        say("asked " + row.recordId.hex());
        records.withdraw(row.recordId);
    });
    QObject::connect(&records, &RecordsThread::saveFailed, &application,
                     [](const RecordId&, const Error& error) { say("refused " + describe(error)); });
    // Just being tried, with the cable out: it comes back, and then it can be taken back.
    QObject::connect(&records, &RecordsThread::actionFailed, &application,
                     [&](const RecordId& id) { records.withdraw(id); });
    QObject::connect(&records, &RecordsThread::rowChanged, &application, [&](const QueueRow& row) {
        if (row.client != ClientState::Withdrawn || std::erase(toWithdraw, row.recordId) == 0) return;
        ++withdrawn;
        say("withdrawn " + row.recordId.hex());
        if (withdrawn == withdrawals && !offline) plugged = true;
        records.requestSummary();
    });
    QObject::connect(&records, &RecordsThread::recordSent, &application, [&](const RecordId& id) {
        say("sent " + id.hex());
        records.requestSummary();
    });
    QObject::connect(&records, &RecordsThread::noticeTaken, &application, [&](const NoticeEffect& effect) {
        if (wanted["policy"] != 0 && !effect.policy.empty()) {
            const auto taken = folder.takePolicy(effect.policy, [&](const OperatorPolicy&) -> Status {
                points.reached(FaultPoint::PolicyJudged);
                return {};
            });
            if (taken) {
                points.reached(FaultPoint::PolicyKept);
                records.note({AuditEvent::PolicyTaken, {}, {}, std::to_string(taken->version)});
                say("policy " + std::to_string(taken->version));
            }
        }
        noticed = true;
        say("notice");
        records.requestSummary();
    });
    QObject::connect(&records, &RecordsThread::queueChanged, &application, endIfDone);
    records.start();
    return QCoreApplication::exec();
}
