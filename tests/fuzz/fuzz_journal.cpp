// The counter's journal on disk: as bytes that a broken disk or another person's hand left, and as lines that
// are sealed here, since no fuzzer guesses a seal.

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "store/audit_log.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

AuditLog::Contents readBack(std::string_view text) {
    static const int file = ::memfd_create("journal", MFD_CLOEXEC);
    hold(file >= 0 && ::ftruncate(file, 0) == 0, "there is memory for a file");
    hold(::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()),
         "it takes the bytes");
    auto found = AuditLog::read("/proc/self/fd/" + std::to_string(file));
    hold(found.has_value(), "a file that can be read has contents");
    return std::move(*found);
}

void look(std::string_view text) {
    const auto found = readBack(text);
    hold(found.goodBytes <= text.size(), "no more than there is");
    hold(found.head.count == found.before.count + found.lines.size(), "each line has its number");
    AuditHead head = found.before;
    for (const auto& line : found.lines) {
        const auto read = readAuditLine(line);
        hold(read && read->number == head.count + 1, "every line kept can be read, in order");
        head = sealAuditLine(head, line);
    }
    hold(head == found.head, "the head is the seal of what is kept");
    // What open() leaves when it cuts off the rest.
    const auto again = readBack(text.substr(0, static_cast<std::size_t>(found.goodBytes)));
    hold(again.lines == found.lines && again.head == found.head && !again.damaged,
         "the good part stays good");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = textOf(data, size);
    look(text);
    std::string sealed = "countersign-journal 1 0 " + std::string(64, '0') + "\n";
    AuditHead head;
    for (auto rest = text; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        head = sealAuditLine(head, line);
        sealed += toHex(head.seal) + " " + std::string(line) + "\n";
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    look(sealed);
    return 0;
}
