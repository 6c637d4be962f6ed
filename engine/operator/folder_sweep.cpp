#include "operator/folder_sweep.h"

#include <algorithm>
#include <set>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/envelope_head.h"
#include "store/sqlite_database.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

void note(SweepCount& count, const Error& error) {
    ++count.failed;
    if (!count.firstFailure) count.firstFailure = error;
}

// A plain file, no link, that was last written before `before`.
bool isOldFile(const fs::path& file, WallTime before) {
    std::error_code code;
    if (fs::symlink_status(file, code).type() != fs::file_type::regular) return false;
    const auto changed = fs::last_write_time(file, code);
    return !code && std::chrono::time_point_cast<WallTime::duration>(
                        std::chrono::file_clock::to_sys(changed)) < before;
}

// Those whose name `wanted` says yes to.
template <class Wanted>
Result<std::vector<fs::path>> oldFilesIn(const fs::path& folder, WallTime before, const Wanted& wanted) {
    std::vector<fs::path> files;
    std::error_code code;
    fs::directory_iterator entry(folder, code);
    if (code == std::errc::no_such_file_or_directory) return files;
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        if (wanted(entry->path().filename().string()) && isOldFile(entry->path(), before))
            files.push_back(entry->path());
    }
    if (code) {
        return failure(folderUnusable("cannot look through the folder " + folder.filename().string() + ": " +
                                      code.message()));
    }
    return files;
}

// "<ledger>.v12.bak", and what SQLite lays beside one that it was killed over.
bool isLedgerCopy(const std::string& name, const std::string& ledger) {
    const auto begin = ledger + ".v";
    if (!name.starts_with(begin)) return false;
    const auto number = name.find_first_not_of("0123456789", begin.size());
    if (number == std::string::npos || number == begin.size()) return false;
    const auto rest = name.substr(number);
    return rest == ".bak" || rest == ".bak-journal" || rest == ".bak-wal" || rest == ".bak-shm";
}

}  // namespace

Result<SweepCount> FolderSweep::run() {
    SweepCount count;
    const auto before = m_clock.wall() - kLeftAlone;
    // A disk that is away must not look like a folder without bodies.
    if (!m_bodies.readable()) return failure(folderUnusable("the folder for bodies is not there"));
    if (const auto beside = m_bodies.besideShelves(before)) {
        count.strange += beside->strange;
        removeFiles(beside->temporary, count.temporary, count);
    } else {
        note(count, beside.error());
    }
    Found found;
    for (unsigned number = 0; number < FileBodyStore::kShelves; ++number) {
        const auto shelf = m_bodies.shelf(number, before);
        if (!shelf) {
            note(count, shelf.error());
            continue;
        }
        if (auto swept = sweepShelf(*shelf, before, found, count); !swept) return failure(swept.error());
    }
    if (const auto removed = removeFound(found, before, count); !removed) return failure(removed.error());
    sweepCopies(before, count);
    emptyJournal(count);
    sweepUploads(m_clock.wall(), count);
    return count;
}

Result<FolderSweep::Owners> FolderSweep::ownersOf(const FileBodyStore::Shelf& shelf) {
    std::vector<Sha256> hashes;
    for (const auto& body : shelf.bodies) hashes.push_back(body.hash);
    for (const auto& body : shelf.aside) hashes.push_back(body.hash);
    Owners owners;
    for (std::size_t from = 0; from < hashes.size(); from += kMaxBodiesAsked) {
        const auto some = std::span(hashes).subspan(from, std::min(kMaxBodiesAsked, hashes.size() - from));
        auto found = m_ledger.ownersOf(some);
        if (!found) return failure(found.error());
        for (auto& owner : *found) owners.emplace(owner.body, owner);
    }
    return owners;
}

Status FolderSweep::sweepShelf(const FileBodyStore::Shelf& shelf, WallTime before, Found& found,
                               SweepCount& count) {
    count.strange += shelf.strange;
    removeFiles(shelf.temporary, count.temporary, count);
    for (const auto& body : shelf.besideHead) {
        if (const auto gone = m_bodies.drop(body))
            ++count.erased;
        else
            note(count, gone.error());
    }
    const auto owners = ownersOf(shelf);
    if (!owners) return failure(owners.error());
    auto bodies = shelf.bodies;
    // Whoever moved it aside died over it, or had another ledger before the eyes: it is looked at like all
    // others.
    for (const auto& body : shelf.aside) {
        const auto back = m_bodies.putBack(body);
        if (!back)
            note(count, back.error());
        else if (std::ranges::find(bodies, body.hash, &FileBodyStore::Lying::hash) == bodies.end())
            bodies.push_back(body);
    }
    for (const auto& body : bodies) {
        ++count.bodies;
        if (auto done = sweepBody(body, *owners, before, found, count); !done) return done;
    }
    return {};
}

Status FolderSweep::sweepBody(const FileBodyStore::Lying& body, const Owners& owners, WallTime before,
                              Found& found, SweepCount& count) {
    const auto [first, last] = owners.equal_range(body.hash);
    if (first != last) {
        // Put back from a copy of the folder, or whoever erased it died and somebody else had taken the mark.
        const bool erased = std::all_of(first, last, [](const auto& each) { return each.second.erased; });
        return erased ? eraseAgain(first->second, count) : Status();
    }
    return body.changedAt < before ? place(body.hash, found, count) : Status();
}

