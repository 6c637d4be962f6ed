#include "documents/mrz_reader.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "documents/mrz_grid.h"
#include "identity/mrz_repair.h"

namespace countersign {
namespace {

constexpr int kWorkWidth = 1000;         // px
constexpr double kLeastWidth = 0.55;     // of the picture
constexpr double kLineHeight = 48;       // px of a line that Tesseract reads well
constexpr double kLowestDensity = 0.35;  // share of a line's box that closed print covers

}  // namespace

bool MrzText::agreed(std::size_t line, std::size_t first, std::size_t number) const {
    return line < lines.size() && line < second.size() && first <= lines[line].size() &&
           first <= second[line].size() &&
           lines[line].substr(first, number) == second[line].substr(first, number);
}

cv::Rect MrzStrip::whole() const {
    cv::Rect all;
    for (const auto& line : lines) all = all.empty() ? line : (all | line);
    return all;
}

namespace {

// How print is closed to lines: letters of a wide pitch need a wider reach, faint ones a lower threshold.
struct LineSearch {
    int reach;       // px
    double darkest;  // of Otsu's threshold
};
constexpr std::array kSearches{LineSearch{35, 1}, LineSearch{35, 0.6}, LineSearch{61, 0.8}};

std::vector<cv::Rect> longLines(const cv::Mat& dark, const LineSearch& how) {
    cv::Mat mask, otsu;
    const double threshold = cv::threshold(dark, otsu, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    cv::threshold(dark, mask, how.darkest * threshold, 255, cv::THRESH_BINARY);
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {how.reach, 1}));
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {25, 5}));
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    std::vector<cv::Rect> rows;
    for (const auto& contour : contours) {
        const cv::Rect box = cv::boundingRect(contour);
        if (box.width < kLeastWidth * dark.cols || box.height > dark.cols / 14 || box.height < 8) continue;
        if (cv::countNonZero(mask(box)) < kLowestDensity * box.area()) continue;
        rows.push_back(box);
    }
    std::sort(rows.begin(), rows.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
    return rows;
}

// From below: lines of the same width that follow each other closely.
std::vector<MrzStrip> stripsOf(const std::vector<cv::Rect>& rows) {
    std::vector<MrzStrip> strips;
    const auto follows = [](const cv::Rect& above, const cv::Rect& below) {
        return below.y - above.y < 4 * std::max(above.height, below.height) &&
               std::abs(above.width - below.width) < 0.3 * std::max(above.width, below.width);
    };
    for (std::size_t last = rows.size(); last > 0; --last) {
        for (const std::size_t count : {std::size_t{3}, std::size_t{2}}) {
            if (last < count) continue;
            MrzStrip strip;
            for (std::size_t i = last - count; i < last; ++i) {
                if (!strip.lines.empty() && !follows(strip.lines.back(), rows[i])) break;
                strip.lines.push_back(rows[i]);
            }
            if (strip.lines.size() == count) strips.push_back(std::move(strip));
        }
    }
    return strips;
}

}  // namespace

