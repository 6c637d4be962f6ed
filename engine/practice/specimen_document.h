// Specimens of documents with the data layout of real ones and the design of no country: a passport page
// (TD3), a card (TD1) and a card laid out like a Chinese resident's. Pure functions; any thread.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/result.h"
#include "identity/number_check.h"
#include "practice/person.h"

namespace countersign {

enum class SpecimenKind { PassportPage = 1, MachineReadableCard, ResidentCard };

struct SpecimenText {
    SpecimenKind kind = SpecimenKind::PassportPage;
    std::string surname, givenNames;  // A-Z and spaces; given names may be empty
    std::string name;                 // as printed on the resident card, any script
    std::string number;               // at most 9 of A-Z0-9, or a resident number
    Date birth{}, expiry{};
    Sex sex = Sex::Female;
};

struct SpecimenDocument {
    cv::Mat bgr;                   // CV_8UC3
    cv::Rect portrait;             // px
    std::vector<std::string> mrz;  // the lines as printed; none on a resident card
};

// Details of this person for this kind; `variant` varies number, dates and names, the same for the same
// value.
[[nodiscard]] SpecimenText specimenText(const Person& person, SpecimenKind kind, unsigned variant);

// ICAO Doc 9303 parts 4 and 5, issuer UTO; names that are too long are cut.
[[nodiscard]] std::vector<std::string> specimenMrz(const SpecimenText& text);

// `portrait`: BGR, 4:5. Error: PracticeFontMissing.
[[nodiscard]] Result<SpecimenDocument> drawSpecimen(const SpecimenText& text, const cv::Mat& portrait);

}  // namespace countersign
