// Takes the counters' files of the courier (protocol/courier.h) in and makes the answers, through the same
// desks as the network. Knows no stick: bytes in, bytes out. Any thread; everything passed in outlives it.
#pragma once

#include <cstddef>
#include <optional>

#include "core/result.h"
#include "operator/contact_desk.h"
#include "operator/ingest.h"
#include "protocol/courier.h"

namespace countersign {

struct CourierOutcome {
    DeviceId deviceId;  // genuine
    std::uint64_t part = 0;
    Bytes answer;      // the file for the counter
    int stored = 0;    // records that are new
    int repeated = 0;  // records that were held already
    int refused = 0;
    bool alarm = false;  // at odds with what is held of this counter; stands in the ledger
};

class CourierDesk {
  public:
    CourierDesk(Ledger& ledger, Ingest& ingest, ContactDesk& contacts, const OperatorIdentity& identity);

    // The same file gives the same receipts again. Nothing is taken in of a file that no counter signed: the
    // protocol's errors for one that is not whole, closed to another key, or signed by another than it names;
    // CounterUnknown. Other errors: the ledger or the disk failed, again later.
    [[nodiscard]] Result<CourierOutcome> take(ByteView file);

  private:
    Ledger& m_ledger;
    Ingest& m_ingest;
    ContactDesk& m_contacts;
    const OperatorIdentity& m_identity;
};

}  // namespace countersign
