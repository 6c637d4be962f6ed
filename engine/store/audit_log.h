// The counter's journal on disk (protocol/audit_chain.h): one line a file line, appended and made durable one
// by one. Records thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "core/result.h"
#include "protocol/audit_chain.h"
#include "store/fault_points.h"

namespace countersign {

// What happened, before it has its place in the chain.
struct AuditNote {
    AuditEvent event = AuditEvent::Started;
    std::string who;
    std::optional<RecordId> record;
    std::string detail;
};

class AuditLog {
  public:
    // Reads and checks the chain. Half a line at the end, from a power cut, is cut off; a file that is
    // damaged further up is set aside ("<file>.broken-N") and a new journal begins with a line that says so
    // and goes on from the last good seal. `held`: how many lines the operator holds. It passes over numbers
    // that it holds, so a new journal gives none of them again, nor does one whose file is gone. Errors:
    // FileUnreadable (there, but not to be opened just now), FileUnwritable, DiskFull. `clock`, `log` and
    // `points` outlive this.
    [[nodiscard]] static Result<AuditLog> open(std::filesystem::path file, const Clock& clock, Log& log,
                                               FaultPoints* points = nullptr, std::uint64_t held = 0);

    struct Contents {
        AuditHead before;  // of the first line's predecessor
        std::vector<std::string> lines;
        AuditHead head;
        std::uintmax_t goodBytes = 0;
        bool damaged = false;  // further up than the last line
    };
    // As open() reads it, changing nothing. A missing file is an empty journal. FileUnreadable.
    [[nodiscard]] static Result<Contents> read(const std::filesystem::path& file);

    // Durable when it returns without an error; with one, the line is not there.
    [[nodiscard]] Status append(const AuditNote& note);
    [[nodiscard]] const AuditHead& head() const { return m_head; }

    // Whether a line of the file says just this; for what must not be noted twice.
    [[nodiscard]] Result<bool> holds(AuditEvent event, std::string_view detail) const;

    struct Part {
        std::uint64_t from = 1;  // number of the first line
        std::vector<std::string> lines;
    };
    // The oldest lines after number `held`, at most so many and so many bytes.
    [[nodiscard]] Result<Part> linesAfter(std::uint64_t held, std::size_t mostLines,
                                          std::size_t mostBytes) const;
    // Once the operator holds lines and the file has grown large, those are dropped from its front.
    [[nodiscard]] Status dropHeld(std::uint64_t held);

  private:
    AuditLog(std::filesystem::path file, const Clock& clock, FaultPoints* points)
        : m_file(std::move(file)), m_clock(&clock), m_points(points) {}
    void reached(FaultPoint point) {
        if (m_points != nullptr) m_points->reached(point);
    }
    // The first line of it says why.
    [[nodiscard]] Status renew(AuditHead before, std::uint64_t held, const std::string& why);
    [[nodiscard]] Status beginAnew(const AuditHead& before, const std::vector<std::string>& lines);

    std::filesystem::path m_file;
    const Clock* m_clock;
    FaultPoints* m_points;
    AuditHead m_head;
    std::uintmax_t m_bytes = 0;
};

}  // namespace countersign
