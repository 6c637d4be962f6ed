#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/files.h"
#include "counterMigrations.h"
#include "protocol/envelope.h"
#include "store/audit_log.h"
#include "store/doctor_parts.h"
#include "store/queue_index.h"
#include "store/sequence_mark.h"
#include "store/spool.h"

namespace countersign::doctor {
namespace {

namespace fs = std::filesystem;
using Kind = Look::Kind;
using enum DoctorGrade;
using enum Mending;

constexpr unsigned kOthers = 077;
// A row is a kilobyte, a million registrations are a gigabyte: beyond it somebody else wrote this.
constexpr std::uint64_t kMostDatabaseBytes = std::uint64_t{2} * 1024 * 1024 * 1024;
constexpr std::size_t kPage = 500;
constexpr std::string_view kEnvelope = ".envelope";

std::string count(std::uint64_t number, const char* what) {
    return std::to_string(number) + " " + what;
}

bool isNumbered(std::string_view name, std::string_view before, std::string_view after) {
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after))
        return false;
    const auto digits = name.substr(before.size(), name.size() - before.size() - after.size());
    return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

// "journal-of-<device id>", or of one that could not be told.
bool isOlderJournal(std::string_view name) {
    constexpr std::string_view kBefore = "journal-of-";
    if (!name.starts_with(kBefore)) return false;
    const auto whose = name.substr(kBefore.size());
    return whose == "unknown" || DeviceId::parse(whose).has_value();
}

// What a schema is made of; equal for equal versions.
Result<std::string> schemaOf(Database& database) {
    return database.queryText(
        "SELECT coalesce(group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)), '') FROM "
        "(SELECT type, name, sql FROM sqlite_schema ORDER BY type, name)");
}

class QueueLook {
  public:
    QueueLook(const DoctorSettings& settings, const IdentityFound& identity, Notes& notes)
        : m_settings(settings),
          m_identity(identity),
          m_notes(notes),
          m_report(notes.report),
          m_folder(settings.state / "queue"),
          m_spool(m_folder / "spool", m_points) {}

    void run() {
        const auto look = m_notes.expect(m_folder, Kind::Folder);
        if (look.kind == Kind::Missing) m_notes.add(DoctorCode::FolderMissing, Warning, ByHand, m_folder);
        lookAtSpace(look.kind == Kind::Folder ? m_folder : m_settings.state);
        if (look.kind != Kind::Folder) return;
        judgeMode(m_folder, look);
        lookAround();
        lookAtReserve();
        readMark();
        readJournal();
        lookAtSpool();
        if (const auto copy = copyDatabase(); !copy.empty()) readDatabase(copy);
        judgeOthers();
        judgeMark();
    }

  private:
    void judgeMode(const fs::path& path, const Look& look) {
        if ((look.mode & kOthers) != 0) m_notes.add(DoctorCode::Exposed, Warning, AtStart, path);
    }

    // Everything that lies in the queue's folder.
    void lookAround() {
        static const std::set<std::string, std::less<>> kKnown{
            "queue.db", "queue.db-wal", "queue.db-shm", "queue.db-journal", "sequence", "lock", "reserve",
            "journal",  "spool",        "device"};
        std::uint64_t interrupted = 0, unknown = 0;
        const bool read = forEachEntry(m_folder, [&](const std::string& name) {
            if (kKnown.contains(name)) return;
            if (isInterruptedWrite(name)) {
                ++interrupted;
            } else if (isNumbered(name, "queue.broken-", ".db")) {
                m_notes.add(DoctorCode::DatabaseSetAside, Note, ByHand, m_folder / name);
                m_indexWasLost = true;
            } else if (isNumbered(name, "queue.broken-", ".db-wal") ||
                       isNumbered(name, "queue.broken-", ".db-shm")) {
                return;  // part of one that was set aside
            } else if (isNumbered(name, "journal.broken-", "")) {
                m_notes.add(DoctorCode::JournalSetAside, Note, ByHand, m_folder / name);
            } else if (isOlderJournal(name)) {
                return;  // of before this counter was enrolled anew
            } else if (isNumbered(name, "queue.db.v", ".bak")) {
                ++m_report.backups;
            } else {
                ++unknown;
            }
        });
        if (!read) m_notes.add(DoctorCode::Unreadable, Bad, ByHand, m_folder);
        if (interrupted > 0)
            m_notes.add(DoctorCode::InterruptedWrite, Note, AtStart, m_folder, count(interrupted, "files"));
        if (unknown > 0)
            m_notes.add(DoctorCode::UnknownFile, Note, ByHand, m_folder, count(unknown, "files"));
    }

