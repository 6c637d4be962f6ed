// A counter and an operator in one hand, for tests of the store and of sending: makes sealed, signed
// envelopes and signed receipts with real keys.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "core/clock.h"
#include "core/files.h"
#include "core/log.h"
#include "protocol/envelope.h"
#include "protocol/receipt.h"
#include "store/registration_queue.h"
#include "store/sqlite_database.h"
#include "support/temp_folder.h"

namespace countersign::test {

// In tests a missing value is a failed test, not something to go on with.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}
inline void must(const Status& status) {
    if (!status) throw std::runtime_error(describe(status.error()));
}

class RecordMaker {
  public:
    RecordMaker()
        : m_device(SigningKey::generate()),
          m_operator(SigningKey::generate()),
          m_opening(OpeningKey::generate()) {}

    [[nodiscard]] Bytes envelope(const SequenceTicket& ticket, RecordId recordId,
                                 bool practice = false) const {
        EnvelopeHeader header;
        header.recordId = recordId;
        header.deviceId = m_deviceId;
        header.sequence = ticket.sequence;
        header.previousHash = ticket.previousHash;
        header.application = "test";
        header.practice = practice;
        header.createdAt = WallTime(std::chrono::seconds(1'900'000'000));
        const Bytes plain(payloadBytes, 0x5a);
        const auto sealed = must(sealPayload(m_opening.sealingKey(), plain));
        return must(signEnvelope(header, sealed, m_device));
    }

    [[nodiscard]] Receipt receiptFor(ByteView envelope) const {
        const auto parsed = must(parseEnvelope(envelope));
        Receipt receipt;
        receipt.recordId = parsed.header.recordId;
        receipt.deviceId = parsed.header.deviceId;
        receipt.sequence = parsed.header.sequence;
        receipt.payloadHash = parsed.header.payloadHash;
        receipt.receivedAt = WallTime(std::chrono::seconds(1'900'000'100));
        return receipt;
    }
    [[nodiscard]] Bytes sign(const Receipt& receipt) const { return must(signReceipt(receipt, m_operator)); }
    [[nodiscard]] Bytes receipt(ByteView envelope) const { return sign(receiptFor(envelope)); }

    [[nodiscard]] std::vector<VerifyingKey> operatorKeys() const { return {m_operator.verifyingKey()}; }
    [[nodiscard]] const SigningKey& device() const { return m_device; }
    [[nodiscard]] DeviceId deviceId() const { return m_deviceId; }

    std::size_t payloadBytes = 2'000;

  private:
    SigningKey m_device, m_operator;
    OpeningKey m_opening;
    DeviceId m_deviceId = DeviceId::random();
};

// A counter's queue in a temporary folder, opened and closed as the program does it.
class QueueBench {
  public:
    explicit QueueBench(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] Result<std::unique_ptr<RegistrationQueue>> tryOpen() {
        QueueSettings settings;
        settings.folder = m_folder;
        settings.freeSpaceLimit = freeSpaceLimit;
        settings.reserveBytes = reserveBytes;
        return RegistrationQueue::open(settings, clock, *m_log, faultPoints ? *faultPoints : m_noPoints,
                                       databaseFaults);
    }
    [[nodiscard]] std::unique_ptr<RegistrationQueue> open() { return must(tryOpen()); }

    // reserve, seal, sign, save: what the program does at the end of a scan.
    QueueRow saveOne(RegistrationQueue& queue, RecordId recordId = RecordId::random()) {
        last = maker.envelope(must(queue.reserve()), recordId);
        return must(queue.save(last, "+8613800138000"));
    }

    [[nodiscard]] std::filesystem::path spoolFile(RecordId recordId) const {
        return m_folder / "spool" / (recordId.hex() + ".envelope");
    }
    [[nodiscard]] std::filesystem::path database() const { return m_folder / "queue.db"; }

    RecordMaker maker;
    ManualClock clock{WallTime(std::chrono::seconds(1'900'000'000))};
    Bytes last;
    std::uint64_t freeSpaceLimit = 0;
    std::uint64_t reserveBytes = 0;
    FaultPoints* faultPoints = nullptr;
    DatabaseFaults* databaseFaults = nullptr;

  private:
    std::filesystem::path m_folder;
    std::unique_ptr<Log> m_log = discardLog();
    NoFaultPoints m_noPoints;
};

// What the sender asks for when it sends one at a time.
inline Result<std::optional<OutgoingRecord>> nextDue(RegistrationQueue& queue, WallTime now,
                                                     WallTime implausible) {
    auto due = queue.due(now, implausible, {});
    if (!due) return failure(due.error());
    if (due->empty()) return std::optional<OutgoingRecord>();
    return std::optional<OutgoingRecord>(std::move(due->front()));
}
inline std::span<const RecordId> only(const RecordId& id) {
    return {&id, 1};
}

inline void overwrite(const std::filesystem::path& file, std::uintmax_t offset, std::size_t count) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    std::string bytes(count, '\0');
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(bytes.data(), static_cast<std::streamsize>(count));
    stream.clear();  // what lay behind the end is written all the same
    // Turned over and not set: a byte that happens to hold the value it is set to would stay whole.
    for (auto& byte : bytes) byte = static_cast<char>(byte ^ 0xa5);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.write(bytes.data(), static_cast<std::streamsize>(count));
}

}  // namespace countersign::test
