// Small-file reading and durable writing. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/secret.h"

namespace countersign {

// Reads a whole regular file of at most `limit` bytes; a pipe or a device is refused and not waited for.
[[nodiscard]] Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit);

// The one place that raises FileUnreadable, for who reads in another way or waits no longer.
[[nodiscard]] Error fileUnreadable(const std::filesystem::path& file, const std::string& why);

// The one place that raises FileUnwritable.
[[nodiscard]] Error fileUnwritable(const std::filesystem::path& file, const std::string& why);

// Durable: temp file in the same folder, fsync, rename over `file`, fsync of the folder. On error the old file, if
// any, is as it was and no temp file is left. DiskFull is told apart from other failures.
// A power cut may leave one, named as `file` with this and six signs after it.
inline constexpr const char* kHalfWritten = ".tmp-";
[[nodiscard]] Status writeFileDurably(const std::filesystem::path& file, ByteView bytes);

// Several files whose names say what has to be in them (a hash of it), so that a half one shows and need not be kept
// from its place. They are durable in a fraction of the time that one by one takes: from four files on it is the whole
// file system that is waited for, which is meant for a gateway's own disk. What is there already
// is replaced as writeFileDurably does. On error some may be there and others not, after a power cut half;
// asked for again they are mended.
struct FileToAdd {
    std::filesystem::path file;
    ByteView bytes;
};
[[nodiscard]] Status addFilesDurably(std::span<const FileToAdd> files);

// Writes at `offset`, the end of what is valid in the file, in place of whatever follows it, and makes it durable;
// returns the new end. After an error what follows `offset` was never confirmed.
[[nodiscard]] Result<std::uintmax_t> appendDurably(const std::filesystem::path& file, std::uintmax_t offset,
                                                   ByteView bytes);

// Makes renames and unlinks in a folder outlast a power cut.
[[nodiscard]] Status syncFolder(const std::filesystem::path& folder);

// The one place that raises DiskFull; databases and spools use it too.
[[nodiscard]] Error diskFullError();

}  // namespace countersign
