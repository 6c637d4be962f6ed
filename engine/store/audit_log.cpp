#include "store/audit_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "core/files.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kArea = "audit";
// First line of the file: what the seals go on from, "countersign-journal 1 <count> <seal>".
constexpr std::string_view kFirst = "countersign-journal 1 ";
constexpr std::size_t kSealDigits = 64;
// Years of a busy counter without contact; beyond it somebody else wrote this.
constexpr std::size_t kMostBytes = std::size_t{64} * 1024 * 1024;
// Lines the operator holds are kept up to here, for whoever looks on the spot.
constexpr std::uintmax_t kTidyBytes = 1024 * 1024;

std::string firstLine(const AuditHead& before) {
    return std::string(kFirst) + std::to_string(before.count) + " " + toHex(before.seal) + "\n";
}

std::optional<AuditHead> readFirstLine(std::string_view line) {
    if (!line.starts_with(kFirst)) return std::nullopt;
    line.remove_prefix(kFirst.size());
    AuditHead head;
    const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), head.count);
    if (code != std::errc()) return std::nullopt;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    if (!line.starts_with(' ') || !fromHex(line.substr(1), head.seal)) return std::nullopt;
    return head;
}

// Rights, and a process with too many files open, are no damage.
bool canBeOpened(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) ::close(fd);
    return fd >= 0;
}

}  // namespace

Result<AuditLog::Contents> AuditLog::read(const fs::path& file) {
    Contents found;
    std::error_code error;
    if (!fs::exists(file, error)) return found;
    const auto bytes = readFile(file, kMostBytes);
    if (!bytes) return failure(bytes.error());
    std::string_view rest(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    bool first = true;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return found;  // half a line: never confirmed
        const auto line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (first) {
            const auto before = readFirstLine(line);
            if (!before) {
                found.damaged = true;
                return found;
            }
            found.before = found.head = *before;
            first = false;
        } else {
            // "<seal> <line>"
            Sha256 seal{};
            const bool form = line.size() > kSealDigits + 1 && line[kSealDigits] == ' ' &&
                              fromHex(line.substr(0, kSealDigits), seal);
            const auto text = form ? line.substr(kSealDigits + 1) : std::string_view();
            const auto next = sealAuditLine(found.head, text);
            const auto read = readAuditLine(text);
            if (!form || next.seal != seal || !read || read->number != next.count) {
                found.damaged = !rest.empty();
                return found;
            }
            found.head = next;
            found.lines.emplace_back(text);
        }
        found.goodBytes = bytes->size() - rest.size();
    }
    return found;
}

Result<AuditLog> AuditLog::open(fs::path file, const Clock& clock, Log& log, FaultPoints* points,
                                std::uint64_t held) {
    auto found = read(file);
    AuditLog journal(std::move(file), clock, points);
    std::error_code error;
    const bool there = fs::exists(journal.m_file, error);
    if (!found) {
        if (found.error().code != ErrorCode::FileUnreadable || !canBeOpened(journal.m_file))
            return failure(found.error());
        found = Contents{};
        found->damaged = true;
    }
    if (found->damaged) {
        for (int n = 1; n < 1000; ++n) {
            const fs::path aside = journal.m_file.string() + ".broken-" + std::to_string(n);
            if (fs::exists(aside, error)) continue;
            fs::rename(journal.m_file, aside, error);
            log.error(kArea, "damaged journal set aside: " + aside.filename().string());
            break;
        }
        const auto renewed =
            journal.renew(found->head, held, "damaged after line " + std::to_string(found->head.count));
        if (!renewed) return failure(renewed.error());
        return journal;
    }
    if ((!there || found->goodBytes == 0) && held > 0) {
        log.error(kArea, "the journal is gone, a new one begins");
        if (const auto renewed = journal.renew({}, held, "missing"); !renewed)
            return failure(renewed.error());
        return journal;
    }
    if (!there || found->goodBytes == 0) {
        if (const auto made = journal.beginAnew({}, {}); !made) return failure(made.error());
        return journal;
    }
    if (fs::file_size(journal.m_file, error) > found->goodBytes) {
        log.warn(kArea, "half a line at the end of the journal cut off");
        // Cut, not left: what is appended later goes where the good part ends, and may be shorter.
        if (const auto cut = appendDurably(journal.m_file, found->goodBytes, {}); !cut)
            return failure(cut.error());
    }
    journal.m_head = found->head;
    journal.m_bytes = found->goodBytes;
    return journal;
}

Status AuditLog::renew(AuditHead before, std::uint64_t held, const std::string& why) {
    before.count = std::max(before.count, held);
    if (const auto made = beginAnew(before, {}); !made) return made;
    return append({AuditEvent::JournalRenewed, {}, {}, why});
}

Status AuditLog::append(const AuditNote& note) {
    AuditLine line;
    line.number = m_head.count + 1;
    line.at = std::chrono::floor<std::chrono::seconds>(m_clock->wall());
    line.boot = m_clock->boot();
    line.event = note.event;
    line.who = note.who;
    line.record = note.record;
    line.detail = note.detail;
    const auto text = encodeAuditLine(line);
    if (!text) return failure(text.error());
    const auto head = sealAuditLine(m_head, *text);
    reached(FaultPoint::JournalWriting);
    const auto written = appendDurably(m_file, m_bytes, toBytes(toHex(head.seal) + " " + *text + "\n"));
    if (!written) return failure(written.error());
    m_bytes = *written;
    m_head = head;
    reached(FaultPoint::JournalWritten);
    return {};
}

Result<bool> AuditLog::holds(AuditEvent event, std::string_view detail) const {
    const auto found = read(m_file);
    if (!found) return failure(found.error());
    for (const auto& text : found->lines) {
        const auto line = readAuditLine(text);
        if (line && line->event == event && line->detail == detail) return true;
    }
    return false;
}

Result<AuditLog::Part> AuditLog::linesAfter(std::uint64_t held, std::size_t mostLines,
                                            std::size_t mostBytes) const {
    Part part;
    part.from = held + 1;
    if (held >= m_head.count) return part;
    auto found = read(m_file);
    if (!found) return failure(found.error());
    // Lines that were dropped, or lost with a journal set aside, can't be given any more.
    part.from = std::max(part.from, found->before.count + 1);
    std::size_t bytes = 0;
    for (std::uint64_t number = part.from; number <= found->head.count; ++number) {
        auto& line = found->lines[number - found->before.count - 1];
        bytes += line.size();
        if (part.lines.size() >= mostLines || bytes > mostBytes) break;
        part.lines.push_back(std::move(line));
    }
    return part;
}

Status AuditLog::dropHeld(std::uint64_t held) {
    if (m_bytes < kTidyBytes || held == 0) return {};
    auto found = read(m_file);
    if (!found) return failure(found.error());
    AuditHead before = found->before;
    std::size_t dropped = 0;
    while (dropped < found->lines.size() && before.count < held)
        before = sealAuditLine(before, found->lines[dropped++]);
    if (dropped == 0) return {};
    found->lines.erase(found->lines.begin(), found->lines.begin() + static_cast<std::ptrdiff_t>(dropped));
    return beginAnew(before, found->lines);
}

Status AuditLog::beginAnew(const AuditHead& before, const std::vector<std::string>& lines) {
    std::string text = firstLine(before);
    AuditHead head = before;
    for (const auto& line : lines) {
        head = sealAuditLine(head, line);
        text += toHex(head.seal) + " " + line + "\n";
    }
    if (const auto written = writeFileDurably(m_file, toBytes(text)); !written) return written;
    m_head = head;
    m_bytes = text.size();
    return {};
}

}  // namespace countersign
