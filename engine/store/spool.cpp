#include "store/spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/files.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".envelope";

Error spoolUnusable(const std::string& what) {
    return spoolUnusableError("spool folder: " + what);
}

Status makePrivateFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error == std::errc::no_space_on_device) return failure(diskFullError());
    if (error) return failure(spoolUnusable(error.message()));
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return failure(spoolUnusable(error.message()));
    return {};
}

Result<std::vector<Spool::Entry>> entriesOf(const fs::path& folder) {
    std::vector<Spool::Entry> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() != kExtension) continue;
        const auto id = RecordId::parse(it->path().stem().string());
        if (!id) continue;
        std::error_code gone;
        const auto bytes = fs::file_size(it->path(), gone);
        entries.push_back({*id, gone ? 0 : bytes});
    }
    if (error) return failure(spoolUnusable(error.message()));
    return entries;
}

}  // namespace

Error spoolUnusableError(std::string detail) {
    return makeError(ErrorCode::SpoolUnusable, std::move(detail));
}

bool isInterruptedWrite(std::string_view fileName) {
    // "<name>.tmp-XXXXXX"
    constexpr std::string_view kMark = ".tmp-";
    constexpr std::size_t kRandom = 6;
    const auto at = fileName.rfind(kMark);
    return at != std::string_view::npos && at > 0 && fileName.size() == at + kMark.size() + kRandom;
}

Result<int> removeInterruptedWrites(const fs::path& folder) {
    int removed = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (!isInterruptedWrite(it->path().filename().string())) continue;
        if (::unlink(it->path().c_str()) == 0) ++removed;
    }
    if (error) return failure(spoolUnusable(error.message()));
    return removed;
}

Spool::Spool(fs::path folder, FaultPoints& faults) : m_folder(std::move(folder)), m_faults(faults) {}

fs::path Spool::fileOf(RecordId recordId) const {
    return m_folder / (recordId.hex() + std::string(kExtension));
}

fs::path Spool::quarantinedFileOf(RecordId recordId) const {
    return m_folder / "quarantine" / (recordId.hex() + std::string(kExtension));
}

Result<int> Spool::open() {
    if (const auto made = makePrivateFolder(m_folder); !made) return failure(made.error());
    if (const auto made = makePrivateFolder(m_folder / "quarantine"); !made) return failure(made.error());
    return removeInterruptedWrites(m_folder);
}

Status Spool::write(RecordId recordId, ByteView envelope) {
    m_faults.reached(FaultPoint::SpoolWriting);
    auto written = writeFileDurably(fileOf(recordId), envelope);
    if (written) m_faults.reached(FaultPoint::SpoolWritten);
    return written;
}

Result<Bytes> Spool::read(RecordId recordId) const {
    return readFile(fileOf(recordId), kLargestEnvelope);
}

Result<Bytes> Spool::readAgain(RecordId recordId) const {
    const int fd = ::open(fileOf(recordId).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ::close(fd);
    }
    return read(recordId);
}

Status Spool::erase(std::span<const RecordId> records) {
    bool any = false;
    for (const auto& recordId : records) {
        m_faults.reached(FaultPoint::PayloadErasing);
        if (::unlink(fileOf(recordId).c_str()) == 0) {
            any = true;
            m_faults.reached(FaultPoint::PayloadErased);
        } else if (errno != ENOENT) {
            return failure(spoolUnusable(std::strerror(errno)));
        }
    }
    return any ? durable() : Status();
}

Status Spool::erase(RecordId recordId) {
    return erase({&recordId, 1});
}

Status Spool::eraseEverywhere(std::span<const RecordId> records) {
    bool any = false;
    for (const auto& recordId : records) {
        if (::unlink(quarantinedFileOf(recordId).c_str()) == 0) {
            any = true;
        } else if (errno != ENOENT) {
            return failure(spoolUnusable(std::strerror(errno)));
        }
    }
    if (any) {
        if (const auto synced = syncFolder(m_folder / "quarantine"); !synced)
            return failure(spoolUnusable(synced.error().detail));
    }
    return erase(records);
}

Status Spool::durable() const {
    if (const auto synced = syncFolder(m_folder); !synced)
        return failure(spoolUnusable(synced.error().detail));
    return {};
}

Status Spool::quarantine(RecordId recordId) {
    m_faults.reached(FaultPoint::PayloadQuarantining);
    if (::rename(fileOf(recordId).c_str(), quarantinedFileOf(recordId).c_str()) != 0) {
        return failure(spoolUnusable(std::strerror(errno)));
    }
    auto moved = durable();
    if (moved) m_faults.reached(FaultPoint::PayloadQuarantined);
    return moved;
}

Result<std::vector<Spool::Entry>> Spool::quarantined() const {
    return entriesOf(m_folder / "quarantine");
}

Result<Bytes> Spool::readQuarantined(RecordId recordId) const {
    return readFile(quarantinedFileOf(recordId), kLargestEnvelope);
}

Status Spool::bringBack(RecordId recordId) {
    if (::rename(quarantinedFileOf(recordId).c_str(), fileOf(recordId).c_str()) != 0)
        return failure(spoolUnusable(std::strerror(errno)));
    return durable();
}

bool Spool::isMissing(RecordId recordId) const {
    struct stat info{};
    if (::lstat(fileOf(recordId).c_str(), &info) == 0 || errno != ENOENT) return false;
    // Without its folder everything would be missing at once.
    return ::access(m_folder.c_str(), R_OK | X_OK) == 0;
}

Result<std::vector<Spool::Entry>> Spool::list() const {
    return entriesOf(m_folder);
}

std::uint64_t Spool::freeBytes() const {
    std::error_code error;
    const auto space = fs::space(m_folder, error);
    return error ? 0 : space.available;
}

}  // namespace countersign