std::vector<MrzStrip> findMrz(const cv::Mat& grey) {
    if (grey.empty() || std::min(grey.cols, grey.rows) < 100) return {};
    const double scale = static_cast<double>(kWorkWidth) / grey.cols;
    cv::Mat small, dark;
    cv::resize(grey, small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::morphologyEx(small, dark, cv::MORPH_BLACKHAT, cv::getStructuringElement(cv::MORPH_RECT, {25, 25}));
    std::vector<MrzStrip> found;
    for (const auto& search : kSearches) {
        for (auto& strip : stripsOf(longLines(dark, search))) {
            for (auto& line : strip.lines) {
                const cv::Rect wide(line.x - 12, line.y - 6, line.width + 24, line.height + 12);
                line = cv::Rect(cv::Point(static_cast<int>(wide.x / scale), static_cast<int>(wide.y / scale)),
                                cv::Size(static_cast<int>(wide.width / scale),
                                         static_cast<int>(wide.height / scale))) &
                       cv::Rect({}, grey.size());
            }
            found.push_back(std::move(strip));
        }
    }
    return found;
}

namespace {

enum class Paper { AsItIs = 1, Even };

// How a line is laid before Tesseract, whose model knows books and not this print: the wide gaps of one pitch
// are closed to `share` of each cell, and letters are as high as in a book scanned at 150 dots an inch or so.
struct Preparation {
    Paper paper;
    double share;
    double height;  // px of the line with its margin
};
// The first two are two opinions; the others are asked where those leave no proven reading. On nine lines
// that had been misread: closed gaps at 36 px read 22 of 23 lines, as they are at 32 px 17, at 48 px 12.
constexpr std::array kPreparations{Preparation{Paper::AsItIs, 0.75, 36}, Preparation{Paper::Even, 0.8, 40},
                                   Preparation{Paper::AsItIs, 1, 32}, Preparation{Paper::Even, 1, 48}};

cv::Mat prepared(const cv::Mat& line, Paper paper) {
    cv::Mat large;
    const double scale = kLineHeight / line.rows;
    cv::resize(line, large, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    if (paper == Paper::Even) {
        // Glare and shade taken out.
        cv::Mat ground;
        cv::morphologyEx(large, ground, cv::MORPH_CLOSE,
                         cv::getStructuringElement(cv::MORPH_ELLIPSE, {31, 31}));
        cv::GaussianBlur(ground, ground, {}, 8);
        cv::divide(large, ground, large, 235);
    }
    cv::normalize(large, large, 0, 255, cv::NORM_MINMAX);
    return large;
}

// Digit: as Never, and no filler can stand there.
enum class Letters { Only = 1, Never, Possible, Digit };

// Runs of cells that hold one kind of character, by Doc 9303 parts 4 and 5.
struct Run {
    int first, number;
    Letters letters;
};

std::vector<Run> runsOf(std::size_t lines, std::size_t line) {
    using enum Letters;
    if (lines == 2 && line == 0) return {{0, 1, Only}, {1, 4, Only}, {5, 39, Only}};
    if (lines == 2)
        return {{0, 9, Possible}, {9, 1, Never},      {10, 3, Only},  {13, 7, Never}, {20, 1, Only},
                {21, 7, Never},   {28, 14, Possible}, {42, 1, Never}, {43, 1, Digit}};
    if (line == 0) return {{0, 1, Only}, {1, 4, Only}, {5, 9, Possible}, {14, 1, Never}, {15, 15, Possible}};
    if (line == 1)
        return {{0, 7, Never}, {7, 1, Only},       {8, 7, Never},
                {15, 3, Only}, {18, 11, Possible}, {29, 1, Digit}};
    return {{0, 30, Only}};
}

// Where only one kind can stand, its look-alike of the other kind is that character.
char placed(char read, Letters letters) {
    constexpr std::string_view kLetters = "OISBZGQDLTA", kDigits = "01582600174";  // the first six both ways
    if (letters == Letters::Possible) return read;
    const auto& from = letters == Letters::Only ? kDigits : kLetters;  // of equals the first
    const auto& to = letters == Letters::Only ? kLetters : kDigits;
    const auto at = from.find(read);
    return at == std::string_view::npos ? read : to[at];
}

std::string plain(const std::vector<TextLine>& lines) {
    std::string all;
    for (const auto& line : lines)
        for (const char c : line.text)
            if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<') all += c;
    return all;
}

// The longest run of fillers shortened or lengthened until the line has its length; as it is where it has
// none.
std::string fitted(std::string line, std::size_t length) {
    std::size_t start = 0, most = 0;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i;
        while (end < line.size() && line[end] == '<') ++end;
        if (end - i > most) {
            most = end - i;
            start = i;
        }
        i = std::max(end, i + 1);
    }
    if (most < 3) return line;
    if (line.size() < length) line.insert(start, length - line.size(), '<');
    if (line.size() > length) line.erase(start, std::min(most - 1, line.size() - length));
    return line;
}

// One line, character by character where it belongs; '?' where the cells and the text disagree.
class LineReader {
  public:
    LineReader(const MrzGrid& grid, const std::vector<bool>& fillers, const Preparation& how,
               TextReader& text)
        : m_grid(grid),
          m_fillers(fillers),
          m_how(how),
          m_text(text),
          m_line(static_cast<std::size_t>(grid.count), '<') {}

    Result<std::string> read(const std::vector<Run>& runs) {
        m_letters.assign(m_line.size(), Letters::Possible);
        m_number = {0, 0, Letters::Possible};
        for (const auto& run : runs)
            if (run.number == 9) m_number = run;
        for (const auto& run : runs)
            for (int i = 0; i < run.number; ++i)
                m_letters[static_cast<std::size_t>(run.first + i)] = run.letters;
        // The whole line first: it is read best in its context. Its last fillers are left out, whose number
        // is rarely read right, and where a cell holds a filler that counts.
        int last = m_grid.count;
        while (last > 1 && filler(last - 1)) --last;
        auto whole = recognised(0, last, TextScript::MachineReadable);
        if (!whole) return failure(whole.error());
        const std::string text = fitted(std::move(*whole), static_cast<std::size_t>(last));
        if (static_cast<int>(text.size()) == last) {
            put(0, text);
            for (int i = 0; i < last; ++i) settle(i);
            return m_line;
        }
        // A word reaches over neighbouring runs up to the next filler: single characters are read badly.
        const int count = m_grid.count;
        for (int i = 0; i < count;) {
            if (filler(i)) {
                ++i;
                continue;
            }
            int end = i;
            while (end < count && !filler(end)) ++end;
            if (const auto status = word(i, end - i); !status) return failure(status.error());
            i = end;
        }
        return m_line;
    }

  private:
    [[nodiscard]] bool filler(int i) const {
        const auto at = static_cast<std::size_t>(i);
        return m_fillers[at] && m_letters[at] != Letters::Digit;
    }

    Result<std::string> recognised(int first, int number, TextScript script) {
        cv::Mat laid, framed;
        std::vector<cv::Mat> cells;
        for (int i = first; i < first + number; ++i) {
            const cv::Rect cell = m_grid.cells(i, 1);
            const int cut = static_cast<int>(cell.width * (1 - m_how.share) / 2);
            cells.push_back(m_grid.grey(cv::Rect(cell.x + cut, cell.y, cell.width - 2 * cut, cell.height)));
        }
        cv::hconcat(cells, laid);
        const double scale = m_how.height / laid.rows;
        cv::resize(laid, laid, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        cv::copyMakeBorder(laid, framed, 12, 12, 24, 24, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, 255);
        const auto read = m_text.read(framed, script, TextLayout::OneLine);
        if (!read) return failure(read.error());
        return plain(*read);
    }

    [[nodiscard]] bool all(int first, int number, Letters letters) const {
        return std::all_of(m_letters.begin() + first, m_letters.begin() + first + number, [&](Letters one) {
            return one == letters || (one == Letters::Digit && letters == Letters::Never);
        });
    }

    Status word(int first, int number) {
        const TextScript script = all(first, number, Letters::Only)    ? TextScript::Letters
                                  : all(first, number, Letters::Never) ? TextScript::Digits
                                                                       : TextScript::MachineReadable;
        auto text = recognised(first, number, script);
        if (!text) return failure(text.error());
        std::string read = std::move(*text);
        std::erase(read, '<');
        if (static_cast<int>(read.size()) == number) {
            put(first, read);
            return {};
        }
        // Again in parts of one kind each.
        for (int i = first; i < first + number;) {
            int end = i + 1;
            while (end < first + number &&
                   m_letters[static_cast<std::size_t>(end)] == m_letters[static_cast<std::size_t>(i)])
                ++end;
            if (end - i == number) {
                put(first, std::string(static_cast<std::size_t>(number), '?'));
            } else if (const auto status = word(i, end - i); !status) {
                return failure(status.error());
            }
            i = end;
        }
        return {};
    }

    // K and the filler look alike and weigh the same in the check digit: in a number, where nothing else
    // tells them apart, text and cell have to agree.
    void settle(int i) {
        char& read = m_line[static_cast<std::size_t>(i)];
        if (filler(i) == (read == '<')) return;
        if (m_number.first <= i && i < m_number.first + m_number.number) {
            read = '?';
        } else if (filler(i)) {
            read = '<';
        }
    }

    void put(int first, const std::string& text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const std::size_t at = static_cast<std::size_t>(first) + i;
            m_line[at] = placed(text[i], m_letters[at]);
        }
    }

    const MrzGrid& m_grid;
    const std::vector<bool>& m_fillers;
    const Preparation& m_how;
    TextReader& m_text;
    std::string m_line;
    std::vector<Letters> m_letters;
    Run m_number{};
};

Result<std::vector<std::string>> readLines(const cv::Mat& grey, const MrzStrip& strip, const Preparation& how,
                                           TextReader& text) {
    std::vector<std::string> lines;
    const int length = strip.lines.size() == 2 ? 44 : 30;
    std::vector<MrzGrid> grids;
    for (const auto& box : strip.lines) {
        auto grid = fitGrid(prepared(grey(box), how.paper), length);
        if (!grid) return lines;
        grids.push_back(std::move(*grid));
    }
    for (std::size_t i = 0; i < grids.size(); ++i) {
        const auto fillers = fillersLike(grids[i], grids[0]);
        auto line = LineReader(grids[i], fillers, how, text).read(runsOf(grids.size(), i));
        if (!line) return failure(line.error());
        lines.push_back(std::move(*line));
    }
    return lines;
}

bool begins(const std::vector<std::string>& lines) {
    const char head = lines.front().front();
    return lines.size() == 2 ? head == 'P' : head == 'I' || head == 'A' || head == 'C';
}

// Characters that were not made out.
std::size_t unread(const std::vector<std::string>& lines) {
    std::size_t count = lines.empty() ? 999 : 0;
    for (const auto& line : lines)
        count += static_cast<std::size_t>(std::count(line.begin(), line.end(), '?'));
    return count;
}

}  // namespace

Result<std::optional<MrzText>> readMrz(const cv::Mat& grey, TextReader& text) {
    std::optional<MrzText> best;
    std::vector<cv::Rect> tried;
    for (const auto& strip : findMrz(grey)) {
        const cv::Rect whole = strip.whole();
        // Other searches find the same lines a little larger or smaller.
        const bool again = std::any_of(tried.begin(), tried.end(), [&](const cv::Rect& other) {
            return (other & whole).area() > 0.9 * (other | whole).area();
        });
        if (again) continue;
        tried.push_back(whole);
        std::vector<std::vector<std::string>> readings;
        for (const auto& how : kPreparations) {
            auto lines = readLines(grey, strip, how, text);
            if (!lines) return failure(lines.error());
            if (lines->empty() || !begins(*lines)) continue;
            readings.push_back(std::move(*lines));
            if (readings.size() < 2) continue;
            if (auto proven = combineMrz(readings)) {
                const auto& other = readings.front() == *proven ? readings.back() : readings.front();
                return MrzText{strip, std::move(*proven), other};
            }
        }
        if (readings.empty()) continue;
        MrzText found{strip, readings.front(),
                      readings.size() > 1 ? readings[1] : std::vector<std::string>()};
        if (!found.second.empty() && unread(found.second) < unread(found.lines))
            std::swap(found.lines, found.second);
        if (!best || unread(found.lines) < unread(best->lines)) best = std::move(found);
    }
    return best;
}

}  // namespace countersign
