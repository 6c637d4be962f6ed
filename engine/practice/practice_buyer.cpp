#include "practice/practice_buyer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace countersign {
namespace {

using std::chrono::milliseconds;

// How people at a counter move; the source is design figures for a human response.
constexpr FrameTime kSoonest = milliseconds(300), kSlowest = milliseconds(900);  // prompt to movement
constexpr FrameTime kRamp = milliseconds(400);                                   // a turn, one way
constexpr FrameTime kBlink = milliseconds(200);
constexpr FrameTime kShortestHold = milliseconds(900), kLongestHold = milliseconds(1300);
constexpr FrameTime kLetGo = milliseconds(150);      // prompt gone to head coming back
constexpr FrameTime kTryAgain = milliseconds(1000);  // still asked: repeats after this pause
constexpr FrameTime kHandOver = milliseconds(1200);  // one person leaves as the other comes
constexpr float kNodDegrees = 14;
constexpr float kGazeStays = 0.4F;  // share of a turn that the eyes undo to keep the screen in view
constexpr float kPrintTurnDegrees =
    38;  // a plane at 40 degrees is read as a turn of 25 in most renders: attackers try

constexpr std::array<std::pair<Behaviour, std::string_view>, 12> kNames{{
    {Behaviour::Obeys, "obeys"},
    {Behaviour::Ignores, "ignores"},
    {Behaviour::Late, "late"},
    {Behaviour::OtherSide, "other_side"},
    {Behaviour::OneEye, "one_eye"},
    {Behaviour::Early, "early"},
    {Behaviour::AnotherPersonMidway, "another_person"},
    {Behaviour::AnotherPersonCut, "another_person_cut"},
    {Behaviour::FlatPrint, "flat_print"},
    {Behaviour::EyesClosed, "eyes_closed"},
    {Behaviour::CannotBlink, "cannot_blink"},
    {Behaviour::CannotTurn, "cannot_turn"},
}};

float seconds(FrameTime time) {
    return std::chrono::duration<float>(time).count();
}

float smoothStep(float t) {
    const float x = std::clamp(t, 0.0F, 1.0F);
    return x * x * (3 - 2 * x);
}

Action mirrored(Action action) {
    switch (action) {
        case Action::TurnLeft:
            return Action::TurnRight;
        case Action::TurnRight:
            return Action::TurnLeft;
        case Action::LookUp:
            return Action::LookDown;
        case Action::LookDown:
            return Action::LookUp;
        case Action::Blink:
            break;
    }
    return Action::Blink;
}

// Lids fall fast and rise a little slower: shut for most of the blink. 0..1.
float blinkClosure(float t) {
    if (t <= 0 || t >= 1) return 0;
    return std::pow(std::sin(static_cast<float>(CV_PI) * t), 0.6F);
}

}  // namespace

std::string_view behaviourName(Behaviour behaviour) {
    for (const auto& [value, name] : kNames)
        if (value == behaviour) return name;
    return "invalid";
}

std::optional<Behaviour> behaviourFromName(std::string_view name) {
    for (const auto& [value, known] : kNames)
        if (known == name) return value;
    return std::nullopt;
}

PracticeBuyer::PracticeBuyer(BuyerHabits habits) : m_habits(habits), m_random(habits.seed) {
    m_phase = 6.28F * seconds(randomTime(FrameTime(0), milliseconds(1000)));
    m_tempo = 0.8F + 0.4F * seconds(randomTime(FrameTime(0), milliseconds(1000)));
    m_nextIdle = randomTime(milliseconds(1500), milliseconds(4000));
}

FrameTime PracticeBuyer::randomTime(FrameTime from, FrameTime to) {
    // Not a std distribution: those differ between standard libraries.
    const auto span = static_cast<std::uint64_t>((to - from).count()) + 1;
    return from + FrameTime(static_cast<FrameTime::rep>(m_random() % span));
}

FrameTime PracticeBuyer::busyUntil() const {
    FrameTime last{0};
    for (const Move& move : m_moves)
        last = std::max(last, move.action == Action::Blink ? move.start + kBlink : move.returnsAt + kRamp);
    return last;
}

void PracticeBuyer::plan(Action action, FrameTime at, FrameTime delay) {
    const bool blink = action == Action::Blink;
    if (m_habits.behaviour == Behaviour::CannotBlink && blink) return;
    if (m_habits.behaviour == Behaviour::CannotTurn && !blink) return;
    const FrameTime start = std::max({at + delay, m_now, busyUntil() + milliseconds(100)});
    const FrameTime hold = randomTime(kShortestHold, kLongestHold);
    const float vary = 4 * seconds(randomTime(FrameTime(0), milliseconds(1000))) - 2;
    const bool nod = action == Action::LookUp || action == Action::LookDown;
    float size = (nod ? kNodDegrees : m_habits.turnDegrees) + vary;
    if (action == Action::Blink) size = 1;
    if (m_habits.behaviour == Behaviour::FlatPrint) {
        if (action == Action::Blink) return;  // paper has no lids
        size = kPrintTurnDegrees + vary;
    }
    m_moves.push_back({action, start, start + kRamp + hold, size});
}

