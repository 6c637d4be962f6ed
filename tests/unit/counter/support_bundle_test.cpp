// What of a log's line may leave the shop, and the tar file it leaves in.

#include "app/counter/support_bundle.h"

#include "app/counter/tar_writer.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("a log's line keeps its time and its words, and loses ids, codes, names and numbers") {
    const auto kept = [](const char* line) { CHECK(sieved(line) == line); };
    kept("2026-11-29T09:41:00.123 I [sync] contact made, 3 wait");
    kept("2026-11-29T09:41:00.123 W [counter] E901 no route to host (https_gateway_client.cpp:211)");
    const auto masked = [](const std::string& line, const std::string& secret) {
        const auto out = sieved(line);
        INFO(out);
        CHECK(out.find(secret) == std::string::npos);
        CHECK(out.find('[') != std::string::npos);
    };
    masked("2026-11-29T09:41:00.123 I [counter] clerk lina signed in as supervisor", "lina");
    masked("2026-11-29T09:41:00.123 I [sync] 00112233445566778899aabbccddeeff sent", "aabbccdd");
    masked("x [sync] record 7F3K-22QD sent", "7F3K");
    masked("x [sync] receipt 7F3K-22QD-M0XA", "M0XA");
    masked("x [counter] cannot read /home/lina/picture.jpg", "lina");
    masked("x [counter] cannot read /media/omar/STICK/x", "omar");
    masked("x [counter] cannot read /media/omar/STICK/x", "STICK");
    masked("x [counter] cannot read /run/media/omar/Lina Li 1990/x", "Lina");
    masked("x [counter] cannot read /run/media/omar/STICK", "STICK");
    masked("13800138000 [x] y", "13800138000");
    masked("x [x] 110105194912310021", "110105");
    masked("x [x] \xe9\x9f\xa6\xe5\xb0\x8f\xe5\x85\xb0", "\xe5\xb0\x8f");
    CHECK(sieved("").empty());
    // Of any length; nothing that is cut off is left, and the stack stands it.
    const auto wall = sieved("2026-11-29T09:41:00.123 E [x] " + std::string(std::size_t{2} << 20U, 'y'));
    CHECK(wall.size() < 5'000);
    CHECK(wall.starts_with("2026-11-29T09:41:00.123 E [x] "));
}

TEST_CASE("the tar file is one that tar reads") {
    TarWriter tar(WallTime(std::chrono::seconds(1795504525)));
    tar.add("a.txt", "hello\n");
    tar.add("b.txt", std::string(513, 'x'));
    const auto bytes = tar.finish();
    CHECK(bytes.size() == 512U * (1 + 1 + 1 + 2 + 2));
    // The head's own sum, counted as POSIX says: with blanks in its place.
    const auto sumOf = [&](std::size_t at) {
        unsigned sum = 0;
        for (std::size_t i = 0; i < 512; ++i) sum += i >= 148 && i < 156 ? ' ' : bytes[at + i];
        return sum;
    };
    for (const std::size_t at : {std::size_t{0}, std::size_t{1024}}) {
        const std::string written(bytes.begin() + static_cast<long>(at) + 148,
                                  bytes.begin() + static_cast<long>(at) + 154);
        CHECK(std::stoul(written, nullptr, 8) == sumOf(at));
        CHECK(std::string(bytes.begin() + static_cast<long>(at) + 257,
                          bytes.begin() + static_cast<long>(at) + 262) == "ustar");
    }
}
