// An operator with ledger and bodies in a temp folder, and one counter that is enrolled there.
#pragma once

#include <filesystem>

#include "operator/body_store.h"
#include "operator/contact_desk.h"
#include "operator/enrolment_desk.h"
#include "operator/ingest.h"
#include "operator/key_release.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_ledger.h"
#include "protocol/device_enrolment.h"
#include "protocol/envelope.h"
#include "support/gateway_process.h"

namespace countersign::test {

// A counter that signs envelopes in sequence.
class Counter {
  public:
    explicit Counter(SealingKey sealing) : m_sealing(std::move(sealing)) {}

    [[nodiscard]] const SigningKey& key() const { return m_key; }
    void become(const DeviceId& id) { m_id = id; }
    // What the operator gave at enrolment to draw challenges with.
    std::optional<ChallengeKey> challengeKey;
    [[nodiscard]] const DeviceId& id() const { return m_id; }
    [[nodiscard]] Bytes envelope(std::string_view plain = "a record") {
        return envelope(++m_sequence, plain);
    }
    [[nodiscard]] Bytes envelope(std::uint64_t sequence, std::string_view plain,
                                 const RecordId& record = RecordId::random(),
                                 const std::optional<ScanEvidence>& evidence = {}) const {
        EnvelopeHeader header;
        header.recordId = record;
        header.deviceId = m_id;
        header.sequence = sequence;
        header.application = "test";
        header.evidence = evidence;
        header.createdAt = WallTime(std::chrono::seconds(1795504525));
        return signEnvelope(header, sealPayload(m_sealing, toBytes(plain)).value(), m_key).value();
    }

  private:
    SigningKey m_key = SigningKey::generate();
    SealingKey m_sealing;
    DeviceId m_id;
    std::uint64_t m_sequence = 0;
};

struct MadeOperator {
    TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path() / "gateway";
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    bool made = initOperatorFolder(folder, {}, clock).has_value();
    OperatorIdentity identity = openOperatorFolder(folder).value();
    SigningKey office = SigningKey::read(OperatorPaths(folder).officeKey).value();
    std::unique_ptr<SqliteLedger> ledger = SqliteLedger::open(OperatorPaths(folder).ledger).value();
    FileBodyStore bodies = FileBodyStore::open(OperatorPaths(folder).bodies).value();
    NoIngestPoints points;
    Ingest ingest{*ledger, bodies, identity.signingKey, identity.sealingKeys, clock, points};
    EnrolmentDesk desk{*ledger, identity, clock};
    ContactDesk contacts{*ledger, identity, clock};
    Counter counter = enrolled();

    // In one step, with the office's key at hand.
    [[nodiscard]] KeysRelease byOffice(std::optional<Ring> ring = {}) const {
        return {&office, std::move(ring)};
    }
    [[nodiscard]] std::string code() {
        return issueEnrolmentCode(*ledger, clock, std::chrono::hours(24)).value();
    }
    [[nodiscard]] Counter enrolled() {
        Counter fresh(identity.sealingKeys.front());
        const auto outcome = desk.enrol(makeEnrolmentRequest(code(), "test", fresh.key()).value()).value();
        const auto answer = readEnrolmentResponse(outcome.response, fresh.key().verifyingKey()).value();
        fresh.become(answer.deviceId);
        fresh.challengeKey = answer.challengeKey;
        return fresh;
    }
    [[nodiscard]] std::size_t held() { return ledger->records(0, 1000).value().rows.size(); }
    [[nodiscard]] std::size_t bodyFiles() const {
        std::size_t count = 0;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(OperatorPaths(folder).bodies)) {
            if (entry.path().extension() == ".cse") ++count;
        }
        return count;
    }
};

}  // namespace countersign::test
