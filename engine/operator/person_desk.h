// What is held about one person, for that person: found by the keyed hash of a document number, given out,
// erased. Everything passed in outlives the desk. Any thread.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "operator/erasure_desk.h"
#include "operator/index_key.h"

namespace countersign {

class PersonDesk {
  public:
    PersonDesk(CaseBook& book, const RecordOpener& opener, ErasureDesk& erasure, const IndexKey& index)
        : m_book(book), m_opener(opener), m_erasure(erasure), m_index(index) {}

    // All of this document, refused ones and those that wait for a person too. What the judge has not opened
    // yet, or could not open, is filed under nobody.
    // The number as it is printed or plain.
    [[nodiscard]] Result<std::vector<RecordRow>> find(DocumentKind kind, std::string_view number,
                                                      WallTime now);

    // The same, for somebody who is shown what there is: each is written into the review log first, as
    // `who`'s doing.
    [[nodiscard]] Result<std::vector<RecordRow>> lookUp(DocumentKind kind, std::string_view number,
                                                        const std::string& who, WallTime now);

    // A new folder (mode 0700) with person.json and, for each record, a folder with registration.json, the
    // pictures and the receipts as they were signed; each is written into the review log first, as `who`'s
    // doing. Whether something is held by law is not in it. Nothing is left of it after an error. Errors:
    // OperatorFolderUnusable if there is something of that name.
    [[nodiscard]] Status exportTo(const std::filesystem::path& folder, const std::vector<RecordRow>& rows,
                                  const std::string& who, WallTime now);

    struct Erased {
        RecordId record;
        EraseResult result = EraseResult::Before;
        bool detailsKept = false;           // after the pictures went
        bool byLaw = false;                 // kServiceAndTwoYears
        bool asked = false;                 // noted: what was not done now is done later
        std::optional<Error> failure = {};  // this one was not reached, or not wholly; the others are
    };
    // One for each. What the person asks for is noted for all of them before the first is erased: what can't
    // be done now, and what whoever dies over it leaves, ErasureDesk::eraseDue does later.
    [[nodiscard]] std::vector<Erased> erase(const std::vector<RecordRow>& rows, const std::string& who,
                                            WallTime now);

  private:
    [[nodiscard]] Erased eraseOne(const RecordRow& row);
    [[nodiscard]] Status exportRecord(const std::filesystem::path& folder, const RecordRow& row,
                                      const std::string& who, WallTime now, nlohmann::json& summary);

    CaseBook& m_book;
    const RecordOpener& m_opener;
    ErasureDesk& m_erasure;
    const IndexKey& m_index;
};

}  // namespace countersign
