#include "operator/postgres_connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/files.h"

namespace countersign {
namespace {

// Types as the server numbers them (pg_type.dat): fixed for ever, since they are part of the protocol.
constexpr std::uint32_t kByteaType = 17;
constexpr std::uint32_t kBigintType = 20;
constexpr std::uint32_t kTextType = 25;

template <class Unsigned>
void appendBigEndian(Bytes& bytes, Unsigned value) {
    for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

// The array's head on the wire: one dimension, no NULLs, counted from 1. An empty one has no dimension.
Bytes arrayHead(std::uint32_t type, std::size_t size) {
    Bytes bytes;
    appendBigEndian(bytes, std::uint32_t{size == 0 ? 0U : 1U});
    appendBigEndian(bytes, std::uint32_t{0});
    appendBigEndian(bytes, type);
    if (size == 0) return bytes;
    appendBigEndian(bytes, static_cast<std::uint32_t>(size));
    appendBigEndian(bytes, std::uint32_t{1});
    return bytes;
}

void appendElement(Bytes& bytes, ByteView value) {
    appendBigEndian(bytes, static_cast<std::uint32_t>(value.size()));
    bytes.insert(bytes.end(), value.begin(), value.end());
}

ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

enum class Kind { Unreachable = 1, DiskFull, Failed };

// The one place that raises LedgerUnreachable and LedgerFailed.
Error ledgerError(Kind kind, std::string detail) {
    // One line: it goes into a log.
    std::ranges::replace_if(detail, [](unsigned char c) { return c < 0x20; }, ' ');
    while (!detail.empty() && detail.back() == ' ') detail.pop_back();
    switch (kind) {
        case Kind::Unreachable:
            return makeError(ErrorCode::LedgerUnreachable, std::move(detail));
        case Kind::DiskFull:
            return diskFullError();
        case Kind::Failed:
            break;
    }
    return makeError(ErrorCode::LedgerFailed, std::move(detail));
}

std::string_view sqlState(const PGresult* result) {
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == nullptr ? std::string_view() : std::string_view(state);
}

Kind kindOf(std::string_view state) {
    if (state == "53100") return Kind::DiskFull;
    // The line (class 08), a server that stops, crashed or starts (57P01 to 57P03), or one that is full.
    if (state.empty() || state.starts_with("08") || state.starts_with("57P0") || state == "53300")
        return Kind::Unreachable;
    return Kind::Failed;
}

}  // namespace

PgValues& PgValues::add(Bytes value) {
    m_values.emplace_back(std::move(value));
    return *this;
}
PgValues& PgValues::integer(std::int64_t value) {
    Bytes bytes;
    appendBigEndian(bytes, static_cast<std::uint64_t>(value));
    return add(std::move(bytes));
}
PgValues& PgValues::integer(std::optional<std::int64_t> value) {
    return value ? integer(*value) : null();
}
PgValues& PgValues::text(std::string_view value) {
    return bytes(value);
}
PgValues& PgValues::bytes(ByteView value) {
    return add(Bytes(value.begin(), value.end()));
}
PgValues& PgValues::bytes(std::string_view value) {
    return bytes(viewOf(value));
}
PgValues& PgValues::null() {
    m_values.emplace_back();
    return *this;
}
PgValues& PgValues::integers(std::span<const std::int64_t> values) {
    Bytes bytes = arrayHead(kBigintType, values.size());
    for (const auto value : values) {
        appendBigEndian(bytes, std::uint32_t{sizeof value});
        appendBigEndian(bytes, static_cast<std::uint64_t>(value));
    }
    return add(std::move(bytes));
}
PgValues& PgValues::texts(std::span<const std::string_view> values) {
    Bytes bytes = arrayHead(kTextType, values.size());
    for (const auto& value : values) appendElement(bytes, viewOf(value));
    return add(std::move(bytes));
}
PgValues& PgValues::byteStrings(std::span<const ByteView> values) {
    Bytes bytes = arrayHead(kByteaType, values.size());
    for (const auto& value : values) appendElement(bytes, value);
    return add(std::move(bytes));
}

void PgRows::Clear::operator()(pg_result* result) const noexcept {
    PQclear(result);
}

int PgRows::count() const {
    return PQntuples(m_result.get());
}

ByteView PgRows::view(int row, int column) const {
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(m_result.get(), row, column)),
            static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::int64_t PgRows::integer(int row, int column) const {
    const auto bytes = view(row, column);
    if (bytes.empty() || bytes.size() > sizeof(std::int64_t)) return 0;
    // The sign stands in the first byte, whatever the width; a boolean's byte is 0 or 1.
    std::uint64_t value = (bytes.front() & 0x80U) != 0 ? ~std::uint64_t{0} : std::uint64_t{0};
    for (const auto byte : bytes) value = value << 8U | byte;
    return static_cast<std::int64_t>(value);
}

std::string PgRows::text(int row, int column) const {
    const auto bytes = view(row, column);
    return {bytes.begin(), bytes.end()};
}

Bytes PgRows::bytes(int row, int column) const {
    const auto bytes = view(row, column);
    return {bytes.begin(), bytes.end()};
}

bool PgRows::isNull(int row, int column) const {
    return PQgetisnull(m_result.get(), row, column) != 0;
}

void PostgresConnection::Finish::operator()(pg_conn* connection) const noexcept {
    PQfinish(connection);
}

bool isPostgresAddress(std::string_view address) {
    return address.starts_with("postgresql://") || address.starts_with("postgres://");
}

Status checkPostgresAddress(const std::string& address) {
    if (!isPostgresAddress(address))
        return failure(ledgerError(Kind::Failed, "a ledger's address begins with postgresql://"));
    struct Free {
        void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    };
    char* message = nullptr;  // repeats parts of the address, perhaps those of a password: not passed on
    const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(address.c_str(), &message));
    PQfreemem(message);
    if (!options) return failure(ledgerError(Kind::Failed, "the ledger's address can't be read"));
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        const std::string_view keyword = option->keyword;
        if ((keyword == "password" || keyword == "sslpassword") && option->val != nullptr)
            return failure(
                ledgerError(Kind::Failed,
                            "no password in the ledger's address: it would stand in command lines and in "
                            "operator.json; put it into the file that PGPASSFILE names"));
    }
    return {};
}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& address) {
    if (const auto good = checkPostgresAddress(address); !good) return failure(good.error());
    // Seconds, and milliseconds for the last: how long a server may be silent before it counts as away. What
    // stands in the address comes later and wins.
    const std::array<const char*, 7> keywords{"application_name",
                                              "connect_timeout",
                                              "keepalives_idle",
                                              "tcp_user_timeout",
                                              "client_encoding",
                                              "dbname",
                                              nullptr};
    const std::array<const char*, 7> values{"countersign",   "10",   "30", "30000", "UTF8",
                                            address.c_str(), nullptr};
    PGconn* raw = PQconnectdbParams(keywords.data(), values.data(), 1);
    if (raw == nullptr) return failure(ledgerError(Kind::Failed, "no memory for a connection"));
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(raw));
    if (PQstatus(raw) != CONNECTION_OK) return failure(ledgerError(Kind::Unreachable, PQerrorMessage(raw)));
    PQsetNoticeProcessor(raw, [](void*, const char*) {}, nullptr);  // "already exists, skipping"
    // A commit is believed only when it is durable. Plans are made once, since making one costs more than
    // most statements do; and since tables are empty then and grow, whole tables are never read where there
    // is an index. What hangs ends after half a minute.
    if (const auto set = connection->script("SELECT set_config('synchronous_commit', 'on', false) "
                                            "WHERE current_setting('synchronous_commit') = 'off';"
                                            "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = "
                                            "off; SET jit = off; SET statement_timeout = '30s'; "
                                            "SET idle_in_transaction_session_timeout = '60s'");
        !set) {
        return failure(set.error());
    }
    return connection;
}

