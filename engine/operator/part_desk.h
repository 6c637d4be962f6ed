// Takes envelopes in that come in parts, for counters whose line breaks before a whole one is through. When
// all parts are there, the envelope goes through the very same Ingest as any other. Any thread; everything
// passed in outlives it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "core/clock.h"
#include "operator/ingest.h"
#include "protocol/part.h"

namespace countersign {

struct PartLimits {
    // Of all counters together: 64 of the largest envelopes are 540 MB of disk. Who finds no room is asked to
    // come later, and sends the whole or waits.
    std::size_t uploads = 64;
    // Nothing came for so long: the counter has sent it whole, or is gone.
    Millis kept{24 * 60 * 60'000};
    Millis givesWay{60 * 60'000};  // where there is no room, to a new one
};

struct PartOutcome {
    std::optional<Refusal> refusal;      // of the part
    std::uint32_t held = 0;              // bytes from the beginning, unless there is a refusal or a whole
    std::optional<IngestOutcome> whole;  // what was said of the envelope
    std::optional<DeviceId> deviceId;    // for the log; of a signed head
};

class PartDesk {
  public:
    // Goes on with what lies in `folder`, which is made if it is missing. OperatorFolderUnusable.
    [[nodiscard]] static Result<std::unique_ptr<PartDesk>> open(const std::filesystem::path& folder,
                                                                Ledger& ledger, const BodyStore& bodies,
                                                                Ingest& ingest, const Clock& clock,
                                                                PartLimits limits = {});

    // The first part must hold the whole head, signed by an enrolled counter: nobody else gets room here, and
    // each counter for one envelope at a time. Bytes that are held already are passed over, bytes after a gap
    // are not taken; the answer says where to go on. What does not fit its hash at the end is dropped and
    // starts anew. An Error: the ledger or the disk failed, nothing is acknowledged; the parts stay. `channel`
    // as for Ingest.
    [[nodiscard]] Result<PartOutcome> take(ByteView message, const std::optional<DeviceId>& channel = {});

    [[nodiscard]] std::size_t uploads() const;

  private:
    struct Upload {
        DeviceId deviceId;
        std::uint32_t total = 0;
        std::uint32_t held = 0;
        WallTime lastAt;
        bool ending = false;  // its envelope is being taken in: no more bytes, and it is not dropped
    };
    using Uploads = std::map<Sha256, Upload>;

    PartDesk(std::filesystem::path folder, Ledger& ledger, const BodyStore& bodies, Ingest& ingest,
             const Clock& clock, PartLimits limits);
    void findOld();
    [[nodiscard]] Result<PartOutcome> begin(const EnvelopePart& part,
                                            const std::optional<DeviceId>& channel);
    [[nodiscard]] bool makeRoom(const DeviceId& deviceId);
    void drop(Uploads::iterator upload);
    [[nodiscard]] Result<PartOutcome> end(const Sha256& whole, const DeviceId& deviceId);
    [[nodiscard]] std::filesystem::path fileOf(const Sha256& whole) const;

    std::filesystem::path m_folder;
    Ledger& m_ledger;
    const BodyStore& m_bodies;
    Ingest& m_ingest;
    const Clock& m_clock;
    PartLimits m_limits;
    mutable std::mutex m_mutex;
    Uploads m_uploads;
};

}  // namespace countersign
