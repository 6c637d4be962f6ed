#include "fault/shop.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "operator/operator_folder.h"
#include "support/catch.h"

namespace countersign::test {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

std::map<std::string, int> timesHeldByRecord(const std::string& listJson) {
    std::map<std::string, int> times;
    const auto list = nlohmann::json::parse(listJson);
    for (const auto& row : list) ++times[row.at("record").get<std::string>()];
    return times;
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments, const fs::path& errors) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> command{COUNTERSIGN_COUNTER_CHILD};
    command.insert(command.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (auto& word : command) raw.push_back(word.data());
    raw.push_back(nullptr);
    const int log = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        ::execv(raw[0], raw.data());
        ::_exit(127);
    }
    ::close(log);
    ::close(ends[1]);
    m_output = ends[0];
}

Child::~Child() {
    kill();
    ::close(m_output);
}

bool Child::readUntil(const std::string& word, std::chrono::microseconds limit) {
    const auto deadline = Steady::now() + limit;
    for (;;) {
        if (!word.empty() && (m_text.starts_with(word) || m_text.find("\n" + word) != std::string::npos)) {
            return true;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::nanoseconds>(deadline - Steady::now()).count();
        if (left <= 0) return false;
        pollfd end{m_output, POLLIN, 0};
        const timespec wait{left / 1'000'000'000, left % 1'000'000'000};
        if (::ppoll(&end, 1, &wait, nullptr) <= 0) continue;
        char part[4096];
        const auto got = ::read(m_output, part, sizeof part);
        if (got <= 0) return false;
        m_text.append(part, static_cast<std::size_t>(got));
    }
}

void Child::kill() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGKILL);
    wait();
}

