// The draw of a challenge on its own: which actions, in which order, after which pauses. Counter and operator
// share it, so that the operator can draw the same again from the record's id. Plain values; any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/action.h"
#include "core/ids.h"
#include "core/secret.h"

namespace countersign {

// What one counter and its operator share since enrolment. Wiped when it goes.
class ChallengeKey {
  public:
    [[nodiscard]] static ChallengeKey random();
    [[nodiscard]] static std::optional<ChallengeKey> fromBytes(ByteView bytes);  // 32 bytes
    ChallengeKey(const ChallengeKey&) = default;
    ChallengeKey& operator=(const ChallengeKey&) = default;
    ~ChallengeKey();
    [[nodiscard]] ByteView view() const { return m_bytes; }
    [[nodiscard]] bool operator==(const ChallengeKey& other) const;

  private:
    ChallengeKey() = default;
    std::array<std::uint8_t, 32> m_bytes{};
};

// Source of the challenge's randomness.
class ChallengePicker {
  public:
    virtual ~ChallengePicker() = default;
    // Uniform in [0, bound); bound > 0.
    [[nodiscard]] virtual std::uint32_t below(std::uint32_t bound) = 0;
};

// For production: an HMAC-SHA-256 stream over the record's id and the try. Block n is HMAC(key, "countersign
// challenge 1" | record id | try u32 | n u32), numbers little endian, read as eight u32.
class RecordPicker final : public ChallengePicker {
  public:
    // `attempt` counts the challenges shown for this record from 1.
    RecordPicker(const ChallengeKey& key, const RecordId& record, std::uint32_t attempt);
    ~RecordPicker() override;
    RecordPicker(const RecordPicker&) = delete;
    RecordPicker& operator=(const RecordPicker&) = delete;
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) override;

  private:
    std::uint32_t next();

    ChallengeKey m_key;
    Bytes m_message;  // without the block's number
    std::array<std::uint8_t, 32> m_block{};
    std::size_t m_used = 32;
    std::uint32_t m_number = 0;
};

// The same seed draws the same challenges on every machine: tests, --seed.
class SeededPicker final : public ChallengePicker {
  public:
    explicit SeededPicker(std::uint64_t seed) : m_state(seed) {}
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) override;

  private:
    std::uint64_t m_state;
};

// All that the draw depends on besides the picker.
struct ChallengeTerms {
    std::vector<Action> actions;                 // what may be asked, each named once
    int length = 0;                              // how many are asked; repeats are part of it
    std::chrono::microseconds shortestPause{0};  // before a prompt, looking straight ahead
    std::chrono::microseconds longestPause{0};
    // As few as `length` says, though a guess may meet them: for people who can't do more. Whoever decides
    // sees it in the evidence.
    bool reduced = false;
    bool operator==(const ChallengeTerms&) const = default;
};

struct DrawnStep {
    Action action = Action::Blink;
    std::chrono::microseconds pause{0};
    bool operator==(const DrawnStep&) const = default;
};

// How many different challenges can be asked: sequences of `length` of these actions in which, where the set
// has both, at least one is a blink and at least half move the head. One in so many is what a guess at
// the order has. A recording that blinks by itself need only guess the turns: 12 patterns of the usual four
// steps, the likeliest one in nine; the rest is left to the moments at which they are asked.
[[nodiscard]] std::uint64_t possibleOrders(const std::vector<Action>& actions, int length);

// The least for a blind guess, and the shortest length from `wished` on that reaches it. None for fewer than
// two actions: repeating the same says nothing.
inline constexpr std::uint64_t kLeastOrders = 50;
inline constexpr int kLongestChallenge = 12;
[[nodiscard]] std::optional<int> challengeLength(const std::vector<Action>& actions, int wished);

// Every possible order is as likely as another, pauses are uniform in steps of 10 ms. The length is the
// wished one, or longer where the actions are too few for kLeastOrders and the terms are not reduced.
// Precondition: there is an action.
[[nodiscard]] std::vector<DrawnStep> drawSteps(const ChallengeTerms& terms, ChallengePicker& picker);

}  // namespace countersign
