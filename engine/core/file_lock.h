// A file that one process holds at a time: until destroyed, and released by the system if the process dies.
// Any thread.
#pragma once

#include <filesystem>
#include <tl/expected.hpp>

namespace countersign {

class FileLock {
  public:
    // Makes the file, mode 0600, if it is missing. The error is an errno: EWOULDBLOCK if another process, or
    // another FileLock of this one, holds it.
    [[nodiscard]] static tl::expected<FileLock, int> take(const std::filesystem::path& file);
    // Takes an open file over, closed on any error. The same errors.
    [[nodiscard]] static tl::expected<FileLock, int> take(int openFile);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int fd) : m_fd(fd) {}
    int m_fd;  // -1: moved away
};

}  // namespace countersign
