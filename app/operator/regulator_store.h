// What the regulator's simulator holds: each item once, by its key, with the word that was said. One thread
// at a time.
#pragma once

#include <functional>
#include <optional>

#include "protocol/regulator.h"
#include "store/sqlite_database.h"

namespace countersign {

struct StoredItem {
    ItemKey key;
    std::string operatorId;
    Bytes item;  // sealed
    Bytes word;  // signed
    std::int64_t times = 0;
};

class RegulatorStore {
  public:
    // Created if it is missing.
    [[nodiscard]] static Result<RegulatorStore> open(const std::filesystem::path& file);

    // One word for each entry, in one transaction. `word` is asked for what is new; what came before gets the
    // word it got then, and other bytes under a key that is taken get what `conflict` says, which is not
    // kept.
    using Say = std::function<Result<Bytes>(const ForwardEntry&)>;
    [[nodiscard]] Result<std::vector<Bytes>> take(const ForwardBatch& batch, const Say& word,
                                                  const Say& conflict);
    [[nodiscard]] Result<std::vector<StoredItem>> all();

  private:
    explicit RegulatorStore(Database database) : m_database(std::move(database)) {}
    [[nodiscard]] Result<std::optional<StoredItem>> find(const ItemKey& key);
    [[nodiscard]] Result<Bytes> takeOne(const ForwardBatch& batch, const ForwardEntry& entry, const Say& word,
                                        const Say& conflict);
    Database m_database;
};

}  // namespace countersign
