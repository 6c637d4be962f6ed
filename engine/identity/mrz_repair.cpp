#include "identity/mrz_repair.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "identity/mrz.h"

namespace countersign {
namespace {

// What one printed character is read as, both ways.
constexpr std::array<std::string_view, 9> kConfused{"O0DQU", "I1LT", "B8", "S58", "Z27",
                                                    "G6C",   "A4",   "Y7", "K<"};

struct Span {
    std::size_t line, start, length;
};
struct Form {
    std::vector<Span> fields;     // each with its check digit right behind it
    std::vector<Span> composite;  // in order
    Span compositeDigit;
};

Form td3() {
    return {
        {{1, 0, 9}, {1, 13, 6}, {1, 21, 6}, {1, 28, 14}}, {{1, 0, 10}, {1, 13, 7}, {1, 21, 22}}, {1, 43, 1}};
}

Form td1() {
    return {{{0, 5, 9}, {1, 0, 6}, {1, 8, 6}}, {{0, 5, 25}, {1, 0, 7}, {1, 8, 7}, {1, 18, 11}}, {1, 29, 1}};
}

using Lines = std::vector<std::string>;

bool fieldHolds(const Lines& lines, const Span& field) {
    const std::string text = lines[field.line].substr(field.start, field.length);
    const char digit = lines[field.line][field.start + field.length];
    // An unused personal number may carry a filler as its digit.
    if (digit == '<' && field.length == 14) return text.find_first_not_of('<') == std::string::npos;
    return mrzCheckDigit(text) == digit;
}

// A date is six digits of a day that can be, or holds fillers where it is not known.
bool dateCanBe(std::string_view text) {
    if (text.find('<') != std::string_view::npos)
        return text.find_first_not_of("0123456789<") == std::string_view::npos;
    if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
    const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    // The century does not matter but for 29 February.
    return (std::chrono::year(2000 + two(0)) / two(2) / two(4)).ok();
}

bool compositeHolds(const Lines& lines, const Form& form) {
    std::string text;
    for (const auto& span : form.composite) text += lines[span.line].substr(span.start, span.length);
    return mrzCheckDigit(text) == lines[form.compositeDigit.line][form.compositeDigit.start];
}

std::optional<Form> formOf(const Lines& lines) {
    const auto allOf = [&](std::size_t length) {
        return std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.size() == length && std::all_of(line.begin(), line.end(), [](char c) {
                       return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<';
                   });
        });
    };
    if (lines.size() == 2 && allOf(44)) return td3();
    if (lines.size() == 3 && allOf(30)) return td1();
    return std::nullopt;
}

}  // namespace

std::optional<Lines> repairMrz(const Lines& lines) {
    const auto form = formOf(lines);
    if (!form) return std::nullopt;
    std::vector<Span> wrong;
    for (const auto& field : form->fields)
        if (!fieldHolds(lines, field)) wrong.push_back(field);
    // A long TD1 number ends in the optional field: its digit does not stand where this looks for it.
    if (wrong.size() != 1 || (lines.size() == 3 && lines[0][14] == '<')) return std::nullopt;
    const Span& field = wrong.front();
    std::optional<Lines> mended;
    for (std::size_t place = field.start; place <= field.start + field.length; ++place) {
        const char read = lines[field.line][place];
        std::string tried(1, read);
        for (const auto group : kConfused) {
            if (group.find(read) == std::string_view::npos) continue;
            for (const char other : group) {
                if (tried.find(other) != std::string::npos) continue;
                tried += other;
                Lines attempt = lines;
                attempt[field.line][place] = other;
                if (field.length == 6 && !dateCanBe(attempt[field.line].substr(field.start, 6))) continue;
                if (!fieldHolds(attempt, field) || !compositeHolds(attempt, *form)) continue;
                if (mended) return std::nullopt;  // two ways: nothing is proven
                mended = std::move(attempt);
            }
        }
    }
    return mended;
}

namespace {

// The reading of a line that agrees most with the others; of equals the first.
const std::string& commonest(const std::vector<Lines>& readings, std::size_t line) {
    std::size_t best = 0, most = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        std::size_t agreed = 0;
        for (const auto& other : readings) {
            for (std::size_t c = 0; c < other[line].size(); ++c)
                agreed += readings[i][line][c] != '?' && readings[i][line][c] == other[line][c] ? 1U : 0U;
        }
        if (agreed > most) {
            most = agreed;
            best = i;
        }
    }
    return readings[best][line];
}

// What the readings have between `start` and its check digit where that holds; each text once.
std::vector<std::string> heldTexts(const std::vector<Lines>& readings, const Span& field) {
    std::vector<std::string> texts;
    for (const auto& reading : readings) {
        std::string text = reading[field.line].substr(field.start, field.length + 1);
        if (text.find('?') != std::string::npos || !fieldHolds(reading, field)) continue;
        if (field.length == 6 && !dateCanBe(std::string_view(text).substr(0, 6))) continue;
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace

std::optional<Lines> combineMrz(const std::vector<Lines>& readings) {
    if (readings.empty()) return std::nullopt;
    for (const auto& lines : readings) {
        Lines filled = lines;
        for (auto& line : filled) std::replace(line.begin(), line.end(), '?', '<');
        if (filled.size() != readings.front().size() || !formOf(filled)) return std::nullopt;
    }
    Lines common;
    for (std::size_t line = 0; line < readings.front().size(); ++line)
        common.push_back(commonest(readings, line));
    // A long TD1 number ends in the optional field: its digit does not stand where this looks for it.
    if (common.size() == 3 && common[0][14] == '<') return std::nullopt;
    Lines plain = common;
    for (auto& line : plain) std::replace(line.begin(), line.end(), '?', '<');
    const Form form = *formOf(plain);
    std::vector<Lines> choices{common};
    const auto spread = [&](const Span& at, std::size_t length, const std::vector<std::string>& texts) {
        std::vector<Lines> next;
        for (const auto& lines : choices) {
            for (const auto& text : texts) {
                next.push_back(lines);
                next.back()[at.line].replace(at.start, length, text);
            }
        }
        choices = std::move(next);
    };
    for (const auto& field : form.fields) spread(field, field.length + 1, heldTexts(readings, field));
    std::vector<std::string> digits;
    for (const auto& lines : readings) {
        const std::string digit = lines[form.compositeDigit.line].substr(form.compositeDigit.start, 1);
        if (digit != "?" && std::find(digits.begin(), digits.end(), digit) == digits.end())
            digits.push_back(digit);
    }
    spread(form.compositeDigit, 1, digits);
    std::optional<Lines> proven;
    for (auto& lines : choices) {
        const bool whole = std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
            return line.find('?') == std::string::npos;
        });
        if (!whole || !compositeHolds(lines, form)) continue;
        if (proven) return std::nullopt;
        proven = std::move(lines);
    }
    return proven;
}

bool mrzDigitMayMiss(const std::string& field) {
    return field.find_first_of("6GQ1L8S5Z0UK<") != std::string::npos;
}

}  // namespace countersign
