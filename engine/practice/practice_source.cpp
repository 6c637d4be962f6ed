#include "practice/practice_source.h"

#include <algorithm>

#include "practice/practice_errors.h"
#include "practice/renderer.h"
#include "practice/sheet.h"

namespace countersign {
namespace {

constexpr float kSeatToSide = 3.4F;  // dm: how far a person moves to leave the picture
constexpr std::chrono::milliseconds kLongestWait{500};

}  // namespace

PracticeSource::PracticeSource(PersonPtr person, PracticeSettings settings)
    : m_person(std::move(person)), m_settings(std::move(settings)), m_buyer(m_settings.habits) {
    m_settings.framesPerSecond = std::clamp(m_settings.framesPerSecond, 1, 60);
}

PracticeSource::~PracticeSource() = default;

Status PracticeSource::open() {
    const std::lock_guard lock(m_mutex);
    m_buyer = PracticeBuyer(m_settings.habits);
    m_lastPose = {};
    m_canvas = std::make_unique<Canvas>(m_settings.scene);
    if (m_settings.habits.behaviour == Behaviour::FlatPrint)
        m_print = std::make_unique<Sheet>(pictureOfPerson(m_person, m_settings.scene, Finish::Printed),
                                          m_settings.scene);
    else
        m_renderer = std::make_unique<Renderer>(m_person, m_settings.scene);
    if (m_settings.other) m_otherRenderer = std::make_unique<Renderer>(m_settings.other, m_settings.scene);
    if (!m_start) m_start = std::chrono::steady_clock::now();
    m_origin = frameTime(m_nextIndex);
    m_open = true;
    return {};
}

FrameTime PracticeSource::frameTime(std::uint64_t index) const {
    return FrameTime(static_cast<FrameTime::rep>(index * 1'000'000U /
                                                 static_cast<std::uint64_t>(m_settings.framesPerSecond)));
}

// Real time: waits for the moment of the next frame. False: stopped, or not yet.
bool PracticeSource::waitForFrame(std::stop_token stop) {
    if (m_settings.pacing == Pacing::FilmTime) return !stop.stop_requested();
    const auto elapsed = std::chrono::duration_cast<FrameTime>(std::chrono::steady_clock::now() - *m_start);
    const auto current = static_cast<std::uint64_t>(std::max<FrameTime::rep>(elapsed.count(), 0)) *
                         static_cast<std::uint64_t>(m_settings.framesPerSecond) / 1'000'000U;
    m_nextIndex = std::max(m_nextIndex, current);  // too slow: frames are dropped, as a camera does
    const auto due = *m_start + frameTime(m_nextIndex);
    const auto until = std::min(due, std::chrono::steady_clock::now() + kLongestWait);
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, stop, until, [] { return false; });  // ends at `until` or on stop
    return !stop.stop_requested() && std::chrono::steady_clock::now() >= due;
}

Result<FramePtr> PracticeSource::next(std::stop_token stop) {
    if (!m_open) return failure(practiceNotOpen());
    if (!waitForFrame(stop)) return FramePtr();
    const std::uint64_t index = m_nextIndex++;
    const FrameTime at = frameTime(index);
    BuyerPose pose;
    float handOver = 0;
    {
        const std::lock_guard lock(m_mutex);
        pose = m_buyer.state(at - m_origin);
        handOver = m_buyer.handOver(at - m_origin);
        m_lastPose = pose;
    }
    auto frame = std::make_shared<Frame>();
    frame->bgr = draw(pose, handOver, index);
    frame->sequence = index + 1;
    frame->capturedAt = at;
    return FramePtr(std::move(frame));
}

cv::Mat PracticeSource::draw(const BuyerPose& pose, float handOver, std::uint64_t index) {
    m_canvas->clear();
    if (m_print) {
        m_print->draw(*m_canvas, pose, {}, {{}, m_settings.scene.distance});
    } else {
        const bool handsOver = handOver > 0 && m_otherRenderer != nullptr;
        BuyerPose leaving = pose, coming = pose;
        leaving.shiftX -= kSeatToSide * handOver;
        coming.shiftX += kSeatToSide * (1 - handOver);
        if (!handsOver || handOver < 1) m_renderer->draw(*m_canvas, handsOver ? leaving : pose);
        if (handsOver) m_otherRenderer->draw(*m_canvas, coming);
    }
    return m_canvas->develop(index ^ (m_settings.habits.seed << 20U));
}

void PracticeSource::close() noexcept {
    m_open = false;
}

SourceInfo PracticeSource::info() const {
    SourceInfo info;
    info.kind = SourceKind::Practice;
    info.id = "practice:" + m_person->key;
    info.label = "Practice buyer: " + m_person->details.name;
    info.driver = "practice";
    info.width = m_settings.scene.size.width;
    info.height = m_settings.scene.size.height;
    info.framesPerSecond = m_settings.framesPerSecond;
    return info;
}

void PracticeSource::promptShown(std::optional<Action> action, FrameTime at) {
    const std::lock_guard lock(m_mutex);
    m_buyer.promptShown(action, at - m_origin);
}

BuyerPose PracticeSource::lastPose() const {
    const std::lock_guard lock(m_mutex);
    return m_lastPose;
}

}  // namespace countersign
