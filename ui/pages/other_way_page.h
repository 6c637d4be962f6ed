// For buyers whom the usual scan doesn't suit: what hinders, what is done instead, and who else signs. Ends
// in a scan by other terms or in a registration without one; never in a refusal. GUI thread; owned by the
// main window.
#pragma once

#include <QPointer>
#include <vector>

#include "enrolment/other_way.h"
#include "pages/page.h"

class QImage;
class QBoxLayout;
class QListWidget;

namespace countersign::ui {

class Button;
class Card;
class FieldEdit;
class LabeledField;
class Notice;
class PictureView;
class PrimaryButton;
class SecondaryButton;
class SegmentedChoice;
class TextLabel;

enum class SecondProblem { None = 1, WrongIdOrPin, SamePerson, TooManyTries, MayNotSign };

class OtherWayPage final : public Page {
    Q_OBJECT

  public:
    explicit OtherWayPage(QWidget* parent = nullptr);

    enum class ScanOffer { Offered = 1, NoTriesLeft };
    // A new choice: nothing typed, `first` selected.
    void ask(Obstacle first, ScanOffer scan);
    // Which obstacles want a picture of a document that supports them (the operator's policy).
    void setSupporting(std::vector<Obstacle> obstacles);
    void setPreview(const QImage& picture);          // of the camera, for that picture
    void setSupportingPicture(const QImage& taken);  // null: none yet
    void setProblem(SecondProblem problem, int waitSeconds = 0);
    enum class Busy { No = 1, Yes };
    void setBusy(Busy busy);  // the second person's PIN is looked at
    void clear();             // lets go of everything typed and seen
    [[nodiscard]] Obstacle chosen() const;
    [[nodiscard]] bool wantsPicture() const;
    void entered() override;

    enum class Way { OtherScan = 1, NoScan };

  Q_SIGNALS:
    // `secondId` empty: nobody else is there.
    void wayChosen(countersign::ui::OtherWayPage::Way way, countersign::Obstacle obstacle,
                   const QString& secondId, const QString& secondPin);
    void pictureWanted();   // take what the camera shows
    void pictureDropped();  // take it again
    void backRequested();

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum class Second { Signs = 1, NobodyThere };
    void showChosen();
    void updateUse();
    void choose(Way way);
    void fillList();

    QBoxLayout* m_sides;  // list and the rest, beside or under one another
    Card* m_listCard;
    QListWidget* m_list;
    TextLabel* m_name;
    TextLabel* m_advice;
    TextLabel* m_terms;
    Card* m_supportCard;
    TextLabel* m_supportTitle;
    PictureView* m_support;
    SecondaryButton* m_take;
    TextLabel* m_secondTitle;
    Card* m_signs;
    SegmentedChoice* m_second;
    QWidget* m_secondFields;
    FieldEdit* m_id;
    FieldEdit* m_pin;
    LabeledField* m_idField;
    LabeledField* m_pinField;
    TextLabel* m_alone;
    Notice* m_notice;
    SecondaryButton* m_back;
    Button* m_without;
    Button* m_scan;
    std::vector<Obstacle> m_supporting;
    ScanOffer m_offer = ScanOffer::Offered;
    SecondProblem m_problem = SecondProblem::None;
    int m_wait = 0;
    bool m_busy = false;
    QPointer<QWidget> m_hadFocus;  // before it was busy
    bool m_taken = false;
};

}  // namespace countersign::ui
