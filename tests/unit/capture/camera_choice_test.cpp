#include "capture/camera_chooser.h"
#include "capture/camera_list.h"
#include "support/catch.h"

using namespace countersign;

namespace {

CameraDescription camera(const std::string& path, const std::string& product, const std::string& node) {
    CameraDescription result;
    result.identity = {path, product};
    result.node = node;
    return result;
}

const auto kDesk = camera("pci-0000:00:14.0-usb-0:1:1.0", "046d:0825", "/dev/video0");
const auto kLid = camera("pci-0000:00:14.0-usb-0:7:1.0", "04f2:b6d9", "/dev/video2");

CameraDescription virtualCamera() {
    auto result = camera("/sys/devices/virtual", "v4l2 loopback", "/dev/video9");
    result.virtualDevice = true;
    return result;
}

}  // namespace

TEST_CASE("an identity survives being remembered") {
    CHECK(CameraIdentity::parse(kDesk.identity.text()) == kDesk.identity);
    CHECK_FALSE(CameraIdentity::parse("").has_value());
    CHECK_FALSE(CameraIdentity::parse("|").has_value());
    CHECK_FALSE(CameraIdentity::parse("path|").has_value());
    CHECK_FALSE(CameraIdentity::parse("no bar").has_value());
}

TEST_CASE("the remembered camera is found under another node") {
    auto renumbered = kDesk;
    renumbered.node = "/dev/video4";
    const auto choice = chooseCamera({kLid, renumbered}, kDesk.identity.text());
    CHECK(choice.reason == CameraChoiceReason::Remembered);
    REQUIRE(choice.camera);
    CHECK(choice.camera->node == "/dev/video4");
    CHECK_FALSE(choice.rememberedMissing);
}

TEST_CASE("the remembered camera is found at another port") {
    auto moved = kDesk;
    moved.identity.path = "pci-0000:00:14.0-usb-0:3:1.0";
    const auto choice = chooseCamera({kLid, moved}, kDesk.identity.text());
    CHECK(choice.reason == CameraChoiceReason::RememberedMoved);
    CHECK(choice.camera == moved);
    auto twin = moved;
    twin.identity.path = "pci-0000:00:14.0-usb-0:4:1.0";
    CHECK(chooseCamera({kLid, moved, twin}, kDesk.identity.text()).reason == CameraChoiceReason::StandIn);
}

TEST_CASE("another camera stands in and it is said") {
    const auto choice = chooseCamera({kLid}, kDesk.identity.text());
    CHECK(choice.reason == CameraChoiceReason::StandIn);
    CHECK(choice.camera == kLid);
    CHECK(choice.rememberedMissing);
}

TEST_CASE("nothing remembered, or something unreadable") {
    CHECK(chooseCamera({}, "").reason == CameraChoiceReason::NoCamera);
    CHECK(chooseCamera({kLid}, "").reason == CameraChoiceReason::OnlyOne);
    CHECK(chooseCamera({kLid}, "rubbish").reason == CameraChoiceReason::OnlyOne);
    const auto several = chooseCamera({kDesk, kLid}, "");
    CHECK(several.reason == CameraChoiceReason::FirstOfSeveral);
    CHECK(several.camera == kDesk);
    const auto missing = chooseCamera({}, kDesk.identity.text());
    CHECK(missing.reason == CameraChoiceReason::NoCamera);
    CHECK(missing.rememberedMissing);
    CHECK_FALSE(missing.camera);
}

TEST_CASE("a software camera is taken only if a person chose it") {
    const auto fake = virtualCamera();
    const auto alone = chooseCamera({fake}, "");
    CHECK(alone.reason == CameraChoiceReason::OnlyVirtual);
    CHECK_FALSE(alone.camera);
    CHECK(chooseCamera({fake, kLid}, "").camera == kLid);
    CHECK(chooseCamera({fake}, kDesk.identity.text()).reason == CameraChoiceReason::OnlyVirtual);
    CHECK(chooseCamera({fake, kLid}, fake.identity.text()).camera == fake);
    // A software camera that claims the make of the missing one does not take its place.
    auto pretender = fake;
    pretender.identity.product = kDesk.identity.product;
    CHECK(chooseCamera({pretender}, kDesk.identity.text()).reason == CameraChoiceReason::OnlyVirtual);
}

TEST_CASE("software cameras are known by place, driver and bus, not by their label") {
    const std::string usb = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/video4linux/video0";
    CHECK_FALSE(looksVirtual(usb, "uvcvideo", "usb-0000:00:14.0-1"));
    CHECK(looksVirtual("/sys/devices/virtual/video4linux/video0", "anything", ""));
    CHECK(looksVirtual(usb, "v4l2 loopback", ""));
    CHECK(looksVirtual(usb, "uvcvideo", "platform:v4l2loopback-000"));
    CHECK(looksVirtual("/sys/devices/platform/vivid.0/video4linux/video0", "vivid", "platform:vivid-000"));
    CHECK(looksVirtual("/sys/devices/platform/dummy_hcd.0/usb1/1-1/1-1:1.0/video4linux/video0", "uvcvideo",
                       ""));
    CHECK(
        looksVirtual("/sys/devices/platform/vhci_hcd.0/usb3/3-1/3-1:1.0/video4linux/video0", "uvcvideo", ""));
    CHECK_FALSE(looksVirtual("", "", ""));
}

TEST_CASE("listing the cameras of this machine works whether it has any or not") {
    SystemCameraLister lister;
    for (const auto& found : lister.list()) {
        CHECK_FALSE(found.identity.path.empty());
        CHECK_FALSE(found.identity.product.empty());
        CHECK(found.node.rfind("/dev/", 0) == 0);
    }
}
