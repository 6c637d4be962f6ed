#include "capture/v4l2_device.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace countersign {

namespace {

class SystemDevice final : public V4l2Device {
  public:
    SystemDevice() = default;
    ~SystemDevice() override { closeNow(); }
    SystemDevice(const SystemDevice&) = delete;
    SystemDevice& operator=(const SystemDevice&) = delete;

    int open(const std::string& node) override {
        closeNow();
        do {
            m_file = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        } while (m_file < 0 && errno == EINTR);
        return m_file < 0 ? errno : 0;
    }

    int control(unsigned long request, void* argument) override {
        int result = 0;
        do {
            result = ::ioctl(m_file, request, argument);
        } while (result < 0 && errno == EINTR);
        return result < 0 ? errno : 0;
    }

    void* map(std::size_t length, std::uint32_t offset, int& error) override {
        void* address =
            ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, m_file, static_cast<off_t>(offset));
        error = address == MAP_FAILED ? errno : 0;
        return address == MAP_FAILED ? nullptr : address;
    }

    void unmap(void* address, std::size_t length) noexcept override { ::munmap(address, length); }

    DeviceWait wait(std::chrono::milliseconds longest) override {
        pollfd file{m_file, POLLIN, 0};
        const int count = ::poll(&file, 1, static_cast<int>(longest.count()));
        // A signal ends the wait early; the caller counts it as a short wait and asks again.
        if (count == 0 || (count < 0 && errno == EINTR)) return DeviceWait::TimedOut;
        if (count < 0) return DeviceWait::Broken;
        return (file.revents & POLLIN) != 0 ? DeviceWait::Ready : DeviceWait::Broken;
    }

    void close() noexcept override { closeNow(); }

  private:
    void closeNow() noexcept {
        if (m_file >= 0) ::close(m_file);
        m_file = -1;
    }

    int m_file = -1;
};

}  // namespace

std::unique_ptr<V4l2Device> systemV4l2Device() {
    return std::make_unique<SystemDevice>();
}

}  // namespace countersign
