// The kept draft of a registration: bytes as sealed, and bytes taken for what was sealed.

#include <sodium.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/counter/draft_store.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, ByteView bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

// A folder in memory where there is one.
const fs::path& folder() {
    static const fs::path made = [] {
        const fs::path memory = "/dev/shm";
        std::string name =
            ((fs::exists(memory) ? memory : fs::temp_directory_path()) / "fuzz-draft-XXXXXX").string();
        hold(::mkdtemp(name.data()) != nullptr, "a folder");
        return fs::path(name);
    }();
    return made;
}

const struct Leaving {
    ~Leaving() {
        std::error_code ignored;
        fs::remove_all(folder(), ignored);
    }
} kLeaving;

void look(ByteView sealed) {
    const ManualClock clock(kNow);
    DraftStore store(folder(), clock);
    const Bytes key(crypto_secretbox_KEYBYTES, 5);
    write(folder() / "draft.key", key);
    write(folder() / "draft.sealed", sealed);
    const auto draft = store.load();
    if (!draft) {
        hold(!fs::exists(folder() / "draft.key"), "what can't be read is erased");
        return;
    }
    hold(draft->at <= kNow + std::chrono::hours(24) && draft->at >= kNow - std::chrono::hours(24),
         "of this day");
    hold(draft->details.purchase >= Purchase::SimCard && draft->details.purchase <= Purchase::SimAndPhone,
         "purchase");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Status crypto = initCrypto();
    hold(crypto.has_value(), "libsodium");
    look({data, size});
    const Bytes key(crypto_secretbox_KEYBYTES, 5);
    Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size);
    crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES, data, size, sealed.data(), key.data());
    look(sealed);
    return 0;
}
