#include "documents/mrz_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "identity/mrz.h"

namespace countersign {
namespace {

constexpr int kWorkWidth = 1000;         // px
constexpr double kLeastWidth = 0.55;     // of the picture
constexpr double kLineHeight = 48;       // px of a line that Tesseract reads well
constexpr double kLowestDensity = 0.35;  // share of a line's box that closed print covers

}  // namespace

cv::Rect MrzStrip::whole() const {
    cv::Rect all;
    for (const auto& line : lines) all = all.empty() ? line : (all | line);
    return all;
}

std::vector<MrzStrip> findMrz(const cv::Mat& grey) {
    if (grey.empty() || std::min(grey.cols, grey.rows) < 100) return {};
    const double scale = static_cast<double>(kWorkWidth) / grey.cols;
    cv::Mat small, dark, mask;
    cv::resize(grey, small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::morphologyEx(small, dark, cv::MORPH_BLACKHAT, cv::getStructuringElement(cv::MORPH_RECT, {25, 25}));
    cv::threshold(dark, mask, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {35, 1}));
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {25, 5}));
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    std::vector<cv::Rect> rows;
    for (const auto& contour : contours) {
        const cv::Rect box = cv::boundingRect(contour);
        if (box.width < kLeastWidth * small.cols || box.height > small.cols / 14 || box.height < 8) continue;
        if (cv::countNonZero(mask(box)) < kLowestDensity * box.area()) continue;
        rows.push_back(box);
    }
    std::sort(rows.begin(), rows.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
    // From below: lines of the same width that follow each other closely.
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
            if (strip.lines.size() != count) continue;
            for (auto& line : strip.lines) {
                const cv::Rect wide(line.x - 12, line.y - 6, line.width + 24, line.height + 12);
                line = cv::Rect(cv::Point(static_cast<int>(wide.x / scale), static_cast<int>(wide.y / scale)),
                                cv::Size(static_cast<int>(wide.width / scale),
                                         static_cast<int>(wide.height / scale))) &
                       cv::Rect({}, grey.size());
            }
            strips.push_back(std::move(strip));
        }
    }
    return strips;
}

namespace {

enum class Preparation { Grey = 1, Even };

cv::Mat prepared(const cv::Mat& line, Preparation how) {
    cv::Mat large, result;
    const double scale = kLineHeight / line.rows;
    cv::resize(line, large, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    if (how == Preparation::Even) {
        // Glare and shade taken out.
        cv::Mat paper;
        cv::morphologyEx(large, paper, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {31, 31}));
        cv::GaussianBlur(paper, paper, {}, 8);
        cv::divide(large, paper, large, 235);
    }
    cv::normalize(large, large, 0, 255, cv::NORM_MINMAX);
    cv::copyMakeBorder(large, result, 12, 12, 20, 20, cv::BORDER_CONSTANT, 255);
    return result;
}

// Fillers at the end of a line are often counted wrongly, and those between surname and given names never
// matter beyond two: only trailing ones are mended, by the length that a line must have.
std::string fitted(std::string line, std::size_t length) {
    line.erase(std::remove_if(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\n'; }), line.end());
    if (line.size() == length) return line;
    const auto run = line.rfind("<<<");
    if (run == std::string::npos) return line;
    if (line.size() < length) {
        line.insert(run, length - line.size(), '<');
    } else {
        std::size_t start = run;
        while (start > 0 && line[start - 1] == '<') --start;
        const std::size_t fillers = run + 3 - start;
        line.erase(start, std::min(fillers - 1, line.size() - length));
    }
    return line;
}

Result<std::vector<std::string>> readLines(const cv::Mat& grey, const MrzStrip& strip, Preparation how,
                                           TextReader& text) {
    std::vector<std::string> lines;
    const std::size_t length = strip.lines.size() == 2 ? 44 : 30;
    for (const auto& box : strip.lines) {
        const auto read = text.read(prepared(grey(box), how), TextScript::MachineReadable, TextLayout::OneLine);
        if (!read) return failure(read.error());
        std::string line;
        for (const auto& part : *read) line += part.text;
        lines.push_back(fitted(std::move(line), length));
    }
    return lines;
}

std::size_t rightLengths(const std::vector<std::string>& lines) {
    const std::size_t length = lines.size() == 2 ? 44 : 30;
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const std::string& line) { return line.size() == length; }));
}

}  // namespace

Result<std::optional<MrzText>> readMrz(const cv::Mat& grey, TextReader& text) {
    std::optional<MrzText> best;
    for (const auto& strip : findMrz(grey)) {
        auto first = readLines(grey, strip, Preparation::Grey, text);
        if (!first) return failure(first.error());
        const std::string all = first->front();
        const char head = all.empty() ? ' ' : all.front();
        const bool begins = strip.lines.size() == 2 ? head == 'P' : head == 'I' || head == 'A' || head == 'C';
        if (!begins) continue;
        auto second = readLines(grey, strip, Preparation::Even, text);
        if (!second) return failure(second.error());
        MrzText found{strip, *first, *first == *second};
        if (rightLengths(*second) > rightLengths(*first)) found.lines = std::move(*second);
        if (!best || rightLengths(found.lines) > rightLengths(best->lines)) best = std::move(found);
        if (rightLengths(best->lines) == best->lines.size()) break;
    }
    return best;
}

}  // namespace countersign
