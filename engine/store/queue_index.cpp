#include "store/queue_index.h"

#include <algorithm>
#include <utility>

#include "counterMigrations.h"

namespace countersign {
namespace {

constexpr std::string_view kColumns =
    "record_id, sequence, envelope_hash, number_tail, kind, client_state, server_state, server_reason, "
    "may_have_left, attempts, next_attempt, last_error, payload_bytes, created_at, received_at, device_id, "
    "payload_hash, file_hash, route, forwarded_at";

std::int64_t toMillis(WallTime time) {
    return std::chrono::duration_cast<Millis>(time.time_since_epoch()).count();
}

WallTime fromMillis(std::int64_t millis) {
    return WallTime(Millis(millis));
}

std::optional<WallTime> timeIn(const Statement& statement, int column) {
    if (statement.isNull(column)) return std::nullopt;
    return fromMillis(statement.integer(column));
}

Statement& bindTime(Statement& statement, int index, const std::optional<WallTime>& time) {
    return time ? statement.bind(index, toMillis(*time)) : statement.bindNull(index);
}

std::string_view kindName(RecordKind kind) {
    return kind == RecordKind::Practice ? "practice" : "real";
}

void readHash(const Statement& statement, int column, Sha256& hash) {
    const Bytes bytes = statement.blob(column);
    if (bytes.size() == hash.size()) std::ranges::copy(bytes, hash.begin());
}

IndexRow readRow(const Statement& statement) {
    IndexRow found;
    QueueRow& row = found.row;
    // The column's CHECK holds both lengths; a row that breaks it reads as zeros and never matches anything.
    if (const auto id = RecordId::parse(toHex(statement.blob(0)))) row.recordId = *id;
    row.sequence = static_cast<std::uint64_t>(statement.integer(1));
    readHash(statement, 2, found.envelopeHash);
    row.numberTail = statement.text(3);
    row.kind = statement.text(4) == "practice" ? RecordKind::Practice : RecordKind::Real;
    row.client = clientStateFromName(statement.text(5)).value_or(ClientState::SetAside);
    row.server = serverStateFromName(statement.text(6)).value_or(ServerState::None);
    row.serverReason = statement.text(7);
    row.mayHaveLeft = statement.integer(8) != 0;
    row.attempts = static_cast<int>(statement.integer(9));
    row.nextAttempt = timeIn(statement, 10);
    if (!statement.isNull(11)) row.lastError = static_cast<ErrorCode>(statement.integer(11));
    row.payloadBytes = static_cast<std::uint64_t>(statement.integer(12));
    row.createdAt = fromMillis(statement.integer(13));
    row.receivedAt = timeIn(statement, 14);
    if (const auto device = DeviceId::fromBytes(statement.blob(15))) found.deviceId = *device;
    readHash(statement, 16, found.payloadHash);
    readHash(statement, 17, found.fileHash);
    row.route = scanRouteFromName(statement.text(18)).value_or(ScanRoute::Usual);
    row.forwardedAt = timeIn(statement, 19);
    return found;
}

std::string select(std::string_view rest) {
    return "SELECT " + std::string(kColumns) + " FROM registration " + std::string(rest);
}

// Runs `bind` on the prepared statement, then the statement.
template <class Bind>
Status runWith(Database& database, std::string_view sql, Bind bind) {
    auto statement = database.prepare(sql);
    if (!statement) return failure(statement.error());
    bind(*statement);
    return statement->run();
}

// One transaction in which the statement runs once for each of `items`, bound anew by `bind`.
template <class Item, class Bind, class BeforeCommit>
Status runForAll(Database& database, std::string_view sql, std::span<const Item> items, Bind bind,
                 BeforeCommit beforeCommit) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return failure(transaction.error());
    {
        auto statement = database.prepare(sql);
        if (!statement) return failure(statement.error());
        for (const auto& item : items) {
            bind(*statement, item);
            if (const auto done = statement->run(); !done) return done;
        }
    }
    beforeCommit();
    return transaction->commit();
}
template <class Item, class Bind>
Status runForAll(Database& database, std::string_view sql, std::span<const Item> items, Bind bind) {
    return runForAll(database, sql, items, std::move(bind), [] {});
}

template <class Bind>
Result<std::vector<IndexRow>> selectRows(Database& database, std::string_view rest, Bind bind) {
    auto statement = database.prepare(select(rest));
    if (!statement) return failure(statement.error());
    bind(*statement);
    std::vector<IndexRow> rows;
    for (;;) {
        const auto more = statement->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back(readRow(*statement));
    }
}

template <class Bind>
Result<std::optional<IndexRow>> selectRow(Database& database, std::string_view rest, Bind bind) {
    auto rows = selectRows(database, rest, bind);
    if (!rows) return failure(rows.error());
    if (rows->empty()) return std::optional<IndexRow>();
    return std::optional<IndexRow>(std::move(rows->front()));
}

}  // namespace