// Whose an old body is that no record names.
Status FolderSweep::place(const Sha256& body, Found& found, SweepCount& count) {
    const auto beginning = m_bodies.beginning(body);
    if (!beginning) {
        note(count, beginning.error());
        return {};
    }
    const auto head = parseEnvelopeHead(*beginning);
    if (!head) {
        if (found.size() < kMostUnnamed) found.headless.push_back(body);
        return {};
    }
    // Counters are never taken out of a ledger: this one was shown another, or one from before it enrolled.
    const auto device = m_ledger.device(head->header.deviceId);
    if (!device) return failure(device.error());
    if (!*device) {
        ++count.foreign;
        return {};
    }
    const auto elsewhere =
        m_ledger.movedAway(head->header.deviceId, head->header.recordId, envelopeHash(*head));
    if (!elsewhere) return failure(elsewhere.error());
    if (*elsewhere)
        ++count.elsewhere;
    else if (found.size() < kMostUnnamed)
        found.unnamed.push_back(body);
    return {};
}

Status FolderSweep::removeFound(const Found& found, WallTime before, SweepCount& count) {
    if (m_unnamed == Unnamed::IfFew && found.size() * kOneUnnamedIn > count.bodies) {
        count.tooMany = found.size();
        return {};
    }
    for (const auto& body : found.unnamed) removeUnnamed(body, before, count);
    if (found.headless.empty()) return {};
    // Half a one of which not even the head came was never taken in. But a whole one that was damaged since
    // looks the same, and then its row would name it: unless that lies in another ledger or another month.
    const auto moved = m_ledger.anyMovedAway();
    if (!moved) return failure(moved.error());
    if (count.foreign > 0 || count.elsewhere > 0 || count.failed > 0 || *moved) {
        count.headless = found.headless.size();
        return {};
    }
    for (const auto& body : found.headless) removeUnnamed(body, before, count);
    return {};
}

Status FolderSweep::eraseAgain(const BodyOwner& owner, SweepCount& count) {
    const auto row = m_ledger.find(owner.deviceId, owner.recordId);
    if (!row) return failure(row.error());
    if (!*row) return {};
    const auto left = m_bodies.beginning(owner.body);
    const auto head = left ? intactHead(*left, (*row)->envelopeHash) : Bytes();
    if (const auto gone = finishErasing(m_bodies, owner.body, head, m_points))
        ++count.erased;
    else
        note(count, gone.error());
    return {};
}

// The counter may send this very envelope again at this moment: then the gateway writes it anew in its place
// and makes its row. Out of its place the file shows by its age which of the two it is.
void FolderSweep::removeUnnamed(const Sha256& body, WallTime before, SweepCount& count) {
    const auto aside = m_bodies.moveAside(body);
    if (!aside) return note(count, aside.error());
    if (!*aside) return;
    m_points.reached(ErasurePoint::MovedAside);
    const bool anew = (*aside)->changedAt >= before;
    const auto done = anew ? m_bodies.putBack(**aside) : m_bodies.dropAside(**aside);
    if (!done)
        note(count, done.error());
    else if (!anew)
        ++count.unnamed;
}

void FolderSweep::removeFiles(const std::vector<fs::path>& files, std::size_t& gone, SweepCount& count) {
    std::set<fs::path> folders;
    for (const auto& file : files) {
        std::error_code code;
        if (fs::remove(file, code)) {
            ++gone;
            folders.insert(file.parent_path());
        } else if (code) {
            note(count, folderUnusable("cannot remove a file: " + code.message()));
        }
    }
    for (const auto& folder : folders) {
        if (const auto synced = syncFolder(folder); !synced) note(count, synced.error());
    }
}

void FolderSweep::sweepCopies(WallTime before, SweepCount& count) {
    const auto ledger = m_paths.ledger.filename().string();
    const auto files = oldFilesIn(m_paths.ledger.parent_path(), before,
                                  [&](const std::string& name) { return isLedgerCopy(name, ledger); });
    if (files)
        removeFiles(*files, count.copies, count);
    else
        note(count, files.error());
}

// What was erased from a page is overwritten in the ledger's file (secure_delete), and its earlier pages lie
// in the write-ahead log until that is written over, which on a quiet gateway may be never.
void FolderSweep::emptyJournal(SweepCount& count) {
    std::error_code code;
    if (fs::file_size(m_paths.ledger.string() + "-wal", code) == 0 || code) return;  // or it is PostgreSQL
    auto database = Database::open(m_paths.ledger, Database::Mode::ReadWrite);
    if (!database) return note(count, database.error());
    const auto busy = database->queryInteger("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!busy) return note(count, busy.error());
    count.journalInUse = *busy != 0;
}

void FolderSweep::sweepUploads(WallTime now, SweepCount& count) {
    const auto files = oldFilesIn(m_paths.parts, now - kUploadLeftAlone, [](const std::string& name) {
        return name.ends_with(".part") || name.find(".part.tmp-") != std::string::npos;
    });
    if (files)
        removeFiles(*files, count.uploads, count);
    else
        note(count, files.error());
}

}  // namespace countersign
