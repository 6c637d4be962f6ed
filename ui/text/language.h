// Words in a chosen language, beside the program's own: the buyer's screen and the buyer's receipt speak the
// buyer's language while the clerk's window speaks the clerk's. GUI thread; values, cheap to copy.
#pragma once

#include <QString>
#include <memory>

class QTranslator;

namespace countersign::ui {

// What QT_TRANSLATE_NOOP3 leaves of a string.
struct SourceText {
    const char* text;
    const char* where;
};

class Language {
  public:
    Language();                               // the program's own
    explicit Language(const QString& bcp47);  // "zh-CN"; English where no translation is shipped
    [[nodiscard]] QString words(const char* context, SourceText source) const;
    [[nodiscard]] Qt::LayoutDirection direction() const { return m_direction; }
    [[nodiscard]] bool isFallback() const { return m_fallback; }  // asked for one that is not shipped

  private:
    std::shared_ptr<QTranslator> m_translator;  // null: the program's own
    Qt::LayoutDirection m_direction;
    bool m_fallback = false;
};

}  // namespace countersign::ui
