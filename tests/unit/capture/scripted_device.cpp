#include "scripted_device.h"

#include <linux/videodev2.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace countersign {

namespace {

class ScriptedDevice final : public V4l2Device {
  public:
    explicit ScriptedDevice(std::shared_ptr<ScriptedState> state) : m_state(std::move(state)) {}

    int open(const std::string&) override {
        if (m_state->openError != 0) return m_state->openError;
        if (m_state->open) m_state->mistakes.emplace_back("opened twice");
        m_state->open = true;
        ++m_state->opened;
        return 0;
    }

    void close() noexcept override {
        if (!m_state->mapped.empty()) m_state->mistakes.emplace_back("closed with mapped buffers");
        m_state->open = false;
        m_state->streaming = false;
        m_state->queued.clear();
    }

    void* map(std::size_t length, std::uint32_t offset, int& error) override {
        error = m_state->mapError;
        if (error != 0) return nullptr;
        auto& memory = m_memory[offset];
        memory.assign(length, 0);
        m_state->mapped.insert(memory.data());
        return memory.data();
    }

    void unmap(void* address, std::size_t) noexcept override {
        if (m_state->mapped.erase(address) == 0)
            m_state->mistakes.emplace_back("unmapped what was not mapped");
        if (m_state->streaming) m_state->mistakes.emplace_back("unmapped while streaming");
    }

    DeviceWait wait(std::chrono::milliseconds longest) override {
        if (!m_state->streaming) {
            m_state->mistakes.emplace_back("waited without a stream");
            return DeviceWait::Broken;
        }
        if (longest.count() < 0) m_state->mistakes.emplace_back("waited for less than no time");
        // Asked for what is ready now: nothing that takes its time.
        if (longest.count() == 0 && (m_state->script.empty() || m_state->script.front().takes.count() > 0))
            return DeviceWait::TimedOut;
        if (m_state->script.empty() || m_state->script.front().what == ScriptedStep::What::Silence) {
            if (!m_state->script.empty()) m_state->script.pop_front();
            m_state->clock->advance(longest);
            return DeviceWait::TimedOut;
        }
        const ScriptedStep& step = m_state->script.front();
        m_state->clock->advance(std::chrono::ceil<Millis>(step.takes));
        return step.what == ScriptedStep::What::PollError ? DeviceWait::Broken : DeviceWait::Ready;
    }

