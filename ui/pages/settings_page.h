// How the windows look and speak: language, colours, text size, motion. Beside the registration, like the
// queue. Every choice is taken at once; only the text size waits, because the windows are built anew for it.
// GUI thread; owned by the main window.
#pragma once

#include "pages/page.h"
#include "theme/palette.h"

namespace countersign::ui {

class Button;
class Card;
class ChoiceBox;
class LabeledField;
class Notice;
class SegmentedChoice;
class TextLabel;

enum class MotionChoice { Calm = 1, None };

struct LookSettings {
    QString language;  // BCP 47
    Scheme colours = Scheme::Light;
    int textPercent = 100;  // 100 to 200
    MotionChoice motion = MotionChoice::Calm;
};

// The sizes that can be chosen, in percent.
[[nodiscard]] const std::vector<int>& textSizes();

class SettingsPage final : public Page {
    Q_OBJECT
  public:
    explicit SettingsPage(QWidget* parent = nullptr);

    void setLook(const LookSettings& look);  // what is in force; does not emit
    // The text size was chosen and is not shown yet: it comes when nobody is signed in.
    enum class TextSize { Shown = 1, Waits };
    void setTextSize(TextSize state);
    // The way to the page of clerks, for whoever is signed in.
    enum class ClerksOffer { Hidden = 1, Shown };
    void setClerksOffer(ClerksOffer offer);
    void entered() override;

  Q_SIGNALS:
    void clerksWanted();
    void lookChosen(const countersign::ui::LookSettings& look);
    void signOutWanted();  // so that the text size can be shown now

  protected:
    void retranslate() override;

  private:
    void chosen();

    LookSettings m_look;
    ChoiceBox* m_language;
    LabeledField* m_languageField;
    TextLabel* m_coloursLabel;
    SegmentedChoice* m_colours;
    TextLabel* m_textLabel;
    SegmentedChoice* m_text;
    TextLabel* m_textHelp;
    TextLabel* m_motionLabel;
    SegmentedChoice* m_motion;
    TextLabel* m_motionHelp;
    Notice* m_notice;
    Card* m_clerksCard;
    TextLabel* m_clerksHelp;
    Button* m_clerks;
    TextSize m_state = TextSize::Shown;
};

}  // namespace countersign::ui
