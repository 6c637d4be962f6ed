// A camera by Linux' V4L2, without anything between that could invent or repeat frames: in a liveness check a
// stale frame is a security fault. All functions on the capture thread. Lost or stalled cameras stay unusable
// until opened again; after a re-plug the node may be another, so make a new V4l2Camera from the new
// description.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/camera_description.h"
#include "capture/camera_mode.h"
#include "capture/frame_decoder.h"
#include "capture/frame_source.h"
#include "capture/v4l2_device.h"
#include "core/clock.h"

namespace countersign {

// Frames that arrived and were not handed on, by cause.
struct CameraDrops {
    std::uint64_t flaggedByDriver = 0;  // error flag
    std::uint64_t corrupt = 0;          // too short, or no whole JPEG
    std::uint64_t notRising = 0;        // sequence or stamp repeated or went back
    std::uint64_t stale = 0;            // stamped too far from now, or before the stream began
    std::uint64_t missing = 0;          // gaps in the driver's sequence: never arrived
};

class V4l2Camera final : public FrameSource {
  public:
    // `clock` must outlive the camera. Its monotonic time is CLOCK_MONOTONIC, as the drivers' stamps are.
    V4l2Camera(CameraDescription description, std::unique_ptr<V4l2Device> device, const Clock& clock);
    ~V4l2Camera() override;

    // CameraNotFound, CameraForbidden, CameraBusy, CameraUnfit, CameraTooSmall, CameraTooSlow, CameraFailed.
    [[nodiscard]] Status open() override;
    // CameraLost (unplugged), CameraStalled (no good frame for 2 s), CameraFailed (the driver reports a
    // fault).
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override;
    void close() noexcept override;
    [[nodiscard]] SourceInfo info() const override;

    [[nodiscard]] const CameraDrops& drops() const { return m_drops; }  // since open()
    [[nodiscard]] std::optional<CameraMode> mode() const { return m_mode; }

  private:
    struct Buffer {
        void* address = nullptr;
        std::size_t length = 0;
    };
    enum class State { Closed = 1, Streaming, Broken };
    enum class Flag { Good = 1, Error };
    struct Filled {
        std::uint32_t index = 0;
        std::uint32_t bytesUsed = 0;
        std::uint32_t sequence = 0;
        Flag flag = Flag::Good;
        FrameTime stamp{0};
    };

    [[nodiscard]] Status start();
    [[nodiscard]] Status readCapabilities();
    [[nodiscard]] std::vector<CameraMode> readModes();
    void readIntervals(CameraMode mode, std::uint32_t fourcc, std::vector<CameraMode>& modes);
    [[nodiscard]] Status setMode();
    void keepRateInTheDark();
    [[nodiscard]] Status startStream();
    [[nodiscard]] Result<FramePtr> takeBuffer(DeviceWait wait);  // empty pointer: dropped
    [[nodiscard]] FramePtr useBuffer(const Filled& filled);
    [[nodiscard]] Error broken(Error error);

    CameraDescription m_description;
    std::unique_ptr<V4l2Device> m_device;
    const Clock& m_clock;
    FrameDecoder m_decoder;
    State m_state = State::Closed;
    bool m_deviceOpen = false;
    bool m_streaming = false;
    std::optional<CameraMode> m_mode;
    std::size_t m_stride = 0;
    std::vector<Buffer> m_buffers;
    CameraDrops m_drops;
    std::optional<Error> m_brokenBy;
    std::optional<int> m_darkRateBefore;  // value of the control to restore
    int m_faultsInARow = 0;
    bool m_anySequence = false;
    bool m_anyFrame = false;
    std::uint32_t m_lastDriverSequence = 0;
    std::uint64_t m_sequence = 0;
    FrameTime m_startedAt{0};  // when the stream was asked for
    FrameTime m_lastStamp{0};
    Millis m_waited{0};  // without a good frame
};

}  // namespace countersign
