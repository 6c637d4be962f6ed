#include "app/counter/notice_bar.h"

#include <utility>

#include "text/error_text.h"

namespace countersign {

using ui::CounterNotice;

NoticeBar::NoticeBar(ui::MainWindow& window, QObject* parent) : QObject(parent), m_window(window) {
    connect(&window, &ui::MainWindow::noticeActionChosen, this, &NoticeBar::actionChosen);
}

void NoticeBar::tell(CounterNotice notice, ui::Tone tone) {
    m_notice = notice;
    m_again = Again::NotOffered;
    m_window.showNotice(tone, ui::noticeText(notice), ui::noticeAction(notice));
}

void NoticeBar::tellError(ErrorCode code, Again again) {
    m_notice.reset();
    m_again = again;
    m_window.showNotice(ui::Tone::Bad, ui::errorSentence(code),
                        again == Again::Offered ? ui::tryAgainAction() : QString());
}

void NoticeBar::close(CounterNotice notice) {
    if (m_notice != notice) return;
    m_window.closeNotice();
    m_notice.reset();
}

void NoticeBar::actionChosen() {
    const auto notice = std::exchange(m_notice, std::nullopt);
    if (!notice) {
        if (std::exchange(m_again, Again::NotOffered) == Again::NotOffered) return;
        m_window.closeNotice();
        Q_EMIT againWanted();
        return;
    }
    m_window.closeNotice();
    switch (*notice) {
        case CounterNotice::NoCamera:
        case CounterNotice::CameraLostInScan:
        case CounterNotice::CameraUnusable:
        case CounterNotice::SoftwareCamera:
        case CounterNotice::StandInCamera:
        case CounterNotice::RegistersNobody:
            Q_EMIT camerasWanted();
            break;
        case CounterNotice::CameraCheckDue:
            Q_EMIT cameraCheckWanted();
            break;
        case CounterNotice::OperatorAsks:
            Q_EMIT questionsWanted();
            break;
        case CounterNotice::NotEnrolled:
        case CounterNotice::BuyerScreenGone:
        case CounterNotice::EngineStarting:
        case CounterNotice::OtherScanNeedsConsent:
        case CounterNotice::NoSound:
        case CounterNotice::DraftFound:
        case CounterNotice::ClockBehind:
        case CounterNotice::ClockAhead:
        case CounterNotice::SetAside:
        case CounterNotice::PolicyWaits:
            break;
    }
}

}  // namespace countersign
