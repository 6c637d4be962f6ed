#include "app/counter/export_command.h"

#include <QCoreApplication>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "core/files.h"
#include "protocol/courier.h"
#include "store/audit_log.h"
#include "store/device_identity.h"
#include "store/folder_lock.h"
#include "store/registration_queue.h"
#include "store/spool.h"
#include "store/unsent.h"
#include "sync/contact_keeper.h"
#include "sync/courier_run.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr int kPage = 500;

int failed(Log& log, const Error& error) {
    log.error("export", describe(error));
    std::cerr << "countersign: " << describe(error)
              << "\nNothing was erased. The help page \"errors\" says what to "
                 "do.\n";
    return 1;
}

Status copyFile(const fs::path& from, const fs::path& folder) {
    const auto bytes = readFile(from, Spool::kLargestEnvelope);
    if (!bytes) return failure(bytes.error());
    return writeFileDurably(folder / from.filename(), *bytes);
}

bool within(const fs::path& folder, const fs::path& other) {
    std::error_code code;
    const auto inner = fs::weakly_canonical(fs::absolute(folder), code);
    const auto outer = fs::weakly_canonical(fs::absolute(other), code);
    return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

std::vector<fs::path> quarantined(const fs::path& spool) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator each(spool / "quarantine", code), end; !code && each != end;
         each.increment(code)) {
        std::error_code ignored;
        if (each->is_regular_file(ignored) && !each->is_symlink(ignored)) files.push_back(each->path());
    }
    return files;
}

struct Copied {
    int files = 0;
    std::string failure{};  // why the first of the others was not; empty: there are none
    void notAll(std::string why) {
        if (failure.empty()) failure = std::move(why);
    }
};

// One that can't be read keeps none of the others here.
Copied copyFiles(std::vector<fs::path> files, const fs::path& target) {
    Copied copied;
    if (files.empty()) return copied;
    std::error_code code;
    // Whoever lent the stick says nothing of where the records go.
    if (fs::is_symlink(fs::symlink_status(target, code))) {
        copied.notAll(target.filename().string() + ", which is a link");
        return copied;
    }
    fs::create_directories(target, code);
    if (code) {
        copied.notAll(target.filename().string() + ", which can't be made: " + code.message());
        return copied;
    }
    std::ranges::sort(files);
    for (const auto& file : files) {
        if (const auto done = copyFile(file, target); done)
            ++copied.files;
        else
            copied.notAll("files that could not be copied, the first " + file.filename().string() + ": " +
                          describe(done.error()));
    }
    return copied;
}

// Sealed envelopes that the operator refused, and files that are none any more: as they lie.
Copied copyKept(RegistrationQueue& queue, const fs::path& spool, const fs::path& target) {
    auto files = quarantined(spool);
    std::optional<Error> unread;
    for (int offset = 0;; offset += kPage) {
        const auto rows = queue.rows(offset, kPage);
        if (!rows) {
            unread = rows.error();
            break;
        }
        for (const auto& row : *rows) {
            const auto file = spool / (row.recordId.hex() + std::string(kEnvelopeFileSuffix));
            std::error_code code;
            if (row.client == ClientState::SetAside && fs::exists(file, code)) files.push_back(file);
        }
        if (rows->size() < static_cast<std::size_t>(kPage)) break;
    }
    auto copied = copyFiles(std::move(files), target);
    if (unread) copied.notAll("a list that can't be read: " + describe(*unread));
    return copied;
}

// All that lie in the spool, without the queue's index, which only a counter with a key opens.
std::vector<fs::path> envelopesIn(const fs::path& spool) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator each(spool, code), end; !code && each != end; each.increment(code)) {
        std::error_code ignored;
        const auto& file = each->path();
        if (file.extension() == kEnvelopeFileSuffix && RecordId::parse(file.stem().string()) &&
            each->is_regular_file(ignored) && !each->is_symlink(ignored))
            files.push_back(file);
    }
    return files;
}

struct Around {
    const Clock& clock;
    Log& log;
    FaultPoints& faults;
};

// As the window does: the journal of this enrolment, which goes on after what the operator holds.
Result<AuditLog> openJournal(RegistrationQueue& queue, const DeviceIdentity& identity, const fs::path& file,
                             const Around& around) {
    // A full disk must not keep here what waits.
    auto another = queue.belongTo(identity.deviceId);
    if (!another && another.error().code == ErrorCode::DiskFull && queue.giveUpReserve())
        another = queue.belongTo(identity.deviceId);
    if (!another) return failure(another.error());
    const auto memory = queue.memory();
    if (!memory) return failure(memory.error());
    const auto open = [&] {
        return AuditLog::open(file, around.clock, around.log, &around.faults, memory->auditHeld);
    };
    auto journal = open();
    if (!journal && journal.error().code == ErrorCode::DiskFull && queue.giveUpReserve()) journal = open();
    return journal;
}

struct Exported {
    int written = 0, kept = 0;
    std::uint64_t total = 0;       // sealed files that lie here
    std::string brokeOff;          // why the run did not come to its end; empty: it did
    std::optional<Error> noKey{};  // why the whole of it is not signed
};

