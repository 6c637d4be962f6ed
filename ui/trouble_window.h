// The only window of a program that can't begin: what is wrong, with which file, what to do. On a desktop or
// in a kiosk nobody sees what is written to standard error. GUI thread. Closes by its button, Enter or Esc.
#pragma once

#include <QDialog>

#include "core/error.h"

namespace countersign::ui {

class Button;

class TroubleWindow final : public QDialog {
    Q_OBJECT
  public:
    // `about`: the file, folder or user that it is about; may be empty. The error's detail is shown as it is,
    // for whoever is on the phone with the technician.
    TroubleWindow(const Error& error, const QString& about, QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    Button* m_close;
};

}  // namespace countersign::ui
