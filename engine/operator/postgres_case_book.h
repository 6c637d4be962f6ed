// The case book in the ledger's PostgreSQL database, for several nodes at once. Any thread: each call takes a
// connection of its own from the pool.
//
// READ COMMITTED, as in the ledger (postgres_ledger.h): whoever decides on a case holds its row; claims pass
// over rows that somebody holds. A person's lines and the numbers are counted under advisory locks on their
// hashes: what must not be exceeded are rows that aren't there yet, so there is no row to lock. Serialisable
// transactions would do it too, but then every method that touches these tables would have to be one, and a
// decision would be tried again whenever a stranger's came between; here the second one waits and is right
// at its first try. number_claim's key stands behind it.
//
// Each takes its locks in the same order: cases, persons and numbers, outbox, counters.
//
// A record's month may be moved away once all its cases are decided: a case whose record is not there is
// passed over by every method, and its person's lines still count. What is kept about people is found all the
// same, by ids alone.
#pragma once

#include <memory>
#include <string>

#include "operator/case_book.h"
#include "operator/postgres_connection.h"

namespace countersign {

class PostgresCaseBook final : public CaseBook {
  public:
    // Makes or migrates the tables. Errors, as of every method: LedgerUnreachable, LedgerFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<PostgresCaseBook>> open(const std::string& address);

    [[nodiscard]] Result<std::vector<Case>> claim(int limit, WallTime now, Millis lease) override;
    [[nodiscard]] Status letGo(const Case& claimed) override;
    [[nodiscard]] Result<bool> toReview(const DeviceId& device, const RecordId& record,
                                        const std::vector<std::string>& reasons, bool exception,
                                        const std::optional<CaseIndex>& index) override;
    [[nodiscard]] Result<CasePage> unfiled(const std::optional<CaseCursor>& after, int limit) override;
    [[nodiscard]] Result<bool> file(const DeviceId& device, const RecordId& record,
                                    const CaseIndex& index) override;
    [[nodiscard]] Result<CasePage> cases(CaseState state, const std::optional<CaseCursor>& after,
                                         int limit) override;
    [[nodiscard]] Result<std::optional<Case>> find(const DeviceId& device, const RecordId& record) override;
    [[nodiscard]] Result<CaseHistory> history(const DeviceId& device, const RecordId& record) override;
    [[nodiscard]] Result<Standing> standing(const CaseIndex& index, const DeviceId& exceptDevice,
                                            const RecordId& exceptRecord) override;
    // An error leaves open whether it is written: asked again, SettledElsewhere says that it was.
    [[nodiscard]] Result<DecideOutcome> decide(const Decision& decision) override;
    [[nodiscard]] Status note(const ReviewLogRow& row, const DeviceId& device,
                              const RecordId& record) override;
    [[nodiscard]] Result<std::vector<RecordRow>> recordsOfPerson(const Sha256& document) override;
    [[nodiscard]] Result<std::optional<RecordRow>> recordOfNumber(const NumberHash& number) override;
    [[nodiscard]] Result<std::int64_t> peopleHeld() override;
    [[nodiscard]] Result<std::optional<RetentionRow>> retention(const DeviceId& device,
                                                                const RecordId& record) override;
    [[nodiscard]] Result<std::vector<RecordRow>> picturesDue(WallTime now, int limit) override;
    [[nodiscard]] Status hold(const ReviewLogRow& row, const DeviceId& device, const RecordId& record,
                              std::string_view reason) override;
    [[nodiscard]] Status askErasure(const ReviewLogRow& row, const DeviceId& device,
                                    const RecordId& record) override;
    [[nodiscard]] Status erasureAnswered(const DeviceId& device, const RecordId& record) override;
    [[nodiscard]] Result<std::vector<RecordRow>> erasuresAsked(int limit) override;
    [[nodiscard]] Result<std::int64_t> erasuresOutOfReach(WallTime now) override;
    [[nodiscard]] Result<bool> noteService(const ReviewLogRow& row, const DeviceId& device,
                                           const RecordId& record,
                                           const std::optional<ServiceEnd>& end) override;
    [[nodiscard]] Result<std::vector<RecordRow>> detailsDue(WallTime now, int limit) override;
    [[nodiscard]] Result<bool> markErased(const DeviceId& device, const RecordId& record, WallTime at,
                                          ByteView details, ByteView certificate, Filing filing) override;

  private:
    explicit PostgresCaseBook(const std::string& address) : m_pool(address) {}

    PostgresPool m_pool;
};

}  // namespace countersign