    void lookAtSpace(const fs::path& where) {
        std::error_code error;
        const auto space = fs::space(where, error);
        m_report.freeBytes = error ? 0 : space.available;
        if (m_report.freeBytes < m_settings.freeSpaceLimit)
            m_notes.add(DoctorCode::SpaceLow, Warning, ByHand, where,
                        count(m_report.freeBytes / 1'000'000, "MB free"));
    }

    void lookAtReserve() {
        const auto reserve = m_notes.expect(m_folder / "reserve", Kind::File);
        const bool ours = reserve.kind == Kind::Missing || reserve.kind == Kind::File;
        if (ours && std::min(reserve.bytes, reserve.bytesOnDisk) < m_settings.reserveBytes)
            m_notes.add(DoctorCode::ReserveMissing, Note, ByHand, m_folder / "reserve");
    }

    void readMark() {
        m_markLook = m_notes.expect(m_folder / "sequence", Kind::File);
        if (m_markLook.kind == Kind::File) m_mark = readSequenceMark(m_folder / "sequence");
    }

    void readJournal() {
        const auto file = m_folder / "journal";
        m_journalLook = m_notes.expect(file, Kind::File);
        if (m_journalLook.kind != Kind::File) return;
        auto contents = AuditLog::read(file);
        if (!contents) {
            m_notes.add(DoctorCode::Unreadable, Bad, ByHand, file);
            return;
        }
        if (contents->damaged) {
            m_notes.add(DoctorCode::JournalDamaged, Bad, AtStart, file,
                        "after line " + std::to_string(contents->head.count));
        } else if (contents->goodBytes < m_journalLook.bytes) {
            m_notes.add(DoctorCode::JournalCutOff, Note, AtStart, file);
        }
        m_report.journalLines = contents->head.count;
        m_journalBefore = contents->before.count;
        AuditHead head = contents->before;
        for (const auto& line : contents->lines) {
            head = sealAuditLine(head, line);
            m_seals.push_back(head.seal);
        }
        m_journalRead = true;
    }

    void lookAtSpool() {
        const auto folder = m_folder / "spool";
        const auto look = m_notes.expect(folder, Kind::Folder);
        if (look.kind != Kind::Folder) return;
        judgeMode(folder, look);
        std::uint64_t interrupted = 0, unknown = 0;
        const bool read = forEachEntry(folder, [&](const std::string& name) {
            if (name == "quarantine") return;
            if (isInterruptedWrite(name)) {
                ++interrupted;
                return;
            }
            const fs::path path(name);
            const auto id =
                path.extension() == kEnvelope ? RecordId::parse(path.stem().string()) : std::nullopt;
            if (!id) {
                ++unknown;
                return;
            }
            const auto file = m_notes.expect(folder / name, Kind::File);
            if (file.kind != Kind::File) {
                m_notFiles.insert(*id);
                return;
            }
            m_files.emplace(*id, file.bytes);
            ++m_report.payloads;
            m_report.payloadBytes += file.bytes;
        });
        if (!read) m_notes.add(DoctorCode::Unreadable, Bad, ByHand, folder);
        if (interrupted > 0)
            m_notes.add(DoctorCode::InterruptedWrite, Note, AtStart, folder, count(interrupted, "files"));
        if (unknown > 0) m_notes.add(DoctorCode::UnknownFile, Note, ByHand, folder, count(unknown, "files"));
        const auto quarantine = folder / "quarantine";
        if (m_notes.expect(quarantine, Kind::Folder).kind != Kind::Folder) return;
        if (!forEachEntry(quarantine, [&](const std::string&) { ++m_report.quarantined; }))
            m_notes.add(DoctorCode::Unreadable, Bad, ByHand, quarantine);
        if (m_report.quarantined > 0)
            m_notes.add(DoctorCode::Quarantined, Warning, ByHand, quarantine,
                        count(m_report.quarantined, "files"));
    }

