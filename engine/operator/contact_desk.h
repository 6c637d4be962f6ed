// Answers a counter's contact: notes how it stands, takes its journal in, tells the time and what is to be
// done. Any thread; everything passed in outlives it.
#pragma once

#include "core/clock.h"
#include "operator/ledger.h"
#include "operator/operator_folder.h"
#include "protocol/contact.h"
#include "protocol/refusal.h"

namespace countersign {

struct ContactAnswer {
    std::optional<Refusal> refusal;
    Bytes notice;  // signed; without a refusal
    std::optional<DeviceId> deviceId;
    bool alarm = false;  // at odds with what is held of this counter; stands in the ledger
};

class ContactDesk {
  public:
    ContactDesk(Ledger& ledger, const OperatorIdentity& identity, const Clock& clock);

    // An Error: the ledger failed. What goes onto a stick is a notice by itself, without the contact's nonce:
    // it is no clock. `channel` as for Ingest.
    [[nodiscard]] Result<ContactAnswer> answer(ByteView contact, ContactWay way = ContactWay::Network,
                                               const std::optional<DeviceId>& channel = {});

  private:
    Ledger& m_ledger;
    const OperatorIdentity& m_identity;
    const Clock& m_clock;
    std::uint64_t m_policyVersion;
};

}  // namespace countersign
