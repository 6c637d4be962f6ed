#include "capture/camera_description.h"

#include <algorithm>
#include <array>

namespace countersign {

std::optional<CameraIdentity> CameraIdentity::parse(std::string_view text) {
    const auto bar = text.rfind('|');
    if (bar == std::string_view::npos || bar == 0 || bar + 1 == text.size()) return std::nullopt;
    return CameraIdentity{std::string(text.substr(0, bar)), std::string(text.substr(bar + 1))};
}

bool looksVirtual(std::string_view sysfsPath, std::string_view driver, std::string_view bus) {
    // As reported by VIDIOC_QUERYCAP; the loopback module writes its name with a space.
    static constexpr std::array<std::string_view, 7> kSoftwareDrivers{
        "v4l2 loopback", "v4l2loopback", "vivid", "vimc", "akvcam", "vcam", "vicodec"};
    // dummy_hcd: a USB controller in software for gadgets; vhci_hcd: USB over a network.
    static constexpr std::array<std::string_view, 3> kSoftwarePlaces{"/devices/virtual/", "/dummy_hcd",
                                                                     "/vhci_hcd"};
    const auto within = [&](std::string_view place) {
        return sysfsPath.find(place) != std::string_view::npos;
    };
    return std::find(kSoftwareDrivers.begin(), kSoftwareDrivers.end(), driver) != kSoftwareDrivers.end() ||
           std::any_of(kSoftwarePlaces.begin(), kSoftwarePlaces.end(), within) ||
           bus.starts_with("platform:v4l2loopback") || bus.starts_with("platform:vivid");
}

}  // namespace countersign
