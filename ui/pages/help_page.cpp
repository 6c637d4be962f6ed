#include "pages/help_page.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextTable>
#include <QVBoxLayout>

#include "theme/palette.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/card.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {
constexpr int kListHeight = 160;  // both where the page is narrow
constexpr int kTextHeight = 320;
constexpr int kListWidth = 300;
constexpr int kWidest = 1280;
constexpr std::size_t kMostMarks = 200;
}  // namespace

HelpPage::HelpPage(QWidget* parent)
    : Page(parent),
      m_search(new QLineEdit),
      m_list(new QListWidget),
      m_nothing(new TextLabel(TextStyle::Body, Wrap::On)),
      m_text(new QTextBrowser) {
    setContentWidth(kWidest);
    hideFooter();

    m_search->setMinimumHeight(scaled(kControlHeight));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(100);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_nothing->setShade(Shade::SecondInk);

    auto* side = new QVBoxLayout;
    side->setSpacing(scaled(12));
    side->addWidget(m_search);
    side->addWidget(m_list, 1);
    side->addWidget(m_nothing);
    auto* sideBox = new QWidget;
    setWidthBeside(sideBox, kListWidth);
    side->setContentsMargins(0, 0, 0, 0);
    sideBox->setLayout(side);

    auto* paper = new Card;
    paper->body()->setContentsMargins(scaled(24), scaled(12), scaled(8), scaled(12));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->viewport()->setAutoFillBackground(false);
    paper->body()->addWidget(m_text, 1);

    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(24));
    row->addWidget(sideBox);
    row->addWidget(paper, 1);
    body()->addLayout(row, 1);
    stackWhenNarrow(row);

    connect(m_search, &QLineEdit::textChanged, this, [this] { fillList(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_text->setFocus(Qt::OtherFocusReason); });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item == nullptr) return;
        m_shown = item->data(Qt::UserRole).toString();
        render();
    });
    // Links between help pages: "[queue](queue)".
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.isRelative()) showTopic(url.path());
    });
    restyle();
    HelpPage::retranslate();
}

// The paper first lets go of the document.
HelpPage::~HelpPage() {
    m_text->setDocument(nullptr);
}

void HelpPage::narrowChanged() {
    // Under one another each needs a height of its own; the page scrolls.
    m_list->setMinimumHeight(isNarrow() ? scaled(kListHeight) : 0);
    m_text->setMinimumHeight(isNarrow() ? scaled(kTextHeight) : 0);
}

void HelpPage::showTopic(const QString& name) {
    if (!m_search->text().isEmpty()) m_search->clear();
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toString() != name) continue;
        m_list->setCurrentRow(i);
        return;
    }
    m_list->setCurrentRow(0);
}

void HelpPage::showError(int code) {
    showTopic(QStringLiteral("errors"));
    mark(QString::number(code));
}

void HelpPage::search(const QString& query) {
    m_search->setText(query);
}

void HelpPage::entered() {
    m_search->setFocus(Qt::OtherFocusReason);
    m_search->selectAll();  // the next word takes the place of the last one
}

void HelpPage::fillList() {
    const QString query = m_search->text();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int keep = 0;
    for (const HelpTopic* topic : m_library->search(query)) {
        auto* item = new QListWidgetItem(topic->title, m_list);
        item->setData(Qt::UserRole, topic->name);
        item->setSizeHint(QSize(0, scaled(44)));
        if (topic->name == m_shown) keep = m_list->count() - 1;
    }
    m_nothing->setVisible(m_list->count() == 0);
    m_list->setVisible(m_list->count() > 0);
    // What was marked before was another word.
    m_text->setExtraSelections({});
    if (m_list->count() == 0) return;
    m_list->setCurrentRow(keep);
    m_shown = m_list->currentItem()->data(Qt::UserRole).toString();
    if (m_rendered != m_shown) render();
    if (!query.isEmpty()) mark(HelpLibrary::asWritten(query.simplified().section(QLatin1Char(' '), 0, 0)));
}

