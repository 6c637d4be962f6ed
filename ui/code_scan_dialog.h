// The camera's picture while a bar code on a SIM card or phone box is looked for. GUI thread. Closes with Esc
// or when the owner says so.
#pragma once

#include <QDialog>
#include <QImage>

namespace countersign::ui {

class PictureView;
class TextLabel;

class CodeScanDialog final : public QDialog {
    Q_OBJECT
  public:
    explicit CodeScanDialog(QWidget* parent);
    void setPicture(const QImage& picture);  // not mirrored
    void setForeign();                       // a code was read, of another number than is asked for

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    PictureView* m_view;
    TextLabel* m_words;
};

}  // namespace countersign::ui
