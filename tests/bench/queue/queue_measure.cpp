// How the queue bears a long time offline: so many records saved, opened again, listed, and drained to a real
// gateway over TLS on this computer. Prints figures; not a test.
//   queue_measure [RECORDS=10000] [KIB=150]
#include <sys/resource.h>
#include <unistd.h>

#include <QtCore/QCoreApplication>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "contract/sync/enrolled_counter.h"

using namespace countersign;
using namespace countersign::test;

namespace {

class Stopwatch {
  public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

  private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

// Memory of this process that is in RAM now, in MiB.
double residentMib() {
    std::ifstream statm("/proc/self/statm");
    long whole = 0, resident = 0;
    statm >> whole >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1048576.0;
}

}  // namespace

int main(int argc, char** argv) {
    if (!initCrypto()) return 1;
    QCoreApplication application(argc, argv);
    const int records = argc > 1 ? std::stoi(argv[1]) : 10'000;
    const auto bytes = static_cast<std::size_t>(argc > 2 ? std::stoi(argv[2]) : 150) * 1024;
    TempFolder folder;
    GatewayProcess gateway(folder.path() / "operator");
    const auto identity =
        must(enrolCounter(addressOf(gateway), IdentityFolder(folder.path() / "identity"), gateway.newCode()));
    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    RecordsSettings settings;
    settings.queue.folder = folder.path() / "queue";
    settings.queue.freeSpaceLimit = 0;
    {
        const auto queue = must(RegistrationQueue::open(settings.queue, clock, *log, points));
        const Stopwatch watch;
        for (int i = 0; i < records; ++i) {
            const auto ticket = must(queue->reserve());
            auto draft = draftFor(identity, RecordId::random(), bytes);
            draft.header.deviceId = identity.deviceId;
            draft.header.sequence = ticket.sequence;
            draft.header.previousHash = ticket.previousHash;
            must(queue->save(must(signEnvelope(draft.header, draft.payload, *identity.signer)),
                             draft.numberTail));
        }
        std::printf("saved %d records of %zu KiB: %.0f/s\n", records, bytes / 1024,
                    records / watch.seconds());
    }
    std::printf("memory before opening: %.0f MiB\n", residentMib());
    {
        const Stopwatch watch;
        const auto queue = must(RegistrationQueue::open(settings.queue, clock, *log, points));
        std::printf("opened in %.3f s\n", watch.seconds());
        const Stopwatch listing;
        const auto rows = must(queue->rows(0, records));
        std::printf("all %zu rows read in %.3f s\n", rows.size(), listing.seconds());
        const Stopwatch summing;
        static_cast<void>(must(queue->summary()));
        std::printf("summary in %.4f s\n", summing.seconds());
    }
    std::printf("memory after opening: %.0f MiB\n", residentMib());
    RecordsThread thread(settings, identity, clock, *log, points);
    int sent = 0;
    double most = 0;
    QObject::connect(&thread, &RecordsThread::recordSent, &application, [&] {
        if (++sent % 500 == 0) most = std::max(most, residentMib());
        if (sent == records) QCoreApplication::quit();
    });
    QObject::connect(&thread, &RecordsThread::operatorNotReached, &application,
                     [](const Error& error) { std::cerr << describe(error) << std::endl; });
    const Stopwatch watch;
    thread.start();
    const int status = QCoreApplication::exec();
    std::printf("drained over TLS: %.0f records/s, memory at most %.0f MiB\n", records / watch.seconds(),
                most);
    return status;
}
