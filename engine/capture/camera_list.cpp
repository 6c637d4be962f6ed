#include "capture/camera_list.h"

#include <fcntl.h>
#include <libudev.h>
#include <linux/videodev2.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

namespace countersign {

namespace {

struct Unref {
    void operator()(udev* context) const { udev_unref(context); }
    void operator()(udev_enumerate* devices) const { udev_enumerate_unref(devices); }
    void operator()(udev_device* device) const { udev_device_unref(device); }
};
using Context = std::unique_ptr<udev, Unref>;
using Devices = std::unique_ptr<udev_enumerate, Unref>;
using Device = std::unique_ptr<udev_device, Unref>;

std::string text(const char* value) {
    return value == nullptr ? std::string() : std::string(value);
}

std::string property(udev_device* device, const char* name) {
    return text(udev_device_get_property_value(device, name));
}

std::string attribute(udev_device* device, const char* name) {
    return text(udev_device_get_sysattr_value(device, name));
}

template <std::size_t N>
std::string textOf(const std::uint8_t (&field)[N]) {
    const auto* chars = reinterpret_cast<const char*>(field);
    return {chars, strnlen(chars, N)};
}

enum class Answer { Camera = 1, NotACamera, Closed };

// Closed: it may be a camera, but may not be opened now.
Answer ask(V4l2Device& device, CameraDescription& camera) {
    const int error = device.open(camera.node);
    if (error == EACCES || error == EPERM || error == EBUSY) return Answer::Closed;
    if (error != 0) return Answer::NotACamera;
    v4l2_capability capability;
    std::memset(&capability, 0, sizeof capability);
    const int asked = device.control(VIDIOC_QUERYCAP, &capability);
    device.close();
    if (asked != 0) return Answer::NotACamera;
    const std::uint32_t can = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps
                                                                                    : capability.capabilities;
    camera.driver = textOf(capability.driver);
    camera.bus = textOf(capability.bus_info);
    if (camera.label.empty()) camera.label = textOf(capability.card);
    return (can & V4L2_CAP_VIDEO_CAPTURE) != 0 && (can & V4L2_CAP_STREAMING) != 0 ? Answer::Camera
                                                                                  : Answer::NotACamera;
}

// Where the udev daemon does not run there is no ID_PATH; the place in the device tree serves as well.
std::string placeOf(udev_device* device, const std::string& sysfsPath) {
    std::string place = property(device, "ID_PATH");
    if (place.empty()) place = sysfsPath.substr(0, sysfsPath.find("/video4linux/"));
    // One device may have several picture nodes (colour and infrared); the first is index 0.
    const std::string index = attribute(device, "index");
    if (!index.empty() && index != "0") place += "#" + index;
    return place;
}

std::string productOf(udev_device* device) {
    std::string vendor = property(device, "ID_VENDOR_ID");
    std::string product = property(device, "ID_MODEL_ID");
    if (vendor.empty() || product.empty()) {
        udev_device* usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
        if (usb != nullptr) {
            vendor = attribute(usb, "idVendor");
            product = attribute(usb, "idProduct");
        }
    }
    return vendor.empty() || product.empty() ? std::string() : vendor + ":" + product;
}

std::optional<CameraDescription> describe(udev_device* device, V4l2Device& opener) {
    CameraDescription camera;
    camera.node = text(udev_device_get_devnode(device));
    if (camera.node.find("/video") == std::string::npos) return std::nullopt;  // vbi, radio, subdevices
    camera.sysfsPath = text(udev_device_get_syspath(device));
    camera.label = attribute(device, "name");
    const Answer answer = ask(opener, camera);
    if (answer == Answer::NotACamera) return std::nullopt;
    if (answer == Answer::Closed) {
        const std::string can = property(device, "ID_V4L_CAPABILITIES");
        if (!can.empty() && can.find(":capture:") == std::string::npos) return std::nullopt;
        udev_device* parent = udev_device_get_parent(device);
        if (parent != nullptr) camera.driver = text(udev_device_get_driver(parent));
    }
    camera.identity.path = placeOf(device, camera.sysfsPath);
    camera.identity.product = productOf(device);
    if (camera.identity.product.empty())
        camera.identity.product = camera.driver.empty() ? "unknown" : camera.driver;
    camera.virtualDevice = looksVirtual(camera.sysfsPath, camera.driver, camera.bus);
    return camera;
}

}  // namespace

SystemCameraLister::SystemCameraLister(std::unique_ptr<V4l2Device> opener) : m_opener(std::move(opener)) {}

std::vector<CameraDescription> SystemCameraLister::list() {
    std::vector<CameraDescription> cameras;
    const Context context(udev_new());
    if (!context) return cameras;
    const Devices devices(udev_enumerate_new(context.get()));
    if (!devices || udev_enumerate_add_match_subsystem(devices.get(), "video4linux") < 0 ||
        udev_enumerate_scan_devices(devices.get()) < 0)
        return cameras;
    const bool daemon = ::access("/run/udev/control", F_OK) == 0;
    udev_list_entry* entry = nullptr;
    udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(devices.get())) {
        const Device device(udev_device_new_from_syspath(context.get(), udev_list_entry_get_name(entry)));
        if (!device) continue;  // gone meanwhile
        // Before the daemon has dealt with a new camera its ID_PATH and its rights are not there yet; it
        // would be listed under another identity. The daemon's event comes and the list is read again.
        if (daemon && udev_device_get_is_initialized(device.get()) == 0) continue;
        if (auto camera = describe(device.get(), *m_opener)) cameras.push_back(std::move(*camera));
    }
    std::sort(cameras.begin(), cameras.end(), [](const CameraDescription& a, const CameraDescription& b) {
        return a.identity.text() < b.identity.text();
    });
    return cameras;
}

}  // namespace countersign
