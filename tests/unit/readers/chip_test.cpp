// The chip's text: what a card holds comes through whole, and bytes that no card holds give no record at all.

#include <random>

#include "identity/document_number.h"
#include "readers/chip_reader.h"
#include "readers/simulated_chip_reader.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(2026y / 11 / 27) + 4h;

ChipText specimen() {
    ChipText text;
    text.name = "样本安娜";
    text.sex = Sex::Female;
    text.nationCode = "01";
    text.birthDate = 1949y / 12 / 31;
    text.address = "样本省样本市样本路1号";
    text.number = "11010519491231002X";
    text.issuer = "样本市公安局";
    text.validFrom = 2020y / 1 / 1;
    text.validUntil = 2040y / 1 / 1;
    return text;
}

Bytes bytesOf(const ChipText& text) {
    const auto bytes = chipTextBytes(text);
    REQUIRE(bytes);
    return *bytes;
}

std::string faultOf(const Bytes& bytes) {
    const auto text = parseChipText(bytes, kNow);
    if (text) return "none";
    CHECK(text.error().code == ErrorCode::ChipDataDamaged);
    return text.error().detail;
}

ErrorCode readWith(ChipMishap mishap) {
    SimulatedChipReader device({specimen(), cv::Mat(400, 300, CV_8UC3, cv::Scalar(90, 120, 150))}, mishap);
    const auto record = readChip(device, kNow);
    CHECK_FALSE(device.isOpen());
    if (!record) return record.error().code;
    CHECK(record->text.number == specimen().number);
    CHECK(record->portrait.size() == cv::Size(102, 126));
    return ErrorCode::Invalid;
}

}  // namespace

TEST_CASE("a card's text comes through whole") {
    const auto text = parseChipText(bytesOf(specimen()), kNow);
    REQUIRE(text);
    CHECK(text->name == specimen().name);
    CHECK(text->sex == Sex::Female);
    CHECK(text->birthDate == specimen().birthDate);
    CHECK(text->address == specimen().address);
    CHECK(text->number == specimen().number);
    CHECK(text->issuer == specimen().issuer);
    CHECK(text->validUntil == specimen().validUntil);
    CHECK(text->newestAddress.empty());

    auto forLife = specimen();
    forLife.validUntil.reset();
    forLife.newestAddress = "样本市新路2号";
    forLife.name = "\xF0\xA0\xAE\xB7";  // a rare character outside the first plane
    const auto second = parseChipText(bytesOf(forLife), kNow);
    REQUIRE(second);
    CHECK_FALSE(second->validUntil);
    CHECK(second->newestAddress == forLife.newestAddress);
    CHECK(second->name == forLife.name);
    auto tooLong = specimen();
    tooLong.name = std::string(16, 'A');
    CHECK_FALSE(chipTextBytes(tooLong));
}

TEST_CASE("the field that can't be meant is named, and nothing is half taken") {
    const auto with = [&](std::size_t at, std::uint8_t low, std::uint8_t high) {
        auto bytes = bytesOf(specimen());
        bytes[at] = low;
        bytes[at + 1] = high;
        return faultOf(bytes);
    };
    CHECK(with(0, 0x00, 0xDC) == "the field name");  // half a surrogate
    CHECK(with(0, 0x07, 0x00) == "the field name");  // a control character
    CHECK(with(0, 0x00, 0xD8) == "the field name");
    CHECK(with(28, 0x00, 0xD8) == "the field name");  // cut at the field's end
    CHECK(with(30, '3', 0) == "the field sex");
    CHECK(with(30, '1', 0) == "the field sex");  // the number says female
    CHECK(with(32, 'x', 0) == "the field nation");
    CHECK(with(36, '2', 0) == "the field birth date");
    CHECK(with(50, '0', 0) == "the field birth date");  // not the number's
    CHECK(with(52, 0x00, 0xDE) == "the field address");
    CHECK(with(122, '2', 0) == "the field number");
    CHECK(with(188, 'A', 0) == "the field valid from");
    CHECK(with(204, '1', 0) == "the field valid until");  // before it began
    CHECK(faultOf({}).find("0 bytes") != std::string::npos);
    auto longer = bytesOf(specimen());
    longer.push_back(0);
    CHECK(faultOf(longer).find("257 bytes") != std::string::npos);
    for (std::size_t size = 0; size < kChipTextBytes; ++size)
        CHECK_FALSE(parseChipText(ByteView(bytesOf(specimen())).first(size), kNow));

    std::mt19937 random(3);
    for (int i = 0; i < 5000; ++i) {
        auto bytes = bytesOf(specimen());
        for (int n = 0; n < 4; ++n) bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        if (const auto text = parseChipText(bytes, kNow))
            CHECK(checkResidentNumber(text->number, kNow).outcome == CheckOutcome::Ok);
    }
}

TEST_CASE("each mishap of a device has its error, and the device is closed") {
    CHECK(readWith(ChipMishap::None) == ErrorCode::Invalid);
    CHECK(readWith(ChipMishap::NoDevice) == ErrorCode::ReaderFailed);
    CHECK(readWith(ChipMishap::NoCard) == ErrorCode::NoCardOnReader);
    CHECK(readWith(ChipMishap::CardTaken) == ErrorCode::NoCardOnReader);
    CHECK(readWith(ChipMishap::TextCut) == ErrorCode::ChipDataDamaged);
    CHECK(readWith(ChipMishap::TextGarbled) == ErrorCode::ChipDataDamaged);
    CHECK(readWith(ChipMishap::PhotoBroken) == ErrorCode::ChipDataDamaged);
}
