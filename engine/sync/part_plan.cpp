#include "sync/part_plan.h"

#include <algorithm>

#include "protocol/envelope_head.h"
#include "protocol/part.h"
#include "protocol/routes.h"

namespace countersign {
namespace {

// An operator that drops what it held, as after a fault of its disk, is given it anew this often.
constexpr int kMostSetbacks = 3;

}  // namespace

void PartSize::broke() {
    // The first break says that the line breaks, not yet how soon.
    m_bytes = m_bytes ? std::max(m_limits.least, *m_bytes / 2) : m_limits.first;
}

void PartSize::answered(std::size_t bytes, Millis took) {
    if (!m_bytes || bytes == 0) return;
    if (took > m_limits.target) {
        m_bytes = std::max(m_limits.least, *m_bytes / 2);
    } else if (took < m_limits.target / 2 && bytes >= *m_bytes) {
        m_bytes =
            *m_bytes >= kMaxPartBytes ? std::nullopt : std::optional(std::min(kMaxPartBytes, 2 * *m_bytes));
    }
}

PartPlan::PartPlan(Bytes envelope) : m_envelope(std::move(envelope)), m_whole(sha256Of(m_envelope)) {
    const auto head = parseEnvelopeHead(m_envelope);
    m_head = head ? head->bytes : kMaxEnvelopeHeadBytes;
}

GatewayRequest PartPlan::next(std::size_t portion) {
    const std::size_t from = m_held.value_or(0);
    std::size_t count = 0;
    if (m_held) {
        count = std::min(
            {from == 0 ? std::max(portion, m_head) : portion, kMaxPartBytes, m_envelope.size() - from});
    }
    m_sentLast = count;
    m_anySent = m_anySent || count > 0;
    auto part = packPart({m_whole, static_cast<std::uint32_t>(m_envelope.size()),
                          static_cast<std::uint32_t>(from), ByteView(m_envelope).subspan(from, count)});
    return {std::string(kPartRoute), std::string(kPartContentType), part ? std::move(*part) : Bytes()};
}

bool PartPlan::take(std::uint32_t held) {
    if (held >= m_envelope.size()) return false;  // then there would be a receipt
    if (m_held && held <= *m_held && ++m_setbacks > kMostSetbacks) return false;
    m_held = held;
    return true;
}

}  // namespace countersign