    // Looked at in a copy: opening the real one would take part in its log and make files beside it.
    fs::path copyDatabase() {
        const auto file = m_folder / "queue.db", log = m_folder / "queue.db-wal";
        const auto look = m_notes.expect(file, Kind::File), logLook = m_notes.expect(log, Kind::File);
        if (look.kind == Kind::Missing && (!m_files.empty() || m_mark))
            m_notes.add(DoctorCode::DatabaseMissing, Warning, AtStart, file);
        if (look.kind != Kind::File || (logLook.kind != Kind::File && logLook.kind != Kind::Missing))
            return {};
        if (std::max(look.bytes, logLook.bytes) > kMostDatabaseBytes) {
            m_notes.add(DoctorCode::TooLarge, Bad, ByHand, file);
            return {};
        }
        std::error_code error;
        if (m_scratch.path().empty()) error = std::make_error_code(std::errc::permission_denied);
        const auto copy = m_scratch.path() / "queue.db";
        if (!error) fs::copy_file(file, copy, error);
        if (!error && logLook.kind == Kind::File) fs::copy_file(log, copy.string() + "-wal", error);
        if (!error) return copy;
        m_notes.add(DoctorCode::Unreadable, Bad, ByHand, file, error.message());
        return {};
    }

    void damagedDatabase(const std::string& detail) {
        m_notes.add(DoctorCode::DatabaseDamaged, Bad, AtStart, m_folder / "queue.db", detail);
    }

    // False: not to be looked into any further.
    bool judgeDatabase(const fs::path& copy) {
        const auto file = m_folder / "queue.db";
        const auto migrations = counterMigrations();
        m_report.newestSchema = static_cast<std::int64_t>(migrations.size());
        auto database = Database::open(copy, Database::Mode::ReadWrite);
        const auto quick = database ? database->quickCheck() : Result<std::string>(failure(database.error()));
        const auto version = quick ? database->queryInteger("PRAGMA user_version")
                                   : Result<std::int64_t>(failure(quick.error()));
        if (!version || *quick != "ok" || *version < 0) {
            damagedDatabase(!version ? version.error().detail : *quick);
            return false;
        }
        m_report.schemaVersion = *version;
        if (*version > m_report.newestSchema) {
            m_notes.add(DoctorCode::DatabaseNewer, Bad, ByHand, file, "schema " + std::to_string(*version));
            return false;
        }
        // Tables, indexes and nothing else: what a stranger's views and triggers would do is not tried out.
        const auto modelFile = m_scratch.path() / "model.db";
        auto model = Database::open(modelFile, Database::Mode::ReadWrite);
        const auto made =
            model ? migrate(*model, modelFile, migrations.first(static_cast<std::size_t>(*version)))
                  : Status(failure(model.error()));
        const auto wanted = made ? schemaOf(*model) : Result<std::string>(failure(made.error()));
        const auto found = schemaOf(*database);
        if (!wanted || !found || *wanted != *found) {
            m_notes.add(DoctorCode::DatabaseForeign, Bad, ByHand, file, "schema " + std::to_string(*version));
            return false;
        }
        const auto whole = database->queryText("PRAGMA integrity_check(1)");
        if (!whole || *whole != "ok")
            m_notes.add(DoctorCode::DatabaseInconsistent, Bad, ByHand, file,
                        whole ? *whole : whole.error().detail);
        if (*version < m_report.newestSchema)
            m_notes.add(DoctorCode::DatabaseOlder, Note, AtStart, file, "schema " + std::to_string(*version));
        return true;
    }

    void readDatabase(const fs::path& copy) {
        if (!judgeDatabase(copy)) return;
        m_index = QueueIndex::open(copy, m_points, nullptr);
        if (!*m_index) {
            damagedDatabase(m_index->error().detail);
            m_index.reset();
            return;
        }
        auto& index = **m_index;
        for (std::uint64_t after = 0;;) {
            const auto page = index.after(after, kPage);
            if (!page) return damagedDatabase(page.error().detail);
            if (page->empty()) break;
            for (const auto& row : *page) judgeRow(row);
            after = page->back().row.sequence;
        }
        if (m_report.rowsByState.contains("set_aside"))
            m_notes.add(DoctorCode::RecordsSetAside, Note, ByHand, m_folder / "queue.db",
                        count(m_report.rowsByState.at("set_aside"), "records"));
        const auto highest = index.highestSequence();
        const auto last = index.lastSaved();
        if (!highest || !last) return damagedDatabase("numbers can't be read");
        m_highest = *highest;
        m_last = *last;
    }

