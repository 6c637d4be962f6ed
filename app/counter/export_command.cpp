#include "app/counter/export_command.h"

#include <QCoreApplication>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "store/audit_log.h"
#include "store/device_identity.h"
#include "store/registration_queue.h"
#include "store/spool.h"
#include "store/unsent.h"
#include "sync/contact_keeper.h"
#include "sync/courier_run.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr int kPage = 500;
// Beside the courier's folder on the stick: what it does not carry.
constexpr const char* kKeptFolder = "countersign-kept";

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

// Sealed envelopes that the operator refused, and files that are none any more: as they lie. How many.
Result<int> copyKept(RegistrationQueue& queue, const fs::path& spool, const fs::path& target) {
    std::vector<fs::path> files;
    for (int offset = 0;; offset += kPage) {
        const auto rows = queue.rows(offset, kPage);
        if (!rows) return failure(rows.error());
        for (const auto& row : *rows) {
            const auto file = spool / (row.recordId.hex() + ".envelope");
            std::error_code code;
            if (row.client == ClientState::SetAside && fs::exists(file, code)) files.push_back(file);
        }
        if (rows->size() < static_cast<std::size_t>(kPage)) break;
    }
    std::error_code code;
    for (fs::directory_iterator each(spool / "quarantine", code), end; !code && each != end;
         each.increment(code)) {
        if (each->is_regular_file()) files.push_back(each->path());
    }
    if (files.empty()) return 0;
    fs::create_directories(target, code);
    for (const auto& file : files) {
        if (const auto copied = copyFile(file, target); !copied) return failure(copied.error());
    }
    return static_cast<int>(files.size());
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

// `total`: sealed files that lie here.
int tell(const Options& options, const StickSummary& summary, int kept, std::uint64_t total, Log& log) {
    const auto taken = static_cast<std::uint64_t>(summary.written) + static_cast<std::uint64_t>(kept);
    const auto left = total - std::min(total, taken);
    const bool whole = summary.end == StickEnd::Done && left == 0;
    if (options.form == AnswerForm::Json) {
        std::cout << nlohmann::json{{"schema", "countersign.export/1"},
                                    {"whole", whole},
                                    {"written", summary.written},
                                    {"kept", kept},
                                    {"left", left},
                                    {"folder", options.exportFolder.string()}}
                         .dump()
                  << std::endl;
    } else {
        std::cout << summary.written << " records written to " << options.exportFolder.string()
                  << ", sealed to the operator, which takes them in with countersign-operator courier"
                  << std::endl;
        if (kept > 0)
            std::cout << kept << " that the operator did not take or that are damaged lie in " << kKeptFolder
                      << std::endl;
    }
    if (whole) return 0;
    return failed(log, makeError(ErrorCode::UnsentNotExported,
                                 std::to_string(left) + " are left, because of " +
                                     (summary.error ? "E" + std::to_string(static_cast<int>(*summary.error))
                                      : summary.end == StickEnd::NoRoom   ? "a lack of room"
                                      : summary.end == StickEnd::ReadOnly ? "a folder that can't be written"
                                                                          : "a run that did not end")));
}

}  // namespace

int runExportUnsent(QCoreApplication& application, const Options& options, Log& log) {
    const SystemClock clock;
    NoFaultPoints faults;
    const auto spool = options.state / "queue" / "spool";
    const auto unsent = countUnsent(options.state / "queue");
    if (!unsent) return failed(log, unsent.error());
    // Without an identity and without records there is nothing to lose.
    if (!unsent->any()) return tell(options, {}, 0, 0, log);
    std::error_code code;
    fs::create_directories(options.exportFolder, code);
    auto identity = IdentityFolder(options.state / "identity", {options.tpm, {}}).load();
    if (!identity) return failed(log, identity.error());
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
    const auto kept = copyKept(**queue, spool, options.exportFolder / kKeptFolder);
    if (!kept) return failed(log, kept.error());
    // Receipts that lay in the folder, and opening, have erased what they permit.
    const auto total = countUnsent(settings.folder);
    if (!total) return failed(log, total.error());
    return tell(options, summary, *kept, total->records + total->damaged, log);
}

}  // namespace countersign
