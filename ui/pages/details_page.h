// Step 1: what is bought, and by whom. Numbers are checked while they are typed. GUI thread; owned by the
// main window.
#pragma once

#include "core/clock.h"
#include "enrolment/registration.h"
#include "identity/number_check.h"
#include "identity/scanned_code.h"
#include "pages/page.h"
#include "text/identity_text.h"

class QGridLayout;
class QKeyEvent;

namespace countersign::ui {

class ChoiceBox;
class Dialogs;
class FieldEdit;
class LabeledField;
class PrimaryButton;
class SecondaryButton;
class SegmentedChoice;
class TextLabel;

class DetailsPage final : public Page {
    Q_OBJECT
  public:
    // Both outlive the page. `clock` tells today, for dates of birth.
    DetailsPage(const Clock& clock, Dialogs& dialogs, QWidget* parent = nullptr);

    void setDetails(const BuyerDetails& details);  // e.g. when the clerk comes back to this step
    [[nodiscard]] BuyerDetails details() const;    // as typed so far; numbers plain
    [[nodiscard]] bool isComplete() const;         // every field that this purchase needs is right
    void clear();                                  // for the next buyer
    // ICCIDs and IMEIs that a scanner or the camera read go into their fields. False: none of them belongs
    // here.
    bool takeScanned(const std::vector<ScannedCode>& codes);

  Q_SIGNALS:
    void cameraCodesWanted();                          // read a bar code with the camera (F6)
    void edited();                                     // something was typed or chosen, by whatever means
    void detailsEntered(const BuyerDetails& details);  // Next; complete and checked
    void startOverConfirmed();                         // the clerk confirmed; the page is already empty

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void narrowChanged() override { placeFields(); }
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Entry {
        NumberField kind;
        FieldEdit* edit;
        LabeledField* field;
        bool left = false;  // the clerk has been in it and gone on: unfinished is now worth saying
    };
    [[nodiscard]] Entry makeEntry(NumberField kind);
    [[nodiscard]] NumberCheck check(const Entry& entry) const;
    [[nodiscard]] bool needed(const Entry& entry) const;
    void setFormats();
    void judge(Entry& entry);
    void judgeAll();
    void updateNext();
    void showPurchase();
    void placeFields();
    void askStartOver();
    void fillChoices();
    bool keyTyped(Entry& entry, const QKeyEvent& key);
    void takeTyped(Entry& entry, const QString& raw);

    const Clock& m_clock;
    Dialogs& m_dialogs;
    SegmentedChoice* m_purchase;
    ChoiceBox* m_kind;
    LabeledField* m_kindField;
    ChoiceBox* m_language;
    TextLabel* m_languageLabel;
    Entry m_number;
    Entry m_name;
    Entry m_msisdn;
    Entry m_iccid;
    Entry m_imei;
    QString m_raw;     // keys since the field got the keyboard, with what the field does not show
    QString m_before;  // of the field, when it got the keyboard
    QGridLayout* m_grid;
    QWidget* m_languageRow = nullptr;
    TextLabel* m_missing;
    SecondaryButton* m_scanCode;
    SecondaryButton* m_startOver;
    PrimaryButton* m_next;
};

}  // namespace countersign::ui
