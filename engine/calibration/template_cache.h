// The file in which a run keeps templates. It holds face data of the listed people: whoever ran the
// calibration erases it with the list. One thread.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "calibration/template_run.h"

namespace countersign {

class TemplateCache {
  public:
    // Reads what is there and is of these models. A file that is missing, damaged or of other models is an
    // empty cache: everything is made anew.
    TemplateCache(std::filesystem::path file, std::string modelFingerprint);

    [[nodiscard]] std::optional<FaceTemplate> find(const std::filesystem::path& picture) const;
    void add(const std::filesystem::path& picture, FaceTemplate made);
    // Durable, the old file or the new one. Errors: DiskFull, FileUnwritable.
    [[nodiscard]] Status save() const;

  private:
    using Key = std::array<std::uint8_t, 32>;  // of path, size and time of change
    static Key keyOf(const std::filesystem::path& picture);
    void read(ByteView bytes);

    std::filesystem::path m_file;
    std::string m_fingerprint;
    std::map<Key, FaceTemplate> m_made;
};

}  // namespace countersign
