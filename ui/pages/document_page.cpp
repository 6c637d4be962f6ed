#include "pages/document_page.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMimeData>

#include "dialogs.h"
#include "text/error_text.h"
#include "text/portrait_text.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/picture_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

// The first local file of what is dragged; empty: nothing of use.
QString fileOf(const QMimeData& data) {
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) return url.toLocalFile();
    }
    return {};
}

}  // namespace

DocumentPage::DocumentPage(Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_dialogs(dialogs),
      m_view(new PictureView),
      m_card(new Card),
      m_chip(new Chip),
      m_verdict(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_advice(new TextLabel(TextStyle::Body, Wrap::On)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_take(new SecondaryButton({})),
      m_file(new SecondaryButton({})),
      m_retake(new SecondaryButton({})),
      m_dropHint(new TextLabel(TextStyle::Small, Wrap::On)),
      m_back(new SecondaryButton({})),
      m_next(new PrimaryButton({})) {
    setAcceptDrops(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(24));
    row->addWidget(m_view, 3);
    auto* side = new QVBoxLayout;
    side->setSpacing(scaled(12));
    m_card->body()->addWidget(m_chip);
    m_card->body()->addSpacing(scaled(4));
    m_card->body()->addWidget(m_verdict);
    m_card->body()->addWidget(m_advice);
    m_advice->setShade(Shade::SecondInk);
    side->addWidget(m_card);
    side->addWidget(m_notice);
    side->addWidget(m_take);
    side->addWidget(m_retake);
    side->addWidget(m_file);
    m_dropHint->setShade(Shade::SecondInk);
    side->addWidget(m_dropHint);
    side->addStretch(1);
    row->addLayout(side, 2);
    body()->addLayout(row, 1);

    m_take->setIconName(QStringLiteral("camera"));
    m_take->setKey(QKeySequence(Qt::Key_F8));
    m_retake->setIconName(QStringLiteral("undo"));
    m_file->setIconName(QStringLiteral("folder"));
    m_file->setKey(QKeySequence(Qt::Key_F4));
    addToFooter(m_back, Side::Start);
    addToFooter(m_next, Side::End);
    setPrimaryAction(m_next);

    connect(m_take, &Button::clicked, this, &DocumentPage::stillRequested);
    connect(m_file, &Button::clicked, this, &DocumentPage::chooseFile);
    connect(m_retake, &Button::clicked, this, [this] {
        clear();
        Q_EMIT retakeRequested();
    });
    connect(m_back, &Button::clicked, this, &DocumentPage::backRequested);
    connect(m_next, &Button::clicked, this, &DocumentPage::nextRequested);
    retranslate();
}

void DocumentPage::setCamera(CameraOffer offer) {
    m_camera = offer;
    if (offer == CameraOffer::None && !m_portrait) m_view->setPicture({});
    refresh();
}

void DocumentPage::setPreview(const QImage& picture) {
    if (m_portrait || m_camera == CameraOffer::None) return;
    const bool first = m_view->isEmpty();
    m_view->setPicture(picture);
    if (first) refresh();
}

void DocumentPage::setActivity(Activity activity) {
    m_activity = activity;
    refresh();
}

void DocumentPage::setPortrait(const PortraitView& portrait) {
    m_portrait = portrait;
    m_problem.reset();
    m_activity = Activity::Idle;
    m_view->setPicture(portrait.picture);
    m_view->setFaceBox(portrait.face, portrait.usable() ? Tone::Good : Tone::Warning);
    refresh();
    if (isVisible()) entered();
}

void DocumentPage::setProblem(ErrorCode code) {
    m_portrait.reset();
    m_problem = code;
    m_activity = Activity::Idle;
    m_view->setPicture({});
    m_view->setFaceBox({});
    refresh();
    if (isVisible()) entered();
}

void DocumentPage::clear() {
    m_portrait.reset();
    m_problem.reset();
    m_activity = Activity::Idle;
    m_view->setPicture({});
    m_view->setFaceBox({});
    refresh();
    if (isVisible()) entered();
}

bool DocumentPage::hasUsablePortrait() const {
    return m_portrait && m_portrait->usable();
}

void DocumentPage::entered() {
    QWidget* where = hasUsablePortrait() ? static_cast<QWidget*>(m_next) : incomplete();
    if (where != nullptr) where->setFocus(Qt::OtherFocusReason);
}

QWidget* DocumentPage::incomplete() {
    if (m_portrait) return m_retake;
    return m_take->isEnabled() && m_camera == CameraOffer::Available ? m_take : m_file;
}

void DocumentPage::refresh() {
    const bool camera = m_camera == CameraOffer::Available;
    const bool reading = m_activity == Activity::Reading;
    const bool live = camera && !m_portrait && !m_view->isEmpty();
    m_view->setGuide(live ? PictureView::Guide::Card : PictureView::Guide::None);
    m_take->setVisible(camera && !m_portrait);
    m_take->setEnabled(live && !reading);
    m_retake->setVisible(m_portrait.has_value());
    m_file->setEnabled(!reading);
    m_next->setEnabled(hasUsablePortrait() && !reading);

    ChipLook look;
    m_notice->clear();
    if (reading) {
        look.tone = Tone::Information;
        look.sign = ChipSign::Disc;
        //: Document page: chip while the picture is being looked at.
        m_chip->setText(tr("Looking for the portrait"));
        //: Document page: while the picture is being looked at.
        m_verdict->setText(tr("One moment."));
        m_advice->clear();
    } else if (hasUsablePortrait()) {
        look.tone = Tone::Good;
        //: Document page: chip when the portrait was found and can be used.
        m_chip->setText(tr("Portrait found"));
        m_verdict->setText(portraitVerdict(m_portrait->quality));
        //: Document page: a question to the clerk; the picture is shown beside it.
        m_advice->setText(tr("Is this the person on the document? Then go on."));
    } else if (m_portrait) {
        look.tone = Tone::Warning;
        const Reason reason =
            m_portrait->reasons.empty() ? Reason::PortraitNotFound : m_portrait->reasons.front();
        //: Document page: chip when the portrait cannot be used.
        m_chip->setText(m_portrait->face ? tr("Portrait can't be used")
                                         //: Document page: chip when there is no face in the picture.
                                         : tr("No portrait found"));
        m_verdict->setText(portraitAdvice(reason));
        //: Document page: under the reason why the portrait cannot be used.
        m_advice->setText(tr("Nothing was compared yet."));
    } else {
        look.tone = Tone::Neutral;
        look.sign = ChipSign::Circle;
        //: Document page: chip before there is a picture.
        m_chip->setText(tr("No picture yet"));
        if (camera) {
            //: Document page: what to do with the camera.
            m_verdict->setText(tr("Hold the page with the portrait into the frame."));
            //: Document page: what to do with the camera.
            m_advice->setText(tr("Straight, without glare, as large as the frame."));
        } else {
            //: Document page: there is no camera.
            m_verdict->setText(tr("Choose the picture of the document."));
            //: Document page: there is no camera.
            m_advice->setText(tr("No camera is ready. You can still use a scanned picture."));
        }
    }
    m_chip->setLook(look);
    m_advice->setVisible(!m_advice->text().isEmpty());
    if (m_problem) m_notice->showMessage(Tone::Bad, errorSentence(*m_problem));
}

void DocumentPage::chooseFile() {
    //: Title of the file dialog on the document page.
    m_dialogs.chooseFile(this, tr("Picture of the document"),
                         //: File dialog: kind of files. Keep the patterns in brackets.
                         tr("Pictures (*.jpg *.jpeg *.png)"),
                         [this](const QString& path) { Q_EMIT portraitFileChosen(path); });
}

void DocumentPage::dragEnterEvent(QDragEnterEvent* event) {
    if (m_activity == Activity::Reading || fileOf(*event->mimeData()).isEmpty()) return;
    event->acceptProposedAction();
    m_view->setDropTarget(PictureView::DropTarget::Yes);
}

void DocumentPage::dragLeaveEvent(QDragLeaveEvent*) {
    m_view->setDropTarget(PictureView::DropTarget::No);
}

void DocumentPage::dropEvent(QDropEvent* event) {
    m_view->setDropTarget(PictureView::DropTarget::No);
    const QString file = fileOf(*event->mimeData());
    if (file.isEmpty()) return;
    event->acceptProposedAction();
    Q_EMIT portraitFileChosen(file);
}

void DocumentPage::retranslate() {
    //: Document page: title.
    header()->setTitle(tr("The portrait on the document"));
    //: Document page: under the title.
    header()->setSubtitle(tr("The buyer's face is compared with this picture and with no other."));
    //: Document page: button; takes a still from the camera.
    m_take->setText(tr("Take picture"));
    //: Document page: button; puts the picture away and starts anew.
    m_retake->setText(tr("Take it again"));
    //: Document page: button; opens the file dialog.
    m_file->setText(tr("Choose a file"));
    //: Document page: under the buttons.
    m_dropHint->setText(tr("Or drop a JPEG or PNG file here."));
    //: Footer button: one step back; nothing typed is lost.
    m_back->setText(tr("Back"));
    //: Document page: the bold button; the next step is the buyer's consent.
    m_next->setText(tr("Next: Consent"));
    //: Document page: in the empty picture.
    m_view->setEmptyText(QStringLiteral("id_card"), tr("The document's picture appears here"),
                         //: Document page: in the empty picture, second line.
                         tr("Drop a file, choose one, or use the camera"));
    //: Accessible name of the picture on the document page.
    m_view->setAccessibleName(tr("Picture of the document"));
    setAccessibleName(header()->title());
    refresh();
}

}  // namespace countersign::ui
