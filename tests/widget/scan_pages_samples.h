// What the tests of the scan, failure, result, queue and help pages are shown: rows, results and progress
// that nobody made, questions that answer themselves, and a page in its room of the window.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "buyer_window.h"
#include "dialogs.h"
#include "pages/result_page.h"

namespace countersign::ui::test {

[[nodiscard]] const std::vector<Reason>& everyReason();
[[nodiscard]] WallTime noon();

// The steps before `current` are done, a second each; `current` empty: nothing is asked yet.
[[nodiscard]] ScanProgress progress(const std::vector<Action>& actions, std::optional<std::size_t> current);
[[nodiscard]] QueueRow row(std::uint64_t sequence, ClientState client = ClientState::Waiting);
[[nodiscard]] ResultView sampleResult();

// Answers each question at once, the same.
class Scripted final : public Dialogs {
  public:
    void ask(QWidget*, const Question& question, std::function<void(Answer)> answered) override {
        asked = question;
        answered(answer);
    }
    void chooseFile(QWidget*, const QString&, const QString&, std::function<void(const QString&)>) override {}
    void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)>) override {}
    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&,
                       std::function<void(const QString&)>) override {}
    Answer answer = Answer::No;
    std::optional<Question> asked;
};

// Layouts ask one another in turns: until nothing more is posted.
void settle();
void show(QWidget& widget, int width, int height);

// What the pages have inside the window of 1280x720: less rail, top bar and status bar.
constexpr int kPageWidth = 1280 - 224;
constexpr int kPageHeight = 720 - 56 - 40;

}  // namespace countersign::ui::test
