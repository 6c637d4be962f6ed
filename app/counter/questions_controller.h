// The operator's questions to this shop: shown to a supervisor who is signed in and to nobody else, whose
// answer goes into the journal under the supervisor's id. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <functional>
#include <string>
#include <vector>

#include "pages/clerks_page.h"
#include "pages/questions_page.h"
#include "store/queue_types.h"

namespace countersign {

struct QuestionsParts {
    ui::QuestionsPage& page;
    ui::ClerksPage& clerks;                 // where the way to them is
    std::function<std::string()> signedIn;  // id of who is signed in; empty: nobody
    std::function<bool()> mayAnswer;        // whoever that is
    std::function<void(std::uint64_t number, ConductAnswer answer, const std::string& who)> answer;
};

class QuestionsController final : public QObject {
    Q_OBJECT
  public:
    // All of `parts` outlives the controller.
    explicit QuestionsController(QuestionsParts parts, QObject* parent = nullptr);

    void setQuestions(const std::vector<ShopQuestion>& open);
    void refresh();  // somebody signed in, or the page is about to be shown
    void forget();   // whoever was signed in has left
    // Whether there is something that whoever is signed in should be told of.
    [[nodiscard]] bool waiting() const;

  private:
    void answered(quint64 number, ConductAnswer answer);

    QuestionsParts m;
    std::vector<ShopQuestion> m_open;
};

}  // namespace countersign
