// Opens what is held of one record, for those on the review side who have an opening key: the judge, a
// reviewer, the erasure of pictures, a person's own request. The ingest gateway has none and never makes one
// of these. Everything passed in outlives it; calls from any thread.
#pragma once

#include <optional>
#include <vector>

#include "operator/body_store.h"
#include "operator/case_book.h"
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
    bool picturesErased = false;  // of the payload only the fields are left
    RecordPayload payload;
};

class RecordOpener {
  public:
    // `keys`: the present one and those of before, since records come late.
    RecordOpener(Ledger& ledger, const BodyStore& bodies, CaseBook& book, std::vector<OpeningKey> keys)
        : m_ledger(ledger), m_bodies(bodies), m_book(book), m_keys(std::move(keys)) {}

    // Of one whose month was moved away (idsAlone) the details that are kept, without a header.
    // PayloadNotOpened: sealed to a key that is not here, altered, no payload, or erased altogether. Others:
    // the disk or the ledger; BodyDamaged.
    [[nodiscard]] Result<OpenedRecord> open(const RecordRow& row) const;
    [[nodiscard]] bool has(const KeyId& key) const;
    // Whether it would open by a key that its head names and that is not here.
    [[nodiscard]] bool lacksKey(const RecordRow& row) const;
    // Of an error of open(): it will not be there tomorrow either, as far as can be told; a disk that is away
    // says nothing about a record.
    [[nodiscard]] bool isForGood(const Error& error) const;

  private:
    [[nodiscard]] Result<RecordPayload> openPayload(const KeyId& key, ByteView sealed) const;
    [[nodiscard]] Result<RecordPayload> openDetails(const RecordRow& row) const;

    Ledger& m_ledger;
    const BodyStore& m_bodies;
    CaseBook& m_book;
    std::vector<OpeningKey> m_keys;
};

}  // namespace countersign
