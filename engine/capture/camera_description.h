// A camera as found on this machine. Plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign {

// What stays the same when the camera is plugged in again or the machine restarts; /dev/videoN does not.
struct CameraIdentity {
    std::string path;     // where: udev's ID_PATH, "pci-0000:00:14.0-usb-0:1:1.0"
    std::string product;  // what: "046d:0825"; for devices without a product the driver's name

    [[nodiscard]] std::string text() const { return path + "|" + product; }  // as remembered and as evidence
    [[nodiscard]] static std::optional<CameraIdentity> parse(std::string_view text);
    bool operator==(const CameraIdentity&) const = default;
};

struct CameraDescription {
    CameraIdentity identity;
    std::string node;   // "/dev/video0": only for opening it now
    std::string label;  // free text of the device, proves nothing
    std::string driver;
    std::string bus;
    std::string sysfsPath;       // "/sys/devices/pci0000:00/.../video4linux/video0"
    bool virtualDevice = false;  // software, as far as can be told: a signal, no proof
    bool operator==(const CameraDescription&) const = default;
};

// Judged by sysfs path and driver and never by the label: a device without hardware behind it
// (devices/virtual), a known software driver, or a USB port that exists only in software or comes over a
// network.
[[nodiscard]] bool looksVirtual(std::string_view sysfsPath, std::string_view driver, std::string_view bus);

}  // namespace countersign
