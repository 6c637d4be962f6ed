#include "app/counter/questions_controller.h"

#include <algorithm>
#include <utility>

#include "text/questions_text.h"

namespace countersign {

QuestionsController::QuestionsController(QuestionsParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)) {
    connect(&m.page, &ui::QuestionsPage::answered, this, &QuestionsController::answered);
}

void QuestionsController::setQuestions(const std::vector<ShopQuestion>& open) {
    m_open = open;
    refresh();
}

bool QuestionsController::waiting() const {
    return !m_open.empty() && m.mayAnswer();
}

void QuestionsController::refresh() {
    const bool may = m.mayAnswer();
    m.page.setQuestions(may ? m_open : std::vector<ShopQuestion>());
    m.clerks.setOffer(may && !m_open.empty() ? ui::questionsOffer(static_cast<int>(m_open.size()))
                                             : QString());
}

void QuestionsController::forget() {
    m.page.clear();
    m.clerks.setOffer({});
}

// Asked here again: a page is no lock.
void QuestionsController::answered(quint64 number, ConductAnswer answer) {
    const auto who = m.signedIn();
    const bool known = std::ranges::any_of(
        m_open, [number](const ShopQuestion& asked) { return asked.question.number == number; });
    if (who.empty() || !known || !m.mayAnswer()) return;
    m.answer(number, answer, who);
    // What is open comes anew from the records thread; till then it isn't asked a second time.
    std::erase_if(m_open, [number](const ShopQuestion& asked) { return asked.question.number == number; });
    refresh();
    m.page.showAnswered();
}

}  // namespace countersign
