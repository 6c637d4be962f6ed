// The rows of the queue: SQL and nothing else. Every function is one statement or one transaction, so that a
// crash leaves either the old row or the new one. Records thread; owned by RegistrationQueue.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/receipt.h"
#include "store/fault_points.h"
#include "store/registration_queue.h"
#include "store/sqlite_database.h"

namespace countersign {

struct IndexRow {
    QueueRow row;
    DeviceId deviceId;
    Sha256 envelopeHash{};  // the protocol's: header and payload hash, link of the chain
    Sha256 payloadHash{};   // of the sealed payload: what a receipt names
    Sha256 fileHash{};      // of the spool file as a whole: damage on the disk
    std::string told;       // dataTermsText; only for insert, empty: not known
};

[[nodiscard]] ServerState serverStateOf(ReceiptStatus status);

class QueueIndex {
  public:
    // Opens, migrates and checks. DatabaseCorrupt also when quick_check finds something.
    [[nodiscard]] static Result<QueueIndex> open(const std::filesystem::path& file, FaultPoints& faults,
                                                 DatabaseFaults* databaseFaults);

    [[nodiscard]] Result<std::optional<IndexRow>> find(RecordId recordId);
    [[nodiscard]] Status insert(const IndexRow& row);       // also raises last_reserved
    [[nodiscard]] Result<std::uint64_t> highestSequence();  // reserved or used, 0 if none
    struct LastSaved {
        std::uint64_t sequence = 0;
        Sha256 hash{};
    };
    [[nodiscard]] Result<LastSaved> lastSaved();

    // Of those after this number; oldest first, at most `limit`.
    [[nodiscard]] Result<std::vector<IndexRow>> due(WallTime now, WallTime implausible,
                                                    std::uint64_t afterSequence, std::size_t limit);
    // A waiting record that was not even tried, for a reason of this computer's.
    [[nodiscard]] Status postpone(RecordId recordId, ErrorCode why, WallTime nextAttempt);
    // The payload of a set-aside or waiting record is there after all. What was set aside for want of it
    // waits again.
    [[nodiscard]] Status payloadIsBack(RecordId recordId, std::uint64_t bytes);
    // Each of these takes several records in one transaction.
    [[nodiscard]] Status markSending(std::span<const RecordId> records);
    [[nodiscard]] Status markFailed(std::span<const RecordId> records, ErrorCode error, WallTime nextAttempt,
                                    MayHaveLeft left);
    // With `part` only a record that lies in this file on a stick.
    [[nodiscard]] Status setAside(RecordId recordId, ErrorCode error, std::string_view serverReason,
                                  std::optional<std::uint64_t> part = {});
    struct SignedReceipt {
        Receipt receipt;
        ByteView bytes;
    };
    [[nodiscard]] Status storeReceipts(std::span<const SignedReceipt> receipts);
    [[nodiscard]] Status withdraw(RecordId recordId);
    [[nodiscard]] Status markErased(std::span<const RecordId> records);
    // Ends the record and clears what the row says of it; a row that was sent stays "sent".
    [[nodiscard]] Status forget(RecordId recordId);
    [[nodiscard]] Status switchClerk(std::string_view clerkId, ClerkSwitch to);
    [[nodiscard]] Result<std::vector<std::string>> clerksOff();
    // A number that is there already, answered or not, stays as it is.
    [[nodiscard]] Status addQuestion(const ShopQuestion& question);
    [[nodiscard]] Result<std::vector<ShopQuestion>> openQuestions();  // oldest first
    [[nodiscard]] Status answerQuestion(std::uint64_t number, ConductAnswer answer);
    [[nodiscard]] Status forgetQuestions();
    [[nodiscard]] Status makeAllDue();
    [[nodiscard]] Status makeDue(RecordId recordId);
    [[nodiscard]] Status settleInterrupted();  // "sending" of a process that ended becomes "waiting", due now

    // By stick; see RegistrationQueue.
    [[nodiscard]] Result<std::vector<IndexRow>> toCarry(std::uint64_t afterSequence, Carry which,
                                                        std::size_t limit);
    [[nodiscard]] Result<int> carriedCount();
    [[nodiscard]] Result<std::optional<WallTime>> carriedAt();
    [[nodiscard]] Status noteCarried(WallTime at);
    [[nodiscard]] Result<std::uint64_t> lastCourierPart();
    [[nodiscard]] Result<std::optional<RegistrationQueue::CourierPart>> courierPart(std::uint64_t number);
    [[nodiscard]] Status beginPart(const RegistrationQueue::CourierPart& part,
                                   std::span<const RecordId> records);
    [[nodiscard]] Status endPart(std::uint64_t number, std::span<const RecordId> records);
    [[nodiscard]] Status takeOffPart(std::uint64_t number, std::span<const RecordId> records, ErrorCode why);

    [[nodiscard]] Result<RegistrationQueue::Line> line();
    [[nodiscard]] Status setLine(const RegistrationQueue::Line& line);
    [[nodiscard]] Status noteContact(WallTime at);
    [[nodiscard]] Result<CounterMemory> memory();
    [[nodiscard]] Status setMemory(const CounterMemory& memory);

    [[nodiscard]] Result<QueueSummary> summary();  // all but freeBytes
    [[nodiscard]] Result<std::vector<QueueRow>> rows(int offset, int limit);
    [[nodiscard]] Result<Bytes> receipt(RecordId recordId);
    [[nodiscard]] Result<std::string> told(RecordId recordId);  // empty: not known
    // All rows in the order of their numbers, page by page.
    [[nodiscard]] Result<std::vector<IndexRow>> after(std::uint64_t sequence, std::size_t limit);
    // Rows that still claim a payload, for healing.
    [[nodiscard]] Result<std::vector<IndexRow>> withPayload();

  private:
    QueueIndex(Database database, FaultPoints& faults);

    Database m_database;
    FaultPoints* m_faults;
};

}  // namespace countersign
