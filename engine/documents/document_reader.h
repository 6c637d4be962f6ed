// Reads a picture of a document: its edges, portrait, machine-readable zone or printed number. Engine thread.
#pragma once

#include "documents/document_types.h"
#include "documents/text_reader.h"

namespace countersign {

class DocumentReader {
  public:
    // `models` outlives the reader. `textData`: as TextReader's.
    explicit DocumentReader(VisionModels& models, std::string textData = {})
        : m_analyser(models), m_text(std::move(textData)) {}

    // Any picture that toBgr8 takes. What can't be found is an outcome: see DocumentReading::reasons. `now`
    // places two-digit years. Errors: PictureUnusable, InferenceFailed, TextDataMissing, TextReadingFailed.
    [[nodiscard]] Result<DocumentReading> read(const cv::Mat& picture, WallTime now);

  private:
    struct Sight;
    [[nodiscard]] Result<Sight> look(const cv::Mat& bgr);
    [[nodiscard]] Status readPortrait(DocumentReading& reading, const StillReading& whole);
    [[nodiscard]] Status readText(DocumentReading& reading, WallTime now);

    StillAnalyser m_analyser;
    TextReader m_text;
};

}  // namespace countersign
