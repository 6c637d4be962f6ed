#include "app/counter/draft_store.h"

#include <algorithm>
#include <fstream>

#include "core/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

BuyerDetails details() {
    BuyerDetails d;
    d.purchase = Purchase::SimAndPhone;
    d.documentKind = DocumentKind::ResidentId;
    d.documentNumber = "11010519491231002X";
    d.name = "韦小兰";
    d.msisdn = "+8613700138000";
    d.imei = "490154203237518";
    d.buyerLanguage = "zh-CN";
    return d;
}

WallTime noon() {
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 27) + std::chrono::hours(4);
}

bool onDisk(const std::filesystem::path& folder, std::string_view text) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = readFile(entry.path(), 1U << 20U);
        if (bytes && std::search(bytes->begin(), bytes->end(), text.begin(), text.end()) != bytes->end())
            return true;
    }
    return false;
}

}  // namespace

TEST_CASE("what was typed is there again, sealed, and nothing of it when it is erased") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path() / "draft", clock);
    CHECK_FALSE(store.load());
    REQUIRE(store.keep(details(), "lina"));
    CHECK_FALSE(onDisk(folder.path(), "韦小兰"));
    CHECK_FALSE(onDisk(folder.path(), "11010519491231002X"));
    CHECK_FALSE(onDisk(folder.path(), "lina"));

    DraftStore again(folder.path() / "draft", clock);
    const auto kept = again.load();
    REQUIRE(kept);
    CHECK(kept->clerk == "lina");
    CHECK(kept->at == noon());
    CHECK(kept->details.purchase == Purchase::SimAndPhone);
    CHECK(kept->details.documentNumber == details().documentNumber);
    CHECK(kept->details.name == details().name);
    CHECK(kept->details.imei == details().imei);
    CHECK(kept->details.buyerLanguage == "zh-CN");

    again.erase();
    CHECK_FALSE(store.load());
    CHECK(std::filesystem::is_empty(folder.path() / "draft"));
}

TEST_CASE("a draft that nobody comes back for goes after its day") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path() / "draft", clock);
    store.eraseIfOver();
    REQUIRE(store.keep(details(), "lina"));
    clock.advance(std::chrono::hours(23));
    store.eraseIfOver();
    CHECK_FALSE(std::filesystem::is_empty(folder.path() / "draft"));
    clock.setWall(noon() - std::chrono::hours(24 * 365 * 20));  // a start with an empty battery
    store.eraseIfOver();
    CHECK_FALSE(std::filesystem::is_empty(folder.path() / "draft"));
    clock.setWall(noon() + std::chrono::hours(25));
    store.eraseIfOver();
    CHECK(std::filesystem::is_empty(folder.path() / "draft"));
}

TEST_CASE("a draft is kept for a day, also when the clock was set back a little") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path(), clock);
    REQUIRE(store.keep(details(), "lina"));
    clock.setWall(noon() + std::chrono::hours(23));
    CHECK(store.load());
    clock.setWall(noon() - std::chrono::hours(2));
    CHECK(store.load());
    SECTION("too old") {
        clock.setWall(noon() + std::chrono::hours(25));
    }
    SECTION("from a future that can't be") {
        clock.setWall(noon() - std::chrono::hours(48));
    }
    CHECK_FALSE(store.load());
    clock.setWall(noon());
    CHECK_FALSE(store.load());  // erased, and not only passed over
}

TEST_CASE("a draft cut, bent or without its key is erased and hurts nobody") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path(), clock);
    const auto sealed = folder.path() / "draft.sealed";
    const auto key = folder.path() / "draft.key";
    REQUIRE(store.keep(details(), "lina"));
    const auto whole = *readFile(sealed, 1U << 20U);
    const auto secret = *readFile(key, 1U << 20U);
    const auto spoil = [&](const Bytes& text, const Bytes& opening) {
        REQUIRE(writeFileDurably(sealed, text));
        REQUIRE(writeFileDurably(key, opening));
        CHECK_FALSE(store.load());
        CHECK_FALSE(std::filesystem::exists(sealed));
        CHECK_FALSE(std::filesystem::exists(key));
    };
    for (std::size_t length = 0; length < whole.size(); length += 7)
        spoil({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}, secret);
    for (std::size_t at = 0; at < whole.size(); at += 11) {
        auto bent = whole;
        bent[at] ^= 1U;
        spoil(bent, secret);
    }
    spoil(whole, {});
    spoil(whole, Bytes(secret.size(), 0));
    spoil(Bytes(200'000, 1), secret);  // larger than any draft
    REQUIRE(writeFileDurably(sealed, whole));
    CHECK_FALSE(store.load());  // its key is gone
    CHECK_FALSE(std::filesystem::exists(sealed));
}

TEST_CASE("keeping again keeps the key, and what could not be written leaves the last draft readable") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path(), clock);
    REQUIRE(store.keep(details(), "lina"));
    const auto key = *readFile(folder.path() / "draft.key", 1U << 20U);
    auto more = details();
    more.name = "韦小兰兰";
    REQUIRE(store.keep(more, "lina"));
    CHECK(*readFile(folder.path() / "draft.key", 1U << 20U) == key);
    CHECK(store.load()->details.name == more.name);
    // A folder in the place of the new file: nothing can be moved over it.
    std::filesystem::remove(folder.path() / "draft.sealed");
    std::filesystem::create_directories(folder.path() / "draft.sealed" / "in the way");
    CHECK_FALSE(store.keep(details(), "lina"));
    // The next draft after an erased one has another key.
    std::filesystem::remove_all(folder.path() / "draft.sealed");
    store.erase();
    REQUIRE(store.keep(details(), "lina"));
    CHECK(*readFile(folder.path() / "draft.key", 1U << 20U) != key);
}

TEST_CASE("where nothing can be written the error is told and the last draft stays") {
    const TempFolder folder;
    ManualClock clock(noon());
    std::ofstream(folder.path() / "file") << "x";
    DraftStore store(folder.path() / "file" / "draft", clock);
    CHECK_FALSE(store.keep(details(), "lina"));
    CHECK_FALSE(store.load());
}

TEST_CASE("a name that is not UTF-8 is kept as far as it can be read") {
    const TempFolder folder;
    ManualClock clock(noon());
    DraftStore store(folder.path(), clock);
    auto odd = details();
    odd.name = "Li\xff\xfe Na";
    REQUIRE(store.keep(odd, "lina"));
    REQUIRE(store.load());
    CHECK(store.load()->details.documentNumber == odd.documentNumber);
}
