// The first one at a counter where nobody can sign in yet: its supervisor. GUI thread; owned by the main
// window. Knows values only: the controller adds the clerk.
#pragma once

#include <optional>

#include "core/error.h"
#include "pages/page.h"

namespace countersign::ui {

class Button;
class FieldEdit;
class LabeledField;
class Notice;
class TextLabel;

class FirstClerkPage final : public Page {
    Q_OBJECT
  public:
    explicit FirstClerkPage(QWidget* parent = nullptr);

    void setShop(const QString& shop);  // name or id of the shop, may be empty
    enum class Busy { No = 1, Yes };
    void setBusy(Busy busy);  // while the PIN is hashed and the list written
    void showError(ErrorCode code);
    void clear();  // nothing typed stays
    void entered() override;

  Q_SIGNALS:
    void addWanted(const QString& id, const QString& name, const QString& pin);

  protected:
    void retranslate() override;
    QWidget* incomplete() override;

  private:
    void showState();
    void submit();

    QString m_shop;
    bool m_busy = false;
    std::optional<ErrorCode> m_error;
    Notice* m_notice;
    TextLabel* m_about;
    FieldEdit* m_id;
    FieldEdit* m_name;
    FieldEdit* m_pin;
    FieldEdit* m_again;
    LabeledField* m_idField;
    LabeledField* m_nameField;
    LabeledField* m_pinField;
    LabeledField* m_againField;
    Button* m_add;
};

}  // namespace countersign::ui