    void judgeRow(const IndexRow& index) {
        const auto& row = index.row;
        ++m_rows;
        ++m_report.rowsByState[std::string(clientStateName(row.client))];
        const auto file = m_files.find(row.recordId);
        const bool there = file != m_files.end();
        const bool wanted = row.client == ClientState::Waiting || row.client == ClientState::Sending;
        const bool over = row.client == ClientState::Sent || row.client == ClientState::Withdrawn;
        const auto where = row.recordId.shortCode();
        if (there && over) {
            m_notes.add(DoctorCode::PayloadLeftOver, Note, AtStart, where);
        } else if (there && row.payloadBytes == 0) {
            // Said to be gone: by the record's own bytes it is back.
            judgePayload(index);
            const auto bytes = m_spool.read(row.recordId);
            if (bytes && sha256Of(*bytes) == index.fileHash)
                m_notes.add(DoctorCode::PayloadBack, Warning, AtStart, where, numberText(row.sequence));
        } else if (there) {
            judgePayload(index);
        } else if (m_notFiles.contains(row.recordId)) {
            // Told already.
        } else if (wanted || (!over && row.payloadBytes > 0)) {
            m_notes.add(DoctorCode::PayloadMissing, Bad, row.payloadBytes > 0 ? AtStart : ByHand, where,
                        numberText(row.sequence));
        } else if (row.payloadBytes > 0) {
            // Erased just before the row could say so.
            m_notes.add(DoctorCode::PayloadLeftOver, Note, AtStart, where, "only its row");
        }
        if (there) m_files.erase(file);
        m_sequences.insert(row.sequence);
        m_hashes.emplace(index.envelopeHash, row.sequence);
        m_before = index.envelopeHash;
    }

    static std::string numberText(std::uint64_t sequence) { return "number " + std::to_string(sequence); }

    void judgePayload(const IndexRow& index) {
        const auto where = index.row.recordId.shortCode();
        if (m_files.at(index.row.recordId) > Spool::kLargestEnvelope) {
            m_notes.add(DoctorCode::TooLarge, Bad, ByHand, where);
            return;
        }
        const auto bytes = m_spool.read(index.row.recordId);
        if (!bytes) {
            m_notes.add(DoctorCode::Unreadable, Bad, ByHand, where);
            return;
        }
        const bool waits =
            index.row.client == ClientState::Waiting || index.row.client == ClientState::Sending;
        const auto damaged = [&](const char* detail) {
            m_notes.add(DoctorCode::PayloadDamaged, Bad, waits ? AtStart : ByHand, where, detail);
        };
        if (sha256Of(*bytes) != index.fileHash) return damaged("differs from what was saved");
        const auto envelope = parseEnvelope(*bytes);
        if (!envelope) {
            // What was saved, and no envelope: the operator will say so.
            m_notes.add(DoctorCode::PayloadForeign, Bad, ByHand, where, "not an envelope");
            return;
        }
        const auto& header = envelope->header;
        if (header.recordId != index.row.recordId || header.sequence != index.row.sequence ||
            header.deviceId != index.deviceId) {
            m_notes.add(DoctorCode::PayloadForeign, Bad, ByHand, where, "differs from its row");
        }
        judgeSignature(*envelope, where);
        judgeChain(header, where);
        judgeAudit(header, where);
    }

    void judgeSignature(const Envelope& envelope, const std::string& where) {
        if (m_identity.deviceId && envelope.header.deviceId != *m_identity.deviceId) {
            m_notes.add(DoctorCode::PayloadForeign, Warning, ByHand, where, "of another counter");
            return;
        }
        if (!m_identity.key) return;
        ++m_report.signaturesChecked;
        if (!verifyEnvelope(envelope, *m_identity.key))
            m_notes.add(DoctorCode::PayloadForeign, Bad, ByHand, where, "signature does not fit");
    }

    void judgeChain(const EnvelopeHeader& header, const std::string& where) {
        if (header.previousHash == m_before) return;
        const auto known = m_hashes.find(header.previousHash);
        if (known != m_hashes.end() || (header.previousHash == Sha256{} && m_rows > 1)) {
            const auto from = known == m_hashes.end() ? 0 : known->second;
            m_notes.add(DoctorCode::ChainDiffers, Warning, ByHand, where,
                        "goes on from number " + std::to_string(from));
        } else {
            // Rows of sent records go with an index that is made anew.
            m_notes.add(DoctorCode::ChainDiffers, m_indexWasLost ? Note : Warning, ByHand, where,
                        "the record before it is not in the index");
        }
    }

