#include "operator/part_desk.h"

#include <chrono>
#include <utility>

#include "core/files.h"
#include "operator/channel.h"
#include "operator/operator_errors.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

constexpr std::string_view kExtension = ".part";

PartOutcome refused(Refusal refusal, std::optional<DeviceId> deviceId = {}) {
    return {refusal, 0, {}, std::move(deviceId)};
}

}  // namespace

PartDesk::PartDesk(std::filesystem::path folder, Ledger& ledger, const BodyStore& bodies, Ingest& ingest,
                   const Clock& clock, PartLimits limits)
    : m_folder(std::move(folder)),
      m_ledger(ledger),
      m_bodies(bodies),
      m_ingest(ingest),
      m_clock(clock),
      m_limits(limits) {}

Result<std::unique_ptr<PartDesk>> PartDesk::open(const std::filesystem::path& folder, Ledger& ledger,
                                                 const BodyStore& bodies, Ingest& ingest, const Clock& clock,
                                                 PartLimits limits) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) return failure(folderUnusable("cannot make the folder for parts: " + code.message()));
    std::unique_ptr<PartDesk> desk(new PartDesk(folder, ledger, bodies, ingest, clock, limits));
    desk->findOld();
    return desk;
}

std::filesystem::path PartDesk::fileOf(const Sha256& whole) const {
    return m_folder / (toHex(whole) + std::string(kExtension));
}

// Nothing but the files says what is under way: name, head and length are all there is to know.
void PartDesk::findOld() {
    namespace fs = std::filesystem;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(m_folder, code)) {
        const auto bytes = readFile(entry.path(), kMaxEnvelopeBytes).value_or(Bytes());
        const auto head = parseEnvelopeHead(bytes);
        Sha256 whole{};
        const bool named =
            entry.path().extension() == kExtension && fromHex(entry.path().stem().string(), whole);
        std::error_code ignored;
        const auto changed = fs::last_write_time(entry.path(), ignored);
        const WallTime lastAt =
            std::chrono::time_point_cast<WallTime::duration>(std::chrono::file_clock::to_sys(changed));
        const bool inTime = m_clock.wall() - lastAt < m_limits.kept;
        if (!named || !head || bytes.size() > head->total || !inTime ||
            m_uploads.size() >= m_limits.uploads) {
            fs::remove(entry.path(), ignored);
            continue;
        }
        m_uploads[whole] = {head->header.deviceId, static_cast<std::uint32_t>(head->total),
                            static_cast<std::uint32_t>(bytes.size()), lastAt};
    }
}

std::size_t PartDesk::uploads() const {
    const std::lock_guard lock(m_mutex);
    return m_uploads.size();
}

void PartDesk::drop(Uploads::iterator upload) {
    std::error_code ignored;
    std::filesystem::remove(fileOf(upload->first), ignored);
    m_uploads.erase(upload);
}

// Gone is what the counter replaces by another, and what is too old.
bool PartDesk::makeRoom(const DeviceId& deviceId) {
    const WallTime now = m_clock.wall();
    auto oldest = m_uploads.end();
    for (auto each = m_uploads.begin(); each != m_uploads.end();) {
        const auto next = std::next(each);
        if (!each->second.ending) {
            if (each->second.deviceId == deviceId || now - each->second.lastAt >= m_limits.kept) {
                drop(each);
            } else if (oldest == m_uploads.end() || each->second.lastAt < oldest->second.lastAt) {
                oldest = each;
            }
        }
        each = next;
    }
    if (m_uploads.size() < m_limits.uploads) return true;
    if (oldest == m_uploads.end() || now - oldest->second.lastAt < m_limits.givesWay) return false;
    drop(oldest);
    return true;
}

