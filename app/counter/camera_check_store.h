// What the camera and light doctor remembers: for each camera the state that was called good, and the last
// checks. Numbers only, never a picture. GUI thread.
#pragma once

#include <filesystem>
#include <map>

#include "core/log.h"
#include "vision/camera_check.h"

namespace countersign {

class CameraCheckStore {
  public:
    // Reads `file`; what can't be read is told in the log, put aside under the same name with ".unreadable",
    // and begun anew. `log` outlives the store.
    CameraCheckStore(std::filesystem::path file, Log& log);

    [[nodiscard]] std::optional<SceneState> good(const std::string& camera) const;
    void keepGood(const std::string& camera, const SceneState& state);
    void add(const CameraCheckEntry& entry);  // the newest; the oldest goes at kKept
    [[nodiscard]] const std::vector<CameraCheckEntry>& history() const { return m_history; }  // newest first

    static constexpr std::size_t kKept = 60;

  private:
    void read();
    void write();

    std::filesystem::path m_file;
    Log& m_log;
    std::map<std::string, SceneState> m_good;
    std::vector<CameraCheckEntry> m_history;
};

}  // namespace countersign