ServerState serverStateOf(ReceiptStatus status) {
    switch (status) {
        case ReceiptStatus::Received:
            return ServerState::Received;
        case ReceiptStatus::Accepted:
            return ServerState::Accepted;
        case ReceiptStatus::Refused:
            return ServerState::Refused;
        case ReceiptStatus::ComeBack:
            return ServerState::ComeBack;
        case ReceiptStatus::Activated:
            return ServerState::Activated;
    }
    return ServerState::Received;
}

QueueIndex::QueueIndex(Database database, FaultPoints& faults)
    : m_database(std::move(database)), m_faults(&faults) {}

Result<QueueIndex> QueueIndex::open(const std::filesystem::path& file, FaultPoints& faults,
                                    DatabaseFaults* databaseFaults) {
    auto database = Database::open(file, Database::Mode::ReadWrite, databaseFaults);
    if (!database) return failure(database.error());
    const auto finding = database->quickCheck();
    if (!finding) return failure(finding.error());
    if (*finding != "ok") return failure(corruptDatabaseError(*finding));
    if (const auto migrated = migrate(*database, file, counterMigrations(), &faults); !migrated) {
        return failure(migrated.error());
    }
    return QueueIndex(std::move(*database), faults);
}

Result<std::optional<IndexRow>> QueueIndex::find(RecordId recordId) {
    return selectRow(m_database, "WHERE record_id=?1",
                     [&](Statement& statement) { statement.bindBlob(1, recordId.bytes()); });
}

Status QueueIndex::insert(const IndexRow& index) {
    const QueueRow& row = index.row;
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    if (!index.told.empty()) {
        const auto kept = runWith(m_database, "INSERT OR IGNORE INTO told (terms) VALUES (?1)",
                                  [&](Statement& statement) { statement.bind(1, index.told); });
        if (!kept) return kept;
    }
    auto inserted = runWith(
        m_database,
        "INSERT INTO registration (" + std::string(kColumns) +
            ", told) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,"
            "(SELECT id FROM told WHERE terms=?21))",
        [&](Statement& statement) {
            statement.bindBlob(1, row.recordId.bytes())
                .bind(2, static_cast<std::int64_t>(row.sequence))
                .bindBlob(3, index.envelopeHash)
                .bind(4, row.numberTail)
                .bind(5, kindName(row.kind))
                .bind(6, clientStateName(row.client))
                .bind(7, serverStateName(row.server))
                .bind(8, row.serverReason)
                .bind(9, std::int64_t{row.mayHaveLeft})
                .bind(10, std::int64_t{row.attempts});
            bindTime(statement, 11, row.nextAttempt);
            if (row.lastError) {
                statement.bind(12, static_cast<std::int64_t>(*row.lastError));
            } else {
                statement.bindNull(12);
            }
            statement.bind(13, static_cast<std::int64_t>(row.payloadBytes)).bind(14, toMillis(row.createdAt));
            bindTime(statement, 15, row.receivedAt)
                .bindBlob(16, index.deviceId.bytes())
                .bindBlob(17, index.payloadHash)
                .bindBlob(18, index.fileHash)
                .bind(19, scanRouteName(row.route));
            bindTime(statement, 20, row.forwardedAt).bind(21, index.told);
        });
    if (!inserted) return inserted;
    auto raised =
        runWith(m_database, "UPDATE counter SET last_reserved=max(last_reserved, ?1)",
                [&](Statement& statement) { statement.bind(1, static_cast<std::int64_t>(row.sequence)); });
    if (!raised) return raised;
    m_faults->reached(FaultPoint::RowWriting);
    auto committed = transaction->commit();
    if (committed) m_faults->reached(FaultPoint::RowWritten);
    return committed;
}

