#include "operator/erasure_steps.h"

#include "protocol/envelope_head.h"

namespace countersign {

Status finishErasing(BodyStore& bodies, const Sha256& hash, ByteView head, ErasurePoints& points) {
    // First the head: who misses the body from now on finds it.
    if (auto kept = bodies.keepHead(hash, head); !kept) return kept;
    points.reached(ErasurePoint::HeadKept);
    if (auto gone = bodies.drop(hash); !gone) return gone;
    points.reached(ErasurePoint::BodyGone);
    if (auto ended = bodies.endErasing(hash); !ended) return ended;
    points.reached(ErasurePoint::Finished);
    return {};
}

Bytes intactHead(ByteView bytes, const Sha256& envelope) {
    const auto head = parseEnvelopeHead(bytes);
    if (!head || head->bytes > bytes.size() || envelopeHash(*head) != envelope) return {};
    const auto kept = bytes.first(head->bytes);
    return {kept.begin(), kept.end()};
}

}  // namespace countersign
