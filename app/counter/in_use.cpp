#include "app/counter/in_use.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <utility>

namespace countersign {
namespace {

using namespace std::chrono_literals;

// Whoever asks holds the file for less than a millisecond. Who holds it longer, an updater at work, is told
// in the log, once, and from then on looked at less often.
constexpr auto kAgainAfter = 5ms;
constexpr int kTriesUntilTold = 50;
constexpr auto kAgainAfterThat = 500ms;

}  // namespace

InUseMark::InUseMark(std::filesystem::path state, Log& log)
    : m_file(std::move(state) / kInUseFile), m_log(log) {
    m_again.setInterval(kAgainAfter);
    QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { tryTo(); });
}

InUseMark::~InUseMark() {
    set(UnderWay::No);
}

void InUseMark::set(UnderWay underWay) {
    const bool meant = m_lock.has_value() || m_again.isActive();
    if ((underWay == UnderWay::Yes) == meant) return;
    if (underWay == UnderWay::No) {
        if (m_lock) touch();
        endAsTouched();
        return;
    }
    m_tries = 0;
    m_again.setInterval(kAgainAfter);
    tryTo();
}

void InUseMark::tryTo() {
    auto lock = FolderLock::take(m_file);
    if (lock) {
        m_again.stop();
        touch();
        m_lock.emplace(std::move(*lock));
        return;
    }
    const bool passes = lock.error().code == ErrorCode::QueueInUse;
    if (++m_tries == kTriesUntilTold || !passes)
        m_log.warn("counter", "a registration begins while this is held: " + describe(lock.error()));
    if (m_tries == kTriesUntilTold) m_again.setInterval(kAgainAfterThat);
    if (!passes) {
        m_again.stop();
    } else if (!m_again.isActive()) {
        m_again.start();
    }
}

void InUseMark::touch() const {
    static_cast<void>(::utimensat(AT_FDCWD, m_file.c_str(), nullptr, 0));
}

void InUseMark::endAsTouched() {
    m_again.stop();
    m_lock.reset();
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
