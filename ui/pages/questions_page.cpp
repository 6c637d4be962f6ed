#include "pages/questions_page.h"

#include <QListWidget>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "text/local_time.h"
#include "text/questions_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kRowHeight = 36;
constexpr int kRowHeightNarrow = 52;  // two lines

}  // namespace

QuestionsPage::QuestionsPage(QWidget* parent)
    : Page(parent),
      m_notice(new Notice),
      m_card(new Card),
      m_which(new TextLabel(TextStyle::Small, Wrap::On)),
      m_sentence(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_before(new TextLabel(TextStyle::Body, Wrap::On)),
      m_about(new TextLabel(TextStyle::Small, Wrap::On)),
      m_ask(new TextLabel(TextStyle::BodyBold, Wrap::On)),
      m_list(new QListWidget),
      m_answer(new PrimaryButton({})) {
    setContentWidth(760);
    m_notice->clear();
    m_which->setShade(Shade::SecondInk);
    m_about->setShade(Shade::SecondInk);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->viewport()->setAutoFillBackground(false);
    auto* column = m_card->body();
    column->addWidget(m_which);
    column->addWidget(m_sentence);
    column->addWidget(m_before);
    column->addWidget(m_about);
    column->addSpacing(scaled(8));
    column->addWidget(m_ask);
    column->addWidget(m_list);
    body()->addWidget(m_notice);
    body()->addWidget(m_card);
    body()->addStretch(1);
    addToFooter(m_answer, Side::End);
    setPrimaryAction(m_answer);

    connect(m_list, &QListWidget::itemSelectionChanged, this,
            [this] { m_answer->setEnabled(incomplete() == nullptr); });
    connect(m_answer, &QPushButton::clicked, this, &QuestionsPage::answer);
    connect(m_notice, &Notice::closed, this, [this] { m_told = false; });
    QuestionsPage::retranslate();
}

void QuestionsPage::setQuestions(std::vector<ShopQuestion> questions) {
    const bool same = !questions.empty() && !m_questions.empty() &&
                      questions.front().question.number == m_questions.front().question.number;
    m_questions = std::move(questions);
    if (!same) m_list->setCurrentRow(-1);  // selects nothing
    showFirst();
}

void QuestionsPage::showAnswered() {
    m_told = true;
    //: Page of the operator's questions: after an answer.
    m_notice->showMessage(Tone::Good, tr("Your answer goes to the operator with the next contact."));
}

void QuestionsPage::clear() {
    m_told = false;
    m_notice->clear();
    setQuestions({});
}

void QuestionsPage::entered() {
    if (m_questions.empty()) return;
    m_list->setFocus(Qt::OtherFocusReason);
    // Qt puts its mark on the first one then, which nobody has chosen.
    if (chosen() == nullptr) m_list->setCurrentRow(-1);
}

void QuestionsPage::narrowChanged() {
    fillAnswers();
}

void QuestionsPage::fillAnswers() {
    const QSignalBlocker quiet(m_list);
    const int kept = chosen() != nullptr ? m_list->currentRow() : -1;
    m_list->clear();
    const int height = scaled(isNarrow() ? kRowHeightNarrow : kRowHeight);
    for (const auto each : kConductAnswers) {
        auto* item = new QListWidgetItem(answerWords(each), m_list);
        item->setData(Qt::UserRole, static_cast<int>(each));
        item->setFont(textFont(TextStyle::Body));
        item->setSizeHint({0, height});
    }
    m_list->setCurrentRow(kept);
    m_list->setFixedHeight(m_list->count() * height + scaled(4));
}

void QuestionsPage::showFirst() {
    const bool any = !m_questions.empty();
    for (QWidget* part :
         {static_cast<QWidget*>(m_which), static_cast<QWidget*>(m_before), static_cast<QWidget*>(m_about),
          static_cast<QWidget*>(m_ask), static_cast<QWidget*>(m_list)})
        part->setVisible(any);
    m_answer->setEnabled(incomplete() == nullptr);
    m_answer->setVisible(any);
    if (!any) {
        //: Page of the operator's questions: there is none.
        m_sentence->setText(tr("The operator asks nothing."));
        return;
    }
    const auto& first = m_questions.front();
    //: Page of the operator's questions, above a question: how many there are, and when it came.
    m_which->setText(tr("Question 1 of %1 · asked on %2")
                         .arg(QLocale().toString(static_cast<int>(m_questions.size())),
                              QLocale().toString(localTime(first.askedAt).date(), QLocale::ShortFormat)));
    m_sentence->setText(questionSentence(first.question));
    m_before->setText(questionBefore(first));
}

// What is selected: the mark of the keyboard alone chooses nothing.
const QListWidgetItem* QuestionsPage::chosen() const {
    const auto selected = m_list->selectedItems();
    return selected.isEmpty() ? nullptr : selected.front();
}

QWidget* QuestionsPage::incomplete() {
    return m_questions.empty() || chosen() == nullptr ? m_list : nullptr;
}

void QuestionsPage::answer() {
    const auto* item = chosen();
    if (m_questions.empty() || item == nullptr) return;
    Q_EMIT answered(m_questions.front().question.number,
                    static_cast<ConductAnswer>(item->data(Qt::UserRole).toInt()));
}

void QuestionsPage::retranslate() {
    //: Page of the operator's questions: title.
    header()->setTitle(tr("Questions from the operator"));
    //: Page of the operator's questions: under the title.
    header()->setSubtitle(
        tr("About what is unusual for this shop. A question is no blame, and nothing is stopped."));
    //: Page of the operator's questions: below a question, what "the last" means.
    m_about->setText(tr("“The last” are those of %1 days. The operator compares this shop only with itself.")
                         .arg(QLocale().toString(static_cast<int>(kConductWindow.count()))));
    //: Page of the operator's questions: above the answers.
    m_ask->setText(tr("What was it?"));
    //: Page of the operator's questions: name of the list for screen readers.
    m_list->setAccessibleName(tr("Answers"));
    //: Page of the operator's questions: the bold button.
    m_answer->setText(tr("Answer"));
    fillAnswers();
    showFirst();
    if (m_told) showAnswered();
    setAccessibleName(header()->title());
}

}  // namespace countersign::ui
