#include "widget/scan_pages_samples.h"

#include <QCoreApplication>
#include <QWidget>

namespace countersign::ui::test {

const std::vector<Reason>& everyReason() {
    static const std::vector<Reason> all = [] {
        std::vector<Reason> reasons;
        for (int i = 1; i <= 25; ++i) reasons.push_back(static_cast<Reason>(i));
        return reasons;
    }();
    return all;
}

WallTime noon() {
    return WallTime(std::chrono::seconds(1'800'000'000));
}

ScanProgress progress(const std::vector<Action>& actions, std::optional<std::size_t> current) {
    ScanProgress made;
    for (const Action action : actions) made.steps.push_back({action, {}, {}, {}});
    for (std::size_t i = 0; current && i < *current; ++i) {
        made.steps[i].askedAt = FrameTime(1'000'000 * (i + 1));
        made.steps[i].doneAt = FrameTime(1'000'000 * (i + 1) + 700'000);
        made.steps[i].result = StepResult::Done;
    }
    made.current = current;
    made.faceInOval = true;
    made.meters = {0.9, 0.8, 0.9};
    return made;
}

QueueRow row(std::uint64_t sequence, ClientState client) {
    QueueRow made;
    made.recordId = RecordId::random();
    made.sequence = sequence;
    made.numberTail = std::to_string(1000 + sequence % 9000);
    made.client = client;
    made.payloadBytes = client == ClientState::Sent || client == ClientState::Withdrawn ? 0 : 214 * 1024;
    made.createdAt = noon();
    return made;
}

ResultView sampleResult() {
    ResultView view;
    const ScanProgress done = progress({Action::Blink, Action::TurnLeft, Action::TurnRight}, 3);
    view.steps = done.steps;
    view.receipt.at = noon();
    view.receipt.actions = {Action::Blink, Action::TurnLeft, Action::TurnRight};
    view.receipt.match = {true, 0.83, MatchBand::Same, 5};
    view.receipt.shopName = QStringLiteral("Shop 12");
    view.receipt.operatorName = QStringLiteral("Example Mobile");
    view.receipt.contact = QStringLiteral("privacy@example.com");
    view.receipt.language = QStringLiteral("en");
    return view;
}

void settle() {
    for (int i = 0; i < 10; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

void show(QWidget& widget, int width, int height) {
    widget.resize(width, height);
    widget.show();
    settle();
}

}  // namespace countersign::ui::test
