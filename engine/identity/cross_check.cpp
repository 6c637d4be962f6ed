#include "identity/cross_check.h"

#include <unictype.h>
#include <uninorm.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "identity/document_number.h"
#include "identity/typed_text.h"

namespace countersign {
namespace {

constexpr int kSoonDays = 30;
constexpr int kConsentAge = 14, kPresenceAge = 16;  // domain.md section 2
constexpr int kOldestAge = 120;                     // nobody proven to be older buys a card
constexpr std::size_t kShortestCutName =
    25;  // letters of the 30 characters of a card's zone: a few are fillers

// How a letter with marks is spelled without: marks dropped, or by the alternatives of Doc 9303 part 3.
enum class Spelling { Bare = 1, WithE, WithX };
constexpr std::array kSpellings{Spelling::Bare, Spelling::WithE, Spelling::WithX};

constexpr char32_t kDiaeresis = 0x308, kRing = 0x30A, kTilde = 0x303;

struct Special {
    char32_t letter;
    const char* bare;
    const char* spelled;
};
// Letters that no decomposition splits.
constexpr std::array kSpecials{
    Special{0x00C6, "AE", "AE"}, Special{0x00E6, "AE", "AE"}, Special{0x0152, "OE", "OE"},
    Special{0x0153, "OE", "OE"}, Special{0x00D8, "O", "OE"},  Special{0x00F8, "O", "OE"},
    Special{0x00DF, "SS", "SS"}, Special{0x1E9E, "SS", "SS"}, Special{0x00DE, "TH", "TH"},
    Special{0x00FE, "TH", "TH"}, Special{0x00D0, "D", "D"},   Special{0x00F0, "D", "D"},
    Special{0x0110, "D", "D"},   Special{0x0111, "D", "D"},   Special{0x0141, "L", "L"},
    Special{0x0142, "L", "L"},   Special{0x0131, "I", "I"}};

struct Letters {
    std::vector<std::u32string> words;
    std::size_t latin = 0, other = 0;
    [[nodiscard]] std::u32string joined() const {
        std::u32string all;
        for (const auto& word : words) all += word;
        return all;
    }
};

std::string decomposed(std::string_view text) {
    std::size_t length = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> form(
        u8_normalize(UNINORM_NFKD, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), nullptr,
                     &length),
        &std::free);
    return form ? std::string(reinterpret_cast<const char*>(form.get()), length) : std::string(text);
}

bool isApostrophe(char32_t c) {
    return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x60;
}

class Speller {
  public:
    explicit Speller(Spelling how) : m_how(how) {}

    void see(char32_t c) {
        if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
        if (c >= U'A' && c <= U'Z') {
            begin();
            word() += c;
            ++letters.latin;
            return;
        }
        for (const auto& special : kSpecials) {
            if (special.letter != c) continue;
            begin();
            for (const char* s = m_how == Spelling::Bare ? special.bare : special.spelled; *s != 0; ++s)
                word() += static_cast<char32_t>(*s);
            ++letters.latin;
            return;
        }
        if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M)) {
            mark(c);
        } else if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Co)) {
            begin();
            word() += c;
            ++letters.other;
        } else if (!isApostrophe(c)) {
            m_inWord = false;
        }
    }

    Letters letters;

  private:
    std::u32string& word() { return letters.words.back(); }
    void begin() {
        if (!m_inWord) letters.words.emplace_back();
        m_inWord = true;
    }
    void mark(char32_t c) {
        if (!m_inWord) return;
        const char32_t base = word().back();
        const bool two = c == kDiaeresis && (base == U'A' || base == U'O' || base == U'U');
        if (m_how == Spelling::WithE && two) word() += U'E';
        if (m_how != Spelling::Bare && c == kRing && base == U'A') word() += U'A';
        if (m_how == Spelling::WithX && ((two && base == U'U') || (c == kTilde && base == U'N')))
            word() += U"XX";
        if (m_how == Spelling::WithX && two && base != U'U') word() += U'E';
    }

    Spelling m_how;
    bool m_inWord = false;
};

Letters lettersOf(const std::string& decomposedName, Spelling how) {
    Speller speller(how);
    forEachCharacter(decomposedName, [&](char32_t c) {
        speller.see(c);
        return true;
    });
    return std::move(speller.letters);
}

