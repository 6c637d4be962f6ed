// RAII over libpq: the only header through which the project reaches PostgreSQL. Every statement is prepared
// and takes its values as parameters in binary form, so that no value ever becomes part of a statement. A
// connection belongs to one thread at a time; PostgresPool may be used by any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "store/sqlite_database.h"  // Migration

struct pg_conn;
struct pg_result;

namespace countersign {

// A statement's parameters, in the order of $1, $2 …: bigint, text, bytea, or arrays of them. Copied.
class PgValues {
  public:
    PgValues& integer(std::int64_t value);
    PgValues& integer(std::optional<std::int64_t> value);  // empty: NULL
    PgValues& text(std::string_view value);
    PgValues& bytes(ByteView value);
    PgValues& bytes(std::string_view value);
    PgValues& null();
    PgValues& integers(std::span<const std::int64_t> values);
    PgValues& texts(std::span<const std::string_view> values);
    PgValues& byteStrings(std::span<const ByteView> values);

  private:
    friend class PostgresConnection;
    PgValues& add(Bytes value);
    std::vector<std::optional<Bytes>> m_values;
};

// What a statement gave. Rows and columns count from 0.
class PgRows {
  public:
    [[nodiscard]] int count() const;
    [[nodiscard]] std::int64_t integer(int row, int column) const;  // smallint, integer, bigint or boolean
    [[nodiscard]] std::string text(int row, int column) const;      // text, or bytea as it is
    [[nodiscard]] Bytes bytes(int row, int column) const;
    [[nodiscard]] bool isNull(int row, int column) const;

  private:
    friend class PostgresConnection;
    struct Clear {
        void operator()(pg_result* result) const noexcept;
    };
    [[nodiscard]] ByteView view(int row, int column) const;
    std::unique_ptr<pg_result, Clear> m_result;
};

// Errors of all methods: LedgerUnreachable (the server is away, starts or stops: later again), DiskFull (the
// server's), LedgerFailed (anything else).
class PostgresConnection {
  public:
    // `address`: "postgresql://…", and without a password: that belongs in the file that PGPASSFILE names, or
    // in a service file.
    [[nodiscard]] static Result<std::unique_ptr<PostgresConnection>> open(const std::string& address);

    [[nodiscard]] Result<PgRows> run(std::string_view sql, const PgValues& values = {});
    // Several statements without parameters; of the program's own text only.
    [[nodiscard]] Status script(const std::string& sql);

    // Whether the line still stands, as far as the last statement told.
    [[nodiscard]] bool alive() const;
    // Whether the last error was the server's wish to have the transaction again from its beginning
    // (a deadlock, a serialisation failure): nothing of it is stored.
    [[nodiscard]] bool wantsAgain() const { return m_wantsAgain; }

  private:
    friend class PgTransaction;
    struct Finish {
        void operator()(pg_conn* connection) const noexcept;
    };
    explicit PostgresConnection(pg_conn* connection) : m_connection(connection) {}
    [[nodiscard]] Result<PgRows> taken(pg_result* result);
    [[nodiscard]] Result<std::string> prepared(std::string_view sql);
    [[nodiscard]] Status commit();

    std::unique_ptr<pg_conn, Finish> m_connection;
    std::map<std::string, std::string, std::less<>> m_names;  // of what is prepared, by its text
    bool m_wantsAgain = false;
    bool m_ended = false;  // known before libpq says so
};

// Whether this names a PostgreSQL ledger; anything else is none.
[[nodiscard]] bool isPostgresAddress(std::string_view address);
// LedgerFailed for one that can't be read or that holds a password; the detail repeats nothing of it.
[[nodiscard]] Status checkPostgresAddress(const std::string& address);

// READ COMMITTED; rolled back unless committed. An error from commit() leaves open whether it is stored.
class PgTransaction {
  public:
    [[nodiscard]] static Result<PgTransaction> begin(PostgresConnection& connection);
    PgTransaction(PgTransaction&& other) noexcept;
    PgTransaction& operator=(PgTransaction&&) = delete;
    ~PgTransaction();
    [[nodiscard]] Status commit();

  private:
    explicit PgTransaction(PostgresConnection& connection) : m_connection(&connection) {}
    PostgresConnection* m_connection;
};

// As many connections as threads work at once, up to a limit; whoever comes then waits for one. A connection
// whose line broke is thrown away, with all that lie idle: after a restart of the server they are dead too.
class PostgresPool {
  public:
    // More threads than this wait for each other. PostgreSQL allows 100 connections unless told otherwise;
    // several nodes share them.
    static constexpr int kMost = 16;

    explicit PostgresPool(std::string address) : m_address(std::move(address)) {}

    class Lease {
      public:
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        [[nodiscard]] PostgresConnection& operator*() const { return *m_connection; }
        [[nodiscard]] PostgresConnection* operator->() const { return m_connection.get(); }
        // Whether it lay idle before: then the line may have died meanwhile.
        [[nodiscard]] bool used() const { return m_used; }

      private:
        friend class PostgresPool;
        Lease(PostgresPool& pool, std::unique_ptr<PostgresConnection> connection, bool used)
            : m_pool(&pool), m_connection(std::move(connection)), m_used(used) {}
        PostgresPool* m_pool;
        std::unique_ptr<PostgresConnection> m_connection;
        bool m_used;
    };
    [[nodiscard]] Result<Lease> take();

  private:
    void giveBack(std::unique_ptr<PostgresConnection> connection);

    const std::string m_address;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<PostgresConnection>> m_idle;
    int m_out = 0;
};

// Brings the schema to the newest version in one transaction, under a lock that lets one node at a time do
// so. LedgerFailed for a schema that is newer than the program, which is left alone, and for a server that
// gives up durability (fsync off).
[[nodiscard]] Status migratePostgres(PostgresConnection& connection, std::span<const Migration> migrations);

}  // namespace countersign