Result<std::uint64_t> QueueIndex::highestSequence() {
    const auto highest = m_database.queryInteger(
        "SELECT max(last_reserved, (SELECT coalesce(max(sequence), 0) FROM registration)) FROM counter");
    if (!highest) return failure(highest.error());
    return static_cast<std::uint64_t>(*highest);
}

Result<QueueIndex::LastSaved> QueueIndex::lastSaved() {
    const auto row = selectRow(m_database, "ORDER BY sequence DESC LIMIT 1", [](Statement&) {});
    if (!row) return failure(row.error());
    if (!*row) return LastSaved{};
    return LastSaved{(*row)->row.sequence, (*row)->envelopeHash};
}

Result<std::vector<IndexRow>> QueueIndex::due(WallTime now, WallTime implausible, std::uint64_t afterSequence,
                                              std::size_t limit) {
    return selectRows(m_database,
                      "INDEXED BY registration_waiting WHERE client_state='waiting' AND "
                      "(next_attempt IS NULL OR next_attempt<=?1 OR next_attempt>?2) AND sequence>?4 ORDER "
                      "BY sequence LIMIT "
                      "?3",
                      [&](Statement& statement) {
                          statement.bind(1, toMillis(now))
                              .bind(2, toMillis(implausible))
                              .bind(3, static_cast<std::int64_t>(limit))
                              .bind(4, static_cast<std::int64_t>(afterSequence));
                      });
}

Status QueueIndex::postpone(RecordId recordId, ErrorCode why, WallTime nextAttempt) {
    return runWith(m_database,
                   "UPDATE registration SET last_error=?2, next_attempt=?3 WHERE record_id=?1 AND "
                   "client_state='waiting'",
                   [&](Statement& statement) {
                       statement.bindBlob(1, recordId.bytes())
                           .bind(2, static_cast<std::int64_t>(why))
                           .bind(3, toMillis(nextAttempt));
                   });
}

Status QueueIndex::payloadIsBack(RecordId recordId, std::uint64_t bytes) {
    return runWith(m_database,
                   "UPDATE registration SET payload_bytes=?2, "
                   "client_state=CASE WHEN last_error IN (?3, ?4) THEN 'waiting' ELSE client_state END, "
                   "last_error=CASE WHEN last_error IN (?3, ?4) THEN NULL ELSE last_error END "
                   "WHERE record_id=?1 AND client_state IN ('waiting', 'set_aside')",
                   [&](Statement& statement) {
                       statement.bindBlob(1, recordId.bytes())
                           .bind(2, static_cast<std::int64_t>(bytes))
                           .bind(3, static_cast<std::int64_t>(ErrorCode::PayloadMissing))
                           .bind(4, static_cast<std::int64_t>(ErrorCode::PayloadDamaged));
                   });
}

Status QueueIndex::markSending(std::span<const RecordId> records) {
    m_faults->reached(FaultPoint::SendMarking);
    auto marked = runForAll(
        m_database,
        "UPDATE registration SET client_state='sending', attempts=attempts+1, next_attempt=NULL, "
        "left_before=may_have_left, may_have_left=1 WHERE record_id=?1 AND client_state='waiting'",
        records, [](Statement& statement, RecordId recordId) { statement.bindBlob(1, recordId.bytes()); });
    if (marked) m_faults->reached(FaultPoint::SendMarked);
    return marked;
}

