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
#include <utility>
#include <vector>

class QBoxLayout;
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

    // At the sides of a page of this width; what the window lays above a page keeps in line with it.
    [[nodiscard]] static int sideMargin(int pageWidth);

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
    [[nodiscard]] QWidget* shownOffer() const;  // nullptr: none
    void reveal(QWidget* widget);  // scrolls to it, once what was just shown is laid out

    // Where the window is small or the text large, a page has one column: what lies beside one another lies
    // under one another then, and of the footer only the bold button stays in sight; the rest follows the
    // contents.
    enum class Stacked {
        AsRead = 1,
        LastFirst
    };  // LastFirst: what matters most stands at the end of the row
    void stackWhenNarrow(QBoxLayout* row, Stacked order = Stacked::AsRead);
    // As wide as this beside something else, and free where the page is narrow.
    void setWidthBeside(QWidget* widget, int pixelsAt100);
    [[nodiscard]] bool isNarrow() const { return m_narrow; }
    virtual void narrowChanged() {}

    virtual void retranslate() = 0;
    // While the primary button cannot be pressed, Enter moves the keyboard here; nullptr: nowhere.
    [[nodiscard]] virtual QWidget* incomplete() { return nullptr; }

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void setNarrow(bool narrow);
    void placeFooter();
    void placeRows();
    void placeColumn();
    void centre(QWidget* column, QWidget* into) const;

    QScrollArea* m_scroll;
    QWidget* m_column;
    QWidget* m_footerColumn;
    QWidget* m_footer;
    PageHeader* m_header;
    QVBoxLayout* m_body;
    QHBoxLayout* m_footerRow;
    QVBoxLayout* m_below;  // of the column: what the footer has no room for
    struct FooterItem {
        QWidget* widget;
        Side side;
    };
    std::vector<FooterItem> m_footerItems;
    std::vector<std::pair<QBoxLayout*, Stacked>> m_rows;
    std::vector<std::pair<QWidget*, int>> m_widths;
    bool m_narrow = false;
    bool m_footerHidden = false;
    Button* m_offer = nullptr;
    Button* m_primary = nullptr;
    Above m_above = Above::Nothing;
};

}  // namespace countersign::ui
