// The document step: pictures from files, clipboard and camera to the engine, and what it makes of them to
// the page. What was read is held against what was typed; nothing goes into the details unless the clerk says
// so. GUI thread; owned by the registration's controller.
#pragma once

#include <QImage>
#include <QObject>
#include <QThreadPool>
#include <functional>

#include "app/counter/camera_controller.h"
#include "app/counter/engine_bridge.h"
#include "app/counter/windows.h"
#include "core/clock.h"
#include "core/log.h"
#include "enrolment/registration.h"
#include "models/document_values.h"

namespace countersign {

struct DocumentParts {
    Windows& windows;
    EngineThread& engine;
    EngineBridge& bridge;
    CameraController& camera;
    const Clock& clock;
    Log& log;
    std::function<bool()> atDocument;  // at another step no picture is taken by itself
};

class DocumentController final : public QObject {
    Q_OBJECT
  public:
    explicit DocumentController(DocumentParts parts, QObject* parent = nullptr);
    ~DocumentController() override;

    void enter();   // the step is shown
    void retake();  // another picture of the same document; what was typed stays
    void forget();  // the buyer is done or gone: pictures and text are let go of, answers under way are stale
    void setTyped(const BuyerDetails& details);  // what the clerk typed
    // As read from the document, where it can be believed.
    [[nodiscard]] std::optional<Date> birthDateRead() const;
    void showPreview(const FramePtr& frame);
    void showSource();  // the camera came or went

  Q_SIGNALS:
    void portraitTaken(const countersign::Bytes& jpeg);  // empty: none that can be used
    void portraitTold(const countersign::PortraitReady& portrait);
    void detailsTaken(const countersign::BuyerDetails& details);  // the clerk chose a value that was read

  private:
    void readFile(const QString& path, int page);
    void takePicture(const QImage& picture);
    void takeFrame(const FramePtr& frame);
    void takePracticeDocument();
    void prepare(const QImage& shown, const cv::Mat& bgr);
    void showPortrait(const PortraitReady& portrait);
    void watch(const DocumentSeen& seen);
    void showText(const DocumentRead& document);
    void refreshText();
    void engineBroke(ErrorCode why);
    void giveUpWaiting();
    void use(ui::DocumentRow row);
    void undo(ui::DocumentRow row);

    DocumentParts m;
    QThreadPool m_pool;  // picture files: never on the GUI thread
    // Answers are known by it, whatever step is shown when they come.
    std::uint64_t m_request = 0;
    enum class Asked { Nothing = 1, Portrait, Text };
    Asked m_asked = Asked::Nothing;            // what the engine has not answered yet
    std::optional<ErrorCode> m_engineProblem;  // it answers nothing any more
    QImage m_picture;                          // what the clerk sees; as given
    cv::Mat m_bgr;                             // the same for the engine, until its text is asked for
    FramePtr m_lastFrame;
    QString m_file;
    int m_page = 0, m_pages = 0;
    BuyerDetails m_typed;     // with what the clerk took over from the document
    BuyerDetails m_original;  // as typed, for undoing
    std::optional<DocumentReading> m_reading;
    std::optional<ErrorCode> m_textProblem;
};

}  // namespace countersign
