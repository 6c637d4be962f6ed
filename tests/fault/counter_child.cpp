// A counter without windows, to be killed: saves registrations, sends them, prints what it confirmed. Never
// installed.
//   counter_child DATA_FOLDER IDENTITY_FOLDER SAVES [POINT N]
// Prints "open", "saved <id>", "sent <id>" and, when nothing waits any more, "drained" before it ends. With
// POINT (a number of FaultPoint) it ends without a word when that point is reached the N-th time.

#include <signal.h>
#include <unistd.h>

#include <QtCore/QCoreApplication>
#include <cstdio>
#include <string>

#include "sync/records_thread.h"

using namespace countersign;

namespace {

class KillAt final : public FaultPoints {
  public:
    KillAt(int point, int times) : m_point(point), m_left(times) {}
    void reached(FaultPoint point) override {
        if (static_cast<int>(point) == m_point && --m_left == 0) ::raise(SIGKILL);
    }

  private:
    int m_point, m_left;
};

void say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) ::_exit(3);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4 || !initCrypto()) return 2;
    QCoreApplication application(argc, argv);
    const auto identity = IdentityFolder(argv[2]).load();
    if (!identity) {
        std::fprintf(stderr, "%s\n", describe(identity.error()).c_str());
        return 2;
    }
    const int saves = std::stoi(argv[3]);
    KillAt faults(argc > 5 ? std::stoi(argv[4]) : 0, argc > 5 ? std::stoi(argv[5]) : 0);
    SystemClock clock;
    const auto log = openStderrLog();
    RecordsSettings settings;
    settings.queue.folder = argv[1];
    settings.queue.freeSpaceLimit = 0;
    settings.retry = {Millis(5), Millis(5), Millis(20), Millis(1000)};
    RecordsThread records(settings, *identity, clock, *log, faults);
    int confirmed = 0;
    const auto endIfDone = [&](const QueueSummary& summary) {
        if (confirmed < saves || summary.waiting > 0) return;
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
            auto sealed = sealPayload(identity->sealingKey, Bytes(20'000, 0x5a));
            if (!sealed) ::_exit(4);
            draft.payload = std::move(*sealed);
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
    });
    QObject::connect(&records, &RecordsThread::saveFailed, &application,
                     [](const RecordId&, const Error& error) { say("refused " + describe(error)); });
    QObject::connect(&records, &RecordsThread::recordSent, &application,
                     [](const RecordId& id) { say("sent " + id.hex()); });
    QObject::connect(&records, &RecordsThread::queueChanged, &application, endIfDone);
    records.start();
    return QCoreApplication::exec();
}
