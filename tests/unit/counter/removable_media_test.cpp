// Which mounted media are sticks, read from what the kernel tells.

#include "app/counter/removable_media.h"

#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;
namespace fs = std::filesystem;

TEST_CASE("sticks are found among all that is mounted, each once, with blanks in their names") {
    const std::string mounts =
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "23 22 0:21 / /proc rw,nosuid shared:2 - proc proc rw\n"
        "90 22 8:17 / /media/shop/MY\\040STICK rw,nosuid shared:3 master:1 - vfat /dev/sdb1 rw,fmask=0022\n"
        "91 22 8:17 / /mnt/again rw - vfat /dev/sdb1 rw\n"
        "92 22 8:17 /folder /mnt/bound rw - vfat /dev/sdb1 rw\n"
        "93 22 0:50 / /mnt/net rw - nfs server:/dev/sdb1 rw\n"
        "broken line\n"
        "94 22 - \n";
    const auto found = removableIn(mounts, [](const std::string& device) { return device != "/dev/sda1"; });
    REQUIRE(found.size() == 1);
    CHECK(found[0] == RemovableMedium{"/media/shop/MY STICK", "/dev/sdb1"});
    CHECK(removableIn("", [](const std::string&) { return true; }).empty());
}

TEST_CASE(
    "a disk behind USB, a card, and what its driver calls removable are sticks; the computer's own disk is "
    "none") {
    const TempFolder folder;
    const auto sys = folder.path() / "block";
    fs::create_directories(sys);
    const auto add = [&](const std::string& name, const std::string& place, const char* removable) {
        const auto at = folder.path() / "devices" / place;
        fs::create_directories(at);
        if (removable != nullptr) std::ofstream(at.parent_path() / "removable") << removable << "\n";
        fs::create_symlink(at, sys / name);
    };
    add("sda1", "pci/ata1/block/sda/sda1", "0");
    add("sdb1", "pci/usb2/2-1/block/sdb/sdb1", "0");
    add("sdc1", "pci/ata2/block/sdc/sdc1", "1");
    add("mmcblk0p1", "platform/mmc_host/mmc0/block/mmcblk0/mmcblk0p1", nullptr);
    CHECK_FALSE(isRemovableDevice("/dev/sda1", sys));
    CHECK(isRemovableDevice("/dev/sdb1", sys));
    CHECK(isRemovableDevice("/dev/sdc1", sys));
    CHECK(isRemovableDevice("/dev/mmcblk0p1", sys));
    CHECK_FALSE(isRemovableDevice("/dev/mapper/none", sys));
}
