// One process a counter's folder: held until destroyed, released by the system if the process dies. Any
// thread.
#pragma once

#include <filesystem>

#include "core/result.h"

namespace countersign {

class FolderLock {
  public:
    // Makes the file if it is missing. QueueInUse if another process holds it; DiskFull, SpoolUnusable.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& file);
    // Changes nothing: without a file nobody holds the folder and nothing is held here. QueueInUse,
    // SpoolUnusable, which also says that it is no file of its own (a link, a folder).
    [[nodiscard]] static Result<FolderLock> takeIfThere(const std::filesystem::path& file);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

  private:
    explicit FolderLock(int fd) : m_fd(fd) {}
    [[nodiscard]] static Result<FolderLock> holding(int fd);
    int m_fd;  // -1: nothing
};

}  // namespace countersign
