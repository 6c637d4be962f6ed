// Named moments of a record's life at which the power may go. The product passes none; tests pass an object
// that ends the process at the chosen point. Called on the records thread.
#pragma once

namespace countersign {

enum class FaultPoint {
    SequenceReserving = 1,  // before the mark file
    SequenceReserved,       // mark file durable
    SpoolWriting,           // before the payload's temp file
    SpoolWritten,           // payload durable, no row yet
    RowWriting,             // inside the transaction, before commit
    RowWritten,             // row committed
    SendMarking,            // before the row says "sending"
    SendMarked,             // row says "sending", nothing has left
    RequestWritten,         // handed to the network
    AnswerReceived,         // answer complete, nothing stored
    ReceiptVerified,        // signature and hash right, nothing stored
    ReceiptWriting,         // inside the transaction, before commit
    ReceiptWritten,         // receipt committed, payload still there
    PayloadErasing,         // before the unlink
    PayloadErased,          // unlinked, row still has a size
    ErasureRecorded,        // row says "erased"
    WithdrawWriting,
    WithdrawWritten,  // row says "withdrawn", payload still there
};

class FaultPoints {
  public:
    virtual ~FaultPoints() = default;
    virtual void reached(FaultPoint point) = 0;
};

class NoFaultPoints final : public FaultPoints {
  public:
    void reached(FaultPoint) override {}
};

}  // namespace countersign