// Under the lock.
Result<PartOutcome> PartDesk::begin(const EnvelopePart& part, const std::optional<DeviceId>& channel) {
    const auto head = parseEnvelopeHead(part.bytes);
    if (!head) return refused(refusalOf(head.error().code));
    if (head->total != part.total) return refused(Refusal::Malformed);
    const auto& deviceId = head->header.deviceId;
    const auto device = m_ledger.device(deviceId);
    if (!device) return failure(device.error());
    if (!*device) return refused(Refusal::UnknownDevice);
    const auto may = mayBring(m_ledger, channel, **device);
    if (!may) return failure(may.error());
    if (!*may) return refused(Refusal::UnknownDevice);
    if (!verifyEnvelopeHead(*head, (*device)->key)) return refused(Refusal::SignatureInvalid);
    if ((*device)->state != DeviceState::Active) return refused(Refusal::DeviceSwitchedOff, deviceId);
    // The answer to the last part was lost: the receipt again, and not all the bytes.
    auto stored = m_ledger.find(deviceId, head->header.recordId);
    if (!stored) return failure(stored.error());
    if (*stored && (*stored)->bodyHash == part.whole &&
        (m_bodies.get(part.whole) || m_bodies.head(part.whole))) {
        auto receipt = m_ingest.receiptAgain(**stored);
        if (!receipt) return failure(receipt.error());
        IngestOutcome again;
        again.receipt = std::move(*receipt);
        again.repeated = true;
        again.deviceId = deviceId;
        return PartOutcome{{}, part.total, std::move(again), deviceId};
    }
    if ((*device)->setAside && !*stored) return refused(Refusal::DeviceSetAside, deviceId);
    if (!makeRoom(deviceId)) return refused(Refusal::TryLater, deviceId);
    if (const auto written = writeFileDurably(fileOf(part.whole), part.bytes); !written)
        return failure(written.error());
    const auto held = static_cast<std::uint32_t>(part.bytes.size());
    m_uploads[part.whole] = {deviceId, part.total, held, m_clock.wall()};
    return PartOutcome{{}, held, {}, deviceId};
}

Result<PartOutcome> PartDesk::take(ByteView message, const std::optional<DeviceId>& channel) {
    const auto part = readPart(message);
    if (!part) return refused(refusalOf(part.error().code));
    PartOutcome outcome;
    {
        const std::lock_guard lock(m_mutex);
        auto found = m_uploads.find(part->whole);
        // The sweep takes its file away some time after this.
        if (found != m_uploads.end() && !found->second.ending &&
            m_clock.wall() - found->second.lastAt >= m_limits.kept) {
            drop(found);
            found = m_uploads.end();
        }
        if (found == m_uploads.end()) {
            if (part->offset > 0 || part->bytes.empty()) return PartOutcome{};
            auto begun = begin(*part, channel);
            if (!begun || begun->refusal || begun->whole) return begun;
            found = m_uploads.find(part->whole);
        }
        Upload& upload = found->second;
        const auto device = m_ledger.device(upload.deviceId);
        if (!device) return failure(device.error());
        const auto may = *device ? mayBring(m_ledger, channel, **device) : false;
        if (!may) return failure(may.error());
        if (!*may) return refused(Refusal::UnknownDevice);
        if (upload.ending) return refused(Refusal::TryLater, upload.deviceId);
        if (part->total != upload.total) return refused(Refusal::Malformed, upload.deviceId);
        const auto partEnd = part->offset + static_cast<std::uint32_t>(part->bytes.size());
        if (part->offset <= upload.held && partEnd > upload.held) {
            const auto fresh = part->bytes.subspan(upload.held - part->offset);
            const auto written = appendDurably(fileOf(part->whole), upload.held, fresh);
            if (!written) return failure(written.error());
            upload.held = static_cast<std::uint32_t>(*written);
            upload.lastAt = m_clock.wall();
        }
        outcome = {{}, upload.held, {}, upload.deviceId};
        if (upload.held < upload.total) return outcome;
        upload.ending = true;
    }
    return end(part->whole, *outcome.deviceId);
}

// Not under the lock: taking in waits for the disk.
Result<PartOutcome> PartDesk::end(const Sha256& whole, const DeviceId& deviceId) {
    const auto bytes = readFile(fileOf(whole), kMaxEnvelopeBytes);
    const bool fits = bytes && sha256Of(*bytes) == whole;
    auto taken = fits ? m_ingest.take(*bytes) : Result<IngestOutcome>(IngestOutcome{});
    const std::lock_guard lock(m_mutex);
    const auto upload = m_uploads.find(whole);  // an ending one is not dropped by others
    if (fits && (!taken || taken->refusal == Refusal::TooMany || taken->refusal == Refusal::TryLater)) {
        upload->second.ending = false;
    } else {
        drop(upload);
    }
    if (!taken) return failure(taken.error());
    if (!fits) return PartOutcome{{}, 0, {}, deviceId};
    return PartOutcome{{}, 0, std::move(*taken), deviceId};
}

}  // namespace countersign
