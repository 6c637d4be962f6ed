#include "practice/text_painter.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

#include "identity/typed_text.h"

namespace countersign {
namespace {

const char* fontFile(Typeface typeface) {
    switch (typeface) {
        case Typeface::Chinese:
            return "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
        case Typeface::OcrB:
            return "/usr/share/fonts/opentype/ocr-b/OCRB.otf";
        case Typeface::Latin:
            break;
    }
    return "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf";
}

Error fontMissing(const std::string& file) {
    return makeError(ErrorCode::PracticeFontMissing, "the font " + file + " cannot be read");
}

void blend(cv::Mat& bgr, cv::Point at, const FT_Bitmap& glyph, const cv::Scalar& ink) {
    for (int row = 0; row < static_cast<int>(glyph.rows); ++row) {
        const int y = at.y + row;
        if (y < 0 || y >= bgr.rows) continue;
        for (int column = 0; column < static_cast<int>(glyph.width); ++column) {
            const int x = at.x + column;
            if (x < 0 || x >= bgr.cols) continue;
            const double cover = glyph.buffer[row * glyph.pitch + column] / 255.0;
            auto& pixel = bgr.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * (1 - cover) + ink[c] * cover);
        }
    }
}

}  // namespace

struct TextPainter::Font {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    Font() = default;
    Font(const Font&) = delete;
    Font& operator=(const Font&) = delete;
    ~Font() {
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }
};

TextPainter::TextPainter(std::unique_ptr<Font> font) : m_font(std::move(font)) {}
TextPainter::TextPainter(TextPainter&&) noexcept = default;
TextPainter& TextPainter::operator=(TextPainter&&) noexcept = default;
TextPainter::~TextPainter() = default;

Result<TextPainter> TextPainter::open(Typeface typeface) {
    auto font = std::make_unique<Font>();
    const char* file = fontFile(typeface);
    // Of Noto's CJK collection face 2 is the one for simplified Chinese.
    const FT_Long index = typeface == Typeface::Chinese ? 2 : 0;
    if (FT_Init_FreeType(&font->library) != 0 || FT_New_Face(font->library, file, index, &font->face) != 0)
        return failure(fontMissing(file));
    return TextPainter(std::move(font));
}

int TextPainter::write(cv::Mat& bgr, std::string_view utf8, cv::Point at, int height, const cv::Scalar& ink,
                       double pitch) {
    if (FT_Set_Pixel_Sizes(m_font->face, 0, static_cast<FT_UInt>(std::max(1, height))) != 0) return at.x;
    double x = at.x;
    forEachCharacter(utf8, [&](char32_t character) {
        const FT_GlyphSlot slot = m_font->face->glyph;
        if (FT_Get_Char_Index(m_font->face, character) == 0 ||
            FT_Load_Char(m_font->face, character, FT_LOAD_RENDER) != 0)
            return true;
        blend(bgr, {static_cast<int>(std::lround(x)) + slot->bitmap_left, at.y - slot->bitmap_top},
              slot->bitmap, ink);
        x += pitch > 0 ? pitch : static_cast<double>(slot->advance.x) / 64;
        return true;
    });
    return static_cast<int>(std::lround(x));
}

}  // namespace countersign
