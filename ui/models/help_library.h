// The help pages, read from the program's resources once. GUI thread. A page is one Markdown file; its first
// heading is its title, its name orders it. In a language that has no page the English one is shown.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "text/word_search.h"

namespace countersign::ui {

struct HelpTopic {
    QString name;  // file name without number and ending: "failures", "errors"
    QString title;
    QString markdown;
    SearchedText searched;
};

class HelpLibrary {
  public:
    // The shipped pages, and over them those in `language` (text/language_files.h).
    explicit HelpLibrary(const QString& language);
    [[nodiscard]] const std::vector<HelpTopic>& topics() const { return m_topics; }
    [[nodiscard]] const HelpTopic* find(const QString& name) const;
    // How the pages write what people look for: an error's number without its letter, "E204" as "204".
    [[nodiscard]] static QString asWritten(const QString& word);
    // Topics that hold every word of the query, those with a word in the title first. Empty query: all.
    [[nodiscard]] std::vector<const HelpTopic*> search(const QString& query) const;

  private:
    std::vector<HelpTopic> m_topics;
};

}  // namespace countersign::ui
