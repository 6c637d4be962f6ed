// One command at a time changes an operator's folder: what it read is still so when it writes. Held until
// destroyed, and released by the system if the process dies. Any thread. The gateway only reads, and needs
// none.
#pragma once

#include <filesystem>

#include "core/file_lock.h"
#include "core/result.h"

namespace countersign {

class FolderChange {
  public:
    // OperatorFolderUnusable while another command is changing the folder, if it can't be locked, or for root
    // where it is another user's: the services could not read what root makes in it.
    [[nodiscard]] static Result<FolderChange> begin(const std::filesystem::path& folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

  private:
    FolderChange(std::filesystem::path folder, FileLock lock);

    std::filesystem::path m_folder;
    FileLock m_lock;
};

}  // namespace countersign