void HelpPage::render() {
    const HelpTopic* topic = m_library->find(m_shown);
    if (topic == nullptr) return;
    // Written where nothing lays it out, and shown when it is done: a document on the screen is laid out
    // again after each change, and the table of errors with its hundreds of cells would take half a minute.
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(textFont(TextStyle::Body));
    document->setDocumentMargin(scaled(8));
    document->setMarkdown(topic->markdown);
    // Headings in the program's sizes, air between blocks, tables with the scheme's hairlines.
    QTextCursor cursor(document.get());
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool inTable = cursor.currentTable() != nullptr;
        format.setTopMargin(scaled(level > 1 ? 18 : 0));
        format.setBottomMargin(scaled(inTable ? 0 : 8));
        cursor.setBlockFormat(format);
        if (level == 0) continue;
        // A format of its own: the heading's size adjustment would override any size merged into it.
        QTextCharFormat look;
        look.setFont(textFont(level == 1 ? TextStyle::PageTitle : TextStyle::CardTitle));
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.setCharFormat(look);
        cursor.clearSelection();
    }
    for (QTextFrame* frame : document->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table != nullptr) setTable(*table);
    }
    m_text->setDocument(document.get());
    m_document = std::move(document);
    m_rendered = m_shown;
    m_text->moveCursor(QTextCursor::Start);
    m_text->setAccessibleName(topic->title);
}

void HelpPage::setTable(QTextTable& table) const {
    QTextTableFormat format = table.format();
    format.setBorderBrush(shade(*this, Shade::Line));
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setCellPadding(scaled(7));
    format.setCellSpacing(0);
    format.setBottomMargin(scaled(12));
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    // Names are short, explanations long.
    QList<QTextLength> widths;
    for (const double part : table.columns() == 4   ? std::vector<double>{9, 21, 36, 34}
                             : table.columns() == 3 ? std::vector<double>{24, 38, 38}
                                                    : std::vector<double>{26, 74}) {
        widths << QTextLength(QTextLength::PercentageLength, part);
    }
    format.setColumnWidthConstraints(widths);
    table.setFormat(format);
}

void HelpPage::mark(const QString& words) {
    if (words.size() < 2) return;
    m_text->moveCursor(QTextCursor::Start);
    QList<QTextEdit::ExtraSelection> marks;
    // As plain text it is as long as the document, place for place.
    for (const auto& place : SearchedText(m_text->document()->toPlainText()).find(words, kMostMarks)) {
        QTextEdit::ExtraSelection one;
        one.cursor = QTextCursor(m_text->document());
        one.cursor.setPosition(static_cast<int>(place.from));
        one.cursor.setPosition(static_cast<int>(place.from + place.length), QTextCursor::KeepAnchor);
        one.format.setBackground(shade(*this, Shade::InformationGround));
        one.format.setForeground(shade(*this, Shade::Information));
        marks << one;
    }
    m_text->setExtraSelections(marks);
    if (marks.isEmpty()) return;
    QTextCursor there = marks.front().cursor;
    there.clearSelection();
    m_text->setTextCursor(there);
    m_text->ensureCursorVisible();
    // With what follows it in sight: a line of a table says what to do further down.
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->value() +
                                          m_text->cursorRect(there).top() - m_text->viewport()->height() / 3);
}

void HelpPage::retranslate() {
    header()->setTitle(tr("Help"));
    m_search->setPlaceholderText(tr("Search the help", "help page"));
    m_search->setAccessibleName(tr("Search the help"));
    m_list->setAccessibleName(tr("Topics of the help"));
    m_nothing->setText(tr("Nothing found. Try another word, or the number of an error.", "help page"));
    m_library = std::make_unique<HelpLibrary>(QLocale().name());
    m_rendered.clear();
    fillList();
}

// The scroll bar lies on a card, not on the ground of the window.
void HelpPage::restyle() {
    QPalette palette = m_text->verticalScrollBar()->palette();
    palette.setColor(QPalette::Window, shade(*this, Shade::Card));
    m_text->verticalScrollBar()->setPalette(palette);
}

void HelpPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_library) restyle();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        if (m_library) render();
    }
}

}  // namespace countersign::ui
