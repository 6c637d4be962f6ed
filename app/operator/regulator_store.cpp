#include "regulator_store.h"

#include <algorithm>

namespace countersign {
namespace {

StoredItem read(const Statement& row) {
    return {{DeviceId::fromBytes(row.blob(0)).value_or(DeviceId()),
             RecordId::parse(toHex(row.blob(1))).value_or(RecordId()),
             static_cast<std::uint32_t>(row.integer(2))},
            row.text(3),
            row.blob(4),
            row.blob(5),
            row.integer(6)};
}

}  // namespace

Result<RegulatorStore> RegulatorStore::open(const std::filesystem::path& file) {
    auto database = Database::open(file, Database::Mode::ReadWrite);
    if (!database) return failure(database.error());
    const auto made = database->exec(
        "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, counter BLOB NOT NULL, record BLOB NOT "
        "NULL, "
        "revision INTEGER NOT NULL, operator TEXT NOT NULL, item BLOB NOT NULL, word BLOB NOT NULL, times "
        "INTEGER NOT NULL, UNIQUE (counter, record, revision)) STRICT");
    if (!made) return failure(made.error());
    return RegulatorStore(std::move(*database));
}

Result<std::optional<StoredItem>> RegulatorStore::find(const ItemKey& key) {
    auto select = m_database.prepare(
        "SELECT counter, record, revision, operator, item, word, times FROM item WHERE counter = ?1 AND "
        "record = "
        "?2 AND revision = ?3");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, key.device.bytes())
                           .bindBlob(2, key.record.bytes())
                           .bind(3, std::int64_t{key.revision})
                           .step();
    if (!found) return failure(found.error());
    return *found ? std::optional<StoredItem>(read(*select)) : std::nullopt;
}

Result<Bytes> RegulatorStore::takeOne(const ForwardBatch& batch, const ForwardEntry& entry, const Say& word,
                                      const Say& conflict) {
    auto before = find(entry.key);
    if (!before) return failure(before.error());
    if (*before) {
        if (!std::ranges::equal((*before)->item, entry.item)) return conflict(entry);
        auto update = m_database.prepare(
            "UPDATE item SET times = times + 1 WHERE counter = ?1 AND record = ?2 AND revision = ?3");
        if (!update) return failure(update.error());
        const auto counted = update->bindBlob(1, entry.key.device.bytes())
                                 .bindBlob(2, entry.key.record.bytes())
                                 .bind(3, std::int64_t{entry.key.revision})
                                 .run();
        if (!counted) return failure(counted.error());
        return std::move((*before)->word);
    }
    auto said = word(entry);
    if (!said) return said;
    auto insert = m_database.prepare(
        "INSERT INTO item (counter, record, revision, operator, item, word, times) VALUES (?1, ?2, ?3, ?4, "
        "?5, "
        "?6, 1)");
    if (!insert) return failure(insert.error());
    const auto stored = insert->bindBlob(1, entry.key.device.bytes())
                            .bindBlob(2, entry.key.record.bytes())
                            .bind(3, std::int64_t{entry.key.revision})
                            .bind(4, batch.operatorId)
                            .bindBlob(5, entry.item)
                            .bindBlob(6, *said)
                            .run();
    if (!stored) return failure(stored.error());
    return said;
}

Result<std::vector<Bytes>> RegulatorStore::take(const ForwardBatch& batch, const Say& word,
                                                const Say& conflict) {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    std::vector<Bytes> words;
    for (const auto& entry : batch.entries) {
        auto said = takeOne(batch, entry, word, conflict);
        if (!said) return failure(said.error());
        words.push_back(std::move(*said));
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return words;
}

Result<std::vector<StoredItem>> RegulatorStore::all() {
    auto select = m_database.prepare(
        "SELECT counter, record, revision, operator, item, word, times FROM item ORDER BY id");
    if (!select) return failure(select.error());
    std::vector<StoredItem> items;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return items;
        items.push_back(read(*select));
    }
}

}  // namespace countersign
