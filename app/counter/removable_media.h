// Sticks and cards that are mounted now. Reads only what the kernel tells of them, never the media: one that
// hangs holds up nobody. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign {

struct RemovableMedium {
    std::string folder;  // where it is mounted
    std::string device;  // "/dev/sdb1"
    friend bool operator==(const RemovableMedium&, const RemovableMedium&) = default;
};

// `mountInfo`: /proc/self/mountinfo, see proc(5). In its order, each device once.
[[nodiscard]] std::vector<RemovableMedium> removableIn(
    std::string_view mountInfo, const std::function<bool(const std::string& device)>& isRemovable);
// Behind USB, a card reader, or called removable by its driver; by `blockDevices`, /sys/class/block.
[[nodiscard]] bool isRemovableDevice(const std::string& device, const std::filesystem::path& blockDevices);

[[nodiscard]] std::vector<RemovableMedium> removableMedia();

}  // namespace countersign
