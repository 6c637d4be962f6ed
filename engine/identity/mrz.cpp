#include "identity/mrz.h"

#include <algorithm>
#include <array>

#include "identity/typed_text.h"

namespace countersign {

namespace {

constexpr std::size_t kTd3Line = 44;
constexpr std::size_t kTd1Line = 30;
constexpr std::size_t kTd3Length = 2 * kTd3Line;
constexpr std::size_t kTd1Length = 3 * kTd1Line;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetterOrFiller(char c) {
    return (c >= 'A' && c <= 'Z') || c == '<';
}

// Fillers inside become single spaces, those around it go.
std::string words(std::string_view field) {
    std::string text;
    for (const char c : field) {
        if (c != '<') {
            text += c;
        } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
        }
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

int twoDigits(std::string_view text) {
    return (text[0] - '0') * 10 + (text[1] - '0');
}

enum class DateRole { Birth = 1, Expiry };

std::optional<Date> readDate(std::string_view text, DateRole role, WallTime now) {
    if (!std::all_of(text.begin(), text.end(), isDigit)) return std::nullopt;
    const Date today = chinaDate(now);
    const int thisYear = static_cast<int>(today.year());
    int year = thisYear - thisYear % 100 + twoDigits(text);
    const auto make = [&] {
        return std::chrono::year(year) / twoDigits(text.substr(2)) / twoDigits(text.substr(4));
    };
    if (role == DateRole::Birth) {
        if (make() > today) year -= 100;
    } else if (year - thisYear > 49) {
        year -= 100;
    } else if (thisYear - year > 50) {
        year += 100;
    }
    const Date date = make();
    if (!date.ok()) return std::nullopt;
    return date;
}

// Day and month unknown are printed as fillers; anything else that is no date is wrong.
bool mayBeUnknown(std::string_view text) {
    return text.find('<') != std::string_view::npos;
}

class Reader {
  public:
    Reader(std::string_view zone, WallTime now) : m_zone(zone), m_now(now) {}

    MrzCheck td3() {
        m_mrz.format = MrzFormat::Td3;
        m_mrz.documentCode = words(m_zone.substr(0, 2));
        m_mrz.issuer = words(m_zone.substr(2, 3));
        names(m_zone.substr(5, 39));
        const std::string_view line = m_zone.substr(kTd3Line);
        m_mrz.documentNumber = words(line.substr(0, 9));
        digit(MrzField::DocumentNumber, line.substr(0, 9), line[9]);
        m_mrz.nationality = words(line.substr(10, 3));
        dates(line.substr(13, 7), line[20], line.substr(21, 7));
        m_mrz.optionalData = words(line.substr(28, 14));
        // An empty personal number may carry a filler instead of its 0.
        if (!(m_mrz.optionalData.empty() && line[42] == '<'))
            digit(MrzField::OptionalData, line.substr(28, 14), line[42]);
        digit(MrzField::Composite,
              std::string(line.substr(0, 10)) + std::string(line.substr(13, 7)) +
                  std::string(line.substr(21, 22)),
              line[43]);
        return finish();
    }

    MrzCheck td1() {
        m_mrz.format = MrzFormat::Td1;
        m_mrz.documentCode = words(m_zone.substr(0, 2));
        m_mrz.issuer = words(m_zone.substr(2, 3));
        const std::string_view first = m_zone.substr(0, kTd1Line);
        const std::string_view second = m_zone.substr(kTd1Line, kTd1Line);
        td1Number(first);
        dates(second.substr(0, 7), second[7], second.substr(8, 7));
        m_mrz.nationality = words(second.substr(15, 3));
        const std::string more = words(second.substr(18, 11));
        if (!more.empty()) m_mrz.optionalData += (m_mrz.optionalData.empty() ? "" : " ") + more;
        digit(MrzField::Composite,
              std::string(first.substr(5)) + std::string(second.substr(0, 7)) +
                  std::string(second.substr(8, 7)) + std::string(second.substr(18, 11)),
              second[29]);
        names(m_zone.substr(2 * kTd1Line));
        return finish();
    }

  private:
    // Part 5, 4.2.2.1 note j: a number of more than nine characters goes on in the optional field, its check
    // digit last, and a filler stands where the check digit would be.
    void td1Number(std::string_view first) {
        const std::string_view optional = first.substr(15);
        if (first[14] == '<') {
            const std::string_view rest = optional.substr(0, optional.find('<'));
            if (rest.size() >= 2) {
                const std::string whole =
                    std::string(first.substr(5, 9)) + std::string(rest.substr(0, rest.size() - 1));
                m_mrz.documentNumber = words(whole);
                m_mrz.optionalData = words(optional.substr(rest.size()));
                digit(MrzField::DocumentNumber, whole, rest.back());
                return;
            }
        }
        m_mrz.documentNumber = words(first.substr(5, 9));
        m_mrz.optionalData = words(optional);
        digit(MrzField::DocumentNumber, first.substr(5, 9), first[14]);
    }

    void dates(std::string_view birth, char sex, std::string_view expiry) {
        m_mrz.birthText = std::string(birth.substr(0, 6));
        m_mrz.birthDate = readDate(birth.substr(0, 6), DateRole::Birth, m_now);
        if (!m_mrz.birthDate && !mayBeUnknown(birth.substr(0, 6))) wrong(MrzField::BirthDate);
        digit(MrzField::BirthDate, birth.substr(0, 6), birth[6]);
        m_mrz.sex = sex == 'M' ? Sex::Male : sex == 'F' ? Sex::Female : Sex::Unspecified;
        m_mrz.expiryDate = readDate(expiry.substr(0, 6), DateRole::Expiry, m_now);
        if (!m_mrz.expiryDate && !mayBeUnknown(expiry.substr(0, 6))) wrong(MrzField::ExpiryDate);
        digit(MrzField::ExpiryDate, expiry.substr(0, 6), expiry[6]);
    }

    void names(std::string_view field) {
        const auto gap = field.find("<<");
        m_mrz.surname = words(field.substr(0, gap));
        if (gap != std::string_view::npos) m_mrz.givenNames = words(field.substr(gap));
        if (!std::all_of(field.begin(), field.end(), isLetterOrFiller) || m_mrz.surname.empty())
            m_shape = false;
    }

    void digit(MrzField field, std::string_view text, char printed) {
        if (mrzCheckDigit(text) != printed) wrong(field);
    }

    void wrong(MrzField field) {
        if (std::find(m_wrong.begin(), m_wrong.end(), field) == m_wrong.end()) m_wrong.push_back(field);
    }

    MrzCheck finish() {
        MrzCheck check;
        check.wrongFields = std::move(m_wrong);
        check.expired = m_mrz.expiryDate && *m_mrz.expiryDate < chinaDate(m_now);
        check.outcome = !m_shape || m_mrz.documentNumber.empty() ? CheckOutcome::WrongShape
                        : check.wrongFields.empty()              ? CheckOutcome::Ok
                                                                 : CheckOutcome::Inconsistent;
        if (check.outcome != CheckOutcome::WrongShape) check.mrz = std::move(m_mrz);
        return check;
    }

    std::string_view m_zone;
    WallTime m_now;
    Mrz m_mrz;
    std::vector<MrzField> m_wrong;
    bool m_shape = true;
};

MrzCheck only(CheckOutcome outcome) {
    MrzCheck check;
    check.outcome = outcome;
    return check;
}

}  // namespace

char mrzCheckDigit(std::string_view field) {
    static constexpr std::array kWeights{7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char c = field[i];
        int value = 0;
        if (isDigit(c)) {
            value = c - '0';
        } else if (c >= 'A' && c <= 'Z') {
            value = c - 'A' + 10;
        } else if (c != '<') {
            return 0;
        }
        sum += value * kWeights[i % kWeights.size()];
    }
    return static_cast<char>('0' + sum % 10);
}

MrzCheck parseMrz(std::string_view text, WallTime now) {
    const TypedText zone = readTyped(text, "<", kTd1Length);
    if (zone.badCharacter) return only(CheckOutcome::BadCharacter);
    if (zone.tooLong) return only(CheckOutcome::TooLong);
    if (zone.plain.empty()) return only(CheckOutcome::Empty);
    const char first = zone.plain.front();
    const bool passport = first == 'P';
    // Part 5, 4.2.2: cards begin with A, C or I.
    if (!passport && first != 'A' && first != 'C' && first != 'I') return only(CheckOutcome::WrongPrefix);
    const std::size_t wanted = passport ? kTd3Length : kTd1Length;
    if (zone.plain.size() < wanted) return only(CheckOutcome::Incomplete);
    if (zone.plain.size() > wanted) return only(CheckOutcome::TooLong);
    Reader reader(zone.plain, now);
    return passport ? reader.td3() : reader.td1();
}

}  // namespace countersign
