// The operator's questions: a supervisor sees them in plain words with their numbers and answers by keyboard;
// nobody else sees anything of them.
#include <QAbstractButton>
#include <QLabel>
#include <QListWidget>
#include <QTest>

#include "app/counter/questions_controller.h"
#include "app/counter/rights.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "text/questions_text.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/notice.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

ShopQuestion asked(std::uint64_t number, ConductKind kind, ConductNumbers numbers, std::string clerk = {}) {
    return {{number, kind, numbers, std::move(clerk)}, {}, WallTime(std::chrono::seconds(1795510800))};
}

struct Room {
    Room() {
        page.resize(1056, 624);
        clerks.resize(1056, 624);
    }
    void enter(const std::string& clerk, ClerkRole is) {
        who = clerk;
        role = is;
        controller.refresh();
        REQUIRE(settle(page));
        page.entered();
    }
    [[nodiscard]] QListWidget& list() { return *page.findChild<QListWidget*>(); }
    [[nodiscard]] bool says(const QString& words) {
        for (const auto* label : page.findChildren<QLabel*>()) {
            if (label->isVisibleTo(&page) && label->text().contains(words)) return true;
        }
        return false;
    }
    [[nodiscard]] QString offer() {
        for (const auto* button : clerks.findChildren<QAbstractButton*>()) {
            if (button->text().startsWith(QStringLiteral("Operator's questions")) &&
                button->isVisibleTo(&clerks))
                return button->text();
        }
        return {};
    }

    QApplication& app = application();  // before the pages
    ScriptedDialogs dialogs;
    QuestionsPage page;
    ClerksPage clerks{dialogs};
    std::string who;
    std::optional<ClerkRole> role;
    std::vector<std::string> answers;
    QuestionsController controller{QuestionsParts{
        page, clerks, [this] { return who; }, [this] { return role && may(*role, Right::AnswerOperator); },
        [this](std::uint64_t number, ConductAnswer answer, const std::string& by) {
            answers.push_back(by + ": " + std::to_string(number) + " " + answerWords(answer).toStdString());
        }}};
};

}  // namespace

