#include "practice/attack_source.h"

#include <algorithm>
#include <array>

#include "practice/attack_plays.h"
#include "practice/practice_errors.h"

namespace countersign {
namespace {

constexpr std::array<std::pair<AttackKind, std::string_view>, 15> kNames{{
    {AttackKind::FlatPrint, "flat_print"},
    {AttackKind::BentPrint, "bent_print"},
    {AttackKind::FoldedPrint, "folded_print"},
    {AttackKind::EyeHoles, "eye_holes"},
    {AttackKind::BentEyeHoles, "bent_eye_holes"},
    {AttackKind::PaintedEyes, "painted_eyes"},
    {AttackKind::ScreenReplay, "screen_replay"},
    {AttackKind::ScreenReplayFull, "screen_replay_full"},
    {AttackKind::ScreenPuppet, "screen_puppet"},
    {AttackKind::FaceSwap, "face_swap"},
    {AttackKind::FaceSwapReplay, "face_swap_replay"},
    {AttackKind::FrozenFrames, "frozen_frames"},
    {AttackKind::LoopedFilm, "looped_film"},
    {AttackKind::SlowFilm, "slow_film"},
    {AttackKind::FastFilm, "fast_film"},
}};

}  // namespace

std::string_view attackName(AttackKind kind) {
    for (const auto& [value, name] : kNames)
        if (value == kind) return name;
    return "invalid";
}

std::optional<AttackKind> attackFromName(std::string_view name) {
    for (const auto& [value, known] : kNames)
        if (known == name) return value;
    return std::nullopt;
}

std::vector<AttackKind> allAttacks() {
    std::vector<AttackKind> kinds;
    for (const auto& [value, name] : kNames) kinds.push_back(value);
    return kinds;
}

AttackSource::AttackSource(AttackMaterial material, AttackSettings settings)
    : m_material(std::move(material)), m_settings(std::move(settings)) {
    m_settings.framesPerSecond = std::clamp(m_settings.framesPerSecond, 1, 60);
}

Status AttackSource::open() {
    m_play = isPaper(m_settings.kind) ? paperPlay(m_material, m_settings) : filmPlay(m_material, m_settings);
    m_nextIndex = 0;
    return {};
}

Result<FramePtr> AttackSource::next(std::stop_token stop) {
    if (!m_play) return failure(practiceNotOpen());
    if (stop.stop_requested()) return FramePtr();
    const std::uint64_t index = m_nextIndex++;
    auto frame = std::make_shared<Frame>();
    frame->capturedAt = FrameTime(static_cast<FrameTime::rep>(
        index * 1'000'000U / static_cast<std::uint64_t>(m_settings.framesPerSecond)));
    frame->sequence = index + 1;
    frame->bgr = m_play->picture(index, frame->capturedAt);
    return FramePtr(std::move(frame));
}

SourceInfo AttackSource::info() const {
    SourceInfo info;
    info.kind = SourceKind::Practice;
    info.id = "attack:" + std::string(attackName(m_settings.kind));
    info.label = "Made attack: " + std::string(attackName(m_settings.kind));
    info.driver = "practice";
    info.width = m_settings.scene.size.width;
    info.height = m_settings.scene.size.height;
    info.framesPerSecond = m_settings.framesPerSecond;
    return info;
}

void AttackSource::promptShown(std::optional<Action> action, FrameTime at) {
    if (m_play) m_play->prompt(action, at);
}

}  // namespace countersign