Status QueueIndex::markFailed(std::span<const RecordId> records, ErrorCode error, WallTime nextAttempt,
                              MayHaveLeft left) {
    return runForAll(m_database,
                     "UPDATE registration SET client_state='waiting', last_error=?2, next_attempt=?3, "
                     "may_have_left=CASE WHEN ?4 THEN 1 ELSE left_before END "
                     "WHERE record_id=?1 AND client_state='sending'",
                     records, [&](Statement& statement, RecordId recordId) {
                         statement.bindBlob(1, recordId.bytes())
                             .bind(2, static_cast<std::int64_t>(error))
                             .bind(3, toMillis(nextAttempt))
                             .bind(4, std::int64_t{left == MayHaveLeft::Yes});
                     });
}

Status QueueIndex::setAside(RecordId recordId, ErrorCode error, std::string_view serverReason,
                            std::optional<std::uint64_t> part) {
    const auto server = error == ErrorCode::PayloadMissing || error == ErrorCode::PayloadDamaged
                            ? ServerState::None
                            : ServerState::Refused;
    return runWith(
        m_database,
        "UPDATE registration SET client_state='set_aside', last_error=?2, next_attempt=NULL, "
        "server_state=?3, server_reason=?4 WHERE record_id=?1 AND client_state IN ('waiting', 'sending') "
        "AND (?5=0 OR carried=?5)",
        [&](Statement& statement) {
            statement.bindBlob(1, recordId.bytes())
                .bind(2, static_cast<std::int64_t>(error))
                .bind(3, serverStateName(server))
                .bind(4, serverReason)
                .bind(5, static_cast<std::int64_t>(part.value_or(0)));
        });
}

Status QueueIndex::storeReceipts(std::span<const SignedReceipt> receipts) {
    auto stored = runForAll(
        m_database,
        "UPDATE registration SET client_state='sent', server_state=?2, server_reason=?3, "
        "received_at=?4, receipt=?5, receipt_revision=?6, next_attempt=NULL, last_error=NULL, "
        "forwarded_at=coalesce(?7, forwarded_at), may_have_left=1 WHERE record_id=?1 AND "
        "receipt_revision<=?6",
        receipts,
        [](Statement& statement, const SignedReceipt& each) {
            statement.bindBlob(1, each.receipt.recordId.bytes())
                .bind(2, serverStateName(serverStateOf(each.receipt.status)))
                .bind(3, each.receipt.reason)
                .bind(4, toMillis(each.receipt.receivedAt))
                .bindBlob(5, each.bytes)
                .bind(6, std::int64_t{each.receipt.revision});
            bindTime(statement, 7, each.receipt.forwardedAt);
        },
        [this] { m_faults->reached(FaultPoint::ReceiptWriting); });
    if (stored) m_faults->reached(FaultPoint::ReceiptWritten);
    return stored;
}

Status QueueIndex::withdraw(RecordId recordId) {
    m_faults->reached(FaultPoint::WithdrawWriting);
    auto withdrawn =
        runWith(m_database,
                "UPDATE registration SET client_state='withdrawn', next_attempt=NULL, last_error=NULL "
                "WHERE record_id=?1 AND client_state IN ('waiting', 'set_aside') AND may_have_left=0",
                [&](Statement& statement) { statement.bindBlob(1, recordId.bytes()); });
    if (withdrawn) m_faults->reached(FaultPoint::WithdrawWritten);
    return withdrawn;
}

Status QueueIndex::markErased(std::span<const RecordId> records) {
    auto marked =
        runForAll(m_database, "UPDATE registration SET payload_bytes=0 WHERE record_id=?1", records,
                  [](Statement& statement, RecordId recordId) { statement.bindBlob(1, recordId.bytes()); });
    if (marked) m_faults->reached(FaultPoint::ErasureRecorded);
    return marked;
}

Status QueueIndex::forget(RecordId recordId) {
    m_faults->reached(FaultPoint::ForgetWriting);
    auto forgotten = runWith(
        m_database,
        "UPDATE registration SET client_state=CASE client_state WHEN 'sent' THEN 'sent' ELSE "
        "'withdrawn' END, number_tail='', receipt=NULL, told=NULL, next_attempt=NULL, last_error=NULL "
        "WHERE record_id=?1",
        [&](Statement& statement) { statement.bindBlob(1, recordId.bytes()); });
    if (forgotten) m_faults->reached(FaultPoint::ForgetWritten);
    return forgotten;
}

