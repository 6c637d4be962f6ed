#include "capture/camera_monitor.h"

#include <libudev.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace countersign {

namespace {

// A camera brings several nodes, each with its event: the list is read once they have stopped coming.
constexpr int kQuietMs = 150;
constexpr int kMostRounds = 10;

struct Unref {
    void operator()(udev* context) const { udev_unref(context); }
    void operator()(udev_monitor* monitor) const { udev_monitor_unref(monitor); }
};
using Context = std::unique_ptr<udev, Unref>;
using Monitor = std::unique_ptr<udev_monitor, Unref>;

// Events of the daemon come after it has set names and rights; without a daemon the kernel's own have to do.
const char* eventGroup() {
    return ::access("/run/udev/control", F_OK) == 0 ? "udev" : "kernel";
}

}  // namespace

struct CameraMonitor::Worker {
    std::unique_ptr<CameraLister> lister;
    Changed changed;
    Log& log;
    int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::jthread thread;  // last: ends before the rest goes

    Worker(std::unique_ptr<CameraLister> cameras, Changed told, Log& to)
        : lister(std::move(cameras)), changed(std::move(told)), log(to) {}
    ~Worker() {
        thread.request_stop();
        rouse();
        if (thread.joinable()) thread.join();
        if (wake >= 0) ::close(wake);
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void rouse() const {
        const std::uint64_t one = 1;
        static_cast<void>(!::write(wake, &one, sizeof one));
    }

    void run(std::stop_token stop) {
        try {
            watch(std::move(stop));
        } catch (const std::exception& e) {
            log.error("camera", std::string("the watch for cameras has ended: ") + e.what());
        }
    }

    void watch(std::stop_token stop) {
        const Context context(udev_new());
        Monitor monitor(context ? udev_monitor_new_from_netlink(context.get(), eventGroup()) : nullptr);
        if (!monitor ||
            udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "video4linux", nullptr) < 0 ||
            udev_monitor_enable_receiving(monitor.get()) < 0) {
            log.warn("camera", "no hot-plug events: cameras are found on request only");
            monitor.reset();
        }
        // Listening began before the first list, so nothing falls between the two.
        std::optional<std::vector<CameraDescription>> told;
        while (!stop.stop_requested()) {
            auto now = lister->list();
            if (!stop.stop_requested() && (!told || *told != now)) {
                told = now;
                changed(std::move(now));
            }
            int timeout = -1;
            for (int round = 0;
                 round < kMostRounds && !stop.stop_requested() && await(monitor.get(), timeout); ++round)
                timeout = kQuietMs;
        }
    }

    // True if something happened; takes it all.
    bool await(udev_monitor* monitor, int timeoutMs) const {
        pollfd files[2] = {{wake, POLLIN, 0},
                           {monitor == nullptr ? -1 : udev_monitor_get_fd(monitor), POLLIN, 0}};
        if (::poll(files, 2, timeoutMs) <= 0) return false;
        std::uint64_t count = 0;
        static_cast<void>(!::read(wake, &count, sizeof count));
        if (monitor != nullptr) {
            while (udev_device* device = udev_monitor_receive_device(monitor)) udev_device_unref(device);
        }
        return true;
    }
};

CameraMonitor::CameraMonitor(std::unique_ptr<CameraLister> lister, Changed changed, Log& log)
    : m_worker(std::make_unique<Worker>(std::move(lister), std::move(changed), log)) {
    m_worker->thread =
        std::jthread([worker = m_worker.get()](std::stop_token stop) { worker->run(std::move(stop)); });
}

CameraMonitor::~CameraMonitor() = default;

void CameraMonitor::refresh() {
    m_worker->rouse();
}

}  // namespace countersign
