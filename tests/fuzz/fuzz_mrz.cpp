// Machine-readable zones: what parses has the right check digits, counted here once more; what is mended or
// put together out of readings has them too and is made of what was read.

#include <algorithm>

#include "identity/mrz.h"
#include "identity/mrz_repair.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

using Lines = std::vector<std::string>;

char digitOf(std::string_view field) {
    int sum = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char c = field[i];
        const int value = c == '<' ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
        sum += value * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
    }
    return static_cast<char>('0' + sum % 10);
}

bool zoneLetter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '<';
}

// All digits of Doc 9303 but the one of the number of a card whose number goes on in the optional field.
bool digitsHold(const Lines& lines) {
    if (lines.size() == 2) {
        const std::string& line = lines[1];
        const auto at = [&](std::size_t start, std::size_t length) { return line.substr(start, length); };
        const bool unused = line[42] == '<' && at(28, 14) == std::string(14, '<');
        return digitOf(at(0, 9)) == line[9] && digitOf(at(13, 6)) == line[19] &&
               digitOf(at(21, 6)) == line[27] && (unused || digitOf(at(28, 14)) == line[42]) &&
               digitOf(at(0, 10) + at(13, 7) + at(21, 22)) == line[43];
    }
    const std::string &first = lines[0], &second = lines[1];
    const bool longNumber = first[14] == '<';
    return (longNumber || digitOf(first.substr(5, 9)) == first[14]) &&
           digitOf(second.substr(0, 6)) == second[6] && digitOf(second.substr(8, 6)) == second[14] &&
           digitOf(first.substr(5) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11)) ==
               second[29];
}

bool plainWords(std::string_view text, std::size_t limit) {
    return text.size() <= limit && std::all_of(text.begin(), text.end(), [](char c) {
               return c == ' ' || (c != '<' && zoneLetter(c));
           });
}

void lookAtText(std::string_view text) {
    const auto check = parseMrz(text, kNow);
    hold(check.mrz.has_value() ==
             (check.outcome == CheckOutcome::Ok || check.outcome == CheckOutcome::Inconsistent),
         "fields where there are some");
    hold((check.outcome == CheckOutcome::Inconsistent) == (check.mrz && !check.wrongFields.empty()),
         "inconsistent says where");
    if (!check.mrz) return;
    const auto& mrz = *check.mrz;
    hold(!mrz.surname.empty() && plainWords(mrz.surname, 39) && plainWords(mrz.givenNames, 39), "names");
    hold(!mrz.documentNumber.empty() && plainWords(mrz.documentNumber, 24), "number");
    hold(plainWords(mrz.documentCode, 2) && plainWords(mrz.issuer, 3) && plainWords(mrz.nationality, 3) &&
             plainWords(mrz.optionalData, 27),
         "fields");
    hold(!mrz.birthDate || (mrz.birthDate->ok() && *mrz.birthDate <= chinaDate(kNow)), "born before today");
    hold(!mrz.expiryDate || mrz.expiryDate->ok(), "a day that can be");
    hold(check.expired == (mrz.expiryDate && *mrz.expiryDate < chinaDate(kNow)), "expired");
    if (check.outcome != CheckOutcome::Ok) return;
    // Only where the letters of the text are those of the zone can the digits be counted from outside.
    std::string flat;
    for (const char c : text) {
        if (zoneLetter(c)) {
            flat += c;
        } else if (c != '\n' && c != '\r' && c != ' ') {
            return;
        }
    }
    const std::size_t length = mrz.format == MrzFormat::Td3 ? 44 : 30;
    Lines lines;
    for (std::size_t at = 0; at < flat.size(); at += length) lines.push_back(flat.substr(at, length));
    hold(lines.size() == (mrz.format == MrzFormat::Td3 ? 2U : 3U) && lines.back().size() == length,
         "whole lines");
    hold(digitsHold(lines), "a zone that is right has right digits");
    hold(!repairMrz(lines), "nothing to mend");
}

// Readings are separated by empty lines, their lines by line breaks.
std::vector<Lines> readingsOf(std::string_view text) {
    std::vector<Lines> readings(1);
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (line.empty()) {
            readings.emplace_back();
        } else {
            readings.back().emplace_back(line);
        }
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    std::erase_if(readings, [](const Lines& lines) { return lines.empty(); });
    // As many as the reader of documents hands over.
    if (readings.size() > 4) readings.resize(4);
    return readings;
}

void lookAtRepair(const Lines& lines) {
    const auto mended = repairMrz(lines);
    if (!mended) return;
    std::size_t changed = 0;
    hold(mended->size() == lines.size(), "as many lines");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        hold((*mended)[i].size() == lines[i].size(), "as long");
        for (std::size_t c = 0; c < lines[i].size(); ++c) changed += (*mended)[i][c] != lines[i][c] ? 1U : 0U;
    }
    hold(changed == 1, "one character");
    hold(digitsHold(*mended), "mended so that the digits hold");
    hold(!repairMrz(*mended), "nothing left to mend");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = textOf(data, size);
    lookAtText(text);
    const auto readings = readingsOf(text);
    for (const auto& lines : readings) lookAtRepair(lines);
    const auto whole = combineMrz(readings);
    if (!whole) return 0;
    hold(digitsHold(*whole), "put together so that the digits hold");
    for (std::size_t line = 0; line < whole->size(); ++line) {
        for (std::size_t c = 0; c < (*whole)[line].size(); ++c) {
            hold(zoneLetter((*whole)[line][c]), "made out");
            hold(std::any_of(readings.begin(), readings.end(),
                             [&](const Lines& lines) { return lines[line][c] == (*whole)[line][c]; }),
                 "somebody read it so");
        }
    }
    return 0;
}
