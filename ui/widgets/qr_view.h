// A QR code. Always dark on light, in both colour schemes, with its quiet border. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

namespace countersign::ui {

// One pixel a module, black on white, with the four modules of quiet border the standard asks for. Null if
// the text does not fit (over about 1,200 letters) or is empty.
[[nodiscard]] QImage qrImage(const QString& text);

class QrView final : public QWidget {
    Q_OBJECT

  public:
    explicit QrView(QWidget* parent = nullptr);
    void setText(const QString& text);  // shown as the code, said by screen readers
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage m_code;
};

}  // namespace countersign::ui
