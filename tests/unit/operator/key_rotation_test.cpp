// The operator's keys come and go: every counter finds its way along, and a folder that was left in the
// middle of a change is the folder before it.

#include "operator/key_rotation.h"

#include <sys/resource.h>

#include <csignal>

#include "core/files.h"
#include "made_operator.h"
#include "protocol/certificate.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

// A contact of the counter as a program that takes key bundles makes it.
Contact contactOf(const MadeOperator& made, std::uint64_t keysVersion) {
    Contact contact;
    contact.deviceId = made.counter.id();
    contact.nonce = std::string(32, 'a');
    contact.at = made.clock.wall();
    contact.application = "test";
    contact.keysVersion = keysVersion;
    return contact;
}

// The gateway after a restart: the folder read anew.
struct Restarted {
    explicit Restarted(MadeOperator& operatorSide) : made(operatorSide) {}
    Notice notice(const Contact& contact, const std::vector<VerifyingKey>& trusted) {
        const auto answer = contacts.answer(signContact(contact, made.counter.key()).value()).value();
        REQUIRE_FALSE(answer.refusal);
        return verifyNotice(answer.notice, trusted, contact.deviceId).value();
    }
    MadeOperator& made;
    OperatorIdentity identity = openOperatorFolder(made.folder).value();
    Ingest ingest{*made.ledger,         made.bodies, identity.signingKey,
                  identity.sealingKeys, made.clock,  made.points};
    ContactDesk contacts{*made.ledger, identity, made.clock};
};

}  // namespace

TEST_CASE("a rotation makes the new key known first and lets it sign once the old one is retired") {
    MadeOperator made;
    const auto first = made.identity.verifyingKeys.front();
    const auto base = keysInForce(made.folder).value();
    CHECK(base.version == 0);
    CHECK(retireKey(made.folder, first.id(), made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);  // the only one
    const auto key = rotateKey(made.folder, KeyUse::Signing, made.byOffice()).value();
    CHECK(key.released.version == 1);
    {
        const auto identity = openOperatorFolder(made.folder).value();
        CHECK(identity.signingKey.verifyingKey() == first);
        CHECK(identity.verifyingKeys.size() == 2);
        REQUIRE(identity.bundles.size() == 1);
        CHECK(followKeys(base, identity.bundles.front().bytes).value().verifyingKeys ==
              identity.verifyingKeys);
    }
    CHECK(retireKey(made.folder, "", made.byOffice()).error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(retireKey(made.folder, "zz", made.byOffice()).error().code == ErrorCode::OperatorFolderUnusable);
    const auto retired = retireKey(made.folder, first.id().substr(0, 8), made.byOffice()).value();
    CHECK(retired.nowSigning == key.id);
    const auto identity = openOperatorFolder(made.folder).value();
    CHECK(identity.signingKey.verifyingKey().id() == key.id);
    CHECK(identity.retiredKeys == std::vector<VerifyingKey>{first});
    // The policy is the office's, whichever key signs receipts.
    CHECK(verifyPolicy(identity.policy, identity.ruleKeys()).value().version == 1);
    CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":2})"), &made.office));
    CHECK(verifyPolicy(openOperatorFolder(made.folder).value().policy, identity.ruleKeys()).value().version ==
          2);
}

TEST_CASE("a key that was made known by mistake is taken back; the one that signs stays") {
    MadeOperator made;
    const auto first = made.identity.verifyingKeys.front();
    const auto wrong = rotateKey(made.folder, KeyUse::Signing, made.byOffice()).value();
    CHECK(retireKey(made.folder, wrong.id, made.byOffice()).value().nowSigning == first.id());
    CHECK(openOperatorFolder(made.folder).value().verifyingKeys == std::vector<VerifyingKey>{first});
}

