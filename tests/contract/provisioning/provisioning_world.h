// An operator with its gateway and its office, and computers that are to become counters; the programs as
// they ship. Test thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/files.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "support/gateway_process.h"
#include "support/temp_folder.h"
#include "unit/store/record_maker.h"

namespace countersign::test {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

inline bool says(const ProgramResult& run, const std::string& text) {
    return (run.output + run.errors).find(text) != std::string::npos;
}

inline ProgramResult runCounter(const Words& words) {
    Words command{COUNTERSIGN_PROGRAM, "--tpm", "none"};
    command.insert(command.end(), words.begin(), words.end());
    return runProgram(command);
}

inline ProgramResult runOperator(const Words& words) {
    Words command{operatorProgram()};
    command.insert(command.end(), words.begin(), words.end());
    return runProgram(command);
}

struct Operator {
    Operator() : gateway(folder.path() / "operator") {
        fs::rename(folder.path() / "operator/keys/office.key", officeKey);
        const auto told = runOperator({"office-public", officeKey.string()});
        REQUIRE(told.exitCode == 0);
        std::ofstream(officePub) << told.output;
    }
    // A file for this shop, signed at once, unless `more` says otherwise.
    fs::path fileFor(const std::string& shop, const Words& more = {}) const {
        const auto file = folder.path() / ("file-" + std::to_string(++files) + ".provisioning");
        Words words{"new-provisioning",
                    "--dir",
                    gateway.folder().string(),
                    "--shop",
                    shop,
                    "--url",
                    gateway.url(),
                    "--out",
                    file.string(),
                    "--office-key",
                    officeKey.string()};
        words.insert(words.end(), more.begin(), more.end());
        const auto made = runOperator(words);
        INFO(made.errors);
        REQUIRE(made.exitCode == 0);
        return file;
    }
    TempFolder folder;
    fs::path officeKey = folder.path() / "office.key", officePub = folder.path() / "office.pub";
    GatewayProcess gateway;
    mutable int files = 0;
};

// A computer with a machine's file of its own, so that nothing of this one's counts.
struct Computer {
    explicit Computer(const std::string& machine = R"({"version":1})") {
        fs::create_directories(etc);
        std::ofstream(etc / "counter.json") << machine;
    }
    [[nodiscard]] ProgramResult run(const Words& words) const {
        Words all{"--machine", (etc / "counter.json").string(), "--state", state.string()};
        all.insert(all.end(), words.begin(), words.end());
        return runCounter(all);
    }
    [[nodiscard]] ProgramResult provision(const fs::path& file, const Words& more = {}) const {
        Words words{"--provision", file.string()};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    [[nodiscard]] bool enrolled() const { return IdentityFolder(state / "identity").load().has_value(); }
    [[nodiscard]] bool kept() const { return fs::exists(state / "provisioning"); }
    TempFolder folder;
    fs::path etc = folder.path() / "etc", state = folder.path() / "state";
};

// A registration as the window saves it, signed by the key of this identity; waits for the operator.
inline RecordId saveRecord(const fs::path& state, const DeviceIdentity& identity) {
    const SystemClock clock;
    NoFaultPoints points;
    const auto log = discardLog();
    QueueSettings settings;
    settings.folder = state / "queue";
    settings.freeSpaceLimit = 0;
    const auto queue = must(RegistrationQueue::open(settings, clock, *log, points));
    must(queue->belongTo(identity.deviceId));
    const auto ticket = must(queue->reserve());
    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = identity.deviceId;
    header.sequence = ticket.sequence;
    header.previousHash = ticket.previousHash;
    header.application = "test";
    header.createdAt = clock.wall();
    const auto sealed = must(sealPayload(identity.sealingKey, Bytes(2'000, 0x5a)));
    must(queue->save(must(signEnvelope(header, sealed, *identity.signer)), "8000"));
    return header.recordId;
}

}  // namespace countersign::test
