// STATE/in-use: locked while a registration is under way, so that whoever updates this computer never comes
// in the middle of a scan. Its time says since when it is as it is. The program's side: GUI thread; the
// question: any process.
#pragma once

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
    // An updater that holds the file at this moment does not keep a buyer waiting: it is told in the log.
    void set(UnderWay underWay);

  private:
    void touch() const;
    std::filesystem::path m_file;
    Log& m_log;
    std::optional<FolderLock> m_lock;
};

struct InUse {
    bool underWay = false;
    std::optional<WallTime> since;  // empty: nobody registered anything yet
};
// Changes nothing. SpoolUnusable if that can't be told.
[[nodiscard]] Result<InUse> askInUse(const std::filesystem::path& state);

}  // namespace countersign
