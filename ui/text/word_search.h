// Finds words as people type them: large or small, with or without the marks above and below letters, without
// the blanks that stand between Chinese and other signs. "المشغل" finds "المشغّل", "U盘" finds "U 盘". Values;
// any thread.
#pragma once

#include <QString>
#include <vector>

namespace countersign::ui {

class SearchedText {
  public:
    struct Place {
        qsizetype from = 0, length = 0;  // in the text as it was given
        bool operator==(const Place&) const = default;
    };

    explicit SearchedText(const QString& text);

    [[nodiscard]] bool holds(const QString& word) const;
    // In order, at most `most`. An empty word is nowhere.
    [[nodiscard]] std::vector<Place> find(const QString& word, std::size_t most) const;

  private:
    QString m_folded;
    std::vector<qsizetype> m_places;  // of each letter of m_folded, where it stood
};

}  // namespace countersign::ui
