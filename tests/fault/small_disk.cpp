#include "small_disk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/temp_folder.h"

namespace countersign::test {
namespace {

constexpr int kNotPermitted = 77;
constexpr int kThrew = 99;

}  // namespace

bool onSmallDisk(int megabytes, const std::function<int(const std::filesystem::path&)>& work) {
    TempFolder folder;
    const auto disk = folder.path() / "disk";
    std::filesystem::create_directory(disk);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        // A mount of one's own needs a namespace of one's own.
        const bool privateMounts = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
        const auto size = "size=" + std::to_string(megabytes) + "m";
        if (!privateMounts || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", disk.c_str(), "tmpfs", 0, size.c_str()) != 0) {
            ::_exit(kNotPermitted);
        }
        // Nothing of the test program may go on in the child.
        try {
            ::_exit(work(disk));
        } catch (...) {
            ::_exit(kThrew);
        }
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == kNotPermitted) {
        WARN("passed over: mounting a small disk is not permitted here");
        return false;
    }
    CHECK(WEXITSTATUS(status) == 0);
    return true;
}

void fillToTheLastByte(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::vector<char> part(64UL * 1024, 'x');
    for (std::size_t size = part.size(); size > 0;) {
        if (::write(fd, part.data(), size) <= 0) size /= 2;
    }
    ::close(fd);
}

}  // namespace countersign::test