TEST_CASE("a new sealing key is given out at once, and the old ones are taken for ever") {
    MadeOperator made;
    const auto before = made.identity.sealingKeys.front();
    const auto key = rotateKey(made.folder, KeyUse::Sealing, made.byOffice()).value();
    CHECK(OpeningKey::read(key.file).value().sealingKey().id() == key.id);
    CHECK(retireKey(made.folder, before.id(), made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);
    Restarted gateway(made);
    CHECK(gateway.identity.sealingKeys.front().id() == key.id);
    CHECK_FALSE(gateway.ingest.take(made.counter.envelope()).value().refusal);  // sealed to the old one
    CHECK(keysInForce(made.folder).value().sealingKey == gateway.identity.sealingKeys.front());
}

TEST_CASE("counters are handed the bundles they lack, and no policy, until they have the newest") {
    MadeOperator made;
    const std::vector<VerifyingKey> known = made.identity.verifyingKeys;
    REQUIRE(rotateKey(made.folder, KeyUse::Signing, made.byOffice()));
    REQUIRE(rotateKey(made.folder, KeyUse::Sealing, made.byOffice()));
    REQUIRE(made.ledger->addOrder(made.counter.id(), {0, OrderKind::ClerkOff, {}, "lina", {}},
                                  made.clock.wall()));
    Restarted gateway(made);
    auto contact = contactOf(made, 0);
    const auto all = gateway.notice(contact, known);
    REQUIRE(all.keys.size() == 2);
    CHECK(all.keys[0] == gateway.identity.bundles[0].bytes);
    CHECK(all.orders.size() == 1);  // orders do not wait for keys
    CHECK(all.policy.empty());
    contact.keysVersion = 1;
    CHECK(gateway.notice(contact, known).keys.size() == 1);
    contact.keysVersion = 2;
    const auto rest = gateway.notice(contact, known);
    CHECK(rest.keys.empty());
    CHECK(rest.orders.size() == 1);
    CHECK_FALSE(rest.policy.empty());
    CHECK(made.ledger->device(made.counter.id()).value()->keysVersion == 2);
    contact.keysVersion.reset();  // an older program is told as before
    CHECK(gateway.notice(contact, known).keys.empty());
    CHECK(gateway.notice(contact, known).orders.size() == 1);
}

TEST_CASE("a receipt and an order of a retired key are given again under the present one") {
    MadeOperator made;
    const auto envelope = made.counter.envelope();
    const auto before = made.ingest.take(envelope).value().receipt;
    const auto header = parseEnvelope(envelope).value().header;
    const ReceiptExpectation expected{header.recordId, header.deviceId, header.sequence, header.payloadHash};
    REQUIRE(made.ledger->addOrder(
        made.counter.id(), {0, OrderKind::RecordStatus, header.recordId, "", before}, made.clock.wall()));
    REQUIRE(rotateKey(made.folder, KeyUse::Signing, made.byOffice()));
    REQUIRE(retireKey(made.folder, made.identity.verifyingKeys.front().id(), made.byOffice()));
    Restarted gateway(made);
    const auto& now = gateway.identity.verifyingKeys;
    REQUIRE_FALSE(verifyReceipt(before, now, expected));
    const auto again = gateway.ingest.take(envelope).value();
    CHECK(again.repeated);
    auto was = parseReceipt(before).value(), is = verifyReceipt(again.receipt, now, expected).value();
    CHECK(was.operatorKeyId != is.operatorKeyId);
    was.operatorKeyId = is.operatorKeyId;
    CHECK(was == is);
    const auto orders = gateway.notice(contactOf(made, 2), now).orders;
    REQUIRE(orders.size() == 1);
    CHECK(verifyReceipt(orders.front().receipt, now, expected));
}

TEST_CASE("certificates are renewed under the same authority, and withdrawn unless in use") {
    MadeOperator made;
    const auto old = certificateFingerprint(made.identity.server.certificatePem).value();
    CHECK(revokeCertificate(made.folder, old, made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);
    const auto renewed = renewCertificate(made.folder, {}, made.clock).value();
    CHECK(renewed.before == old);
    CHECK(renewed.hosts == hostsOf(made.identity.server.certificatePem).value());
    const auto server = openOperatorFolder(made.folder).value().server;
    CHECK(certificateFingerprint(server.certificatePem).value() == renewed.now);
    CHECK(revokeCertificate(made.folder, renewed.now, made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(revokeCertificate(made.folder, old, made.byOffice()).value().version == 1);
    CHECK(revokeCertificate(made.folder, old, made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(keysInForce(made.folder).value().revoked == std::vector<Sha256>{old});
    CHECK(renewCertificate(made.folder, {"gateway.example"}, made.clock).value().hosts.size() == 1);
}

TEST_CASE("a change that ends before its last write leaves the folder as it was, and goes through later") {
    MadeOperator made;
    const auto description = OperatorPaths(made.folder).description;
    const auto before = readFile(description, 1U << 20U).value();
    const auto files = [&] {
        return std::distance(fs::directory_iterator(made.folder / "keys"), fs::directory_iterator());
    };
    const auto filesBefore = files();
    {
        // A key file is smaller than this, operator.json larger: the disk fails in between.
        struct Limit {
            Limit() {
                std::signal(SIGXFSZ, SIG_IGN);
                getrlimit(RLIMIT_FSIZE, &old);
                const rlimit small{512, old.rlim_max};
                setrlimit(RLIMIT_FSIZE, &small);
            }
            ~Limit() { setrlimit(RLIMIT_FSIZE, &old); }
            rlimit old{};
        } const limit;
        CHECK_FALSE(rotateKey(made.folder, KeyUse::Signing, made.byOffice()));
        CHECK_FALSE(rotateKey(made.folder, KeyUse::Sealing, made.byOffice()));
    }
    CHECK(files() == filesBefore + 2);
    CHECK(readFile(description, 1U << 20U).value() == before);
    CHECK(openOperatorFolder(made.folder).value().verifyingKeys == made.identity.verifyingKeys);
    CHECK(rotateKey(made.folder, KeyUse::Signing, made.byOffice()));
}

TEST_CASE("records of a replaced counter are kept and acknowledged, and marked by what was known of them") {
    MadeOperator made;
    const auto one = made.counter.envelope();
    REQUIRE_FALSE(made.ingest.take(one).value().refusal);
    auto contact = contactOf(made, 0);
    contact.lastReserved = 2;
    const auto talk = [&] {
        const auto answer = made.contacts.answer(signContact(contact, made.counter.key()).value()).value();
        return verifyNotice(answer.notice, made.identity.verifyingKeys, contact.deviceId).value();
    };
    CHECK_FALSE(talk().replaced);
    const auto lost = made.counter.id();
    const auto code = issueReplacementCode(*made.ledger, lost, made.clock, std::chrono::hours(1)).value();
    const auto notice = talk();
    CHECK(notice.replaced);
    CHECK(notice.sequenceLimit == 2);
    contact.lastReserved = 50;  // what it says from now on proves nothing
    CHECK(talk().sequenceLimit == 50);
    const auto told = made.counter.envelope(), neverTold = made.counter.envelope();
    CHECK_FALSE(made.ingest.take(told).value().receipt.empty());
    CHECK(made.ledger->alarmCount().value() == 0);
    CHECK_FALSE(made.ingest.take(neverTold).value().receipt.empty());
    CHECK(made.ledger->alarmCount().value() == 1);
    const auto rows = made.ledger->recordsOf(lost, 1, 10).value();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].late == Lateness::No);
    CHECK(rows[1].late == Lateness::Known);
    CHECK(rows[2].late == Lateness::Unknown);

    Counter next(made.identity.sealingKeys.front());
    const auto enrolled = made.desk.enrol(makeEnrolmentRequest(code, "test", next.key()).value()).value();
    REQUIRE(enrolled.deviceId);
    CHECK(made.ledger->device(*enrolled.deviceId).value()->replaces == lost);
    CHECK_FALSE(made.ledger->device(*enrolled.deviceId).value()->replacedAt);
    CHECK(made.ledger->device(lost).value()->replacedAt);
    Counter thief(made.identity.sealingKeys.front());
    CHECK(made.desk.enrol(makeEnrolmentRequest(code, "test", thief.key()).value()).value().refusal ==
          Refusal::CodeInvalid);
}
