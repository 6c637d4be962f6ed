#include "enrolment/scan_vision.h"

#include <algorithm>

#include "documents/document_reader.h"
#include "enrolment/shipped_files.h"
#include "vision/frame_analyser.h"
#include "vision/still_analyser.h"

namespace countersign {
namespace {

// Portrait with half a face of room on each side, as cards show it.
cv::Rect withMargin(const cv::Rect2f& face, cv::Size picture) {
    const float side = std::max(face.width, face.height);
    const cv::Point2f centre = (face.tl() + face.br()) * 0.5F;
    const cv::Rect2f wide(centre.x - 0.95F * side, centre.y - 1.15F * side, 1.9F * side, 2.3F * side);
    return cv::Rect(wide) & cv::Rect({}, picture);
}

class EngineVision final : public ScanVision {
  public:
    EngineVision(VisionModels models, VisionSettings settings, const PortraitThresholds& portrait)
        : m_models(std::move(models)),
          m_analyser(m_models, settings),
          m_stills(m_models),
          m_documents(m_models),
          m_portrait(portrait) {}

    Result<FrameReading> analyse(const Frame& frame) override { return m_analyser.analyse(frame); }

    Result<Embedding> embed(const Frame& frame, const FaceReading& face) override {
        return m_models.embedder->embed(frame.bgr, face.coarse);
    }

    Result<PreparedPortrait> readPortrait(const cv::Mat& bgr) override {
        auto still = m_stills.analyse(bgr);
        if (!still) return failure(still.error());
        PreparedPortrait portrait;
        portrait.quality = still->quality;
        portrait.reasons = portraitFaults(*still, m_portrait);
        if (!still->face) return portrait;
        portrait.face = still->face;
        portrait.quarterTurns = still->quarterTurns;
        const auto& box = still->face->box.rect;
        const auto back = static_cast<float>(1.0 / still->scale);
        portrait.faceRect = cv::Rect2f(box.x * back, box.y * back, box.width * back, box.height * back);
        if (portrait.reasons.empty()) portrait.embedding = still->embedding;
        portrait.cropped.bgr =
            still->picture(withMargin(still->face->box.rect, still->picture.size())).clone();
        return portrait;
    }

    Result<DocumentReading> readDocument(const cv::Mat& bgr, WallTime now) override {
        auto reading = m_documents.read(bgr, now);
        if (reading) reading->face = {};
        return reading;
    }

    void reset() override { m_analyser.reset(); }

    void forget() override {
        m_analyser.reset();
        m_models.forget();
    }

  private:
    VisionModels m_models;
    FrameAnalyser m_analyser;
    StillAnalyser m_stills;
    DocumentReader m_documents;
    PortraitThresholds m_portrait;
};

}  // namespace

Result<std::unique_ptr<ScanVision>> loadScanVision(const std::filesystem::path& models,
                                                   const PortraitThresholds& portrait) {
    const auto settings = parseVisionSettings(kShippedThresholdsJson);
    if (!settings) return failure(settings.error());
    const auto catalogue = ModelCatalogue::builtIn(models);
    if (!catalogue) return failure(catalogue.error());
    auto loaded = loadVisionModels(*catalogue, *settings);
    if (!loaded) return failure(loaded.error());
    return std::make_unique<EngineVision>(std::move(*loaded), *settings, portrait);
}

}  // namespace countersign
