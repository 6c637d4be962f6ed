#include "store/sqlite_database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <new>
#include <unordered_map>
#include <utility>

#include "core/files.h"
#include "store/fault_points.h"

namespace countersign {

Error corruptDatabaseError(std::string detail) {
    return makeError(ErrorCode::DatabaseCorrupt, std::move(detail));
}

namespace {

// The primary code decides: extended codes only say more about the same cause.
Error databaseError(int extended, std::string_view what) {
    const int code = extended & 0xff;
    // The log's index can't be given its size: with no byte left this, and not SQLITE_FULL, is what opening
    // says.
    if (extended == SQLITE_IOERR_SHMSIZE) return diskFullError();
    const std::string detail = std::string(what) + ": " + sqlite3_errstr(extended);
    switch (code) {
        case SQLITE_FULL:
            return diskFullError();
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return corruptDatabaseError(detail);
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return makeError(ErrorCode::DatabaseNotWritable, detail);
        case SQLITE_CONSTRAINT:
            return makeError(ErrorCode::DatabaseConstraint, detail);
        default:
            return makeError(ErrorCode::DatabaseFailed, detail);
    }
}

}  // namespace

// Compiled statements that nobody uses just now, without values, by their words.
class IdleStatements {
  public:
    IdleStatements() = default;
    IdleStatements(const IdleStatements&) = delete;
    IdleStatements& operator=(const IdleStatements&) = delete;
    ~IdleStatements() {
        for (const auto& [sql, statement] : m_idle) sqlite3_finalize(statement);
    }

    [[nodiscard]] sqlite3_stmt* take(std::string_view sql) {
        const auto found = m_idle.find(sql);
        if (found == m_idle.end()) return nullptr;
        auto* statement = found->second;
        m_idle.erase(found);
        return statement;
    }
    void put(sqlite3_stmt* statement) noexcept {
        // What failed in its last step says so again on reset; whoever stepped it has been told.
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        try {
            if (m_idle.size() < kMost) {
                m_idle.emplace(sqlite3_sql(statement), statement);
                return;
            }
        } catch (const std::bad_alloc&) {
        }
        sqlite3_finalize(statement);
    }

