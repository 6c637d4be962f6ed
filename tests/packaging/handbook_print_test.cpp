// Prints handbooks as the packages do, and looks at what came out: the same bytes each time, every letter and
// picture there, nothing of the markup left; and a fault is told instead of half a book.

#include <uninorm.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <regex>

#include "core/files.h"
#include "packaging/page_text.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

namespace fs = std::filesystem;

constexpr const char* kFonts = COUNTERSIGN_BINARY_DIR "/fonts";
constexpr const char* kPeople = COUNTERSIGN_MODELS_DIR "/people";

ProgramResult takePictures(const std::string& language, const fs::path& folder) {
    return runProgram({COUNTERSIGN_TAKE_PICTURES, language, kFonts, kPeople, folder.string()});
}

ProgramResult print(const std::string& language, const fs::path& pictures, const fs::path& folder,
                    const char* epoch = "1767225600", const fs::path& fonts = kFonts) {
    ::setenv("SOURCE_DATE_EPOCH", epoch, 1);
    return runProgram({COUNTERSIGN_MAKE_HANDBOOK, COUNTERSIGN_SOURCE_DIR, language, fonts.string(),
                       pictures.string(), folder.string()});
}

Bytes bytesOf(const fs::path& file) {
    return readFile(file, std::size_t{64} << 20U).value();
}

// A PDF's letters are read back by their shapes: of two with the same shape (\u2F00 and \u4E00) either one.
std::string plain(const std::string& text) {
    std::size_t size = 0;
    auto* made = u8_normalize(UNINORM_NFKC, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                              nullptr, &size);
    REQUIRE(made != nullptr);
    std::string normal(reinterpret_cast<const char*>(made), size);
    std::free(made);
    return normal;
}

std::string wordsIn(const fs::path& pdf) {
    const auto read = runProgram({"/usr/bin/pdftotext", "-enc", "UTF-8", pdf.string(), "-"});
    REQUIRE(read.exitCode == 0);
    return plain(read.output);
}

}  // namespace

TEST_CASE("a handbook is printed to the same bytes each time, with nothing of its markup left") {
    const TemporaryFolder folder;
    const auto pictures = folder.path() / "pictures";
    const auto taken = takePictures("zh_CN", pictures);
    INFO(taken.errors);
    REQUIRE(taken.exitCode == 0);
    const auto first = print("zh_CN", pictures, folder.path() / "a");
    INFO(first.errors);
    REQUIRE(first.exitCode == 0);
    // In another time zone, and with the fonts in another folder, too.
    const auto fonts = folder.path() / "fonts elsewhere";
    fs::create_directory_symlink(kFonts, fonts);
    ::setenv("TZ", "Asia/Tokyo", 1);
    REQUIRE(print("zh_CN", pictures, folder.path() / "b", "1767225600", fonts).exitCode == 0);
    ::unsetenv("TZ");
    REQUIRE(print("zh_CN", pictures, folder.path() / "c", "1767225601").exitCode == 0);

    const auto book = [&](const char* which) { return folder.path() / which / "clerk-zh_CN.pdf"; };
    const auto bytes = bytesOf(book("a"));
    // Not taken apart: a failure would print each of a million bytes.
    for (const auto& printed : fs::directory_iterator(folder.path() / "a")) {
        INFO(printed.path());
        CHECK((bytesOf(printed) == bytesOf(folder.path() / "b" / printed.path().filename())));
    }
    CHECK((bytes != bytesOf(book("c"))));
    CHECK(bytes.size() == bytesOf(book("c")).size());
    const std::string text(bytes.begin(), bytes.end());
    CHECK(text.rfind("%PDF-", 0) == 0);
    CHECK(text.find("/CreationDate (D:20260101000000") != std::string::npos);

    if (!fs::exists("/usr/bin/pdftotext")) {
        WARN("poppler-utils is not installed: the words were not read");
        return;
    }
    const auto words = wordsIn(book("a"));
    // The title's first words, a caption, a page that a link became.
    CHECK(words.find(plain("柜台使用手册")) != std::string::npos);
    CHECK(words.find(plain("已找到照片，可以使用。")) != std::string::npos);
    CHECK(words.find(plain("其他方式 (第 ")) != std::string::npos);
    // Stands after a table, where Qt loses paragraphs that are not laid out anew.
    CHECK(words.find(plain("这不是拒绝，也会告诉顾客。")) != std::string::npos);
    for (const char* markup : {"](", "**", "picture:", "```", "|---"}) {
        INFO(markup);
        CHECK(words.find(markup) == std::string::npos);
    }

    // A clerk reads ten pages, behind the one with the contents; and finds a chapter where those say it is.
    std::vector<std::string> pages;
    for (std::size_t at = 0, end = 0; (end = words.find('\f', at)) != std::string::npos; at = end + 1)
        pages.push_back(words.substr(at, end - at));
    CHECK(pages.size() >= 9);
    CHECK(pages.size() <= 11);
    for (const char* title : {"一步一步完成登记", "队列", "保存什么，发送什么"}) {
        INFO(title);
        std::smatch found;
        REQUIRE(std::regex_search(pages.front(), found, std::regex(plain(title) + "\\s+(\\d+)\\s")));
        const auto page = static_cast<std::size_t>(std::stoi(found[1]));
        REQUIRE(page <= pages.size());
        CHECK(pages[page - 1].find(plain(title) + "\n") != std::string::npos);
    }
}

TEST_CASE("a picture that is missing, a language that no book has: told, and nothing printed") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "none");
    const auto missing = print("en", folder.path() / "none", folder.path() / "out");
    CHECK(missing.exitCode == 1);
    CHECK(missing.errors.find("scan.png") != std::string::npos);
    CHECK(fs::is_empty(folder.path() / "out"));
    const auto foreign = print("xx", folder.path() / "none", folder.path() / "out");
    CHECK(foreign.exitCode == 1);
    CHECK(foreign.errors.find("xx") != std::string::npos);
    const auto nobody = runProgram(
        {COUNTERSIGN_TAKE_PICTURES, "en", kFonts, folder.path() / "none", folder.path() / "pictures"});
    CHECK(nobody.exitCode == 1);
    CHECK(nobody.errors.find("pictures: ") != std::string::npos);
}
