#include "store/folder_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/files.h"
#include "store/spool.h"

namespace countersign {
namespace {

Error unusable(int error) {
    return spoolUnusableError(std::string("lock file: ") + std::strerror(error));
}

}  // namespace

Result<FolderLock> FolderLock::holding(tl::expected<FileLock, int> lock) {
    if (lock) return FolderLock(std::move(*lock));
    if (lock.error() == EWOULDBLOCK)
        return failure(makeError(ErrorCode::QueueInUse, "held by another process"));
    if (lock.error() == ENOSPC || lock.error() == EDQUOT) return failure(diskFullError());
    return failure(unusable(lock.error()));
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& file) {
    return holding(FileLock::take(file));
}

Result<FolderLock> FolderLock::takeIfThere(const std::filesystem::path& file) {
    // Not blocking: a pipe in its place would hold the open up until somebody writes.
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) return FolderLock(std::nullopt);
    if (fd < 0) return failure(unusable(errno));
    struct stat info{};
    const bool isFile = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (isFile) return holding(FileLock::take(fd));
    ::close(fd);
    return failure(spoolUnusableError("lock file: not a file"));
}

}  // namespace countersign
