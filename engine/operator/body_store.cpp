#include "operator/body_store.h"

#include <vector>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

constexpr std::string_view kMarker = "complete";
constexpr const char* kErasing = "erasing";  // a folder: heads of bodies that are about to go
constexpr const char* kHead = ".head";

}  // namespace

Result<FileBodyStore> FileBodyStore::open(const std::filesystem::path& folder) {
    std::error_code code;
    if (std::filesystem::exists(folder / kMarker, code)) return FileBodyStore(folder);
    std::filesystem::create_directories(folder, code);
    for (unsigned i = 0; i < 256 && !code; ++i) {
        const auto byte = static_cast<std::uint8_t>(i);
        std::filesystem::create_directory(folder / toHex(ByteView(&byte, 1)), code);
    }
    if (code) return failure(folderUnusable("cannot make the folder for bodies: " + code.message()));
    // A durable file in the folder takes the new subfolders to the disk with it.
    if (const auto marked = writeFileDurably(folder / kMarker, {}); !marked) return failure(marked.error());
    return FileBodyStore(folder);
}

std::filesystem::path FileBodyStore::fileOf(const Sha256& hash, const char* ending) const {
    const auto name = toHex(hash);
    return m_folder / name.substr(0, 2) / (name + ending);
}

std::filesystem::path FileBodyStore::markOf(const Sha256& hash) const {
    return m_folder / kErasing / (toHex(hash) + kHead);
}

Status FileBodyStore::put(std::span<const Body> bodies) {
    std::vector<FileToAdd> files;
    files.reserve(bodies.size());
    const auto erased = [this](const Sha256& hash) {
        std::error_code code;
        return std::filesystem::exists(fileOf(hash, kHead), code);
    };
    for (const auto& body : bodies) {
        if (!erased(body.hash)) files.push_back({fileOf(body.hash), body.bytes});
    }
    if (auto added = addFilesDurably(files); !added) return added;
    // Erased in this moment: whoever erases writes the head before the body goes, so that one of the two sees
    // the other.
    for (const auto& body : bodies) {
        if (!erased(body.hash)) continue;
        if (auto gone = drop(body.hash); !gone) return gone;
    }
    return {};
}

Status FileBodyStore::drop(const Sha256& hash) {
    std::error_code code;
    const auto body = fileOf(hash);
    const bool there = std::filesystem::remove(body, code);
    if (code) return failure(folderUnusable("cannot erase a body: " + code.message()));
    return there ? syncFolder(body.parent_path()) : Status();
}

Result<Bytes> FileBodyStore::get(const Sha256& hash) const {
    // Where a head is the body is erased; one that a gateway put there once more while it died goes now.
    std::error_code code;
    if (std::filesystem::exists(fileOf(hash, kHead), code)) std::filesystem::remove(fileOf(hash), code);
    auto bytes = readFile(fileOf(hash), kMaxEnvelopeBytes);
    if (!bytes) return failure(bytes.error());
    if (sha256Of(*bytes) != hash) {
        return failure(makeError(ErrorCode::BodyDamaged, "body " + toHex(hash) + " no longer fits its hash"));
    }
    return bytes;
}

Result<Bytes> FileBodyStore::head(const Sha256& hash) const {
    return readFile(fileOf(hash, kHead), kMaxEnvelopeHeadBytes);
}

Status FileBodyStore::beginErasing(const Sha256& hash, ByteView head) {
    std::error_code code;
    std::filesystem::create_directory(m_folder / kErasing, code);
    if (!code) {
        if (auto synced = syncFolder(m_folder); !synced) return synced;
    }
    return writeFileDurably(markOf(hash), head);
}

Status FileBodyStore::finishErasing(const Sha256& hash) {
    std::error_code code;
    if (const auto mark = readFile(markOf(hash), kMaxEnvelopeHeadBytes)) {
        // First the head: who misses the body from now on finds it.
        if (auto written = writeFileDurably(fileOf(hash, kHead), *mark); !written) return written;
    } else if (!std::filesystem::exists(fileOf(hash, kHead), code)) {
        return failure(mark.error());
    }
    const auto body = fileOf(hash);
    std::filesystem::remove(body, code);
    if (code) return failure(folderUnusable("cannot erase a body: " + code.message()));
    if (auto synced = syncFolder(body.parent_path()); !synced) return synced;
    return abandonErasing(hash);
}

Status FileBodyStore::abandonErasing(const Sha256& hash) {
    std::error_code code;
    std::filesystem::remove(markOf(hash), code);
    if (code) return failure(folderUnusable("cannot take back a mark: " + code.message()));
    return {};
}

Result<std::vector<BodyStore::Erasing>> FileBodyStore::erasing() const {
    std::vector<Erasing> begun;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder / kErasing, code)) {
        Erasing each;
        if (entry.path().extension() != kHead || !fromHex(entry.path().stem().string(), each.hash)) continue;
        auto head = readFile(entry.path(), kMaxEnvelopeHeadBytes);
        if (!head) continue;  // finished by somebody else meanwhile
        each.head = std::move(*head);
        begun.push_back(std::move(each));
    }
    return begun;
}

bool FileBodyStore::usable() const {
    std::error_code code;
    if (!std::filesystem::exists(m_folder / kMarker, code)) return false;
    const auto space = std::filesystem::space(m_folder, code);
    return !code && space.available >= kMaxBatchBytes;
}

}  // namespace countersign