bool alike(Letters typed, Letters read) {
    const auto typedAll = typed.joined(), readAll = read.joined();
    if (typedAll == readAll) return true;
    if (read.other == 0 && readAll.size() >= kShortestCutName && typedAll.starts_with(readAll)) return true;
    std::sort(typed.words.begin(), typed.words.end());
    std::sort(read.words.begin(), read.words.end());
    return typed.words == read.words;
}

void add(std::vector<CrossFinding>& findings, CrossCheck check, CrossWeight weight) {
    findings.push_back({check, weight});
}

void checkAge(std::vector<CrossFinding>& findings, Date birth, WallTime now) {
    const int age = ageAt(birth, now);
    if (std::chrono::sys_days(birth) > std::chrono::sys_days(chinaDate(now)) || age > kOldestAge) {
        add(findings, CrossCheck::ImpossibleAge, CrossWeight::Confirm);
    } else if (age < kConsentAge) {
        add(findings, CrossCheck::GuardianMustConsent, CrossWeight::Confirm);
    } else if (age < kPresenceAge) {
        add(findings, CrossCheck::GuardianMustBePresent, CrossWeight::Confirm);
    }
}

}  // namespace

NameLikeness compareNames(std::string_view typed, std::string_view read) {
    const std::string first = decomposed(typed), second = decomposed(read);
    for (const auto how : kSpellings) {
        const auto mine = lettersOf(first, how);
        for (const auto other : kSpellings) {
            const auto theirs = lettersOf(second, other);
            if (mine.words.empty() || theirs.words.empty()) return NameLikeness::Differs;
            if (alike(mine, theirs)) return NameLikeness::Same;
        }
    }
    const auto mine = lettersOf(first, Spelling::Bare), theirs = lettersOf(second, Spelling::Bare);
    const bool apart = (mine.latin == 0 && theirs.other == 0) || (mine.other == 0 && theirs.latin == 0);
    return apart ? NameLikeness::OtherScript : NameLikeness::Differs;
}

std::vector<CrossFinding> crossCheck(const TypedDetails& typed, const DocumentSays& document, WallTime now) {
    std::vector<CrossFinding> findings;
    if (document.kind && *document.kind != typed.kind)
        add(findings, CrossCheck::KindDiffers, CrossWeight::Confirm);
    if (document.number && !typed.number.empty() && *document.number != typed.number)
        add(findings, CrossCheck::NumberDiffers, CrossWeight::Confirm);
    if (document.name && !typed.name.empty()) {
        const auto likeness = compareNames(typed.name, *document.name);
        if (likeness == NameLikeness::Differs) add(findings, CrossCheck::NameDiffers, CrossWeight::Confirm);
        if (likeness == NameLikeness::OtherScript)
            add(findings, CrossCheck::NameInOtherScript, CrossWeight::Note);
    }
    std::optional<Date> birth = document.birthDate;
    const std::string& number = document.number ? *document.number : typed.number;
    if (hasResidentNumber(document.kind.value_or(typed.kind))) {
        const auto checked = checkResidentNumber(number, now);
        if (checked.outcome == CheckOutcome::Ok) {
            if (birth && checked.birthDate && *birth != *checked.birthDate)
                add(findings, CrossCheck::BirthDateDisagrees, CrossWeight::Confirm);
            if (document.sex && *document.sex != Sex::Unspecified && checked.sex &&
                *document.sex != *checked.sex)
                add(findings, CrossCheck::SexDisagrees, CrossWeight::Confirm);
            if (!birth) birth = checked.birthDate;
        }
    }
    if (document.expiryDate) {
        const auto left = std::chrono::sys_days(*document.expiryDate) - std::chrono::sys_days(chinaDate(now));
        if (left.count() < 0) {
            add(findings, CrossCheck::Expired,
                document.expiryProven ? CrossWeight::Stop : CrossWeight::Confirm);
        } else if (left.count() <= kSoonDays) {
            add(findings, CrossCheck::ExpiresSoon, CrossWeight::Note);
        }
    }
    if (birth) checkAge(findings, *birth, now);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const CrossFinding& a, const CrossFinding& b) { return a.weight > b.weight; });
    return findings;
}

}  // namespace countersign
