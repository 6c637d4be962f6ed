// The case book in the ledger's SQLite file, over a connection of its own: several processes decide at once.
// A mutex around the connection; another process's transaction is waited for.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "operator/case_book.h"
#include "store/sqlite_database.h"

namespace countersign {

namespace ledger {
struct Weighed;
enum class Forwarding;
}  // namespace ledger

class SqliteCaseBook final : public CaseBook {
  public:
    // Creates or migrates the file. `faults`, if given, outlives the book.
    [[nodiscard]] static Result<std::unique_ptr<SqliteCaseBook>> open(const std::filesystem::path& file,
                                                                      DatabaseFaults* faults = nullptr);

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
    explicit SqliteCaseBook(Database database) : m_database(std::move(database)) {}
    // All below within the caller's lock, and where they write within the caller's transaction.
    [[nodiscard]] Result<std::optional<RecordRow>> recordOf(const DeviceId& device, const RecordId& record);
    [[nodiscard]] Result<std::optional<Case>> readOne(const DeviceId& device, const RecordId& record);
    [[nodiscard]] Result<std::vector<Case>> readCases(Statement& statement);
    [[nodiscard]] Result<std::vector<RecordRow>> recordsIn(Statement& statement);
    [[nodiscard]] Result<CasePage> readPage(Statement& statement, int limit);
    [[nodiscard]] Result<Standing> linesOf(const Sha256& document, const DeviceId& exceptDevice,
                                           const RecordId& exceptRecord);
    [[nodiscard]] Status fileWaiting(const DeviceId& device, const RecordId& record, const CaseIndex& index);
    [[nodiscard]] Result<bool> isTaken(const NumberHash& number, const DeviceId& exceptDevice,
                                       const RecordId& exceptRecord);
    [[nodiscard]] Result<std::vector<ReviewLogRow>> readLog(const DeviceId& device, const RecordId& record);
    [[nodiscard]] Status writeLog(const ReviewLogRow& row, const DeviceId& device, const RecordId& record);
    [[nodiscard]] Result<ledger::Weighed> weighed(const Case& before, const Decision& decision);
    // Somebody's word, and who typed it.
    [[nodiscard]] Status writeSaid(const Decision& decision, std::string_view action);
    [[nodiscard]] Status writeFirst(const Decision& decision);  // the first one's word on an exception
    [[nodiscard]] Result<DecideOutcome> checkLimits(const Case& before, const Decision& decision);
    [[nodiscard]] Status writeWord(const Case& before, const Decision& decision,
                                   const std::string& confirmedBy);
    [[nodiscard]] Status writeIndex(const Case& before, const Decision& decision);
    [[nodiscard]] Result<bool> regulatorMayHold(const DeviceId& device, const RecordId& record);
    [[nodiscard]] Status writeForwarding(const Decision& decision, ledger::Forwarding forwarding);
    [[nodiscard]] Status writeRetention(const Decision& decision);

    std::mutex m_mutex;
    Database m_database;
};

}  // namespace countersign
