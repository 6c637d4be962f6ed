#include "commands.h"

#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "office_commands.h"
#include "operator/body_store.h"
#include "operator/enrolment_desk.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "operator/postgres_case_book.h"
#include "operator/postgres_ledger.h"
#include "operator/postgres_outbox.h"
#include "operator/sqlite_case_book.h"
#include "operator/sqlite_ledger.h"
#include "operator/sqlite_outbox.h"
#include "protocol/envelope_head.h"
#include "protocol/payload.h"
#include "protocol/signed_message.h"
#include "who_asks.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxPolicyFile = 32U * 1024U;
constexpr int kPageSize = 500;

template <class Visit>
Status forEachRecord(Ledger& ledger, Visit visit) {
    std::int64_t after = 0;
    for (;;) {
        const auto page = ledger.records(after, kPageSize);
        if (!page) return failure(page.error());
        if (page->rows.empty()) return {};
        for (const auto& row : page->rows) visit(row);
        after = page->next;
    }
}

json rowJson(const RecordRow& row) {
    return {{"record", row.recordId.hex()},
            {"code", row.recordId.shortCode()},
            {"device", row.deviceId.hex()},
            {"sequence", row.sequence},
            {"created_at", toRfc3339(row.createdAt)},
            {"received_at", toRfc3339(row.receivedAt)},
            {"status", receiptStatusName(row.status)},
            {"reason", row.reason},
            {"revision", row.revision},
            {"practice", row.practice},
            {"challenge", challengeOutcomeName(row.challenge)},
            {"late", latenessName(row.late)},
            {"application", row.application},
            {"bytes", row.bodySize},
            {"payload_sha256", toHex(row.payloadHash)}};
}

Result<std::vector<RecordRow>> findByName(Ledger& ledger, const std::string& name) {
    if (const auto id = RecordId::parse(name)) return ledger.findEverywhere(*id);
    const auto receipt = parseReceiptCode(name);  // with its check code it is this one and no other
    const auto code = receipt ? std::optional(receipt->record) : parseRecordCode(name);
    if (!code) return std::vector<RecordRow>();
    auto found = ledger.findByCode(*code);
    if (found && receipt)
        std::erase_if(*found, [&](const RecordRow& row) { return !receipt->fits(row.recordId); });
    return found;
}

Result<std::vector<RecordRow>> findMovedByName(Ledger& ledger, const std::string& name) {
    const auto id = RecordId::parse(name);
    const auto receipt = parseReceiptCode(name);
    auto code = receipt ? std::optional(receipt->record) : parseRecordCode(name);
    if (id) code = recordCodeOf(*id);
    if (!code) return std::vector<RecordRow>();
    auto moved = ledger.findMovedByCode(*code);
    if (moved) {
        std::erase_if(*moved, [&](const RecordRow& row) {
            return (id && row.recordId != *id) || (!id && receipt && !receipt->fits(row.recordId));
        });
    }
    return moved;
}

// Of a record whose body was erased: its head is what the device signed.
Result<json> examineHead(const RecordRow& row, ByteView bytes, const VerifyingKey& key) {
    const auto head = parseEnvelopeHead(bytes);
    if (!head) return failure(head.error());
    if (const auto genuine = verifyEnvelopeHead(*head, key); !genuine) return failure(genuine.error());
    json result = rowJson(row);
    result["body"] = "erased";
    result["signature"] = envelopeHash(*head) == row.envelopeHash ? "valid" : "of another record";
    result["header"] = json::parse(head->headerBytes, nullptr, false);
    return result;
}

Status noteOpening(const RecordRow& row, const ShowOptions& options) {
    const auto who = whoAsks(options.place, options.by);
    if (!who) return failure(who.error());
    const auto book = openCaseBook(options.place);
    if (!book) return failure(book.error());
    return (*book)->note({SystemClock().wall(), *who, "case_opened", "show"}, row.deviceId, row.recordId);
}

