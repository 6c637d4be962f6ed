#include "core/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace countersign {
namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

  private:
    int m_fd;
};

Error unreadable(const std::filesystem::path& file, const std::string& why) {
    return makeError(ErrorCode::FileUnreadable, "cannot read " + file.filename().string() + ": " + why);
}

Error unwritable(const std::filesystem::path& file, int code) {
    if (code == ENOSPC || code == EDQUOT) return diskFullError();
    return makeError(ErrorCode::FileUnwritable,
                     "cannot write " + file.filename().string() + ": " + std::strerror(code));
}

}  // namespace

Error diskFullError() { return makeError(ErrorCode::DiskFull, "no space left on the disk"); }

Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit) {
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0) return failure(unreadable(file, std::strerror(errno)));
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return failure(unreadable(file, "not a file"));
    if (static_cast<std::uint64_t>(info.st_size) > limit) return failure(unreadable(file, "too large"));
    Bytes bytes(static_cast<std::size_t>(info.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(fd.get(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(unreadable(file, std::strerror(errno)));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Status writeFileDurably(const std::filesystem::path& file, ByteView bytes) {
    std::string temp = file.string() + ".tmp-XXXXXX";
    const Descriptor fd(::mkostemp(temp.data(), O_CLOEXEC));
    if (fd.get() < 0) return failure(unwritable(file, errno));
    const auto giveUp = [&](int code) {
        ::unlink(temp.c_str());
        return failure(unwritable(file, code));
    };
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::write(fd.get(), bytes.data() + done, bytes.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return giveUp(errno);
        done += static_cast<std::size_t>(put);
    }
    if (::fsync(fd.get()) != 0) return giveUp(errno);
    if (::rename(temp.c_str(), file.c_str()) != 0) return giveUp(errno);
    const auto parent = file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
    const Descriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // The rename is done; a folder that cannot be synced is reported, the caller re-reads before trusting.
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) return failure(unwritable(file, errno));
    return {};
}

}  // namespace countersign
