// Base of all pages: a column that scrolls when the window is small or the text large, and a row of buttons
// that stays at the bottom, so that the next step is always at the same place. GUI thread.
//
// A page knows values and signals, never engines. Rules for a page:
//  - build the widgets in the constructor, set every text in retranslate() and call it at the end of the
//  constructor;
//  - body() and addToFooter() for the contents; setPrimaryAction() for the one bold button;
//  - incomplete(): where Enter goes while the page is not complete.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace countersign::ui {

class Button;
class PageHeader;

enum class Side { Start = 1, End };

class Page : public QWidget {
    Q_OBJECT
  public:
    explicit Page(QWidget* parent = nullptr);

    // Called by the main window when the page becomes visible. Puts the keyboard where work begins.
    virtual void entered();

    // Closer to the top while a message stands above the page, so that the message hides nothing.
    enum class Above { Nothing = 1, Message };
    void setAbove(Above above);

    // A button at the far side of the header (F2), for what practice offers on this page. Empty text: none.
    void setOffer(const QString& text, const QString& toolTip = {});

  Q_SIGNALS:
    void offerTaken();

  protected:
    [[nodiscard]] PageHeader* header() const { return m_header; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }  // under the header, above the footer
    void addToFooter(QWidget* widget, Side side);
    void setPrimaryAction(Button* button);  // Enter anywhere on the page presses it; shows the key
    void setContentWidth(int pixelsAt100);  // widest column; default 1120
    void hideFooter();

    virtual void retranslate() = 0;
    // While the primary button cannot be pressed, Enter moves the keyboard here; nullptr: nowhere.
    [[nodiscard]] virtual QWidget* incomplete() { return nullptr; }

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void placeColumn();
    void centre(QWidget* column, QWidget* into) const;

    QScrollArea* m_scroll;
    QWidget* m_column;
    QWidget* m_footerColumn;
    QWidget* m_footer;
    PageHeader* m_header;
    QVBoxLayout* m_body;
    QHBoxLayout* m_footerRow;
    Button* m_offer = nullptr;
    Button* m_primary = nullptr;
    int m_startItems = 0;
    Above m_above = Above::Nothing;
};

}  // namespace countersign::ui
