// A vendor's library, loaded from a real shared object: the good one gives a record, each faulty one its
// error.

#include "readers/vendor_reader.h"

#include <dlfcn.h>

#include <fstream>

#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(2026y / 11 / 27) + 4h;

std::filesystem::path library(const char* name) {
    return std::filesystem::path(VENDOR_FOLDER) / (std::string("vendor_") + name + ".so");
}

ErrorCode errorOf(const char* name) {
    auto device = loadVendorReader(library(name));
    if (!device) return device.error().code;
    const auto record = readChip(**device, kNow);
    return record ? ErrorCode::Invalid : record.error().code;
}

}  // namespace

TEST_CASE("a vendor's reader gives the card's text and photo and is closed again") {
    auto device = loadVendorReader(library("good"));
    REQUIRE(device);
    const auto record = readChip(**device, kNow);
    REQUIRE(record);
    CHECK(record->text.name == "Specimen Anna");
    CHECK(record->text.number == "11010519491231002X");
    CHECK(record->text.sex == Sex::Female);
    CHECK(record->portrait.size() == cv::Size(102, 126));
    CHECK(record->portrait.at<cv::Vec3b>(0, 0) == cv::Vec3b(255, 0, 0));
    REQUIRE(readChip(**device, kNow));  // once more with the same device

    void* same = ::dlopen(library("good").c_str(), RTLD_NOW | RTLD_NOLOAD);
    REQUIRE(same != nullptr);
    const auto open = reinterpret_cast<int (*)()>(::dlsym(same, "vendor_open_count"));
    REQUIRE(open != nullptr);
    CHECK(open() == 0);
    ::dlclose(same);
}

TEST_CASE("what is no such library is refused before anything of it is called") {
    CHECK(errorOf("nowhere") == ErrorCode::ReaderLibraryUnusable);
    CHECK(errorOf("wrong_abi") == ErrorCode::ReaderLibraryUnusable);
    CHECK(errorOf("no_photo_function") == ErrorCode::ReaderLibraryUnusable);
    CHECK(loadVendorReader(library("no_photo_function")).error().detail.find("read_photo") !=
          std::string::npos);
    const test::TempFolder folder;
    std::ofstream(folder.path() / "text.so") << "no library";
    CHECK(loadVendorReader(folder.path() / "text.so").error().code == ErrorCode::ReaderLibraryUnusable);
    CHECK(loadVendorReader({}).error().code == ErrorCode::ReaderLibraryUnusable);
    CHECK(loadVendorReader(folder.path()).error().code == ErrorCode::ReaderLibraryUnusable);
}

TEST_CASE("a failing or lying device gives no record") {
    CHECK(errorOf("fails") == ErrorCode::ReaderFailed);
    CHECK(errorOf("no_card") == ErrorCode::NoCardOnReader);
    CHECK(errorOf("short_text") == ErrorCode::ChipDataDamaged);
    CHECK(errorOf("overflows") == ErrorCode::ReaderFailed);
}
