#include "pages/document_page.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QMimeData>
#include <QShortcut>
#include <algorithm>
#include <utility>

#include "dialogs.h"
#include "text/error_text.h"
#include "text/portrait_text.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/picture_view.h"
#include "widgets/read_field_list.h"
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
      m_other(new SecondaryButton({})),
      m_dropHint(new TextLabel(TextStyle::Small, Wrap::On)),
      m_read(new ReadFieldList),
      m_reading(new TextLabel(TextStyle::Small, Wrap::On)),
      m_back(new SecondaryButton({})),
      m_next(new PrimaryButton({})) {
    setAcceptDrops(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(24));
    auto* left = new QVBoxLayout;
    left->setSpacing(scaled(12));
    left->addWidget(m_view, 1000);
    m_view->installEventFilter(this);
    row->addLayout(left, 3);
    auto* side = new QVBoxLayout;
    side->setSpacing(scaled(12));
    m_card->body()->addWidget(m_chip);
    m_card->body()->addSpacing(scaled(4));
    m_card->body()->addWidget(m_verdict);
    m_card->body()->addWidget(m_advice);
    m_advice->setShade(Shade::SecondInk);
    m_card->body()->addWidget(m_reading);
    m_card->body()->addWidget(m_read);
    m_reading->setShade(Shade::SecondInk);
    side->addWidget(m_notice);
    side->addWidget(m_card);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(12));
    for (SecondaryButton* button : {m_take, m_retake, m_file}) buttons->addWidget(button, 1);
    left->addLayout(buttons);
    left->addWidget(m_other);
    m_dropHint->setShade(Shade::SecondInk);
    left->addWidget(m_dropHint);
    left->addStretch(1);
    side->addStretch(1);
    row->addLayout(side, 2);
    body()->addLayout(row, 1);
    stackWhenNarrow(row, Stacked::LastFirst);
    stackWhenNarrow(buttons);

    m_take->setIconName(QStringLiteral("camera"));
    m_take->setKey(QKeySequence(Qt::Key_F8));
    m_retake->setIconName(QStringLiteral("undo"));
    m_file->setIconName(QStringLiteral("folder"));
    m_file->setKey(QKeySequence(Qt::Key_F4));
    addToFooter(m_back, Side::Start);
    addToFooter(m_next, Side::End);
    setPrimaryAction(m_next);

    auto* pasted = new QShortcut(QKeySequence(QKeySequence::Paste), this);
    pasted->setContext(Qt::WidgetWithChildrenShortcut);
    connect(pasted, &QShortcut::activated, this, &DocumentPage::paste);
    connect(m_other, &Button::clicked, this,
            [this] { Q_EMIT pageWanted((m_page + 1) % std::max(1, m_pages)); });
    connect(m_read, &ReadFieldList::useWanted, this, &DocumentPage::useWanted);
    connect(m_read, &ReadFieldList::undoWanted, this, &DocumentPage::undoWanted);
    connect(m_take, &Button::clicked, this, &DocumentPage::stillRequested);
    connect(m_file, &Button::clicked, this, &DocumentPage::chooseFile);
    connect(m_retake, &Button::clicked, this, [this] {
        clear();
        Q_EMIT retakeRequested();
    });
    connect(m_back, &Button::clicked, this, &DocumentPage::backRequested);
    connect(m_next, &Button::clicked, this, &DocumentPage::goOn);
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

void DocumentPage::setWatch(const QPolygonF& outline, HoldHint hint, double held) {
    if (!wantsPicture()) return;
    m_view->setOutline(outline, held);
    if (m_hold == hint) return;
    m_hold = hint;
    refresh();
}

bool DocumentPage::wantsPicture() const {
    return m_camera == CameraOffer::Available && !m_portrait && m_activity == Activity::Idle &&
           !m_view->isEmpty();
}

void DocumentPage::setPages(int page, int pages) {
    m_page = page;
    m_pages = pages;
    refresh();
}

void DocumentPage::setTextActivity(Activity activity) {
    m_textActivity = activity;
    refreshText();
}

void DocumentPage::setText(const DocumentTextView& text) {
    m_text = text;
    m_textRead = true;
    m_textActivity = Activity::Idle;
    m_compared = false;
    const bool goesOn = std::exchange(m_goOnWhenRead, false);
    refreshText();
    refresh();
    if (goesOn) goOn();
}

void DocumentPage::refreshText() {
    const bool shown = m_portrait.has_value();
    m_read->setVisible(shown && !m_text.rows.empty());
    m_read->setRows(shown ? m_text.rows : std::vector<ReadRow>{});
    QString words;
    if (m_textActivity == Activity::Reading && m_goOnWhenRead) {
        //: Document page: the clerk pressed Next while the text on the document was being read.
        words = tr("It goes on as soon as what is printed on it is read…");
    } else if (m_textActivity == Activity::Reading) {
        //: Document page: the portrait is there; the text on the document is being read.
        words = tr("Reading what is printed on it…");
    } else if (m_text.problem) {
        words = errorSentence(*m_text.problem);
    } else if (m_textRead && m_text.rows.empty()) {
        //: Document page: the portrait was found, the printed text could not be read.
        words = tr("What is printed on it could not be read. Compare it with the details by eye.");
    }
    m_reading->setText(words);
    m_reading->setVisible(shown && !m_reading->text().isEmpty());
}

