// What an opened registration says, read from the payload's fields: a counter's word that may be anything.
// Holds personal data, which is overwritten when it goes. Values; any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "identity/number_check.h"

namespace countersign {

struct RegistrationFacts {
    RegistrationFacts() = default;
    RegistrationFacts(RegistrationFacts&&) = default;
    RegistrationFacts& operator=(RegistrationFacts&&) = default;
    RegistrationFacts(const RegistrationFacts&) = delete;
    RegistrationFacts& operator=(const RegistrationFacts&) = delete;
    ~RegistrationFacts();

    std::string recordId;  // as written, 32 hex digits if it is genuine
    bool practice = false, withoutScan = false, otherWay = false;
    std::string decision;  // the counter's own: accepted, review, refused

    std::optional<DocumentKind> documentKind;
    std::string documentNumber;  // plain where the check understood it
    bool documentNumberRight = false;
    std::optional<Date> birth;  // where the number says it
    std::string name;
    std::string msisdn, iccid, imei;  // plain; empty: not bought
    bool numbersRight = false;        // shape and check digits, and those there that the purchase needs

    struct Guardian {
        bool complete = false;  // name and document number
        bool consents = false;
    };
    std::optional<Guardian> guardian;
    struct Consent {
        bool complete = false;   // version of the text and time, and the buyer's yes where there was a scan
        std::string forwarding;  // what the buyer was told is forwarded; empty: an older counter
    };
    std::optional<Consent> consent;

    // Of the scan; empty without one.
    std::string liveness, band;
    std::optional<double> similarity;
};

// Whose document a payload names, whatever else of it can't be read; so that what is held about somebody is
// found by that person. The number as in the facts. Empty: none that could be filed.
struct NamedDocument {
    NamedDocument() = default;
    NamedDocument(NamedDocument&&) = default;
    NamedDocument& operator=(NamedDocument&&) = default;
    NamedDocument(const NamedDocument&) = delete;
    NamedDocument& operator=(const NamedDocument&) = delete;
    ~NamedDocument();
    DocumentKind kind = DocumentKind::ResidentId;
    std::string number;
};
[[nodiscard]] std::optional<NamedDocument> readDocument(const nlohmann::json& fields, WallTime now);

inline constexpr std::string_view kRegistrationSchema = "countersign.registration/1";

// The reason code (judge.h) in place of facts: payload_unknown for another schema, payload_incomplete for a
// field that is missing, of another type or longer than any counter writes. `now`: whoever is born later is
// not born yet.
using FactsOrReason = tl::expected<RegistrationFacts, std::string>;
[[nodiscard]] FactsOrReason readFacts(const nlohmann::json& fields, WallTime now);

// Overwrites every text in it, then empties it.
void wipe(nlohmann::json& fields) noexcept;

}  // namespace countersign