Status QueueIndex::switchClerk(std::string_view clerkId, ClerkSwitch to) {
    return runWith(m_database,
                   to == ClerkSwitch::Off ? "INSERT OR IGNORE INTO clerk_off (clerk_id) VALUES (?1)"
                                          : "DELETE FROM clerk_off WHERE clerk_id=?1",
                   [&](Statement& statement) { statement.bind(1, clerkId); });
}

Result<std::vector<std::string>> QueueIndex::clerksOff() {
    auto statement = m_database.prepare("SELECT clerk_id FROM clerk_off ORDER BY clerk_id");
    if (!statement) return failure(statement.error());
    std::vector<std::string> clerks;
    for (;;) {
        const auto more = statement->step();
        if (!more) return failure(more.error());
        if (!*more) return clerks;
        clerks.push_back(statement->text(0));
    }
}

Status QueueIndex::addQuestion(const ShopQuestion& question) {
    return runWith(
        m_database,
        "INSERT OR IGNORE INTO question (number, text, record_id, asked_at) VALUES (?1, ?2, ?3, ?4)",
        [&](Statement& statement) {
            statement.bind(1, static_cast<std::int64_t>(question.question.number))
                .bind(2, encodeQuestion(question.question))
                .bind(4, toMillis(question.askedAt));
            if (question.record)
                statement.bindBlob(3, question.record->bytes());
            else
                statement.bindNull(3);
        });
}

Result<std::vector<ShopQuestion>> QueueIndex::openQuestions() {
    auto statement =
        m_database.prepare("SELECT text, record_id, asked_at FROM question WHERE answer='' ORDER BY number");
    if (!statement) return failure(statement.error());
    std::vector<ShopQuestion> questions;
    for (;;) {
        const auto more = statement->step();
        if (!more) return failure(more.error());
        if (!*more) return questions;
        const auto question = readQuestion(statement->text(0));
        if (!question) continue;  // altered from outside: asked by nobody
        ShopQuestion found{*question, {}, fromMillis(statement->integer(2))};
        if (!statement->isNull(1)) found.record = RecordId::parse(toHex(statement->blob(1)));
        questions.push_back(std::move(found));
    }
}

Status QueueIndex::answerQuestion(std::uint64_t number, ConductAnswer answer) {
    return runWith(
        m_database, "UPDATE question SET answer=?2 WHERE number=?1 AND answer=''", [&](Statement& statement) {
            statement.bind(1, static_cast<std::int64_t>(number)).bind(2, conductAnswerName(answer));
        });
}

Status QueueIndex::forgetQuestions() {
    return m_database.exec("DELETE FROM question");
}

Status QueueIndex::makeAllDue() {
    return m_database.exec(
        "UPDATE registration SET next_attempt=NULL WHERE client_state='waiting' AND next_attempt IS NOT "
        "NULL");
}

Status QueueIndex::makeDue(RecordId recordId) {
    return runWith(
        m_database,
        "UPDATE registration SET client_state='waiting', next_attempt=NULL, server_state='none', "
        "server_reason='', carried=NULL WHERE record_id=?1 AND client_state='set_aside' AND payload_bytes>0",
        [&](Statement& statement) { statement.bindBlob(1, recordId.bytes()); });
}

Status QueueIndex::settleInterrupted() {
    return m_database.exec(
        "UPDATE registration SET client_state='waiting', next_attempt=NULL WHERE client_state='sending'");
}

Result<std::vector<IndexRow>> QueueIndex::toCarry(std::uint64_t afterSequence, Carry which,
                                                  std::size_t limit) {
    return selectRows(m_database,
                      "WHERE client_state IN ('waiting', 'sending') AND sequence>?1 AND (?2 OR carried IS "
                      "NULL) ORDER BY sequence LIMIT ?3",
                      [&](Statement& statement) {
                          statement.bind(1, static_cast<std::int64_t>(afterSequence))
                              .bind(2, std::int64_t{which == Carry::All})
                              .bind(3, static_cast<std::int64_t>(limit));
                      });
}

