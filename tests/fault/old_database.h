// A queue's database as an earlier version of the program would have left it, with the rows of the present
// one. Tests only; the queue is closed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/files.h"
#include "store/sqlite_database.h"
#include "unit/store/record_maker.h"

namespace countersign::test {

// The numbered .sql files, oldest first.
inline std::vector<std::string> counterSchemas() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "resources/db/counter"))
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> schemas;
    for (const auto& file : files) {
        const auto sql = must(readFile(file, 1U << 20U));
        schemas.emplace_back(sql.begin(), sql.end());
    }
    return schemas;
}

// Takes the place of `file`: made by the first `version` steps, filled with what those knew of.
inline void makeOlder(const std::filesystem::path& file, std::size_t version) {
    const auto schemas = counterSchemas();
    const auto older = std::filesystem::path(file.string() + ".older");
    {
        auto database = must(Database::open(older, Database::Mode::ReadWrite));
        for (std::size_t step = 0; step < version; ++step) must(database.exec(schemas.at(step)));
        must(database.exec("PRAGMA user_version=" + std::to_string(version)));
        must(database.exec("ATTACH '" + file.string() + "' AS newer"));
        for (const std::string table : {"registration", "counter"}) {
            const auto columns =
                must(database.queryText("SELECT group_concat(name) FROM pragma_table_info('" + table + "')"));
            must(database.exec("DELETE FROM main." + table + "; INSERT INTO main." + table + " (" + columns +
                               ") SELECT " + columns + " FROM newer." + table));
        }
        must(database.exec("DETACH newer"));
    }
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
    std::filesystem::rename(older, file);
}

}  // namespace countersign::test