// What differs is to be looked at, not to be clicked away: the question names it.
void DocumentPage::goOn() {
    if (!m_next->isEnabled()) return;
    // What is printed is held against what was typed before anybody goes on, however fast Next is pressed.
    if (m_textActivity == Activity::Reading) {
        m_goOnWhenRead = true;
        refreshText();
        return;
    }
    QStringList open;
    for (const auto& finding : m_text.findings) {
        if (finding.weight == CrossWeight::Confirm) open << findingText(finding.check);
    }
    if (open.isEmpty() || m_compared) {
        Q_EMIT nextRequested();
        return;
    }
    Question question;
    //: Title of a question: what the document says differs from what was typed.
    question.title = tr("Did you compare them?");
    question.text = open.join(QLatin1Char('\n'));
    //: Answer: the clerk has looked at the document and what was typed is right.
    question.yes = tr("Yes, go on");
    //: Answer: back to the document.
    question.no = tr("No, look again");
    m_dialogs.ask(this, question, [this](Answer answer) {
        if (answer != Answer::Yes || !m_next->isEnabled()) return;
        m_compared = true;
        Q_EMIT nextRequested();
    });
}

void DocumentPage::paste() {
    if (m_activity == Activity::Reading) return;
    const QMimeData* given = QGuiApplication::clipboard()->mimeData();
    if (given == nullptr) return;
    const QString file = fileOf(*given);
    if (!file.isEmpty()) {
        Q_EMIT portraitFileChosen(file);
        return;
    }
    const QImage picture = QGuiApplication::clipboard()->image();
    if (!picture.isNull()) Q_EMIT pictureGiven(picture);
}

void DocumentPage::setPortrait(const PortraitView& portrait) {
    m_portrait = portrait;
    m_problem.reset();
    m_activity = Activity::Idle;
    m_text = {};
    m_textRead = false;
    m_compared = m_goOnWhenRead = false;
    m_view->setOutline({});
    m_view->setPicture(portrait.picture);
    m_view->setFaceBox(portrait.face, portrait.usable() ? Tone::Good : Tone::Warning);
    refreshText();
    refresh();
    if (isVisible()) entered();
}

void DocumentPage::forgetText() {
    m_text = {};
    m_textActivity = Activity::Idle;
    m_goOnWhenRead = false;
    m_hold = HoldHint::ShowDocument;
    m_pages = 0;
    m_view->setOutline({});
    refreshText();
}

void DocumentPage::setProblem(ErrorCode code) {
    m_portrait.reset();
    m_problem = code;
    m_activity = Activity::Idle;
    m_view->setPicture({});
    m_view->setFaceBox({});
    forgetText();
    refresh();
    if (isVisible()) entered();
}

void DocumentPage::clear() {
    m_portrait.reset();
    m_problem.reset();
    m_activity = Activity::Idle;
    m_view->setPicture({});
    m_view->setFaceBox({});
    forgetText();
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
    // Whoever practises presses Enter for what practice offers; it would open a choice of files.
    if (QWidget* offer = shownOffer()) return offer;
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
    m_other->setVisible(m_pages > 1 && !reading);
    const QLocale locale;
    //: Document page: button; the file has several pages. Numbers of the shown page and of all.
    m_other->setText(
        tr("Page %1 of %2: show the next").arg(locale.toString(m_page + 1), locale.toString(m_pages)));
    const bool stopped = std::any_of(m_text.findings.begin(), m_text.findings.end(),
                                     [](const CrossFinding& one) { return one.weight == CrossWeight::Stop; });
    m_next->setEnabled(hasUsablePortrait() && !reading && !stopped);
    m_dropHint->setVisible(!m_portrait);

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
                        : reason == Reason::DocumentUnreadable
                            //: Document page: chip; the picture could not be looked at.
                            ? tr("Can't be read")
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
            m_verdict->setText(holdText(m_hold));
            //: Document page: what to do with the camera.
            m_advice->setText(tr("The picture is taken by itself."));
        } else {
            //: Document page: there is no camera.
            m_verdict->setText(tr("Choose the picture of the document."));
            //: Document page: there is no camera.
            m_advice->setText(tr("No camera is ready. You can still use a scanned picture."));
        }
    }
    m_chip->setLook(look);
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_verdict->setVisible(!hasUsablePortrait() || m_text.rows.empty());  // room for what was read
    if (m_problem) {
        m_notice->showMessage(Tone::Bad, errorSentence(*m_problem));
    } else if (m_portrait && !m_text.findings.empty()) {
        QStringList words;
        for (const auto& finding : m_text.findings) words << findingText(finding.check);
        const auto weight = m_text.findings.front().weight;
        m_notice->showMessage(weight == CrossWeight::Stop      ? Tone::Bad
                              : weight == CrossWeight::Confirm ? Tone::Warning
                                                               : Tone::Information,
                              words.join(QLatin1Char('\n')));
    }
}

// On a tall screen the buttons stay below the picture, which is never taller than 3:4 of its width.
bool DocumentPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::Resize)
        m_view->setMaximumHeight(m_view->width() * 3 / 4);
    return Page::eventFilter(watched, event);
}

// Whoever went elsewhere is not led on from there.
void DocumentPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    if (!event->spontaneous() && std::exchange(m_goOnWhenRead, false)) refreshText();
}

void DocumentPage::chooseFile() {
    //: Title of the file dialog on the document page.
    m_dialogs.chooseFile(this, tr("Picture of the document"),
                         //: File dialog: kind of files. Keep the patterns in brackets.
                         tr("Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.pdf)"),
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
    m_dropHint->setText(tr("Or drop a picture or PDF here, or paste one."));
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
    m_read->retranslate();
    refreshText();
    refresh();
}

}  // namespace countersign::ui
