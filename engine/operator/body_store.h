// Whole envelopes as they arrived, each in a file named by its SHA-256: no name from outside ever becomes a
// path. An interface, so that an object store can take its place. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "core/clock.h"
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
    // erased stays away. DiskFull before the last few megabytes are taken: the ledger needs them.
    [[nodiscard]] virtual Status put(std::span<const Body> bodies) = 0;
    // BodyDamaged if the bytes no longer fit the hash; FileUnreadable if they can't be read just now.
    [[nodiscard]] virtual Result<Bytes> get(const Sha256& hash) const = 0;
    // Of an envelope that is refused after all: pictures that nothing names would stay for ever. Nothing
    // there: fine.
    [[nodiscard]] virtual Status drop(const Sha256& hash) = 0;
    // The first bytes of whatever lies there, whether it fits its hash or not; an intact head is whole in
    // them.
    [[nodiscard]] virtual Result<Bytes> beginning(const Sha256& hash) const = 0;
    // Whether it is there and has room for what one request may bring; writes nothing.
    [[nodiscard]] virtual bool usable() const = 0;
    // Whether it is there: who reads, judges or erases needs no room.
    [[nodiscard]] virtual bool readable() const = 0;

    // A body that is erased leaves the head of its envelope (protocol/envelope_head.h), empty if it was too
    // damaged to have one: whoever misses a body looks for its head. An error: it was not erased.
    [[nodiscard]] virtual Result<Bytes> head(const Sha256& hash) const = 0;
    // The body is to go once the ledger says that it is erased. Durable, and found by erasing() until
    // endErasing; each may be done twice. Others at work on the same body write and take the same mark, so
    // that nobody may count on finding it again (erasure_steps.h).
    [[nodiscard]] virtual Status beginErasing(const Sha256& hash, ByteView head) = 0;
    // Beside the body, durable; one that is there stays.
    [[nodiscard]] virtual Status keepHead(const Sha256& hash, ByteView head) = 0;
    [[nodiscard]] virtual Status endErasing(const Sha256& hash) = 0;
    struct Erasing {
        Sha256 hash{};
        Bytes head;
        std::optional<Error> unread{};  // why the mark can't be read just now; nothing is known of the head
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
    [[nodiscard]] Result<Bytes> beginning(const Sha256& hash) const override;
    [[nodiscard]] bool usable() const override;
    [[nodiscard]] bool readable() const override;
    [[nodiscard]] Result<Bytes> head(const Sha256& hash) const override;
    [[nodiscard]] Status beginErasing(const Sha256& hash, ByteView head) override;
    [[nodiscard]] Status keepHead(const Sha256& hash, ByteView head) override;
    [[nodiscard]] Status endErasing(const Sha256& hash) override;
    [[nodiscard]] Result<std::vector<Erasing>> erasing() const override;

    // What the sweep (folder_sweep.h) needs to know of the files themselves (body_shelves.cpp). A shelf is
    // one of the 256 subfolders.
    struct Lying {
        Sha256 hash{};
        WallTime changedAt;
    };
    struct Aside : Lying {
        std::filesystem::path file;  // under a name of its own: two sweeps never take each other's
    };
    struct Shelf {
        std::vector<Lying> bodies;       // those without a head beside them
        std::vector<Sha256> besideHead;  // of erased records: they have to go
        std::vector<Aside> aside;        // moved there by a sweep that died, or that is at it now
        std::vector<std::filesystem::path> temporary;  // older than asked for: nobody will finish them
        std::size_t strange = 0;  // links, folders, names that nobody here gives: left alone
    };
    static constexpr unsigned kShelves = 256;
    // OperatorFolderUnusable if it can't be looked through to its end.
    [[nodiscard]] Result<Shelf> shelf(unsigned number, WallTime olderThan) const;
    // What lies beside the shelves and among the marks; no bodies.
    [[nodiscard]] Result<Shelf> besideShelves(WallTime olderThan) const;
    // Out of the way of whoever reads and writes: what is aside can be looked at in peace, and goes or comes
    // back. Empty: nothing was there.
    [[nodiscard]] Result<std::optional<Aside>> moveAside(const Sha256& hash);
    [[nodiscard]] Status putBack(const Aside& aside);  // unless there is a new one in its place
    [[nodiscard]] Status dropAside(const Aside& aside);

  private:
    explicit FileBodyStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    [[nodiscard]] std::filesystem::path fileOf(const Sha256& hash, const char* ending = kBody) const;
    [[nodiscard]] std::filesystem::path markOf(const Sha256& hash) const;
    static constexpr std::string_view kMarker = "complete";
    static constexpr const char* kErasing = "erasing";  // a folder: heads of bodies that are about to go
    static constexpr const char* kBody = ".cse";
    static constexpr const char* kHead = ".head";
    static constexpr const char* kAside = ".aside-";
    std::filesystem::path m_folder;
};

}  // namespace countersign
