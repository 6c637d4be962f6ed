#include <algorithm>
#include <fstream>
#include <thread>

#include "core/clock.h"
#include "core/files.h"
#include "core/ids.h"
#include "core/inbox.h"
#include "core/log.h"
#include "core/markup.h"
#include "core/reason.h"
#include "core/secret.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("a record id survives its hex form and has a code for people") {
    const auto id = RecordId::random();
    REQUIRE(RecordId::parse(id.hex()) == id);
    CHECK(id.shortCode().size() == 9);
    CHECK(id.shortCode()[4] == '-');
    CHECK_FALSE(RecordId::parse("").has_value());
    CHECK_FALSE(RecordId::parse(id.hex() + "00").has_value());
    CHECK_FALSE(RecordId::parse(std::string(32, 'g')).has_value());
}

TEST_CASE("every reason has a name that leads back to it") {
    int known = 0;
    for (int i = 0; i < 64; ++i) {
        const auto reason = static_cast<Reason>(i);
        const auto name = reasonName(reason);
        if (name == "invalid") continue;
        ++known;
        CHECK(reasonFromName(name) == reason);
    }
    CHECK(known == 25);
    CHECK_FALSE(reasonFromName("no such reason").has_value());
}

TEST_CASE("numbers and names do not reach the log") {
    CHECK(redact("id 11010519491231002X of 韦小兰 +8613700138000") == "id [number]X of [text] +[number]");
    CHECK(redact("attempt 3 of 12\n") == "attempt 3 of 12 ");
}

TEST_CASE("the inbox gives commands first and only the newest frame") {
    Inbox<std::string, int> inbox;
    CHECK_FALSE(inbox.offer(1));
    CHECK(inbox.offer(2));
    inbox.push("a");
    inbox.push("b");
    std::stop_source stop;
    CHECK(std::get<0>(*inbox.take(stop.get_token())) == "a");
    CHECK(std::get<0>(*inbox.take(stop.get_token())) == "b");
    CHECK(std::get<1>(*inbox.take(stop.get_token())) == 2);
    std::jthread reader([&] { CHECK_FALSE(inbox.take(stop.get_token()).has_value()); });
    stop.request_stop();
}

TEST_CASE("a command that starts afresh drops the frame that waits, and no command") {
    Inbox<std::string, int> inbox;
    inbox.push("a");
    inbox.offer(1);
    inbox.pushAfresh("b");
    inbox.offer(2);
    std::stop_source stop;
    CHECK(std::get<0>(*inbox.take(stop.get_token())) == "a");
    CHECK(std::get<0>(*inbox.take(stop.get_token())) == "b");
    CHECK(std::get<1>(*inbox.take(stop.get_token())) == 2);
    stop.request_stop();
    CHECK_FALSE(inbox.take(stop.get_token()).has_value());
}

TEST_CASE("a durable write replaces the file whole or not at all") {
    const auto folder = std::filesystem::temp_directory_path() / ("core-" + RecordId::random().hex());
    std::filesystem::create_directories(folder);
    const auto file = folder / "a";
    REQUIRE(writeFileDurably(file, toBytes("one")));
    REQUIRE(writeFileDurably(file, toBytes("two")));
    CHECK(readFile(file, 100).value() == toBytes("two"));
    CHECK(readFile(file, 2).error().code == ErrorCode::FileUnreadable);
    CHECK(readFile(folder, 100).error().code == ErrorCode::FileUnreadable);
    CHECK(readFile(folder / "missing", 100).error().code == ErrorCode::FileUnreadable);
    CHECK(writeFileDurably(folder / "no such folder" / "a", toBytes("x")).error().code ==
          ErrorCode::FileUnwritable);
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
    std::filesystem::remove_all(folder);
}

TEST_CASE("many files are added as one; what is there stays, what is damaged is mended") {
    const auto folder = std::filesystem::temp_directory_path() / ("core-" + RecordId::random().hex());
    std::filesystem::create_directories(folder);
    for (const int count : {1, 3, 4, 40}) {
        const auto own = folder / std::to_string(count);
        std::filesystem::create_directories(own);
        std::vector<Bytes> contents;
        for (int i = 0; i < count; ++i) contents.push_back(toBytes(std::to_string(count * 1000 + i)));
        std::vector<FileToAdd> files;
        for (int i = 0; i < count; ++i)
            files.push_back({own / std::to_string(i), contents[static_cast<std::size_t>(i)]});
        const auto allThere = [&] {
            return std::ranges::all_of(files, [](const FileToAdd& file) {
                return readFile(file.file, 100).value() == Bytes(file.bytes.begin(), file.bytes.end());
            });
        };
        REQUIRE(addFilesDurably(files));
        CHECK(allThere());
        // As a power cut may leave one: cut short, and of the right length with other bytes.
        REQUIRE(writeFileDurably(files.front().file, toBytes("4")));
        REQUIRE(addFilesDurably(files));
        CHECK(allThere());
        REQUIRE(writeFileDurably(files.back().file, Bytes(files.back().bytes.size(), 0)));
        REQUIRE(addFilesDurably(files));
        CHECK(allThere());
        // The same one twice in one call.
        auto twice = files;
        twice.push_back(files.front());
        REQUIRE(addFilesDurably(twice));
        CHECK(std::distance(std::filesystem::directory_iterator(own), {}) == count);
        files.push_back({folder / "no such folder" / "a", contents.front()});
        CHECK(addFilesDurably(files).error().code == ErrorCode::FileUnwritable);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("secret bytes move and compare as views") {
    SecretBytes a(toBytes("key"));
    SecretBytes b(std::move(a));
    CHECK(a.size() == 0);
    CHECK(Bytes(b.view().begin(), b.view().end()) == toBytes("key"));
}

TEST_CASE("time is written as RFC 3339 in UTC") {
    CHECK(toRfc3339(WallTime{}) == "1970-01-01T00:00:00Z");
    ManualClock clock{WallTime{}};
    clock.advance(Millis(61000));
    CHECK(toRfc3339(clock.wall()) == "1970-01-01T00:01:01Z");
    clock.setWall(WallTime{});
    CHECK(clock.monotonic().time_since_epoch() == std::chrono::seconds(61));
}

TEST_CASE("text goes into markup as text, whatever it holds") {
    CHECK(escapedMarkup("<script>\"a\" & 'b'</script>") ==
          "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
    CHECK(escapedMarkup("one\ntwo\tthree") == "one\ntwo\tthree");
    CHECK(escapedMarkup(std::string_view("a\0b\x1b[c", 6)) == "a b [c");
    CHECK(escapedMarkup("数字 عربي") == "数字 عربي");
}
