// Makes a counter that was offline for a while: so many registrations in the queue of an enrolled counter,
// sealed to its operator and signed by its key as the program does it, with payloads that say nothing. For
// rehearsals of upgrades and removals on an installed computer (tests/packaging/rollout). Run as the
// counter's user.
//   fill_queue STATE [RECORDS=100] [KIB=150]
#include <cstdio>
#include <exception>

#include "contract/sync/enrolled_counter.h"

using namespace countersign;
using namespace countersign::test;

namespace {

void fill(const std::filesystem::path& state, int records, std::size_t bytes) {
    const auto identity = must(IdentityFolder(state / "identity").load());
    const SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    QueueSettings settings;
    settings.folder = state / "queue";
    const auto queue = must(RegistrationQueue::open(settings, clock, *log, points));
    must(queue->belongTo(identity.deviceId));
    for (int i = 0; i < records; ++i) {
        const auto ticket = must(queue->reserve());
        auto draft = draftFor(identity, RecordId::random(), bytes);
        draft.header.deviceId = identity.deviceId;
        draft.header.sequence = ticket.sequence;
        draft.header.previousHash = ticket.previousHash;
        must(
            queue->save(must(signEnvelope(draft.header, draft.payload, *identity.signer)), draft.numberTail));
    }
    std::printf("%d registrations of %zu KiB wait in %s\n", records, bytes / 1024, state.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || !initCrypto()) {
        std::fprintf(stderr, "fill_queue STATE [RECORDS=100] [KIB=150]\n");
        return 2;
    }
    try {
        fill(argv[1], argc > 2 ? std::stoi(argv[2]) : 100,
             static_cast<std::size_t>(argc > 3 ? std::stoi(argv[3]) : 150) * 1024);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fill_queue: %s\n", error.what());
        return 1;
    }
}
