// A counter whose key a TPM keeps, at the real gateway: enrolled, one record taken in, through the TPM's
// restart.

#include <set>

#include "contract/sync/enrolled_counter.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_ledger.h"
#include "support/catch.h"
#include "support/swtpm_process.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE("a counter with a TPM enrols at the real gateway, and what it signs is taken in") {
    TempFolder folder;
    SwtpmProcess tpm(folder.path() / "tpm");
    GatewayProcess gateway(folder.path() / "operator");
    const IdentityFolder own(folder.path() / "identity", {tpm.tcti(), {}});
    const auto enrolled = must(enrolCounter(addressOf(gateway), own, gateway.newCode()));
    CHECK(enrolled.signer->protection() == KeyProtection::Tpm);
    {
        const auto ledger = must(SqliteLedger::open(OperatorPaths(gateway.folder()).ledger));
        const auto device = must(ledger->device(enrolled.deviceId));
        REQUIRE(device);
        CHECK(device->key == enrolled.signer->verifyingKey());
        CHECK(device->key.algorithm == SignatureAlgorithm::EcdsaP256);
        CHECK(device->keyProtection == KeyProtection::Tpm);
    }
    // As the program at its next start.
    tpm.stop();
    tpm.start();
    const auto identity = must(own.load());
    CHECK(identity.deviceId == enrolled.deviceId);

    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    RecordsSettings settings;
    settings.queue.folder = folder.path() / "queue";
    settings.queue.freeSpaceLimit = 0;
    settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
    RecordsThread records(settings, identity, clock, *log, points);
    std::set<RecordId> sent;
    std::vector<ErrorCode> failed;
    QObject::connect(&records, &RecordsThread::recordSent, &records,
                     [&](const RecordId& id) { sent.insert(id); });
    QObject::connect(&records, &RecordsThread::saveFailed, &records,
                     [&](const RecordId&, const Error& error) { failed.push_back(error.code); });
    records.start();
    const auto first = RecordId::random();
    records.save(draftFor(identity, first, 150'000));
    REQUIRE(waitUntil([&] { return sent.contains(first) || !failed.empty(); }));
    CHECK(failed.empty());
    CHECK(timesHeld(gateway.recordsAsJson(), first) == 1);

    // The TPM goes away in the middle of the day: said at the save, nothing lost; back again, saved and sent.
    tpm.stop();
    const auto second = RecordId::random();
    records.save(draftFor(identity, second, 20'000));
    REQUIRE(waitUntil([&] { return !failed.empty(); }));
    CHECK(failed.front() == ErrorCode::TpmMissing);
    CHECK_FALSE(sent.contains(second));
    tpm.start();
    records.retrySave(second);
    REQUIRE(waitUntil([&] { return sent.contains(second); }));
    CHECK(timesHeld(gateway.recordsAsJson(), second) == 1);
}
