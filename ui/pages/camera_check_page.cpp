#include "pages/camera_check_page.h"

#include <QHBoxLayout>
#include <QImage>
#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/picture_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr std::size_t kHistoryLines = 5;
constexpr int kSteps = 1000;

}  // namespace

CameraCheckPage::CameraCheckPage(QWidget* parent)
    : Page(parent),
      m_view(new PictureView),
      m_notice(new Notice),
      m_state(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_about(new TextLabel(TextStyle::Small, Wrap::On)),
      m_bar(new QProgressBar),
      m_findings(new QWidget),
      m_historyCard(new Card),
      m_historyTitle(new TextLabel(TextStyle::SmallBold)),
      m_start(new PrimaryButton({})),
      m_good(new SecondaryButton({})) {
    m_about->setShade(Shade::SecondInk);
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);

    auto* result = new Card;
    result->body()->addWidget(m_state);
    result->body()->addWidget(m_about);
    result->body()->addWidget(m_bar);
    auto* lines = new QVBoxLayout(m_findings);
    lines->setContentsMargins(0, scaled(4), 0, 0);
    lines->setSpacing(scaled(10));
    for (std::size_t i = 0; i < cameraAspects().size(); ++i) {
        Line line{new Chip({}, {Tone::Good, ChipSize::Small, ChipSign::Tick}),
                  new TextLabel(TextStyle::BodyBold, Wrap::On), new TextLabel(TextStyle::Small, Wrap::On)};
        line.advice->setShade(Shade::SecondInk);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(line.words);
        words->addWidget(line.advice);
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(12));
        row->addLayout(words, 1);
        row->addWidget(line.chip, 0, Qt::AlignTop);
        lines->addLayout(row);
        m_lines.push_back(line);
    }
    result->body()->addWidget(m_findings);

    m_historyCard->body()->addWidget(m_historyTitle);
    for (std::size_t i = 0; i < kHistoryLines; ++i) {
        m_historyLines.emplace_back(new TextLabel(TextStyle::Small),
                                    new TextLabel(TextStyle::Small, Wrap::On));
        m_historyLines.back().first->setShade(Shade::SecondInk);
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(16));
        row->addWidget(m_historyLines.back().first);
        row->addWidget(m_historyLines.back().second, 1);
        m_historyCard->body()->addLayout(row);
    }

    auto* right = new QVBoxLayout;
    right->setSpacing(scaled(16));
    right->addWidget(result);
    right->addStretch(1);
    auto* left = new QVBoxLayout;
    left->setSpacing(scaled(16));
    left->addWidget(m_view, 1);
    left->addWidget(m_historyCard);
    left->addStretch(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(24));
    m_view->setMaximumHeight(scaled(380));
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    body()->addWidget(m_notice);
    m_notice->clear();
    body()->addLayout(row, 1);
    stackWhenNarrow(row, Stacked::LastFirst);

    m_good->setKey(QKeySequence(Qt::Key_F4));
    addToFooter(m_good, Side::Start);
    addToFooter(m_start, Side::End);
    setPrimaryAction(m_start);
    connect(m_start, &Button::clicked, this, [this] {
        if (m_moment == Moment::Running) {
            Q_EMIT stopWanted();
        } else {
            Q_EMIT startWanted();
        }
    });
    connect(m_good, &Button::clicked, this, &CameraCheckPage::goodConfirmed);
    CameraCheckPage::retranslate();
}

void CameraCheckPage::setPreview(const QImage& picture) {
    m_view->setPicture(picture);
}

void CameraCheckPage::showReady() {
    m_moment = Moment::Ready;
    m_kept = false;
    refresh();
}

void CameraCheckPage::showProgress(double done) {
    m_bar->setValue(static_cast<int>(std::clamp(done, 0.0, 1.0) * kSteps));
    if (m_moment == Moment::Running) return;
    m_moment = Moment::Running;
    m_kept = false;
    refresh();
}

void CameraCheckPage::showResult(const CameraCheckEntry& entry) {
    m_moment = Moment::Result;
    m_entry = entry;
    refresh();
}

void CameraCheckPage::showNoPicture(Camera camera) {
    m_moment = Moment::NoPicture;
    m_camera = camera;
    refresh();
}

void CameraCheckPage::showKept() {
    m_kept = true;
    refresh();
}

void CameraCheckPage::setHistory(const std::vector<CameraCheckEntry>& entries) {
    m_history = entries;
    refresh();
}

void CameraCheckPage::setKeeping(Keeping keeping) {
    m_keeping = keeping;
    refresh();
}

void CameraCheckPage::entered() {
    m_start->setFocus(Qt::OtherFocusReason);
}