    int control(unsigned long request, void* argument) override {
        if (!m_state->open) m_state->mistakes.emplace_back("called while closed");
        const auto scripted = m_state->errors.find(request);
        if (scripted != m_state->errors.end()) return scripted->second;
        switch (request) {
            case VIDIOC_QUERYCAP:
                return queryCapability(*static_cast<v4l2_capability*>(argument));
            case VIDIOC_ENUM_FMT:
                return enumerateFormat(*static_cast<v4l2_fmtdesc*>(argument));
            case VIDIOC_ENUM_FRAMESIZES:
                return enumerateSize(*static_cast<v4l2_frmsizeenum*>(argument));
            case VIDIOC_ENUM_FRAMEINTERVALS:
                return enumerateRate(*static_cast<v4l2_frmivalenum*>(argument));
            case VIDIOC_S_FMT:
                return setFormat(*static_cast<v4l2_format*>(argument));
            case VIDIOC_G_PARM:
                return getRate(*static_cast<v4l2_streamparm*>(argument));
            case VIDIOC_S_PARM:
                return setRate(*static_cast<v4l2_streamparm*>(argument));
            case VIDIOC_G_CTRL:
            case VIDIOC_S_CTRL:
                return darkRate(request, *static_cast<v4l2_control*>(argument));
            case VIDIOC_REQBUFS:
                return requestBuffers(*static_cast<v4l2_requestbuffers*>(argument));
            case VIDIOC_QUERYBUF:
                return queryBuffer(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_QBUF:
                return queueBuffer(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_DQBUF:
                return dequeueBuffer(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_STREAMON:
                m_state->streaming = true;
                return 0;
            case VIDIOC_STREAMOFF:
                m_state->streaming = false;
                m_state->queued.clear();
                return 0;
            default:
                return ENOTTY;
        }
    }

  private:
    template <std::size_t N>
    static void put(std::uint8_t (&field)[N], const std::string& text) {
        std::memset(field, 0, N);
        std::memcpy(field, text.data(), std::min(text.size(), N - 1));
    }

    int queryCapability(v4l2_capability& out) const {
        put(out.driver, m_state->driver);
        put(out.bus_info, m_state->bus);
        put(out.card, "Scripted camera");
        out.capabilities = m_state->capabilities;
        out.device_caps = m_state->deviceCapabilities;
        return 0;
    }

    std::vector<std::uint32_t> formats() const {
        std::vector<std::uint32_t> found;
        for (const auto& mode : m_state->modes)
            if (std::find(found.begin(), found.end(), mode.fourcc) == found.end())
                found.push_back(mode.fourcc);
        return found;
    }

    int enumerateFormat(v4l2_fmtdesc& out) const {
        const auto all = formats();
        if (out.index >= all.size()) return EINVAL;
        out.pixelformat = all[out.index];
        return 0;
    }

    std::vector<ScriptedMode> modesOf(std::uint32_t fourcc) const {
        std::vector<ScriptedMode> found;
        for (const auto& mode : m_state->modes)
            if (mode.fourcc == fourcc) found.push_back(mode);
        return found;
    }

    int enumerateSize(v4l2_frmsizeenum& out) const {
        const auto all = modesOf(out.pixel_format);
        if (out.index >= all.size()) return EINVAL;
        out.type = V4L2_FRMSIZE_TYPE_DISCRETE;
        out.discrete = {all[out.index].width, all[out.index].height};
        return 0;
    }

    int enumerateRate(v4l2_frmivalenum& out) const {
        for (const auto& mode : modesOf(out.pixel_format)) {
            if (mode.width != out.width || mode.height != out.height) continue;
            if (out.index >= mode.rates.size()) return EINVAL;
            out.type = V4L2_FRMIVAL_TYPE_DISCRETE;
            out.discrete = {1, mode.rates[out.index]};
            return 0;
        }
        return EINVAL;
    }

    int setFormat(v4l2_format& format) {
        auto& pix = format.fmt.pix;
        m_state->asked.fourcc = pix.pixelformat;
        m_state->asked.width = pix.width;
        m_state->asked.height = pix.height;
        if (m_state->setInstead) {
            pix.pixelformat = m_state->setInstead->fourcc;
            pix.width = m_state->setInstead->width;
            pix.height = m_state->setInstead->height;
        }
        pix.bytesperline = pix.pixelformat == V4L2_PIX_FMT_YUYV ? pix.width * 2 : 0;
        pix.sizeimage = pix.width * pix.height * 2;
        m_imageSize = pix.sizeimage;
        return 0;
    }

    int getRate(v4l2_streamparm& out) const {
        out.parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
        out.parm.capture.timeperframe = {1, 30};
        return 0;
    }

    int setRate(v4l2_streamparm& parameters) {
        m_state->asked.rates = {parameters.parm.capture.timeperframe.denominator};
        if (m_state->setInstead) parameters.parm.capture.timeperframe = {1, m_state->setInstead->rates.at(0)};
        return 0;
    }

    int darkRate(unsigned long request, v4l2_control& control) {
        if (control.id != V4L2_CID_EXPOSURE_AUTO_PRIORITY || !m_state->darkRateControl) return EINVAL;
        if (request == VIDIOC_G_CTRL)
            control.value = *m_state->darkRateControl;
        else
            m_state->darkRateControl = control.value;
        return 0;
    }

    int requestBuffers(v4l2_requestbuffers& request) {
        request.count = std::min(request.count, m_state->buffersGiven);
        m_count = request.count;
        return 0;
    }

    int queryBuffer(v4l2_buffer& buffer) const {
        if (buffer.index >= m_count) return EINVAL;
        buffer.length = m_imageSize;
        buffer.m.offset = buffer.index * 0x1000000;
        return 0;
    }

    int queueBuffer(v4l2_buffer& buffer) {
        if (buffer.index >= m_count) return EINVAL;
        if (!m_state->queued.insert(buffer.index).second) m_state->mistakes.emplace_back("queued twice");
        return 0;
    }

    int dequeueBuffer(v4l2_buffer& buffer) {
        if (m_state->script.empty()) return EAGAIN;
        const ScriptedStep step = m_state->script.front();
        m_state->script.pop_front();
        if (step.error != 0) return step.error;
        if (step.what != ScriptedStep::What::Frame) return EAGAIN;
        if (m_state->queued.empty()) {
            m_state->mistakes.emplace_back("the driver ran out of buffers");
            return EAGAIN;
        }
        const std::uint32_t index = *m_state->queued.begin();
        m_state->queued.erase(m_state->queued.begin());
        auto& memory = m_memory[index * 0x1000000];
        std::copy_n(step.bytes.begin(), std::min(memory.size(), step.bytes.size()), memory.begin());
        m_sequence = step.sequence.value_or(m_sequence + 1);
        buffer.index = step.index.value_or(index);
        buffer.bytesused = step.bytesUsed.value_or(static_cast<std::uint32_t>(step.bytes.size()));
        buffer.flags = step.flags;
        buffer.sequence = m_sequence;
        const auto stamp = std::chrono::duration_cast<std::chrono::microseconds>(
                               m_state->clock->monotonic().time_since_epoch()) +
                           step.stampOffset;
        buffer.timestamp.tv_sec = static_cast<time_t>(stamp.count() / 1000000);
        buffer.timestamp.tv_usec = static_cast<suseconds_t>(stamp.count() % 1000000);
        return 0;
    }

    std::shared_ptr<ScriptedState> m_state;
    std::map<std::uint32_t, std::vector<std::uint8_t>> m_memory;
    std::uint32_t m_imageSize = 0;
    std::uint32_t m_count = 0;
    std::uint32_t m_sequence = static_cast<std::uint32_t>(-1);  // the first frame is number 0
};

}  // namespace

std::unique_ptr<V4l2Device> scriptedDevice(std::shared_ptr<ScriptedState> state) {
    state->clock->advance(Millis(3600000));  // a machine that has been up for a while
    return std::make_unique<ScriptedDevice>(std::move(state));
}

CameraDescription plainDescription() {
    CameraDescription camera;
    camera.identity = {"pci-0000:00:14.0-usb-0:1:1.0", "046d:0825"};
    camera.node = "/dev/video0";
    camera.label = "Webcam";
    camera.sysfsPath = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/video4linux/video0";
    return camera;
}

std::vector<std::uint8_t> greyYuyv(int width, int height, std::uint8_t luma) {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 2,
                                    128);
    for (std::size_t i = 0; i < bytes.size(); i += 2) bytes[i] = luma;
    return bytes;
}

std::vector<std::uint8_t> jpegPicture(int width, int height) {
    std::vector<std::uint8_t> bgr(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            auto* pixel = &bgr[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                static_cast<std::size_t>(x)) *
                               3];
            pixel[0] = 20;
            pixel[1] = static_cast<std::uint8_t>(40 + 120 * x / width);
            pixel[2] = static_cast<std::uint8_t>(60 + 120 * y / height + (x * 7 + y * 13) % 31);
        }
    }
    const tjhandle encoder = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    tjCompress2(encoder, bgr.data(), width, 0, height, TJPF_BGR, &bytes, &size, TJSAMP_422, 85, 0);
    std::vector<std::uint8_t> jpeg(bytes, bytes + size);
    tjFree(bytes);
    tjDestroy(encoder);
    return jpeg;
}

}  // namespace countersign
