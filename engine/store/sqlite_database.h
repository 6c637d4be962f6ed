// RAII over SQLite: the only header through which the project reaches it. Shared by the counter's queue and
// the operator's ledger. A Database belongs to one thread at a time; whoever shares one holds a mutex around
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/secret.h"

struct sqlite3;
struct sqlite3_stmt;

namespace countersign {

class FaultPoints;
class IdleStatements;

// Seam for tests: asked before every step of a statement. 0 lets it run, any other value is an SQLite result
// code (13 full, 10 I/O error, 11 corrupt) that is reported in its place.
class DatabaseFaults {
  public:
    virtual ~DatabaseFaults() = default;
    [[nodiscard]] virtual int beforeStep(std::string_view sql) = 0;
};

class Statement {
  public:
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    // Parameters count from 1, columns from 0. Texts and blobs are copied.
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bindBlob(int index, ByteView bytes);
    Statement& bindNull(int index);

    // True: a row is there. False: done. A bind that failed is reported here.
    [[nodiscard]] Result<bool> step();
    // For statements without rows; leaves the statement ready for the next set of values.
    [[nodiscard]] Status run();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;

  private:
    friend class Database;
    // Back into the database's store, ready for the same words again.
    struct PutAside {
        std::shared_ptr<IdleStatements> idle;
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    Statement(sqlite3_stmt* statement, std::shared_ptr<IdleStatements> idle, DatabaseFaults* faults)
        : m_statement(statement, PutAside{std::move(idle)}), m_faults(faults) {}
    void note(int code);

    std::unique_ptr<sqlite3_stmt, PutAside> m_statement;
    DatabaseFaults* m_faults;
    int m_bindCode = 0;
};

class Database {
  public:
    enum class Mode { ReadWrite = 1, ReadOnly };

    // Creates the file (mode 0600) if it is missing and the mode allows. Sets WAL, synchronous=FULL (read
    // back: a database that refuses it is an error), secure_delete, foreign_keys and the defensive switches.
    // `faults`, if given, outlives the database.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, Mode mode,
                                               DatabaseFaults* faults = nullptr);
    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;

    [[nodiscard]] Status exec(const std::string& sql);  // one or several statements, no rows wanted
    // Words that came before are not compiled again: a gateway says the same few all day.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] Result<std::int64_t> queryInteger(std::string_view sql);
    [[nodiscard]] Result<std::string> queryText(std::string_view sql);
    [[nodiscard]] std::int64_t changes() const;  // rows touched by the last statement
    // "ok" or the first finding of PRAGMA quick_check.
    [[nodiscard]] Result<std::string> quickCheck();

  private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept;
    };
    Database(sqlite3* handle, DatabaseFaults* faults);

    std::unique_ptr<sqlite3, Close> m_handle;
    std::shared_ptr<IdleStatements> m_idle;
    DatabaseFaults* m_faults = nullptr;
};

// BEGIN IMMEDIATE; rolled back unless committed. An error from commit() may have stored the rows all the
// same: re-read by id before trying again.
class Transaction {
  public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Status commit();

  private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

// The one place that raises DatabaseCorrupt; for callers who found the damage by a check of their own.
[[nodiscard]] Error corruptDatabaseError(std::string detail);

// Numbered steps; the n-th entry leads to user_version n.
struct Migration {
    std::string_view name;
    std::string_view sql;
};

// Brings the schema to the newest version: a backup beside the file ("<file>.v<old>.bak") before the first
// change of an existing schema, one transaction a step. A schema newer than the program is refused and left
// alone. `points`, if given, hears of each part.
[[nodiscard]] Status migrate(Database& database, const std::filesystem::path& file,
                             std::span<const Migration> migrations, FaultPoints* points = nullptr);

}  // namespace countersign
