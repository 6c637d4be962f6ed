#include "practice/specimen_document.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <opencv2/imgproc.hpp>

#include "identity/document_number.h"
#include "identity/mrz.h"
#include "practice/text_painter.h"

namespace countersign {
namespace {

const cv::Scalar kInk(50, 40, 34), kLabel(130, 96, 40), kFaint(190, 194, 180), kTitle(96, 110, 14);
// Doc 9303 part 3: 10 characters an inch.
constexpr double kMrzPitchMm = 2.54;

struct Layout {
    cv::Size2d mm;
    double pixelsPerMm;
    cv::Rect2d portraitMm;
    double mrzLeftMm, mrzBottomMm, mrzLineMm;
};

Layout layoutOf(SpecimenKind kind) {
    switch (kind) {
        case SpecimenKind::MachineReadableCard:
            return {{85.6, 54}, 14, {5, 10, 18, 22.5}, 4.7, 50, 4.6};
        case SpecimenKind::ResidentCard:
            return {{85.6, 54}, 14, {58, 9, 22, 27.5}, 0, 0, 0};
        case SpecimenKind::PassportPage:
            break;
    }
    return {{125, 88}, 10, {6, 14, 34, 42.5}, 6.6, 82, 6.4};
}

std::string padded(std::string text, std::size_t length) {
    std::replace(text.begin(), text.end(), ' ', '<');
    text.resize(length, '<');
    return text;
}

std::string sixDigits(Date date) {
    std::array<char, 16> text{};
    (void)std::snprintf(text.data(), text.size(), "%02d%02u%02u", static_cast<int>(date.year()) % 100,
                        static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
    return text.data();
}

std::string dotted(Date date) {
    std::array<char, 24> text{};
    (void)std::snprintf(text.data(), text.size(), "%04d.%02u.%02u", static_cast<int>(date.year()) % 10000,
                        static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
    return text.data();
}

std::string withDigit(const std::string& field) {
    return field + mrzCheckDigit(field);
}

// Fine waves, so that the page is not a plain picture.
cv::Mat blankPage(cv::Size size) {
    cv::Mat page(size, CV_8UC3);
    for (int y = 0; y < page.rows; ++y)
        for (int x = 0; x < page.cols; ++x) {
            const double tint = 4 * (std::sin(0.12 * y + 2.2 * std::sin(0.014 * x)) +
                                     std::sin(0.05 * x + 1.5 * std::sin(0.02 * y)));
            page.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(228 + tint),
                                        cv::saturate_cast<std::uint8_t>(236 + tint),
                                        cv::saturate_cast<std::uint8_t>(226 - tint)};
        }
    return page;
}

class Press {
  public:
    Press(cv::Mat& page, double pixelsPerMm) : m_page(page), m_scale(pixelsPerMm) {}
    void write(TextPainter& font, const std::string& text, cv::Point2d mm, double heightMm,
               const cv::Scalar& ink, double pitchMm = 0) {
        font.write(m_page, text, px(mm), static_cast<int>(std::lround(heightMm * m_scale)), ink,
                   pitchMm * m_scale);
    }
    [[nodiscard]] cv::Point px(cv::Point2d mm) const {
        return {static_cast<int>(std::lround(mm.x * m_scale)), static_cast<int>(std::lround(mm.y * m_scale))};
    }

  private:
    cv::Mat& m_page;
    double m_scale;
};

void writeLatin(Press& press, TextPainter& font, const SpecimenText& text, const Layout& layout) {
    const double left = layout.portraitMm.br().x + 5;
    const double step = layout.portraitMm.height / 5;
    double y = layout.portraitMm.y + 2;
    const double size = layout.mm.width / 32;
    const std::array<std::array<std::string, 2>, 5> rows{{{"Surname", text.surname},
                                                          {"Given names", text.givenNames},
                                                          {"Number", text.number},
                                                          {"Date of birth", dotted(text.birth)},
                                                          {"Date of expiry", dotted(text.expiry)}}};
    for (const auto& row : rows) {
        press.write(font, row[0], {left, y}, size * 0.6, kLabel);
        press.write(font, row[1], {left, y + step * 0.55}, size * 0.9, kInk);
        y += step;
    }
}

void writeChinese(Press& press, TextPainter& font, const SpecimenText& text) {
    const auto row = [&](double y, const std::string& label, const std::string& value) {
        press.write(font, label, {5, y}, 2.6, kLabel);
        press.write(font, value, {16, y}, 3.2, kInk);
    };
    row(12, "姓名", text.name);
    row(18.5, "性别", text.sex == Sex::Male ? "男" : "女");
    press.write(font, "民族", {28, 18.5}, 2.6, kLabel);
    press.write(font, "样", {38, 18.5}, 3.2, kInk);
    std::array<char, 40> birth{};
    (void)std::snprintf(birth.data(), birth.size(), "%d 年 %u 月 %u 日", static_cast<int>(text.birth.year()),
                        static_cast<unsigned>(text.birth.month()), static_cast<unsigned>(text.birth.day()));
    row(25, "出生", birth.data());
    row(31.5, "住址", "样本市样本区样本路1号");
    press.write(font, "有效期限", {5, 39}, 2.6, kLabel);
    press.write(font, "2015.01.01-" + dotted(text.expiry), {20, 39}, 3.2, kInk);
    press.write(font, "公民身份号码", {5, 48.5}, 2.6, kLabel);
    press.write(font, text.number, {28, 48.5}, 3.9, kInk, 2.6);
}

}  // namespace

SpecimenText specimenText(const Person& person, SpecimenKind kind, unsigned variant) {
    SpecimenText text;
    text.kind = kind;
    constexpr std::array<std::array<const char*, 2>, 5> kNames{
        {{"SPECIMEN", "ANNA MARIA"},
         {"SPECIMEN", ""},
         {"MUSTERSPECIMEN VANDERLANGENHOVENSTEIN", "WILHELMINA ALEXANDRA"},
         {"LI", "SPECIMEN"},
         {"SPECIMEN OLIVEIRA", "JOSE"}}};
    const auto& names = kNames[variant % kNames.size()];
    text.surname = names[0];
    text.givenNames = names[1];
    text.name = variant % 2 == 0 ? "样本" : "样小本";
    text.sex = variant % 3 == 0 ? Sex::Male : Sex::Female;
    text.birth = std::chrono::year(1960 + static_cast<int>(variant * 7 % 40)) /
                 static_cast<int>(1 + variant * 5 % 12) / static_cast<int>(1 + variant * 11 % 28);
    text.expiry = std::chrono::year(2028 + static_cast<int>(variant % 9)) /
                  static_cast<int>(1 + variant * 3 % 12) / static_cast<int>(1 + variant * 13 % 28);
    if (kind == SpecimenKind::ResidentCard) {
        text.number = person.details.documentNumber;
        const NumberCheck check = checkResidentNumber(text.number, std::chrono::sys_days(text.expiry));
        if (check.birthDate) text.birth = *check.birthDate;
        if (check.sex) text.sex = *check.sex;
        return text;
    }
    constexpr std::string_view kLetters = "CXLKPSMEZB";
    text.number = std::string(1, kLetters[variant % kLetters.size()]) +
                  std::to_string(10000000 + (variant * 7919771U + 1234567U) % 89999999U);
    return text;
}

std::vector<std::string> specimenMrz(const SpecimenText& text) {
    const std::string names = text.surname + "<<" + text.givenNames;
    const std::string number = withDigit(padded(text.number, 9));
    const std::string birth = withDigit(sixDigits(text.birth));
    const std::string expiry = withDigit(sixDigits(text.expiry));
    const char sex = text.sex == Sex::Male ? 'M' : text.sex == Sex::Female ? 'F' : '<';
    if (text.kind == SpecimenKind::PassportPage) {
        const std::string personal = withDigit(std::string(14, '<'));
        return {padded("P<UTO" + names, 44), number + "UTO" + birth + sex + expiry + personal +
                                                 mrzCheckDigit(number + birth + expiry + personal)};
    }
    if (text.kind == SpecimenKind::MachineReadableCard) {
        const std::string first = padded("I<UTO" + number, 30);
        const std::string optional(11, '<');
        return {first,
                birth + sex + expiry + "UTO" + optional +
                    mrzCheckDigit(first.substr(5) + birth + expiry + optional),
                padded(names, 30)};
    }
    return {};
}

Result<SpecimenDocument> drawSpecimen(const SpecimenText& text, const cv::Mat& portrait) {
    const Layout layout = layoutOf(text.kind);
    const bool chinese = text.kind == SpecimenKind::ResidentCard;
    auto font = TextPainter::open(chinese ? Typeface::Chinese : Typeface::Latin);
    if (!font) return failure(font.error());
    SpecimenDocument document;
    document.bgr = blankPage(cv::Size(static_cast<int>(layout.mm.width * layout.pixelsPerMm),
                                      static_cast<int>(layout.mm.height * layout.pixelsPerMm)));
    Press press(document.bgr, layout.pixelsPerMm);
    const double size = layout.mm.width / 26;
    // A machine-readable zone, the lower 23.2 mm, is kept clear of overprint (Doc 9303 part 3).
    const double usual = layout.mm.height * 0.72;
    const double overprint = chinese ? usual : std::min(usual, layout.mm.height - 25.0);
    press.write(*font, "SPECIMEN", {layout.mm.width * 0.4, overprint}, size * 3, kFaint);
    press.write(*font, chinese ? "样本 SPECIMEN" : "SPECIMEN  UTOPIA", {5, size * 1.6}, size, kTitle);
    document.portrait = cv::Rect(press.px(layout.portraitMm.tl()), press.px(layout.portraitMm.br()));
    cv::Mat print;
    cv::resize(portrait, print, document.portrait.size(), 0, 0, cv::INTER_CUBIC);
    print.copyTo(document.bgr(document.portrait));
    if (chinese) {
        writeChinese(press, *font, text);
        return document;
    }
    writeLatin(press, *font, text, layout);
    auto ocr = TextPainter::open(Typeface::OcrB);
    if (!ocr) return failure(ocr.error());
    document.mrz = specimenMrz(text);
    double y = layout.mrzBottomMm - layout.mrzLineMm * static_cast<double>(document.mrz.size() - 1);
    for (const auto& line : document.mrz) {
        press.write(*ocr, line, {layout.mrzLeftMm, y}, 3.5, kInk, kMrzPitchMm);
        y += layout.mrzLineMm;
    }
    return document;
}

}  // namespace countersign
