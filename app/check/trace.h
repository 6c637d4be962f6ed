// One line per frame with everything a reading holds: for looking at what the engine saw.
#pragma once

#include <filesystem>
#include <fstream>

#include "core/result.h"
#include "vision/face_types.h"

namespace countersign::check {

class TraceWriter {
  public:
    [[nodiscard]] Status open(const std::filesystem::path& file);  // CheckOutputUnwritable
    void add(const FrameReading& reading);
    [[nodiscard]] bool isOpen() const { return m_file.is_open(); }

  private:
    std::ofstream m_file;
};

}  // namespace countersign::check