Result<int> QueueIndex::carriedCount() {
    const auto count = m_database.queryInteger(
        "SELECT count(*) FROM registration WHERE client_state IN ('waiting', 'sending') AND carried IS NOT "
        "NULL");
    if (!count) return failure(count.error());
    return static_cast<int>(*count);
}

Result<std::optional<WallTime>> QueueIndex::carriedAt() {
    auto statement = m_database.prepare("SELECT carried_at FROM counter");
    if (!statement) return failure(statement.error());
    const auto found = statement->step();
    if (!found) return failure(found.error());
    return *found ? timeIn(*statement, 0) : std::nullopt;
}

Status QueueIndex::noteCarried(WallTime at) {
    return runWith(m_database, "UPDATE counter SET carried_at=max(coalesce(carried_at, ?1), ?1)",
                   [&](Statement& statement) { statement.bind(1, toMillis(at)); });
}

Result<std::uint64_t> QueueIndex::lastCourierPart() {
    const auto last = m_database.queryInteger("SELECT coalesce(max(number), 0) FROM courier_part");
    if (!last) return failure(last.error());
    return static_cast<std::uint64_t>(*last);
}

Result<std::optional<RegistrationQueue::CourierPart>> QueueIndex::courierPart(std::uint64_t number) {
    auto statement = m_database.prepare("SELECT answer_key FROM courier_part WHERE number=?1");
    if (!statement) return failure(statement.error());
    const auto found = statement->bind(1, static_cast<std::int64_t>(number)).step();
    if (!found) return failure(found.error());
    if (!*found) return std::optional<RegistrationQueue::CourierPart>();
    RegistrationQueue::CourierPart part;
    part.number = number;
    readHash(*statement, 0, part.answerKey);
    return std::optional(part);
}

Status QueueIndex::beginPart(const RegistrationQueue::CourierPart& part, std::span<const RecordId> records) {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    // Again after a commit whose outcome was not known: the same number and the same key.
    auto inserted =
        runWith(m_database,
                "INSERT INTO courier_part (number, answer_key) VALUES (?1, ?2) ON CONFLICT "
                "(number) DO UPDATE SET answer_key=excluded.answer_key",
                [&](Statement& statement) {
                    statement.bind(1, static_cast<std::int64_t>(part.number)).bindBlob(2, part.answerKey);
                });
    if (!inserted) return inserted;
    {
        // left_before, too: an attempt by network that certainly sent nothing takes nothing back.
        auto mark =
            m_database.prepare("UPDATE registration SET may_have_left=1, left_before=1 WHERE record_id=?1");
        if (!mark) return failure(mark.error());
        for (const auto& recordId : records) {
            mark->bindBlob(1, recordId.bytes());
            if (const auto done = mark->run(); !done) return done;
        }
    }
    return transaction->commit();
}

Status QueueIndex::endPart(std::uint64_t number, std::span<const RecordId> records) {
    return runForAll(m_database, "UPDATE registration SET carried=?2 WHERE record_id=?1", records,
                     [&](Statement& statement, RecordId recordId) {
                         statement.bindBlob(1, recordId.bytes()).bind(2, static_cast<std::int64_t>(number));
                     });
}

Status QueueIndex::takeOffPart(std::uint64_t number, std::span<const RecordId> records, ErrorCode why) {
    return runForAll(m_database,
                     "UPDATE registration SET carried=NULL, last_error=?3 WHERE record_id=?1 AND carried=?2 "
                     "AND client_state='waiting'",
                     records, [&](Statement& statement, RecordId recordId) {
                         statement.bindBlob(1, recordId.bytes())
                             .bind(2, static_cast<std::int64_t>(number))
                             .bind(3, static_cast<std::int64_t>(why));
                     });
}

