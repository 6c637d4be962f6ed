// Writes text with the system's fonts on made documents; the only file that knows FreeType is its .cpp. An
// instance serves one thread at a time.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string_view>

#include "core/result.h"

namespace countersign {

enum class Typeface { Latin = 1, Chinese, OcrB };

class TextPainter {
  public:
    // Error: PracticeFontMissing.
    [[nodiscard]] static Result<TextPainter> open(Typeface typeface);
    TextPainter(TextPainter&&) noexcept;
    TextPainter& operator=(TextPainter&&) noexcept;
    ~TextPainter();

    // `bgr`: CV_8UC3. `at`: the start of the base line, px; `height`: of the em square, px. `pitch` > 0: px
    // from character to character, else as the font has it. Characters the font lacks or bytes that are no
    // UTF-8 are left out. Returns where the text ends, px.
    int write(cv::Mat& bgr, std::string_view utf8, cv::Point at, int height, const cv::Scalar& ink,
              double pitch = 0);

  private:
    struct Font;
    explicit TextPainter(std::unique_ptr<Font> font);
    std::unique_ptr<Font> m_font;
};

}  // namespace countersign
