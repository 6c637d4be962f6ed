// Reads printed text in a picture with Tesseract; the only file that knows it is its .cpp. An instance serves
// one thread at a time.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/result.h"

namespace countersign {

enum class TextScript {
    MachineReadable = 1,  // A-Z 0-9 <
    Letters,              // A-Z
    Digits,               // 0-9 X
    Chinese,
};
enum class TextLayout { OneLine = 1, Block };

struct TextLine {
    std::string text;
    float confidence = 0;  // 0..100, the mean of its words
    cv::Rect box;
};

class TextReader {
  public:
    // Loads nothing yet. `data`: folder of *.traineddata; empty: the system's.
    explicit TextReader(std::string data = {});
    ~TextReader();
    TextReader(const TextReader&) = delete;
    TextReader& operator=(const TextReader&) = delete;

    // `grey`: CV_8UC1, dark text on light; empty pictures have no lines. The language is loaded when it is
    // first asked for. Errors: TextDataMissing, TextReadingFailed.
    [[nodiscard]] Result<std::vector<TextLine>> read(const cv::Mat& grey, TextScript script,
                                                     TextLayout layout);

  private:
    struct Engine;
    std::string m_data;
    std::unique_ptr<Engine> m_latin, m_chinese;
};

}  // namespace countersign
