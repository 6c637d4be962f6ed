#include "enrolment/wipe_buyer.h"

#include <cstring>
#include <string>

#include "support/catch.h"

using namespace countersign;

namespace {

// What lies in the value itself, whatever its members say of it.
template <class T>
bool holds(const T& value, std::string_view text) {
    std::string raw(sizeof value, '\0');
    std::memcpy(raw.data(), static_cast<const void*>(&value), sizeof value);
    return raw.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a short text that is only emptied still lies in the string; one that is wiped doesn't") {
    std::string emptied = "+8617355928146", wiped = emptied;
    REQUIRE(holds(wiped, "1735592"));
    emptied = std::string();
    CHECK(holds(emptied, "1735592"));  // why wipe() is there
    wipe(wiped);
    CHECK(wiped.empty());
    CHECK_FALSE(holds(wiped, "1735592"));
}

TEST_CASE("a wiped draft keeps what the workflow asks for and nothing of the buyer") {
    Draft draft;
    draft.details.name = "Li Na";
    draft.details.msisdn = "+8617355928146";
    draft.details.documentNumber = "530421198807234179";
    draft.details.buyerLanguage = "ug";
    draft.portraitJpeg = {1, 2, 3};
    draft.consent = NoticeTold{"1", "ug", {}};
    draft.guardian = Guardian{"Li Hong", "53042119600723417X", true};
    draft.triesUsed = 1;
    wipe(draft);
    CHECK(draft.details.name.empty());
    CHECK(draft.details.documentNumber.empty());
    CHECK_FALSE(holds(draft, "Li Na"));
    CHECK_FALSE(holds(draft, "1735592"));
    CHECK_FALSE(holds(draft, "Li Hong"));
    CHECK(draft.portraitJpeg.empty());
    CHECK_FALSE(draft.guardian);
    CHECK(draft.consent);
    CHECK(draft.triesUsed == 1);
    CHECK(draft.details.buyerLanguage == "ug");
}
