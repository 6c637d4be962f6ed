// Which camera looks at the buyer, or which practice buyer stands in. Shows what the present one sees. GUI
// thread; owned by the main window. Knows values only; the controller switches.
#pragma once

#include <QImage>
#include <vector>

#include "pages/page.h"

class QListWidget;

namespace countersign::ui {

class Button;
class Chip;
class ChoiceBox;
class LabeledField;
class PictureView;
class TextLabel;

struct CameraItem {
    QString id;     // CameraIdentity::text()
    QString label;  // the device's own name
    QString place;  // where it is plugged in
    bool software = false;
    bool current = false;
    bool mayUse = true;  // by whoever is signed in
};

struct PracticeItem {
    QString id;  // file of the person
    QString name;
    bool current = false;
    QString habit;  // of the one in use: Behaviour by name
};

// What a practice buyer does, for clerks to learn from.
struct HabitItem {
    QString id;  // Behaviour by name
    QString text;
};
[[nodiscard]] std::vector<HabitItem> practiceHabits();

class CamerasPage final : public Page {
    Q_OBJECT
  public:
    explicit CamerasPage(QWidget* parent = nullptr);

    void setItems(const std::vector<CameraItem>& cameras, const std::vector<PracticeItem>& people);
    // Whether registrations of practice are sent to the operator, marked (set when the program was started),
    // or nothing is kept of them.
    enum class Practice { KeepsNothing = 1, IsSent };
    void setPractice(Practice practice);
    void setPreview(const QImage& picture);  // of the source in use; not mirrored; null: none
    void entered() override;

  Q_SIGNALS:
    void cameraChosen(const QString& id);
    void practiceChosen(const QString& id, const QString& habit);
    void searchRequested();
    void checkWanted();  // F3: the camera and light doctor

  protected:
    void retranslate() override;
    void narrowChanged() override;

  private:
    void fill();
    void choose();
    void updateUse();

    std::vector<CameraItem> m_cameras;
    std::vector<PracticeItem> m_people;
    QListWidget* m_list;
    TextLabel* m_about;
    Practice m_practice = Practice::KeepsNothing;
    ChoiceBox* m_habit;
    LabeledField* m_habitField;
    PictureView* m_view;
    Button* m_use;
    Button* m_search;
    Button* m_check;
};

}  // namespace countersign::ui
