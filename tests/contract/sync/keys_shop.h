// A shop's counter at a real gateway whose keys change: the gateway's own commands, and the program's records
// thread as the program makes it, with everything it tells noted. Test thread.
#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "contract/sync/enrolled_counter.h"
#include "support/catch.h"

namespace countersign::test {

namespace fs = std::filesystem;
using nlohmann::json;

inline std::string textOf(const fs::path& file) {
    const auto bytes = must(readFile(file, 1U << 20U));
    return {bytes.begin(), bytes.end()};
}

// Keeps what was written. Any thread.
class NotedLog final : public Log {
  public:
    [[nodiscard]] bool holds(std::string_view text) const {
        const std::lock_guard lock(m_mutex);
        return m_text.find(text) != std::string::npos;
    }

  private:
    void write(Level, std::string_view area, std::string_view message) override {
        const std::lock_guard lock(m_mutex);
        m_text.append(area).append(": ").append(message).append("\n");
    }
    mutable std::mutex m_mutex;
    std::string m_text;
};

struct Shop {
    Shop() { must(enrolCounter(addressOf(*gateway), own, gateway->newCode())); }

    // The program's records thread as the program makes it, with everything it tells noted.
    struct Run {
        explicit Run(Shop& shop, const std::string& url = {}) : Run(shop, shop.own, shop.queue, url) {}
        // Of another counter at the same gateway.
        Run(Shop& shop, const IdentityFolder& own, const fs::path& queue, const std::string& url = {})
            : identity(must(own.load())) {
            if (!url.empty()) identity.gateway.url = url;
            RecordsSettings settings;
            settings.queue.folder = queue;
            settings.queue.freeSpaceLimit = 0;
            settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
            settings.application = "test";
            settings.identityFolder = own;
            records = std::make_unique<RecordsThread>(settings, identity, shop.clock, shop.log, shop.points);
            QObject::connect(records.get(), &RecordsThread::rowChanged, records.get(),
                             [this](const QueueRow& row) { rows[row.recordId] = row; });
            QObject::connect(records.get(), &RecordsThread::operatorNotReached, records.get(),
                             [this](const Error& error) { causes.push_back(error.code); });
            QObject::connect(records.get(), &RecordsThread::noticeTaken, records.get(),
                             [this](const NoticeEffect& effect) { notices.push_back(effect); });
            QObject::connect(records.get(), &RecordsThread::keysTaken, records.get(),
                             [this](const SealingKey& key) { identity.sealingKey = key; });
            QObject::connect(records.get(), &RecordsThread::mayNotBegin, records.get(),
                             [this](const Error& error) { refusals.push_back(error.code); });
            records->start();
        }
        RecordId save() {
            const auto id = RecordId::random();
            records->save(draftFor(identity, id, 5'000));
            return id;
        }
        bool is(RecordId id, ClientState state) const {
            const auto row = rows.find(id);
            return row != rows.end() && row->second.client == state;
        }
        void waitFor(RecordId id, ClientState state) {
            INFO("waits for " << clientStateName(state));
            REQUIRE(waitUntil([&] {
                if (is(id, state)) return true;
                records->sendNow();
                return false;
            }));
        }
        DeviceIdentity identity;
        std::unique_ptr<RecordsThread> records;
        std::map<RecordId, QueueRow> rows;
        std::vector<ErrorCode> causes, refusals;
        std::vector<NoticeEffect> notices;
    };

    ProgramResult atOperator(const std::string& command, std::vector<std::string> more = {}) const {
        std::vector<std::string> words{operatorProgram(), command, "--dir",
                                       (folder.path() / "operator").string()};
        words.insert(words.end(), more.begin(), more.end());
        return runProgram(words);
    }
    void must0(const std::string& command, const std::vector<std::string>& more = {}) const {
        const auto result = atOperator(command, more);
        INFO(command << ": " << result.errors);
        REQUIRE(result.exitCode == 0);
    }
    // In one step, with the office's key at hand.
    void change(const std::string& command, std::vector<std::string> more) const {
        more.insert(more.end(), {"--office-key", officeKey.string()});
        must0(command, more);
    }
    json keys() const { return json::parse(atOperator("keys", {"--json"}).output); }
    std::string signingKey() const { return keys()["signing"][0]["key"]; }
    void down() { gateway.reset(); }
    void up() {
        gateway =
            std::make_unique<GatewayProcess>(folder.path() / "operator", GatewayProcess::DieAt::Never, port);
    }
    void rotateSigning() const { change("rotate-keys", {"--signing"}); }
    void retireOld() const { change("retire-key", {signingKey().substr(0, 12)}); }
    // Saved while the operator is away.
    RecordId saveOffline() {
        Run run(*this);
        const auto id = run.save();
        REQUIRE(waitUntil([&] { return run.rows.contains(id); }));
        return id;
    }
    void checkHeldOnce(const std::vector<RecordId>& ids) const {
        const auto held = gateway->recordsAsJson();
        for (const auto& id : ids) CHECK(timesHeld(held, id) == 1);
    }

    TempFolder folder;
    fs::path queue = folder.path() / "queue";
    fs::path officeKey = folder.path() / "operator" / "keys" / "office.key";
    IdentityFolder own{folder.path() / "identity"};
    std::unique_ptr<GatewayProcess> gateway = std::make_unique<GatewayProcess>(folder.path() / "operator");
    std::uint16_t port = gateway->port();
    SystemClock clock;
    NotedLog log;
    NoFaultPoints points;
};

}  // namespace countersign::test
