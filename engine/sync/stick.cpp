#include "sync/stick.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>
#include <utility>

#include "core/files.h"
#include "protocol/courier.h"
#include "sync/failures.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

// A stick with more is not one of ours; nobody waits for the end of such a list.
constexpr std::size_t kMostFiles = 10'000;
// Nor has a counter written so many: a made name must not use up the numbers that are left.
constexpr std::uint64_t kMostParts = 1'000'000'000;

dev_t deviceOf(const fs::path& folder) {
    struct stat info{};
    return ::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) ? info.st_dev : dev_t{0};
}

// "<device>-<number><ending>" of this counter; 0: another name.
std::uint64_t numberIn(std::string_view name, const DeviceId& device, std::string_view ending) {
    const std::string start = device.hex() + "-";
    if (!name.starts_with(start) || !name.ends_with(ending)) return 0;
    const auto digits = name.substr(start.size(), name.size() - start.size() - ending.size());
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size();
    return whole && number <= kMostParts ? number : 0;
}

Error gone() {
    return courierFileUnusable("the stick is not there");
}

}  // namespace

Stick::Stick(fs::path folder)
    : m_folder(std::move(folder)), m_files(m_folder / kCourierFolder), m_device(deviceOf(m_folder)) {}

bool Stick::stillThere() const {
    return m_device != 0 && deviceOf(m_folder) == m_device;
}

Result<Stick::Content> Stick::look(const DeviceId& device) const {
    Content content;
    std::error_code code;
    if (!stillThere()) return failure(gone());
    const auto space = fs::space(m_folder, code);
    if (code) return failure(courierFileUnusable("the stick: " + code.message()));
    content.freeBytes = space.available;
    // A link may lead anywhere on this computer.
    if (fs::is_symlink(m_files, code))
        return failure(courierFileUnusable("the folder on the stick is a link"));
    if (!fs::exists(m_files, code)) return content;
    std::set<std::uint64_t> out, in;
    std::size_t seen = 0;
    for (fs::directory_iterator it(m_files, code), end; it != end && !code; it.increment(code)) {
        if (++seen > kMostFiles) break;
        const auto name = it->path().filename().string();
        std::error_code ignored;
        if (!it->is_regular_file(ignored) || it->is_symlink(ignored)) continue;
        if (name.starts_with(device.hex() + "-") && name.find(".tmp-") != std::string::npos) {
            fs::remove(it->path(), ignored);
            continue;
        }
        if (const auto number = numberIn(name, device, kCourierOut); number > 0) out.insert(number);
        if (const auto number = numberIn(name, device, kCourierIn); number > 0) in.insert(number);
        if (name.ends_with(kCourierIn)) content.answers.push_back(it->path());
    }
    if (code) return failure(courierFileUnusable("the stick: " + code.message()));
    std::ranges::sort(content.answers);
    if (!out.empty()) content.highest = *out.rbegin();
    if (!in.empty()) content.highest = std::max(content.highest, *in.rbegin());
    content.unanswered = static_cast<int>(
        std::ranges::count_if(out, [&](std::uint64_t number) { return !in.contains(number); }));
    return content;
}

Result<Bytes> Stick::read(const fs::path& file) const {
    return readFile(file, kMaxCourierBytes);
}

Status Stick::write(const std::string& name, ByteView bytes) const {
    // An empty mount point would take the files as well, on this computer's own disk.
    if (!stillThere()) return failure(gone());
    std::error_code code;
    if (fs::is_symlink(m_files, code))
        return failure(courierFileUnusable("the folder on the stick is a link"));
    if (fs::create_directory(m_files, code)) {
        if (auto synced = syncFolder(m_folder); !synced) return synced;
    }
    return writeFileDurably(m_files / name, bytes);
}

void Stick::remove(const DeviceId& device, std::uint64_t part) const {
    if (!stillThere()) return;
    std::error_code ignored;
    const auto stem = courierFileStem(device, part);
    // The answer last: if it stays, it is taken in again and does nothing.
    fs::remove(m_files / (stem + std::string(kCourierOut)), ignored);
    fs::remove(m_files / (stem + std::string(kCourierIn)), ignored);
}

Status Stick::flush() const {
    if (!stillThere()) return failure(gone());
    const int fd = ::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && ::syncfs(fd) == 0;
    const int why = errno;
    if (fd >= 0) ::close(fd);
    if (done) return {};
    return failure(
        courierFileUnusable(std::string("the stick could not be brought up to date: ") + std::strerror(why)));
}

StickEnd Stick::endFor(const Error& error) const {
    if (!stillThere()) return StickEnd::Gone;
    if (error.code == ErrorCode::DiskFull) return StickEnd::NoRoom;
    struct statvfs info{};
    if (::statvfs(m_folder.c_str(), &info) == 0 && (info.f_flag & ST_RDONLY) != 0) return StickEnd::ReadOnly;
    // A folder that this user may not write into is as good as locked.
    if (::access(m_folder.c_str(), W_OK) != 0 && (errno == EACCES || errno == EROFS))
        return StickEnd::ReadOnly;
    return StickEnd::Failed;
}

}  // namespace countersign
