// A regulator for trials and tests, with practice data: takes batches over TLS, opens the items with its own
// key, holds each once and signs its word on it. It misbehaves on request. Any thread; owns the server's
// threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/log.h"
#include "core/result.h"
#include "operator/certificates.h"
#include "protocol/regulator.h"
#include "store/sqlite_database.h"

namespace countersign {

struct SimulatorPaths {
    explicit SimulatorPaths(const std::filesystem::path& folder);
    std::filesystem::path signingKey, openingKey, authorityKey, serverCertificate, serverKey, received;
    // For the operator: whom to believe, and what to seal to.
    std::filesystem::path authority;   // --regulator-ca
    std::filesystem::path publicKeys;  // --regulator-key; written last: its presence says "complete"
};

struct SimulatorFaults {
    int failNext = 0;    // so many requests get 503 with Retry-After: 1, and nothing is taken
    int loseNext = 0;    // so many batches are taken, and the connection ends without an answer
    bool hang = false;   // batches are taken and never answered
    bool forge = false;  // the words are signed by another key
    bool half = false;   // the last word is left out
    std::string refuse;  // every new item is refused with this reason; empty: none
    std::string choke;   // any batch with this record (32 digits) gets 500, and nothing is taken
};

// One that was taken, with who it is about.
struct ReceivedItem {
    Attestation attestation;
    Acknowledgement word;
    std::string operatorId;
    std::int64_t times = 0;  // how often it came
    bool stands = false;     // taken, and nothing newer about this record was
};

class RegulatorSimulator {
  public:
    // Makes keys, authority and certificate if they are not there. Batches of nobody but the owners of
    // `operators` are taken. OperatorFolderUnusable, GatewayNotStarted and what files raise.
    [[nodiscard]] static Result<std::unique_ptr<RegulatorSimulator>> start(
        const std::filesystem::path& folder, const std::string& address, std::uint16_t port,
        std::vector<VerifyingKey> operators, const SimulatorFaults& faults, Log& log);
    // What a simulator's folder holds, oldest first.
    [[nodiscard]] static Result<std::vector<ReceivedItem>> received(const std::filesystem::path& folder);

    ~RegulatorSimulator();
    RegulatorSimulator(const RegulatorSimulator&) = delete;
    RegulatorSimulator& operator=(const RegulatorSimulator&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void setFaults(const SimulatorFaults& faults);
    [[nodiscard]] int requests() const;  // read to their end
    // Blocks until so many batches were taken, answered or not.
    void waitForTaken(int batches);

  private:
    class Server;
    explicit RegulatorSimulator(std::unique_ptr<Server> server);
    std::unique_ptr<Server> m_server;
};

}  // namespace countersign
