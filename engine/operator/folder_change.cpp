#include "operator/folder_change.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "operator/operator_errors.h"
#include "operator/operator_folder.h"

namespace countersign {

namespace {

// Who owns the folder where that is somebody else than root, who asks: with the line to type in their place.
std::optional<std::string> refusalToWriteForAnother(const std::filesystem::path& folder) {
    struct stat status{};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &status) != 0 || status.st_uid == 0) return std::nullopt;
    std::vector<char> room(16384);  // far more than an entry of a directory service has
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(status.st_uid, &entry, room.data(), room.size(), &found);
    const std::string number = std::to_string(status.st_uid);
    const std::string owner = found != nullptr ? found->pw_name : "user " + number;
    // runuser knows names alone; a folder from another machine may belong to a number that has none here.
    const std::string become = found != nullptr ? "runuser -u " + owner
                                                : "setpriv --reuid " + number + " --regid " +
                                                      std::to_string(status.st_gid) + " --clear-groups";
    return "it belongs to " + owner + ", who could not read what root makes in it: " + become +
           " -- countersign-operator …";
}

}  // namespace

FolderChange::FolderChange(std::filesystem::path folder, FileLock lock)
    : m_folder(std::move(folder)), m_lock(std::move(lock)) {}

Result<FolderChange> FolderChange::begin(const std::filesystem::path& folder) {
    std::error_code code;
    if (!std::filesystem::exists(OperatorPaths(folder).description, code)) return failure(noGatewayHere());
    if (const auto refusal = refusalToWriteForAnother(folder)) return failure(folderUnusable(*refusal));
    auto lock = FileLock::take(folder / "change.lock");
    if (lock) return FolderChange(folder, std::move(*lock));
    if (lock.error() == EWOULDBLOCK)
        return failure(
            folderUnusable("another command is changing this folder: try again when it has ended"));
    return failure(folderUnusable(std::string("the folder can't be locked: ") + std::strerror(lock.error())));
}

}  // namespace countersign