bool PostgresConnection::alive() const {
    return !m_ended && PQstatus(m_connection.get()) == CONNECTION_OK;
}

Result<PgRows> PostgresConnection::taken(pg_result* raw) {
    PgRows rows;
    rows.m_result.reset(raw);
    const auto status = PQresultStatus(raw);
    m_wantsAgain = false;
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return rows;
    const auto state = sqlState(raw);
    m_wantsAgain = state == "40001" || state == "40P01";  // serialisation failure, deadlock
    // Without a state it is libpq that speaks, of a line that broke; "FATAL": the server has ended the
    // session, as when it was stopped while the line lay idle. libpq may call such a line good until it reads
    // once more.
    const char* severity = raw == nullptr ? nullptr : PQresultErrorField(raw, PG_DIAG_SEVERITY_NONLOCALIZED);
    m_ended = m_ended || state.empty() || severity == nullptr || std::string_view(severity) != "ERROR";
    if (!alive()) return failure(ledgerError(Kind::Unreachable, PQerrorMessage(m_connection.get())));
    // The primary line names tables and constraints; values stand only in the detail, which is left out.
    const char* primary = raw == nullptr ? nullptr : PQresultErrorField(raw, PG_DIAG_MESSAGE_PRIMARY);
    return failure(
        ledgerError(kindOf(state),
                    std::string(state) + " " + (primary == nullptr ? "no answer from the server" : primary)));
}

Result<std::string> PostgresConnection::prepared(std::string_view sql) {
    if (const auto found = m_names.find(sql); found != m_names.end()) return found->second;
    const std::string text(sql);
    std::string name = "s" + std::to_string(m_names.size());
    const auto done = taken(PQprepare(m_connection.get(), name.c_str(), text.c_str(), 0, nullptr));
    if (!done) return failure(done.error());
    m_names.emplace(text, name);
    return name;
}

