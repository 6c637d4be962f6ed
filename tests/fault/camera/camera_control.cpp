#include "camera_control.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

namespace countersign::test {

bool setCameraControl(const std::string& node, const std::string& name, int value) {
    const int file = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return false;
    v4l2_queryctrl query;
    std::memset(&query, 0, sizeof query);
    query.id = V4L2_CTRL_FLAG_NEXT_CTRL;
    bool done = false;
    while (!done && ::ioctl(file, VIDIOC_QUERYCTRL, &query) == 0) {
        if (name == reinterpret_cast<const char*>(query.name)) {
            v4l2_control control{query.id, value};
            done = ::ioctl(file, VIDIOC_S_CTRL, &control) == 0;
        }
        query.id |= V4L2_CTRL_FLAG_NEXT_CTRL;
    }
    ::close(file);
    return done;
}

}  // namespace countersign::test