Result<RegistrationQueue::Line> QueueIndex::line() {
    auto statement = m_database.prepare("SELECT failures_in_row, not_before FROM counter");
    if (!statement) return failure(statement.error());
    const auto found = statement->step();
    if (!found) return failure(found.error());
    RegistrationQueue::Line line;
    if (*found) {
        line.failuresInRow = static_cast<int>(statement->integer(0));
        line.notBefore = timeIn(*statement, 1);
    }
    return line;
}

Status QueueIndex::setLine(const RegistrationQueue::Line& line) {
    return runWith(m_database, "UPDATE counter SET failures_in_row=?1, not_before=?2",
                   [&](Statement& statement) {
                       statement.bind(1, std::int64_t{line.failuresInRow});
                       bindTime(statement, 2, line.notBefore);
                   });
}

Status QueueIndex::noteContact(WallTime at) {
    return runWith(m_database, "UPDATE counter SET last_contact=?1",
                   [&](Statement& statement) { statement.bind(1, toMillis(at)); });
}

Result<CounterMemory> QueueIndex::memory() {
    auto statement = m_database.prepare(
        "SELECT told_at, told_boot, told_since, seen_wall, seen_boot, seen_since, last_order, audit_held, "
        "sequence_limit, sequence_block, latest_wall FROM counter");
    if (!statement) return failure(statement.error());
    const auto found = statement->step();
    if (!found) return failure(found.error());
    CounterMemory memory;
    if (!*found) return memory;
    const auto boot = [&](int column) {
        return BootTime{statement->text(column), Millis(statement->integer(column + 1))};
    };
    if (!statement->isNull(0)) memory.told = ToldTime{fromMillis(statement->integer(0)), boot(1)};
    if (!statement->isNull(3)) memory.seen = SeenTime{fromMillis(statement->integer(3)), boot(4)};
    memory.latestWall = timeIn(*statement, 10);
    memory.lastOrder = static_cast<std::uint64_t>(statement->integer(6));
    memory.auditHeld = static_cast<std::uint64_t>(statement->integer(7));
    memory.sequenceLimit = static_cast<std::uint64_t>(statement->integer(8));
    memory.sequenceBlock = static_cast<std::uint64_t>(statement->integer(9));
    return memory;
}

Status QueueIndex::setMemory(const CounterMemory& memory) {
    return runWith(
        m_database,
        "UPDATE counter SET told_at=?1, told_boot=?2, told_since=?3, seen_wall=?4, seen_boot=?5, "
        "seen_since=?6, last_order=?7, audit_held=?8, sequence_limit=?9, sequence_block=?10, latest_wall=?11",
        [&](Statement& statement) {
            if (memory.told) {
                statement.bind(1, toMillis(memory.told->at))
                    .bind(2, memory.told->when.boot)
                    .bind(3, memory.told->when.since.count());
            } else {
                statement.bindNull(1).bindNull(2).bindNull(3);
            }
            if (memory.seen) {
                statement.bind(4, toMillis(memory.seen->wall))
                    .bind(5, memory.seen->boot.boot)
                    .bind(6, memory.seen->boot.since.count());
            } else {
                statement.bindNull(4).bindNull(5).bindNull(6);
            }
            statement.bind(7, static_cast<std::int64_t>(memory.lastOrder))
                .bind(8, static_cast<std::int64_t>(memory.auditHeld))
                .bind(9, static_cast<std::int64_t>(memory.sequenceLimit))
                .bind(10, static_cast<std::int64_t>(memory.sequenceBlock));
            bindTime(statement, 11, memory.latestWall);
        });
}

