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
class PictureView;
class TextLabel;

struct CameraItem {
    QString id;     // CameraIdentity::text()
    QString label;  // the device's own name
    QString place;  // where it is plugged in
    bool software = false;
    bool current = false;
};

struct PracticeItem {
    QString id;  // file of the person
    QString name;
    bool current = false;
};

class CamerasPage final : public Page {
    Q_OBJECT
  public:
    explicit CamerasPage(QWidget* parent = nullptr);

    void setItems(const std::vector<CameraItem>& cameras, const std::vector<PracticeItem>& people);
    void setPreview(const QImage& picture);  // of the source in use; not mirrored; null: none
    void entered() override;

  Q_SIGNALS:
    void cameraChosen(const QString& id);
    void practiceChosen(const QString& id);
    void searchRequested();

  protected:
    void retranslate() override;

  private:
    void fill();
    void choose();
    void updateUse();

    std::vector<CameraItem> m_cameras;
    std::vector<PracticeItem> m_people;
    QListWidget* m_list;
    TextLabel* m_about;
    PictureView* m_view;
    Button* m_use;
    Button* m_search;
};

}  // namespace countersign::ui
