#include "vivid_driver.h"

#include <fstream>

#include "capture/camera_list.h"

namespace countersign::test {

namespace {

const std::string kDriver = "/sys/bus/platform/drivers/vivid/";

void writeTo(const std::string& file, const std::string& text) {
    std::ofstream(file) << text << std::flush;
}

}  // namespace

std::optional<CameraDescription> vividCamera() {
    SystemCameraLister lister;
    for (auto& camera : lister.list())
        if (camera.driver == "vivid") return camera;
    return std::nullopt;
}

void unplugVivid() {
    writeTo(kDriver + "unbind", "vivid.0");
}
void plugVivid() {
    writeTo(kDriver + "bind", "vivid.0");
}

}  // namespace countersign::test
