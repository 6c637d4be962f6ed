#include "operator/ingest_group.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>

#include "operator/ingest.h"

namespace countersign {

struct IngestGroup::Member {
    std::span<const BodyStore::Body> bodies;
    std::span<const RecordRow> rows;
    std::condition_variable turn;
    bool leads = false;    // it is this one's turn to write for all who wait
    bool settled = false;  // somebody wrote for it
    std::optional<Result<std::vector<AddOutcome>>> outcome{};  // settled without: to be tried alone
};

Result<std::vector<AddOutcome>> IngestGroup::store(std::span<const BodyStore::Body> bodies,
                                                   std::span<const RecordRow> rows) {
    Member self;
    self.bodies = bodies;
    self.rows = rows;
    {
        std::unique_lock lock(m_mutex);
        m_waiting.push_back(&self);
        if (m_writing) {
            self.turn.wait(lock, [&self] { return self.leads || self.settled; });
        } else {
            m_writing = true;
            self.leads = true;
        }
        if (self.leads) {
            std::vector<Member*> group;
            group.swap(m_waiting);
            lock.unlock();
            // Whatever happens, even for want of memory: nobody may wait for ever.
            try {
                write(group);
            } catch (const std::exception&) {
                for (auto* member : group) member->outcome.reset();
            }
            lock.lock();
            for (auto* member : group) {
                member->settled = true;
                if (member != &self) member->turn.notify_one();
            }
            m_writing = !m_waiting.empty();
            if (m_writing) {
                m_waiting.front()->leads = true;
                m_waiting.front()->turn.notify_one();
            }
        }
    }
    if (self.outcome) return std::move(*self.outcome);
    return writeOnce(bodies, rows);
}

void IngestGroup::write(std::span<Member* const> group) {
    // Of one alone nothing need be copied, and its error is its own at once.
    if (group.size() == 1) {
        group.front()->outcome = writeOnce(group.front()->bodies, group.front()->rows);
        return;
    }
    std::vector<BodyStore::Body> bodies;
    std::vector<RecordRow> rows;
    for (const auto* member : group) {
        bodies.insert(bodies.end(), member->bodies.begin(), member->bodies.end());
        rows.insert(rows.end(), member->rows.begin(), member->rows.end());
    }
    auto added = writeOnce(bodies, rows);
    if (!added || added->size() != rows.size()) return;
    auto next = std::make_move_iterator(added->begin());
    for (auto* member : group) {
        const auto end = std::next(next, static_cast<std::ptrdiff_t>(member->rows.size()));
        member->outcome = std::vector<AddOutcome>(next, end);
        next = end;
    }
}

Result<std::vector<AddOutcome>> IngestGroup::writeOnce(std::span<const BodyStore::Body> bodies,
                                                       std::span<const RecordRow> rows) {
    // A conflict is told by the ledger alone, under its lock.
    if (const auto written = m_bodies.put(bodies); !written) return failure(written.error());
    m_points.reached(IngestPoint::BodyWritten);
    auto added = m_ledger.add(rows);
    if (!added) return failure(added.error());
    m_points.reached(IngestPoint::RowWritten);
    const auto place = std::lower_bound(GroupFigures::kUpTo.begin(), GroupFigures::kUpTo.end(), rows.size());
    const std::lock_guard lock(m_mutex);
    ++m_figures.groups[static_cast<std::size_t>(place - GroupFigures::kUpTo.begin())];
    m_figures.records += rows.size();
    return added;
}

GroupFigures IngestGroup::figures() const {
    const std::lock_guard lock(m_mutex);
    auto figures = m_figures;
    figures.waiting = m_waiting.size();
    return figures;
}

}  // namespace countersign