  private:
    // More than either program has different words; a bound against words made up anew each time.
    static constexpr std::size_t kMost = 128;
    std::unordered_multimap<std::string_view, sqlite3_stmt*> m_idle;  // each key is its statement's own copy
};

void Statement::PutAside::operator()(sqlite3_stmt* statement) const noexcept {
    idle->put(statement);
}

void Statement::note(int code) {
    if (code != SQLITE_OK && m_bindCode == SQLITE_OK) m_bindCode = code;
}

Statement& Statement::bind(int index, std::int64_t value) {
    note(sqlite3_bind_int64(m_statement.get(), index, value));
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    note(sqlite3_bind_text64(m_statement.get(), index, text.data() == nullptr ? "" : text.data(), text.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlob(int index, ByteView bytes) {
    // An empty span has no address, which SQLite would take for NULL.
    if (bytes.empty()) {
        note(sqlite3_bind_zeroblob(m_statement.get(), index, 0));
    } else {
        note(sqlite3_bind_blob64(m_statement.get(), index, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    }
    return *this;
}

Statement& Statement::bindNull(int index) {
    note(sqlite3_bind_null(m_statement.get(), index));
    return *this;
}

Result<bool> Statement::step() {
    if (m_bindCode != SQLITE_OK) return failure(databaseError(m_bindCode, "bind"));
    if (m_faults != nullptr) {
        const int injected = m_faults->beforeStep(sqlite3_sql(m_statement.get()));
        if (injected != SQLITE_OK) return failure(databaseError(injected, "statement"));
    }
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(
        databaseError(sqlite3_extended_errcode(sqlite3_db_handle(m_statement.get())), "statement"));
}

Status Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) {
            reset();
            return failure(row.error());
        }
        if (!*row) break;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
    m_bindCode = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string Statement::text(int column) const {
    const auto* text = sqlite3_column_text(m_statement.get(), column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

Bytes Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    if (bytes == nullptr) return {};
    return {bytes, bytes + sqlite3_column_bytes(m_statement.get(), column)};
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Database::Database(sqlite3* handle, DatabaseFaults* faults)
    : m_handle(handle), m_idle(std::make_shared<IdleStatements>()), m_faults(faults) {}

void Database::Close::operator()(sqlite3* handle) const noexcept {
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const std::filesystem::path& file, Mode mode, DatabaseFaults* faults) {
    const int access =
        mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, access | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(raw, faults);
    if (code != SQLITE_OK) return failure(databaseError(code, "open"));
    if (mode == Mode::ReadWrite) ::chmod(file.c_str(), S_IRUSR | S_IWUSR);
    sqlite3_busy_timeout(raw, 5000);  // another process reads the same file: wait, then report
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    if (mode == Mode::ReadWrite) {
        const auto journal = database.queryText("PRAGMA journal_mode=WAL");
        if (!journal) {
            // "Unsupported file format" and the like come as a plain error: a head that was overwritten.
            const bool unreadableHead = (sqlite3_errcode(raw) & 0xff) == SQLITE_ERROR;
            return failure(unreadableHead ? corruptDatabaseError(sqlite3_errmsg(raw)) : journal.error());
        }
        if (*journal != "wal") return failure(databaseError(SQLITE_MISUSE, "write-ahead log refused"));
        if (const auto set =
                database.exec("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON");
            !set) {
            return failure(set.error());
        }
        // With NORMAL a power cut loses about half of the acknowledged rows: believe only what is read back.
        const auto synchronous = database.queryInteger("PRAGMA synchronous");
        if (!synchronous) return failure(synchronous.error());
        if (*synchronous != 2) return failure(databaseError(SQLITE_MISUSE, "synchronous=FULL refused"));
    }
    return database;
}

Status Database::exec(const std::string& sql) {
    if (m_faults != nullptr) {
        const int injected = m_faults->beforeStep(sql);
        if (injected != SQLITE_OK) return failure(databaseError(injected, "statement"));
    }
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(databaseError(code, "statement"));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    if (auto* known = m_idle->take(sql)) return Statement(known, m_idle, m_faults);
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) return failure(databaseError(code, "prepare"));
    return Statement(raw, m_idle, m_faults);
}

Result<std::int64_t> Database::queryInteger(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return failure(statement.error());
    const auto row = statement->step();
    if (!row) return failure(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<std::string> Database::queryText(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return failure(statement.error());
    const auto row = statement->step();
    if (!row) return failure(row.error());
    return *row ? statement->text(0) : std::string();
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_handle.get());
}

Result<std::string> Database::quickCheck() {
    return queryText("PRAGMA quick_check(1)");
}

Result<Transaction> Transaction::begin(Database& database) {
    if (const auto begun = database.exec("BEGIN IMMEDIATE"); !begun) return failure(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction() {
    // SQLite may have rolled back by itself after an I/O error; then this says so, and nothing else is to be
    // done.
    if (m_database != nullptr) static_cast<void>(m_database->exec("ROLLBACK"));
}

Status Transaction::commit() {
    auto committed = m_database->exec("COMMIT");
    if (committed) m_database = nullptr;
    return committed;
}

Status migrate(Database& database, const std::filesystem::path& file, std::span<const Migration> migrations,
               FaultPoints* points) {
    const auto reached = [points](FaultPoint point) {
        if (points != nullptr) points->reached(point);
    };
    const auto version = database.queryInteger("PRAGMA user_version");
    if (!version) return failure(version.error());
    if (*version < 0) return failure(corruptDatabaseError("schema version below zero"));
    const auto newest = static_cast<std::int64_t>(migrations.size());
    if (*version > newest) {
        return failure(makeError(
            ErrorCode::DatabaseNewer,
            "schema " + std::to_string(*version) + ", this program knows up to " + std::to_string(newest)));
    }
    if (*version == newest) return {};
    if (*version > 0) {
        reached(FaultPoint::MigrationBackingUp);
        const std::string backup = file.string() + ".v" + std::to_string(*version) + ".bak";
        // A left-over of an interrupted try: VACUUM INTO refuses an existing file.
        std::error_code ignored;
        std::filesystem::remove(backup, ignored);
        auto copy = database.prepare("VACUUM INTO ?1");
        if (!copy) return failure(copy.error());
        if (const auto copied = copy->bind(1, backup).run(); !copied) return failure(copied.error());
        ::chmod(backup.c_str(), S_IRUSR | S_IWUSR);
        reached(FaultPoint::MigrationBackedUp);
    }
    for (auto step = *version; step < newest; ++step) {
        auto transaction = Transaction::begin(database);
        if (!transaction) return failure(transaction.error());
        // A second process may have gone ahead between the look above and the lock.
        const auto now = database.queryInteger("PRAGMA user_version");
        if (!now) return failure(now.error());
        if (*now != step) continue;
        const std::string sql = std::string(migrations[static_cast<std::size_t>(step)].sql) +
                                "\n;PRAGMA user_version=" + std::to_string(step + 1) + ";";
        if (const auto done = database.exec(sql); !done) return failure(done.error());
        reached(FaultPoint::MigrationStepWriting);
        if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
        reached(FaultPoint::MigrationStepWritten);
    }
    return {};
}

}  // namespace countersign
