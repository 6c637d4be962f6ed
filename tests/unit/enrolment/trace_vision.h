// Vision that plays what a synthetic person does: frames carry a number, readings are looked up by it. With
// it the runner and the threads are tested without models.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "enrolment/scan_vision.h"
#include "support/synthetic_person.h"

namespace countersign::test {

// A source whose person obeys. next() makes a frame and remembers the reading for TraceVision.
class ObedientSource final : public FrameSource, public PromptObserver {
  public:
    struct Shared {
        std::mutex mutex;
        std::map<std::uint64_t, FrameReading> readings;
    };
    explicit ObedientSource(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) {}

    int framesUntilLost = -1;
    int framesUntilEnd = -1;

    Status open() override { return {}; }
    Result<FramePtr> next(std::stop_token) override {
        if (framesUntilLost >= 0 && m_made >= framesUntilLost) {
            return failure(makeError(ErrorCode::FileUnreadable, "the test pulled the plug"));
        }
        if (framesUntilEnd >= 0 && m_made >= framesUntilEnd) {
            return failure(makeError(ErrorCode::EndOfRecording, "the test has ended"));
        }
        ++m_made;
        const std::lock_guard lock(m_shared->mutex);
        move();
        auto reading = m_person.next();
        auto frame = std::make_shared<Frame>();
        frame->bgr = cv::Mat(48, 64, CV_8UC3, cv::Scalar(90, 120, 150));
        frame->sequence = reading.sequence;
        frame->capturedAt = reading.capturedAt;
        m_shared->readings[reading.sequence] = std::move(reading);
        return FramePtr(frame);
    }
    void close() noexcept override {}
    SourceInfo info() const override {
        return {SourceKind::Practice, "test", "test", "test", "", false, 64, 48, 30};
    }
    void promptShown(std::optional<Action> action, FrameTime at) override {
        const std::lock_guard lock(m_shared->mutex);
        if (!action) return;
        m_action = action;
        m_askedAt = at;
    }

  private:
    void move() {
        m_person.now.yaw = m_person.now.pitch = 0;
        m_person.now.rightClosed = m_person.now.leftClosed = 0;
        if (!m_action) return;
        const double t = std::chrono::duration<double>(m_person.time() - m_askedAt).count() - 0.4;
        if (*m_action == Action::Blink) {
            if (t >= 0 && t < 0.2) m_person.now.rightClosed = m_person.now.leftClosed = 1;
            return;
        }
        const double amount = t < 0 ? 0 : t < 0.4 ? t / 0.4 : t < 0.9 ? 1 : t < 1.3 ? (1.3 - t) / 0.4 : 0;
        m_person.now.yaw = (*m_action == Action::TurnLeft ? 20 : -20) * amount;
    }
    std::shared_ptr<Shared> m_shared;
    SyntheticPerson m_person;
    std::optional<Action> m_action;
    FrameTime m_askedAt{0};
    int m_made = 0;
};

class TraceVision final : public ScanVision {
  public:
    explicit TraceVision(std::shared_ptr<ObedientSource::Shared> shared) : m_shared(std::move(shared)) {}
    Embedding face{1, 0};
    Embedding document{1, 0};
    bool throwing = false;
    bool blind = false;  // frames can't be looked at

    Result<FrameReading> analyse(const Frame& frame) override {
        if (throwing) throw std::runtime_error("a fault nobody foresaw");
        if (blind) return failure(makeError(ErrorCode::FileUnreadable, "no frame"));
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->readings.at(frame.sequence);
    }
    Result<Embedding> embed(const Frame&, const FaceReading&) override { return face; }
    Result<PreparedPortrait> readPortrait(const cv::Mat& bgr) override {
        PreparedPortrait portrait;
        if (bgr.empty()) return failure(makeError(ErrorCode::FileUnreadable, "no picture"));
        if (bgr.cols < 32) {
            portrait.reasons.push_back(Reason::PortraitNotFound);
            return portrait;
        }
        portrait.embedding = document;
        portrait.face = FaceReading{};
        portrait.cropped.bgr = bgr;
        return portrait;
    }
    Result<DocumentReading> readDocument(const cv::Mat& bgr, WallTime) override {
        if (bgr.empty()) return failure(makeError(ErrorCode::FileUnreadable, "no picture"));
        DocumentReading reading;
        reading.picture = bgr;
        return reading;
    }
    void reset() override {}

  private:
    std::shared_ptr<ObedientSource::Shared> m_shared;
};

}  // namespace countersign::test
