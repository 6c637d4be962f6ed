// The scan: one instruction, the mirrored picture, what is asked, how good the picture is. GUI thread; owned
// by the main window. Knows values only; the engine's events reach it through the setters.
#pragma once

#include <memory>

#include "core/clock.h"
#include "liveness/session_types.h"
#include "models/steady_hint.h"
#include "pages/page.h"
#include "text/scan_text.h"

class QImage;
class QBoxLayout;
class QVBoxLayout;

namespace countersign::ui {

class Button;
class Chip;
class FaceView;
class Meter;
class TextLabel;

class ScanPage final : public Page {
    Q_OBJECT

  public:
    // `clock` outlives the page; it times how long a hint stays.
    explicit ScanPage(const Clock& clock, QWidget* parent = nullptr);

    void start(int attempt, int of);            // a new scan: everything back to the beginning
    void setPreview(const QImage& unmirrored);  // newest wins
    void setProgress(const ScanProgress& progress);
    enum class Sound { On = 1, Off };
    void setSound(Sound sound);  // what the button shows
    // Where the buyer has no screen of their own: the instruction is said in this language (BCP 47) too,
    // below the clerk's. Empty: not.
    void setBuyerLanguage(const QString& tag);
    void setCaption(const QString& words);       // who sees and hears what; empty: how the mirror works
    void setCameraNotice(const QString& words);  // no picture, and why; cleared by the next preview

    [[nodiscard]] QString instruction() const;
    [[nodiscard]] QString buyerWords() const { return m_buyerText ? sentence(*m_buyerText) : QString(); }
    [[nodiscard]] Hint shownHint() const { return m_hint.shown(); }
    [[nodiscard]] FaceView* faceView() const { return m_face; }

  Q_SIGNALS:
    void cannotDo();       // F6 or the button: the way for people who can't do this
    void stopRequested();  // Esc
    void soundToggled();   // F8

  protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    class PictureColumn;
    void showSteps();
    void showHint(Hint hint);
    void showInstruction();
    [[nodiscard]] QString sentence(const ScanText& words) const;

    const Clock& m_clock;
    SteadyHint m_hint;
    ScanProgress m_progress;
    PictureMeters m_eased;  // the meters move calmly
    bool m_seenProgress = false;
    int m_attempt = 1;
    int m_attempts = 3;
    QString m_ownCaption;

    TextLabel* m_instruction;
    TextLabel* m_buyerWords;
    PictureColumn* m_column;
    std::optional<ScanText> m_buyerText;
    FaceView* m_face;
    TextLabel* m_caption;
    TextLabel* m_askedTitle;
    Chip* m_try;
    QVBoxLayout* m_askedList;
    std::vector<Chip*> m_chips;
    TextLabel* m_pictureTitle;
    Meter* m_distance;
    Meter* m_light;
    Meter* m_sharpness;
    TextLabel* m_generalHint;
    Button* m_cannot;
    Button* m_sound;
    bool m_soundOn = true;
    QBoxLayout* m_keys;  // both, beside or under one another
};

}  // namespace countersign::ui
