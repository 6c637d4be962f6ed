// The help: topics on one side, the page on the other, a search over all of it. GUI thread; owned by the main
// window. Nothing is fetched from outside; links to other places do nothing.
#pragma once

#include <memory>

#include "models/help_library.h"
#include "pages/page.h"

class QLineEdit;
class QListWidget;
class QTextBrowser;
class QTextDocument;
class QTextTable;

namespace countersign::ui {

class TextLabel;

class HelpPage final : public Page {
    Q_OBJECT

  public:
    explicit HelpPage(QWidget* parent = nullptr);
    ~HelpPage() override;

    void showTopic(const QString& name);  // "failures", "queue", "errors" ...; unknown: the first
    void showError(int code);             // the line of this error code
    void search(const QString& query);

    [[nodiscard]] QString shownTopic() const { return m_shown; }
    void entered() override;

  protected:
    void retranslate() override;
    void narrowChanged() override;
    void changeEvent(QEvent* event) override;

  private:
    void fillList();
    void render();
    void restyle();
    void setTable(QTextTable& table) const;
    void mark(const QString& words);

    std::unique_ptr<HelpLibrary> m_library;
    std::unique_ptr<QTextDocument> m_document;  // on the paper
    QString m_shown;
    QString m_rendered;  // the topic on the paper; laying one out takes a moment
    QLineEdit* m_search;
    QListWidget* m_list;
    TextLabel* m_nothing;
    QTextBrowser* m_text;
};

}  // namespace countersign::ui
