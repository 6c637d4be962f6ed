#include "store/doctor_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <memory>
#include <set>

namespace countersign::doctor {

namespace fs = std::filesystem;

Look lookAt(const fs::path& path) {
    struct stat info{};
    Look look;
    if (::lstat(path.c_str(), &info) != 0) {
        look.kind = errno == ENOENT || errno == ENOTDIR ? Look::Kind::Missing : Look::Kind::Unreadable;
        return look;
    }
    look.kind = S_ISREG(info.st_mode)   ? Look::Kind::File
                : S_ISDIR(info.st_mode) ? Look::Kind::Folder
                                        : Look::Kind::Other;
    constexpr std::uint64_t kStatBlock = 512;  // stat's unit, whatever the file system's
    look.bytes = static_cast<std::uint64_t>(info.st_size);
    look.bytesOnDisk = static_cast<std::uint64_t>(info.st_blocks) * kStatBlock;
    look.mode = info.st_mode & 07777U;
    look.owner = info.st_uid;
    return look;
}

bool forEachEntry(const fs::path& folder, const std::function<void(const std::string&)>& each) {
    struct Close {
        void operator()(DIR* open) const { ::closedir(open); }
    };
    const std::unique_ptr<DIR, Close> open(::opendir(folder.c_str()));
    if (!open) return false;
    std::set<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(open.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.insert(name);
    }
    if (errno != 0) return false;
    for (const auto& name : names) each(name);
    return true;
}

ScratchFolder::ScratchFolder(const fs::path& under) {
    std::error_code error;
    const auto tryIn = [&](const fs::path& folder) {
        std::string name = (folder / "countersign-doctor-XXXXXX").string();
        if (m_path.empty() && ::mkdtemp(name.data()) != nullptr) m_path = name;
    };
    if (!under.empty()) tryIn(under);
    if (const auto usual = fs::temp_directory_path(error); !error) tryIn(usual);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
}

}  // namespace countersign::doctor
