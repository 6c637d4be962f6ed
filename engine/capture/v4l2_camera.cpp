#include "capture/v4l2_camera.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "capture/camera_errors.h"

namespace countersign {

namespace {

constexpr std::uint32_t kBuffers = 4;      // one filling, one being decoded, two in reserve
constexpr Millis kLongestWait{500};        // how long next() may block: see FrameSource
constexpr Millis kStallAfter{2000};        // of waiting without a good frame
constexpr Millis kFirstFrameWithin{5000};  // cameras take a second or two to start and set their exposure
constexpr Millis kStampTolerance{2000};    // as long as the watchdog: an older picture is no live picture
constexpr int kFaultsUntilFailed = 4;      // one lost frame is an EIO too; a dead queue reports it every time
constexpr int kBuffersPerCall = 64;        // bounds next() if a device delivers nothing but rubbish at once
constexpr std::uint32_t kLongestEnumeration = 256;
constexpr double kRateTolerance = 0.1;

constexpr std::uint32_t fourccOf(PixelFormat format) {
    return format == PixelFormat::Yuyv ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG;
}

template <class T>
T cleared() {
    T value;
    std::memset(&value, 0, sizeof value);
    return value;
}

std::string sizeText(int width, int height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

template <std::size_t N>
std::string textOf(const std::uint8_t (&field)[N]) {
    const auto* chars = reinterpret_cast<const char*>(field);
    return {chars, strnlen(chars, N)};
}

}  // namespace

V4l2Camera::V4l2Camera(CameraDescription description, std::unique_ptr<V4l2Device> device, const Clock& clock)
    : m_description(std::move(description)), m_device(std::move(device)), m_clock(clock) {}

V4l2Camera::~V4l2Camera() {
    close();
}

Status V4l2Camera::open() {
    close();
    m_mode.reset();
    m_drops = {};
    m_faultsInARow = 0;
    m_anySequence = false;
    m_anyFrame = false;
    m_sequence = 0;
    m_waited = Millis(0);
    Status status = start();
    if (!status) close();
    return status;
}

Status V4l2Camera::start() {
    const int error = m_device->open(m_description.node);
    if (error != 0) return failure(cameraErrorFrom(error, "open " + m_description.node));
    m_deviceOpen = true;
    if (const Status fit = readCapabilities(); !fit) return fit;
    const std::vector<CameraMode> modes = readModes();
    const ModeChoice choice = chooseMode(modes);
    if (!choice.mode) {
        const std::string found = std::to_string(modes.size()) + " modes of YUYV and MJPEG";
        switch (choice.problem.value_or(ModeProblem::NoKnownFormat)) {
            case ModeProblem::TooSmall:
                return failure(cameraTooSmall("no mode reaches 640x480 among " + found));
            case ModeProblem::TooSlow:
                return failure(cameraTooSlow("no mode reaches 15 per second among " + found));
            case ModeProblem::NoKnownFormat:
                break;
        }
        return failure(cameraUnfit("offers neither YUYV nor MJPEG"));
    }
    m_mode = choice.mode;
    if (const Status set = setMode(); !set) return set;
    keepRateInTheDark();
    return startStream();
}

Status V4l2Camera::readCapabilities() {
    auto capability = cleared<v4l2_capability>();
    const int error = m_device->control(VIDIOC_QUERYCAP, &capability);
    if (error == ENOTTY || error == EINVAL)
        return failure(cameraUnfit(m_description.node + " is no video device"));
    if (error != 0) return failure(cameraErrorFrom(error, "VIDIOC_QUERYCAP"));
    const std::uint32_t can = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps
                                                                                    : capability.capabilities;
    if ((can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0)
        return failure(cameraUnfit(m_description.node + " cannot stream pictures"));
    // The driver's own word at this moment, not the list's, goes into the evidence.
    m_description.driver = textOf(capability.driver);
    m_description.bus = textOf(capability.bus_info);
    m_description.virtualDevice =
        m_description.virtualDevice ||
        looksVirtual(m_description.sysfsPath, m_description.driver, m_description.bus);
    return {};
}

std::vector<CameraMode> V4l2Camera::readModes() {
    static constexpr std::array kCandidates{std::pair{640, 480}, std::pair{1280, 720}, std::pair{1920, 1080}};
    std::vector<CameraMode> modes;
    for (std::uint32_t i = 0; i < kLongestEnumeration; ++i) {
        auto format = cleared<v4l2_fmtdesc>();
        format.index = i;
        format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (m_device->control(VIDIOC_ENUM_FMT, &format) != 0) break;
        CameraMode mode;
        if (format.pixelformat == V4L2_PIX_FMT_YUYV) {
            mode.format = PixelFormat::Yuyv;
        } else if (format.pixelformat == V4L2_PIX_FMT_MJPEG) {
            mode.format = PixelFormat::Mjpeg;
        } else {
            continue;
        }
        for (std::uint32_t k = 0; k < kLongestEnumeration; ++k) {
            auto size = cleared<v4l2_frmsizeenum>();
            size.index = k;
            size.pixel_format = format.pixelformat;
            if (m_device->control(VIDIOC_ENUM_FRAMESIZES, &size) != 0) {
                if (k > 0) break;
                // Old drivers do not list sizes; S_FMT will answer with what they do.
                for (const auto& [width, height] : {kCandidates[0], kCandidates[1]}) {
                    mode.width = width;
                    mode.height = height;
                    modes.push_back(mode);
                }
                break;
            }
            if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
                mode.width = static_cast<int>(size.discrete.width);
                mode.height = static_cast<int>(size.discrete.height);
                readIntervals(mode, format.pixelformat, modes);
                continue;
            }
            const auto& range = size.stepwise;
            const auto fits = [](std::uint32_t value, std::uint32_t from, std::uint32_t to,
                                 std::uint32_t step) {
                return value >= from && value <= to && (step == 0 || (value - from) % step == 0);
            };
            bool any = false;
            for (const auto& [width, height] : kCandidates) {
                if (!fits(static_cast<std::uint32_t>(width), range.min_width, range.max_width,
                          range.step_width) ||
                    !fits(static_cast<std::uint32_t>(height), range.min_height, range.max_height,
                          range.step_height))
                    continue;
                any = true;
                mode.width = width;
                mode.height = height;
                readIntervals(mode, format.pixelformat, modes);
            }
            if (!any) {
                mode.width = static_cast<int>(range.max_width);
                mode.height = static_cast<int>(range.max_height);
                readIntervals(mode, format.pixelformat, modes);
            }
            break;
        }
    }
    return modes;
}

void V4l2Camera::readIntervals(CameraMode mode, std::uint32_t fourcc, std::vector<CameraMode>& modes) {
    const auto add = [&](const v4l2_fract& interval) {
        mode.intervalNumerator = interval.denominator == 0 ? 0 : interval.numerator;
        mode.intervalDenominator = interval.denominator;
        modes.push_back(mode);
    };
    for (std::uint32_t i = 0; i < kLongestEnumeration; ++i) {
        auto interval = cleared<v4l2_frmivalenum>();
        interval.index = i;
        interval.pixel_format = fourcc;
        interval.width = static_cast<std::uint32_t>(mode.width);
        interval.height = static_cast<std::uint32_t>(mode.height);
        if (m_device->control(VIDIOC_ENUM_FRAMEINTERVALS, &interval) != 0) {
            if (i == 0) modes.push_back(mode);  // rate unknown
            return;
        }
        if (interval.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            add(interval.discrete);
            continue;
        }
        const auto rate = [](const v4l2_fract& f) {
            return f.numerator == 0 ? 0.0 : static_cast<double>(f.denominator) / f.numerator;
        };
        constexpr v4l2_fract kThirty{1, 30};
        const double fastest = rate(interval.stepwise.min);
        const double slowest = rate(interval.stepwise.max);
        if (fastest >= 30 && slowest <= 30) {
            add(kThirty);
        } else {
            add(fastest < 30 ? interval.stepwise.min : interval.stepwise.max);
        }
        return;
    }
}

Status V4l2Camera::setMode() {
    auto format = cleared<v4l2_format>();
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.width = static_cast<std::uint32_t>(m_mode->width);
    format.fmt.pix.height = static_cast<std::uint32_t>(m_mode->height);
    format.fmt.pix.pixelformat = fourccOf(m_mode->format);
    format.fmt.pix.field = V4L2_FIELD_NONE;
    if (const int error = m_device->control(VIDIOC_S_FMT, &format); error != 0)
        return failure(cameraErrorFrom(error, "VIDIOC_S_FMT"));
    // A driver may answer with another format than the one asked for, and that one then holds.
    const auto& got = format.fmt.pix;
    if (got.pixelformat != fourccOf(m_mode->format))
        return failure(cameraUnfit("the driver set another pixel format than it offered"));
    m_mode->width = static_cast<int>(got.width);
    m_mode->height = static_cast<int>(got.height);
    if (m_mode->width < kSmallestWidth || m_mode->height < kSmallestHeight)
        return failure(cameraTooSmall("the driver set " + sizeText(m_mode->width, m_mode->height)));
    m_stride = got.bytesperline != 0 ? got.bytesperline : static_cast<std::size_t>(got.width) * 2;

    auto parameters = cleared<v4l2_streamparm>();
    parameters.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (m_device->control(VIDIOC_G_PARM, &parameters) != 0) return {};  // no word on the rate: measured later
    auto& capture = parameters.parm.capture;
    if ((capture.capability & V4L2_CAP_TIMEPERFRAME) != 0 && m_mode->intervalNumerator != 0) {
        capture.timeperframe.numerator = m_mode->intervalNumerator;
        capture.timeperframe.denominator = m_mode->intervalDenominator;
        if (const int error = m_device->control(VIDIOC_S_PARM, &parameters); error != 0)
            return failure(cameraErrorFrom(error, "VIDIOC_S_PARM"));
    }
    if (capture.timeperframe.numerator != 0 && capture.timeperframe.denominator != 0) {
        m_mode->intervalNumerator = capture.timeperframe.numerator;
        m_mode->intervalDenominator = capture.timeperframe.denominator;
    }
    if (m_mode->intervalNumerator != 0 && m_mode->framesPerSecond() < kSlowestRate - kRateTolerance) {
        const auto rate = std::to_string(std::lround(m_mode->framesPerSecond()));
        return failure(cameraTooSlow("the driver set " + rate + " per second"));
    }
    return {};
}

// Webcams may halve their rate in poor light, far below what a blink needs. Where the driver lets us, the
// rate stays and the picture gets darker, which the light hints then tell. Put back on closing: the setting
// is the device's.
void V4l2Camera::keepRateInTheDark() {
    auto priority = cleared<v4l2_control>();
    priority.id = V4L2_CID_EXPOSURE_AUTO_PRIORITY;
    if (m_device->control(VIDIOC_G_CTRL, &priority) != 0 || priority.value == 0) return;
    const int before = priority.value;
    priority.value = 0;
    if (m_device->control(VIDIOC_S_CTRL, &priority) == 0) m_darkRateBefore = before;
}

Status V4l2Camera::startStream() {
    auto request = cleared<v4l2_requestbuffers>();
    request.count = kBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = m_device->control(VIDIOC_REQBUFS, &request); error != 0)
        return failure(cameraErrorFrom(error, "VIDIOC_REQBUFS"));
    if (request.count < 2) return failure(cameraFailed("the driver gave fewer than two buffers"));

