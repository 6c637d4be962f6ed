// Runs the built countersign-check as a user would and gives back all it said.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace countersign::test {

struct ToolRun {
    int status = -1;     // exit status; -1: killed by a signal
    std::string output;  // standard output
    std::string errors;  // standard error
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(output); }
};

[[nodiscard]] ToolRun runCheck(const std::vector<std::string>& arguments);

class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    // Writes bytes and returns the path.
    std::string write(const std::string& name, const std::string& bytes) const;

  private:
    std::filesystem::path m_path;
};

[[nodiscard]] std::string readAll(const std::filesystem::path& file);

}  // namespace countersign::test
