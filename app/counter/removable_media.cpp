#include "app/counter/removable_media.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace countersign {
namespace {

namespace fs = std::filesystem;

// mountinfo writes blanks and backslashes as three octal digits.
std::string unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octal = [&](std::size_t at) {
            return at < text.size() && text[at] >= '0' && text[at] <= '7';
        };
        if (text[i] == '\\' && octal(i + 1) && octal(i + 2) && octal(i + 3)) {
            plain +=
                static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool saysOne(const fs::path& file) {
    std::ifstream in(file);
    char first = 0;
    return in.get(first) && first == '1';
}

}  // namespace

std::vector<RemovableMedium> removableIn(std::string_view mountInfo,
                                         const std::function<bool(const std::string& device)>& isRemovable) {
    std::vector<RemovableMedium> found;
    std::istringstream lines{std::string(mountInfo)};
    for (std::string line; std::getline(lines, line);) {
        // "36 35 98:0 / /media/stick rw,nosuid shared:1 - vfat /dev/sdb1 rw,...": optional fields end with a
        // dash.
        const auto dash = line.find(" - ");
        if (dash == std::string::npos) continue;
        std::istringstream before(line.substr(0, dash)), after(line.substr(dash + 3));
        std::string id, parent, numbers, root, folder, kind, device;
        if (!(before >> id >> parent >> numbers >> root >> folder) || !(after >> kind >> device)) continue;
        device = unescaped(device);
        const bool known =
            std::ranges::any_of(found, [&](const auto& each) { return each.device == device; });
        if (root != "/" || known || !device.starts_with("/dev/") || !isRemovable(device)) continue;
        found.push_back({unescaped(folder), device});
    }
    return found;
}

bool isRemovableDevice(const std::string& device, const fs::path& blockDevices) {
    std::error_code code;
    const auto place = fs::canonical(blockDevices / fs::path(device).filename(), code);
    if (code) return false;
    const auto text = place.string();
    if (text.find("/usb") != std::string::npos || text.find("/mmc_host/") != std::string::npos) return true;
    // Of a partition its disk says it.
    return saysOne(place / "removable") || saysOne(place.parent_path() / "removable");
}

std::vector<RemovableMedium> removableMedia() {
    std::ifstream in("/proc/self/mountinfo");
    std::ostringstream text;
    text << in.rdbuf();
    return removableIn(
        text.str(), [](const std::string& device) { return isRemovableDevice(device, "/sys/class/block"); });
}

}  // namespace countersign
