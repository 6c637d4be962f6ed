// Opens what is held of one record, for those on the review side who have an opening key: the judge, a
// reviewer, the erasure of pictures, a person's own request. The ingest gateway has none and never makes one
// of these. Everything passed in outlives it; calls from any thread.
#pragma once

#include <optional>
#include <vector>

#include "operator/body_store.h"
#include "operator/ledger.h"
#include "protocol/envelope.h"
#include "protocol/payload.h"

namespace countersign {

// Personal; overwritten when it goes.
struct OpenedRecord {
    OpenedRecord() = default;
    OpenedRecord(OpenedRecord&&) = default;
    OpenedRecord& operator=(OpenedRecord&&) = default;
    OpenedRecord(const OpenedRecord&) = delete;
    OpenedRecord& operator=(const OpenedRecord&) = delete;
    ~OpenedRecord();

    EnvelopeHeader header;
    bool genuine = false;                                     // signed by the counter that it names
    ChallengeOutcome challenge = ChallengeOutcome::NotBound;  // as drawn again now
    bool counterSetAside = false;
    RecordPayload payload;
};

class RecordOpener {
  public:
    // `keys`: the present one and those of before, since records come late.
    RecordOpener(Ledger& ledger, const BodyStore& bodies, std::vector<OpeningKey> keys)
        : m_ledger(ledger), m_bodies(bodies), m_keys(std::move(keys)) {}

    // PayloadNotOpened: sealed to a key that is not here, altered, or no payload. Others: the disk or the
    // ledger; BodyDamaged.
    [[nodiscard]] Result<OpenedRecord> open(const RecordRow& row) const;

  private:
    [[nodiscard]] Result<RecordPayload> openPayload(const Envelope& envelope) const;

    Ledger& m_ledger;
    const BodyStore& m_bodies;
    std::vector<OpeningKey> m_keys;
};

}  // namespace countersign
