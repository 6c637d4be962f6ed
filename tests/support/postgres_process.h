// A real PostgreSQL server of a test's own: in a temporary folder, reachable by a Unix socket only, durable
// as in the shop (fsync on). Runs as the user `postgres` where the test is root, since the server refuses
// root. Faults while starting throw std::runtime_error. Made and used by one thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "support/gateway_process.h"

namespace countersign::test {

class PostgresProcess {
  public:
    // Whether the server's programs are on this computer; says so on standard error if not.
    [[nodiscard]] static bool installed();

    PostgresProcess();
    ~PostgresProcess();
    PostgresProcess(const PostgresProcess&) = delete;
    PostgresProcess& operator=(const PostgresProcess&) = delete;

    // The address of a new, empty database.
    [[nodiscard]] std::string newDatabase();
    // One statement's or script's output by psql, rows without heads; throws if it fails.
    std::string sql(const std::string& address, const std::string& text) const;

    void stopAtOnce();  // as `pg_ctl stop -m immediate`: no checkpoint, every connection broken off
    void kill();        // SIGKILL
    void start();       // after one of these: recovers, and returns once it takes connections

  private:
    [[nodiscard]] std::string addressOf(const std::string& database) const;
    [[nodiscard]] bool tryStart();
    void end(int signal);

    TemporaryFolder m_folder;
    pid_t m_pid = -1;
    int m_databases = 0;
};

// One server for all tests of a program, started when it is first asked for. Where there is none to start,
// the program ends as skipped.
[[nodiscard]] PostgresProcess& sharedPostgres();

}  // namespace countersign::test
