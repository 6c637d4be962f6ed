#include "operator/body_store.h"

#include <vector>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/envelope.h"

namespace countersign {
namespace {

constexpr std::string_view kMarker = "complete";

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

std::filesystem::path FileBodyStore::fileOf(const Sha256& hash) const {
    const auto name = toHex(hash);
    return m_folder / name.substr(0, 2) / (name + ".cse");
}

Status FileBodyStore::put(std::span<const Body> bodies) {
    std::vector<FileToAdd> files;
    files.reserve(bodies.size());
    for (const auto& body : bodies) files.push_back({fileOf(body.hash), body.bytes});
    return addFilesDurably(files);
}

Result<Bytes> FileBodyStore::get(const Sha256& hash) const {
    auto bytes = readFile(fileOf(hash), kMaxEnvelopeBytes);
    if (!bytes) return failure(bytes.error());
    if (sha256Of(*bytes) != hash) {
        return failure(makeError(ErrorCode::BodyDamaged, "body " + toHex(hash) + " no longer fits its hash"));
    }
    return bytes;
}

bool FileBodyStore::usable() const {
    std::error_code code;
    if (!std::filesystem::exists(m_folder / kMarker, code)) return false;
    const auto space = std::filesystem::space(m_folder, code);
    return !code && space.available >= kMaxBatchBytes;
}

}  // namespace countersign
