// A models folder of its own for a test, gone with it. Tests only.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/files.h"
#include "core/ids.h"

namespace countersign::test {

class OwnFolder {
  public:
    OwnFolder() : m_path(std::filesystem::temp_directory_path() / ("models-" + RecordId::random().hex())) {
        std::filesystem::create_directories(m_path);
    }
    ~OwnFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(m_path / name, std::ios::binary) << text;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

inline std::string textOf(const std::filesystem::path& file) {
    const auto bytes = readFile(file, 64U << 20U).value();
    return {bytes.begin(), bytes.end()};
}

}  // namespace countersign::test
