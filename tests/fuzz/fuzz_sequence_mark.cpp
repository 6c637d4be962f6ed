// The file with the device's own count: bytes as they are, and with the hash that belongs to them.

#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>

#include "store/sequence_mark.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

// A file in memory that has a name.
class MemoryFile {
  public:
    explicit MemoryFile(ByteView bytes) : m_fd(::memfd_create("mark", MFD_CLOEXEC)) {
        hold(m_fd >= 0 && ::write(m_fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
             "a file in memory");
    }
    ~MemoryFile() { ::close(m_fd); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_fd); }

  private:
    int m_fd;
};

void look(ByteView bytes) {
    const MemoryFile file(bytes);
    const auto mark = readSequenceMark(file.path());
    if (!mark) return;
    const std::string body = "countersign-sequence 1 " + std::to_string(mark->lastReserved) + " " +
                             std::to_string(mark->lastSaved) + " " + toHex(mark->lastSavedHash);
    const MemoryFile plain(toBytes(body + " " + toHex(sha256(toBytes(body)))));
    const auto again = readSequenceMark(plain.path());
    hold(again && again->lastReserved == mark->lastReserved && again->lastSaved == mark->lastSaved &&
             again->lastSavedHash == mark->lastSavedHash,
         "written again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    const std::string body(textOf(data, size));
    look(toBytes(body + " " + toHex(sha256(ByteView(data, size)))));
    return 0;
}
