#include "text/word_search.h"

#include <QChar>

namespace countersign::ui {
namespace {

constexpr char16_t kTatweel = 0x0640;
constexpr char16_t kAlefMaksura = 0x0649, kYeh = 0x064A;
constexpr char16_t kTehMarbuta = 0x0629, kHeh = 0x0647;

bool isHan(QChar letter) {
    return letter.script() == QChar::Script_Han;
}

// One letter without its marks, as small ones; nothing for a mark alone.
QString folded(QChar letter) {
    if (letter.category() == QChar::Mark_NonSpacing || letter == QChar(kTatweel)) return {};
    // Two ways of writing one ending, which hurried people don't tell apart.
    if (letter == QChar(kAlefMaksura)) return QChar(kYeh);
    if (letter == QChar(kTehMarbuta)) return QChar(kHeh);
    const QString parts = letter.decomposition();
    if (parts.isEmpty()) return letter.toCaseFolded();
    QString plain;
    for (const QChar part : parts) {
        if (part.category() != QChar::Mark_NonSpacing) plain += part.toCaseFolded();
    }
    return plain;
}

// Blanks beside Chinese are a matter of taste.
bool isIdleBlank(const QString& text, qsizetype at) {
    if (!text[at].isSpace()) return false;
    return (at > 0 && isHan(text[at - 1])) || (at + 1 < text.size() && isHan(text[at + 1]));
}

}  // namespace

SearchedText::SearchedText(const QString& text) {
    m_folded.reserve(text.size());
    m_places.reserve(static_cast<std::size_t>(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isIdleBlank(text, i)) continue;
        for (const QChar letter : folded(text[i])) {
            m_folded += letter;
            m_places.push_back(i);
        }
    }
}

bool SearchedText::holds(const QString& word) const {
    return !find(word, 1).empty();
}

std::vector<SearchedText::Place> SearchedText::find(const QString& word, std::size_t most) const {
    const QString wanted = SearchedText(word).m_folded;
    std::vector<Place> found;
    if (wanted.isEmpty()) return found;
    for (auto at = m_folded.indexOf(wanted); at >= 0 && found.size() < most;
         at = m_folded.indexOf(wanted, at + wanted.size())) {
        const auto from = m_places[static_cast<std::size_t>(at)];
        const auto last = m_places[static_cast<std::size_t>(at + wanted.size() - 1)];
        found.push_back({from, last + 1 - from});
    }
    return found;
}

}  // namespace countersign::ui
