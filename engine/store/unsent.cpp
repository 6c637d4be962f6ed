#include "store/unsent.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/ids.h"
#include "counterMigrations.h"
#include "store/doctor_files.h"
#include "store/spool.h"
#include "store/sqlite_database.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnvelope = ".envelope";

// Every regular file of a folder; a missing folder has none.
template <class Visit>
Status forEachFile(const fs::path& folder, Visit visit) {
    std::error_code code;
    if (!fs::exists(folder, code) && (!code || code == std::errc::no_such_file_or_directory)) return {};
    fs::directory_iterator each(folder, code), end;
    for (; !code && each != end; each.increment(code)) {
        struct stat info{};
        // Gone meanwhile: the counter runs and has its receipt.
        if (::lstat(each->path().c_str(), &info) != 0 && errno == ENOENT) continue;
        if (S_ISREG(info.st_mode)) visit(each->path(), info);
    }
    if (code) return failure(spoolUnusableError(folder.filename().string() + ": " + code.message()));
    return {};
}

// By which a file that was written meanwhile shows.
using Stamp = std::tuple<ino_t, off_t, time_t, long>;

Stamp stampOf(const fs::path& file) {
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) return {};
    return {info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

// Database and log of the same moment; a counter that writes all the while gets one more try.
std::error_code copyBoth(const fs::path& file, const fs::path& log, const fs::path& copy) {
    std::error_code code;
    const auto copiedLog = copy.string() + "-wal";
    for (int i = 0; i < 2; ++i) {
        const std::pair before{stampOf(file), stampOf(log)};
        fs::copy_file(file, copy, fs::copy_options::overwrite_existing, code);
        if (!code && fs::exists(log, code))
            fs::copy_file(log, copiedLog, fs::copy_options::overwrite_existing, code);
        else if (!code)
            fs::remove(copiedLog, code);
        // Gone between the look and the copy is a change, too.
        if (std::pair{stampOf(file), stampOf(log)} == before) break;
    }
    return code;
}

}  // namespace

Result<Unsent> countUnsent(const fs::path& queueFolder) {
    Unsent unsent;
    const auto spool = queueFolder / "spool";
    auto read = forEachFile(spool, [&](const fs::path& file, const struct stat& info) {
        if (file.extension() != kEnvelope || !RecordId::parse(file.stem().string())) return;
        ++unsent.records;
        unsent.bytes += static_cast<std::uint64_t>(info.st_size);
        const auto written = std::chrono::system_clock::from_time_t(info.st_mtim.tv_sec);
        if (!unsent.oldest || written < *unsent.oldest) unsent.oldest = written;
    });
    if (read)
        read =
            forEachFile(spool / "quarantine", [&](const fs::path&, const struct stat&) { ++unsent.damaged; });
    if (!read) return failure(read.error());
    return unsent;
}

Result<QueueSchema> queueSchema(const fs::path& queueFolder) {
    QueueSchema schema;
    schema.newest = static_cast<std::int64_t>(counterMigrations().size());
    const auto file = queueFolder / "queue.db", log = queueFolder / "queue.db-wal";
    std::error_code code;
    if (!fs::exists(file, code)) {
        if (code && code != std::errc::no_such_file_or_directory)
            return failure(spoolUnusableError("queue.db: " + code.message()));
        return schema;
    }
    // Opening the real one would take part in its log and make files beside it. Not in memory, where a
    // system's temporary folder may be: a queue grows.
    const doctor::ScratchFolder scratch("/var/tmp");
    const auto copy = scratch.path() / "queue.db";
    if (scratch.path().empty())
        code = std::make_error_code(std::errc::permission_denied);
    else
        code = copyBoth(file, log, copy);
    if (code) return failure(spoolUnusableError("queue.db: " + code.message()));
    auto database = Database::open(copy, Database::Mode::ReadWrite);
    if (!database) return failure(database.error());
    const auto version = database->queryInteger("PRAGMA user_version");
    if (!version) return failure(version.error());
    schema.onDisk = *version;
    return schema;
}

}  // namespace countersign
