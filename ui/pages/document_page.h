// Step 2: the portrait on the buyer's document and what is printed on it, from a file (button, drag and
// drop), the clipboard or the camera, which takes the picture by itself once the document lies still. GUI
// thread; owned by the main window. Reads no file itself: the controller reads, finds the face and answers
// with setPortrait() or setProblem().
#pragma once

#include <QImage>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/reason.h"
#include "models/document_values.h"
#include "pages/page.h"
#include "text/document_text.h"
#include "widgets/chip.h"

namespace countersign::ui {

class Card;
class Dialogs;
class Notice;
class PictureView;
class PrimaryButton;
class ReadFieldList;
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
    // The document in the live picture: its edges in pixels of it, what to do, how long it is held (0..1).
    void setWatch(const QPolygonF& outline, HoldHint hint, double held);
    [[nodiscard]] bool wantsPicture() const;     // live, and nothing is being read or shown
    void setPages(int page, int pages);          // of the file that is shown; page from 0
    void setTextActivity(Activity activity);     // the text is being read; the portrait is there already
    void setText(const DocumentTextView& text);  // and goes on, if the clerk wanted to while it was read
    void clear();                                // for the next buyer, or to take it again
    [[nodiscard]] bool hasUsablePortrait() const;
    void entered() override;

  Q_SIGNALS:
    void portraitFileChosen(const QString& path);
    void pictureGiven(const QImage& picture);  // pasted
    void pageWanted(int page);                 // of the same file
    void useWanted(DocumentRow row);
    void undoWanted(DocumentRow row);
    void stillRequested();   // take the next frame of the camera (F8)
    void retakeRequested();  // the portrait was put away; the preview may start again
    void nextRequested();
    void backRequested();

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void chooseFile();
    void paste();
    void goOn();
    void refresh();
    void refreshText();
    void forgetText();

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
    SecondaryButton* m_other;  // another page of the file
    TextLabel* m_dropHint;
    ReadFieldList* m_read;
    TextLabel* m_reading;
    SecondaryButton* m_back;
    PrimaryButton* m_next;
    std::optional<PortraitView> m_portrait;
    CameraOffer m_camera = CameraOffer::None;
    Activity m_activity = Activity::Idle, m_textActivity = Activity::Idle;
    std::optional<ErrorCode> m_problem;
    DocumentTextView m_text;
    bool m_textRead = false;
    HoldHint m_hold = HoldHint::ShowDocument;
    int m_page = 0, m_pages = 0;
    bool m_compared = false;      // the clerk has looked at what differs and goes on
    bool m_goOnWhenRead = false;  // Next was pressed while the text was being read
};

}  // namespace countersign::ui
