// STATE/in-use: locked while this counter must be left alone, so that whoever updates this computer never
// comes in the middle of a scan. Its time says since when it is as it is, or when somebody last typed. The
// program's side: GUI thread, needs its event loop; the question: any process.
#pragma once

#include <QTimer>
#include <filesystem>
#include <optional>

#include "core/clock.h"
#include "core/log.h"
#include "store/folder_lock.h"

namespace countersign {

inline constexpr const char* kInUseFile = "in-use";

class InUseMark {
  public:
    // `log` outlives it.
    InUseMark(std::filesystem::path state, Log& log);
    ~InUseMark();
    InUseMark(const InUseMark&) = delete;
    InUseMark& operator=(const InUseMark&) = delete;

    enum class UnderWay { No = 1, Yes };
    // Never waits: while somebody who asks holds the file it is tried again and again, a moment later.
    void set(UnderWay underWay);
    // Somebody did something just now, and it stays as it is.
    void touch() const;
    // Over since the last touch, and not since now.
    void endAsTouched();

  private:
    void tryTo();
    std::filesystem::path m_file;
    Log& m_log;
    QTimer m_again;
    int m_tries = 0;
    std::optional<FolderLock> m_lock;
};

struct InUse {
    bool underWay = false;
    std::optional<WallTime> since;  // empty: nobody registered anything yet
};
// Changes nothing. SpoolUnusable if that can't be told.
[[nodiscard]] Result<InUse> askInUse(const std::filesystem::path& state);

}  // namespace countersign