int tell(const Options& options, const Exported& exported, Log& log) {
    const auto taken =
        static_cast<std::uint64_t>(exported.written) + static_cast<std::uint64_t>(exported.kept);
    const auto left = exported.total - std::min(exported.total, taken);
    const bool whole = exported.brokeOff.empty() && left == 0;
    if (options.form == AnswerForm::Json) {
        std::cout << nlohmann::json{{"schema", "countersign.export/1"},
                                    {"whole", whole},
                                    {"written", exported.written},
                                    {"kept", exported.kept},
                                    {"left", left},
                                    {"signed", !exported.noKey},
                                    {"folder", options.exportFolder.string()}}
                         .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << std::endl;
    } else {
        std::cout << exported.written << " records written to " << options.exportFolder.string()
                  << ", sealed to the operator, which takes them in with countersign-operator courier"
                  << std::endl;
        if (exported.kept > 0)
            std::cout << exported.kept << " that the operator did not take or that are damaged lie in "
                      << kEnvelopesFolder << std::endl;
    }
    if (exported.noKey)
        std::cerr << "countersign: this counter's key can't be used: " << describe(*exported.noKey)
                  << "\nEach record is signed and sealed as it was saved, but nothing signs them all "
                     "together: the folder alone does not show whether one of them was taken out. No journal "
                     "goes along."
                  << std::endl;
    if (whole) return 0;
    return failed(
        log, makeError(ErrorCode::UnsentNotExported,
                       std::to_string(left) + " are left, because of " +
                           (exported.brokeOff.empty() ? "files that came meanwhile" : exported.brokeOff)));
}

std::string whyBrokenOff(const StickSummary& summary) {
    if (summary.end == StickEnd::Done && !summary.error) return {};
    if (summary.error) return "E" + std::to_string(static_cast<int>(*summary.error));
    if (summary.end == StickEnd::NoRoom) return "a lack of room";
    if (summary.end == StickEnd::ReadOnly) return "a folder that can't be written";
    return summary.end == StickEnd::Done ? "" : "a run that did not end";
}

// A key that is broken keeps nothing here: envelopes are signed one by one.
int exportWithoutKey(const Options& options, const Error& noKey, Log& log) {
    const auto spool = options.state / "queue" / "spool";
    log.warn("export", "without the key: " + describe(noKey));
    // A counter at work, whose key is good, is not the one to be emptied so.
    const auto lock = FolderLock::takeIfThere(options.state / "queue" / "lock");
    if (!lock) return failed(log, lock.error());
    Exported exported;
    exported.noKey = noKey;
    const auto target = options.exportFolder / kEnvelopesFolder;
    const auto written = copyFiles(envelopesIn(spool), target);
    const auto kept = copyFiles(quarantined(spool), target);
    const auto total = countUnsent(options.state / "queue");
    if (!total) return failed(log, total.error());
    exported.written = written.files;
    exported.kept = kept.files;
    exported.brokeOff = written.failure.empty() ? kept.failure : written.failure;
    exported.total = total->records + total->damaged;
    return tell(options, exported, log);
}

}  // namespace

int runExportUnsent(QCoreApplication& application, const Options& options, Log& log) {
    const SystemClock clock;
    NoFaultPoints faults;
    const auto spool = options.state / "queue" / "spool";
    const auto unsent = countUnsent(options.state / "queue");
    if (!unsent) return failed(log, unsent.error());
    // Without an identity and without records there is nothing to lose.
    if (!unsent->any()) return tell(options, {}, log);
    if (within(options.exportFolder, options.state))
        return tell(options,
                    {0,
                     0,
                     unsent->records + unsent->damaged,
                     "a folder of the counter's own, which goes with it",
                     {}},
                    log);
    std::error_code code;
    fs::create_directories(options.exportFolder, code);
    if (code)
        return tell(
            options,
            {0, 0, unsent->records + unsent->damaged, "a folder that can't be made: " + code.message(), {}},
            log);
    auto identity = IdentityFolder(options.state / "identity", {options.tpm, {}}).load();
    if (!identity) return exportWithoutKey(options, identity.error(), log);
    QueueSettings settings;
    settings.folder = options.state / "queue";
    auto queue = RegistrationQueue::open(settings, clock, log, faults);
    if (!queue) return failed(log, queue.error());
    auto journal = openJournal(**queue, *identity, settings.folder / "journal", {clock, log, faults});
    if (!journal) return failed(log, journal.error());
    ContactKeeper keeper(**queue, *journal, *identity, COUNTERSIGN_VERSION, clock, log, &faults);
    CourierRun run(**queue, keeper, *identity, log, options.exportFolder, StickTask::TakeAndCopyAll);
    StickSummary summary;
    QObject::connect(&run, &CourierRun::finished, &application, [&](const StickSummary& told) {
        summary = told;
        QCoreApplication::exit(0);
    });
    QMetaObject::invokeMethod(&application, [&run] { run.start(); }, Qt::QueuedConnection);
    QCoreApplication::exec();
    const auto kept = copyKept(**queue, spool, options.exportFolder / kEnvelopesFolder);
    // Receipts that lay in the folder, and opening, have erased what they permit.
    const auto total = countUnsent(settings.folder);
    if (!total) return failed(log, total.error());
    auto why = whyBrokenOff(summary);
    if (why.empty()) why = kept.failure;
    return tell(options, {summary.written, kept.files, total->records + total->damaged, std::move(why), {}},
                log);
}

}  // namespace countersign
