// What a scanner typed: every number that comes out is proven, and scanned again it is the same.

#include <algorithm>

#include "identity/document_number.h"
#include "identity/mrz.h"
#include "identity/scanned_code.h"
#include "identity/sim_numbers.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

CheckOutcome judged(const ScannedCode& code) {
    switch (code.kind) {
        case ScannedKind::Iccid:
            return checkIccid(code.value).outcome;
        case ScannedKind::Imei:
            return checkImei(code.value).outcome;
        case ScannedKind::ResidentNumber:
            return checkResidentNumber(code.value, kNow).outcome;
        case ScannedKind::MachineReadableZone:
            return parseMrz(code.value, kNow).outcome;
    }
    return CheckOutcome::Empty;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto codes = classifyScanned(textOf(data, size), kNow);
    for (auto code = codes.begin(); code != codes.end(); ++code) {
        hold(std::find(codes.begin(), code, *code) == code, "each once");
        hold(judged(*code) == CheckOutcome::Ok, "proven by its own digits");
        const auto again = classifyScanned(code->value, kNow);
        hold(again.size() == 1 && again.front() == *code, "scanned again it is the same");
    }
    return 0;
}
