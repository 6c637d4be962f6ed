#include "operator/folder_change.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "operator/operator_errors.h"
#include "operator/operator_folder.h"

namespace countersign {

FolderChange::FolderChange(std::filesystem::path folder, FileLock lock)
    : m_folder(std::move(folder)), m_lock(std::move(lock)) {}

Result<FolderChange> FolderChange::begin(const std::filesystem::path& folder) {
    std::error_code code;
    if (!std::filesystem::exists(OperatorPaths(folder).description, code)) return failure(noGatewayHere());
    auto lock = FileLock::take(folder / "change.lock");
    if (lock) return FolderChange(folder, std::move(*lock));
    if (lock.error() == EWOULDBLOCK)
        return failure(
            folderUnusable("another command is changing this folder: try again when it has ended"));
    return failure(folderUnusable(std::string("the folder can't be locked: ") + std::strerror(lock.error())));
}

}  // namespace countersign
