// Looks the gateway's folder through for what must not stay in it and what nobody names any more: bodies
// whose row never came to stand, bodies that came back after they were erased, files that a kill left half
// written, uploads that were given up, and the copies of the ledger that an update makes, in which erased
// rows go on standing. What it can't place it leaves alone and tells of. Any thread; several may sweep one
// folder, while gateways take records in.
#pragma once

#include <map>
#include <optional>

#include "core/clock.h"
#include "operator/body_store.h"
#include "operator/erasure_steps.h"
#include "operator/ledger.h"
#include "operator/operator_folder.h"

namespace countersign {

// How long anything is left alone. A record is on its way for seconds: its body is durable before its row,
// and several gateways may share the folder, whose clocks and disks may be slow. A day is far from all of
// that, and short beside the time for which pictures are kept. A copy of the ledger serves to go back after
// an update that went wrong; after a day nobody may, since records were acknowledged since.
inline constexpr Millis kLeftAlone = std::chrono::hours(24);
// An upload in parts is kept a day by the gateway (part_desk.h), which may still be at it.
inline constexpr Millis kUploadLeftAlone = 2 * kLeftAlone;

// What becomes of bodies that no record names. A gateway that dies between body and row leaves only what it
// had in its hands, and the counter sends that again within the day, which gives it its row: what stays
// without one is a handful among all. More than one in a hundred means that the ledger is not the one of
// these bodies, or older than they are: a backup of the night before lacks a day of the thirty for which
// pictures lie here, which is three in a hundred. Then nothing goes until somebody has looked.
enum class Unnamed {
    IfFew = 1,
    All,  // somebody has looked
};
inline constexpr std::size_t kOneUnnamedIn = 100;
// So many are remembered in one run; the next goes on.
inline constexpr std::size_t kMostUnnamed = 100'000;

struct SweepCount {
    std::size_t bodies = 0;     // looked at
    std::size_t unnamed = 0;    // gone: no record names them
    std::size_t erased = 0;     // gone: the ledger said so before, and here they were
    std::size_t temporary = 0;  // gone: left by a kill
    std::size_t uploads = 0;    // gone: given up
    std::size_t copies = 0;     // gone: of the ledger
    std::size_t elsewhere = 0;  // left: of records whose month was moved away
    std::size_t foreign = 0;    // left: of counters that this ledger doesn't know
    std::size_t headless = 0;   // left: too damaged to say whose they are, while not all others are known
    std::size_t tooMany = 0;    // left: no record names them, and they are more than a few (Unnamed::IfFew)
    std::size_t strange = 0;    // left: nothing that the gateway makes
    std::size_t failed = 0;     // folders or files that could not be looked at or removed
    std::optional<Error> firstFailure{};
    bool journalInUse = false;  // the SQLite ledger's: emptied by a later round
    [[nodiscard]] std::size_t gone() const { return unnamed + erased + temporary + uploads + copies; }
};

class FolderSweep {
  public:
    // Everything outlives it.
    FolderSweep(OperatorPaths paths, FileBodyStore& bodies, Ledger& ledger, const Clock& clock,
                ErasurePoints& points, Unnamed unnamed = Unnamed::IfFew)
        : m_paths(std::move(paths)),
          m_bodies(bodies),
          m_ledger(ledger),
          m_clock(clock),
          m_points(points),
          m_unnamed(unnamed) {}

    // An Error is the ledger's: without it nothing can be told. What the disk refuses is counted, and the
    // rest goes on.
    [[nodiscard]] Result<SweepCount> run();

  private:
    using Owners = std::multimap<Sha256, BodyOwner>;
    // What no record names, until all of the folder is seen.
    struct Found {
        std::vector<Sha256> unnamed;   // of a counter that the ledger knows
        std::vector<Sha256> headless;  // of nobody knows whom
        [[nodiscard]] std::size_t size() const { return unnamed.size() + headless.size(); }
    };
    [[nodiscard]] Result<Owners> ownersOf(const FileBodyStore::Shelf& shelf);
    [[nodiscard]] Status sweepShelf(const FileBodyStore::Shelf& shelf, WallTime before, Found& found,
                                    SweepCount& count);
    [[nodiscard]] Status sweepBody(const FileBodyStore::Lying& body, const Owners& owners, WallTime before,
                                   Found& found, SweepCount& count);
    [[nodiscard]] Status place(const Sha256& body, Found& found, SweepCount& count);
    [[nodiscard]] Status removeFound(const Found& found, WallTime before, SweepCount& count);
    [[nodiscard]] Status eraseAgain(const BodyOwner& owner, SweepCount& count);
    void removeUnnamed(const Sha256& body, WallTime before, SweepCount& count);
    void removeFiles(const std::vector<std::filesystem::path>& files, std::size_t& gone, SweepCount& count);
    void sweepCopies(WallTime before, SweepCount& count);
    void emptyJournal(SweepCount& count);
    void sweepUploads(WallTime now, SweepCount& count);

    OperatorPaths m_paths;
    FileBodyStore& m_bodies;
    Ledger& m_ledger;
    const Clock& m_clock;
    ErasurePoints& m_points;
    Unnamed m_unnamed;
};

}  // namespace countersign
