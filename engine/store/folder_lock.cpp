#include "store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/files.h"
#include "store/spool.h"

namespace countersign {

Result<FolderLock> FolderLock::holding(int fd) {
    FolderLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return failure(makeError(ErrorCode::QueueInUse, "held by another process"));
    return lock;
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) return holding(fd);
    if (errno == ENOSPC || errno == EDQUOT) return failure(diskFullError());
    return failure(spoolUnusableError(std::string("lock file: ") + std::strerror(errno)));
}

Result<FolderLock> FolderLock::takeIfThere(const std::filesystem::path& file) {
    // Not blocking: a pipe in its place would hold the open up until somebody writes.
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) return FolderLock(-1);
    if (fd < 0) return failure(spoolUnusableError(std::string("lock file: ") + std::strerror(errno)));
    struct stat info{};
    const bool isFile = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (isFile) return holding(fd);
    ::close(fd);
    return failure(spoolUnusableError("lock file: not a file"));
}

FolderLock::FolderLock(FolderLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FolderLock::~FolderLock() {
    if (m_fd >= 0) ::close(m_fd);
}

}  // namespace countersign
