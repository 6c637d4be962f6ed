// The few system calls a V4L2 camera needs, as a seam: the real ones here, scripted faults in the tests.
// Used by one camera on one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace countersign {

enum class DeviceWait { Ready = 1, TimedOut, Broken };  // Broken: the device reports an error or has gone

class V4l2Device {
  public:
    virtual ~V4l2Device() = default;
    // These return 0 or errno. A call broken by a signal is made again inside.
    [[nodiscard]] virtual int open(const std::string& node) = 0;
    [[nodiscard]] virtual int control(unsigned long request, void* argument) = 0;
    // errno is in `error`; the pointer is then null.
    [[nodiscard]] virtual void* map(std::size_t length, std::uint32_t offset, int& error) = 0;
    virtual void unmap(void* address, std::size_t length) noexcept = 0;
    [[nodiscard]] virtual DeviceWait wait(std::chrono::milliseconds longest) = 0;
    virtual void close() noexcept = 0;
};

[[nodiscard]] std::unique_ptr<V4l2Device> systemV4l2Device();

}  // namespace countersign
