// One process a counter's folder: held until destroyed, released by the system if the process dies. Any
// thread.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "core/file_lock.h"
#include "core/result.h"

namespace countersign {

class FolderLock {
  public:
    // Makes the file if it is missing. QueueInUse if another process holds it; DiskFull, SpoolUnusable.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& file);
    // Changes nothing: without a file nobody holds the folder and nothing is held here. QueueInUse,
    // SpoolUnusable, which also says that it is no file of its own (a link, a folder).
    [[nodiscard]] static Result<FolderLock> takeIfThere(const std::filesystem::path& file);

  private:
    explicit FolderLock(std::optional<FileLock> lock) : m_lock(std::move(lock)) {}
    [[nodiscard]] static Result<FolderLock> holding(tl::expected<FileLock, int> lock);
    std::optional<FileLock> m_lock;  // empty: there was no file
};

}  // namespace countersign
