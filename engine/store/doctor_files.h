// Inside the doctor only: looking at files that may be anything, and a database looked at in a copy.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace countersign::doctor {

struct Look {
    enum class Kind { Missing = 1, File, Folder, Other, Unreadable };
    Kind kind = Kind::Missing;
    std::uint64_t bytes = 0;
    std::uint64_t bytesOnDisk = 0;
    unsigned mode = 0;  // permission bits
    unsigned owner = 0;
};
// Never follows a link.
[[nodiscard]] Look lookAt(const std::filesystem::path& path);

// Calls `each` with every entry's name, in the order of names. False: the folder can't be read.
[[nodiscard]] bool forEachEntry(const std::filesystem::path& folder,
                                const std::function<void(const std::string&)>& each);

// A folder of mode 0700 under this one, or else the system's temporary one; gone with the object.
class ScratchFolder {
  public:
    explicit ScratchFolder(const std::filesystem::path& under = {});
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    // Empty if it could not be made.
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

}  // namespace countersign::doctor