    void judgeAudit(const EnvelopeHeader& header, const std::string& where) {
        if (!header.audit || !m_journalRead || header.audit->count <= m_journalBefore) return;
        const auto place = header.audit->count - m_journalBefore;
        if (place > m_seals.size() || m_seals[place - 1] != header.audit->seal)
            m_notes.add(DoctorCode::JournalDiffers, Warning, ByHand, where,
                        "line " + std::to_string(header.audit->count));
    }

    // Payloads that no row claims.
    void judgeOthers() {
        for (const auto& [id, size] : m_files) {
            const auto where = id.shortCode();
            if (size > Spool::kLargestEnvelope) {
                m_notes.add(DoctorCode::TooLarge, Bad, ByHand, where);
                continue;
            }
            const auto bytes = m_spool.read(id);
            const auto envelope = bytes ? parseEnvelope(*bytes) : Result<Envelope>(failure(bytes.error()));
            if (!envelope || envelope->header.recordId != id) {
                m_notes.add(DoctorCode::PayloadUnreadable, Warning, AtStart, where);
                continue;
            }
            judgeSignature(*envelope, where);
            if (!m_sequences.insert(envelope->header.sequence).second) {
                m_notes.add(DoctorCode::NumberTwice, Bad, AtStart, where,
                            numberText(envelope->header.sequence));
            } else if (m_index) {
                m_notes.add(DoctorCode::PayloadUnclaimed, Note, AtStart, where,
                            numberText(envelope->header.sequence));
            }
            m_highest = std::max(m_highest, envelope->header.sequence);
        }
    }

    void judgeMark() {
        const auto file = m_folder / "sequence";
        m_report.lastNumber = std::max(m_highest, m_mark ? m_mark->lastReserved : 0);
        if (m_index) m_report.unusedNumbers = m_report.lastNumber - std::min(m_report.lastNumber, m_rows);
        const bool used = m_highest > 0;
        if (!m_mark && m_markLook.kind == Kind::File) {
            m_notes.add(DoctorCode::MarkUnusable, used ? Warning : Note, used ? AtStart : ByHand, file);
        } else if (!m_mark && m_markLook.kind == Kind::Missing && used) {
            m_notes.add(DoctorCode::MarkUnusable, Warning, AtStart, file, "missing");
        }
        if ((m_journalLook.kind == Kind::Missing) && (used || m_mark))
            m_notes.add(DoctorCode::JournalMissing, Warning, AtStart, m_folder / "journal");
        if (!m_mark || !m_index) return;
        if (m_mark->lastReserved < m_highest || m_mark->lastSaved < m_last.sequence) {
            m_notes.add(DoctorCode::MarkBehind, Note, AtStart, file);
        } else if (m_mark->lastSaved == m_last.sequence && m_mark->lastSavedHash != m_last.hash) {
            m_notes.add(DoctorCode::ChainDiffers, Bad, ByHand, file, "names another record of this number");
        } else if (m_mark->lastSaved > m_last.sequence) {
            m_notes.add(DoctorCode::ChainDiffers, m_indexWasLost ? Note : Warning, ByHand, file,
                        "the index ends at number " + std::to_string(m_last.sequence) + ", the mark at " +
                            std::to_string(m_mark->lastSaved));
        }
    }

    const DoctorSettings& m_settings;
    const IdentityFound& m_identity;
    Notes& m_notes;
    DoctorReport& m_report;
    fs::path m_folder;
    NoFaultPoints m_points;
    Spool m_spool;
    ScratchFolder m_scratch;
    Look m_markLook, m_journalLook;
    std::optional<SequenceMark> m_mark;
    bool m_journalRead = false;
    bool m_indexWasLost = false;  // a broken one was set aside some time
    std::uint64_t m_journalBefore = 0;
    std::vector<Sha256> m_seals;                // of the journal's lines, from m_journalBefore on
    std::map<RecordId, std::uint64_t> m_files;  // payloads that no row claimed yet, with their size
    std::set<RecordId> m_notFiles;
    std::optional<Result<QueueIndex>> m_index;  // of the copy
    std::uint64_t m_rows = 0, m_highest = 0;
    QueueIndex::LastSaved m_last;
    std::set<std::uint64_t> m_sequences;
    std::map<Sha256, std::uint64_t> m_hashes;  // of the rows so far, by seal
    Sha256 m_before{};                         // of the row before
};

}  // namespace

void examineQueue(const DoctorSettings& settings, const IdentityFound& identity, Notes& notes) {
    QueueLook(settings, identity, notes).run();
}

}  // namespace countersign::doctor
