#include "envelope_folder.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/courier.h"
#include "protocol/envelope.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> envelopesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator each(folder, code), end; !code && each != end; each.increment(code)) {
        std::error_code ignored;
        if (each->path().extension() == kEnvelopeFileSuffix && !each->is_symlink(ignored) &&
            each->is_regular_file(ignored))
            files.push_back(each->path());
    }
    // A stick that breaks off in the middle is not one that holds no more.
    if (code) return failure(folderUnusable(folder.string() + ": " + code.message()));
    std::ranges::sort(files);
    return files;
}

// As many as are made durable together and a stranger's stick may fill memory with.
class Group {
  public:
    Group(Ingest& ingest, EnvelopesTaken& taken) : m_ingest(ingest), m_taken(taken) {}

    [[nodiscard]] Status add(std::string name, Bytes bytes) {
        m_size += bytes.size();
        m_items.emplace_back(std::move(name), std::move(bytes));
        return m_items.size() < kMaxBatchItems && m_size < kMaxCourierBytes ? Status() : take();
    }
    [[nodiscard]] Status take() {
        if (m_items.empty()) return {};
        std::vector<ByteView> envelopes;
        for (const auto& [name, bytes] : m_items) envelopes.emplace_back(bytes);
        const auto outcomes = m_ingest.take(std::span<const ByteView>(envelopes));
        if (!outcomes) return failure(outcomes.error());
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const auto& each = (*outcomes)[i];
            m_taken.alarm = m_taken.alarm || each.challenge == ChallengeOutcome::Differs ||
                            each.refusal == Refusal::Conflict;
            if (each.refusal)
                m_taken.notTaken.push_back({m_items[i].first, std::string(refusalName(*each.refusal))});
            else
                ++(each.repeated ? m_taken.repeated : m_taken.stored);
        }
        m_items.clear();
        m_size = 0;
        return {};
    }

  private:
    Ingest& m_ingest;
    EnvelopesTaken& m_taken;
    std::vector<std::pair<std::string, Bytes>> m_items;
    std::size_t m_size = 0;
};

}  // namespace

Result<EnvelopesTaken> takeEnvelopes(Ingest& ingest, const fs::path& folder) {
    EnvelopesTaken taken;
    Group group(ingest, taken);
    const auto files = envelopesIn(folder);
    if (!files) return failure(files.error());
    for (const auto& file : *files) {
        auto name = file.filename().string();
        auto bytes = readFile(file, kMaxEnvelopeBytes);
        if (!bytes) {
            taken.notTaken.push_back({std::move(name), describe(bytes.error())});
            continue;
        }
        if (const auto done = group.add(std::move(name), std::move(*bytes)); !done)
            return failure(done.error());
    }
    if (const auto done = group.take(); !done) return failure(done.error());
    return taken;
}

}  // namespace countersign
