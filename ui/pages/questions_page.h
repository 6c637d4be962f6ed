// What the operator asks about this shop, one question at a time, and the supervisor's answer from a short
// list. Beside the registration, in the clerk's window only. GUI thread; owned by the main window. Knows
// values only: who may see it is asked by the controller, which gives an empty list to everybody else.
#pragma once

#include <vector>

#include "pages/page.h"
#include "store/queue_types.h"

class QListWidget;
class QListWidgetItem;

namespace countersign::ui {

class Card;
class Notice;
class PrimaryButton;
class TextLabel;

class QuestionsPage final : public Page {
    Q_OBJECT
  public:
    explicit QuestionsPage(QWidget* parent = nullptr);

    // The oldest first; a chosen answer stays while its question does.
    void setQuestions(std::vector<ShopQuestion> questions);
    void showAnswered();  // the last answer is on its way
    void clear();         // whoever was signed in has left
    void entered() override;

  Q_SIGNALS:
    void answered(quint64 number, countersign::ConductAnswer answer);

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void narrowChanged() override;

  private:
    [[nodiscard]] const QListWidgetItem* chosen() const;
    void fillAnswers();
    void showFirst();
    void answer();

    std::vector<ShopQuestion> m_questions;
    bool m_told = false;  // m_notice says that an answer is on its way
    Notice* m_notice;
    Card* m_card;
    TextLabel* m_which;
    TextLabel* m_sentence;
    TextLabel* m_before;
    TextLabel* m_about;
    TextLabel* m_ask;
    QListWidget* m_list;
    PrimaryButton* m_answer;
};

}  // namespace countersign::ui