Result<PgRows> PostgresConnection::run(std::string_view sql, const PgValues& values) {
    const auto name = prepared(sql);
    if (!name) return failure(name.error());
    const auto count = values.m_values.size();
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    const std::vector<int> binary(count, 1);
    for (const auto& value : values.m_values) {
        // An empty vector may have no address, which would be a NULL.
        pointers.push_back(!value           ? nullptr
                           : value->empty() ? ""
                                            : reinterpret_cast<const char*>(value->data()));
        lengths.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    return taken(PQexecPrepared(m_connection.get(), name->c_str(), static_cast<int>(count), pointers.data(),
                                lengths.data(), binary.data(), 1));
}

Status PostgresConnection::script(const std::string& sql) {
    const auto done = taken(PQexec(m_connection.get(), sql.c_str()));
    if (!done) return failure(done.error());
    return {};
}

Status PostgresConnection::commit() {
    const auto done = taken(PQexec(m_connection.get(), "COMMIT"));
    if (!done) return failure(done.error());
    // After a failed statement the server answers a commit by rolling back, and calls that a success.
    if (std::string_view(PQcmdStatus(done->m_result.get())) != "COMMIT")
        return failure(ledgerError(Kind::Failed, "the server rolled back what was to be stored"));
    return {};
}

Result<PgTransaction> PgTransaction::begin(PostgresConnection& connection) {
    if (const auto begun = connection.script("BEGIN ISOLATION LEVEL READ COMMITTED"); !begun)
        return failure(begun.error());
    return PgTransaction(connection);
}

PgTransaction::PgTransaction(PgTransaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)) {}

PgTransaction::~PgTransaction() {
    // On a dead line the server rolls back by itself.
    if (m_connection != nullptr && m_connection->alive()) static_cast<void>(m_connection->script("ROLLBACK"));
}

Status PgTransaction::commit() {
    // Over also after an error.
    return std::exchange(m_connection, nullptr)->commit();
}

PostgresPool::Lease::Lease(Lease&& other) noexcept
    : m_pool(other.m_pool), m_connection(std::move(other.m_connection)), m_used(other.m_used) {
    other.m_pool = nullptr;
}

PostgresPool::Lease::~Lease() {
    if (m_pool != nullptr) m_pool->giveBack(std::move(m_connection));
}

Result<PostgresPool::Lease> PostgresPool::take() {
    {
        std::unique_lock lock(m_mutex);
        m_returned.wait(lock, [this] { return m_out < kMost; });
        ++m_out;
        if (!m_idle.empty()) {
            auto connection = std::move(m_idle.back());
            m_idle.pop_back();
            return Lease(*this, std::move(connection), true);
        }
    }
    auto fresh = PostgresConnection::open(m_address);
    if (!fresh) {
        giveBack(nullptr);
        return failure(fresh.error());
    }
    return Lease(*this, std::move(*fresh), false);
}

void PostgresPool::giveBack(std::unique_ptr<PostgresConnection> connection) {
    std::vector<std::unique_ptr<PostgresConnection>> dead;  // closed outside the lock
    {
        const std::lock_guard lock(m_mutex);
        --m_out;
        if (connection && connection->alive())
            m_idle.push_back(std::move(connection));
        else
            dead.swap(m_idle);
    }
    m_returned.notify_one();
}

Status migratePostgres(PostgresConnection& connection, std::span<const Migration> migrations) {
    auto transaction = PgTransaction::begin(connection);
    if (!transaction) return failure(transaction.error());
    const auto durable = connection.run("SELECT current_setting('fsync')");
    if (!durable) return failure(durable.error());
    if (durable->text(0, 0) != "on")
        return failure(
            ledgerError(Kind::Failed, "the server runs with fsync off: what it confirms may be lost"));
    // Any number, as long as every node takes the same.
    constexpr std::int64_t kMigrationLock = 0x636f756e74657273;
    if (const auto locked =
            connection.run("SELECT pg_advisory_xact_lock($1::bigint)", PgValues().integer(kMigrationLock));
        !locked) {
        return failure(locked.error());
    }
    const auto known = connection.run("SELECT to_regclass('ledger_schema') IS NOT NULL");
    if (!known) return failure(known.error());
    if (known->integer(0, 0) == 0) {
        if (auto made = connection.script("CREATE TABLE ledger_schema (version integer NOT NULL); "
                                          "INSERT INTO ledger_schema VALUES (0)");
            !made) {
            return made;
        }
    }
    const auto version = connection.run("SELECT version FROM ledger_schema");
    if (!version) return failure(version.error());
    const auto newest = static_cast<std::int64_t>(migrations.size());
    const auto present = version->count() == 1 ? version->integer(0, 0) : -1;
    if (present < 0 || present > newest) {
        return failure(ledgerError(Kind::Failed, "schema " + std::to_string(present) +
                                                     ", this program knows up to " + std::to_string(newest)));
    }
    if (present == newest) return {};
    // A large table may take its time.
    if (auto patient = connection.script("SET LOCAL statement_timeout = 0"); !patient) return patient;
    for (auto step = present; step < newest; ++step) {
        if (auto done = connection.script(std::string(migrations[static_cast<std::size_t>(step)].sql)); !done)
            return done;
    }
    if (const auto noted =
            connection.run("UPDATE ledger_schema SET version = $1::bigint", PgValues().integer(newest));
        !noted) {
        return failure(noted.error());
    }
    return transaction->commit();
}

}  // namespace countersign
