// The languages at hand, shipped or dropped in (language_files.h), and the one the program speaks. GUI
// thread; owned by main.
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

class QTranslator;

namespace countersign::ui {

struct ShippedLanguage {
    QString tag;         // BCP 47
    QString nativeName;  // as its speakers write it: never translated
    QString name;        // in the program's language
};

// For the clerk's choice and the buyer's choice; the first is the default of a buyer.
[[nodiscard]] std::vector<ShippedLanguage> languagesAtHand();
// "普通话 · Mandarin": for lists.
[[nodiscard]] QString languageLabel(const ShippedLanguage& language);

class ProgramLanguage final : public QObject {
    Q_OBJECT
  public:
    explicit ProgramLanguage(QObject* parent = nullptr);
    ~ProgramLanguage() override;
    // Words, numbers, dates and the direction of the windows. Open windows follow at once. A language that is
    // not at hand is English.
    void use(const QString& tag);
    [[nodiscard]] QString tag() const { return m_tag; }
    [[nodiscard]] static QString ofSystem();  // the language at hand nearest to the desktop's

  private:
    std::unique_ptr<QTranslator> m_own;
    std::unique_ptr<QTranslator> m_qt;
    QString m_tag;
};

}  // namespace countersign::ui
