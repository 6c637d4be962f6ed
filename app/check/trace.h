// One line per frame with everything a reading holds: for looking at what the engine saw.
#pragma once

#include <filesystem>
#include <fstream>
#include <vector>

#include "core/result.h"
#include "vision/face_types.h"

namespace countersign::check {

class TraceWriter {
  public:
    [[nodiscard]] Status open(const std::filesystem::path& file);  // CheckOutputUnwritable
    // `cropLogits` of the passive net; written where it gave a score.
    void add(const FrameReading& reading, const std::vector<float>& cropLogits);
    [[nodiscard]] bool isOpen() const { return m_file.is_open(); }

  private:
    std::ofstream m_file;
};

}  // namespace countersign::check
