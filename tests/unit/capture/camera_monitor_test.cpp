#include "capture/camera_monitor.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "support/catch.h"

using namespace countersign;

namespace {

CameraDescription named(const std::string& path) {
    CameraDescription camera;
    camera.identity = {path, "046d:0825"};
    return camera;
}

// The machine's cameras as the test wants them, and what the monitor told of them.
struct Desk {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<CameraDescription> present;
    std::vector<std::vector<CameraDescription>> told;
    int listed = 0;
    std::thread::id listedOn;

    void put(std::vector<CameraDescription> cameras) {
        const std::lock_guard lock(mutex);
        present = std::move(cameras);
    }

    template <class Until>
    void await(Until until) {
        std::unique_lock lock(mutex);
        changed.wait(lock, until);
    }

    CameraMonitor::Changed listener() {
        return [this](std::vector<CameraDescription> cameras) {
            {
                const std::lock_guard lock(mutex);
                told.push_back(std::move(cameras));
            }
            changed.notify_all();
        };
    }
};

class DeskLister final : public CameraLister {
  public:
    explicit DeskLister(Desk& desk) : m_desk(desk) {}
    std::vector<CameraDescription> list() override {
        std::vector<CameraDescription> cameras;
        {
            const std::lock_guard lock(m_desk.mutex);
            ++m_desk.listed;
            m_desk.listedOn = std::this_thread::get_id();
            cameras = m_desk.present;
        }
        m_desk.changed.notify_all();
        return cameras;
    }

  private:
    Desk& m_desk;
};

}  // namespace

TEST_CASE("the first list is told, then only changes") {
    Desk desk;
    const auto log = discardLog();
    CameraMonitor monitor(std::make_unique<DeskLister>(desk), desk.listener(), *log);
    desk.await([&] { return desk.told.size() == 1; });
    CHECK(desk.told[0].empty());
    CHECK(desk.listedOn != std::this_thread::get_id());

    const int before = desk.listed;
    monitor.refresh();
    desk.await([&] { return desk.listed > before; });

    desk.put({named("port 1")});
    monitor.refresh();
    desk.await([&] { return desk.told.size() == 2; });
    CHECK(desk.told[1].size() == 1);

    desk.put({});
    monitor.refresh();
    desk.await([&] { return desk.told.size() == 3; });
    CHECK(desk.told[2].empty());
}

TEST_CASE("twenty re-plugs are followed and the last state is told") {
    Desk desk;
    const auto log = discardLog();
    CameraMonitor monitor(std::make_unique<DeskLister>(desk), desk.listener(), *log);
    for (int i = 0; i < 20; ++i) {
        desk.put(i % 2 == 0 ? std::vector{named("port 1")} : std::vector<CameraDescription>{});
        monitor.refresh();
    }
    desk.put({named("port 2")});
    monitor.refresh();
    desk.await([&] { return !desk.told.empty() && desk.told.back() == std::vector{named("port 2")}; });
    for (std::size_t i = 1; i < desk.told.size(); ++i) CHECK(desk.told[i] != desk.told[i - 1]);
}

TEST_CASE("no call comes after the monitor has gone") {
    Desk desk;
    const auto log = discardLog();
    for (int i = 0; i < 50; ++i) {
        CameraMonitor monitor(std::make_unique<DeskLister>(desk), desk.listener(), *log);
        monitor.refresh();
    }
    const auto told = desk.told.size();
    desk.put({named("port 1")});
    CHECK(desk.told.size() == told);
}

TEST_CASE("a listener that throws ends the watch and not the program") {
    Desk desk;
    const auto log = discardLog();
    CameraMonitor monitor(
        std::make_unique<DeskLister>(desk),
        [](std::vector<CameraDescription>) { throw std::runtime_error("listener"); }, *log);
    desk.await([&] { return desk.listed == 1; });
    monitor.refresh();
}
