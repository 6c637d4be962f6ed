// The card that says why a scan did not simply succeed, shows it, and what to do. GUI thread; owned by the
// main window.
#pragma once

#include <QImage>

#include "core/reason.h"
#include "pages/page.h"

namespace countersign::ui {

class Button;
class Card;
class CauseView;
class Chip;
class Notice;
class TextLabel;

enum class SaveForLater { Offered = 1, NotOffered };

class FailurePage final : public Page {
    Q_OBJECT

  public:
    explicit FailurePage(QWidget* parent = nullptr);

    // `frame`: of the moment, as the camera saw it (or the document's picture); may be null. `triesLeft` 0:
    // trying again is no longer offered and the other way becomes the bold button.
    void showFailure(Reason reason, const QImage& frame, int triesLeft);
    // After failures that another way might spare the buyer: says so above the card.
    enum class OtherWayHint { No = 1, Yes };
    void setOtherWayHint(OtherWayHint hint);
    void setSaveForLater(SaveForLater offered);  // NotOffered hides the button

    [[nodiscard]] Reason reason() const { return m_reason; }
    [[nodiscard]] QString heading() const;

  Q_SIGNALS:
    // The bold button (Enter) asks for one of these three, by what helps: see failureText(reason).remedy.
    void tryAgain();
    void retakeDocument();
    void chooseCamera();
    void anotherWay();  // F6
    void saveForLater();

  protected:
    void retranslate() override;

  private:
    void act();

    Reason m_reason = Reason::NoFace;
    QImage m_frame;
    int m_triesLeft = 0;

    Notice* m_hint;
    bool m_hinted = false;
    Card* m_card;
    CauseView* m_picture;
    Chip* m_chip;
    TextLabel* m_heading;
    TextLabel* m_sentence;
    std::vector<TextLabel*> m_numbers;
    std::vector<TextLabel*> m_steps;
    TextLabel* m_tries;
    Button* m_again;
    Button* m_otherWay;
    Button* m_later;
};

}  // namespace countersign::ui
