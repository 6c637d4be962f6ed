#include "identity/scanned_code.h"

#include <algorithm>
#include <optional>

#include "identity/document_number.h"
#include "identity/mrz.h"
#include "identity/sim_numbers.h"
#include "identity/typed_text.h"

namespace countersign {
namespace {

constexpr std::size_t kMostBytes = 2000;
constexpr std::size_t kFewestDigits = 15;  // of an IMEI, the shortest
constexpr std::size_t kMostDigits = 20;    // of an ICCID, the longest

// ASCII where it can be: digits of other scripts, full-width forms and capitals; everything else is a '|'.
std::string asAscii(std::string_view text) {
    std::string plain;
    forEachCharacter(text, [&](char32_t c) {
        if (c == U' ' || c == U'-') {
            plain += static_cast<char>(c);
        } else if (c == U'\r' || c == U'\n' || c == U'\t') {
            plain += '\n';
        } else {
            std::string one;
            appendUtf8(one, c);
            const auto read = readTyped(one, "<", 1);
            plain += read.plain.empty() ? '|' : read.plain.front();
        }
        return true;
    });
    return plain;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<ScannedCode> proven(const std::string& digits, WallTime now) {
    if (digits.size() == 18) {
        const auto number = checkResidentNumber(digits, now);
        if (number.outcome == CheckOutcome::Ok) return ScannedCode{ScannedKind::ResidentNumber, number.value};
    }
    if (digits.find('X') != std::string::npos) return std::nullopt;
    const auto iccid = checkIccid(digits);
    if (iccid.outcome == CheckOutcome::Ok) return ScannedCode{ScannedKind::Iccid, iccid.value};
    const auto imei = checkImei(digits);
    if (imei.outcome == CheckOutcome::Ok) return ScannedCode{ScannedKind::Imei, imei.value};
    return std::nullopt;
}

class Finder {
  public:
    explicit Finder(WallTime now) : m_now(now) {}

    void lookAt(const std::string& digits) {
        if (digits.size() < kFewestDigits || digits.size() > kMostDigits) return;
        if (auto code = proven(digits, m_now);
            code && std::find(found.begin(), found.end(), *code) == found.end())
            found.push_back(std::move(*code));
    }

    std::vector<ScannedCode> found;

  private:
    WallTime m_now;
};

// A number and its groups: "8986 0011-22"; ends at a letter, a line's end or a sign. First joined, because
// numbers are printed in groups; where that proves nothing, group by group.
void lookAtLine(const std::string& line, Finder& finder) {
    for (std::size_t i = 0; i < line.size();) {
        if (!isDigit(line[i])) {
            ++i;
            continue;
        }
        std::string joined;
        std::vector<std::string> groups(1);
        for (; i < line.size(); ++i) {
            const char c = line[i];
            // The last of eighteen may be an X, if no word begins with it.
            const bool last =
                c == 'X' && groups.back().size() == 17 &&
                (i + 1 == line.size() || !std::isalpha(static_cast<unsigned char>(line[i + 1])));
            if (isDigit(c) || last) {
                groups.back() += c;
                joined += c;
            } else if (c == ' ' || c == '-') {
                if (!groups.back().empty()) groups.emplace_back();
            } else {
                break;
            }
        }
        const auto before = finder.found.size();
        finder.lookAt(joined);
        if (finder.found.size() > before) continue;
        for (const auto& group : groups) finder.lookAt(group);
    }
}

}  // namespace

std::vector<ScannedCode> classifyScanned(std::string_view text, WallTime now) {
    text = text.substr(0, kMostBytes);
    // AIM symbology identifier, as scanners may be set to send it: "]C1", "]d2", "]Q3".
    if (text.size() > 3 && text.front() == ']') text.remove_prefix(3);
    const std::string plain = asAscii(text);
    Finder finder(now);
    if (plain.find('<') != std::string::npos) {
        const auto zone = parseMrz(text, now);
        if (zone.outcome == CheckOutcome::Ok && zone.mrz) {
            std::string lines;
            for (const char c : plain) {
                if (isDigit(c) || c == '<' || (c >= 'A' && c <= 'Z')) lines += c;
            }
            const std::size_t length = zone.mrz->format == MrzFormat::Td3 ? 44 : 30;
            for (std::size_t at = length; at < lines.size(); at += length + 1) lines.insert(at, 1, '\n');
            finder.found.push_back({ScannedKind::MachineReadableZone, std::move(lines)});
            return finder.found;
        }
    }
    std::string line;
    for (const char c : plain + '\n') {
        if (c != '\n') {
            line += c;
            continue;
        }
        lookAtLine(line, finder);
        line.clear();
    }
    return finder.found;
}

}  // namespace countersign
