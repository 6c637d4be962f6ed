// The buyer's own screen: a round mirrored picture, a ring, one big sign, one sentence in at most two
// languages. Dark in every scheme, nothing to press. GUI thread; owned by the composition root beside the
// clerk's window.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "liveness/session_types.h"
#include "text/scan_text.h"
#include "widgets/arrow_view.h"

class QImage;

namespace countersign::ui {

class FaceView;
class TextLabel;

class BuyerWindow final : public QWidget {
    Q_OBJECT

  public:
    enum class Moment {
        Idle = 1,  // nobody is being scanned: no picture, the program's name
        Welcome,   // about to begin: look into the camera
        Scanning,  // follows setProgress
        Done,      // thank you
        Pause,     // something was wrong; the clerk explains
    };

    explicit BuyerWindow(QWidget* parent = nullptr);

    // BCP 47. The clerk's is shown small below, and left out when it is the buyer's too.
    void setLanguages(const QString& buyer, const QString& clerk);
    void setMoment(Moment moment);
    [[nodiscard]] Moment moment() const { return m_moment; }
    void setPreview(const QImage& unmirrored);       // only shown while Welcome or Scanning
    void setProgress(const ScanProgress& progress);  // makes it Scanning

    // Full screen where there is a second screen, else a window of its own. Called again when screens change.
    void place();

    [[nodiscard]] QString buyerWords() const;
    [[nodiscard]] QString clerkWords() const;  // empty when only one language is shown
    [[nodiscard]] PromptSign leftSign() const;
    [[nodiscard]] PromptSign rightSign() const;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void showMoment();
    void arrange();
    [[nodiscard]] QString sentence(const ScanText& words) const;

    Moment m_moment = Moment::Idle;
    ScanProgress m_progress;
    ScanText m_buyer;
    ScanText m_clerk;
    bool m_twoLanguages = false;
    FaceView* m_face;
    ArrowView* m_left;
    ArrowView* m_right;
    TextLabel* m_first;
    TextLabel* m_second;
};

}  // namespace countersign::ui