// Whether the stored body is what the device signed and the receipt what we answered; the first fault
// otherwise.
Result<json> examine(const RecordRow& row, Ledger& ledger, const BodyStore& bodies,
                     const OperatorIdentity& identity, const ShowOptions& options) {
    const auto device = ledger.device(row.deviceId);
    if (!device) return failure(device.error());
    const auto body = bodies.get(row.bodyHash);
    if (!body) {
        const auto left = bodies.head(row.bodyHash);
        return left ? examineHead(row, *left, *device ? (*device)->key : VerifyingKey())
                    : Result<json>(failure(body.error()));
    }
    const auto envelope = parseEnvelope(*body);
    if (!envelope) return failure(envelope.error());
    if (const auto genuine = verifyEnvelope(*envelope, *device ? (*device)->key : VerifyingKey()); !genuine) {
        return failure(genuine.error());
    }
    const auto receipt = verifyReceipt(row.receipt, identity.everyKey(),
                                       {row.recordId, row.deviceId, row.sequence, row.payloadHash});
    if (!receipt) return failure(receipt.error());
    json result = rowJson(row);
    // False: enrolled before there was such a key, its challenges are bound to nothing. Enrolling again gives
    // one.
    result["counter_challenge_key"] = *device && (*device)->challengeKey;
    result["body"] = "intact";
    result["signature"] = "valid";
    result["receipt"] = "valid";
    result["header"] = json::parse(envelope->headerBytes, nullptr, false);
    if (!options.openingKey.empty()) {
        const auto key = OpeningKey::read(options.openingKey);
        if (!key) return failure(key.error());
        // As at the console: no row, no look.
        if (const auto noted = noteOpening(row, options); !noted) return failure(noted.error());
        auto plain = key->open(envelope->sealedPayload);
        if (!plain) return failure(plain.error());
        auto payload = decodePayload(*plain);
        wipe(*plain);
        if (!payload) return failure(payload.error());
        result["payload"] = {{"opens", true},
                             {"fields", payload->fields.size()},
                             {"portrait_bytes", payload->portraitJpeg.size()},
                             {"best_frame_bytes", payload->bestFrameJpeg.size()}};
        // Why another way was taken: a word and a clerk's id, nothing of the buyer's.
        if (payload->fields.contains("other_way"))
            result["payload"]["other_way"] = payload->fields["other_way"];
        wipe(payload->portraitJpeg);
        wipe(payload->bestFrameJpeg);
        wipe(payload->supportingJpeg);
    }
    return result;
}

}  // namespace

Result<std::string> ledgerAddress(const GatewayPlace& place) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    return place.ledger.empty() ? identity->ledger : place.ledger;
}

Result<std::unique_ptr<Ledger>> openLedger(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteLedger::open(OperatorPaths(place.folder).ledger);
    return PostgresLedger::open(*address);
}

Result<std::unique_ptr<CaseBook>> openCaseBook(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteCaseBook::open(OperatorPaths(place.folder).ledger);
    return PostgresCaseBook::open(*address);
}

Result<std::unique_ptr<Outbox>> openOutbox(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteOutbox::open(OperatorPaths(place.folder).ledger);
    return PostgresOutbox::open(*address);
}

Result<RecordRow> findOneRecord(Ledger& ledger, const std::string& name) {
    auto rows = findByName(ledger, name);
    if (!rows) return failure(rows.error());
    if (rows->size() != 1) return failure(noSuchRecord());
    return std::move(rows->front());
}

Result<RecordRow> findOneRecordOrMoved(Ledger& ledger, const std::string& name) {
    auto rows = findByName(ledger, name);
    if (!rows) return failure(rows.error());
    auto moved = findMovedByName(ledger, name);
    if (!moved) return failure(moved.error());
    if (rows->size() + moved->size() != 1) return failure(noSuchRecord());
    return std::move((rows->empty() ? *moved : *rows).front());
}

