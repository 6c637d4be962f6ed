// The text of an ID chip: bytes as a reader hands them out, cut or filled to the chip's length.

#include "identity/document_number.h"
#include "readers/chip_text.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

bool same(const ChipText& a, const ChipText& b) {
    return a.name == b.name && a.sex == b.sex && a.nationCode == b.nationCode && a.birthDate == b.birthDate &&
           a.address == b.address && a.number == b.number && a.issuer == b.issuer &&
           a.validFrom == b.validFrom && a.validUntil == b.validUntil && a.newestAddress == b.newestAddress;
}

void look(ByteView bytes) {
    const auto text = parseChipText(bytes, kNow);
    if (!text) {
        hold(text.error().code == ErrorCode::ChipDataDamaged, "damaged, and nothing else");
        return;
    }
    hold(bytes.size() == kChipTextBytes, "only a whole text");
    const auto number = checkResidentNumber(text->number, kNow);
    hold(number.outcome == CheckOutcome::Ok && number.birthDate == text->birthDate && number.sex == text->sex,
         "number, birth date and sex agree");
    hold(!text->name.empty() && printable(text->name, 120) && printable(text->address, 105) &&
             printable(text->issuer, 45) && printable(text->newestAddress, 54),
         "fields of a length that the chip has");
    hold(text->validFrom.ok() && (!text->validUntil || *text->validUntil >= text->validFrom),
         "valid from and until");
    const auto packed = chipTextBytes(*text);
    // A name in normal form can be longer than it was.
    if (!packed) return;
    const auto again = parseChipText(*packed, kNow);
    hold(again && same(*again, *text), "packed again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    if (size == kChipTextBytes) return 0;
    Bytes whole(data, data + std::min(size, kChipTextBytes));
    while (whole.size() < kChipTextBytes) whole.push_back(whole.size() % 2 == 0 ? ' ' : 0);
    look(whole);
    return 0;
}
