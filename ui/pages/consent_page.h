// Step 3: the buyer hears what the scan is and decides. GUI thread; owned by the main window.
// The page is turned to the buyer: it speaks the buyer's language, in large letters. Agreeing has a key of
// its own and never Enter, so that nobody consents by a key too many.
#pragma once

#include <optional>

#include "core/clock.h"
#include "enrolment/registration.h"
#include "models/consent_notice.h"
#include "pages/page.h"

class QLabel;
class QLayout;
class QVBoxLayout;

namespace countersign::ui {

class Card;
class FieldEdit;
class LabeledField;
class PrimaryButton;
class SecondaryButton;
class SegmentedChoice;
class TextLabel;

class ConsentPage final : public Page {
    Q_OBJECT
  public:
    explicit ConsentPage(QWidget* parent = nullptr);
    void setBuyerLanguage(const QString& tag);  // chooses the notice; the buyer can change it
    // What the notice says of the buyer's data: the operator's policy. Nothing is forwarded unless it is set.
    void setTerms(const DataTerms& terms);
    [[nodiscard]] const ConsentNotice& notice() const { return m_notice; }
    // Full years, if the document tells them; else the clerk says which of three it is. Below `presentBelow`
    // a guardian has to be there, below `consentsBelow` it is the guardian who consents.
    void setBuyerAge(std::optional<int> age, int consentsBelow, int presentBelow, WallTime now);
    enum class Speaking { No = 1, Aloud };
    void setReading(Speaking speaking);                             // what the button says: read it, or stop
    [[nodiscard]] std::optional<Guardian> guardian() const;         // as typed; empty where none is needed
    [[nodiscard]] bool showsQuestions() const { return m_asking; }  // in place of the notice
    void clear();                                                   // the guardian's name and number
    void entered() override;

  Q_SIGNALS:
    void agreed();  // to notice(), as it is on the screen
    void declined();
    void readAloudWanted();  // F8: read the notice, or stop reading
    void noticeChanged();    // another language, or the other of notice and questions, is on the screen
    void backRequested();

  protected:
    void retranslate() override;
    void narrowChanged() override;

  private:
    enum class Age { Adult = 1, NeedsGuardian, GuardianConsents };
    void showNotice(const ConsentNotice& notice);
    void addPoints(QVBoxLayout& column) const;
    [[nodiscard]] QLayout* pointLayout(const ConsentPoint& point) const;
    void addQuestions(QVBoxLayout& column) const;
    void ask(bool questions);
    [[nodiscard]] std::optional<Age> age() const;
    [[nodiscard]] bool guardianRight() const;
    void updateGuardian();

    SegmentedChoice* m_languages;
    Card* m_young;  // only where the age asks for it
    TextLabel* m_youngTitle;
    TextLabel* m_youngWords;
    SegmentedChoice* m_ageChoice;
    FieldEdit* m_guardianName;
    FieldEdit* m_guardianNumber;
    LabeledField* m_guardianNameField;
    LabeledField* m_guardianNumberField;
    QWidget* m_guardianFields;
    std::optional<int> m_years;
    int m_consentsBelow = 0, m_presentBelow = 0;
    WallTime m_now{};
    Card* m_card;
    QVBoxLayout* m_text;
    TextLabel* m_version;
    SecondaryButton* m_back;
    SecondaryButton* m_aloud;
    SecondaryButton* m_ask;
    bool m_asking = false;
    bool m_reading = false;
    SecondaryButton* m_decline;
    PrimaryButton* m_agree;
    DataTerms m_terms;
    ConsentNotice m_notice;
    QStringList m_tags;
};

}  // namespace countersign::ui
