// How each kind of attack makes its pictures. For AttackSource only.
#pragma once

#include <random>

#include "practice/attack_source.h"

namespace countersign {

// The same numbers on every machine; not a std distribution, those differ.
class AttackDice {
  public:
    explicit AttackDice(std::uint64_t seed) : m_random(seed * 2654435761U + 11) {}
    [[nodiscard]] float between(float low, float high) {
        return low + (high - low) * static_cast<float>(m_random() % 10'001U) / 10'000.0F;
    }
    [[nodiscard]] std::size_t below(std::size_t bound) { return m_random() % bound; }
    [[nodiscard]] bool coin() { return m_random() % 2 == 0; }

  private:
    std::mt19937_64 m_random;
};

[[nodiscard]] bool isPaper(AttackKind kind);
[[nodiscard]] std::unique_ptr<AttackPlay> paperPlay(const AttackMaterial& material,
                                                    const AttackSettings& settings);
[[nodiscard]] std::unique_ptr<AttackPlay> filmPlay(const AttackMaterial& material,
                                                   const AttackSettings& settings);

}  // namespace countersign
