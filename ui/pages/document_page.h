// Step 2: the portrait on the buyer's document, from a file (button or drag and drop) or as a still from the
// camera. GUI thread; owned by the main window. Reads no file itself: the controller reads, finds the face
// and answers with setPortrait() or setProblem().
#pragma once

#include <QImage>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/reason.h"
#include "pages/page.h"

namespace countersign::ui {

class Card;
class Chip;
class Dialogs;
class Notice;
class PictureView;
class PrimaryButton;
class SecondaryButton;
class TextLabel;

struct PortraitView {
    QImage picture;               // as read, upright
    std::optional<QRectF> face;   // in pixels of `picture`
    int quality = 0;              // 0..100
    std::vector<Reason> reasons;  // empty: usable; the dominant one first
    [[nodiscard]] bool usable() const { return face.has_value() && reasons.empty(); }
};

enum class CameraOffer { None = 1, Available };
enum class Activity { Idle = 1, Reading };

class DocumentPage final : public Page {
    Q_OBJECT
  public:
    explicit DocumentPage(Dialogs& dialogs, QWidget* parent = nullptr);  // `dialogs` outlives the page

    void setCamera(CameraOffer offer);       // without one, only files are offered
    void setPreview(const QImage& picture);  // live; not mirrored; ignored while a portrait is shown
    void setActivity(Activity activity);     // Reading: the picture is being looked at
    void setPortrait(const PortraitView& portrait);
    void setProblem(ErrorCode code);  // the picture could not be read at all
    void clear();                     // for the next buyer, or to take it again
    [[nodiscard]] bool hasUsablePortrait() const;
    void entered() override;

  Q_SIGNALS:
    void portraitFileChosen(const QString& path);
    void stillRequested();   // take the next frame of the camera (F8)
    void retakeRequested();  // the portrait was put away; the preview may start again
    void nextRequested();
    void backRequested();

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void chooseFile();
    void refresh();

    Dialogs& m_dialogs;
    PictureView* m_view;
    Card* m_card;
    Chip* m_chip;
    TextLabel* m_verdict;
    TextLabel* m_advice;
    Notice* m_notice;
    SecondaryButton* m_take;
    SecondaryButton* m_file;
    SecondaryButton* m_retake;
    TextLabel* m_dropHint;
    SecondaryButton* m_back;
    PrimaryButton* m_next;
    std::optional<PortraitView> m_portrait;
    CameraOffer m_camera = CameraOffer::None;
    Activity m_activity = Activity::Idle;
    std::optional<ErrorCode> m_problem;
};

}  // namespace countersign::ui
