// The practice buyer's mind: hears prompts and moves like a person, after a human delay. No picture, no
// clock: all times are frame times, so the same person, seed and prompts give the same movement. Not
// thread-safe; owned by PracticeSource.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include "capture/frame.h"
#include "core/action.h"
#include "practice/buyer_pose.h"

namespace countersign {

// What the buyer does with what is asked. All between Obeys and EyesClosed must be refused, each for a reason
// of its own; the last three are willing and can't do the usual scan.
enum class Behaviour {
    Obeys = 1,
    Ignores,              // sits still whatever is asked
    Late,                 // does it, but long after
    OtherSide,            // left for right, up for down; blinks as asked
    OneEye,               // closes one eye where a blink is asked
    Early,                // acts in the pauses, before it is asked
    AnotherPersonMidway,  // after the first action another person leans in and takes the seat
    AnotherPersonCut,     // the same, from one frame to the next
    FlatPrint,            // a flat print of the person, turned in the hand to what is asked
    EyesClosed,           // turns as asked, with eyes that stay closed
    CannotBlink,          // does all but close the eyes
    CannotTurn,           // blinks, and does not move the head
};

[[nodiscard]] std::string_view behaviourName(Behaviour behaviour);
[[nodiscard]] std::optional<Behaviour> behaviourFromName(std::string_view name);

enum class SpontaneousBlinks { None = 1, InPauses };

struct BuyerHabits {
    Behaviour behaviour = Behaviour::Obeys;
    std::uint64_t seed = 1;
    float turnDegrees = 22;       // varies by +-2 with the seed
    FrameTime lateBy{7'000'000};  // Behaviour::Late acts so long after the prompt
    SpontaneousBlinks spontaneousBlinks = SpontaneousBlinks::None;
};

class PracticeBuyer {
  public:
    explicit PracticeBuyer(BuyerHabits habits);

    // `at`: capture time of the frame on which the prompt appeared; nullopt: the prompt has gone.
    void promptShown(std::optional<Action> action, FrameTime at);

    // Times must not fall from call to call.
    [[nodiscard]] BuyerPose state(FrameTime now);

    // 0 the first person sits there .. 1 the other person does; rises only for the AnotherPerson behaviours.
    [[nodiscard]] float handOver(FrameTime now) const;

  private:
    struct Move {
        Action action;
        FrameTime start;
        FrameTime returnsAt;  // turns: when the head starts to come back
        float size;           // degrees, or closure 0..1
    };

    void plan(Action action, FrameTime at, FrameTime delay);
    void continueAsking(FrameTime now);
    void idle(FrameTime now);
    [[nodiscard]] FrameTime randomTime(FrameTime from, FrameTime to);
    [[nodiscard]] FrameTime busyUntil() const;

    BuyerHabits m_habits;
    std::mt19937_64 m_random;
    float m_phase = 0, m_tempo = 1;
    std::vector<Move> m_moves;
    std::optional<Action> m_prompt;
    FrameTime m_now{0}, m_nextIdle{0};
    int m_promptsSeen = 0;
    std::optional<FrameTime> m_handOverAt;
};

}  // namespace countersign
