// A shop for kill -9: a real gateway over TLS, an enrolled counter as a child process that is killed and
// started again, and the books that are compared at the end. Tests only.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "contract/sync/enrolled_counter.h"
#include "operator/sqlite_ledger.h"

namespace countersign::test {

class Child {
  public:
    Child(const std::vector<std::string>& arguments, const std::filesystem::path& errors);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Reads until `word` begins a line, the time is over, or the child has ended (then false).
    bool readUntil(const std::string& word, std::chrono::microseconds limit);
    void readToEnd() { static_cast<void>(readUntil("", std::chrono::minutes(5))); }
    void kill();
    int wait();  // exit code, or -signal
    [[nodiscard]] std::vector<RecordId> ids(const std::string& word) const;
    [[nodiscard]] const std::string& text() const { return m_text; }

  private:
    pid_t m_pid = -1;
    int m_output = -1;
    std::string m_text;
};

class Shop {
  public:
    Shop();
    // At the address the counter knows.
    void startGateway(GatewayProcess::DieAt dieAt);
    std::unique_ptr<Child> start(std::vector<std::string> words);
    void note(const Child& child);
    // Runs to the end that `words` ask for, undisturbed; the ids it saved.
    std::vector<RecordId> run(const std::vector<std::string>& words);
    void order(const Order& order);

    // The program is started again and again until nothing waits, as a shop does. Then the books are
    // compared: queue, gateway, journal and orders.
    void closeTheBooks();

    [[nodiscard]] std::filesystem::path queueFolder() const { return folder.path() / "queue"; }
    [[nodiscard]] std::filesystem::path database() const { return queueFolder() / "queue.db"; }
    [[nodiscard]] std::filesystem::path spoolFile(RecordId id) const {
        return queueFolder() / "spool" / (id.hex() + ".envelope");
    }
    [[nodiscard]] std::unique_ptr<SqliteLedger> ledger() const;

    TempFolder folder;
    std::unique_ptr<GatewayProcess> gateway = std::make_unique<GatewayProcess>(folder.path() / "operator");
    std::filesystem::path identity = folder.path() / "identity";
    DeviceId deviceId;
    std::set<RecordId> confirmed;  // the clerk was told "saved"
    std::set<RecordId> asked;      // to be taken back
    std::set<RecordId> withdrawn;  // the clerk was told so, or the operator ordered it before it left
    std::set<RecordId> erased;     // ordered by the operator
    std::set<RecordId> damaged;    // on the disk, by the test
    std::set<std::string> clerksOff;
    bool indexLost = false;  // by the test: what was finished may have no row any more

  private:
    void compareRows();
    void compareJournal();
    std::uint64_t m_orders = 0;
};

}  // namespace countersign::test
