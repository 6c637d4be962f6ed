// Makes records durable for many callers at once: whoever arrives while the disk is waited for goes along with
// the next write, so that a group of any size costs as many waits as one record. Nobody waits for a timer: a
// record that comes alone is written alone. Any thread; everything passed in outlives it.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "operator/body_store.h"
#include "operator/ledger.h"

namespace countersign {

class IngestPoints;

// How many records went into one write. Counted since the start.
struct GroupFigures {
    static constexpr std::array<std::uint32_t, 7> kUpTo{1, 2, 4, 8, 16, 32, 64};  // the last place: more
    std::array<std::uint64_t, kUpTo.size() + 1> groups{};
    std::uint64_t records = 0;
    std::size_t waiting = 0;  // callers at this moment
};

class IngestGroup {
  public:
    IngestGroup(Ledger& ledger, BodyStore& bodies, IngestPoints& points)
        : m_ledger(ledger), m_bodies(bodies), m_points(points) {}

    // Bodies durable first, then the rows; one outcome for each row. `bodies` and `rows` have the same length.
    // What fails in a group is tried again by each caller for itself: one that can't be stored fails alone.
    // An Error: the ledger or the disk failed, nothing may be acknowledged.
    [[nodiscard]] Result<std::vector<AddOutcome>> store(std::span<const BodyStore::Body> bodies,
                                                        std::span<const RecordRow> rows);

    [[nodiscard]] GroupFigures figures() const;

  private:
    struct Member;
    void write(std::span<Member* const> group);
    [[nodiscard]] Result<std::vector<AddOutcome>> writeOnce(std::span<const BodyStore::Body> bodies,
                                                            std::span<const RecordRow> rows);

    Ledger& m_ledger;
    BodyStore& m_bodies;
    IngestPoints& m_points;
    mutable std::mutex m_mutex;
    bool m_writing = false;
    std::vector<Member*> m_waiting;  // each lives on its caller's stack until it is settled
    GroupFigures m_figures;
};

}  // namespace countersign
