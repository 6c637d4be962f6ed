// A tar file in memory (ustar, POSIX.1-1988): what a support bundle is carried in, since everybody can open one
// and no library has to come along for it. A value; one thread.
#pragma once

#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/secret.h"

namespace countersign {

class TarWriter {
  public:
    explicit TarWriter(WallTime at) : m_at(at) {}
    // `name`: ASCII, at most 99 characters.
    void add(std::string_view name, std::string_view content);
    [[nodiscard]] Bytes finish() const;

  private:
    WallTime m_at;
    Bytes m_bytes;
};

}  // namespace countersign
