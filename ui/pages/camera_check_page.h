// The camera and light doctor: twenty seconds, then what is good, what is not and what to do, in words.
// Beside the registration. GUI thread; owned by the main window. Knows values only; the controller measures.
#pragma once

#include "pages/page.h"
#include "text/camera_check_text.h"

class QImage;
class QProgressBar;
class QVBoxLayout;

namespace countersign::ui {

class Button;
class Card;
class Chip;
class Notice;
class PictureView;
class TextLabel;

class CameraCheckPage final : public Page {
    Q_OBJECT

  public:
    explicit CameraCheckPage(QWidget* parent = nullptr);

    void setPreview(const QImage& picture);  // not mirrored; null: none
    void showReady();                        // nothing runs, nothing was found yet
    void showProgress(double done);          // 0..1: a check runs
    void showResult(const CameraCheckEntry& entry);
    // It was stopped because no picture came, or did not begin: there is no camera it could come from.
    enum class Camera { Silent = 1, None };
    void showNoPicture(Camera camera);
    void showKept();                                                // the state was kept as the good one
    void setHistory(const std::vector<CameraCheckEntry>& entries);  // newest first; the first few are shown
    // Whether whoever is signed in may keep a state as the good one.
    enum class Keeping { Allowed = 1, ForOthers };
    void setKeeping(Keeping keeping);
    void entered() override;

  Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void goodConfirmed();  // what was just measured is how it should be

  protected:
    void retranslate() override;

  private:
    enum class Moment { Ready = 1, Running, Result, NoPicture };
    struct Line {
        Chip* chip;
        TextLabel* words;
        TextLabel* advice;
    };
    void refresh();

    Moment m_moment = Moment::Ready;
    CameraCheckEntry m_entry;
    std::vector<CameraCheckEntry> m_history;
    bool m_kept = false;
    Camera m_camera = Camera::Silent;
    Keeping m_keeping = Keeping::Allowed;

    PictureView* m_view;
    Notice* m_notice;
    TextLabel* m_state;
    TextLabel* m_about;
    QProgressBar* m_bar;
    std::vector<Line> m_lines;
    QWidget* m_findings;
    Card* m_historyCard;
    TextLabel* m_historyTitle;
    std::vector<std::pair<TextLabel*, TextLabel*>> m_historyLines;
    Button* m_start;
    Button* m_good;
};

}  // namespace countersign::ui
