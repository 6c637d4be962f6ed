// Whole envelopes as they arrived, each in a file named by its SHA-256: no name from outside ever becomes a
// path. An interface, so that an object store can take its place. Any thread.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "protocol/hash.h"

namespace countersign {

class BodyStore {
  public:
    virtual ~BodyStore() = default;
    struct Body {
        Sha256 hash{};
        ByteView bytes;
    };
    // Durable when it returns; after an error some may be there. Doing it twice is harmless. One that was
    // erased stays away.
    [[nodiscard]] virtual Status put(std::span<const Body> bodies) = 0;
    // BodyDamaged if the bytes no longer fit the hash.
    [[nodiscard]] virtual Result<Bytes> get(const Sha256& hash) const = 0;
    // Of an envelope that is refused after all: pictures that nothing names would stay for ever. Nothing
    // there: fine.
    [[nodiscard]] virtual Status drop(const Sha256& hash) = 0;
    // Whether it is there and has room for what one request may bring; writes nothing.
    [[nodiscard]] virtual bool usable() const = 0;

    // A body that is erased leaves the head of its envelope (protocol/envelope_head.h): whoever misses a body
    // looks for its head. An error: it was not erased.
    [[nodiscard]] virtual Result<Bytes> head(const Sha256& hash) const = 0;
    // The body is to go once the ledger says that it is erased. Durable, and found by erasing() until it is
    // finished or abandoned; each may be done twice.
    [[nodiscard]] virtual Status beginErasing(const Sha256& hash, ByteView head) = 0;
    [[nodiscard]] virtual Status finishErasing(const Sha256& hash) = 0;
    [[nodiscard]] virtual Status abandonErasing(const Sha256& hash) = 0;
    struct Erasing {
        Sha256 hash{};
        Bytes head;
    };
    [[nodiscard]] virtual Result<std::vector<Erasing>> erasing() const = 0;
};

class FileBodyStore final : public BodyStore {
  public:
    // Makes the folder and its 256 subfolders, durably, if they are missing.
    [[nodiscard]] static Result<FileBodyStore> open(const std::filesystem::path& folder);
    [[nodiscard]] Status put(std::span<const Body> bodies) override;
    [[nodiscard]] Result<Bytes> get(const Sha256& hash) const override;
    [[nodiscard]] Status drop(const Sha256& hash) override;
    [[nodiscard]] bool usable() const override;
    [[nodiscard]] Result<Bytes> head(const Sha256& hash) const override;
    [[nodiscard]] Status beginErasing(const Sha256& hash, ByteView head) override;
    [[nodiscard]] Status finishErasing(const Sha256& hash) override;
    [[nodiscard]] Status abandonErasing(const Sha256& hash) override;
    [[nodiscard]] Result<std::vector<Erasing>> erasing() const override;

  private:
    explicit FileBodyStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    [[nodiscard]] std::filesystem::path fileOf(const Sha256& hash, const char* ending = ".cse") const;
    [[nodiscard]] std::filesystem::path markOf(const Sha256& hash) const;
    std::filesystem::path m_folder;
};

}  // namespace countersign
