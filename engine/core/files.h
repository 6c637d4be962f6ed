// Small-file reading and durable writing. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>

#include "core/secret.h"

namespace countersign {

// Reads a whole regular file of at most `limit` bytes.
[[nodiscard]] Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit);

// Durable: temp file in the same folder, fsync, rename over `file`, fsync of the folder. On error the old file, if
// any, is as it was and no temp file is left. DiskFull is told apart from other failures.
[[nodiscard]] Status writeFileDurably(const std::filesystem::path& file, ByteView bytes);

// The one place that raises DiskFull; databases and spools use it too.
[[nodiscard]] Error diskFullError();

}  // namespace countersign
