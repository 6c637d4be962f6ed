#include "documents/text_reader.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <clocale>
#include <cstdlib>

namespace countersign {
namespace {

constexpr int kSmallest = 8;     // px of the shorter side
constexpr int kLargest = 12000;  // px; Tesseract's own bound is 32767

Error dataMissing(const std::string& language) {
    return makeError(ErrorCode::TextDataMissing,
                     "the data for reading text (" + language + ") cannot be loaded");
}
Error readingFailed(const std::string& why) {
    return makeError(ErrorCode::TextReadingFailed, "reading text failed: " + why);
}

const char* whitelist(TextScript script) {
    switch (script) {
        case TextScript::MachineReadable:
            return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
        case TextScript::Letters:
            return "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        case TextScript::Digits:
            return "0123456789X";
        case TextScript::Chinese:
            break;
    }
    return "";
}

}  // namespace

struct TextReader::Engine {
    tesseract::TessBaseAPI api;
};

TextReader::TextReader(std::string data) : m_data(std::move(data)) {}
TextReader::~TextReader() = default;

Result<std::vector<TextLine>> TextReader::read(const cv::Mat& grey, TextScript script, TextLayout layout) {
    std::vector<TextLine> lines;
    if (grey.empty() || std::min(grey.rows, grey.cols) < kSmallest ||
        std::max(grey.rows, grey.cols) > kLargest)
        return lines;
    if (grey.type() != CV_8UC1) return failure(readingFailed("the picture is not grey"));
    try {
        const bool chinese = script == TextScript::Chinese;
        auto& engine = chinese ? m_chinese : m_latin;
        const char* language = chinese ? "chi_sim" : "eng";
        if (!engine) {
            // Its loops run over OpenMP's threads otherwise, several times slower on few cores.
            ::setenv("OMP_THREAD_LIMIT", "1", 0);
            auto fresh = std::make_unique<Engine>();
            if (fresh->api.Init(m_data.empty() ? nullptr : m_data.c_str(), language,
                                tesseract::OEM_LSTM_ONLY) != 0)
                return failure(dataMissing(language));
            fresh->api.SetVariable("debug_file", "/dev/null");
            for (const char* dictionary : {"load_system_dawg", "load_freq_dawg"})
                fresh->api.SetVariable(dictionary, "0");
            engine = std::move(fresh);
        }
        auto& api = engine->api;
        api.SetVariable("tessedit_char_whitelist", whitelist(script));
        api.SetPageSegMode(layout == TextLayout::OneLine ? tesseract::PSM_SINGLE_LINE
                                                         : tesseract::PSM_SINGLE_BLOCK);
        const cv::Mat whole = grey.isContinuous() ? grey : grey.clone();
        api.SetImage(whole.data, whole.cols, whole.rows, 1, static_cast<int>(whole.step));
        api.SetSourceResolution(300);
        if (api.Recognize(nullptr) != 0) return failure(readingFailed("no result"));
        const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
        if (at) {
            do {
                const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_TEXTLINE));
                if (!text) continue;
                int left = 0, top = 0, right = 0, bottom = 0;
                at->BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom);
                lines.push_back({text.get(),
                                 at->Confidence(tesseract::RIL_TEXTLINE),
                                 {left, top, right - left, bottom - top}});
            } while (at->Next(tesseract::RIL_TEXTLINE));
        }
        api.Clear();
        return lines;
    } catch (const std::exception& error) {
        return failure(readingFailed(error.what()));
    }
}

}  // namespace countersign
