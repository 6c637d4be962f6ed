// The counter's side of the courier (protocol/courier.h): makes files for the operator out of what waits, and
// takes the operator's answers in. Knows no stick: bytes in, bytes out. Records thread; all collaborators
// outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/log.h"
#include "protocol/courier.h"
#include "store/device_identity.h"
#include "store/registration_queue.h"
#include "sync/contact_keeper.h"

namespace countersign {

class Courier {
  public:
    Courier(RegistrationQueue& queue, ContactKeeper& keeper, const DeviceIdentity& identity, Log& log);

    struct Wanted {
        std::uint64_t afterSequence = 0;
        Carry which = Carry::New;
        std::size_t bytes = 0;             // of envelopes; the first record comes whatever its size
        std::uint64_t highestOnStick = 0;  // of this counter's files: a number is not used twice
        std::size_t contacts = 1;          // with more the journal comes along, as far as they hold it
        bool withoutRecords = false;       // also a file that says only how the counter stands
    };
    struct Part {
        std::uint64_t number = 0;
        std::string name;  // of the file
        Bytes file;
        std::vector<RecordId> records;
        std::uint64_t lastSequence = 0;
    };
    // Empty: nothing is left. What may answer the file is kept before it is given out, and its records count
    // as having left. The store's and the protocol's errors.
    [[nodiscard]] Result<std::optional<Part>> make(const Wanted& wanted);
    // The file lies on the stick, durably.
    [[nodiscard]] Status written(const Part& part);

    struct Taken {
        std::uint64_t part = 0;
        std::vector<RecordId> receipts;  // records that have one only now
        std::vector<RecordId> refused;
        int notBelieved = 0;  // words that are not the operator's own
        std::optional<NoticeEffect> notice;
    };
    // CourierFileUnusable: no answer, altered, or to a file that this counter knows nothing of.
    // CourierOfAnother. Store's errors: what was done is done, again later. As by network only a verified
    // receipt erases; taking it in twice changes nothing.
    [[nodiscard]] Result<Taken> take(ByteView file);

  private:
    [[nodiscard]] Status takeWords(const std::vector<CourierWord>& words, Taken& taken);

    RegistrationQueue& m_queue;
    ContactKeeper& m_keeper;
    const DeviceIdentity& m_identity;
    Log& m_log;
};

}  // namespace countersign
