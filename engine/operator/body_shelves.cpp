// The files of the body folder as the sweep sees them: everything here may be anything, since whoever can
// write into the folder can put anything there. Nothing follows a link.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "core/files.h"
#include "core/ids.h"
#include "operator/body_store.h"
#include "operator/operator_errors.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporary = ".tmp-";  // core/files.h: what a write leaves that was killed

struct Looked {
    bool there = false;
    struct stat info{};
    [[nodiscard]] bool isFile() const { return S_ISREG(info.st_mode); }
    [[nodiscard]] bool isFolder() const { return S_ISDIR(info.st_mode); }
    [[nodiscard]] WallTime changedAt() const {
        return WallTime(std::chrono::duration_cast<WallTime::duration>(
            std::chrono::seconds(info.st_mtim.tv_sec) + std::chrono::nanoseconds(info.st_mtim.tv_nsec)));
    }
};

Result<Looked> lookAt(const fs::path& file) {
    Looked looked;
    if (::lstat(file.c_str(), &looked.info) == 0)
        looked.there = true;
    else if (errno != ENOENT)
        return failure(folderUnusable(std::string("cannot look at a file: ") + std::strerror(errno)));
    return looked;
}

// `visit` gets each name with what it is; what vanished meanwhile is passed over.
template <class Visit>
Status walk(const fs::path& folder, const Visit& visit) {
    std::error_code code;
    fs::directory_iterator entry(folder, code);
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        const auto looked = lookAt(entry->path());
        if (!looked) return failure(looked.error());
        if (looked->there) visit(entry->path().filename().string(), *looked);
    }
    if (code) {
        return failure(folderUnusable("cannot look through the folder " + folder.filename().string() + ": " +
                                      code.message()));
    }
    return {};
}

// The hash that a name begins with, as this program writes it, and what follows.
struct Named {
    Sha256 hash{};
    std::string ending;
};
std::optional<Named> readName(const std::string& name) {
    Named named;
    const auto digits = named.hash.size() * 2;
    if (name.size() <= digits || !fromHex(name.substr(0, digits), named.hash) ||
        toHex(named.hash) != name.substr(0, digits)) {
        return std::nullopt;
    }
    named.ending = name.substr(digits);
    return named;
}

bool isTemporary(const std::string& ending, const std::string& of) {
    return ending.starts_with(of + std::string(kTemporary));
}

void takeTemporary(FileBodyStore::Shelf& into, const fs::path& file, const Looked& looked,
                   WallTime olderThan) {
    if (looked.changedAt() < olderThan) into.temporary.push_back(file);
}

bool isShelfName(const std::string& name) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return name.size() == 2 && name.find_first_not_of(kDigits) == std::string::npos;
}

}  // namespace

Result<FileBodyStore::Shelf> FileBodyStore::shelf(unsigned number, WallTime olderThan) const {
    const auto byte = static_cast<std::uint8_t>(number);
    const auto shelfName = toHex(ByteView(&byte, 1));
    const auto folder = m_folder / shelfName;
    Shelf found;
    const auto itself = lookAt(folder);
    if (!itself) return failure(itself.error());
    if (!itself->there)
        return failure(folderUnusable("the folder " + shelfName + " of the bodies is missing"));
    if (!itself->isFolder()) return found;  // besideShelves tells of it
    std::set<Sha256> heads;
    std::vector<Lying> bodies;
    const auto walked = walk(folder, [&](const std::string& name, const Looked& looked) {
        const auto named = looked.isFile() && name.starts_with(shelfName) ? readName(name) : std::nullopt;
        if (!named)
            ++found.strange;
        else if (named->ending == kBody)
            bodies.push_back({named->hash, looked.changedAt()});
        else if (named->ending == kHead)
            heads.insert(named->hash);
        else if (named->ending.starts_with(kAside))
            found.aside.push_back({{named->hash, looked.changedAt()}, folder / name});
        else if (isTemporary(named->ending, kBody) || isTemporary(named->ending, kHead))
            takeTemporary(found, folder / name, looked, olderThan);
        else
            ++found.strange;
    });
    if (!walked) return failure(walked.error());
    for (const auto& body : bodies) {
        if (heads.contains(body.hash))
            found.besideHead.push_back(body.hash);
        else
            found.bodies.push_back(body);
    }
    return found;
}

Result<FileBodyStore::Shelf> FileBodyStore::besideShelves(WallTime olderThan) const {
    Shelf found;
    bool marks = false;
    auto walked = walk(m_folder, [&](const std::string& name, const Looked& looked) {
        if (name == kErasing && looked.isFolder())
            marks = true;
        else if (looked.isFile() && isTemporary(name, std::string(kMarker)))
            takeTemporary(found, m_folder / name, looked, olderThan);
        else if (!(name == kMarker && looked.isFile()) && !(isShelfName(name) && looked.isFolder()))
            ++found.strange;
    });
    if (!walked) return failure(walked.error());
    if (!marks) return found;
    walked = walk(m_folder / kErasing, [&](const std::string& name, const Looked& looked) {
        const auto named = looked.isFile() ? readName(name) : std::nullopt;
        if (named && isTemporary(named->ending, kHead))
            takeTemporary(found, m_folder / kErasing / name, looked, olderThan);
        else if (!named || named->ending != kHead)
            ++found.strange;
    });
    if (!walked) return failure(walked.error());
    return found;
}

Result<std::optional<FileBodyStore::Aside>> FileBodyStore::moveAside(const Sha256& hash) {
    Aside aside;
    aside.hash = hash;
    aside.file = fileOf(hash, kAside) += RecordId::random().hex();
    if (::rename(fileOf(hash).c_str(), aside.file.c_str()) != 0) {
        if (errno == ENOENT) return std::optional<Aside>();
        return failure(folderUnusable(std::string("cannot move a body aside: ") + std::strerror(errno)));
    }
    const auto looked = lookAt(aside.file);
    if (!looked) return failure(looked.error());
    if (!looked->there) return std::optional<Aside>();  // another sweep has dealt with it
    aside.changedAt = looked->changedAt();
    return std::optional(std::move(aside));
}

Status FileBodyStore::putBack(const Aside& aside) {
    if (::link(aside.file.c_str(), fileOf(aside.hash).c_str()) != 0 && errno != EEXIST && errno != ENOENT)
        return failure(folderUnusable(std::string("cannot put a body back: ") + std::strerror(errno)));
    return dropAside(aside);
}

Status FileBodyStore::dropAside(const Aside& aside) {
    if (::unlink(aside.file.c_str()) != 0 && errno != ENOENT)
        return failure(folderUnusable(std::string("cannot erase a body: ") + std::strerror(errno)));
    return syncFolder(aside.file.parent_path());
}

}  // namespace countersign