Result<QueueSummary> QueueIndex::summary() {
    QueueSummary summary;
    auto counts = m_database.prepare(
        "SELECT client_state, count(*), coalesce(sum(payload_bytes), 0), min(created_at), "
        "min(coalesce(next_attempt, 0)) FROM registration GROUP BY client_state");
    if (!counts) return failure(counts.error());
    for (;;) {
        const auto more = counts->step();
        if (!more) return failure(more.error());
        if (!*more) break;
        const auto state = clientStateFromName(counts->text(0));
        const int count = static_cast<int>(counts->integer(1));
        summary.spoolBytes += static_cast<std::uint64_t>(counts->integer(2));
        if (state == ClientState::Waiting || state == ClientState::Sending) {
            summary.waiting += count;
            const auto oldest = fromMillis(counts->integer(3));
            summary.oldestWaiting = summary.oldestWaiting ? std::min(*summary.oldestWaiting, oldest) : oldest;
        }
        if (state == ClientState::Waiting) summary.nextAttempt = fromMillis(counts->integer(4));
        if (state == ClientState::Sending) summary.sending = count;
        if (state == ClientState::Sent) summary.sent = count;
        if (state == ClientState::SetAside) summary.setAside = count;
        if (state == ClientState::Withdrawn) summary.withdrawn = count;
    }
    auto rest = m_database.prepare(
        "SELECT CASE WHEN last_contact IS NULL OR carried_at>last_contact THEN coalesce(carried_at, "
        "last_contact) ELSE last_contact END, not_before, (SELECT last_error FROM registration INDEXED BY "
        "registration_waiting "
        "WHERE client_state='waiting' AND last_error IS NOT NULL ORDER BY sequence LIMIT 1) FROM counter");
    if (!rest) return failure(rest.error());
    const auto found = rest->step();
    if (!found) return failure(found.error());
    if (!*found) return summary;
    summary.lastContact = timeIn(*rest, 0);
    const auto notBefore = timeIn(*rest, 1);
    if (summary.nextAttempt && notBefore) summary.nextAttempt = std::max(*summary.nextAttempt, *notBefore);
    if (!rest->isNull(2)) summary.lastError = static_cast<ErrorCode>(rest->integer(2));
    return summary;
}

Result<std::vector<QueueRow>> QueueIndex::rows(int offset, int limit) {
    const auto patience = line();
    if (!patience) return failure(patience.error());
    auto found = selectRows(
        m_database, "ORDER BY sequence DESC LIMIT ?1 OFFSET ?2",
        [&](Statement& statement) { statement.bind(1, std::int64_t{limit}).bind(2, std::int64_t{offset}); });
    if (!found) return failure(found.error());
    std::vector<QueueRow> rows;
    rows.reserve(found->size());
    for (auto& index : *found) {
        // People want to know when it really goes out: not before the whole line does.
        if (index.row.client == ClientState::Waiting && patience->notBefore) {
            index.row.nextAttempt =
                std::max(index.row.nextAttempt.value_or(*patience->notBefore), *patience->notBefore);
        }
        rows.push_back(std::move(index.row));
    }
    return rows;
}

Result<Bytes> QueueIndex::receipt(RecordId recordId) {
    auto statement = m_database.prepare("SELECT receipt FROM registration WHERE record_id=?1");
    if (!statement) return failure(statement.error());
    statement->bindBlob(1, recordId.bytes());
    const auto found = statement->step();
    if (!found) return failure(found.error());
    return *found ? statement->blob(0) : Bytes();
}

Result<std::string> QueueIndex::told(RecordId recordId) {
    auto statement = m_database.prepare(
        "SELECT told.terms FROM registration JOIN told ON told.id=registration.told WHERE record_id=?1");
    if (!statement) return failure(statement.error());
    statement->bindBlob(1, recordId.bytes());
    const auto found = statement->step();
    if (!found) return failure(found.error());
    return *found ? statement->text(0) : std::string();
}

Result<std::vector<IndexRow>> QueueIndex::after(std::uint64_t sequence, std::size_t limit) {
    return selectRows(m_database, "WHERE sequence>?1 ORDER BY sequence LIMIT ?2", [&](Statement& statement) {
        statement.bind(1, static_cast<std::int64_t>(sequence)).bind(2, static_cast<std::int64_t>(limit));
    });
}

Result<std::vector<IndexRow>> QueueIndex::withPayload() {
    return selectRows(m_database, "WHERE payload_bytes>0 ORDER BY sequence", [](Statement&) {});
}

}  // namespace countersign
