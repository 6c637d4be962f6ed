// One envelope on its way in parts, and how large a part may be on a line that breaks. Values without a line
// of their own; records thread.
#pragma once

#include <cstdint>
#include <optional>

#include "core/clock.h"
#include "core/secret.h"
#include "protocol/hash.h"
#include "sync/gateway_client.h"

namespace countersign {

struct PartLimits {
    std::size_t first = std::size_t{16} * 1024;  // 8 s at 2 KiB/s, the slowest line worth waiting for
    std::size_t least = std::size_t{4} * 1024;   // below it TLS and HTTP would be a fifth of what is sent
    Millis target{5'000};  // as batches: one request takes no longer on a line that is the same
};

// Learned from breaks: unset while nothing has broken, and again once something went through in one piece.
class PartSize {
  public:
    explicit PartSize(PartLimits limits = {}) : m_limits(limits) {}

    // What one request may carry; empty: the line has not broken, whatever there is goes out whole.
    [[nodiscard]] const std::optional<std::size_t>& learned() const { return m_bytes; }
    [[nodiscard]] std::size_t next() const { return m_bytes.value_or(m_limits.first); }
    void broke();
    void answered(std::size_t bytes, Millis took);
    void wentWhole() { m_bytes.reset(); }

  private:
    PartLimits m_limits;
    std::optional<std::size_t> m_bytes;
};

class PartPlan {
  public:
    // `envelope`: a whole one, within the protocol's limits.
    explicit PartPlan(Bytes envelope);

    // The first asks how much the operator holds; the others carry what follows, the first of them the whole
    // head even where that is more than `portion`.
    [[nodiscard]] GatewayRequest next(std::size_t portion);
    // What the operator says it holds. false: it makes no headway, or claims what can't be; parts lead
    // nowhere here.
    [[nodiscard]] bool take(std::uint32_t held);
    [[nodiscard]] std::size_t sentLast() const { return m_sentLast; }  // bytes of the envelope
    [[nodiscard]] bool anySent() const { return m_anySent; }
    [[nodiscard]] Bytes giveBack() { return std::move(m_envelope); }

  private:
    Bytes m_envelope;
    Sha256 m_whole;
    std::size_t m_head = 0;  // length of what the first part must hold
    std::optional<std::uint32_t> m_held;
    std::size_t m_sentLast = 0;
    bool m_anySent = false;
    int m_setbacks = 0;
};

}  // namespace countersign
