#include "operator/body_store.h"

#include <fstream>
#include <vector>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

// Kept free for the rows: a body whose row finds no room would be of no use to anybody and take the room of
// the next one's, and on one disk the judge and the eraser need some too. SQLite's journal grows to 1000
// pages of 4 KiB before it is written back.
constexpr std::uintmax_t kLeftForLedger = 4UL * 1024 * 1024;

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
        std::error_code ignored;
        return std::filesystem::exists(fileOf(hash, kHead), ignored);
    };
    for (const auto& body : bodies) {
        if (!erased(body.hash)) files.push_back({fileOf(body.hash), body.bytes});
    }
    if (files.empty()) return {};
    std::uintmax_t bytes = kLeftForLedger;
    for (const auto& file : files) bytes += file.bytes.size();
    std::error_code code;
    const auto space = std::filesystem::space(m_folder, code);
    // A file system that can't tell is asked by writing.
    if (!code && space.available < bytes) return failure(diskFullError());
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
    // No envelope is as large as that: another disk's block, or somebody wrote into it.
    const bool tooLarge =
        !bytes && std::filesystem::file_size(fileOf(hash), code) > kMaxEnvelopeBytes && !code;
    if (!bytes && !tooLarge) return failure(bytes.error());
    if (tooLarge || sha256Of(*bytes) != hash) {
        return failure(makeError(ErrorCode::BodyDamaged, "body " + toHex(hash) + " no longer fits its hash"));
    }
    return bytes;
}

Result<Bytes> FileBodyStore::beginning(const Sha256& hash) const {
    std::ifstream file(fileOf(hash), std::ios::binary);
    if (!file) return failure(folderUnusable("a body can't be opened"));
    Bytes bytes(kMaxEnvelopeHeadBytes);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (file.bad()) return failure(folderUnusable("a body can't be read"));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
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

Status FileBodyStore::keepHead(const Sha256& hash, ByteView head) {
    const auto file = fileOf(hash, kHead);
    std::error_code code;
    const auto size = std::filesystem::file_size(file, code);
    // Somebody else wrote it perhaps, and did not come to wait for the disk. An empty one gives way.
    if (!code && (size > 0 || head.empty())) return syncFolder(file.parent_path());
    return writeFileDurably(file, head);
}

Status FileBodyStore::endErasing(const Sha256& hash) {
    std::error_code code;
    std::filesystem::remove(markOf(hash), code);
    if (code) return failure(folderUnusable("cannot take back a mark: " + code.message()));
    return {};
}

Result<std::vector<BodyStore::Erasing>> FileBodyStore::erasing() const {
    namespace fs = std::filesystem;
    std::vector<Erasing> begun;
    std::error_code code;
    fs::directory_iterator entry(m_folder / kErasing, code);
    if (code == std::errc::no_such_file_or_directory) return begun;  // nothing was ever erased
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        const auto& file = entry->path();
        Erasing each;
        if (file.extension() != kHead || !fromHex(file.stem().string(), each.hash)) continue;
        std::error_code looked;
        if (fs::symlink_status(file, looked).type() != fs::file_type::regular)
            continue;  // finished, or strange
        // What nobody here wrote must not keep the others from being finished.
        if (fs::file_size(file, looked) > kMaxEnvelopeHeadBytes || looked) continue;
        auto head = readFile(file, kMaxEnvelopeHeadBytes);
        if (!head) {
            if (!fs::exists(file, looked) && !looked) continue;  // finished by somebody else meanwhile
            each.unread = head.error();
        } else {
            each.head = std::move(*head);
        }
        begun.push_back(std::move(each));
    }
    if (code) return failure(folderUnusable("cannot look through the marks: " + code.message()));
    return begun;
}

bool FileBodyStore::readable() const {
    std::error_code code;
    return std::filesystem::exists(m_folder / kMarker, code);
}

bool FileBodyStore::usable() const {
    std::error_code code;
    if (!readable()) return false;
    const auto space = std::filesystem::space(m_folder, code);
    return !code && space.available >= kMaxBatchBytes;
}

}  // namespace countersign
