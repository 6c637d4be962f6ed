// A disk that is really full: a small file system of its own, seen by one child process and what that starts.
#pragma once

#include <filesystem>
#include <functional>

namespace countersign::test {

// Runs `work` in a child process with a disk of its own, `megabytes` large; its result is the exit code, 0 if
// all went well, and a requirement of the calling test. False where mounting is not permitted.
bool onSmallDisk(int megabytes, const std::function<int(const std::filesystem::path&)>& work);

// Until not one byte more is taken.
void fillToTheLastByte(const std::filesystem::path& file);

}  // namespace countersign::test
