#include "documents/resident_reader.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <opencv2/imgproc.hpp>
#include <regex>

#include "identity/document_number.h"
#include "identity/typed_text.h"

namespace countersign {
namespace {

constexpr int kReadWidth = 1300;                      // px of the card: characters of 30 px
constexpr std::array kLineHeights{52.0, 40.0, 66.0};  // px of the number's line when it is read again
constexpr float kLeastConfidence = 60;

std::string isoDate(Date date) {
    std::array<char, 24> text{};
    (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()) % 10000,
                        static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
    return text.data();
}

std::string withoutSpaces(std::string text) {
    text.erase(
        std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t'; }),
        text.end());
    return text;
}

std::string trailingNumber(const std::string& text) {
    static const std::regex number("([0-9]{17}[0-9X])$");
    std::smatch match;
    return std::regex_search(text, match, number) ? match[1].str() : std::string();
}

// Up to the first character that no Chinese name has, without marks before it: worn print and patterns are
// read as quotation marks and dots.
std::string ideographs(std::string_view text) {
    std::string kept;
    forEachCharacter(text, [&](char32_t c) {
        const bool own = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0xB7;
        if (own) appendUtf8(kept, c);
        return own || kept.empty();
    });
    return kept;
}

class Card {
  public:
    Card(const cv::Mat& grey, TextReader& text, WallTime now)
        : m_scale(static_cast<double>(kReadWidth) / grey.cols), m_reader(text), m_now(now) {
        cv::resize(grey, m_grey, {}, m_scale, m_scale, m_scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    }

    Result<std::vector<ReadField>> read() {
        // The portrait's place holds no text and disturbs the search for lines.
        const auto lines = m_reader.read(m_grey, TextScript::Chinese, TextLayout::Block);
        if (!lines) return failure(lines.error());
        for (const auto& line : *lines) {
            const std::string text = withoutSpaces(line.text);
            if (const auto status = number(line, text); !status) return failure(status.error());
            expiry(line, text);
            name(line, text);
        }
        const bool card = std::any_of(m_fields.begin(), m_fields.end(),
                                      [](const ReadField& f) { return f.field == DocumentField::Number; });
        if (!card) return std::vector<ReadField>{};
        return std::move(m_fields);
    }

  private:
    void add(DocumentField field, std::string value, FieldProof proof, const cv::Rect& box) {
        const cv::Rect wide(box.x - 8, box.y - 8, box.width + 16, box.height + 16);
        const cv::Rect own(static_cast<int>(wide.x / m_scale), static_cast<int>(wide.y / m_scale),
                           static_cast<int>(wide.width / m_scale), static_cast<int>(wide.height / m_scale));
        const cv::Rect whole(0, 0, static_cast<int>(m_grey.cols / m_scale),
                             static_cast<int>(m_grey.rows / m_scale));
        m_fields.push_back({field, std::move(value), proof, own & whole});
    }

    Status number(const TextLine& line, const std::string& text) {
        const std::string first = trailingNumber(text);
        const bool labelled =
            text.find("号码") != std::string::npos || text.find("身份") != std::string::npos;
        if (first.empty() && !labelled) return {};
        // Again with digits only, from its right part: the label is not of this alphabet.
        cv::Rect part(line.box.x + line.box.width * 24 / 100, line.box.y - 8, line.box.width,
                      line.box.height + 16);
        part.width = std::min(m_grey.cols, line.box.br().x + 16) - part.x;
        part &= cv::Rect({}, m_grey.size());
        if (part.empty()) return {};
        std::vector<std::string> readings;
        if (!first.empty()) readings.push_back(first);
        std::string agreed;
        for (const double height : kLineHeights) {
            cv::Mat large;
            const double scale = height / part.height;
            cv::resize(m_grey(part), large, {}, scale, scale, cv::INTER_CUBIC);
            const auto again = m_reader.read(large, TextScript::Digits, TextLayout::OneLine);
            if (!again) return failure(again.error());
            std::string joined;
            for (const auto& piece : *again) joined += withoutSpaces(piece.text);
            const std::string found = trailingNumber(joined);
            if (found.empty()) continue;
            if (std::find(readings.begin(), readings.end(), found) != readings.end()) agreed = found;
            readings.push_back(found);
            if (!agreed.empty()) break;
        }
        const NumberCheck check = checkResidentNumber(!agreed.empty()    ? agreed
                                                      : readings.empty() ? ""
                                                                         : readings.front(),
                                                      m_now);
        const bool holds = check.outcome == CheckOutcome::Ok;
        const bool proven = holds && !agreed.empty();
        add(DocumentField::Number, check.value, proven ? FieldProof::Proven : FieldProof::Doubtful, line.box);
        if (!proven) return {};
        if (check.birthDate)
            add(DocumentField::BirthDate, isoDate(*check.birthDate), FieldProof::Proven, line.box);
        if (check.sex)
            add(DocumentField::Sex, *check.sex == Sex::Male ? "male" : "female", FieldProof::Proven,
                line.box);
        return {};
    }

    void expiry(const TextLine& line, const std::string& text) {
        static const std::regex period(
            "([0-9]{4})\\.([0-9]{2})\\.([0-9]{2}).{1,3}([0-9]{4})\\.([0-9]{2})\\.([0-9]{2})");
        std::smatch m;
        if (!std::regex_search(text, m, period)) return;
        const auto day = [&](std::size_t i) {
            return std::chrono::year(std::stoi(m[i])) / std::stoi(m[i + 1]) / std::stoi(m[i + 2]);
        };
        const Date from = day(1), to = day(4);
        if (!from.ok() || !to.ok() || to <= from) return;
        add(DocumentField::ExpiryDate, isoDate(to),
            line.confidence >= kLeastConfidence ? FieldProof::Read : FieldProof::Doubtful, line.box);
    }

    void name(const TextLine& line, const std::string& text) {
        static const std::string label = "姓名";
        const auto at = text.find(label);
        if (at == std::string::npos) return;
        const std::string value = ideographs(text.substr(at + label.size()));
        if (value.size() < 3 || value.size() > 60) return;
        add(DocumentField::Name, value,
            line.confidence >= kLeastConfidence ? FieldProof::Read : FieldProof::Doubtful, line.box);
    }

    cv::Mat m_grey;
    double m_scale;
    TextReader& m_reader;
    WallTime m_now;
    std::vector<ReadField> m_fields;
};

}  // namespace

Result<std::vector<ReadField>> readResidentCard(const cv::Mat& grey, TextReader& text, WallTime now) {
    if (grey.empty() || std::min(grey.cols, grey.rows) < 150) return std::vector<ReadField>{};
    return Card(grey, text, now).read();
}

}  // namespace countersign