int Child::wait() {
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::vector<RecordId> Child::ids(const std::string& word) const {
    std::vector<RecordId> found;
    const auto begin = word + " ";
    for (std::size_t at = 0; at < m_text.size();) {
        const auto end = m_text.find('\n', at);
        if (end == std::string::npos) break;  // cut off: never confirmed
        if (m_text.compare(at, begin.size(), begin) == 0)
            found.push_back(
                RecordId::parse(m_text.substr(at + begin.size(), end - at - begin.size())).value());
        at = end + 1;
    }
    return found;
}

namespace {

// The end of a text file.
std::string lastOf(const std::filesystem::path& file) {
    constexpr std::size_t kMost = 4000;
    const auto bytes = readFile(file, std::size_t{64} << 20U);
    if (!bytes) return {};
    const auto from = bytes->size() - std::min(bytes->size(), kMost);
    return {bytes->begin() + static_cast<std::ptrdiff_t>(from), bytes->end()};
}

}  // namespace

Shop::Shop() {
    deviceId = must(enrolCounter(addressOf(*gateway), IdentityFolder(identity), gateway->newCode())).deviceId;
}

void Shop::startGateway(GatewayProcess::DieAt dieAt) {
    const auto port = gateway->port();
    gateway.reset();
    gateway = std::make_unique<GatewayProcess>(folder.path() / "operator", dieAt, port);
}

std::unique_ptr<Child> Shop::start(std::vector<std::string> words) {
    words.insert(words.begin(), {queueFolder().string(), identity.string()});
    return std::make_unique<Child>(words, folder.path() / "child.log");
}

void Shop::note(const Child& child) {
    for (const auto& id : child.ids("saved")) confirmed.insert(id);
    for (const auto& id : child.ids("asked")) asked.insert(id);
    for (const auto& id : child.ids("withdrawn")) withdrawn.insert(id);
}

std::vector<RecordId> Shop::run(const std::vector<std::string>& words) {
    const auto child = start(words);
    child->readToEnd();
    note(*child);
    const int code = child->wait();
    INFO(child->text());
    INFO("its errors: " << lastOf(folder.path() / "child.log"));
    REQUIRE(code == 0);
    return child->ids("saved");
}

std::unique_ptr<SqliteLedger> Shop::ledger() const {
    return must(SqliteLedger::open(OperatorPaths(folder.path() / "operator").ledger));
}

void Shop::order(const Order& order) {
    m_orders = must(ledger()->addOrder(deviceId, order, SystemClock().wall()));
    if (order.kind == OrderKind::Erase) erased.insert(order.record.value());
    if (order.kind == OrderKind::ClerkOff) clerksOff.insert(order.text);
    if (order.kind == OrderKind::ClerkOn) clerksOff.erase(order.text);
}

void Shop::closeTheBooks() {
    // Twice: what the first contact brings is told to the operator by the second.
    for (int times = 0; times < 2; ++times) {
        for (int tries = 0;; ++tries) {
            REQUIRE(tries < 5);
            const auto child = start({"contact=1"});
            const bool drained = child->readUntil("drained", std::chrono::minutes(5));
            child->readToEnd();
            INFO(child->text());
            CHECK(child->text().find("failed") == std::string::npos);
            child->kill();
            if (drained) break;
        }
    }
    compareRows();
    compareJournal();
}

void Shop::compareRows() {
    auto held = timesHeldByRecord(gateway->recordsAsJson());
    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    QueueSettings settings;
    settings.folder = queueFolder();
    const auto queue = must(RegistrationQueue::open(settings, clock, *log, points));
    CHECK(queue->health().clean());
    int lost = 0, doubled = 0, sent = 0;
    for (const auto& [record, times] : held) doubled += times > 1;
    for (const auto& id : confirmed) {
        const auto row = queue->row(id);
        const int times = held[id.hex()];
        INFO("record " << id.hex() << ", held " << times);
        CHECK_FALSE(fs::exists(spoolFile(id)));
        if (damaged.contains(id)) {
            CHECK(times == 0);
            CHECK(row.value().client == ClientState::SetAside);
            CHECK(fs::exists(queueFolder() / "spool" / "quarantine" / spoolFile(id).filename()));
            continue;
        }
        if (withdrawn.contains(id)) {
            CHECK(times == 0);
            if (row || !indexLost) CHECK(row.value().client == ClientState::Withdrawn);
        } else if (row && row->client == ClientState::Withdrawn) {
            CHECK(asked.contains(id));  // killed before it was said
            CHECK(times == 0);
        } else {
            lost += times == 0;
            if (row || !indexLost) CHECK(row.value().client == ClientState::Sent);
        }
        if (erased.contains(id) && row) {
            CHECK(row->numberTail.empty());
            CHECK(must(queue->receipt(id)).empty());
        }
    }
    CHECK(lost == 0);
    CHECK(doubled == 0);
    // Also what was never confirmed is either not there or at the operator.
    for (const auto& row : must(queue->rows(0, 1'000'000))) {
        INFO("row " << row.recordId.hex());
        CHECK(held[row.recordId.hex()] == (row.client == ClientState::Sent ? 1 : 0));
        sent += row.client == ClientState::Sent;
    }
    const auto summary = must(queue->summary());
    CHECK(summary.waiting == 0);
    CHECK(summary.setAside == static_cast<int>(damaged.size()));
    CHECK(summary.spoolBytes == 0);
    CHECK(sent > 0);
    const auto off = must(queue->clerksOff());
    CHECK(std::set<std::string>(off.begin(), off.end()) == clerksOff);
    CHECK(fs::exists(queueFolder() / "reserve"));
    for (const auto& file : fs::recursive_directory_iterator(queueFolder()))
        CHECK(file.path().filename().string().find(".tmp-") == std::string::npos);
}

void Shop::compareJournal() {
    // The operator's own look over the chain of records and journal.
    const auto verified =
        runProgram({operatorProgram(), "verify", "--dir", (folder.path() / "operator").string()});
    INFO(verified.output << verified.errors);
    std::size_t missing = 0;
    for (auto at = verified.output.find("not_held"); at != std::string::npos;
         at = verified.output.find("not_held", at + 1))
        ++missing;
    CHECK(verified.exitCode == (missing == 0 ? 0 : 1));
    CHECK(missing <= damaged.size());  // a record that the disk lost is missing, and that is told
    CHECK(std::count(verified.output.begin(), verified.output.end(), '\n') ==
          static_cast<std::ptrdiff_t>(1 + missing));
    // Each order was noted once.
    std::map<std::string, int> done;
    const auto books = ledger();
    for (std::uint64_t from = 1;;) {
        const auto lines = must(books->auditLines(deviceId, from, 500));
        if (lines.empty()) break;
        for (const auto& row : lines) {
            const auto line = must(readAuditLine(row.line));
            // "clerk_off order=7"
            const auto blank = line.detail.find(' ');
            if (line.event == AuditEvent::OrderDone && blank != std::string::npos)
                ++done[line.detail.substr(blank)];
        }
        from = lines.back().number + 1;
    }
    for (std::uint64_t number = 1; number <= m_orders; ++number) {
        INFO("order " << number);
        CHECK(done[" order=" + std::to_string(number)] == 1);
    }
}

}  // namespace countersign::test
