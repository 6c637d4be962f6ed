#include "app/counter/in_use.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <thread>
#include <utility>

namespace countersign {
namespace {

constexpr int kTries = 10;
constexpr std::chrono::milliseconds kBetween{2};

}  // namespace

InUseMark::InUseMark(std::filesystem::path state, Log& log)
    : m_file(std::move(state) / kInUseFile), m_log(log) {}

InUseMark::~InUseMark() {
    set(UnderWay::No);
}

void InUseMark::set(UnderWay underWay) {
    if ((underWay == UnderWay::Yes) == m_lock.has_value()) return;
    if (underWay == UnderWay::No) {
        touch();
        m_lock.reset();
        return;
    }
    std::optional<Result<FolderLock>> lock(FolderLock::take(m_file));
    // Whoever asks holds it for a moment.
    for (int again = 0; !*lock && lock->error().code == ErrorCode::QueueInUse && again < kTries; ++again) {
        std::this_thread::sleep_for(kBetween);
        lock.emplace(FolderLock::take(m_file));
    }
    if (!*lock) {
        m_log.warn("counter", "a registration begins while this is held: " + describe(lock->error()));
        return;
    }
    touch();
    m_lock.emplace(std::move(**lock));
}

void InUseMark::touch() const {
    static_cast<void>(::utimensat(AT_FDCWD, m_file.c_str(), nullptr, 0));
}

Result<InUse> askInUse(const std::filesystem::path& state) {
    const auto file = state / kInUseFile;
    InUse found;
    const auto lock = FolderLock::takeIfThere(file);
    if (!lock && lock.error().code != ErrorCode::QueueInUse) return failure(lock.error());
    found.underWay = !lock;
    struct stat info{};
    if (::lstat(file.c_str(), &info) == 0)
        found.since = std::chrono::system_clock::from_time_t(info.st_mtim.tv_sec);
    return found;
}

}  // namespace countersign