Status initCommand(const InitOptions& options, std::ostream& out) {
    OperatorSetup setup;
    setup.hosts.insert(setup.hosts.end(), options.hosts.begin(), options.hosts.end());
    if (!options.policyFile.empty()) {
        const auto policy = readFile(options.policyFile, kMaxPolicyFile);
        if (!policy) return failure(policy.error());
        setup.policyJson.assign(policy->begin(), policy->end());
    }
    setup.ledger = options.ledger;
    // Opened once before anything is made: an address that is wrong is told now and not by the gateway.
    if (!setup.ledger.empty()) {
        if (const auto opened = PostgresLedger::open(setup.ledger); !opened) return failure(opened.error());
    }
    const SystemClock clock;
    if (auto made = initOperatorFolder(options.folder, setup, clock); !made) return made;
    const OperatorPaths paths(options.folder);
    out << "The gateway's folder is ready: " << paths.folder.string() << "\n"
        << "Counters trust this certificate: " << paths.authority.string() << "\n"
        << "Keep away from the gateway (it opens the registrations): " << paths.openingKey.string() << "\n"
        << "Keep away from the gateway (the office's key: it signs policies and key bundles, and nothing "
           "else "
           "changes\nthem; keep a copy): "
        << paths.officeKey.string() << "\n";
    return {};
}

Status setPolicyCommand(const std::filesystem::path& folder, const std::filesystem::path& policyFile,
                        const std::string& officeKey, std::ostream& out) {
    const auto bytes = readFile(policyFile, kMaxMessageBytes);
    if (!bytes) return failure(bytes.error());
    const auto office = OfficeAtHand::read(officeKey);
    if (!office) return failure(office.error());
    const auto policy = replacePolicy(folder, *bytes, office->signer());
    if (!policy) return failure(policy.error());
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    out << "Policy " << policy->version
        << " goes to every counter from the gateway's next start on: to new ones "
        << "as they enrol, to those\nat work with their next contact. One that nothing reaches takes it "
           "with: "
        << "countersign --take-policy\n"
        << identity->policyFile.string() << "\n";
    return {};
}

Status newCodeCommand(const GatewayPlace& place, std::chrono::hours validFor, std::ostream& out) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    const SystemClock clock;
    const auto code = issueEnrolmentCode(**ledger, clock, validFor);
    if (!code) return failure(code.error());
    out << *code << "\n";
    return {};
}

Status listCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    json all = json::array();
    std::size_t count = 0;
    const auto read = forEachRecord(**ledger, [&](const RecordRow& row) {
        ++count;
        if (form == OutputForm::Json) {
            all.push_back(rowJson(row));
            return;
        }
        out << row.recordId.shortCode() << "  " << toRfc3339(row.receivedAt) << "  " << std::setw(9)
            << std::left << receiptStatusName(row.status) << "  device " << row.deviceId.shortCode() << " #"
            << row.sequence << "  " << row.bodySize << " bytes" << (row.practice ? "  practice" : "")
            << (row.challenge == ChallengeOutcome::Differs ? "  CHALLENGE DIFFERS" : "")
            << (row.late == Lateness::Unknown ? "  FROM A REPLACED COUNTER, NEVER HEARD OF"
                : row.late == Lateness::Known ? "  from a replaced counter"
                                              : "")
            << "\n";
    });
    if (!read) return failure(read.error());
    if (form == OutputForm::Json) {
        out << all.dump(2) << "\n";
        return {};
    }
    const auto alarms = (*ledger)->alarmCount();
    if (!alarms) return failure(alarms.error());
    out << count << (count == 1 ? " record, " : " records, ") << *alarms
        << (*alarms == 1 ? " alarm" : " alarms") << "\n";
    return {};
}

Status showCommand(const ShowOptions& options, std::ostream& out) {
    const auto identity = openOperatorFolder(options.place.folder);
    if (!identity) return failure(identity.error());
    const auto ledger = openLedger(options.place);
    if (!ledger) return failure(ledger.error());
    const auto bodies = FileBodyStore::open(OperatorPaths(options.place.folder).bodies);
    if (!bodies) return failure(bodies.error());
    const auto rows = findByName(**ledger, options.record);
    if (!rows) return failure(rows.error());
    if (rows->empty()) return failure(noSuchRecord());
    for (const auto& row : *rows) {
        const auto result = examine(row, **ledger, *bodies, *identity, options);
        if (!result) return failure(result.error());
        out << result->dump(2) << "\n";
    }
    return {};
}

}  // namespace countersign
