// The last steps by which a body goes, for whoever erases by the ledger's word, and the named moments at
// which the machine may die; the product passes none, tests end the process there. Any thread.
#pragma once

#include "operator/body_store.h"

namespace countersign {

enum class ErasurePoint {
    Marked = 1,  // the mark is durable, the ledger knows nothing
    RowWritten,  // the ledger says "erased", the body is there
    HeadKept,    // head and body side by side
    BodyGone,    // the mark is still there
    Finished,
    MovedAside,  // a sweep: a body that no record names is out of its place, and not gone
};
class ErasurePoints {
  public:
    virtual ~ErasurePoints() = default;
    virtual void reached(ErasurePoint point) = 0;
};
class NoErasurePoints final : public ErasurePoints {
  public:
    void reached(ErasurePoint) override {}
};

// Once the ledger says that it is erased: head beside the body, body gone, mark gone, all durable. It is told
// the head and needs no mark, since somebody else may have taken that. May be done twice.
[[nodiscard]] Status finishErasing(BodyStore& bodies, const Sha256& hash, ByteView head,
                                   ErasurePoints& points);

// The head that these bytes begin with; empty unless it is the one of this envelope.
[[nodiscard]] Bytes intactHead(ByteView bytes, const Sha256& envelope);

}  // namespace countersign
