// Step 3: the buyer hears what the scan is and decides. GUI thread; owned by the main window.
// The page is turned to the buyer: it speaks the buyer's language, in large letters. Agreeing has a key of
// its own and never Enter, so that nobody consents by a key too many.
#pragma once

#include "models/consent_notice.h"
#include "pages/page.h"

class QLabel;
class QVBoxLayout;

namespace countersign::ui {

class Card;
class PrimaryButton;
class SecondaryButton;
class SegmentedChoice;
class TextLabel;

class ConsentPage final : public Page {
    Q_OBJECT
  public:
    explicit ConsentPage(QWidget* parent = nullptr);
    void setBuyerLanguage(const QString& tag);  // chooses the notice; the buyer can change it
    [[nodiscard]] const ConsentNotice& notice() const { return m_notice; }
    void entered() override;

  Q_SIGNALS:
    // The version and language of the text that was on the screen.
    void agreed(const QString& version, const QString& language);
    void declined();
    void backRequested();

  protected:
    void retranslate() override;

  private:
    void showNotice(const ConsentNotice& notice);

    SegmentedChoice* m_languages;
    Card* m_card;
    QVBoxLayout* m_text;
    TextLabel* m_version;
    SecondaryButton* m_back;
    SecondaryButton* m_decline;
    PrimaryButton* m_agree;
    ConsentNotice m_notice;
    QStringList m_tags;
};

}  // namespace countersign::ui
