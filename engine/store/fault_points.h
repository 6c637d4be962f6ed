// Named moments at which the power may go: of a record's life, of what the operator ordered, of the journal
// and of the store itself. The product passes none; tests pass an object that ends the process at the chosen
// point. Called on the records thread.
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
    WithdrawWritten,       // row says "withdrawn", payload still there
    ForgetWriting,         // erasing by order: before the row is cleared
    ForgetWritten,         // row cleared, payload still there
    NoticeVerified,        // the operator's notice is genuine, nothing of it is done
    OrderDone,             // one order carried out, neither noted nor remembered
    OrderNoted,            // and noted in the journal, not remembered
    NoticeRemembered,      // orders, limits and the time are kept
    NoticeTaken,           // numbers skipped, journal tidied
    PolicyJudged,          // a newer policy is genuine and usable, not kept
    PolicyKept,            // kept, nobody told
    JournalWriting,        // before a line is appended
    JournalWritten,        // line durable
    MigrationBackingUp,    // before the copy of an older schema
    MigrationBackedUp,     // copy made, nothing changed
    MigrationStepWriting,  // a step is done inside the transaction, before commit
    MigrationStepWritten,  // step committed
    DatabaseSettingAside,  // before each of a broken database's files is renamed
    DatabaseSetAside,      // all are, there is no new one
    RowRebuilt,            // one row made anew from the spool
    PayloadQuarantining,   // before the rename
    PayloadQuarantined,    // moved, the row still claims it
    ReserveGivingUp,       // the disk is full, the reserve still there
    ReserveGivenUp,
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
