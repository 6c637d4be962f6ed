// How many records a second a ledger takes in, durably, from several threads at once: one by one, and in
// batches of 60, beside bare inserts of the same rows' keys without anything around them. On a PostgreSQL of
// its own (temporary, Unix socket, fsync on) and on SQLite in the same temporary folder's file system.
//   ledger_measure [SECONDS=10] [THREADS=8]
// Or how the cost of a row grows with the table: fills both ledgers up to so many rows and measures the last
// 30,000 before 100,000, 1, 2.5 and 5 million, in batches of 60, as counters with a backlog send them.
//   ledger_measure --grow [ROWS=5000000] [THREADS=4] [sqlite|postgresql]
// Takes some 3 GB a million rows in the folder that TMPDIR names.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "bare_rows.h"
#include "core/secret.h"
#include "operator/postgres_connection.h"
#include "operator/postgres_ledger.h"
#include "operator/sqlite_ledger.h"
#include "support/postgres_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

using Seconds = std::chrono::duration<double>;

// Calls `work(thread)`, which says how many rows it stored, from every thread until `over(rows, time)`.
template <class Work, class Over>
void measure(const std::string& what, int threads, const Over& over, const Work& work) {
    std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
    std::atomic<long> rows = 0;
    const auto start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> all;
        for (int t = 0; t < threads; ++t) {
            all.emplace_back([&, t] {
                auto before = start;
                while (!over(rows.load(), Seconds(before - start))) {
                    rows += work(static_cast<std::size_t>(t));
                    const auto now = std::chrono::steady_clock::now();
                    times[static_cast<std::size_t>(t)].push_back(Seconds(now - before).count() * 1000);
                    before = now;
                }
            });
        }
    }
    const Seconds took = std::chrono::steady_clock::now() - start;
    std::vector<double> sorted;
    for (const auto& each : times) sorted.insert(sorted.end(), each.begin(), each.end());
    std::ranges::sort(sorted);
    const auto at = [&](double share) {
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    std::printf("%-34s %8.0f rows/s   a call p50 %.1f p95 %.1f p99 %.1f ms\n", what.c_str(),
                static_cast<double>(rows) / took.count(), at(0.5), at(0.95), at(0.99));
    std::fflush(stdout);
}

auto until(Seconds wanted) {
    return [wanted](long, Seconds passed) { return passed >= wanted; };
}

// A counter for each thread, and the next rows of each.
class Counters {
  public:
    Counters(Ledger& ledger, int threads) : m_ledger(ledger) {
        for (int t = 0; t < threads; ++t) m_counters.push_back({enrolBare(ledger), 0});
    }
    int add(std::size_t thread, int batch) {
        auto& [counter, sequence] = m_counters[thread];
        std::vector<RecordRow> rows;
        for (int i = 0; i < batch; ++i) rows.push_back(bareRow(counter.id, ++sequence));
        static_cast<void>(m_ledger.add(rows).value());
        return batch;
    }

  private:
    Ledger& m_ledger;
    std::vector<std::pair<DeviceRow, std::uint64_t>> m_counters;
};

void measureLedger(const std::string& name, Ledger& ledger, int threads, Seconds wanted) {
    Counters counters(ledger, threads);
    for (const int batch : {1, 60}) {
        measure(name + ", " + std::to_string(batch) + " at once", threads, until(wanted),
                [&](std::size_t t) { return counters.add(t, batch); });
    }
}

// Rows are filled in by larger batches; what is measured are the last ones before each mark.
void measureGrowth(const std::string& name, Ledger& ledger, int threads, long most) {
    constexpr long kMeasured = 30'000;
    constexpr int kBatch = 60;
    constexpr int kFillBatch = 600;
    Counters counters(ledger, threads);
    long held = 0;
    for (const long mark : {100'000L, 1'000'000L, 2'500'000L, 5'000'000L}) {
        if (mark > most) return;
        const auto rows = [&](long wanted) {
            return [wanted](long stored, Seconds) { return stored >= wanted; };
        };
        const std::string size = std::to_string(mark / 1000) + " thousand rows";
        std::atomic<long> stored = 0;
        const auto adding = [&](int batch) {
            return [&, batch](std::size_t t) {
                stored += batch;
                return counters.add(t, batch);
            };
        };
        measure(name + ", up to " + size, threads, rows(mark - kMeasured - held), adding(kFillBatch));
        measure(name + ", at    " + size, threads, rows(kMeasured), adding(kBatch));
        held += stored;
    }
}

// What the server does at most with one row a transaction: no checks, one table, one key.
void measureBare(const std::string& address, int threads, Seconds wanted) {
    std::vector<std::unique_ptr<PostgresConnection>> connections;
    for (int t = 0; t < threads; ++t) connections.push_back(PostgresConnection::open(address).value());
    need(connections.front()->script("CREATE TABLE bare (id bytea PRIMARY KEY, receipt bytea)"));
    const Bytes receipt(600, 0x55);
    measure("PostgreSQL, bare insert", threads, until(wanted), [&](std::size_t t) {
        static_cast<void>(
            connections[t]
                ->run("INSERT INTO bare VALUES ($1, $2)",
                      PgValues().bytes(ByteView(RecordId::random().bytes())).bytes(ByteView(receipt)))
                .value());
        return 1;
    });
}

// The same on SQLite, which writes one transaction after the other.
void measureBareSqlite(const std::filesystem::path& file, Seconds wanted) {
    auto database = Database::open(file, Database::Mode::ReadWrite).value();
    need(database.exec("CREATE TABLE bare (id BLOB PRIMARY KEY, receipt BLOB)"));
    const Bytes receipt(600, 0x55);
    measure("SQLite, bare insert", 1, until(wanted), [&](std::size_t) {
        auto insert = database.prepare("INSERT INTO bare VALUES (?1, ?2)").value();
        const auto id = RecordId::random();
        need(insert.bindBlob(1, ByteView(id.bytes())).bindBlob(2, ByteView(receipt)).run());
        return 1;
    });
}

int grow(int argc, char** argv) {
    const long most = argc > 2 ? std::stol(argv[2]) : 5'000'000L;
    const int threads = argc > 3 ? std::max(1, std::stoi(argv[3])) : 4;
    const std::string_view only = argc > 4 ? argv[4] : "";
    if (only != "postgresql") {
        const TemporaryFolder folder;
        const auto sqlite = SqliteLedger::open(folder.path() / "ledger.sqlite").value();
        measureGrowth("SQLite", *sqlite, threads, most);
    }
    if (only == "sqlite") return 0;
    if (!PostgresProcess::installed()) return 77;
    PostgresProcess server;
    const auto postgres = PostgresLedger::open(server.newDatabase()).value();
    measureGrowth("PostgreSQL", *postgres, threads, most);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (!initCrypto()) return 1;
    if (argc > 1 && std::string_view(argv[1]) == "--grow") return grow(argc, argv);
    const Seconds wanted(argc > 1 ? std::stod(argv[1]) : 10.0);
    const int threads = argc > 2 ? std::max(1, std::stoi(argv[2])) : 8;
    const TemporaryFolder folder;
    const auto sqlite = SqliteLedger::open(folder.path() / "ledger.sqlite").value();
    measureLedger("SQLite", *sqlite, threads, wanted);
    measureBareSqlite(folder.path() / "bare.sqlite", wanted);
    if (!PostgresProcess::installed()) return 77;
    PostgresProcess server;
    const auto address = server.newDatabase();
    const auto postgres = PostgresLedger::open(address).value();
    measureLedger("PostgreSQL", *postgres, threads, wanted);
    measureBare(address, threads, wanted);
    return 0;
}
