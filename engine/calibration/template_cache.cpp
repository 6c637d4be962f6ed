#include "calibration/template_cache.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/files.h"

namespace countersign {
namespace {

// Magic, SHA-256 of the models' fingerprint, entries, SHA-256 of all before it. An entry: key, problem (one
// byte), count of numbers (two bytes, little endian), numbers (float32 as the machine has them: it stays on
// this machine).
constexpr std::string_view kMagic = "countersign-templates-1\n";
constexpr std::size_t kHash = 32;
constexpr std::size_t kEntryHead = kHash + 3;
constexpr std::size_t kLargestFile = std::size_t{1} << 30U;

void append(Bytes& to, ByteView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

bool startsWith(ByteView bytes, ByteView head) {
    return bytes.size() >= head.size() && std::equal(head.begin(), head.end(), bytes.begin());
}

}  // namespace

TemplateCache::TemplateCache(std::filesystem::path file, std::string modelFingerprint)
    : m_file(std::move(file)), m_fingerprint(std::move(modelFingerprint)) {
    if (const auto bytes = readFile(m_file, kLargestFile)) read(*bytes);
}

void TemplateCache::read(ByteView bytes) {
    auto head = toBytes(kMagic);
    append(head, sha256(toBytes(m_fingerprint)));
    if (bytes.size() < head.size() + kHash || !startsWith(bytes, head)) return;
    const auto body = bytes.first(bytes.size() - kHash);
    if (!startsWith(bytes.subspan(body.size()), sha256(body))) return;
    for (auto rest = body.subspan(head.size()); rest.size() >= kEntryHead;) {
        Key key;
        std::copy_n(rest.begin(), kHash, key.begin());
        const auto problem = static_cast<TemplateProblem>(rest[kHash]);
        const std::size_t count = rest[kHash + 1] | static_cast<std::size_t>(rest[kHash + 2]) << 8U;
        rest = rest.subspan(kEntryHead);
        if (rest.size() < count * sizeof(float)) return;
        FaceTemplate made{problem, Embedding(count)};
        if (count > 0) std::memcpy(made.embedding.data(), rest.data(), count * sizeof(float));
        rest = rest.subspan(count * sizeof(float));
        m_made.insert_or_assign(key, std::move(made));
    }
}

TemplateCache::Key TemplateCache::keyOf(const std::filesystem::path& picture) {
    std::error_code gone;
    const auto size = std::filesystem::file_size(picture, gone);
    const auto changed = std::filesystem::last_write_time(picture, gone).time_since_epoch().count();
    const auto hash = sha256(toBytes(std::filesystem::weakly_canonical(picture, gone).string() + '\n' +
                                     std::to_string(size) + '\n' + std::to_string(changed)));
    Key key;
    std::copy_n(hash.begin(), kHash, key.begin());
    return key;
}

std::optional<FaceTemplate> TemplateCache::find(const std::filesystem::path& picture) const {
    const auto found = m_made.find(keyOf(picture));
    if (found == m_made.end()) return {};
    return found->second;
}

void TemplateCache::add(const std::filesystem::path& picture, FaceTemplate made) {
    m_made.insert_or_assign(keyOf(picture), std::move(made));
}

Status TemplateCache::save() const {
    auto bytes = toBytes(kMagic);
    append(bytes, sha256(toBytes(m_fingerprint)));
    for (const auto& [key, made] : m_made) {
        append(bytes, key);
        bytes.push_back(static_cast<std::uint8_t>(made.problem));
        bytes.push_back(static_cast<std::uint8_t>(made.embedding.size() & 0xFFU));
        bytes.push_back(static_cast<std::uint8_t>(made.embedding.size() >> 8U));
        append(bytes, {reinterpret_cast<const std::uint8_t*>(made.embedding.data()),
                       made.embedding.size() * sizeof(float)});
    }
    append(bytes, sha256(bytes));
    return writeFileDurably(m_file, bytes);
}

}  // namespace countersign