void CameraCheckPage::refresh() {
    const bool running = m_moment == Moment::Running;
    const bool told = m_moment == Moment::Result;
    m_bar->setVisible(running);
    m_findings->setVisible(told);
    const bool mayKeep = m_keeping == Keeping::Allowed;
    m_good->setVisible(told && !m_kept);
    m_good->setEnabled(mayKeep);
    //: Camera check: the bold button while a check runs.
    m_start->setText(running ? tr("Stop the check")
                     //: Camera check: the bold button after a check.
                     : told ? tr("Check again")
                            //: Camera check: the bold button.
                            : tr("Start the check"));
    switch (m_moment) {
        case Moment::Ready:
            //: Camera check: before it begins.
            m_state->setText(tr("It takes twenty seconds."));
            m_about->setText(
                //: Camera check: before it begins.
                tr("Nobody needs to sit there. Switch on the light as on a working day and leave the camera "
                   "alone."));
            break;
        case Moment::Running:
            //: Camera check: while it runs.
            m_state->setText(tr("Looking at camera and light …"));
            //: Camera check: while it runs.
            m_about->setText(tr("Of the pictures only a few numbers stay, and never one of a person."));
            break;
        case Moment::NoPicture:
            if (m_camera == Camera::None) {
                //: Camera check: it can't begin.
                m_state->setText(tr("No camera is plugged in."));
                //: Camera check: it can't begin; what to do.
                m_about->setText(tr("Plug one in and check again."));
            } else {
                //: Camera check: it was stopped.
                m_state->setText(tr("No picture comes from the camera."));
                //: Camera check: it was stopped; what to do.
                m_about->setText(tr("Plug it out and in again, or choose another one (F7)."));
            }
            break;
        case Moment::Result:
            m_state->setText(m_entry.findings.empty()
                                 //: Camera check: the result.
                                 ? tr("Camera and light are good.")
                                 //: Camera check: the result.
                                 : tr("Something should be put right before buyers come."));
            m_about->setText(m_entry.compared
                                 //: Camera check: under the result.
                                 ? tr("Compared with the state that was kept as good.")
                                 : mayKeep
                                       //: Camera check: under the result.
                                       ? tr("There is no good state to compare with yet. If scans work well "
                                            "now, keep this "
                                            "one.")
                                       //: Camera check: under the result, for a clerk.
                                       : tr("There is no good state to compare with yet. A supervisor or a "
                                            "technician keeps "
                                            "one."));
            break;
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const CameraAspect aspect = cameraAspects()[i];
        const auto found = std::ranges::find(m_entry.findings, aspect, &aspectOf);
        const bool good = found == m_entry.findings.end();
        m_lines[i].words->setText(good ? aspectName(aspect) : findingWords(*found));
        m_lines[i].advice->setText(good ? aspectGood(aspect) : findingAdvice(*found));
        m_lines[i].chip->setLook(
            {good ? Tone::Good : Tone::Warning, ChipSize::Small, good ? ChipSign::Tick : ChipSign::ByTone});
        //: Camera check: chip beside one thing that was looked at.
        m_lines[i].chip->setText(good ? tr("Good")
                                      //: Camera check: chip beside one thing that was looked at.
                                      : tr("Put right"));
    }
    if (m_kept) {
        //: Camera check: after the state was kept as the good one.
        m_notice->showMessage(Tone::Good, tr("Kept as the good state of this camera."));
    } else {
        m_notice->clear();
    }
    m_historyCard->setVisible(!m_history.empty());
    for (std::size_t i = 0; i < m_historyLines.size(); ++i) {
        const bool shown = i < m_history.size();
        m_historyLines[i].first->setVisible(shown);
        m_historyLines[i].second->setVisible(shown);
        if (!shown) continue;
        m_historyLines[i].first->setText(historyWhen(m_history[i]));
        m_historyLines[i].second->setText(historyWhat(m_history[i]));
    }
}

void CameraCheckPage::retranslate() {
    //: Camera check: title.
    header()->setTitle(tr("Camera and light"));
    //: Camera check: under the title.
    header()->setSubtitle(tr("A short check in the morning saves buyers a second try."));
    m_view->setEmptyText(QStringLiteral("camera"), tr("No picture"));
    //: Camera check: keeps what was measured as how it should be.
    m_good->setText(tr("Keep as the good state"));
    //: Camera check: heading of the list of earlier checks.
    m_historyTitle->setText(tr("Earlier checks"));
    //: Camera check: name of the progress bar for screen readers.
    m_bar->setAccessibleName(tr("Progress of the check"));
    setAccessibleName(header()->title());
    refresh();
}

}  // namespace countersign::ui
