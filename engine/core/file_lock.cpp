#include "core/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace countersign {

tl::expected<FileLock, int> FileLock::take(int openFile) {
    FileLock lock(openFile);
    if (::flock(openFile, LOCK_EX | LOCK_NB) != 0) return tl::unexpected(errno);
    return lock;
}

tl::expected<FileLock, int> FileLock::take(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return tl::unexpected(errno);
    return take(fd);
}

FileLock::FileLock(FileLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileLock::~FileLock() {
    if (m_fd >= 0) ::close(m_fd);
}

}  // namespace countersign