void PracticeBuyer::promptShown(std::optional<Action> action, FrameTime at) {
    m_prompt = action;
    if (!action) {
        for (Move& move : m_moves) {
            const FrameTime letGo = std::max(at + kLetGo, move.start + kRamp);
            move.returnsAt = std::min(move.returnsAt, letGo);
        }
        const bool early = m_habits.behaviour == Behaviour::Early;
        m_nextIdle = at + (early ? milliseconds(250) : randomTime(milliseconds(500), milliseconds(4000)));
        const bool leaves = m_habits.behaviour == Behaviour::AnotherPersonMidway ||
                            m_habits.behaviour == Behaviour::AnotherPersonCut;
        if (leaves && m_promptsSeen > 0 && !m_handOverAt) m_handOverAt = at + milliseconds(300);
        return;
    }
    ++m_promptsSeen;
    switch (m_habits.behaviour) {
        case Behaviour::Ignores:
            return;
        case Behaviour::Late:
            plan(*action, at, m_habits.lateBy);
            return;
        case Behaviour::OtherSide:
            plan(mirrored(*action), at, randomTime(kSoonest, kSlowest));
            return;
        default:
            plan(*action, at, randomTime(kSoonest, kSlowest));
            return;
    }
}

// Who still sees the prompt after doing as told does it again.
void PracticeBuyer::continueAsking(FrameTime now) {
    if (!m_prompt || m_habits.behaviour == Behaviour::Ignores || m_habits.behaviour == Behaviour::Late)
        return;
    if (m_moves.empty() || now < busyUntil() + kTryAgain) return;
    plan(m_habits.behaviour == Behaviour::OtherSide ? mirrored(*m_prompt) : *m_prompt, now, FrameTime(0));
}

void PracticeBuyer::idle(FrameTime now) {
    if (m_prompt || now < m_nextIdle) return;
    if (m_habits.behaviour == Behaviour::Early) {
        if (m_promptsSeen == 0) return;  // knows the game only after the first prompt
        constexpr std::array kGuesses{Action::Blink, Action::TurnLeft, Action::TurnRight};
        plan(kGuesses[m_random() % kGuesses.size()], now, FrameTime(0));
        m_nextIdle = busyUntil() + milliseconds(200);
    } else if (m_habits.spontaneousBlinks == SpontaneousBlinks::InPauses) {
        plan(Action::Blink, now, FrameTime(0));
        m_nextIdle = now + randomTime(milliseconds(2500), milliseconds(6000));
    }
}

BuyerPose PracticeBuyer::state(FrameTime now) {
    m_now = std::max(m_now, now);
    continueAsking(m_now);
    idle(m_now);
    std::erase_if(m_moves, [this](const Move& move) {  // long over; the last one is kept for busyUntil()
        return &move != &m_moves.back() && m_now > move.returnsAt + kRamp;
    });

    const float t = seconds(now) * m_tempo;
    const bool print = m_habits.behaviour == Behaviour::FlatPrint;
    BuyerPose pose;
    for (const Move& move : m_moves) {
        const float in = smoothStep(seconds(now - move.start) / seconds(kRamp));
        const float out = smoothStep(seconds(now - move.returnsAt) / seconds(kRamp));
        const float turned = move.size * (in - out);
        switch (move.action) {
            case Action::TurnLeft:
                pose.yaw += turned;
                break;
            case Action::TurnRight:
                pose.yaw -= turned;
                break;
            case Action::LookUp:
                pose.pitch += turned;
                break;
            case Action::LookDown:
                pose.pitch -= turned;
                break;
            case Action::Blink: {
                const float closed = blinkClosure(seconds(now - move.start) / seconds(kBlink));
                const bool oneEye = m_habits.behaviour == Behaviour::OneEye;
                const bool leftOnly = m_habits.seed % 2 == 0;
                if (!oneEye || leftOnly) pose.leftEyeClosed = std::max(pose.leftEyeClosed, closed);
                if (!oneEye || !leftOnly) pose.rightEyeClosed = std::max(pose.rightEyeClosed, closed);
                break;
            }
        }
    }
    if (m_habits.behaviour == Behaviour::EyesClosed) pose.leftEyeClosed = pose.rightEyeClosed = 1;
    if (!print) {
        pose.gazeYaw = -kGazeStays * pose.yaw;
        pose.gazePitch = -kGazeStays * pose.pitch;
    }
    // Nobody sits quite still; a hand less so.
    const float sway = print ? 1.4F : 0.7F;
    pose.yaw += sway * (1.5F * std::sin(1.7F * t + m_phase) + 0.8F * std::sin(3.1F * t + 2 * m_phase));
    pose.pitch += sway * 0.8F * std::sin(2.3F * t + 3 * m_phase);
    pose.roll += sway * 0.6F * std::sin(1.1F * t + m_phase);
    pose.shiftX = sway * 0.04F * std::sin(t + m_phase);
    pose.shiftY = sway * 0.02F * std::sin(1.3F * t + 2 * m_phase);
    pose.shiftZ = sway * 0.05F * std::sin(0.7F * t + m_phase);
    return pose;
}

float PracticeBuyer::handOver(FrameTime now) const {
    if (!m_handOverAt || now < *m_handOverAt) return 0;
    if (m_habits.behaviour == Behaviour::AnotherPersonCut) return 1;
    return smoothStep(seconds(now - *m_handOverAt) / seconds(kHandOver));
}

}  // namespace countersign