TEST_CASE("a supervisor reads a question with its numbers and answers it by keyboard") {
    Room room;
    room.controller.setQuestions({asked(12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar"),
                                  asked(13, ConductKind::Retries, {12, 40, 9, 300, 0})});
    room.enter("lina", ClerkRole::Supervisor);
    CHECK(room.controller.waiting());
    CHECK(room.offer() == QStringLiteral("Operator's questions: 2"));
    CHECK(room.says(QStringLiteral("Question 1 of 2")));
    CHECK(room.says(QStringLiteral("9 of the last 20 registrations by omar went without a scan.")));
    CHECK(room.says(QStringLiteral("Before, it was 3 of 100 at this shop.")));
    CHECK(room.says(QStringLiteral("28 days")));
    REQUIRE(room.list().count() == static_cast<int>(kConductAnswers.size()));
    CHECK(room.list().hasFocus());
    CHECK(unnamedBelow(room.page).isEmpty());
    // Nothing chosen, nothing sent.
    CHECK(room.list().selectedItems().isEmpty());
    QTest::keyClick(&room.list(), Qt::Key_Return);
    CHECK(room.answers.empty());
    QTest::keyClick(&room.list(), Qt::Key_Down);
    CHECK(room.list().selectedItems().size() == 1);
    QTest::keyClick(&room.list(), Qt::Key_Down);
    QTest::keyClick(&room.list(), Qt::Key_Return);
    REQUIRE(room.answers == std::vector<std::string>{"lina: 12 A market day or another rush"});
    // The next one at once, with nothing chosen; what was answered is said.
    CHECK(room.says(QStringLiteral("12 of the last 40 scans needed more than one try.")));
    CHECK(room.says(QStringLiteral("Question 1 of 1")));
    CHECK(room.list().selectedItems().isEmpty());
    CHECK(room.page.findChild<Notice*>()->text().contains(QStringLiteral("next contact")));
    CHECK(room.offer() == QStringLiteral("Operator's questions: 1"));
    // As the records thread tells it; a chosen answer stays while its question does.
    room.list().setCurrentRow(4);
    room.controller.setQuestions({asked(13, ConductKind::Retries, {12, 40, 9, 300, 0}),
                                  asked(14, ConductKind::Pace, {30, 90, 10, 200, 130})});
    CHECK(room.list().currentRow() == 4);
    // It could not be written: it comes again.
    room.controller.setQuestions({asked(12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar")});
    CHECK(room.says(QStringLiteral("by omar")));
    room.controller.setQuestions({});
    CHECK(room.says(QStringLiteral("The operator asks nothing.")));
    CHECK_FALSE(room.list().isVisibleTo(&room.page));
    CHECK(room.offer().isEmpty());
}

TEST_CASE("clerks, technicians and whoever comes after see nothing of it and can't answer") {
    Room room;
    room.controller.setQuestions({asked(12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar")});
    for (const auto role : {ClerkRole::Clerk, ClerkRole::Technician}) {
        room.enter("omar", role);
        CHECK_FALSE(room.controller.waiting());
        CHECK_FALSE(room.says(QStringLiteral("omar")));
        CHECK_FALSE(room.says(QStringLiteral("20")));
        CHECK(room.offer().isEmpty());
        // A page is no lock: asked for all the same, it is not done.
        Q_EMIT room.page.answered(12, ConductAnswer::Other);
    }
    room.enter("lina", ClerkRole::Supervisor);
    CHECK(room.says(QStringLiteral("omar")));
    Q_EMIT room.page.answered(99, ConductAnswer::Other);  // asked by nobody
    CHECK(room.answers.empty());
    room.controller.forget();
    CHECK_FALSE(room.says(QStringLiteral("omar")));
    CHECK(room.offer().isEmpty());
    room.who.clear();
    room.role.reset();
    // What comes while nobody is signed in stays away from the page.
    room.controller.setQuestions({asked(13, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar")});
    CHECK_FALSE(room.says(QStringLiteral("omar")));
}

TEST_CASE("every kind has its sentence, of a clerk and of the counter, with its numbers") {
    application();
    for (const auto kind : kConductKinds) {
        for (const char* clerk : {"", "omar", "?"}) {
            const auto question =
                asked(1, kind, {17, 23, 5, 1234, kind == ConductKind::Pace ? 95U : 0U}, clerk);
            const auto sentence = questionSentence(question.question), before = questionBefore(question);
            INFO(sentence.toStdString() << " " << before.toStdString());
            CHECK(sentence.contains(QStringLiteral("17")));
            CHECK_FALSE(sentence.contains(QLatin1Char('%')));
            CHECK_FALSE(before.contains(QLatin1Char('%')));
            CHECK(sentence.endsWith(QLatin1Char('.')));
            CHECK(before.endsWith(QLatin1Char('.')));
            CHECK_FALSE(sentence.contains(QLatin1Char('?')));
            const bool alike = kind == ConductKind::SameEvidence || kind == ConductKind::SameBorder;
            CHECK(sentence.contains(QStringLiteral("23")) != alike);
            CHECK(sentence.contains(QStringLiteral("omar")) == (!alike && std::string_view(clerk) == "omar"));
            if (kind == ConductKind::Pace) CHECK(sentence.contains(QStringLiteral("95 seconds")));
        }
    }
    auto alike = asked(1, ConductKind::SameBorder, {2, 2, 0, 0, 0});
    alike.record = RecordId::random();
    CHECK(questionBefore(alike).contains(QString::fromStdString(alike.record->shortCode())));
    // An id that looks like a place for a number is an id.
    const auto odd = questionSentence({1, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "%1"});
    CHECK(odd == QStringLiteral("9 of the last 20 registrations by %1 went without a scan."));
}

TEST_CASE("the page holds at the smallest window and with large text") {
    application();
    QuestionsPage page;
    page.setQuestions({asked(12, ConductKind::Pace, {999'999, 999'999, 999'999, 999'999, 86'400},
                             "a-clerk-with-an-id-of-32-letters")});
    page.showAnswered();
    page.resize(1056, 624);
    REQUIRE(settle(page));
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (!label->isVisible()) continue;
        INFO(label->text().toStdString());
        CHECK(label->width() >= label->minimumSizeHint().width());
    }
}
