// Whether something is still in a gateway's folder: in any file, in any row.
#pragma once

#include <algorithm>
#include <filesystem>

#include "core/files.h"
#include "operator/operator_folder.h"
#include "store/sqlite_database.h"
#include "support/catch.h"

namespace countersign::test {

inline bool contains(const Bytes& bytes, ByteView part) {
    return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

// Of all files below the folder; the ledger's journal is written back first.
inline std::size_t filesWith(const std::filesystem::path& folder, ByteView part) {
    {
        auto database = Database::open(OperatorPaths(folder).ledger, Database::Mode::ReadWrite).value();
        REQUIRE(database.queryInteger("PRAGMA wal_checkpoint(TRUNCATE)").value() == 0);
    }
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && contains(readFile(entry.path(), 64U << 20U).value(), part)) ++found;
    }
    return found;
}

// Blobs of all tables.
inline std::size_t rowsWith(const std::filesystem::path& folder, ByteView part) {
    auto database = Database::open(OperatorPaths(folder).ledger, Database::Mode::ReadOnly).value();
    std::vector<std::pair<std::string, std::string>> columns;
    auto select = database
                      .prepare(
                          "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE "
                          "m.type = 'table'")
                      .value();
    while (select.step().value()) columns.emplace_back(select.text(0), select.text(1));
    REQUIRE(columns.size() > 50);
    std::size_t found = 0;
    for (const auto& [table, column] : columns) {
        auto count = database
                         .prepare("SELECT count(*) FROM \"" + table + "\" WHERE instr(CAST(\"" + column +
                                  "\" AS BLOB), ?1) > 0")
                         .value();
        REQUIRE(count.bindBlob(1, part).step().value());
        found += static_cast<std::size_t>(count.integer(0));
    }
    return found;
}

}  // namespace countersign::test
