// Takes envelopes in and gives signed receipts out: body durable first, then the row, then the answer. Any
// thread; everything passed in outlives it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operator/body_store.h"
#include "operator/device_rate.h"
#include "operator/ingest_group.h"
#include "operator/ledger.h"
#include "protocol/keys.h"
#include "protocol/refusal.h"

namespace countersign {

// Named moments at which the machine may die; tests end the process there.
enum class IngestPoint { Verified = 1, BodyWritten, RowWritten };
class IngestPoints {
  public:
    virtual ~IngestPoints() = default;
    virtual void reached(IngestPoint point) = 0;
};
class NoIngestPoints final : public IngestPoints {
  public:
    void reached(IngestPoint) override {}
};

struct IngestOutcome {
    std::optional<Refusal> refusal;
    Bytes receipt;          // without a refusal
    bool repeated = false;  // the receipt is an earlier one
    // Of a record stored just now; Differs is an alarm in the ledger and worth a line in the log.
    ChallengeOutcome challenge = ChallengeOutcome::NotBound;
    std::optional<DeviceId> deviceId;  // as claimed by the header, for the log
};

class Ingest {
  public:
    // `sealingKeys`: those the operator can open; anything else would be stored for nobody. `rate`: null for
    // no limit.
    Ingest(Ledger& ledger, BodyStore& bodies, const Signer& signer, std::vector<SealingKey> sealingKeys,
           const Clock& clock, IngestPoints& points, DeviceRate* rate = nullptr);

    // An Error: the ledger or the disk failed, nothing is acknowledged. `channel`: whom the connection has
    // proven to be; the envelope of anybody else is UnknownDevice. Empty: nobody asked.
    [[nodiscard]] Result<IngestOutcome> take(ByteView envelope, const std::optional<DeviceId>& channel = {});
    // Each is judged by itself, in this order; their bodies and rows are made durable together, and together
    // with those of other callers.
    [[nodiscard]] Result<std::vector<IngestOutcome>> take(std::span<const ByteView> envelopes,
                                                          const std::optional<DeviceId>& channel = {});
    [[nodiscard]] GroupFigures groups() const { return m_group.figures(); }
    // As stored, or once the key of that time is retired the same word under the present one.
    [[nodiscard]] Result<Bytes> receiptAgain(const RecordRow& row) const;

  private:
    // What comes of looking at one envelope before anything is written.
    struct Examined {
        IngestOutcome outcome;         // settled unless there is a row
        std::optional<RecordRow> row;  // to be stored
    };
    [[nodiscard]] Result<Examined> examine(ByteView bytes, const std::optional<DeviceId>& channel);
    [[nodiscard]] Result<Bytes> receiptFor(const RecordRow& row) const;
    [[nodiscard]] bool known(const KeyId& sealingKey) const;

    Ledger& m_ledger;
    BodyStore& m_bodies;
    IngestGroup m_group;
    const Signer& m_signer;
    std::vector<KeyId> m_sealingKeys;
    const Clock& m_clock;
    IngestPoints& m_points;
    DeviceRate* m_rate;
};

}  // namespace countersign
