// Files on a stick that may be full, slow, locked or gone at any moment. One thread at a time; a call takes
// as long as the stick does, so none is made on a thread that others wait for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "protocol/device_id.h"
#include "store/stick_types.h"

namespace countersign {

class Stick {
  public:
    // `folder`: where the stick is mounted, or any folder.
    explicit Stick(std::filesystem::path folder);

    struct Content {
        std::vector<std::filesystem::path> answers;  // of any counter, by their names only
        std::uint64_t highest = 0;                   // number of this counter's files
        int unanswered = 0;                          // of this counter's files
        std::uint64_t freeBytes = 0;
    };
    // Also clears away what a pulled stick left half written by this counter.
    [[nodiscard]] Result<Content> look(const DeviceId& device) const;
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path& file) const;
    // Durable when it returns.
    [[nodiscard]] Status write(const std::string& name, ByteView bytes) const;
    // A file and its answer, once the answer was taken in; of no use to anybody any more. Whether that works
    // is not looked at: a stick may be locked.
    void remove(const DeviceId& device, std::uint64_t part) const;
    // Whatever this computer still keeps for the stick.
    [[nodiscard]] Status flush() const;
    // Why something on it failed.
    [[nodiscard]] StickEnd endFor(const Error& error) const;

  private:
    [[nodiscard]] bool stillThere() const;
    std::filesystem::path m_folder;  // of the stick
    std::filesystem::path m_files;   // in it
    dev_t m_device = 0;              // what the folder lay on at first: 0: nothing
};

}  // namespace countersign