    for (std::uint32_t i = 0; i < request.count; ++i) {
        auto buffer = cleared<v4l2_buffer>();
        buffer.index = i;
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        if (const int error = m_device->control(VIDIOC_QUERYBUF, &buffer); error != 0)
            return failure(cameraErrorFrom(error, "VIDIOC_QUERYBUF"));
        int error = 0;
        void* address = m_device->map(buffer.length, buffer.m.offset, error);
        if (address == nullptr) return failure(cameraErrorFrom(error, "mmap"));
        m_buffers.push_back({address, buffer.length});
        if (error = m_device->control(VIDIOC_QBUF, &buffer); error != 0)
            return failure(cameraErrorFrom(error, "VIDIOC_QBUF"));
    }
    m_startedAt = std::chrono::duration_cast<FrameTime>(m_clock.monotonic().time_since_epoch());
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (const int error = m_device->control(VIDIOC_STREAMON, &type); error != 0)
        return failure(cameraErrorFrom(error, "VIDIOC_STREAMON"));
    m_streaming = true;
    m_state = State::Streaming;
    // A picture that is ready at this moment was not taken since: v4l2loopback hands its last ones to whoever
    // opens it, under a new number and with no stamp that could tell.
    for (std::uint32_t i = 0; i < request.count && m_device->wait(Millis(0)) == DeviceWait::Ready; ++i) {
        auto old = cleared<v4l2_buffer>();
        old.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        old.memory = V4L2_MEMORY_MMAP;
        if (m_device->control(VIDIOC_DQBUF, &old) != 0) break;  // next() meets it again and tells
        ++m_drops.stale;
        auto again = cleared<v4l2_buffer>();
        again.index = old.index;
        again.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        again.memory = V4L2_MEMORY_MMAP;
        if (const int error = m_device->control(VIDIOC_QBUF, &again); error != 0)
            return failure(cameraErrorFrom(error, "VIDIOC_QBUF"));
    }
    return {};
}

Result<FramePtr> V4l2Camera::next(std::stop_token stop) {
    if (m_state == State::Broken) return failure(*m_brokenBy);
    if (m_state == State::Closed) return failure(cameraFailed("next() on a closed camera"));
    Millis left = kLongestWait;
    for (int taken = 0; taken < kBuffersPerCall && left.count() > 0 && !stop.stop_requested(); ++taken) {
        const MonotonicTime before = m_clock.monotonic();
        const DeviceWait wait = m_device->wait(left);
        // Only waiting counts, and never more than was asked for: a program that was stopped or slept for a
        // minute has not seen its camera stall.
        const auto spent = std::chrono::ceil<Millis>(m_clock.monotonic() - before);
        m_waited += std::min(spent, left);
        left -= std::min(spent, left);

        if (wait != DeviceWait::TimedOut) {
            auto taking = takeBuffer(wait);
            if (!taking || *taking) return taking;
        }
        if (m_waited >= (m_anyFrame ? kStallAfter : kFirstFrameWithin))
            return failure(
                broken(cameraStalled("no good frame in " + std::to_string(m_waited.count()) + " ms")));
    }
    return FramePtr();
}

Result<FramePtr> V4l2Camera::takeBuffer(DeviceWait wait) {
    auto buffer = cleared<v4l2_buffer>();
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    const int error = m_device->control(VIDIOC_DQBUF, &buffer);
    if (error == ENODEV || error == ENXIO) return failure(broken(cameraLost("VIDIOC_DQBUF")));
    if (error == EIO || (error == EAGAIN && wait == DeviceWait::Broken)) {
        if (++m_faultsInARow < kFaultsUntilFailed) return FramePtr();
        return failure(
            broken(cameraFailed(std::string("VIDIOC_DQBUF again and again: ") + std::strerror(error))));
    }
    if (error == EAGAIN) return FramePtr();
    if (error != 0) return failure(broken(cameraErrorFrom(error, "VIDIOC_DQBUF")));
    if (buffer.index >= m_buffers.size())
        return failure(broken(cameraFailed("the driver handed out a buffer that does not exist")));
    m_faultsInARow = 0;

    FrameTime stamp = std::chrono::duration_cast<FrameTime>(m_clock.monotonic().time_since_epoch());
    if ((buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
        stamp = std::chrono::seconds(buffer.timestamp.tv_sec) + FrameTime(buffer.timestamp.tv_usec);
    FramePtr frame = useBuffer({buffer.index, buffer.bytesused, buffer.sequence,
                                (buffer.flags & V4L2_BUF_FLAG_ERROR) != 0 ? Flag::Error : Flag::Good, stamp});

    auto again = cleared<v4l2_buffer>();
    again.index = buffer.index;
    again.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    again.memory = V4L2_MEMORY_MMAP;
    const int queued = m_device->control(VIDIOC_QBUF, &again);
    if (queued == ENODEV || queued == ENXIO) return failure(broken(cameraLost("VIDIOC_QBUF")));
    if (queued != 0) return failure(broken(cameraErrorFrom(queued, "VIDIOC_QBUF")));
    return frame;
}

FramePtr V4l2Camera::useBuffer(const Filled& filled) {
    // What was taken before the stream began is not of this stream, nor is its number.
    if (!m_anyFrame && filled.stamp < m_startedAt) {
        ++m_drops.stale;
        return nullptr;
    }
    // The difference survives the driver's 32-bit counter turning over.
    const auto step = m_anySequence ? static_cast<std::int32_t>(filled.sequence - m_lastDriverSequence) : 1;
    if (filled.flag == Flag::Error) {
        ++m_drops.flaggedByDriver;
    } else if (step <= 0) {
        ++m_drops.notRising;
    }
    if (step <= 0) return nullptr;
    m_drops.missing += static_cast<std::uint64_t>(step - 1);
    m_sequence += static_cast<std::uint64_t>(step);
    m_lastDriverSequence = filled.sequence;
    m_anySequence = true;
    if (filled.flag == Flag::Error) return nullptr;

    const auto now = std::chrono::duration_cast<FrameTime>(m_clock.monotonic().time_since_epoch());
    if (now - filled.stamp > kStampTolerance || filled.stamp - now > kStampTolerance) {
        ++m_drops.stale;
        return nullptr;
    }
    if (m_anyFrame && filled.stamp <= m_lastStamp) {
        ++m_drops.notRising;
        return nullptr;
    }
    const Buffer& buffer = m_buffers[filled.index];
    std::optional<cv::Mat> bgr;
    if (filled.bytesUsed <= buffer.length) {
        const std::span bytes(static_cast<const std::uint8_t*>(buffer.address), filled.bytesUsed);
        bgr = m_mode->format == PixelFormat::Mjpeg
                  ? m_decoder.mjpeg(bytes, m_mode->width, m_mode->height)
                  : FrameDecoder::yuyv(bytes, m_mode->width, m_mode->height, m_stride);
    }
    if (!bgr) {
        ++m_drops.corrupt;
        return nullptr;
    }
    m_anyFrame = true;
    m_lastStamp = filled.stamp;
    m_waited = Millis(0);
    return std::make_shared<const Frame>(Frame{std::move(*bgr), m_sequence, filled.stamp});
}

Error V4l2Camera::broken(Error error) {
    // The device is let go at once, so that a re-plugged camera gets its old node again.
    close();
    m_state = State::Broken;
    m_brokenBy = error;
    return error;
}

void V4l2Camera::close() noexcept {
    if (m_streaming) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        static_cast<void>(m_device->control(VIDIOC_STREAMOFF, &type));
    }
    for (const Buffer& buffer : m_buffers) m_device->unmap(buffer.address, buffer.length);
    m_buffers.clear();
    if (m_deviceOpen) {
        if (m_darkRateBefore) {
            auto priority = cleared<v4l2_control>();
            priority.id = V4L2_CID_EXPOSURE_AUTO_PRIORITY;
            priority.value = *m_darkRateBefore;
            static_cast<void>(m_device->control(VIDIOC_S_CTRL, &priority));
        }
        m_device->close();
    }
    m_darkRateBefore.reset();
    m_deviceOpen = false;
    m_streaming = false;
    m_state = State::Closed;
    m_brokenBy.reset();
}

SourceInfo V4l2Camera::info() const {
    SourceInfo info;
    info.kind = SourceKind::Camera;
    info.id = m_description.identity.text();
    info.label = m_description.label;
    info.driver = m_description.driver;
    info.bus = m_description.bus;
    info.virtualDevice = m_description.virtualDevice;
    if (m_mode) {
        info.width = m_mode->width;
        info.height = m_mode->height;
        info.framesPerSecond = m_mode->framesPerSecond();
    }
    return info;
}

}  // namespace countersign
